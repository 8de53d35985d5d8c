"""The reviews of cards as what a learner did with questions."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TypeGuard

from studyapp import PackedHistory, pack_reviews, resting
from studyapp_interchange.anki_collection import Collection, opened_collection

Reviews = Iterable[tuple[int, int, int, int]]
"""Card, time in milliseconds, rating, and milliseconds taken, in this order: of each card the oldest first."""

OfCard = tuple[int, int, bytes]
"""A card, how many reviews it has, and these packed."""


def read_reviews(path: str) -> bytes:
    """Read the reviews of a collection card by card, and whether some were lost; as bytes, for another process.

    They lie in a file beside the collection, since a pipe is slow as long as there is anything else to do at its end;
    where there is no room for it they are returned.
    """
    with resting(), opened_collection(Path(path)) as collection:
        found = of_cards(collection)
        packed = marshal.dumps((found, collection.reviews_damaged))
    try:
        _beside(path).write_bytes(packed)
    except OSError:
        return packed
    return b""


def unpacked(path: str, reviews: bytes) -> tuple[list[OfCard], bool]:
    """Return what ``read_reviews`` read."""
    found, damaged = marshal.loads(reviews or _beside(path).read_bytes())
    return found, damaged


def _beside(path: str) -> Path:
    return Path(f"{path}.reviews")


def of_cards(collection: Collection) -> list[OfCard]:
    """Return the reviews of each card: as SQLite puts them together, and row by row what is odd or damaged."""
    try:
        found = collection.reviews_by_card()
    except sqlite3.DatabaseError:
        return by_card(collection.reviews())
    plain = [one for one in found if _is_plain(one)]
    if len(plain) < len(found):
        known = {card for card, *_rest in plain}
        plain += [one for one in by_card(collection.reviews()) if one[0] not in known]
    return plain


_NUMBERS = b"0123456789,"
_AROUND = b'{"at":[]"milliseconds":[]"ratings":[]}'


def _is_plain(one: tuple[object, int, bytes]) -> TypeGuard[OfCard]:
    """Whether nothing but whole numbers stands in the lists of a card, and none of them is negative or lacks."""
    card, count, told = one
    return told.translate(None, _NUMBERS) == _AROUND and told.count(b",") == 3 * count - 1 and type(card) is int


def by_card(reviews: Reviews) -> list[OfCard]:
    """Return the reviews of each card."""
    found: dict[int, list[int]] = {}
    for card, at, rating, taken in reviews:
        if (before := found.get(card)) is None:
            found[card] = [at, rating, taken]
        else:
            before += (at, rating, taken)
    return [(card, len(some) // 3, _packed(some)) for card, some in found.items()]


def _packed(some: Sequence[int]) -> bytes:
    """Pack times, ratings and milliseconds that follow one another; nobody takes less than no time."""
    taken = some[2::3]
    return pack_reviews(some[0::3], some[1::3], taken if min(taken) >= 0 else [max(one, 0) for one in taken])


def histories_of(
    reviews: Sequence[OfCard], cards: Mapping[int, Sequence[int]]
) -> tuple[tuple[PackedHistory, ...], int]:
    """Return the histories of the items, and how many items have reviews of further cards, which are left out.

    ``cards``: of each item by its position its cards, the first one first. Of several cards (a note turned round, one
    with many gaps) the first that was ever reviewed stands for the question: each asks for a part of it only, and
    their reviews put together would count one evening several times.
    """
    first = {of_item[0]: position for position, of_item in cards.items()}
    made = partial(tuple.__new__, PackedHistory)
    found = [made((first[card], length, some, None, None, None)) for card, length, some in reviews if card in first]
    found.sort(key=_position)
    alone = {1}.issuperset(map(len, cards.values()))
    others = {} if alone else _of_further(reviews, cards)
    if not others:
        return tuple(found), 0
    known = dict(zip(map(_position, found), found, strict=True))
    several = sum(position in known or len(alike) > 1 for position, alike in others.items())
    for position, alike in others.items():
        known.setdefault(position, min(alike, key=itemgetter(0))[1])
    return tuple(known[position] for position in sorted(known)), several


_position = itemgetter(0)


def _of_further(
    reviews: Iterable[OfCard], cards: Mapping[int, Sequence[int]]
) -> dict[int, list[tuple[int, PackedHistory]]]:
    """Return by item the histories of its further cards, each with the card's place among those of the item."""
    further = {
        card: (position, place) for position, of_item in cards.items() for place, card in enumerate(of_item) if place
    }
    found: dict[int, list[tuple[int, PackedHistory]]] = {}
    for card, length, some in reviews:
        if card in further:
            position, place = further[card]
            found.setdefault(position, []).append((place, PackedHistory(position, length, some)))
    return found
