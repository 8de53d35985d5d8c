"""A paper from a blueprint: the same bank, blueprint and seed give the same paper on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

from studyapp.model import Kind
from studyapp.model.activity import Blueprint, Part, SubjectShare

EXAMINED = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK, Kind.ORDER, Kind.MATCH)
"""The kinds that are marked by their key alone; of the others the learner is his own judge, and no paper has them."""


class Candidate(NamedTuple):
    """A question that may be chosen: its item's row and revision, and the id of the case that it belongs to."""

    item: int
    question: bytes
    key: bytes
    revision: bytes
    kind: Kind
    subject: str
    case: bytes | None = None


class Chosen(NamedTuple):
    """A question of a paper, with its marks."""

    candidate: Candidate
    marks: float


class Lack(NamedTuple):
    """A part for which the bank has too little: of ``wanted`` questions of a kind ``found``, ``filled`` by others."""

    kind: Kind
    wanted: int
    found: int
    filled: int


class Paper(NamedTuple):
    """Questions in their order, and what was lacking."""

    chosen: tuple[Chosen, ...]
    lacks: tuple[Lack, ...]

    @property
    def total(self) -> float:
        """How many marks it has."""
        return sum(one.marks for one in self.chosen)


def compose(
    blueprint: Blueprint, candidates: Iterable[Candidate], seed: str, subjects: Sequence[SubjectShare] = ()
) -> Paper:
    """Choose the questions of a paper.

    ``candidates``: all that may be asked, in any order. ``subjects``: their weights count where the blueprint says
    so; then questions of other subjects come only where those run out. A part of the kind ``case`` takes questions on
    some material, whatever their own kind. Where a kind runs out, other questions take its place, for the same marks.
    """
    chance = Random(seed)
    waiting = _drawn(candidates, chance)
    shares = _Shares(subjects if blueprint.weighted else ())
    taken: list[list[Candidate]] = []
    for part in blueprint.parts:
        fitting = [one for one in waiting if _fits(one, part)]
        some = shares.take(fitting, part.count)
        taken.append(some)
        gone = {one.question for one in some}
        waiting = [one for one in waiting if one.question not in gone]
    lacks = []
    for part, some in zip(blueprint.parts, taken, strict=True):
        if len(some) < part.count:
            others = shares.take(waiting, part.count - len(some))
            lacks.append(Lack(part.kind, part.count, len(some), len(others)))
            gone = {one.question for one in others}
            waiting = [one for one in waiting if one.question not in gone]
            some.extend(others)
    chosen = [
        Chosen(one, part.marks)
        for part, some in zip(blueprint.parts, taken, strict=True)
        for one in _by_case(some, chance)
    ]
    return Paper(tuple(chosen), tuple(lacks))


def _drawn(candidates: Iterable[Candidate], chance: Random) -> list[Candidate]:
    """Each question once, in the order of the draw; of items that differ the smallest, whatever their rows are."""
    once: dict[bytes, Candidate] = {}
    for one in sorted(candidates, key=lambda one: (one.question, one.key, one.revision, one.subject)):
        if one.kind in EXAMINED:
            once.setdefault(one.question, one)
    found = list(once.values())
    chance.shuffle(found)
    return found


def _fits(one: Candidate, part: Part) -> bool:
    return one.case is not None if part.kind is Kind.CASE else one.kind is part.kind


class _Shares:
    """Takes questions so that the subjects of the whole paper come near to their weights."""

    def __init__(self, subjects: Sequence[SubjectShare]) -> None:
        weights = sum(one.weight for one in subjects)
        self._weights = [one.weight / weights if weights else 0.0 for one in subjects]
        self._number = {name: number for number, one in enumerate(subjects) for name in (one.name, *one.also)}
        self._taken: Counter[int] = Counter()

    def take(self, fitting: Sequence[Candidate], count: int) -> list[Candidate]:
        """So many of these, in their order but for the weights; fewer where there are no more."""
        if not self._number:
            return list(fitting[:count])
        piles: dict[int, list[Candidate]] = {}
        for one in reversed(fitting):
            piles.setdefault(self._number.get(one.subject, -1), []).append(one)
        found: list[Candidate] = []
        while len(found) < count and (number := self._next(piles)) is not None:
            found.append(piles[number].pop())
            self._taken[number] += 1
        return found

    def _next(self, piles: dict[int, list[Candidate]]) -> int | None:
        """The subject that is furthest behind its weight; those without any come when the others are through."""
        left = [number for number, pile in piles.items() if pile]
        weighty = [number for number in left if number >= 0 and self._weights[number] > 0]
        if not weighty:
            return max(left, default=None)
        size = sum(self._taken[number] for number in range(len(self._weights))) + 1
        return max(weighty, key=lambda number: (self._weights[number] * size - self._taken[number], -number))


def _by_case(some: Sequence[Candidate], chance: Random) -> list[Candidate]:
    """In a new order, in which the questions on one material follow each other."""
    mixed = list(some)
    chance.shuffle(mixed)
    groups: dict[bytes, list[Candidate]] = {}
    for one in mixed:
        groups.setdefault(one.case or one.question, []).append(one)
    return [one for group in groups.values() for one in group]
