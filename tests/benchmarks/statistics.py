"""Every page of figures on a large store, beside the ``anki`` library's ``graphs`` over the same history.

``python -m tests.benchmarks.statistics [--small]``, where the library is installed (the extra ``peers``).
"""

from __future__ import annotations

import importlib
import itertools
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from studyapp.desk.statistics import Statistics
from studyapp.importing import exporting
from studyapp.model import Picked
from studyapp.report.page import Learner, page
from studyapp.session import Drill
from studyapp.store import counting, entries
from studyapp.store.opening import Store, open_store
from studyapp.world import World
from studyapp_interchange.anki_writer import AnkiWriter
from tests.benchmarks.anki import _take_in
from tests.benchmarks.large import make_large
from tests.benchmarks.table import Row, medians, render, timed
from tests.support import MONDAY

ROUNDS = 3
ANSWERS = 10
"""So many answers lie between two looks at the figures; all of them are to questions due today."""

LONGEST = 0.1
"""Seconds that a page may take."""

GOAL = 0.1
"""The share of the peer's time that a page may take."""

PROMISED = 1_000_000
"""Entries from which on that is promised."""


class _Then(World):
    """The day after the history."""

    __slots__ = ()

    def now(self) -> int:
        return MONDAY


def measure(large: Path, *, sizes: str) -> Iterator[Row]:
    """Each page right after a sitting, as a learner looks at it, on a copy; then what it costs to count afresh."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ours.db"
        shutil.copyfile(large, path)
        store = open_store(path, device="00000000000000aa")
        peer = _graphs(store, Path(folder)) if entries.count(store.connection) >= PROMISED else None
        statistics = Statistics(_Then(folder), store)
        statistics.memory()
        moments = itertools.count(MONDAY + 1, 600_000)
        for name, show in _pages(statistics).items():
            times = []
            for _round in range(ROUNDS):
                _sit(store, at=next(moments))
                times.append(timed(show))
            ours = median(times)
            if peer:
                theirs = timed(peer)
                yield Row(f"statistics, {name}, {sizes}", ours, theirs, "anki: graphs", GOAL, theirs)
            yield Row(f"statistics, {name}, {sizes}", ours, LONGEST, "what a page may take", 1)
        afresh, bare = medians(ROUNDS, lambda: _afresh(store), lambda: store.connection.execute(BARE).fetchall())
        yield Row(
            f"statistics counted afresh after an import, {sizes}", afresh, bare, "bare sums of items and cards", 6
        )
        store.close()


def _pages(statistics: Statistics) -> dict[str, Callable[[], object]]:
    return {
        "overview": lambda: (statistics.days(), statistics.marks(), statistics.honours()),
        "subjects and kinds": lambda: (statistics.days(), statistics.accuracy()),
        "memory": lambda: (statistics.days(), statistics.memory()),
        "time": statistics.days,
        "hardest questions": lambda: (statistics.days(), statistics.hardest()),
        "a day's answers": lambda: statistics.answers(statistics.today - 2),
        "all figures and the page to print": lambda: page(statistics.figures(), Learner("王小燕", "西安市人社局")),
    }


BARE = """
    SELECT item.subject, item.kind, count(*), count(card.due), sum(card.answered), sum(card.right)
    FROM item LEFT JOIN card ON card.question = item.card_question AND card.key = item.card_key
    WHERE item.removed IS NULL AND item.kind <> 'case' GROUP BY item.subject, item.kind
"""


def _afresh(store: Store) -> None:
    store.connection.execute("DELETE FROM counted_upto")
    counting.renew(store)


def _sit(store: Store, *, at: int) -> None:
    """A sitting of some answers, three in four of them wrong."""
    drill = Drill(store, sitting=f"{at:016x}", at=at)
    for number in range(ANSWERS):
        shown = drill.current()
        if shown is None:
            return
        drill.answer(Picked((number % 4,)), at=at + number * 10_000, milliseconds=9_000)


def _graphs(store: Store, folder: Path) -> Callable[[], object] | None:
    """The peer's call over all that the store holds; ``None`` where the library is not here."""
    if find_spec("anki") is None:
        print("(the anki library is not here: statistics stand by themselves)")
        return None
    library: Any = importlib.import_module("anki.collection")
    package = folder / "history.apkg"
    package.write_bytes(AnkiWriter().write(exporting.deck_of(store.connection, None, history=True))[0])
    collection = library.Collection(str(folder / "peer.anki2"))
    _take_in(library, collection, package)
    reviews, cards = (collection.db.scalar(f"SELECT count(*) FROM {table}") for table in ("revlog", "cards"))
    print(f"(the peer's collection: {cards:,} cards, {reviews:,} reviews)")
    return lambda: collection._backend.graphs(search="", days=0)


def main() -> int:
    """Make a large store, or take one that was made before, measure, print the table."""
    questions, answers = (5_000, 40_000) if "--small" in sys.argv else (100_000, 1_000_000)
    given = next((Path(one) for one in sys.argv[1:] if one.endswith(".db")), None)
    with TemporaryDirectory() as folder:
        path = given or Path(folder) / "large.db"
        if given is None:
            make_large(path, questions, answers).close()
        rows = list(measure(path, sizes=f"{questions:,} questions, {answers:,} entries"))
    print(render(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
