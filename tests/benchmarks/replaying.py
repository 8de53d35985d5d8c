"""A full replay beside the ``fsrs`` calls alone, both in as many worker processes."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

import fsrs

from studyapp.store import replaying
from studyapp.store.opening import Store
from tests.benchmarks.table import Row, medians

Histories = list[list[tuple[int, int]]]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def measure(store: Store, *, sizes: str, rounds: int) -> Iterator[Row]:
    """Replay a large store; the bare calls get their reviews ready in memory."""
    workers = os.cpu_count() or 1
    histories = _histories(store.path)
    parts = [histories[number::workers] for number in range(workers)]

    ours, limit = medians(rounds, lambda: replaying.rebuild(store), lambda: _run(parts))
    yield Row(f"full replay, {sizes}", ours, limit, f"fsrs calls alone, {workers} processes", 1.3)


_PARTS: list[Histories] = []


def _run(parts: list[Histories]) -> None:
    """The calls in forked workers, which find their reviews in the memory that they were forked from."""
    _PARTS[:] = parts
    with ProcessPoolExecutor(len(parts), mp_context=get_context("fork")) as pool:
        list(pool.map(_calls, range(len(parts))))


def _calls(which: int) -> int:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    ratings = {rating.value: rating for rating in fsrs.Rating}
    for history in _PARTS[which]:
        card = fsrs.Card(card_id=0)
        for day, rating in history:
            card, _log = scheduler.review_card(card, ratings[rating], _moment(day))
    return which


@lru_cache(maxsize=8192)
def _moment(day: int) -> datetime:
    return _EPOCH + timedelta(days=day)


def _histories(path: Path) -> Histories:
    connection = sqlite3.connect(path)
    by_question = defaultdict(list)
    for question, day, rating in connection.execute(
        "SELECT question, day, rating FROM entry WHERE kind = 'answer' ORDER BY id"
    ):
        by_question[question].append((day, rating))
    connection.close()
    return list(by_question.values())
