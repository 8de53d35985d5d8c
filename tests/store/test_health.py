"""Is the file sound, and what a repair makes of one that is not."""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from studyapp.journal import Rules
from studyapp.model import DAY
from studyapp.model.activity import PointRules
from studyapp.store import bank, caches, entries, errors, health, replaying, settings
from studyapp.store.devices import device_path, read_file
from studyapp.store.opening import Store, open_store
from studyapp.store.schema import SCHEMA
from tests.support import MONDAY, StillWorld, deck_of, give, make_store, put, single, write

PAGE = 4096


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two decks, a link by a mended typo, answers, a setting: all in the main file."""
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(30)], name="甲"))
    put(store, deck_of([single(99)], name="乙"))
    for number in range(120):
        give(store, single(number % 30), right=number % 7 > 0, at=MONDAY + number * DAY // 5)
    put(store, deck_of([replace(single(99), prompt="第99号归定的期限是（　　）。")], name="乙"))
    settings.write(store.connection, "new", "7")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


def closed(store: Store) -> Path:
    store.close()
    return store.path


def overwrite(path: Path, page: int) -> None:
    data = bytearray(path.read_bytes())
    data[page * PAGE : (page + 1) * PAGE] = b"\xaa" * PAGE
    path.write_bytes(data)


def repaired(path: Path, number: int = 9, rules: Rules | None = None) -> health.Repaired:
    return health.repair(path, StillWorld(numbers=itertools.count(1_000 * number)), at=MONDAY + number, rules=rules)


def test_nothing_is_wrong_where_there_is_nothing(tmp_path: Path) -> None:
    assert health.examine(tmp_path / "none.db").sound
    assert list(tmp_path.iterdir()) == []


def test_a_sound_store(store: Store) -> None:
    found = health.examine(closed(store))
    assert (found.sound, found.intact, found.faults, found.differences) == (True, True, (), ())


def test_caches_that_belie_the_journal(store: Store) -> None:
    store.connection.execute("UPDATE card SET stability = 1 WHERE question = (SELECT min(question) FROM card)")
    store.connection.execute("DELETE FROM day")
    found = health.examine(closed(store))
    assert (found.sound, found.intact) == (False, True)
    assert [one.table for one in found.differences] == ["cards", "days"]


def test_an_entry_that_is_not_what_was_written(store: Store) -> None:
    store.connection.execute("DROP TRIGGER entry_no_update")
    store.connection.execute("UPDATE entry SET verdict = 0.5 WHERE seq IN (3, 4)")
    found = health.examine(closed(store))
    assert (found.sound, found.intact, found.rotten_entries) == (False, False, 2)


def test_an_item_that_is_not_what_was_written(store: Store) -> None:
    store.connection.execute("UPDATE item SET body = replace(body, '期限', '期眼') WHERE no = 3")
    store.connection.execute("UPDATE item SET body = '{' WHERE no = 4")
    found = health.examine(closed(store))
    assert (found.sound, found.intact, found.rotten_items) == (False, False, 2)
    assert repaired(store.path).decks == ("乙",)


def test_a_newer_store_is_not_examined(store: Store) -> None:
    store.connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(errors.NewerStoreError):
        health.examine(closed(store))


def test_a_store_that_another_program_writes_to_is_not_repaired(store: Store) -> None:
    store.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        health.repair(store.path, StillWorld(), at=MONDAY, patience=0.01)
    store.connection.execute("ROLLBACK")


def test_a_repair_of_a_sound_store_changes_nothing_a_learner_sees(store: Store) -> None:
    journal, fold = list(entries.every(store.connection)), caches.read(store.connection)
    figures = store.connection.execute("SELECT * FROM day").fetchall()
    found = repaired(closed(store))
    assert (found.entries, found.missing, found.decks) == (121, 0, ("甲", "乙"))
    again = open_store(store.path)
    assert list(entries.every(again.connection)) == journal
    assert caches.read(again.connection) == fold
    assert again.connection.execute("SELECT * FROM day").fetchall() == figures
    assert settings.read(again.connection, "new") == "7"
    known = caches.aliases(again.connection)
    assert known
    for item in bank.find_items(again.connection):
        row = again.connection.execute("SELECT card_question FROM item WHERE no = ?", (item.no,)).fetchone()
        assert row[0] == known.get(item.question, item.question)
    again.close()


def test_a_repaired_store_goes_on_as_a_new_device(store: Store) -> None:
    last, old = list(entries.every(store.connection))[-1], store.device
    path = closed(store)
    repaired(path)
    device = read_file(device_path(path))
    assert device is not None and device.device != old
    again = open_store(path, device=device.device)
    row = again.connection.execute("SELECT * FROM device").fetchall()
    assert row == [(device.device, MONDAY + 9, last.device, last.seq, last.id)]
    assert write(again, "mark", at=MONDAY + 99 * DAY).seq == 1
    again.close()


def test_every_damaged_page_costs_no_more_than_itself(store: Store, tmp_path: Path) -> None:
    journal = {entry.id: entry for entry in entries.every(store.connection)}
    data = closed(store).read_bytes()
    losses = set()
    for page in range(len(data) // PAGE):
        path = tmp_path / f"{page}" / "default.db"
        path.parent.mkdir()
        path.write_bytes(data)
        overwrite(path, page)
        damaged = path.read_bytes()
        if not health.examine(path).faults:
            continue  # a page that nothing lies on
        found = repaired(path)
        again = open_store(path)
        kept = {entry.id: entry for entry in entries.every(again.connection)}
        assert kept.items() <= journal.items()
        assert len(journal) - len(kept) <= 40, "a page does not hold more"
        assert found.entries == len(kept)
        assert found.missing <= len(journal) - len(kept)
        assert replaying.check(again) == ()
        again.close()
        assert found.kept.read_bytes() == damaged
        assert health.examine(path).sound
        losses.add(len(journal) - len(kept))
    assert 0 in losses and len(losses) > 2


def test_a_repair_counts_what_is_missing(store: Store) -> None:
    store.connection.execute("DROP TRIGGER entry_no_delete")
    store.connection.execute("DELETE FROM entry WHERE seq IN (5, 6, 121)")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.connection.execute("VACUUM")
    found = repaired(closed(store))
    assert (found.entries, found.missing) == (118, 2)  # of the last, nobody can know


def test_a_repair_folds_under_the_rules_given(store: Store) -> None:
    path = closed(store)
    repaired(path, rules=Rules(points=PointRules(cap=2)))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT max(points) FROM day").fetchone() == (2,)
    connection.close()
