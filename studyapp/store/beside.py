"""A database beside the store, in which another process puts rows in order; they are then copied as they lie there.

To put a hundred thousand digests in order and to index them takes a tenth as long to copy as to do, so that the store's
own process may do something else meanwhile. What lies beside is thrown away after the store's transaction, be it
finished or not: nothing of it counts until it is copied.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from studyapp.store import bulk

_MADE = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
_QUICK = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -64000
"""


class Filling(NamedTuple):
    """What is to be made: the path of the file, its tables and their indexes, as the store has them."""

    path: str
    tables: list[str]
    indexes: list[str]


class Beside:
    """A place for such a database, in a folder of its own."""

    def __init__(self, connection: sqlite3.Connection, folder: str) -> None:
        self._connection = connection
        self._path = str(Path(folder, "beside.db"))
        self._is_attached = False

    def filling(self, *tables: str) -> Filling:
        """What ``fill`` is to make for these tables."""
        made = [[sql for one in tables for (sql,) in self._connection.execute(_MADE, (one, kind))] for kind in _KINDS]
        return Filling(self._path, *made)

    def copy(self, table: str, count: int) -> None:
        """Copy such a table, of so many rows, into that of the store; what the store has already stays."""
        if not self._is_attached:
            self._connection.execute("ATTACH ? AS beside", (self._path,))
            self._is_attached = True
        bulk.copy(self._connection, table, "beside", count)

    def detach(self) -> None:
        """Let it go, so that it can be deleted; the caller's transaction has ended."""
        if self._is_attached:
            self._connection.execute("DETACH beside")


_KINDS = ("table", "index")


@contextmanager
def beside(connection: sqlite3.Connection) -> Iterator[Beside]:
    """A place beside a store, which is there until after the transaction that is to be in this block."""
    with TemporaryDirectory(prefix="studyapp-", ignore_cleanup_errors=True) as folder:
        place = Beside(connection, folder)
        try:
            yield place
        finally:
            place.detach()


def fill(filling: Filling, rows: Mapping[str, Iterable[bulk.Rows]]) -> bool:
    """Make such a database, whatever was begun before, and put rows, by ``table (columns)``, into it in their order.

    Returns whether there is room for it; where there is none, it is to be done without.
    """
    try:
        Path(filling.path).unlink(missing_ok=True)
        with closing(sqlite3.connect(filling.path, isolation_level=None)) as connection:
            connection.executescript(";".join([_QUICK, *filling.tables]))
            connection.execute("BEGIN")
            for table, some in rows.items():
                bulk.insert(connection, table, some)
            for sql in filling.indexes:
                connection.execute(sql)
            connection.execute("COMMIT")
    except (sqlite3.Error, OSError):
        return False
    return True
