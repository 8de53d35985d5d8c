"""One answer and the next question, on a large store, beside the bare SQLite statements."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from studyapp import identity
from studyapp.model import Picked
from studyapp.session import Drill
from studyapp.store import caches, entries
from studyapp.store.opening import Synchronous, open_store
from tests.benchmarks.table import Row
from tests.support import MONDAY

ANSWERS = 60
SWIFT = 0.0005
"""Seconds of an fdatasync below which the disk counts as swift."""


def measure(large: Path, *, sizes: str) -> Iterator[Row]:
    """Answer and next question on disk and in memory."""
    for name, folder, goal in (("disk", large.parent, 1.6), ("tmpfs", Path("/dev/shm"), 2.2)):
        if not folder.is_dir():
            continue
        with TemporaryDirectory(dir=folder) as place:
            if name == "disk" and (sync := _fdatasync(Path(place))) >= SWIFT:
                print(f"(the disk takes {sync * 1e3:.2f} ms for an fdatasync: its answer is not measured)")
                continue
            ours, raw, following, select = _sitting(large, Path(place))
            yield Row(f"one answer, {sizes}, {name}", ours, raw, "raw commit of entry and card", goal)
            if name == "tmpfs":
                yield Row(f"next question, {sizes}", following, select, "bare indexed SELECT", 8)


def _sitting(large: Path, folder: Path) -> tuple[float, float, float, float]:
    """The first answers of a sitting and as many raw commits in turns, each on a copy of its own."""
    here, there = folder / "ours.db", folder / "raw.db"
    for copy in (here, there):
        shutil.copyfile(large, copy)
        shutil.copyfile(large.with_suffix(".device"), copy.with_suffix(".device"))
    store = open_store(here, device="00000000000000aa")
    raw = _raw_connection(there, "FULL")
    rows = _raw_rows(raw)
    times: tuple[list[float], list[float], list[float], list[float]] = ([], [], [], [])
    sitting = Drill(store, sitting="f" * 16, at=MONDAY)
    advance = sitting._advance
    vars(sitting)["_advance"] = lambda: None  # the next question is timed by itself
    for number in range(ANSWERS):
        at, pair = MONDAY + number * 10_000, next(rows)
        times[0].append(_time(partial(sitting.answer, Picked((number % 4,)), at=at, milliseconds=9000)))
        times[1].append(_time(partial(_raw_commit, raw, *pair)))
        times[2].append(_time(advance))
        times[3].append(_time(partial(_select, raw, number * 997 + 1)))
    raw.close()
    store.close()
    ours, bare, following, select = map(median, times)
    return ours, bare, following, select


def _select(connection: sqlite3.Connection, no: int) -> object:
    return connection.execute("SELECT body FROM item WHERE no = ?", (no,)).fetchone()


def _raw_connection(path: Path, synchronous: Synchronous) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in (
        "journal_mode = WAL",
        f"synchronous = {synchronous}",
        "recursive_triggers = ON",
        "cache_size = -32000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _raw_rows(connection: sqlite3.Connection) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """Entry and card rows of the first questions of the day, ready to be written."""
    cards = connection.execute(
        f"SELECT question, key, {caches.CARD} FROM card WHERE due <= ? ORDER BY stability LIMIT ?",
        (MONDAY // 86_400_000, ANSWERS),
    ).fetchall()
    for number, card in enumerate(cards):
        entry = identity.make_entry(
            device="00000000000000bb",
            seq=number + 1,
            at=MONDAY + number * 10_000,
            kind="answer",
            question=card[0],
            key=card[1],
            verdict=1.0,
            rating=3,
            milliseconds=9000,
            sitting="f" * 16,
            body={"given": ["0123456789ab"]},
        )
        yield entries.to_row(entry), (*card[:-1], entry.id)


def _raw_commit(connection: sqlite3.Connection, entry: tuple[object, ...], card: tuple[object, ...]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(entries.INSERT, entry)
    connection.execute(caches.WRITE_CARD, card)
    connection.execute("COMMIT")


def _fdatasync(folder: Path) -> float:
    times = []
    with (folder / "probe").open("wb") as file:
        for _number in range(30):
            file.write(b"0" * 4096)
            file.flush()
            times.append(_time(lambda: os.fdatasync(file.fileno())))
    return median(times)


def _time(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
