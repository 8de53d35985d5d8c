"""The reviews of cards as what a learner did with questions."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from studyapp import History, resting
from studyapp_interchange.anki_collection import opened_collection

Reviews = Iterable[tuple[int, int, int, int]]
"""Card, time in milliseconds, rating, and milliseconds taken, in this order: those of one card follow one another."""

OfCard = tuple[int, tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""A card, and of its reviews the times, the ratings, and the milliseconds taken."""


def read_reviews(path: str) -> bytes:
    """Read the reviews of a collection card by card, and whether some were lost; as bytes, for another process."""
    with resting(), opened_collection(Path(path)) as collection:
        found = by_card(collection.reviews())
        return marshal.dumps((found, collection.reviews_damaged))


def unpacked(reviews: bytes) -> tuple[list[OfCard], bool]:
    """Return what ``read_reviews`` read."""
    found, damaged = marshal.loads(reviews)
    return found, damaged


def by_card(reviews: Reviews) -> list[OfCard]:
    """Return the reviews of each card."""
    found: list[OfCard] = []
    for card, rows in groupby(reviews, itemgetter(0)):
        _, at, ratings, times = zip(*rows, strict=True)
        found.append((card, at, ratings, times if min(times) >= 0 else _never(times)))
    return found


def histories_of(reviews: Iterable[OfCard], cards: Mapping[int, Sequence[int]]) -> tuple[tuple[History, ...], int]:
    """Return the histories of the items, and how many items have reviews of further cards, which are left out.

    ``cards``: of each item by its position its cards, the first one first. Of several cards (a note turned round, one
    with many gaps) the first that was ever reviewed stands for the question: each asks for a part of it only, and
    their reviews put together would count one evening several times.
    """
    places = {card: (position, place) for position, of_item in cards.items() for place, card in enumerate(of_item)}
    found: dict[int, tuple[int, History]] = {}
    several: set[int] = set()
    for card, at, ratings, times in reviews:
        if card not in places:
            continue
        position, place = places[card]
        if position in found:
            several.add(position)
            if found[position][0] < place:
                continue
        found[position] = place, History(position, at, ratings, times)
    return tuple(found[position][1] for position in sorted(found)), len(several)


def _never(times: tuple[int, ...]) -> tuple[int, ...]:
    """Nobody takes less than no time."""
    return tuple(max(one, 0) for one in times)
