"""The reviews of cards as what a learner did with questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studyapp import History

Reviews = Iterable[tuple[int, int, int, int]]
"""Card, time in milliseconds, rating, and milliseconds taken; the oldest first."""


def histories_of(reviews: Reviews, cards: Mapping[int, Sequence[int]]) -> tuple[tuple[History, ...], int]:
    """Return the histories of the items, and how many items have reviews of further cards, which are left out.

    ``cards``: of each item by its position its cards, the first one first. Of several cards (a note turned round, one
    with many gaps) the first that was ever reviewed stands for the question: each asks for a part of it only, and
    their reviews put together would count one evening several times.
    """
    by_card: dict[int, list[int]] = {card: [] for of_item in cards.values() for card in of_item}
    get = by_card.get
    for card, at, rating, milliseconds in reviews:
        kept = get(card)
        if kept is not None:
            kept += (at, rating, milliseconds)
    found: list[History] = []
    several = 0
    for position, of_item in cards.items():
        reviewed = [kept for card in of_item if (kept := by_card[card])]
        if reviewed:
            first = reviewed[0]
            times = tuple(first[2::3])
            found.append(
                History(position, tuple(first[::3]), tuple(first[1::3]), times if min(times) >= 0 else _never(times))
            )
            several += len(reviewed) > 1
    return tuple(found), several


def _never(times: tuple[int, ...]) -> tuple[int, ...]:
    """Nobody takes less than no time."""
    return tuple(max(one, 0) for one in times)
