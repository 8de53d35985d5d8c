"""Histories as the schedule of Anki's cards and as its log of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from operator import sub
from typing import NamedTuple

from studyapp import PackedHistory, review_columns, unpack_reviews
from studyapp_interchange.anki_schema import FIRST_DAY

_DAY = 86_400_000
_OFFSET = 4 * 3_600_000
"""A study day begins at 4 o'clock in Shanghai, which is 4 hours before midnight in Greenwich."""

_EASE = 2500
_NEW, _REVIEW = 0, 2
_LEARN, _SEEN, _RELEARN = 0, 1, 2

CardState = tuple[int, int, int, int, int, int, int, str]
"""Of a card: type, queue, due, interval, ease factor, reviews, lapses, and its memory as JSON."""


def study_day(at: int) -> int:
    """Return the study day of a moment."""
    return (at + _OFFSET) // _DAY


def new_card(number: int, *, asked: bool) -> CardState:
    """Return the state of a card without a history; one that asks nothing is never shown (suspended)."""
    return (_NEW, 0 if asked else -1, number, 0, 0, 0, 0, "{}")


def sum_of(history: PackedHistory) -> tuple[int, int, int]:
    """Return how many reviews a history has, how many of those after the first are lapses, and the time of the last.

    Where reviews are told as JSON, only that time need be read.
    """
    reviews = history.reviews
    sign = reviews.rfind(_RATED)
    rated = sign + len(_RATED)
    if sign > 0 and rated + 2 * history.length + len(_END) - 1 == len(reviews) and reviews.startswith(_BEGIN):
        end = reviews.index(b"]")
        last = reviews[max(reviews.rfind(b",", 0, end) + 1, len(_BEGIN)) : end]
        return history.length, reviews.count(b"1", rated + 1), int(last)
    at, ratings, _taken = unpack_reviews(reviews)
    return len(ratings), ratings[1:].count(1), at[-1] if at else 0


_BEGIN, _RATED, _END = b'{"at":[', b',"ratings":[', b"]}"
"""How reviews begin that are told as JSON, and how their ratings, of a digit each, begin and end."""


def card_state(history: PackedHistory, number: int, *, asked: bool) -> CardState:
    """Return the state of a card; one that was never put on a schedule stays new."""
    reps, lapses, last = sum_of(history)
    if history.due is None or not reps:
        return (_NEW, 0 if asked else -1, number, 0, 0, reps, lapses, "{}")
    interval, due = max(history.due - study_day(last), 1), history.due - FIRST_DAY
    return (_REVIEW, _REVIEW if asked else -1, due, interval, _EASE, reps, lapses, _memory(history, last))


def _memory(history: PackedHistory, last: int) -> str:
    if history.stability is None or history.difficulty is None:
        return f'{{"lrt":{last // 1000}}}'
    return f'{{"s":{history.stability:.4f},"d":{history.difficulty:.3f},"lrt":{last // 1000}}}'


class CardHistories(NamedTuple):
    """Histories in columns: the cards, which ascend, their reviews, packed, and the days on which they are due."""

    cards: Sequence[int]
    reviews: Sequence[bytes]
    dues: Sequence[int | None]

    def some(self, first: int, last: int) -> CardHistories:
        """Return a part of them."""
        return CardHistories(self.cards[first:last], self.reviews[first:last], self.dues[first:last])


class Reviews(NamedTuple):
    """Some reviews in columns: time, card, rating, interval after and before it, time taken, and its type.

    ``days``: their study days; ``ends``: of each card the place after its last review.
    """

    at: list[int]
    cards: list[int]
    ratings: list[int]
    after: list[int]
    before: list[int]
    taken: list[int]
    kinds: list[int]
    days: list[int]
    ends: list[int]


def reviews_of(histories: CardHistories) -> Reviews:
    """Return the reviews of some cards, each with the days since the one before and until the one after it.

    Those of the first day are learning; of later days the first is a review, and what follows it relearning. (For
    Anki another first time would mean that all before it is forgotten.)
    """
    at, ratings, taken, counts = review_columns(histories.reviews)
    cards = [*chain.from_iterable(map(repeat, histories.cards, counts))]
    days = [(one + _OFFSET) // _DAY for one in at]
    before = [*map(sub, days, chain(days[:1], days))]
    after = before[1:] + before[:1]
    kinds = [_SEEN if gap else _RELEARN for gap in before]
    ends, start = [*accumulate(counts)], 0
    for end, due in zip(ends, histories.dues, strict=True):
        later = start + 1
        if start < end:
            before[start], kinds[start] = 0, _LEARN
            after[end - 1] = 0 if due is None else max(due - days[end - 1], 0)
        while later < end and not before[later]:
            kinds[later] = _LEARN
            later += 1
        start = end
    return Reviews(at, cards, ratings, after, before, taken, kinds, days, ends)
