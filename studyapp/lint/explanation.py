"""The key against the explanation: what the 解析 firmly says is right, and what the key says.

Only what cannot be meant otherwise counts: an explanation that hedges, quotes somebody or contradicts itself says
nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from studyapp.lint import quotation, statements
from studyapp.lint.statements import Statement
from studyapp.lint.texts import readable
from studyapp.model import JUDGE_CHOICES, Choices, Kind, Question

LONGEST = 4_000
"""Characters beyond which a text is a chapter and no explanation, or no prompt: it says much, and of other things."""


class Ground(StrEnum):
    """In what way an explanation contradicts the key."""

    ANSWER = "answer"
    """It names another answer."""
    CHOICE = "choice"
    """It says of a choice that it is right or wrong, and the key says otherwise."""
    FILLING = "filling"
    """It has the sentence of the question with something else in its gap."""
    CONFIRMED = "confirmed"
    """It has, to the letter, the statement that the key calls wrong."""
    CHANGED = "changed"
    """It has the statement that the key calls right with another number, or with a 不 more or less."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the explanation says against the key.

    ``words``: its words; where it quotes, without punctuation. ``said`` and ``key``: the letters, the judgement or the
    text that it names, and what the key has in their place; of ``CHANGED`` what it quotes, and the question's clause.
    ``right``: whether it says of choices that they are right; of whole answers always.
    """

    ground: Ground
    words: str
    said: str
    key: str
    right: bool = True


def contradiction(question: Question) -> Contradiction | None:
    """Where the explanation of a question contradicts its key, the plainest place; ``None`` where it does not."""
    if question.answer is None or not 0 < len(question.explanation) <= LONGEST or len(question.prompt) > LONGEST:
        return None
    if (found := _stated(question)) is not None:
        return found
    quoted = quotation.departure(question)
    if quoted is None:
        return None
    return Contradiction(Ground(quoted.departure), readable(quoted.words), readable(quoted.said), quoted.key)


def _stated(question: Question) -> Contradiction | None:
    answer = question.answer
    if not isinstance(answer, Choices) or not answer.right or answer.right[-1] >= len(question.choices):
        return None
    if question.kind is Kind.JUDGE:
        return _judged(question, answer.right[0])
    if question.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        return None
    if (found := statements.answers(question)) and (one := _other_answer(found, answer)) is not None:
        return Contradiction(Ground.ANSWER, one.words, letters(one.choices), letters(answer.right))
    if found:
        return None
    return _of_choices(question, answer)


def letters(choices: tuple[int, ...]) -> str:
    """The letters of choices, as people name them."""
    return "".join(chr(ord("A") + index) for index in choices)


def _judged(question: Question, key: int) -> Contradiction | None:
    found = statements.judgements(question.explanation)
    if not found or any(one.right == (key == 0) for one in found):
        return None
    said = found[-1]
    return Contradiction(Ground.ANSWER, said.words, JUDGE_CHOICES[0 if said.right else 1], JUDGE_CHOICES[key])


def _other_answer(found: tuple[Statement, ...], answer: Choices) -> Statement | None:
    """The last answer that is named, where none that is named is the key."""
    return None if any(one.choices == answer.right for one in found) else found[-1]


_STANDS_FOR_OTHERS = ("以上", "上述", "均", "都", "全", "皆", "①", "②", "和", "项")
"""A choice with one of these may stand for other choices."""


def _of_choices(question: Question, answer: Choices) -> Contradiction | None:
    """The first choice of which the explanation says the contrary of the key.

    Where a question asks for the wrong one, “错误” may be meant of the choice's own words or of it as an answer: then
    both readings must contradict the key.
    """
    single = question.kind is Kind.SINGLE
    found = statements.of_choices(question)
    if not found or (single and any(sign in question.choices[answer.right[0]] for sign in _STANDS_FOR_OTHERS)):
        return None
    plain = statements.asks_plainly(question.prompt)
    readings = (False,) if plain else (True, False)
    against = [
        next((one for one in found if _against(one, answer, turned=turned, alone=single and plain)), None)
        for turned in readings
    ]
    one = against[0]
    if one is None or None in against:
        return None
    return Contradiction(Ground.CHOICE, one.words, letters(one.choices), letters(answer.right), one.right)


def _against(one: Statement, answer: Choices, *, turned: bool, alone: bool) -> bool:
    """Whether what is said of choices contradicts the key; ``alone``: of right ones only where it is one."""
    if one.right != (turned and not one.is_verdict):
        return not (alone and len(one.choices) > 1) and not set(one.choices) <= set(answer.right)
    return bool(set(one.choices) & set(answer.right))
