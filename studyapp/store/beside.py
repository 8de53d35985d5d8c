"""A database beside the store, in which another process puts rows in order; they are then copied as they lie there.

To put a hundred thousand digests in order and to index them takes a tenth as long to copy as to do, so that the store's
own process may do something else meanwhile. What lies beside is thrown away after the store's transaction, be it
finished or not: nothing of it counts until it is copied.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp.store import bulk

_MADE = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql IS NOT NULL"
_QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"


class Beside:
    """A place for such a database, in a folder of its own."""

    def __init__(self, connection: sqlite3.Connection, folder: str) -> None:
        self._connection = connection
        self._path = str(Path(folder, "beside.db"))
        self._is_attached = False

    def task(self, rows: Mapping[str, Sequence[bytes]]) -> bytes:
        """What ``fill`` is to do: make these tables as the store has them, and put rows into them.

        ``rows``: by ``table (columns)``, marshalled lists of rows.
        """
        tables = [name.partition(" ")[0] for name in rows]
        made = [[sql for one in tables for (sql,) in self._connection.execute(_MADE, (one, kind))] for kind in _KINDS]
        return marshal.dumps((self._path, *made, {name: list(some) for name, some in rows.items()}))

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


def fill(task: bytes) -> bytes:
    """Make such a database, whatever was begun before, and put the rows into it, in their order.

    Nothing is returned where there is no room for it; then it is to be done without.
    """
    path, tables, indexes, rows = marshal.loads(task)
    try:
        Path(path).unlink(missing_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(";".join([_QUICK, *tables]))
            connection.execute("BEGIN")
            for table, some in rows.items():
                _insert(connection, table, map(marshal.loads, some))
            for sql in indexes:
                connection.execute(sql)
            connection.execute("COMMIT")
    except (sqlite3.Error, OSError):
        return b""
    return b"filled"


def _insert(connection: sqlite3.Connection, table: str, some: Iterable[Sequence[tuple[object, ...]]]) -> None:
    marks = ",".join("?" * (table.count(",") + 1))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", sorted(chain.from_iterable(some)))
