"""Opening a store: one SQLite file for each learner."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from studyapp.journal import Rules, parameters_of
from studyapp.memory import Model
from studyapp.store import errors
from studyapp.store.entries import entries_of_kind
from studyapp.store.rules import points_in_force
from studyapp.store.schema import SCHEMA

Synchronous = Literal["FULL", "OFF"]


@dataclass(slots=True)
class Store:
    """An open store.

    ``device`` writes here; it is empty in a store that is only read. ``rules`` are those in force: the given ones
    with the learner's own parameters, where his journal sets them; ``stamp`` is theirs, ``model`` the memory under
    them.
    """

    path: Path
    connection: sqlite3.Connection
    device: str
    base: Rules
    rules: Rules
    stamp: str
    model: Model

    def close(self) -> None:
        """Close the file; what was committed stays."""
        self.connection.close()


def connect(path: Path, *, synchronous: Synchronous = "FULL", patience: float = 5.0) -> sqlite3.Connection:
    """Open or make the file and bring its schema up to date.

    ``patience``: seconds to wait for another program that is writing.
    """
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None, cached_statements=256)
    try:
        _prepare(connection, path, synchronous)
    except BaseException:
        connection.close()
        raise
    return connection


def open_store(
    path: Path,
    *,
    device: str = "",
    rules: Rules | None = None,
    synchronous: Synchronous = "FULL",
    patience: float = 5.0,
) -> Store:
    """Open or make a learner's store, to be written to as ``device``."""
    connection = connect(path, synchronous=synchronous, patience=patience)
    base = rules or Rules()
    store = Store(path, connection, device, base, base, base.stamp(), Model(base.parameters))
    try:
        take_parameters(store)
    except BaseException:
        connection.close()
        raise
    return store


def take_parameters(store: Store) -> None:
    """Take over the memory's parameters that the journal sets, and the points of the plan in force."""
    live = entries_of_kind(store.connection, "params")
    parameters = parameters_of(live, store.base.parameters)
    rules = Rules(parameters, points_in_force(store.connection, store.base.points))
    if rules != store.rules:
        store.rules = rules
        store.stamp = rules.stamp()
        store.model = Model(parameters)


@contextmanager
def transaction(
    connection: sqlite3.Connection, commit: Callable[[sqlite3.Connection], object] = sqlite3.Connection.commit
) -> Iterator[None]:
    """All or nothing, and nobody else writes meanwhile. ``commit``: what ends it, where all went well."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        commit(connection)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _prepare(connection: sqlite3.Connection, path: Path, synchronous: Synchronous) -> None:
    version = _version(connection)
    if version > SCHEMA:
        raise errors.newer(path)
    _write_ahead(connection, version)
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    connection.execute("PRAGMA cache_size = -32000")
    if version < SCHEMA:
        from studyapp.migrations import apply  # noqa: PLC0415 - sqlite-utils, only where the schema is old

        with transaction(connection):
            if _version(connection) < SCHEMA:
                apply(connection)
                connection.execute(f"PRAGMA user_version = {SCHEMA}")


def _write_ahead(connection: sqlite3.Connection, version: int) -> None:
    """Let the file have a write-ahead log, as it has but for the moments in which somebody puts many rows in.

    SQLite does not wait for another program that is making the same new file, but fails at once; to begin to write
    is to wait for it. A file that is not new can be read as it is.
    """
    for _attempt in range(_ATTEMPTS):
        if write_ahead(connection) or version:
            return
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")


_ATTEMPTS = 20


def write_ahead(connection: sqlite3.Connection) -> bool:
    """Let the file have a write-ahead log; return whether nobody kept it from that by writing right now."""
    try:
        connection.execute("PRAGMA main.journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if not is_busy(error):
            raise
        return False
    return True


def is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether somebody else is at the file, and it could be done later."""
    return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
