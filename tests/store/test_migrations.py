"""The schema's history: every step counted, every older file brought up, every newer one let alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from studyapp import migrations
from studyapp.model import Picked
from studyapp.session import Drill
from studyapp.store import entries, errors, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import connect, open_store
from studyapp.store.schema import SCHEMA
from tests.support import MONDAY, deck_of, give, make_store, put, single

with closing(sqlite3.connect(":memory:")) as _empty:
    STEPS = [step.name for step in migrations.steps.pending(Database(_empty))]


def test_the_schema_s_number_is_the_number_of_steps() -> None:
    assert len(STEPS) == SCHEMA


def test_a_new_file_is_of_the_newest_schema(tmp_path: Path) -> None:
    connection = connect(tmp_path / "new.db")
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.execute("PRAGMA recursive_triggers").fetchone() == (1,)
    connection.close()


def test_all_tables_are_strict(tmp_path: Path) -> None:
    connection = connect(tmp_path / "new.db")
    loose = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%'"
    ).fetchall()
    assert loose == []
    connection.close()


def older_file(path: Path, version: int) -> sqlite3.Connection:
    """A file as the app made it when its schema had ``version`` steps."""
    connection = sqlite3.connect(path, isolation_level=None)
    stop = STEPS[version] if version < SCHEMA else None
    migrations.steps.apply(Database(connection), stop_before=stop)
    connection.execute(f"PRAGMA user_version = {version}")
    return connection


@pytest.mark.parametrize("version", range(1, SCHEMA))
def test_an_older_file_is_brought_up_with_its_journal(version: int, tmp_path: Path) -> None:
    source = make_store(tmp_path / "source")
    answers = [give(source, single(number)) for number in range(3)]
    connection = older_file(tmp_path / "old.db", version)
    connection.executemany(entries.INSERT, map(entries.to_row, answers))
    connection.close()
    store = open_store(tmp_path / "old.db", device="d")
    assert list(entries.every(store.connection)) == sorted(answers, key=lambda one: one.id)
    replaying.rebuild(store)
    put(store, deck_of([single(1), single(7)]))
    Drill(store, sitting="s", at=MONDAY).answer(Picked((0,)), at=MONDAY, milliseconds=1)
    assert replaying.check(store) == ()
    assert store.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    store.close()


@pytest.mark.parametrize("version", range(1, SCHEMA))
def test_an_older_file_becomes_what_a_new_one_is(version: int, tmp_path: Path) -> None:
    schemas = []
    older_file(tmp_path / "old.db", version).close()
    for name in ("old.db", "new.db"):
        connection = connect(tmp_path / name)
        schemas.append(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall())
        connection.close()
    assert schemas[0] == schemas[1]


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path, version = tmp_path / "old.db", STEPS.index("drill")
    connection = older_file(path, version)
    connection.execute("CREATE VIEW device AS SELECT 1")  # in the way of the next step's second table
    connection.close()
    before = path.read_bytes()
    with pytest.raises(sqlite3.OperationalError, match="device"):
        connect(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'queue'").fetchone() == (0,)
    connection.close()
    assert len(before) == path.stat().st_size


def test_a_file_of_a_newer_version_is_let_alone(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    connect(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(errors.NewerStoreError) as refusal:
        open_store(path)
    assert "请先升级程序" in refusal.value.why.text
    assert refusal.value.why.arguments == {"path": str(path)}
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["new.db"]


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    absorb(store, [give(store, single(1))])
    path = store.path
    tables = store.connection.execute("SELECT sql FROM sqlite_schema").fetchall()
    again = open_store(path)
    assert again.connection.execute("SELECT sql FROM sqlite_schema").fetchall() == tables
    assert entries.count(again.connection) == 1
    again.close()
