"""Histories from elsewhere, as many as a package holds: in, folded, out, and taken back."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, repeat
from multiprocessing import get_context
from typing import NamedTuple

from studyapp import identity, journal
from studyapp.journal import CardKey, History
from studyapp.memory import Card, Model, Parameters
from studyapp.model import EntryKind, study_day
from studyapp.model.past import Past, past_to_text
from studyapp.store import bulk, caches, collector, entries, replaying
from studyapp.store.opening import Store


class Told(NamedTuple):
    """What somebody tells of the learner's past with a question under a key."""

    question: bytes
    key: bytes
    past: Past


Times = dict[CardKey, set[int]]
"""When each question was answered, or reviewed elsewhere, under each key."""


def add(store: Store, told: Iterable[Told], *, at: int) -> int:
    """Write what the journal does not hold of these histories, an entry each, and return how many it wrote.

    The caller holds a transaction. What was answered here, be it taken back, and what a live history has, is held;
    of a history that has grown the rest is written. The cards are worked out, by other processes where it is much,
    while the entries are written.
    """
    replaying.renew_within(store)
    with collector.resting():
        known, some = caches.aliases(store.connection), [*told]
        there = replaying.of_questions(store.connection, {one.question for one in some}, known)
        live = _live(store.connection, *there)
        fresh = _not_held(some, _held(there[0], live), known)
        with _folding(store, sum(len(one.past.at) for one in fresh)) as fold:
            rows, histories = _entries_of(store, fresh, known, at)
            cards = fold(histories, live)
            with bulk.indexes_aside(store.connection, "entry", len(rows)):
                store.connection.executemany(entries.INSERT, sorted(rows))
            store.connection.executemany(caches.WRITE_CARD, sorted(cards))
        for day in set(_met_before(histories, live)):
            caches.refold_day(store, day, known)
    return len(histories)


def take_back(store: Store, device: str, first: int, last: int, *, at: int) -> int:
    """Void the live histories that a device wrote under the numbers from ``first`` up to, not including, ``last``.

    The caller holds a transaction. Returns how many there were.
    """
    connection = store.connection
    rows = connection.execute(
        "SELECT id, question FROM entry WHERE device = ? AND seq >= ? AND seq < ? AND kind = 'past'",
        (device, first, last),
    ).fetchall()
    voided = entries.amendments_of(connection, [one for one, _question in rows]).voided
    rows = [(one, question) for one, question in rows if one not in voided]
    seq = entries.next_seq(connection, store.device)
    voids = (
        identity.make_entry(device=store.device, seq=number, at=at, kind=EntryKind.VOID, body={"target": target.hex()})
        for number, (target, _question) in enumerate(rows, seq)
    )
    connection.executemany(entries.INSERT, map(entries.to_row, voids))
    questions = {question for _one, question in rows if question}
    if len(questions) > MANY or not caches.is_current(store):
        replaying.rebuild_within(store)
    else:
        caches.refold(store, questions)
    return len(rows)


LONG = 100_000
"""From so many reviews on, worker processes pay for their start."""

PART = 4_000
"""How many questions a worker folds at a time."""

MANY = 2_000
"""From so many questions on, a replay of everything is cheaper than folding each anew."""


def reviews(
    connection: sqlite3.Connection, questions: Collection[bytes]
) -> tuple[dict[CardKey, Past], dict[CardKey, Card]]:
    """All that is known of these questions, answered here or elsewhere: the reviews and the card under each key.

    Questions and keys are those that stand for their sets; ratings are the learner's own where he gave one.
    """
    known = caches.aliases(connection)
    found: dict[CardKey, Past] = {}
    for question, (answers, histories) in _live(
        connection, *replaying.of_questions(connection, questions, known)
    ).items():
        if histories and not answers and (one := journal.as_one(histories)) is not None:
            found[question, one.key] = one.past
            continue
        for key, given in _by_key(journal.unite_reviews(answers, histories)).items():
            found[question, key] = Past(
                [int.from_bytes(one[0][:6]) for one in given], [one[4] for one in given], [one[5] for one in given]
            )
    return found, caches.cards_of(connection, {question for question, _key in found})


Live = dict[bytes, tuple[list[journal.Answer], list[History]]]
"""The answers and histories that count, by question."""


def _live(
    connection: sqlite3.Connection, there: Mapping[bytes, Sequence[replaying.Row]], bodies: replaying.Bodies
) -> Live:
    ids = [row[0] for row in chain.from_iterable(there.values())]
    amended = entries.amendments_of(connection, ids if len(ids) < MANY else None)
    return {question: replaying.live(rows, amended, bodies) for question, rows in there.items()}


def _by_key(answers: Iterable[journal.Answer]) -> dict[bytes, list[journal.Answer]]:
    by_key: dict[bytes, list[journal.Answer]] = {}
    for answer in answers:
        by_key.setdefault(answer[2], []).append(answer)
    return by_key


def _held(there: Mapping[bytes, Sequence[replaying.Row]], live: Live) -> Times:
    held: Times = {}
    for question, rows in there.items():
        for row in rows:
            if row[3] is not None:
                held.setdefault((question, row[2]), set()).add(int.from_bytes(row[0][:6]))
        for history in live[question][1]:
            held.setdefault((question, history.key), set()).update(history.past.at)
    return held


def _not_held(told: Iterable[Told], held: Times, known: Mapping[bytes, bytes]) -> list[Told]:
    """What is not held of some histories; what several of them tell is taken from the first."""
    fresh: dict[CardKey, Told] = {}
    more = []
    for one in told:
        place = known.get(one.question, one.question), known.get(one.key, one.key)
        if place not in held and place not in fresh:
            fresh[place] = one
            continue
        if (first := fresh.get(place)) is not None:
            held.setdefault(place, set()).update(first.past.at)
        if (rest := _rest(one, held[place])) is not None:
            more.append(rest)
    return [*fresh.values(), *more]


def _rest(one: Told, times: set[int]) -> Told | None:
    """What is not held of a history; from then on it is."""
    left = [review for review in zip(*one.past, strict=True) if review[0] not in times]
    if not left:
        return None
    at, ratings, milliseconds = zip(*left, strict=True)
    times.update(at)
    return one._replace(past=Past(at, ratings, milliseconds))


def _entries_of(
    store: Store, told: Sequence[Told], known: Mapping[bytes, bytes], at: int
) -> tuple[list[entries.Row], list[History]]:
    """An entry for each; the rows are made here without an ``Entry``, which would double the time."""
    device, kind = store.device, str(EntryKind.PAST)
    rows, histories = [], []
    for seq, (question, key, past) in enumerate(told, entries.next_seq(store.connection, device)):
        moment = max(at, past.at[-1])
        facts = (device, seq, moment, study_day(moment), kind, question, key, None, None, None, None)
        body = past_to_text(past)
        one = identity.entry_id(*facts, body)
        rows.append((one, *facts, None, body))
        histories.append(History(one, known.get(question, question), known.get(key, key), past))
    return rows, histories


CardRow = tuple[bytes, bytes, float, float, int, int, int, int, int, int, int, bytes]
Fold = Callable[[Sequence[History], Live], Iterable[CardRow]]
Strand = tuple[bytes, bytes, bytes, bytes, bytes]
"""All that is known of a question, as bytes, since it goes to another process.

Question, key, the id of the last entry, times as numbers of eight bytes, ratings.
"""


@contextmanager
def _folding(store: Store, reviews: int) -> Iterator[Fold]:
    """A way to fold questions with new histories: in this process, or in others that begin at once."""
    parameters, processes = store.rules.parameters, os.cpu_count() or 1
    if reviews < LONG or processes == 1:
        yield lambda histories, live: _fold(store, histories, live, partial(fold_strands, parameters))
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for _process in range(processes):
            pool.submit(fold_strands, parameters, [])

        def elsewhere(strands: Sequence[Strand]) -> Iterable[CardRow]:
            parts = [strands[start : start + PART] for start in range(0, len(strands), PART)]
            return chain.from_iterable(pool.map(fold_strands, repeat(parameters), parts))

        yield lambda histories, live: _fold(store, histories, live, elsewhere)


def _fold(
    store: Store,
    histories: Iterable[History],
    live: Live,
    fold: Callable[[Sequence[Strand]], Iterable[CardRow]],
) -> Iterable[CardRow]:
    """Fold what goes on in one strand, as almost all does, by ``fold``; the rest here, while that may be going on."""
    by_question: dict[bytes, list[History]] = {}
    for history in histories:
        by_question.setdefault(history.question, []).append(history)
    strands, tangled, points, days = [], list[CardRow](), store.rules.points, journal.new_days()
    tangles = []
    for question, fresh in by_question.items():
        answers, older = live.get(question, ((), ()))
        if not answers and (one := journal.as_one([*older, *fresh])) is not None:
            strands.append((question, one.key, one.entry, array("Q", one.past.at).tobytes(), bytes(one.past.ratings)))
        else:
            tangles.append((question, answers, [*older, *fresh]))
    folded = fold(strands)
    for question, answers, everything in tangles:
        cards = journal.fold_question(answers, store.model, points, days, everything)
        tangled += ((question, key, *card) for key, card in cards.items())
    return chain(folded, tangled)


def fold_strands(parameters: Parameters, strands: Sequence[Strand]) -> list[CardRow]:
    """What a worker does: fold questions of which each has one history into the rows of their cards."""
    model = Model(parameters)
    return [
        (question, key, *journal.recall(History(entry, question, key, Past(array("Q", times), ratings, ())), model))
        for question, key, entry, times, ratings in strands
    ]


def _met_before(histories: Iterable[History], live: Live) -> Iterator[int]:
    """The day on which a question seemed to be met first, for each question that was met before, as is known now."""
    earliest: dict[bytes, int] = {}
    for history in histories:
        if history.question in live:
            first = study_day(history.past.at[0])
            earliest[history.question] = min(earliest.get(history.question, first), first)
    for question, first in earliest.items():
        answers, older = live[question]
        before = min((*(one[1] for one in answers), *(study_day(one.past.at[0]) for one in older)), default=first)
        if first < before and any(one[1] == before and not one[6] for one in answers):
            yield before
