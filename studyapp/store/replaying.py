"""Replaying the whole journal: in this process where it is short, in worker processes where it is long."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from studyapp import journal
from studyapp.journal import Fold, Rules, Tally
from studyapp.memory import Card, Model
from studyapp.model import EntryKind
from studyapp.store import caches, entries
from studyapp.store.opening import Store, transaction

LONG = 30_000
"""From so many entries on, worker processes pay for their start."""

Partition = tuple[dict[tuple[bytes, bytes], Card], dict[int, Tally]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a cache and the replay disagree: the table, and how many of its rows do."""

    table: str
    rows: int


def rebuild(store: Store, *, workers: int = 0) -> None:
    """Throw the caches away and replay. ``workers``: how many processes, 0 for one a core."""
    with transaction(store.connection):
        caches.write(store, fold_everything(store, workers=workers))


def rebuild_within(store: Store) -> None:
    """``rebuild`` in this process, inside a transaction that the caller holds and others cannot see into."""
    caches.write(store, fold_here(store))


def check(store: Store, *, workers: int = 0) -> tuple[Difference, ...]:
    """Replay and compare with the caches; nobody writes meanwhile."""
    with transaction(store.connection):
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
    """What a worker does: open the file and fold the questions of its part."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        return _fold_partition(connection, known, rules, first, last)
    finally:
        connection.close()


def _fold_partition(
    connection: sqlite3.Connection, known: dict[bytes, bytes], rules: Rules, first: int, last: int
) -> Partition:
    """Fold the questions whose id begins with a byte from ``first`` up to, not including, ``last``."""
    amended = entries.amendments_of(connection, None)
    voided, ratings = amended.voided, amended.ratings
    by_question: defaultdict[bytes, list[journal.Answer]] = defaultdict(list)
    for one, day, question, key, verdict, rating, milliseconds, kind in connection.execute(_ANSWERS):
        root = known.get(question, question)
        if not first <= root[0] < last or one in voided:
            continue
        rating = ratings.get(one, rating)
        if 0 <= verdict <= 1 and rating in (1, 2, 3, 4):
            past = kind != EntryKind.ANSWER
            answer = one, day, known.get(key, key), verdict, rating, max(milliseconds or 0, 0), past
            by_question[root].append(answer)
    model, cards = Model(rules.parameters), {}
    days: defaultdict[int, Tally] = defaultdict(Tally)
    for question, answers in by_question.items():
        its_cards, its_days = journal.fold_question(answers, model, rules.points)
        for key, card in its_cards.items():
            cards[question, key] = card
        for day, tally in its_days.items():
            days[day] += tally
    return cards, dict(days)


_ANSWERS = """
    SELECT id, day, question, key, verdict, rating, milliseconds, kind FROM entry
    WHERE kind IN ('answer', 'past') AND question IS NOT NULL AND key IS NOT NULL AND verdict IS NOT NULL
    ORDER BY id
"""


def _aliases(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    return journal.unite(journal.sames(entries.entries_of_kind(connection, EntryKind.SAME)))


def _assemble(store: Store, known: dict[bytes, bytes], parts: Iterable[Partition]) -> Fold:
    cards: dict[tuple[bytes, bytes], Card] = {}
    days: defaultdict[int, Tally] = defaultdict(Tally)
    for its_cards, its_days in parts:
        cards.update(its_cards)
        for day, tally in its_days.items():
            days[day] += tally
    marks = journal.fold_marks(entries.entries_of_kind(store.connection, EntryKind.MARK), known)
    return Fold(cards, dict(days), marks, known)
