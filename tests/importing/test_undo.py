"""Taking imports back, the last one first: each time the bank is what it was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.importing.executing import Options
from studyapp.model import DAY, Deck
from studyapp.session import Drill
from studyapp.store import bank, batches, caches, entries, replaying
from studyapp.store.opening import Store
from tests.importing.decks import bank_of, decks
from tests.support import MONDAY, deck_of, give, make_store, put, single

imports = st.lists(st.tuples(decks(), st.sampled_from(["甲", "甲", "乙"]), st.booleans()), min_size=1, max_size=4)


@given(imports, st.integers(0, 8))
def test_undo_goes_back_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, some: list[tuple[Deck, str, bool]], question: int
) -> None:
    store = make_store(tmp_path_factory.mktemp("undo"))
    states = []
    for number, (deck, name, prune) in enumerate(some):
        before = bank_of(store), caches.read(store.connection)
        report = put(store, replace(deck, name=name), Options(prune=prune), at=MONDAY + number)
        if report.written:
            states.append(before)
    last = bank_of(store)
    for before in reversed(states):
        assert batches.undo_import(store, deck=None, at=MONDAY + 100) is not None
        assert (bank_of(store), caches.read(store.connection)) == before
        assert store.connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert replaying.check(store) == ()
    assert batches.undo_import(store, deck=None, at=MONDAY + 100) is None
    for number, (deck, name, prune) in enumerate(some):
        put(store, replace(deck, name=name), Options(prune=prune), at=MONDAY + 200 + number)
    assert [row[:8] for row in bank_of(store)] == [row[:8] for row in last]
    store.close()


def test_undo_gives_the_old_order_back(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    questions = [single(number) for number in range(4)]
    put(store, deck_of(questions))
    before = bank_of(store)
    put(store, deck_of([questions[3], single(9), questions[1], questions[0]]))
    assert [row[3] for row in bank_of(store)] != [row[3] for row in before]
    batches.undo_import(store, deck=None, at=MONDAY)
    assert bank_of(store) == before


def test_undo_gives_the_deck_s_old_description_back(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, replace(deck_of([single(1)]), as_of=date(2021, 5, 1), description="旧"))
    put(store, replace(deck_of([single(1), single(2)]), as_of=date(2022, 5, 1), description="新"))
    batches.undo_import(store, deck=None, at=MONDAY)
    (row,) = bank.decks(store.connection)
    assert (row.as_of, row.description) == ("2021-05-01", "旧")


def test_undo_takes_the_last_of_one_deck(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    for number, name in enumerate(("甲", "乙", "甲")):
        put(store, deck_of([single(number)], name=name), at=MONDAY + number)
    two = bank.deck_named(store.connection, "乙")
    assert two is not None
    assert batches.undo_import(store, deck=two.no, at=MONDAY) == "乙.md"
    assert [row[0] for row in bank_of(store)] == ["甲", "甲"]
    assert batches.undo_import(store, deck=two.no, at=MONDAY) is None
    assert batches.undo_import(store, deck=None, at=MONDAY) == "甲.md"
    assert len(bank_of(store)) == 1


def test_nothing_to_undo(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert batches.undo_import(store, deck=None, at=MONDAY) is None
    assert list(entries.every(store.connection)) == []


def test_what_changed_nothing_is_no_import_to_undo(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    put(store, deck_of([single(1)]))
    batches.undo_import(store, deck=None, at=MONDAY)
    assert bank_of(store) == []


def test_answers_to_what_was_taken_back_stay(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    answer = give(store, single(1))
    batches.undo_import(store, deck=None, at=MONDAY)
    assert list(entries.every(store.connection)) == [answer]
    assert Drill(store, sitting="s", at=MONDAY + 9 * DAY).current() is None
    put(store, deck_of([single(1)]))
    shown = Drill(store, sitting="s", at=MONDAY + 9 * DAY).current()
    assert shown is not None and shown.answered == 1


def test_undo_that_fails_undoes_nothing(tmp_path: Path) -> None:
    store: Store = make_store(tmp_path)
    question = single(1)
    put(store, deck_of([question]))
    put(store, deck_of([replace(question, prompt=question.prompt.replace("规定", "归定"))]))
    before, journal = bank_of(store), list(entries.every(store.connection))
    store.connection.execute("CREATE TRIGGER no BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(Exception, match="disk full"):
        batches.undo_import(store, deck=None, at=MONDAY)
    assert (bank_of(store), list(entries.every(store.connection))) == (before, journal)
    store.connection.execute("DROP TRIGGER no")
    assert batches.undo_import(store, deck=None, at=MONDAY) is not None


def test_undo_leaves_the_schema_as_it_was(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    before = store.connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
    put(store, deck_of([single(1), single(2)]))
    assert batches.undo_import(store, deck=None, at=MONDAY) is not None
    assert store.connection.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall() == before
