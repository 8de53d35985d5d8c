"""Importing the national bank beside reading, hashing and inserting its lines."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp import plugins
from studyapp.importing.executing import Options, import_file
from tests.benchmarks.table import Row, medians
from tests.support import MONDAY, make_store, shared_folder


def measure() -> Iterator[Row]:
    """Import the bank, where it is at hand, into fresh stores."""
    bank = shared_folder() / "samples" / "national-bank-2021.txt"
    if not bank.is_file():
        print(f"({bank} is not here: its import is not measured)")
        return
    with TemporaryDirectory() as folder:
        place = Path(folder)
        readers = plugins.load(plugins.entries(place / "plugins.json"), {})
        numbers = itertools.count()

        def ours() -> None:
            store = make_store(place / f"{next(numbers)}")
            import_file(store, bank, readers, Options(), at=MONDAY)
            store.close()

        ours()
        seconds, bare = medians(5, ours, lambda: _bare(bank, place / f"bare-{next(numbers)}.db"))
        yield Row("import of the national bank (3,273 items)", seconds, bare, "read, hash, insert its lines", 12)


def _bare(bank: Path, path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE line (no INTEGER PRIMARY KEY, digest BLOB, text TEXT)")
    lines = bank.read_text(encoding="utf-8-sig").splitlines()
    connection.execute("BEGIN")
    rows = ((no, hashlib.sha256(line.encode()).digest(), line) for no, line in enumerate(lines, 1))
    connection.executemany("INSERT INTO line VALUES (?,?,?)", rows)
    connection.execute("COMMIT")
    connection.close()
