"""Is a changed question still the same question?

A corrected typo changes the id. Two wordings are one question where they are one edit apart or at least 0.95
alike, hold the same numbers and the same words that turn a meaning, in the same order, and have the same answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from studyapp.identity import normal, shape
from studyapp.model import Answer, Back, Blanks, Choices, KeyPoints, Pairs, Question, Steps

ALIKE = 0.95
_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?|[〇零一二三四五六七八九十百千万亿两半]+")
_TURNS = re.compile(
    "[不非未无没否勿莫免除禁止得应可须必需宜上下前后内外左右高低大小多少长短早晚增减升降加同异男女老幼新旧正反首末起止先后起迄和或与及且甲乙丙丁]"
)

_Words = tuple[tuple[str, ...], tuple[str, ...]]
Signature = tuple[str, _Words, tuple[_Words, ...]]


@lru_cache(maxsize=1 << 16)
def _plain(text: str) -> str:
    return normal(text)


def signature(question: Question) -> Signature:
    """What two wordings of one question must share: shape, numbers, and the words that turn a meaning.

    Those of the prompt in their order; those of each choice, in whatever order the choices stand.
    """
    choices = sorted(_words(_plain(choice)) for choice in question.choices)
    return shape(question.kind), _words(_plain(question.prompt)), tuple(choices)


def likeness(old: Question, new: Question) -> float:
    """How alike two wordings are, from 0 to 1; 1 also where they are one edit apart.

    Choices are compared with those that they have become, wherever these stand.
    """
    places = _places(old.choices, new.choices)
    if places is None:
        return 0.0
    left = "\n".join(map(_plain, (old.prompt, *old.choices)))
    right = "\n".join(map(_plain, (new.prompt, *(new.choices[place] for place in places))))
    return _alike(left, right)


def _alike(left: str, right: str) -> float:
    if Levenshtein.distance(left, right, score_cutoff=1) <= 1:
        return 1.0
    return float(Levenshtein.normalized_similarity(left, right, score_cutoff=ALIKE))


def _words(text: str) -> _Words:
    return tuple(_NUMBERS.findall(text)), tuple(_TURNS.findall(text))


def answer_unmoved(old: Question, new: Question) -> bool:
    """Whether the same is right in both wordings, a corrected choice standing for the one it was."""
    if old.answer is None or new.answer is None:
        return old.answer is new.answer
    places = _places(old.choices, new.choices)
    return places is not None and _moved(old.answer, places) == _moved(new.answer, list(range(len(new.choices))))


def _places(old: Sequence[str], new: Sequence[str]) -> list[int] | None:
    """For each old choice the new one that it has become; ``None`` where one has become none.

    Equal texts go together first; what is left goes together in order, if each is alike to what it has become:
    otherwise another choice stands there, or two have changed places.
    """
    if len(old) != len(new):
        return None
    free = {index: _plain(text) for index, text in enumerate(new)}
    places: list[int | None] = []
    for text in map(_plain, old):
        match = next((index for index, other in free.items() if other == text), None)
        places.append(match)
        if match is not None:
            del free[match]
    rest = iter(sorted(free))
    found = [next(rest) if place is None else place for place in places]
    pairs = ((_plain(old[index]), _plain(new[place])) for index, place in enumerate(found))
    return found if all(_alike(*pair) >= ALIKE for pair in pairs) else None


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
