"""Replaying the whole journal: in this process where it is short, in worker processes where it is long."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from studyapp import journal
from studyapp.journal import CardKey, Fold, Rules
from studyapp.memory import Card, Model
from studyapp.model import EntryKind
from studyapp.store import caches, entries
from studyapp.store.opening import Store, take_parameters, transaction

LONG = 30_000
"""From so many entries on, worker processes pay for their start."""

Partition = tuple[dict[CardKey, Card], dict[int, list[int]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a cache and the replay disagree: the table, and how many of its rows do."""

    table: str
    rows: int


def rebuild(store: Store, *, workers: int = 0) -> None:
    """Throw the caches away and replay. ``workers``: how many processes, 0 for one a core."""
    with transaction(store.connection):
        take_parameters(store)
        caches.write(store, fold_everything(store, workers=workers))


def rebuild_within(store: Store) -> None:
    """``rebuild`` in this process, inside a transaction that the caller holds and others cannot see into."""
    caches.write(store, fold_here(store))


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
        return compare(caches.read(store.connection), fold_everything(store, workers=workers))


def compare(cached: Fold, replayed: Fold) -> tuple[Difference, ...]:
    """The tables in which two folds differ."""
    differences = []
    for table in ("cards", "days", "marks", "aliases"):
        left, right = getattr(cached, table), getattr(replayed, table)
        rows = sum(left.get(key) != right.get(key) for key in left.keys() | right.keys())
        if rows:
            differences.append(Difference(table, rows))
    return tuple(differences)


def fold_here(store: Store) -> Fold:
    """Fold the whole journal in this process, as this connection sees it."""
    known = _aliases(store.connection)
    return _assemble(store, known, [_fold_partition(store.connection, known, store.rules, 0, 256)])


def fold_everything(store: Store, *, workers: int = 0) -> Fold:
    """Fold the whole committed journal, in worker processes where it is long.

    The workers read the file by themselves, so the caller must hold the writing lock and have written nothing.
    """
    processes = workers or os.cpu_count() or 1
    if processes == 1 or entries.count(store.connection) < LONG:
        return fold_here(store)
    known = _aliases(store.connection)
    bounds = [256 * number // processes for number in range(processes + 1)]
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        parts = pool.map(
            fold_partition_of, repeat(store.path), repeat(known), repeat(store.rules), bounds[:-1], bounds[1:]
        )
        return _assemble(store, known, parts)


def fold_partition_of(path: Path, known: dict[bytes, bytes], rules: Rules, first: int, last: int) -> Partition:
    """What a worker does: open the file and fold the questions of its part.

    The worker ends with this, so that nothing need be swept up before.
    """
    gc.disable()
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute(f"PRAGMA mmap_size = {1 << 30}")  # the file is read once from end to end
        return _fold_partition(connection, known, rules, first, last)
    finally:
        connection.close()


def _fold_partition(
    connection: sqlite3.Connection, known: dict[bytes, bytes], rules: Rules, first: int, last: int
) -> Partition:
    """Fold the questions whose id begins with a byte from ``first`` up to, not including, ``last``."""
    amended = entries.amendments_of(connection, None)
    by_question: defaultdict[bytes, list[journal.Answer]] = defaultdict(list)
    for answer in _amended(_answers(connection, known, first, last), amended):
        if answer[4]:  # without a rating that counts, memory can do nothing with it
            by_question[answer[7]].append(answer)
    model, days = Model(rules.parameters), journal.new_days()
    cards = {
        (question, key): card
        for question, answers in by_question.items()
        for key, card in journal.fold_question(answers, model, rules.points, days).items()
    }
    return cards, dict(days)


def _amended(answers: Iterable[journal.Answer], amended: journal.Amendments) -> Iterable[journal.Answer]:
    """Those answers that count, under the ratings that count."""
    if not amended.voided and not amended.ratings:
        return answers
    return (
        (one, day, key, verdict, amended.ratings.get(one, rating), milliseconds, past, question)
        for one, day, key, verdict, rating, milliseconds, past, question in answers
        if one not in amended.voided
    )


def _answers(
    connection: sqlite3.Connection, known: dict[bytes, bytes], first: int, last: int
) -> Iterable[journal.Answer]:
    """The answers of a part in the journal's order."""
    low, high = bytes([first]), bytes([last]) if last < 256 else b"\xff" * 17
    if not known:
        return connection.execute(_ANSWERS.format(elsewhere=""), (low, high))
    return _rooted(connection, known, low, high)


def _rooted(
    connection: sqlite3.Connection, known: dict[bytes, bytes], low: bytes, high: bytes
) -> Iterator[journal.Answer]:
    """``_answers`` where ids stand for others: such a question may belong to another part than its own id says."""
    connection.execute("CREATE TEMP TABLE elsewhere (id BLOB PRIMARY KEY)")
    related = {one for pair in known.items() for one in pair}
    connection.executemany("INSERT INTO elsewhere VALUES (?)", ((one,) for one in related))
    elsewhere = "OR +question IN (SELECT id FROM temp.elsewhere)"
    for row in connection.execute(_ANSWERS.format(elsewhere=elsewhere), (low, high)):
        one, day, key, verdict, rating, milliseconds, past, question = row
        root = known.get(question, question)
        if low <= root < high:
            yield one, day, known.get(key, key), verdict, rating, milliseconds, past, root
    connection.execute("DROP TABLE temp.elsewhere")


_ANSWERS = """
    SELECT id, day, key, verdict, CASE WHEN rating IN (1, 2, 3, 4) THEN rating END,
        max(coalesce(milliseconds, 0), 0), kind = 'past', question
    FROM entry
    WHERE kind IN ('answer', 'past') AND key IS NOT NULL AND verdict BETWEEN 0 AND 1
        AND (+question >= ?1 AND +question < ?2 {elsewhere})
    ORDER BY id
"""
"""The plus signs keep SQLite on the primary key, which is the journal's order, rather than on the questions'."""


def _aliases(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    return journal.unite(journal.sames(entries.entries_of_kind(connection, EntryKind.SAME)))


def _assemble(store: Store, known: dict[bytes, bytes], parts: Iterable[Partition]) -> Fold:
    cards: dict[CardKey, Card] = {}
    days = journal.new_days()
    for its_cards, its_days in parts:
        cards.update(its_cards)
        for day, sums in its_days.items():
            days[day] = [left + right for left, right in zip(days[day], sums, strict=True)]
    marks = journal.fold_marks(entries.entries_of_kind(store.connection, EntryKind.MARK), known)
    return Fold(cards, journal.tallies(days), marks, known)
