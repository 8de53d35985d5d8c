"""The key against the sentence that the explanation quotes: the same words with something else in the gap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from studyapp.lint.texts import GAP, NUMBERS, signs, skeleton, tight
from studyapp.model import JUDGE_CHOICES, Blanks, Choices, Kind, Question


class Departure(StrEnum):
    """How a quotation departs from the question and its key."""

    FILLING = "filling"
    """Something else than the key stands in the gap."""
    CONFIRMED = "confirmed"
    """A statement that the key calls wrong stands there to the letter."""
    CHANGED = "changed"
    """A statement that the key calls right stands there with another number, or with a 不 more or less."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a quotation says (``words``: with the words around it), and what the question or its key has there."""

    departure: Departure
    words: str
    said: str
    key: str


_BEFORE = 8
"""So many characters before a gap tell the sentence; a shorter beginning does not."""

_AFTER = 4
"""So many behind it are looked at."""

_ANCHOR = 16
_CLAUSE = 8
_STATEMENT = 12
"""What is shorter is said in many sentences."""


def departure(question: Question) -> Quoted | None:
    """Where the explanation repeats the question's sentence with another filling than the key."""
    match question.answer:
        case Choices((key,)) if question.kind is Kind.JUDGE:
            return _doubted(question) if key == 0 else _confirmed(question)
        case Choices((key,)) if question.kind is Kind.SINGLE and key < len(question.choices):
            return _chosen(question, key)
        case Blanks():
            return _filled(question, question.answer)
        case _:
            return None


def _chosen(question: Question, key: int) -> Quoted | None:
    """Another choice stands in the sentence, word for word, and the key's nowhere in the explanation."""
    pieces = tight(question.prompt).split(GAP)
    if len(pieces) != 2 or len(pieces[0]) < _BEFORE:
        return None
    left, right = pieces[0][-_ANCHOR:], pieces[1][:_AFTER]
    explanation = tight(question.explanation)
    starts = list(_ends(explanation, left))
    if not starts:
        return None
    texts = [tight(choice) for choice in question.choices]
    right_text = texts[key]
    if not right_text or right_text in explanation:
        return None
    said = {index for start in starts if (index := _standing(texts, right, explanation, start)) is not None}
    if len(said) != 1:
        return None
    index = said.pop()
    if texts[index] in right_text or right_text in texts[index]:
        return None
    return Quoted(Departure.FILLING, left + texts[index] + right, question.choices[index], question.choices[key])


def _standing(texts: list[str], right: str, explanation: str, start: int) -> int | None:
    """The choice that stands at a place, the longest, with what follows the gap behind it."""
    fits = [
        (len(text), index)
        for index, text in enumerate(texts)
        if text
        and explanation.startswith(text + right, start)
        and not _goes_on(explanation, start + len(text) + len(right))
    ]
    return max(fits)[1] if fits else None


def _goes_on(text: str, place: int) -> bool:
    """Whether a number that ends at a place of a text goes on there."""
    return NUMBERS.match(text, place) is not None and NUMBERS.match(text, place - 1) is not None


def _ends(text: str, words: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place + len(words)
        place = text.find(words, place + 1)


def _filled(question: Question, answer: Blanks) -> Quoted | None:
    """The sentence has another number in a gap than the key, written in the same way."""
    pieces = tight(question.prompt).split(GAP)
    if len(pieces) != len(answer.blanks) + 1 or any(blank.group or blank.tolerance for blank in answer.blanks):
        return None
    explanation = ""
    for number, blank in enumerate(answer.blanks):
        left, right = pieces[number][-_ANCHOR:], pieces[number + 1][:_AFTER]
        key = NUMBERS.match(tight(blank.accepted[0])) if blank.accepted else None
        if key is None or len(left) < _BEFORE or not right or len(blank.accepted) != 1:
            continue
        explanation = explanation or tight(question.explanation)
        said = {_number_at(explanation, start, key.string[key.end() :] + right) for start in _ends(explanation, left)}
        one = said.pop() if len(said) == 1 else ""
        if one and one != key[0] and one[0].isascii() == key[0][0].isascii():
            unit = key.string[key.end() :]
            return Quoted(Departure.FILLING, left + one + unit + right, one + unit, blank.accepted[0])
    return None


def _number_at(text: str, start: int, behind: str) -> str:
    """The number that stands at a place, if ``behind`` follows it."""
    number = NUMBERS.match(text, start)
    return number[0] if number is not None and text.startswith(behind, number.end()) else ""


_CLAUSES = re.compile(r"[，。；;：:！？!?\n]|规定")
_TITLES = re.compile("《([^《》]+)》")
_ACCORDING = re.compile(r"^[^，。]{0,8}《[^。]*?》[^，。《》]{0,16}(?:规定|明确|指出|提出|要求)?[，,：:]")


def _confirmed(question: Question) -> Quoted | None:
    """The statement stands in the explanation to the letter, but the key calls it wrong."""
    prompt = question.prompt
    statement = tight(_ACCORDING.sub("", prompt)).replace(GAP, "")
    if len(statement) < _STATEMENT:
        return None
    explanation = tight(question.explanation)
    if statement not in explanation or not all(tight(title) in explanation for title in _TITLES.findall(prompt)):
        return None
    return Quoted(Departure.CONFIRMED, statement, JUDGE_CHOICES[0], JUDGE_CHOICES[1])


def _doubted(question: Question) -> Quoted | None:
    """A clause stands in the explanation but for its numbers or a 不, and the key calls the statement right."""
    explanation = tight(question.explanation)
    clauses = [tight(one).replace(GAP, "") for one in _CLAUSES.split(question.prompt)]
    strange = [one for one in clauses if len(one) >= _CLAUSE and one not in explanation]
    if not strange:
        return None
    quoted = [(skeleton(one), one) for one in map(tight, _CLAUSES.split(question.explanation)) if len(one) >= _CLAUSE]
    for clause in strange:
        bare = skeleton(clause)
        same = [one for other, one in quoted if other == bare]
        if len(same) == 1 and len(bare) >= _CLAUSE and _same_script(clause, same[0]):
            return Quoted(Departure.CHANGED, same[0], same[0], clause)
    return None


def _same_script(left: str, right: str) -> bool:
    """Whether the numbers of two texts are written in the same way, one by one: 一 is not said to differ from 1."""
    ours, theirs = signs(left)[0], signs(right)[0]
    return len(ours) == len(theirs) and all(
        one[0].isascii() == other[0].isascii() for one, other in zip(ours, theirs, strict=True)
    )
