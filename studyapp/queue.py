"""What to ask today, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a study day may bring: new questions, and reviews of known ones."""

    new: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Due:
    """A known question that is due: its item, the chance that it is remembered, its id, and its case if any."""

    item: int
    retrievability: float
    question: bytes
    case: int | None = None


@dataclass(frozen=True, slots=True)
class New:
    """A question never asked before: its item, subject, and its case if any."""

    item: int
    subject: str
    case: int | None = None


def order_due(due: Sequence[Due], limit: int) -> list[int]:
    """Items by ascending retrievability, ties by id; the sub-questions of one case come together.

    A case stands where the first of its sub-questions would, with its others in the order in which they are given,
    that of the deck. A limit never tears a case apart: one that has begun is finished.
    """
    places = {one.item: place for place, one in enumerate(due)}
    ranked = sorted(due, key=lambda one: (one.retrievability, one.question))
    groups = _by_case((one.item, one.case) for one in ranked)
    return _take((sorted(group, key=places.__getitem__) for group in groups), limit)


def order_new(new: Sequence[New], limit: int) -> list[int]:
    """Items in the order of their decks, one of each subject in turn; cases as in ``order_due``.

    Subjects take turns in the order in which the decks first name them.
    """
    lanes: dict[str, list[list[int]]] = defaultdict(list)
    subject_of = {one.item: one.subject for one in new}
    for group in _by_case((one.item, one.case) for one in new):
        lanes[subject_of[group[0]]].append(group)
    turns = max(map(len, lanes.values()), default=0)
    interleaved = (lane[turn] for turn in range(turns) for lane in lanes.values() if turn < len(lane))
    return _take(interleaved, limit)


def _by_case(items: Iterable[tuple[int, int | None]]) -> list[list[int]]:
    """Group items by case, each group where its first item stands."""
    groups: dict[Hashable, list[int]] = {}
    for item, case in items:
        groups.setdefault(("item", item) if case is None else ("case", case), []).append(item)
    return list(groups.values())


def _take(groups: Iterable[list[int]], limit: int) -> list[int]:
    taken: list[int] = []
    for group in groups:
        if len(taken) >= limit:
            break
        taken.extend(group)
    return taken
