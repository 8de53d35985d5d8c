"""A learner's year: its points, streak and titles from scratch, out of nothing but the journal and the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp.activity.standing import standing_of
from studyapp.model import study_day
from studyapp.store import activities, entries, plans, replaying
from studyapp.store.opening import Store, transaction
from tests.activity.plans import PLAN
from tests.benchmarks.table import Row, medians
from tests.simulation.test_year import Desk, diligent
from tests.support import MONDAY, make_store

ANSWERS = 20_000
ALLOWED = 0.5
"""Seconds that are promised: about as long as one waits without noticing."""


def measure(*, rounds: int = 5) -> Iterator[Row]:
    """Fold and work out everything anew; the caches are thrown away before."""
    with TemporaryDirectory() as folder:
        store = _year(Path(folder))

        def from_scratch() -> None:
            replaying.rebuild(store, workers=1)
            activity = plans.read(store.connection)
            standing_of(activity, activities.record(store.connection, activity), study_day(MONDAY))

        (seconds,) = medians(rounds, from_scratch)
        store.close()
    yield Row(f"points and titles of a year, {ANSWERS:,} answers", seconds, ALLOWED, "half a second", 1)


def _year(folder: Path) -> Store:
    """A store with a diligent learner's papers, and as many answers as are promised."""
    store = make_store(folder)
    plans.write(store, replace(PLAN, first=None, last=None))
    desk = Desk("diligent")
    diligent(desk)
    days = sorted({entry.day for entry in desk.entries if entry.kind == "answer"})
    while sum(entry.kind == "answer" for entry in desk.entries) < ANSWERS:
        for day in days:
            desk.drill(day, 25, right=0.9)
    with transaction(store.connection):
        for entry in desk.entries[: ANSWERS + len(days)]:
            entries.insert(store.connection, entry)
    return store
