"""A large Anki package in and out, beside the ``anki`` library at the same package.

``python -m tests.benchmarks.anki [--small]``, where the library is installed (the extra ``peers``).
"""

from __future__ import annotations

import importlib
import itertools
import random
import resource
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from studyapp import Deck, History, Item, Where, plugins
from studyapp.importing import exporting
from studyapp.importing.executing import Options, import_file
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store
from studyapp_interchange.anki_writer import AnkiWriter
from tests.benchmarks.large import question
from tests.benchmarks.table import Row, medians, render
from tests.support import MONDAY, StillWorld

REVIEWS = 10
GOAL = 0.5
_DAY = 86_400_000


def measure(*, notes: int = 100_000, rounds: int = 2) -> Iterator[Row]:
    """Write and read a package of so many notes, each with ten reviews."""
    if find_spec("anki") is None:
        print("(the anki library is not here: packages are not measured)")
        return
    library = importlib.import_module("anki.collection")
    sizes = f"{notes:,} notes, {notes * REVIEWS:,} reviews"
    deck = _deck(notes)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        numbers = itertools.count()
        ours, theirs = place / "ours.apkg", place / "theirs.apkg"
        ours.write_bytes(AnkiWriter().write(deck)[0])
        collection = library.Collection(str(place / "source.anki2"))
        _take_in(library, collection, ours)
        _give_out(library, collection, theirs)
        readers = plugins.load(plugins.entries(place / "plugins.json"), {})

        def take_over() -> Store:
            path = place / f"{next(numbers)}.db"
            store = open_store(path)
            store.device = claim(store.connection, path, StillWorld(), at=MONDAY)
            report = import_file(store, theirs, readers, Options(history=True), at=MONDAY)
            assert (report.items, report.histories) == (notes, notes)
            return store

        def take_in() -> None:
            empty = library.Collection(str(place / f"target-{next(numbers)}.anki2"))
            _take_in(library, empty, theirs)
            empty.close()

        seconds, peer = medians(rounds, lambda: take_over().close(), take_in)
        yield Row(f"an Anki package in, {sizes}", seconds, peer, "anki: import", GOAL, peer)
        store = take_over()

        def give_out() -> None:
            with exporting.in_company(store.connection, None, history=True):
                found = exporting.deck_of(store.connection, None, history=True)
                package, _flaws = AnkiWriter().write(found)
            exporting.write_whole(place / "again.apkg", package)

        seconds, peer = medians(rounds, give_out, lambda: _give_out(library, collection, theirs))
        yield Row(f"an Anki package out, {sizes}", seconds, peer, "anki: export", GOAL, peer)
        collection.close()
        store.close()


def _deck(notes: int, *, seed: int = 1) -> Deck:
    chance = random.Random(seed)
    items = tuple(Item(question(number), number, Where("large.md", number + 1)) for number in range(notes))
    first = MONDAY - 730 * _DAY
    moments = chance.sample(range(first, MONDAY), notes * REVIEWS)
    histories = []
    for number in range(notes):
        at = tuple(sorted(moments[number * REVIEWS : (number + 1) * REVIEWS]))
        ratings = tuple(3 if chance.random() < 0.8 else 1 for _review in at)
        taken = tuple(chance.randrange(1_000, 30_000) for _review in at)
        due = MONDAY // _DAY + chance.randrange(-30, 300)
        histories.append(History(number, at, ratings, taken, due, chance.uniform(1, 500), chance.uniform(1, 10)))
    return Deck("大题库", items, histories=tuple(histories))


def _take_in(library: Any, collection: Any, path: Path) -> None:
    options = library.ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False)
    collection.import_anki_package(library.ImportAnkiPackageRequest(package_path=str(path), options=options))


def _give_out(library: Any, collection: Any, path: Path) -> None:
    options = library.ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=False, with_media=True, legacy=False
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)


if __name__ == "__main__":
    rows = list(measure(notes=5_000 if "--small" in sys.argv else 100_000))
    print(render(rows))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"(peak of this process, the library at work included: {peak:,} MB)")
    sys.exit(not all(row.met for row in rows))
