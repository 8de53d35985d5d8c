"""A hub on PostgreSQL, through asyncpg with a loop of its own: whoever asks waits for the answer.

One writer: who changes something holds an advisory lock until the commit, so that several programs (the server, a
command) may have the hub open.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import asyncpg

from studyapp_hub.engines.heap import Heap
from studyapp_hub.engines.protocol import BLOB, INTEGER, REAL, TEXT, Row, Table, Unavailable, Value
from studyapp_hub.engines.sql import index_sql, numbered

_TYPES = {INTEGER: "bigint", TEXT: 'text COLLATE "C"', BLOB: "bytea", REAL: "double precision"}
_LOCK = 0x5354554459  # any number that is ours
_LARGE = ("content", "data")
_GONE = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.exceptions.OperatorInterventionError,
    asyncpg.exceptions.LockNotAvailableError,
)
"""What it is when the server is not there any more, or somebody else writes and goes on."""


class PostgresEngine:
    """An open connection."""

    dialect = "postgresql"

    def __init__(self, url: str, patience: float) -> None:
        self._url, self._patience = url, patience
        self._loop = asyncio.new_event_loop()
        self._connection: Any = None
        try:
            self._connect()
        except Unavailable:
            self._loop.close()
            raise
        self._heap = Heap()
        self._is_changing = False

    def _connect(self) -> None:
        """Connect, again where the server was away. Raises ``Unavailable``."""
        if self._connection is not None and not self._connection.is_closed():
            return
        patient = {"lock_timeout": str(max(int(self._patience * 1000), 1))}
        doing = asyncpg.connect(self._url, timeout=self._patience, statement_cache_size=0, server_settings=patient)
        try:
            self._connection = self._loop.run_until_complete(doing)
        except (OSError, ValueError, OverflowError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise Unavailable(str(error)) from error
        self._known: dict[str, Any] = {}

    def _wait(self, doing: Coroutine[Any, Any, Any]) -> Any:
        try:
            return self._loop.run_until_complete(doing)
        except _GONE as error:
            raise Unavailable(str(error)) from error

    async def _prepared(self, sql: str) -> Any:
        found = self._known.get(sql)
        if found is None:
            if len(self._known) > 500:
                self._known.clear()
            found = self._known[sql] = await self._connection.prepare(numbered(sql))
        return found

    async def _fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Row]:
        found: Sequence[Row] = await (await self._prepared(sql)).fetch(*values)
        return found

    async def _many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        await (await self._prepared(sql)).executemany(rows)

    def rows(self, sql: str, *values: Value) -> Sequence[Row]:
        """What a query finds."""
        self._flush(sql)
        found: Sequence[Row] = self._wait(self._fetch(sql, values))
        return found

    def run(self, sql: str, *values: Value) -> None:
        """Change something."""
        self._flush(sql)
        self._wait(self._fetch(sql, values))

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Change something for each row."""
        listed = list(rows)
        if listed:
            self._flush(sql)
            self._wait(self._many(sql, listed))

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
        """Within a change rows wait until somebody asks for their table, or for the commit."""
        self._heap.put(table, verb, rows)
        if not self._is_changing:
            self._flush()

    def _flush(self, sql: str | None = None) -> None:
        """Write what waits, all tables in one sentence; with ``sql``, only where it speaks of one of them."""
        if sql is not None and not self._heap.concerns(sql):
            return
        while (taken := self._heap.take()) is not None:
            written, columns = taken
            self._wait(self._fetch(written, columns))

    @contextmanager
    def change(self) -> Iterator[None]:
        """All or nothing."""
        self._connect()
        try:
            self._wait(self._connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_LOCK})"))
            self._is_changing = True
            yield
            self._flush()
            self._wait(self._connection.execute("COMMIT"))
        except BaseException:
            with suppress(Unavailable):
                self._give_up()
            raise
        finally:
            self._is_changing = False
            self._heap = Heap()

    @contextmanager
    def glance(self) -> Iterator[None]:
        """Several queries that see one state."""
        self._connect()
        if self._connection.is_in_transaction():
            yield
            return
        self._wait(self._connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        try:
            yield
        finally:
            self._give_up()

    def _give_up(self) -> None:
        if not self._connection.is_closed() and self._connection.is_in_transaction():
            self._wait(self._connection.execute("ROLLBACK"))

    def furnish(self, tables: Iterable[Table], months: Sequence[tuple[int, int]]) -> None:
        """Make what is not there yet."""
        listed = [*tables]
        with self.change():
            for table in listed:
                for sql in self._table_sql(table):
                    self._wait(self._connection.execute(sql))
        for table in listed:
            if table.by_month:
                for first, after in months:
                    self._cut(table, first, after)

    def _cut(self, table: Table, first: int, after: int) -> None:
        """Give a month a part of its own, unless somebody's clock was so wrong that the rest has rows of it."""
        name = f"{table.name}_{first}"
        span = f"FOR VALUES FROM ({first}) TO ({after})"
        with suppress(asyncpg.CheckViolationError), self.change():
            self._wait(self._connection.execute(f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF {table.name} {span}"))

    def _table_sql(self, table: Table) -> Iterator[str]:
        columns = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in table.columns)
        key = ", ".join(f'"{one}"' for one in table.key)
        cut = f' PARTITION BY RANGE ("{table.by_month}")' if table.by_month else ""
        yield f"CREATE TABLE IF NOT EXISTS {table.name} ({columns}, PRIMARY KEY ({key})){cut}"
        if table.by_month:
            yield f"CREATE TABLE IF NOT EXISTS {table.name}_else PARTITION OF {table.name} DEFAULT"
        for name, _kind in table.columns:
            if name in _LARGE:  # it is not worth the time that the server would take to pack it
                yield f"ALTER TABLE {table.name} ALTER COLUMN {name} SET STORAGE EXTERNAL"
        yield from index_sql(table)

    def has(self, table: Table) -> bool:
        """Whether a table is there."""
        where = "table_schema = current_schema() AND table_name = ?"
        found = self.rows(f"SELECT column_name FROM information_schema.columns WHERE {where}", table.name)
        return {one[0] for one in found}.issuperset(table.names)

    def holds(self, column: str) -> str:
        """Whether a blob holds another one."""
        return f"position(?::bytea in {column}) > 0"

    def scrub(self) -> None:
        """What was deleted is overwritten in time, by the server's own vacuum and as it uses its log again."""

    def faults(self) -> list[str]:
        """Nothing: PostgreSQL looks after its own files."""
        return []

    def copy(self, target: Path) -> bool:
        """A server does not write files of this kind."""
        return False

    def close(self) -> None:
        """Put it away."""
        if not self._connection.is_closed():
            try:
                self._loop.run_until_complete(self._connection.close(timeout=5))
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
                self._connection.terminate()
        self._loop.close()


def open_postgres(url: str, *, patience: float) -> PostgresEngine:
    """Connect. Raises ``Unavailable``."""
    return PostgresEngine(url, patience)
