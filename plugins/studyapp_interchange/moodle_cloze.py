"""Texts with the answers of their gaps in braces, as Moodle's cloze questions have them, and texts with places to fill.

See https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp import Blank, Message
from studyapp_interchange.gift_answers import number_of
from studyapp_interchange.gift_questions import NoQuestion

GAP = "____"

_FIELD = re.compile(
    r"\{\s*\d*\s*:\s*(SHORTANSWER|SA|MW|NUMERICAL|NM|MULTICHOICE|MC|MULTIRESPONSE|MR)(?:_?[A-Z]{1,2})?\s*:"
    r"((?:\\.|[^\\}])*)\}",
    re.S,
)
_PARTS = re.compile(r"(?:\\.|[^\\~])+", re.S)
_ANSWER = re.compile(r"\s*(=|%(-?\d+(?:\.\d+)?)%)?((?:\\.|[^\\#])*)(?:#(.*))?", re.S)
_PLACE = re.compile(r"\[\[(\d{1,2})\]\]")
_SPECIAL = re.compile(r'[\\}#~/"]')
_FULL = 99.0


@dataclass(frozen=True, slots=True)
class Cloze:
    """A text with gaps, and what fills them. ``choices``, ``right``: where its only gap is one to choose for."""

    prompt: str
    blanks: tuple[Blank, ...]
    notes: tuple[str, ...]
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    share: float
    note: str


def cloze_of(text: str) -> Cloze:
    """Take a text apart; raise ``NoQuestion`` where it has no gap, or one that cannot be asked."""
    fields = list(_FIELD.finditer(text))
    if not fields:
        raise NoQuestion(Message("填空里没有看得懂的空，没有读。请检查花括号里的写法。"))
    parts = [(found[1], _answers(found[2])) for found in fields]
    notes = tuple(f"{one.text}：{one.note}" for _, answers in parts for one in answers if one.note)
    chosen = [kind in ("MULTICHOICE", "MC", "MULTIRESPONSE", "MR") for kind, _ in parts]
    if chosen == [True]:
        answers = parts[0][1]
        right = tuple(index for index, one in enumerate(answers) if one.share >= _FULL) or tuple(
            index for index, one in enumerate(answers) if one.share > 0
        )
        prompt = text[: fields[0].start()] + GAP + text[fields[0].end() :]
        return Cloze(prompt.strip(), (), notes, tuple(one.text for one in answers), right)
    prompt, at = "", 0
    blanks: list[Blank] = []
    for found, (kind, answers), listed in zip(fields, parts, chosen, strict=True):
        prompt += text[at : found.start()] + GAP
        prompt += f"（{'／'.join(one.text for one in answers)}）" if listed else ""
        at = found.end()
        blanks.append(_blank(kind, answers))
    return Cloze((prompt + text[at:]).strip(), tuple(blanks), notes)


def _answers(text: str) -> list[_Answer]:
    answers = []
    for part in _PARTS.findall(text):
        found = _ANSWER.fullmatch(part)
        if found and _plain(found[3]):
            share = 100.0 if found[1] == "=" else float(found[2] or 0)
            answers.append(_Answer(_plain(found[3]), share, _plain(found[4] or "")))
    return answers


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text, flags=re.S).strip()


def _blank(kind: str, answers: Sequence[_Answer]) -> Blank:
    full = [one.text for one in answers if one.share >= _FULL]
    if kind in ("MULTIRESPONSE", "MR") and len(full) != 1:
        raise NoQuestion(Message("填空里有一空要选几项，没有读。请拆成几道多选题。"))
    if not full:
        raise NoQuestion(Message("填空里有一空没有得满分的答案，没有读。请标出正确答案。"))
    if kind in ("NUMERICAL", "NM"):
        numbers = [number_of(text) for text in full]
        known = [number for number in numbers if number is not None]
        if not known:
            raise NoQuestion(Message("数值题的答案不是数，没有读。请改好。"))
        tolerance = known[0][1]
        return Blank(tuple(number for number, other in known if other == tolerance), tolerance)
    return Blank(tuple(dict.fromkeys(full)))


def placed(text: str, options: Sequence[str]) -> Cloze:
    """Return a text whose places name the words that belong there, all words listed behind it."""
    wanted = [int(found[1]) for found in _PLACE.finditer(text)]
    if not wanted or not all(1 <= one <= len(options) for one in wanted):
        raise NoQuestion(Message("选词填空的空和词对不上，没有读。请检查 [[1]] 这样的编号。"))
    prompt = f"{_PLACE.sub(GAP, text).strip()}\n（选词：{'、'.join(dict.fromkeys(options))}）"
    return Cloze(prompt, tuple(Blank((options[one - 1],)) for one in wanted), ())


def embedded(prompt: str, blanks: Sequence[Blank]) -> str | None:
    """Return a prompt with the answers in its gaps; ``None`` where there are not as many gaps as answers."""
    pieces = re.split("_{2,}", prompt)
    if len(pieces) != len(blanks) + 1:
        return None
    holes = [*map(_field, blanks), ""]
    return "".join(piece + hole for piece, hole in zip(pieces, holes, strict=True))


def _field(blank: Blank) -> str:
    if blank.tolerance and all(map(number_of, blank.accepted)):
        inside = "~".join(f"={text}:{blank.tolerance}" for text in blank.accepted)
        return f"{{1:NUMERICAL:{inside}}}"
    inside = "~".join("=" + _SPECIAL.sub(r"\\\g<0>", text) for text in blank.accepted)
    return f"{{1:SHORTANSWER:{inside}}}"
