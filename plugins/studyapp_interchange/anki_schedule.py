"""Histories as the schedule of Anki's cards and as its log of reviews."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, repeat

from studyapp import History
from studyapp_interchange.anki_schema import FIRST_DAY

_DAY = 86_400_000
_OFFSET = 4 * 3_600_000
"""A study day begins at 4 o'clock in Shanghai, which is 4 hours before midnight in Greenwich."""

_EASE = 2500
_NEW, _REVIEW = 0, 2
_LEARN, _SEEN, _RELEARN = 0, 1, 2

CardState = tuple[int, int, int, int, int, int, int, str]
"""Of a card: type, queue, due, interval, ease factor, reviews, lapses, and its memory as JSON."""

ReviewRow = tuple[int, int, int, int, int, int, int]
"""Of a review: time, card, rating, interval after and before it, time taken, and its type."""


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


def reviews_of(history: History, card: int) -> Iterable[ReviewRow]:
    """Return the reviews of a card, each with the days since the one before and until the one after it.

    Those of the first day are learning; of later days the first is a review, and what follows it relearning. (For
    Anki another first time would mean that all before it is forgotten.)
    """
    days = [(one + _OFFSET) // _DAY for one in history.at]
    gaps = [day - before for before, day in pairwise(days)]
    last = 0 if history.due is None else max(history.due - days[-1], 0)
    first = days[0]
    later = [_LEARN if day == first else _SEEN if gap else _RELEARN for day, gap in zip(days[1:], gaps, strict=True)]
    after, before, kinds = [*gaps, last], [0, *gaps], [_LEARN, *later]
    return zip(history.at, repeat(card), history.ratings, after, before, history.milliseconds, kinds, strict=False)
