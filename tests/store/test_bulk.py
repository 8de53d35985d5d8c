"""While many rows come in, others can read, and whatever happens the file is what it was or what it should be."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from studyapp.store import bulk, errors, glance, health, restoring, settings
from studyapp.store.opening import Store, connect, open_store, transaction
from tests.support import MONDAY, StillWorld, deck_of, make_store, put, single

NAME = "new"
BEFORE, AFTER = settings.DEFAULTS[NAME], "7"
OTHER_WORLD = StillWorld("machine-2", count(1_000))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def journal_mode(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def test_alone_it_goes_without_a_log_until_it_is_through(store: Store) -> None:
    with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
        assert journal_mode(store.connection) == "delete"
        assert store.connection.execute("PRAGMA synchronous").fetchone() == (3,)
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


def reading(store: Store) -> sqlite3.Connection:
    """Somebody who began to read, and goes on."""
    other = connect(store.path)
    other.execute("BEGIN")
    assert settings.read(other, NAME) == BEFORE
    return other


def test_who_reads_at_the_last_moment_is_waited_for(store: Store) -> None:
    others = list[sqlite3.Connection]()

    def waiting() -> None:
        other = others.pop()
        assert settings.read(other, NAME) == BEFORE
        other.close()

    with bulk.room(store.connection, bulk.MANY), transaction(store.connection, partial(bulk.commit, waiting=waiting)):
        settings.write(store.connection, NAME, AFTER)
        others.append(reading(store))
    assert not others
    assert journal_mode(store.connection) == "wal"
    assert settings.read(store.connection, NAME) == AFTER


def test_who_does_not_want_to_wait_any_longer_is_let_go(store: Store) -> None:
    """SQLite itself waits as long as it was told, whoever presses Ctrl-C."""
    usual = store.connection.execute("PRAGMA busy_timeout").fetchone()
    with ExitStack() as stack:
        with (
            pytest.raises(KeyboardInterrupt),
            bulk.room(store.connection, bulk.MANY),
            transaction(store.connection, partial(bulk.commit, waiting=interrupt)),
        ):
            settings.write(store.connection, NAME, AFTER)
            other = stack.enter_context(closing(reading(store)))
        assert settings.read(other, NAME) == BEFORE
    assert not store.connection.in_transaction
    assert store.connection.execute("PRAGMA busy_timeout").fetchone() == usual
    assert settings.read(store.connection, NAME) == BEFORE


def interrupt() -> None:
    raise KeyboardInterrupt


def test_what_lies_beside_keeps_its_own_ways(store: Store, tmp_path: Path) -> None:
    store.connection.execute("ATTACH ? AS beside", (str(tmp_path / "beside.db"),))
    with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
        store.connection.execute("CREATE TABLE beside.one (what)")
    modes = [store.connection.execute(f"PRAGMA {one}.journal_mode").fetchone() for one in ("main", "beside")]
    assert modes == [("wal",), ("delete",)]


def test_what_is_in_is_in_though_the_log_does_not_come_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "write_ahead", full_disk)
    with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
        settings.write(store.connection, NAME, AFTER)
    assert settings.read(store.connection, NAME) == AFTER


def test_nobody_waits_long_for_the_log_to_come_back(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads at that moment keeps it away; the next to open the file brings it back."""
    waits: list[int] = []

    def look(connection: sqlite3.Connection) -> bool:
        waits.extend(connection.execute("PRAGMA busy_timeout").fetchone())
        return False

    monkeypatch.setattr(bulk, "write_ahead", look)
    with bulk.room(store.connection, bulk.MANY), transaction(store.connection):
        settings.write(store.connection, NAME, AFTER)
    assert waits == [bulk._MOMENT]


def full_disk(_connection: sqlite3.Connection) -> bool:
    raise sqlite3.OperationalError("database or disk is full")


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
    connection.execute("DELETE FROM item")
    for number in range(5000):
        connection.execute("INSERT INTO setting (name, value) VALUES (?, '1')", (f"{number:0200}",))
    os._exit(9)
"""


def full(path: Path) -> sqlite3.Connection:
    return connect(path)


def only_to_look(path: Path) -> sqlite3.Connection:
    return glance.open_read_only(str(path))


def break_off(path: Path) -> None:
    """Put very many rows into a file, as a power cut leaves it."""
    size = path.stat().st_size
    assert subprocess.run([sys.executable, "-c", STOPPED, str(path)], check=False).returncode == 9
    assert path.stat().st_size > size
    assert journal_of(path).exists()


def journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


@pytest.mark.parametrize("opened", [full, only_to_look])
def test_what_is_broken_off_is_rolled_back_by_the_next(
    store: Store, opened: Callable[[Path], sqlite3.Connection]
) -> None:
    settings.write(store.connection, NAME, AFTER)
    store.close()
    size = store.path.stat().st_size
    break_off(store.path)
    with closing(opened(store.path)) as again:
        assert settings.read(again, NAME) == AFTER
        assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.path.stat().st_size == size
    with closing(connect(store.path)) as again:
        assert journal_mode(again) == "wal"


def test_a_log_without_its_file_makes_no_store(tmp_path: Path) -> None:
    path = tmp_path / "gone.db"
    journal_of(path).write_bytes(bytes(range(99)))
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        glance.open_read_only(str(path))
    assert not path.exists()


def test_a_store_that_was_broken_off_is_restored_as_it_was(store: Store, tmp_path: Path) -> None:
    source = make_store(tmp_path, name="source")
    put(source, deck_of([single(1)]))
    source.close()
    break_off(source.path)
    before = source.path.read_bytes(), journal_of(source.path).read_bytes()
    assert restoring.restore(store, source.path, OTHER_WORLD, at=MONDAY).decks == (deck_of([]).name,)
    assert store.connection.execute("SELECT count(*) FROM item").fetchone() == (1,)
    assert (source.path.read_bytes(), journal_of(source.path).read_bytes()) == before


def test_a_store_into_which_rows_are_being_put_is_not_restored_in_halves(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_store(tmp_path, name="source")
    put(source, deck_of([single(1)]))
    source.connection.execute("PRAGMA busy_timeout = 1")
    copy = shutil.copyfile

    def copy_later(one: Path, other: Path) -> None:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            source.connection.commit()
        copy(one, other)

    with bulk.room(source.connection, bulk.MANY), transaction(source.connection):
        source.connection.execute("DELETE FROM item")
        monkeypatch.setattr(shutil, "copyfile", copy_later)
        assert restoring.restore(store, source.path, OTHER_WORLD, at=MONDAY).decks == (deck_of([]).name,)


def test_a_store_that_somebody_is_writing_is_named_as_what_cannot_be_restored(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "_PATIENCE", 0.0)
    source = make_store(tmp_path, name="source")
    with bulk.room(source.connection, bulk.MANY), source.connection:
        source.connection.execute("BEGIN EXCLUSIVE")
        settings.write(source.connection, NAME, AFTER)
        with pytest.raises(errors.StoreError) as caught:
            restoring.restore(store, source.path, OTHER_WORLD, at=MONDAY)
    assert caught.value.why.arguments == {"path": str(source.path)}
    assert "占用" in caught.value.why.text


def test_what_was_broken_off_does_not_come_over_a_repaired_store(store: Store) -> None:
    """The file went, and its journal stayed: in the new one's pages it has no business."""
    store.close()
    break_off(store.path)
    store.path.unlink()
    kept = health.repair(store.path, OTHER_WORLD, at=MONDAY).kept
    assert not journal_of(store.path).exists()
    assert journal_of(kept).exists()
    assert health.examine(store.path).sound
