"""A hub in one SQLite file: write-ahead log, every commit on disk, one writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from studyapp import Message
from studyapp_hub.engines.protocol import BLOB, INTEGER, REAL, TEXT, Row, Table, Unavailable, Unusable, Value
from studyapp_hub.engines.sql import index_sql, insert_sql
from studyapp_hub.private import private_file

_BUSY = Message("服务器的数据正被另一个程序占用；请等它做完再试。")
_TYPES = {INTEGER: "INTEGER", TEXT: "TEXT", BLOB: "BLOB", REAL: "REAL"}


class SqliteEngine:
    """An open file."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._run = connection.execute
        self._sql: dict[tuple[str, str], str] = {}

    def rows(self, sql: str, *values: Value) -> Sequence[Row]:
        """What a query finds."""
        return self._run(sql, values).fetchall()

    def run(self, sql: str, *values: Value) -> None:
        """Change something."""
        self._run(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Change something for each row."""
        self._connection.executemany(sql, rows)

    def insert(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert what is new."""
        self._write(table, "insert", rows)

    def put(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert or replace."""
        self._write(table, "put", rows)

    def add(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert or add."""
        self._write(table, "add", rows)

    def _write(self, table: Table, verb: str, rows: Sequence[Sequence[Value]]) -> None:
        if not rows:
            return
        sql = self._sql.get((verb, table.name))
        if sql is None:
            sql = self._sql[verb, table.name] = insert_sql(
                table, f"VALUES ({', '.join('?' * len(table.columns))})", verb
            )
        self._connection.executemany(sql, rows)

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing."""
        try:
            self._run("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise Unusable(_BUSY) from error
            raise Unavailable(str(error)) from error
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._run("ROLLBACK")
            raise

    @contextmanager
    def glance(self) -> Iterator[None]:
        """Several queries that see one state."""
        if self._connection.in_transaction:
            yield
            return
        self._run("BEGIN")
        try:
            yield
        finally:
            self._run("ROLLBACK")

    def furnish(self, tables: Iterable[Table], months: Sequence[tuple[int, int]]) -> None:
        """Make what is not there yet; a file is not cut by month."""
        with self.change():
            for table in tables:
                columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in table.columns)
                how = " WITHOUT ROWID" if table.clustered else ""
                key = ", ".join(f'"{one}"' for one in table.key)
                self._run(f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}, PRIMARY KEY ({key})){how}")
                for sql in index_sql(table):
                    self._run(sql)

    def has(self, table: Table) -> bool:
        """Whether a table is there."""
        found = self.rows("SELECT name FROM pragma_table_info(?)", table.name)
        return {one for (one,) in found}.issuperset(table.names)

    def holds(self, column: str) -> str:
        """Whether a blob holds another one."""
        return f"instr({column}, ?) > 0"

    def scrub(self) -> None:
        """What is deleted is overwritten (see ``open_sqlite``); here the log goes, which has the pages as they were."""
        self._run("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def faults(self) -> list[str]:
        """What SQLite says is wrong with the file."""
        return [one for (one,) in self.rows("PRAGMA integrity_check") if one != "ok"]

    def copy(self, target: Path) -> bool:
        """A copy of the file as it is now."""
        private_file(target)
        other = sqlite3.connect(target)
        try:
            self._connection.backup(other)
        finally:
            other.close()
        return True

    def close(self) -> None:
        """Put it away."""
        self._connection.close()


def open_sqlite(path: Path, *, patience: float, synchronous: str = "FULL") -> SqliteEngine:
    """Open a file, which is made where there is none. Raises ``Unavailable``."""
    try:
        private_file(path)
    except OSError as error:
        raise Unavailable(str(error)) from error
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise Unavailable(str(error)) from error
    return SqliteEngine(connection)
