"""Histories as rows of the journal and of the cards: plain work without a store, which another process may do."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from operator import lt
from typing import Any, NamedTuple

from studyapp import identity, journal
from studyapp.journal import History
from studyapp.memory import Model, Parameters
from studyapp.model import EntryKind, study_day, unpack_reviews
from studyapp.model.past import MOST, Past, are_within, is_sound, past_to_text

Untold = tuple[int, bytes, bytes, tuple[bytes, bytes] | None, bytes]
"""A history that is to be written: the number of its entry, question, key, what stands for these (``None`` where it is
not all that is known of them), and the reviews as ``pack_reviews`` makes them."""

ENTRY = "entry (id, device, seq, at, day, kind, question, key, body)"
"""The columns of ``Made.entries``."""


class Made(NamedTuple):
    """What comes of some histories: rows of entries and of cards, marshalled, and the ids of entries that are not all
    that is known of their questions, by their numbers.
    """

    entries: bytes
    cards: bytes
    entangled: dict[int, bytes]


def task(parameters: Parameters, device: str, at: int, some: Iterable[Untold]) -> bytes:
    """What ``rows`` is to do: these histories of one device, which takes them over at a moment."""
    return marshal.dumps((parameters.weights, parameters.retention, device, at, list(some)))


def made(result: bytes) -> Made:
    """What ``rows`` has made."""
    return Made._make(marshal.loads(result))


def unpacked(rows: Iterable[bytes]) -> list[tuple[Any, ...]]:
    """Rows as they are written, in the order of the table."""
    return sorted(row for some in rows for row in marshal.loads(some))


def rows(packed: bytes) -> bytes:
    """Make the entries and the cards of a task. No ``Entry`` is made, which would double the time."""
    weights, retention, device, at, some = marshal.loads(packed)
    model, kind, recall = _model(weights, retention), str(EntryKind.PAST), journal.recall
    entries: list[tuple[Any, ...]] = []
    cards: list[tuple[Any, ...]] = []
    entangled: dict[int, bytes] = {}
    for seq, question, key, place, reviews in some:
        past = Past(*unpack_reviews(reviews))
        moment = max(at, past.at[-1])
        day, body = study_day(moment), past_to_text(past)
        one = identity.entry_id(device, seq, moment, day, kind, question, key, None, None, None, None, body)
        entries.append((one, device, seq, moment, day, kind, question, key, body))
        if place is None:
            entangled[seq] = one
        else:
            cards.append((*place, *recall(History(one, question, key, past), model)))
    return marshal.dumps((marshal.dumps(entries), marshal.dumps(cards), entangled))


def sounding(until: int, some: Iterable[bytes]) -> bytes:
    """What ``soundness`` is to look at: packed reviews, none later than ``until``."""
    return marshal.dumps((until, list(some)))


def soundness(packed: bytes) -> bytes:
    """Of each whether the journal can hold it as it is: 1 or 0."""
    until, some = marshal.loads(packed)
    return bytes([1] * len(some) if _all_sound(some, until) else [_is_sound(reviews, until) for reviews in some])


def _all_sound(some: Iterable[bytes], until: int) -> bool:
    """Whether all are; what is said of each is said of all together where it can be, for a third of the time."""
    numbers, ratings, spent = list[int](), list[int](), list[int]()
    try:
        for reviews in some:
            at, rated, taken = unpack_reviews(reviews)
            if not 0 < len(at) == len(rated) == len(taken) <= MOST or not all(map(lt, at, at[1:])):
                return False
            numbers += at
            ratings += rated
            spent += taken
        are_whole = {int}.issuperset(map(type, chain(numbers, ratings, spent)))
    except (ValueError, TypeError):
        return False
    return are_whole and are_within(numbers, ratings, spent, until=until)


def _is_sound(reviews: bytes, until: int) -> bool:
    try:
        past = Past(*unpack_reviews(reviews))
        return 0 < len(past.at) == len(past.ratings) == len(past.milliseconds) <= MOST and is_sound(past, until=until)
    except (ValueError, TypeError):
        return False


@lru_cache(maxsize=1)
def _model(weights: tuple[float, ...], retention: float) -> Model:
    return Model(Parameters(weights, retention))
