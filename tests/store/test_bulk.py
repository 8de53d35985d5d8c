"""While many rows come in, others can read, and whatever happens the file is what it was or what it should be."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from studyapp.store import bulk, glance, settings
from studyapp.store.opening import Store, connect, open_store, transaction
from tests.support import make_store

NAME = "new"
BEFORE, AFTER = settings.DEFAULTS[NAME], "7"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def journal_mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_alone_it_goes_without_a_log_until_it_is_through(store: Store) -> None:
    with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
        assert journal_mode(store.connection) == "delete"
        settings.write(store.connection, NAME, AFTER)
        with closing(open_store(store.path, patience=0.1)) as other:  # it begins meanwhile, and need not wait
            assert settings.read(other.connection, NAME) == BEFORE
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.connection.execute("BEGIN IMMEDIATE")
    assert journal_mode(store.connection) == "wal"
    with closing(open_store(store.path)) as other:
        assert settings.read(other.connection, NAME) == AFTER


def test_where_somebody_has_the_file_open_the_log_stays(store: Store) -> None:
    with closing(connect(store.path)) as other:
        assert settings.read(other, NAME) == BEFORE
        with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
            assert journal_mode(store.connection) == "wal"
            settings.write(store.connection, NAME, AFTER)
        assert settings.read(other, NAME) == AFTER


def test_a_file_that_has_no_log_for_once_is_left_so_by_who_reads_it(store: Store) -> None:
    with bulk.room(store.connection, bulk.MANY):
        with transaction(store.connection):
            other = connect(store.path, patience=0.1)
        other.execute("BEGIN")
        assert settings.read(other, NAME) == BEFORE
    assert journal_mode(store.connection) == "delete"
    other.close()
    with closing(connect(store.path)) as other:
        assert journal_mode(other) == "wal"


@pytest.mark.parametrize(("count", "mode"), [(bulk.MANY - 1, "wal"), (1_000_000, "wal")], ids=["few", "too many"])
def test_few_rows_and_those_that_find_no_room_go_to_the_log(store: Store, count: int, mode: str) -> None:
    with bulk.room(store.connection, count):
        assert journal_mode(store.connection) == mode


def test_what_fails_is_undone(store: Store) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        bulk.room(store.connection, bulk.MANY),
        transaction(store.connection),
    ):
        settings.write(store.connection, NAME, AFTER)
        raise ZeroDivisionError
    assert journal_mode(store.connection) == "wal"
    assert settings.read(store.connection, NAME) == BEFORE


def test_who_reads_at_the_last_moment_is_waited_for(store: Store) -> None:
    reading, written = Event(), Event()

    def read() -> str:
        with closing(connect(store.path)) as other:
            other.execute("BEGIN")
            before = settings.read(other, NAME)
            reading.set()
            written.wait(timeout=0.2)  # it is not, as long as this goes on
            return before + settings.read(other, NAME)

    store.connection.execute("PRAGMA busy_timeout = 1")
    with ThreadPoolExecutor(1) as pool, bulk.room(store.connection, bulk.MANY):
        with transaction(store.connection):
            settings.write(store.connection, NAME, AFTER)
            found = pool.submit(read)
            reading.wait()
        written.set()
        assert found.result() == BEFORE * 2
    assert store.connection.execute("PRAGMA busy_timeout").fetchone() == (1,)
    assert settings.read(store.connection, NAME) == AFTER


def test_what_cannot_be_committed_is_undone(store: Store) -> None:
    store.connection.execute("PRAGMA journal_mode = DELETE")
    store.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert settings.read(other, NAME) == BEFORE
        with pytest.raises(sqlite3.OperationalError, match="locked"), transaction(store.connection):
            settings.write(store.connection, NAME, AFTER)
    assert not store.connection.in_transaction
    assert settings.read(store.connection, NAME) == BEFORE


STOPPED = """
import os, sys
from pathlib import Path
from studyapp.store import bulk
from studyapp.store.opening import connect, transaction
connection = connect(Path(sys.argv[1]))
with bulk.room(connection, bulk.MANY), transaction(connection):
    connection.execute("PRAGMA cache_size = 1")  # pages go to the file before their time
    for number in range(5000):
        connection.execute("INSERT INTO setting (name, value) VALUES (?, '1')", (f"{number:0200}",))
    os._exit(9)
"""


def full(path: Path) -> sqlite3.Connection:
    return connect(path)


def only_to_look(path: Path) -> sqlite3.Connection:
    return glance.open_read_only(str(path))


@pytest.mark.parametrize("opened", [full, only_to_look])
def test_what_is_broken_off_is_rolled_back_by_the_next(
    store: Store, opened: Callable[[Path], sqlite3.Connection]
) -> None:
    settings.write(store.connection, NAME, AFTER)
    store.close()
    size = store.path.stat().st_size
    assert subprocess.run([sys.executable, "-c", STOPPED, str(store.path)], check=False).returncode == 9
    assert store.path.stat().st_size > size
    with closing(opened(store.path)) as again:
        assert settings.read(again, NAME) == AFTER
        assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.path.stat().st_size == size
    with closing(connect(store.path)) as again:
        assert journal_mode(again) == "wal"
