"""Backup and restore: a union that loses nothing, on a device of its own."""

from __future__ import annotations

import itertools
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from sqlite_utils import Database

from studyapp import migrations
from studyapp.importing.executing import Options
from studyapp.memory import DEFAULT_WEIGHTS
from studyapp.model import DAY, Deck, Entry, Item, Kind, Question, Where
from studyapp.session import Drill
from studyapp.store import batches, caches, entries, errors, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.devices import device_path, read_file
from studyapp.store.opening import Store, connect, open_store
from studyapp.store.restoring import Restored, backup, restore
from studyapp.store.schema import SCHEMA
from tests.simulation.journals import journals
from tests.support import MONDAY, StillWorld, card_of, deck_of, give, make_store, put, single, write

TYPO = replace(single(1), prompt="第1号归定的期限是（　　）。")


def world(number: int) -> StillWorld:
    return StillWorld(f"machine-{number}", itertools.count(1_000 * number))


def restored(store: Store, file: Path, number: int = 9) -> Restored:
    return restore(store, file, world(number), at=MONDAY + number)


@pytest.fixture
def one(tmp_path: Path) -> Store:
    """A store with a deck of four questions, three answered."""
    store = make_store(tmp_path / "one", world(1))
    put(store, deck_of([single(number) for number in range(4)], name="甲"))
    for number in range(3):
        give(store, single(number), at=MONDAY + number * DAY)
    return store


@pytest.fixture
def other(tmp_path: Path) -> Store:
    """A store on another machine, with other answers and another deck."""
    store = make_store(tmp_path / "other", world(2))
    put(store, deck_of([single(number) for number in range(2, 6)], name="乙"))
    for number in range(2, 5):
        give(store, single(number), right=False, at=MONDAY + number * DAY + 1)
    return store


def saved(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "backup.file"
    backup(store, path)
    return path


def contents(store: Store) -> list[tuple[object, ...]]:
    """The bank as a learner sees it."""
    rows = store.connection.execute("""
        SELECT deck.name, item.position, item.question, item.card_question, item.body, parent.question
        FROM item JOIN deck ON deck.no = item.deck LEFT JOIN item AS parent ON parent.no = item.parent
        WHERE item.removed IS NULL ORDER BY deck.name, item.position, item.no
    """)
    return rows.fetchall()


def test_a_restore_unites(one: Store, other: Store, tmp_path: Path) -> None:
    journal = {entry.id for store in (one, other) for entry in entries.every(store.connection)}
    both = contents(one) + contents(other)
    found = restored(other, saved(one, tmp_path))
    assert (found.entries.new, found.entries.known, found.entries.refused) == (3, 0, 0)
    assert found.decks == ("甲",)
    assert {entry.id for entry in entries.every(other.connection)} == journal
    assert sorted(contents(other), key=repr) == sorted(both, key=repr)
    assert replaying.check(other) == ()
    card = card_of(other, single(2))
    assert card is not None and card.answered == 2


def test_restoring_twice_is_restoring_once(one: Store, other: Store, tmp_path: Path) -> None:
    file = saved(one, tmp_path)
    restored(other, file)
    before, bank_before = caches.read(other.connection), contents(other)
    again = restored(other, file, 10)
    assert (again.entries.new, again.entries.known, again.decks) == (0, 3, ())
    assert caches.read(other.connection) == before
    assert contents(other) == bank_before


def test_a_backup_restored_into_its_own_store_changes_only_the_device(one: Store, tmp_path: Path) -> None:
    before, bank_before, device = caches.read(one.connection), contents(one), one.device
    found = restored(one, saved(one, tmp_path))
    assert (found.entries.new, found.decks) == (0, ())
    assert (caches.read(one.connection), contents(one)) == (before, bank_before)
    assert one.device != device


def test_a_restored_store_goes_on_as_a_new_device_from_one(one: Store, other: Store, tmp_path: Path) -> None:
    restored(other, saved(one, tmp_path))
    last = max(entries.every(other.connection), key=lambda entry: entry.id)
    found = read_file(device_path(other.path))
    assert found is not None and found.device == other.device
    row = other.connection.execute("SELECT * FROM device WHERE id = ?", (other.device,)).fetchone()
    assert row == (other.device, MONDAY + 9, last.device, last.seq, last.id)
    assert give(other, single(1), at=MONDAY + 30 * DAY).seq == 1


def test_a_store_that_was_lost_comes_back_whole(one: Store, tmp_path: Path) -> None:
    write(one, "params", {"weights": list(DEFAULT_WEIGHTS), "retention": 0.8})
    write(one, "mark", {"what": "star", "on": True}, question=b"q" * 16)
    file, fold, decks = saved(one, tmp_path), caches.read(one.connection), contents(one)
    new = make_store(tmp_path / "new", world(3))
    restored(new, file)
    assert (caches.read(new.connection), contents(new)) == (fold, decks)
    assert new.rules.parameters.retention == 0.8


@given(journals())
def test_any_journal_comes_back(tmp_path_factory: pytest.TempPathFactory, journal: list[Entry]) -> None:
    folder = tmp_path_factory.mktemp("any")
    source, target = make_store(folder / "source", world(1)), make_store(folder / "target", world(2))
    absorb(source, journal[::2])
    absorb(target, journal[1::2])
    restored(target, saved(source, folder))
    absorb(source, journal)
    assert caches.read(target.connection) == caches.read(source.connection)
    assert replaying.check(target) == ()
    for store in (source, target):
        store.close()


def test_sub_questions_find_their_case_again(tmp_path: Path) -> None:
    case = Question(kind=Kind.CASE, prompt="某公司职工张某上班途中受伤。")
    items = (
        Item(single(8), 0, Where("f", 1)),
        Item(case, 1, Where("f", 2)),
        Item(single(1), 2, Where("f", 3), case=1),
        Item(single(2), 3, Where("f", 4), case=1),
    )
    store = make_store(tmp_path / "one", world(1))
    put(store, Deck("甲", items))
    new = make_store(tmp_path / "new", world(2))
    put(new, deck_of([single(20)], name="乙"))
    restored(new, saved(store, tmp_path))
    assert contents(new)[:1] + contents(new)[1:] == contents(new)
    assert [row for row in contents(new) if row[0] == "甲"] == contents(store)
    shown = Drill(new, sitting="s", at=MONDAY, deck=2).current()
    assert shown is not None and shown.deck == "甲"


def test_a_deck_that_is_there_by_name_stays_as_it_is(one: Store, other: Store, tmp_path: Path) -> None:
    put(other, deck_of([single(30)], name="甲"))
    before = contents(other)
    assert restored(other, saved(one, tmp_path)).decks == ()
    assert contents(other) == before


def test_a_deck_that_was_emptied_comes_back(one: Store, other: Store, tmp_path: Path) -> None:
    put(other, deck_of([single(30)], name="甲"))
    batches.undo_import(other, deck=None, at=MONDAY)
    assert restored(other, saved(one, tmp_path)).decks == ("甲",)
    assert [row for row in contents(other) if row[0] == "甲"] == contents(one)


def test_a_restored_deck_can_be_taken_back_like_an_import(one: Store, other: Store, tmp_path: Path) -> None:
    before = contents(other)
    restored(other, saved(one, tmp_path))
    assert batches.undo_import(other, deck=None, at=MONDAY) == "甲.md"
    assert contents(other) == before


def items_agree(store: Store) -> bool:
    known = caches.aliases(store.connection)
    rows = store.connection.execute("SELECT question, card_question, key, card_key FROM item").fetchall()
    return bool(rows) and all(known.get(q, q) == root and known.get(k, k) == top for q, root, k, top in rows)


@pytest.mark.parametrize("wordings", [(single(1), TYPO), (TYPO, single(1))])  # either may have the smaller id
def test_restored_items_stand_for_what_this_journal_says(
    wordings: tuple[Question, ...], one: Store, other: Store, tmp_path: Path
) -> None:
    """The backup knows of a ``same``, and the store already of its void."""
    for wording in wordings:
        put(one, deck_of([wording], name="丙"), Options(prune=True))
    file = saved(one, tmp_path)
    assert caches.aliases(one.connection)
    batches.undo_import(one, deck=None, at=MONDAY)
    absorb(other, entries.every(one.connection))
    restored(other, file)
    assert caches.aliases(other.connection) == {}
    assert items_agree(other)


@pytest.mark.parametrize("wordings", [(single(1), TYPO), (TYPO, single(1))])
def test_restored_items_stand_for_what_only_this_journal_says(
    wordings: tuple[Question, ...], one: Store, other: Store, tmp_path: Path
) -> None:
    put(one, deck_of([wordings[0]], name="丙"), Options(prune=True))
    file = saved(one, tmp_path)
    put(one, deck_of([wordings[1]], name="丙"), Options(prune=True))
    absorb(other, [entry for entry in entries.every(one.connection) if entry.kind == "same"])
    restored(other, file)
    assert caches.aliases(other.connection)
    assert items_agree(other)


def test_restoring_between_days_gives_the_queue_anew(one: Store, other: Store, tmp_path: Path) -> None:
    Drill(other, sitting="s", at=MONDAY + 60 * DAY)
    restored(other, saved(one, tmp_path))
    drill = Drill(other, sitting="t", at=MONDAY + 60 * DAY)
    assert drill.progress().total == 6


# Files that are no backup of this version


def test_a_backup_of_an_older_schema_is_restored(one: Store, other: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.file"
    connection = sqlite3.connect(path, isolation_level=None)
    empty = Database(memory=True)
    names = [step.name for step in migrations.steps.pending(empty)]
    empty.close()
    migrations.steps.apply(Database(connection), stop_before=names[1])
    connection.execute("PRAGMA user_version = 1")
    connection.executemany(entries.INSERT, map(entries.to_row, entries.every(one.connection)))
    connection.close()
    before = path.read_bytes()
    assert restored(other, path).entries.new == 3
    assert replaying.check(other) == ()
    assert path.read_bytes() == before, "a backup is only read"


def test_a_backup_of_a_newer_schema_is_refused(one: Store, other: Store, tmp_path: Path) -> None:
    path = saved(one, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    connection.close()
    unchanged(other, path, errors.NewerStoreError)


@pytest.mark.parametrize("data", [b"", b"not a store", b"SQLite format 3\0" + b"\xff" * 5_000])
def test_what_is_no_backup_is_refused_and_changes_nothing(data: bytes, other: Store, tmp_path: Path) -> None:
    path = tmp_path / "nothing.file"
    path.write_bytes(data)
    unchanged(other, path, sqlite3.DatabaseError if data else errors.StoreError)


def unchanged(store: Store, path: Path, error: type[Exception]) -> None:
    before = caches.read(store.connection), contents(store), store.device
    with pytest.raises(error):
        restored(store, path)
    assert (caches.read(store.connection), contents(store), store.device) == before
    assert [one.name for one in store.path.parent.iterdir() if one.name.startswith("restore-")] == []


def test_a_forged_entry_in_a_backup_is_refused_and_the_others_come(one: Store, other: Store, tmp_path: Path) -> None:
    path = saved(one, tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("DROP TRIGGER entry_no_update")
    connection.execute("UPDATE entry SET verdict = 0.0 WHERE seq = 2")
    connection.commit()
    connection.close()
    found = restored(other, path)
    assert (found.entries.new, found.entries.refused) == (2, 1)


# The file of a backup


def test_a_backup_is_one_file_that_stands_by_itself(one: Store, tmp_path: Path) -> None:
    path = saved(one, tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["backup.file", "one"]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (3,)
    connection.close()


def test_a_backup_takes_the_place_of_an_older_one_or_leaves_it(
    one: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(one, tmp_path)
    before = path.read_bytes()
    give(one, single(3), at=MONDAY + 9 * DAY)

    def fail(_self: Path, _target: Path) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="no room"):
            backup(one, path)
    assert path.read_bytes() == before
    assert not (tmp_path / "backup.file.new").exists()
    backup(one, path)
    connection = connect(path)
    assert entries.count(connection) == 4
    connection.close()


def test_a_backup_opened_as_a_store_is_the_store(one: Store, tmp_path: Path) -> None:
    put(one, deck_of([single(7)], name="丙"), Options(prune=True))
    (tmp_path / "new").mkdir()
    backup(one, tmp_path / "new" / "default.db")
    copy = open_store(tmp_path / "new" / "default.db")
    assert caches.read(copy.connection) == caches.read(one.connection)
    assert contents(copy) == contents(one)
    assert replaying.check(copy) == ()
    copy.close()
