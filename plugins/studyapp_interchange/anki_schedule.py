"""Histories as the schedule of Anki's cards and as its log of reviews."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, repeat
from operator import sub
from typing import NamedTuple

from studyapp import History, unpack_reviews
from studyapp_interchange.anki_schema import FIRST_DAY

_DAY = 86_400_000
_OFFSET = 4 * 3_600_000
"""A study day begins at 4 o'clock in Shanghai, which is 4 hours before midnight in Greenwich."""

_EASE = 2500
_NEW, _REVIEW = 0, 2
_LEARN, _SEEN, _RELEARN = 0, 1, 2

CardState = tuple[int, int, int, int, int, int, int, str]
"""Of a card: type, queue, due, interval, ease factor, reviews, lapses, and its memory as JSON."""

OfCard = tuple[int, bytes, int | None]
"""The reviews of a card, packed, one at least, and the day on which it is due."""


def study_day(at: int) -> int:
    """Return the study day of a moment."""
    return (at + _OFFSET) // _DAY


def new_card(number: int, *, asked: bool) -> CardState:
    """Return the state of a card without a history; one that asks nothing is never shown (suspended)."""
    return (_NEW, 0 if asked else -1, number, 0, 0, 0, 0, "{}")


def card_state(history: History, number: int, *, asked: bool) -> CardState:
    """Return the state of a card; one that was never put on a schedule stays new."""
    ratings = history.ratings
    reps, lapses = len(ratings), ratings[1:].count(1)
    if history.due is None or not reps:
        return (_NEW, 0 if asked else -1, number, 0, 0, reps, lapses, "{}")
    interval = max(history.due - study_day(history.at[-1]), 1)
    due = history.due - FIRST_DAY
    return (_REVIEW, _REVIEW if asked else -1, due, interval, _EASE, reps, lapses, _memory(history))


def _memory(history: History) -> str:
    if history.stability is None or history.difficulty is None:
        return "{}"
    return f'{{"s":{history.stability:.4f},"d":{history.difficulty:.3f},"lrt":{history.at[-1] // 1000}}}'


class Reviews(NamedTuple):
    """Some reviews in columns: time, card, rating, interval after and before it, time taken, and its type."""

    at: list[int]
    cards: list[int]
    ratings: list[int]
    after: list[int]
    before: list[int]
    taken: list[int]
    kinds: list[int]
    days: list[int]


def reviews_of(histories: Iterable[OfCard]) -> Reviews:
    """Return the reviews of some cards, each with the days since the one before and until the one after it.

    Those of the first day are learning; of later days the first is a review, and what follows it relearning. (For
    Anki another first time would mean that all before it is forgotten.)
    """
    at, cards, ratings, taken, ends = list[int](), list[int](), list[int](), list[int](), list[tuple[int, int | None]]()
    for card, reviews, due in histories:
        times, rated, spent = unpack_reviews(reviews)
        if not len(times) == len(rated) == len(spent):  # no history has that; what is whole of it counts
            times, rated, spent = zip(*zip(times, rated, spent, strict=False), strict=True)
        at += times
        ratings += rated
        taken += spent
        cards += repeat(card, len(times))
        ends.append((len(at), due))
    days = [(one + _OFFSET) // _DAY for one in at]
    before = [*map(sub, days, chain(days[:1], days))]
    after = before[1:] + before[:1]
    kinds = [_SEEN if gap else _RELEARN for gap in before]
    start = 0
    for end, due in ends:
        before[start], kinds[start] = 0, _LEARN
        after[end - 1] = 0 if due is None else max(due - days[end - 1], 0)
        later = start + 1
        while later < end and not before[later]:
            kinds[later] = _LEARN
            later += 1
        start = end
    return Reviews(at, cards, ratings, after, before, taken, kinds, days)
