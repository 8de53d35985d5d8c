"""Every speed that is promised, as ratios of one run."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import activity, anki, answering, hub, importing, replaying, starting, statistics
from tests.benchmarks.large import make_large
from tests.benchmarks.table import Row, render


def main() -> int:
    """Measure, print the table, and exit with 1 where a goal is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="5,000 questions and 40,000 answers, for a quick look")
    parser.add_argument(
        "--only", choices=["starting", "importing", "anki", "activity", "hub", "large"], help="only this part"
    )
    options = parser.parse_args()
    questions, answers = (5_000, 40_000) if options.small else (100_000, 1_000_000)
    rows: list[Row] = []
    if options.only in (None, "starting"):
        rows += starting.measure()
    if options.only in (None, "importing"):
        rows += importing.measure()
    if options.only in (None, "anki"):
        rows += anki.measure(notes=questions)
    if options.only in (None, "activity"):
        rows += activity.measure()
    if options.only in (None, "hub"):
        rows += hub.measure(small=options.small)
    if options.only in (None, "large"):
        with TemporaryDirectory() as folder:
            sizes = f"{questions:,} questions, {answers:,} entries"
            store = make_large(Path(folder) / "large.db", questions, answers)
            rows += replaying.measure(store, sizes=sizes, rounds=3)
            store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            path = store.path
            store.close()
            rows += answering.measure(path, sizes=sizes)
            rows += statistics.measure(path, sizes=sizes)
    print(render(rows))
    return 0 if all(row.met for row in rows) else 1
