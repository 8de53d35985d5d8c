"""Replaying the whole journal: in this process where it is short, in worker processes where it is long."""

from __future__ import annotations

import gc
import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from multiprocessing import get_context
from operator import itemgetter
from pathlib import Path
from typing import Any

from studyapp import journal
from studyapp.heavy import true_streams
from studyapp.journal import CardKey, Fold, Mark, Rules
from studyapp.memory import Card, Model
from studyapp.model import EntryKind
from studyapp.model.past import past_from_plain
from studyapp.model.tally import Tally
from studyapp.store import caches, entries
from studyapp.store.opening import Store, take_parameters, transaction

LONG = 30_000
"""From so many entries on, worker processes pay for their start."""

PARTS = 4
"""How many parts a worker folds, one after the other."""

Row = tuple[Any, ...]
"""A ``journal.Answer``, or with no verdict and in its place what holds a history."""

Bodies = Mapping[bytes, tuple[int, str]]
"""Of entries that hold histories, by id, their time and body."""

Partition = tuple[dict[CardKey, Card], dict[int, Tally]]
"""The cards and days of a part of the questions: those whose ids begin with certain bytes."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a cache and the replay disagree: the table, and how many of its rows do."""

    table: str
    rows: int


def rebuild(store: Store, *, workers: int = 0) -> None:
    """Throw the caches away and replay. ``workers``: how many processes, 0 for one a core."""
    with transaction(store.connection):
        take_parameters(store)
        late = _untimely(store.connection)
        _rebuild(store, fold_in_parts(store, late, workers=workers), late)


def rebuild_within(store: Store) -> None:
    """``rebuild`` in this process, inside a transaction that the caller holds and others cannot see into."""
    known, late = _aliases(store.connection), _untimely(store.connection)
    _rebuild(store, [_fold_partition(store.connection, known, late, store.rules, 0, 256)], late)


def _rebuild(store: Store, parts: Iterable[Partition], late: frozenset[bytes]) -> None:
    caches.clear(store.connection)
    store.connection.executemany("INSERT INTO untimely VALUES (?)", ((one,) for one in late))
    days = []
    for cards, its_days in parts:  # the first are written while the last are folded
        caches.write_cards(store.connection, cards)
        days.append(its_days)
    known = _aliases(store.connection)
    caches.complete(store, _with_done(store.connection, days, late), _marks(store.connection, known), known)


def renew_within(store: Store) -> None:
    """Bring the caches under the rules in force, where another program or version of the app has left others.

    The caller holds a transaction.
    """
    if not caches.is_current(store):
        take_parameters(store)
    if not caches.is_current(store):
        rebuild_within(store)


def check(store: Store, *, workers: int = 0) -> tuple[Difference, ...]:
    """Replay and compare with the caches; nobody writes meanwhile."""
    with transaction(store.connection):
        take_parameters(store)
        late = _untimely(store.connection)
        replayed = fold(store, fold_in_parts(store, late, workers=workers), late)
        return compare(caches.read(store.connection), replayed)


def compare(cached: Fold, replayed: Fold) -> tuple[Difference, ...]:
    """The tables in which two folds differ."""
    differences = []
    for table in ("cards", "days", "marks", "aliases"):
        left, right = getattr(cached, table), getattr(replayed, table)
        rows = sum(left.get(key) != right.get(key) for key in left.keys() | right.keys())
        if rows:
            differences.append(Difference(table, rows))
    if rows := len(cached.untimely ^ replayed.untimely):
        differences.append(Difference("untimely", rows))
    return tuple(differences)


def fold(store: Store, parts: Iterable[Partition], late: frozenset[bytes]) -> Fold:
    """Parts as one fold."""
    cards: dict[CardKey, Card] = {}
    days = []
    for its_cards, its_days in parts:
        cards.update(its_cards)
        days.append(its_days)
    known = _aliases(store.connection)
    every_day = _with_done(store.connection, days, late)
    return Fold(cards, every_day, _marks(store.connection, known), known, late)


def _with_done(
    connection: sqlite3.Connection, parts: Iterable[Mapping[int, Tally]], late: frozenset[bytes]
) -> dict[int, Tally]:
    """The study days of all parts as one, with what the journal says of finished tasks."""
    days, sums = journal.add_up(parts), journal.new_days()
    done = entries.entries_of_kind(connection, EntryKind.DONE)
    journal.add_done(sums, done, journal.Amendments(frozenset(), {}, late))
    return {day: tally.plus(Tally(done=sums[day][9])) if day in sums else tally for day, tally in days.items()}


def fold_in_parts(store: Store, late: frozenset[bytes], *, workers: int = 0) -> Iterator[Partition]:
    """Fold the whole committed journal, in worker processes where it is long.

    ``late``: the entries that count for no day.

    The workers read the file by themselves, so the caller must hold the writing lock and have added no entry.
    """
    processes = workers or os.cpu_count() or 1
    known = _aliases(store.connection)
    if processes == 1 or entries.count(store.connection) < LONG:
        yield _fold_partition(store.connection, known, late, store.rules, 0, 256)
        return
    parts = PARTS * processes
    bounds = [256 * number // parts for number in range(parts + 1)]
    with true_streams():
        pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
        folded = pool.map(partial(fold_partition_of, store.path, known, late, store.rules), bounds[:-1], bounds[1:])
    with pool:
        _warm(store.path)
        yield from folded


def _warm(path: Path) -> None:
    """Read the file from end to end while the workers start: they read it by question, which is slow on a hard disk."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass


def fold_partition_of(
    path: Path, known: dict[bytes, bytes], late: frozenset[bytes], rules: Rules, first: int, last: int
) -> Partition:
    """What a worker does: open the file and fold the questions of a part.

    It ends with its few parts, so that nothing need be swept up before.
    """
    gc.disable()
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA mmap_size = {1 << 30}")
        return _fold_partition(connection, known, late, rules, first, last)
    finally:
        connection.close()


def _fold_partition(
    connection: sqlite3.Connection,
    known: dict[bytes, bytes],
    late: frozenset[bytes],
    rules: Rules,
    first: int,
    last: int,
) -> Partition:
    """Fold the questions whose id begins with a byte from ``first`` up to, not including, ``last``."""
    amended = replace(entries.amendments_of(connection, None), untimely=late)
    model, days = Model(rules.parameters), journal.new_days()
    cards: dict[CardKey, Card] = {}
    low, high = bytes([first]), bytes([last]) if last < 256 else b"\xff" * 17
    bodies = bodies_within(connection, known, low, high)
    for question, rows in questions_within(connection, known, low, high):
        answers, histories = live(rows, amended, bodies)
        for key, card in journal.fold_question(answers, model, rules.points, days, histories).items():
            cards[question, key] = card
    return cards, journal.tallies(days)


def live(
    rows: Iterable[Row], amended: journal.Amendments, bodies: Bodies
) -> tuple[list[journal.Answer], list[journal.History]]:
    """Those answers that count, under the ratings that count, and the histories.

    Without a rating memory can do nothing with an answer; without a verdict it can be a history.
    """
    if amended.voided or amended.ratings or amended.untimely:
        rows = (
            (*row[:4], amended.ratings.get(row[0], row[4]), row[5], row[6] or row[0] in amended.untimely, *row[7:])
            for row in rows
            if row[0] not in amended.voided
        )
    answers: list[journal.Answer] = []
    histories: list[journal.History] = []
    for row in rows:
        if row[3] is None:
            histories += _history(row, bodies)
        elif row[4]:
            answers.append(row)
    return answers, histories


def _history(row: Row, bodies: Bodies) -> Iterable[journal.History]:
    one, _day, key, _verdict, _rating, _milliseconds, _past, question, _asked = row
    at, body = bodies[one]
    past = past_from_plain(_decode(body), until=at)
    return () if past is None else (journal.History(one, question, key, past),)


_decode = json.JSONDecoder().decode


def bodies_within(connection: sqlite3.Connection, known: Mapping[bytes, bytes], low: bytes, high: bytes) -> Bodies:
    """The histories of a part of the questions."""
    query = _HISTORIES.format(which="question >= ? AND question < ?")
    bodies = {one: (at, body) for one, at, body in connection.execute(query, (low, high))}
    query = _HISTORIES.format(which="question = ?")
    for member in [one for one, root in known.items() if low <= root < high]:
        bodies |= {one: (at, body) for one, at, body in connection.execute(query, (member,))}
    return bodies


def questions_within(
    connection: sqlite3.Connection, known: Mapping[bytes, bytes], low: bytes, high: bytes
) -> Iterator[tuple[bytes, Iterable[Row]]]:
    """The answers of a part and what holds histories, by question, those of one question in the journal's order.

    Questions that stand for each other come last: such a set belongs to the part of the id that stands for it.
    """
    sets: dict[bytes, set[bytes]] = {}
    for one, root in known.items():
        sets.setdefault(root, {root}).add(one)
    related = set().union(*sets.values())
    of_some, of_one = (_ANSWERS.format(which=which) for which in ("question >= ? AND question < ?", "question = ?"))
    rows: Iterable[Row] = connection.execute(of_some, (low, high))
    if known:
        rows = (_under(row, row[7], known) for row in rows)
    for question, answers in groupby(rows, itemgetter(7)):
        if question not in related:
            yield question, answers
    for root, members in sets.items():
        if low <= root < high:
            given = sorted((row for one in members for row in connection.execute(of_one, (one,))), key=itemgetter(0))
            yield root, (_under(row, root, known) for row in given)


def of_questions(
    connection: sqlite3.Connection, questions: Collection[bytes], known: Mapping[bytes, bytes]
) -> tuple[dict[bytes, list[Row]], Bodies]:
    """The answers to some questions, and what holds histories of them, by what stands for the question, in order."""
    found: dict[bytes, list[Row]] = defaultdict(list)
    bodies: dict[bytes, tuple[int, str]] = {}
    for which, chunk in _chunks(questions, known):
        for row in connection.execute(_ANSWERS.format(which=which), chunk):
            found[known.get(row[7], row[7])].append(row)
        bodies.update((one, (at, body)) for one, at, body in connection.execute(_HISTORIES.format(which=which), chunk))
    if known:
        for root, rows in found.items():
            rows[:] = sorted((_under(row, root, known) for row in rows), key=itemgetter(0))
    return found, bodies


def knows(connection: sqlite3.Connection, questions: Collection[bytes], known: Mapping[bytes, bytes]) -> bool:
    """Whether the journal has anything of one of these questions."""
    if connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is None:
        return False
    some = (
        connection.execute(f"SELECT 1 FROM entry WHERE {which} LIMIT 1", chunk)
        for which, chunk in _chunks(questions, known)
    )
    return any(one.fetchone() for one in some)


def _chunks(questions: Collection[bytes], known: Mapping[bytes, bytes]) -> Iterator[tuple[str, list[bytes]]]:
    """A condition for each part of some questions, with all that is the same, and its parameters."""
    roots = {known.get(one, one) for one in questions}
    wanted = list(roots.union(one for one, root in known.items() if root in roots))
    for start in range(0, len(wanted), entries.CHUNK):
        chunk = wanted[start : start + entries.CHUNK]
        yield f"question IN ({','.join('?' * len(chunk))})", chunk


def _under(answer: Row, question: bytes, known: Mapping[bytes, bytes]) -> Row:
    """An answer under the question and the key that stand for its own."""
    return (*answer[:2], known.get(answer[2], answer[2]), *answer[3:7], question, *answer[8:])


_ANSWERS = """
    SELECT id, day, key, verdict, CASE WHEN rating IN (1, 2, 3, 4) THEN rating END,
        max(coalesce(milliseconds, 0), 0), kind = 'past', question, asked
    FROM entry
    WHERE kind IN ('answer', 'past') AND key IS NOT NULL AND {which}
        AND (verdict BETWEEN 0 AND 1 OR verdict IS NULL AND kind = 'past')
    ORDER BY question, id
"""
"""The index ``entry_question`` holds all this in this order."""

_HISTORIES = """
    SELECT id, at, body FROM entry
    WHERE kind = 'past' AND verdict IS NULL AND key IS NOT NULL AND {which}
"""


def _untimely(connection: sqlite3.Connection) -> frozenset[bytes]:
    """The entries of all devices that count for no day."""
    late = [entries.untimely(connection, device) for device in entries.devices_out_of_step(connection)]
    return frozenset().union(*late)


def _aliases(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    return journal.unite(journal.sames(entries.entries_of_kind(connection, EntryKind.SAME)))


def _marks(connection: sqlite3.Connection, known: Mapping[bytes, bytes]) -> dict[tuple[bytes, str], Mark]:
    return journal.fold_marks(entries.entries_of_kind(connection, EntryKind.MARK), known)
