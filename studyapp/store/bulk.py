"""Many rows at once: a table without its indexes and triggers meanwhile, as long as they outnumber what is there."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import NamedTuple

from studyapp.store.opening import is_busy, write_ahead

MANY = 10_000
"""Rows from which it is worth to take indexes away."""

TOGETHER = 40
"""Rows that one statement takes; SQLite allows 999 parameters in old builds."""


class Form(NamedTuple):
    """How the values of a row are written.

    ``text``: in brackets, with ``{0}``, ``{1}`` and so on for its own values, of which there are ``own``. The first
    parameters of a statement, ``?1``, ``?2`` and so on, are those that all its rows have alike: ``shared`` of them.
    """

    text: str
    own: int
    shared: int = 0


class Rows(NamedTuple):
    """Some rows of one form, ``TOGETHER`` at most, and the values of all: first those that they share."""

    form: Form
    length: int
    values: Sequence[object]


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Rows], verb: str = "INSERT") -> None:
    """Insert rows into a ``table (columns)``, many with one statement, which takes a fifth less.

    ``verb`` says what is done about those that are there already.
    """
    for form, length, values in rows:
        connection.execute(_statement(verb, table, form, length), values)


@lru_cache(maxsize=128)
def _statement(verb: str, table: str, form: Form, length: int) -> str:
    starts = range(1 + form.shared, 1 + form.shared + length * form.own, form.own)
    rows = (form.text.format(*(f"?{number}" for number in range(start, start + form.own))) for start in starts)
    return f"{verb} INTO {table} VALUES {','.join(rows)}"


@contextmanager
def room(connection: sqlite3.Connection, count: int) -> Iterator[None]:
    """Let the pages of so many rows lie in memory until all are written, and then go where they belong.

    What SQLite has no room for goes to the log before its time, is read again, and goes there once more. The caller's
    transaction is to be in this block, and to end with ``commit``.
    """
    if count < MANY:
        yield
        return
    with _set(connection, "cache_size", -_ROOM):
        if count > _FITTING or not _is_logless(connection):
            yield
            return
        try:
            with _set(connection, "synchronous", _EXTRA):
                yield
        finally:
            with _set(connection, "busy_timeout", _MOMENT), suppress(sqlite3.OperationalError):
                write_ahead(connection)  # what fails here, as on a full disk, changes nothing of what is in


def commit(connection: sqlite3.Connection, waiting: Callable[[], object]) -> None:
    """Commit many rows, and wait long for whoever reads, as they must where there is no log.

    ``waiting`` is called again and again meanwhile, and may raise; so may Ctrl-C, which SQLite does not let through.
    """
    with _set(connection, "busy_timeout", _MOMENT):
        for _attempt in range(_PATIENCE // _MOMENT):
            try:
                connection.commit()
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise
            else:
                return
            waiting()
        connection.commit()


_ROOM = 1 << 18
"""Kibibytes; as many pages are held as there are, and at most so many."""

_FITTING = 150_000
"""Rows whose pages have room there; while more are written, others could not read."""

_PATIENCE = 60_000
"""Milliseconds for which whoever reads at the last moment is waited for."""

_MOMENT = 100
"""Milliseconds of it, after which whoever waits is asked whether he still does."""

_EXTRA = 3
"""That a rollback journal is gone is on disk, too, when the transaction is through; ``FULL`` leaves it to chance."""


@contextmanager
def _set(connection: sqlite3.Connection, name: str, value: int) -> Iterator[None]:
    """Let a setting of the connection have another value for a while."""
    usual = connection.execute(f"PRAGMA {name}").fetchone()[0]
    connection.execute(f"PRAGMA {name} = {value}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA {name} = {usual}")


def _is_logless(connection: sqlite3.Connection) -> bool:
    """Do without a write-ahead log where nobody else has the file open; return whether that could be.

    All pages would be written twice and waited for twice: first to the log, then to their place. New pages go to
    their place at once, as long as a rollback journal keeps what was there; others read until then, and wait for that
    moment. After a power cut the next one to open the file rolls it back, and has it write ahead again.
    """
    try:
        connection.execute("PRAGMA main.journal_mode = DELETE")
    except sqlite3.OperationalError:  # somebody has it open
        return False
    return True


@contextmanager
def indexes_aside(connection: sqlite3.Connection, table: str, count: int) -> Iterator[None]:
    """Take the indexes away where most of a table comes in at once, and make them again when it is there.

    To sort digests once takes less than half of the time that it takes to put each where it belongs. The triggers that
    new rows set off go with them; what they do for each row, to throw the sums of ``counting`` away, is done once. The
    caller holds a transaction: where it fails, all is there as before.
    """
    if count < MANY or connection.execute(f"SELECT 1 FROM {table} LIMIT 1 OFFSET ?", (count,)).fetchone():
        yield
        return
    aside = connection.execute(_ASIDE, (table,)).fetchall()
    for kind, name, _sql in aside:
        connection.execute(f"DROP {kind} {name}")
    connection.execute("DELETE FROM counted_upto")
    yield
    for _kind, _name, sql in aside:
        connection.execute(sql)


def copy(connection: sqlite3.Connection, table: str, other: str, count: int) -> None:
    """Copy all rows of a table, so many, from an attached database that has it made alike; what is there stays.

    Into an empty table SQLite copies them, and those of the indexes, as they lie there, as long as there is no trigger
    for each.
    """
    if connection.execute(f"SELECT 1 FROM main.{table} LIMIT 1").fetchone() is None:
        aside = [(name, sql) for kind, name, sql in connection.execute(_ASIDE, (table,)) if kind == "trigger"]
        for name, _sql in aside:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM {other}.{table}")
        for _name, sql in aside:
            connection.execute(sql)
        connection.execute("DELETE FROM counted_upto")
        return
    with indexes_aside(connection, table, count):
        connection.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM {other}.{table}")


_ASIDE = """
    SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL
        AND (type = 'index' OR type = 'trigger' AND sql LIKE '% AFTER INSERT ON %')
"""
