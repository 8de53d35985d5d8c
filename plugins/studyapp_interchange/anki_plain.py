"""A short way for plain questions: their fields, where these certainly read back to the same question.

It is to ``anki_fields`` what ``anki_swift`` is to ``anki_notes``. A question is plain if it is a choice or a judgement
with a prompt, choices, a key and at most an explanation, a label and one tag, and if no text of it has a sign that
means something in HTML or in Anki, or white space that reading tidies up. All others go the long way, where the reader
is asked; both ways give the same fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from studyapp import JUDGE_CHOICES, Choices, Kind, Question, Validity
from studyapp_interchange.anki_kinds import KINDS
from studyapp_interchange.anki_options import LETTERS, truth_of

_KINDS: Mapping[Kind, str] = {kind: KINDS[kind] for kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)}
_SIGNS = re.compile(r"[<>&\[{\x00-\x1e\x7f]")
_BORDER = "\x1f"
_BREAKS = tuple(f"<br>{letter}. " for letter in LETTERS)
_ALWAYS = Validity()


def plain_fields(question: Question, label: str) -> str | None:
    """Return the fields of a plain question with U+001F between them; ``None`` where it is not plain."""
    word, answer, choices = _KINDS.get(question.kind), question.answer, question.choices
    if word is None or type(answer) is not Choices or not 1 < len(choices) <= len(LETTERS) or _has_more(question):
        return None
    prompt, told = question.prompt, question.explanation
    texts = [prompt, told, label, *choices]
    shown = _BORDER.join(texts)
    if _has_signs(shown) or shown.count(_BORDER) != len(texts) - 1 or not prompt or "" in choices or '"' in label:
        return None
    if [one.strip() for one in texts] != texts:
        return None
    listed = "A. " + "".join([mark + one for mark, one in zip(_BREAKS, choices, strict=False)])[len(_BREAKS[0]) :]
    right = answer.right
    if "  " in listed or "||" in listed or not listed.isprintable() or not _is_told(question.kind, choices, right):
        return None
    letters = LETTERS[right[0]] if len(right) == 1 else "".join([LETTERS[place] for place in right])
    if letters in choices:
        return None
    return f"{prompt}\x1f{listed}\x1f{letters}\x1f{word}\x1f{told}\x1f\x1f\x1f{label}\x1f\x1f"


def _has_signs(shown: str) -> bool:
    """Whether any text has a sign; where all is printable, with wide spaces only, there is no need to look at each."""
    if "<" in shown or "&" in shown or ">" in shown or "[" in shown or "{" in shown:
        return True
    return not shown.replace("\u3000", "").replace(_BORDER, "").isprintable() and bool(_SIGNS.search(shown))


def _has_more(question: Question) -> bool:
    """Whether a question has anything that only the last field can tell, or that is not text."""
    return (
        question.difficulty is not None
        or bool(question.basis or question.media or question.jurisdiction or question.authority)
        or (question.validity is not Question.validity and question.validity != _ALWAYS)
    )


def _is_told(kind: Kind, choices: tuple[str, ...], right: tuple[int, ...]) -> bool:
    """Whether the kind and the key are those that the letters of the right choices tell."""
    if not right or right[0] < 0 or right[-1] >= len(choices):
        return False
    if len(right) > 1 and any(map(_not_before, right, right[1:])):
        return False
    if kind is Kind.JUDGE:
        return choices == JUDGE_CHOICES and len(right) == 1
    if len(choices) == 2 and None not in map(truth_of, choices):
        return False
    return kind is Kind.MULTIPLE or len(right) == 1


def _not_before(one: int, other: int) -> bool:
    return one >= other
