"""Is a changed question still the same question?

A corrected typo changes the id. Two wordings are one question where they are one edit apart or at least 0.95
alike, hold the same numbers and the same words that turn a meaning, in the same order, and have the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from studyapp.identity import normal, shape
from studyapp.model import Answer, Back, Blanks, Choices, KeyPoints, Pairs, Question, Steps

ALIKE = 0.95
_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?|[〇零一二三四五六七八九十百千万亿两半]+")
_TURNS = re.compile(
    "[不非未无没否勿莫免除禁止得应可须必需宜上下前后内外左右高低大小多少长短早晚增减升降加同异男女老幼新旧正反首末起止先后起迄和或与及且]"
)

Signature = tuple[str, tuple[str, ...], tuple[str, ...]]


def signature(question: Question) -> Signature:
    """What two wordings of one question must share: shape, numbers, and the words that turn a meaning."""
    text = _text(question)
    return shape(question.kind), tuple(_NUMBERS.findall(text)), tuple(_TURNS.findall(text))


def likeness(old: Question, new: Question) -> float:
    """How alike two wordings are, from 0 to 1; 1 also where they are one edit apart."""
    left, right = _text(old), _text(new)
    if Levenshtein.distance(left, right, score_cutoff=1) <= 1:
        return 1.0
    return float(Levenshtein.normalized_similarity(left, right, score_cutoff=ALIKE))


def answer_unmoved(old: Question, new: Question) -> bool:
    """Whether the same is right in both wordings, a corrected choice standing for the one it was."""
    if old.answer is None or new.answer is None:
        return old.answer is new.answer
    places = _places(old.choices, new.choices)
    return places is not None and _moved(old.answer, places) == _moved(new.answer, list(range(len(new.choices))))


def _text(question: Question) -> str:
    return "\n".join([normal(question.prompt), *sorted(map(normal, question.choices))])


def _places(old: Sequence[str], new: Sequence[str]) -> list[int] | None:
    """For each old choice the new one that it has become; ``None`` where there are more or fewer.

    Equal texts go together first; what is left goes together in order, which with one corrected choice is sure.
    """
    if len(old) != len(new):
        return None
    free = {index: normal(text) for index, text in enumerate(new)}
    places: list[int | None] = []
    for text in map(normal, old):
        match = next((index for index, other in free.items() if other == text), None)
        places.append(match)
        if match is not None:
            del free[match]
    rest = iter(sorted(free))
    return [next(rest) if place is None else place for place in places]


def _moved(answer: Answer, places: Sequence[int]) -> object:
    """An answer in a form that compares, its choices looked up in ``places``."""
    match answer:
        case Choices(right):
            # a judge question's choices are the same two everywhere, so that ``places`` is the identity
            return "choices", sorted(places[index] for index in right)
        case Steps(sequence):
            return "steps", [places[index] for index in sequence]
        case Pairs(pairs):
            return "pairs", sorted((places[left], places[right]) for left, right in pairs)
        case Blanks(blanks):
            return "blanks", [(sorted(map(normal, one.accepted)), one.tolerance, one.group) for one in blanks]
        case KeyPoints(points):
            return "points", [normal(point) for point in points]
        case Back(text):
            return "back", normal(text)
