"""Which questions stand on which shelf: the wrong-answer book, what is new this year, some at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from random import Random
from typing import NamedTuple


class Shelf(StrEnum):
    """A collection of questions to practise; the value is the word used on the command line."""

    WRONG = "wrong"
    STAR = "star"
    FLAG = "flag"
    REPORT = "report"
    NEW = "new"
    UNSEEN = "unseen"
    RANDOM = "random"
    ALL = "all"
    CHAPTER = "chapter"
    SITUATIONS = "situations"


class Arrival(NamedTuple):
    """An import that brought questions to a deck: its number, the deck, the study day."""

    batch: int
    deck: int
    day: int


def is_unmended(wrong: int | None, right: Iterable[int], mended: int) -> bool:
    """Whether a question stands in the wrong-answer book.

    ``wrong``: the last study day on which it was answered wrong, ``None`` for never; ``right``: the days on which it
    was answered right. So many different days after the wrong one take it out of the book.
    """
    return wrong is not None and len({day for day in right if day > wrong}) < mended


def late_arrivals(arrivals: Iterable[Arrival], first: int) -> set[int]:
    """The imports since a study day that brought something to a deck that was there before."""
    begun: dict[int, int] = {}
    late = set()
    for one in sorted(arrivals):
        if begun.setdefault(one.deck, one.batch) != one.batch and one.day >= first:
            late.add(one.batch)
    return late


def draw(numbers: Sequence[int], count: int, seed: str) -> list[int]:
    """So many of these, or all, in an order of chance; the same seed draws the same."""
    return Random(seed).sample(numbers, min(count, len(numbers)))
