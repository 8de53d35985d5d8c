"""The journal's table: what is in it stays in it, as it was."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from studyapp import identity
from studyapp.model import DAY, study_day
from studyapp.store import entries
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store, connect
from tests.support import MONDAY, give, make, make_store, single, write

CHANGES = [
    "UPDATE entry SET verdict = 0.0",
    "UPDATE entry SET body = '{}' WHERE seq = 1",
    "UPDATE OR IGNORE entry SET rating = 4",
    "UPDATE OR REPLACE entry SET id = (SELECT max(id) FROM entry)",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE seq = 1",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE seq = 1",
    "REPLACE INTO entry (id, device, seq, at, day, kind, body) SELECT id, device, 9, at, day, kind, body FROM entry",
    "INSERT INTO entry SELECT * FROM entry WHERE true ON CONFLICT (id) DO UPDATE SET verdict = 0.0",
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = make_store(tmp_path)
    for number in range(3):
        give(store, single(number), at=MONDAY + number * DAY)
    return store


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_in_the_journal_can_be_changed(change: str, store: Store) -> None:
    before = list(entries.every(store.connection))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.connection.execute(change)
    assert list(entries.every(store.connection)) == before


@pytest.mark.parametrize("change", CHANGES)
def test_nor_by_another_connection_of_the_app(change: str, store: Store) -> None:
    connection = connect(store.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change)
    connection.close()


def test_the_same_entry_twice_is_one(store: Store) -> None:
    (first, *_rest) = entries.every(store.connection)
    assert not entries.insert(store.connection, first)
    assert entries.count(store.connection) == 3


def test_numbers_go_on_by_device(store: Store) -> None:
    assert [one.seq for one in entries.every(store.connection)] == [1, 2, 3]
    assert entries.next_seq(store.connection, store.device) == 4
    assert entries.next_seq(store.connection, "another") == 1


def test_the_journal_is_ordered_by_time_then_by_id(store: Store) -> None:
    early = write(store, "x", at=MONDAY - 1)
    twins = [write(store, "x", {"n": number}, at=MONDAY + 5 * DAY) for number in range(9)]
    found = list(entries.every(store.connection))
    assert found[0] == early
    assert found[4:] == sorted(twins, key=lambda one: one.id)
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_entries_of_some_questions_or_of_some_ids(store: Store) -> None:
    everything = list(entries.every(store.connection))
    ids = [one.id for one in everything]
    wanted = {one.question for one in everything[:2] if one.question} | {b"?" * 16}
    assert entries.of_questions(store.connection, wanted) == everything[:2]
    assert entries.by_ids(store.connection, [*ids[1:], b"?" * 16]) == dict(zip(ids[1:], everything[1:], strict=True))
    assert entries.by_ids(store.connection, []) == {}


def test_more_ids_than_one_statement_takes(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    many = [identity.make_entry(device="d", seq=one, at=MONDAY + one, kind="x") for one in range(1, 1_203)]
    absorb(store, many)
    assert len(entries.by_ids(store.connection, [one.id for one in many])) == len(many)
    voids = [
        identity.make_entry(device="d", seq=2_000 + one.seq, at=MONDAY, kind="void", body={"target": one.id.hex()})
        for one in many
    ]
    absorb(store, voids)
    assert entries.entries_of_kind(store.connection, "x") == []
    assert len(entries.amendments_of(store.connection, [one.id for one in many]).voided) == len(many)
    assert len(entries.amendments_of(store.connection, None).voided) == len(many)


def test_a_day_begins_and_ends_where_study_days_do(store: Store) -> None:
    day = study_day(MONDAY) + 10
    first = next(at for at in range(MONDAY + 9 * DAY, MONDAY + 11 * DAY, 3_600_000) if study_day(at) == day)
    inside = [give(store, single(7), at=first), give(store, single(8), at=first + DAY - 1)]
    for at in (first - 1, first + DAY):
        give(store, single(9), at=at)
    give(store, single(9), at=first + 1, kind="past")
    assert entries.of_day(store.connection, day) == inside
    assert {one.day for one in inside} == {day}


def test_live_entries_of_a_kind(store: Store) -> None:
    kept, taken = (write(store, "mark", {"what": "star", "on": True}, at=MONDAY + n) for n in (1, 2))
    assert entries.entries_of_kind(store.connection, "mark") == [kept, taken]
    write(store, "void", {"target": taken.id.hex()})
    assert entries.entries_of_kind(store.connection, "mark") == [kept]
    assert entries.entries_of_kind(store.connection, "params") == []


def test_amendments_look_as_far_as_a_void_of_a_rating(store: Store) -> None:
    answer = next(entries.every(store.connection))
    rate = write(store, "rate", {"target": answer.id.hex()}, rating=4)
    assert entries.amendments_of(store.connection, [answer.id]).ratings == {answer.id: 4}
    write(store, "void", {"target": rate.id.hex()})
    assert entries.amendments_of(store.connection, [answer.id]).ratings == {}


def test_voided_in_a_sitting(store: Store) -> None:
    answers = [give(store, single(number), sitting="paper", at=MONDAY + number) for number in range(3)]
    other = give(store, single(5), sitting="other")
    for target in (answers[1], other):
        write(store, "void", {"target": target.id.hex()})
    assert entries.voided_in_sitting(store.connection, "paper") == [answers[1]]
    assert entries.handed_in(store.connection, ["paper", "other"]) == frozenset()
    write(store, "handin", sitting="paper")
    assert entries.handed_in(store.connection, ["paper", "other"]) == {"paper"}


def test_an_entry_is_given_back_as_it_was_taken(store: Store) -> None:
    body = {"b": [1, 2.5, None, True], "a": "案例“”\u3000\n", "": {"z": {}, "y": []}}
    entry = make(
        store,
        "未来",
        body,
        question=bytes(16),
        key=b"\xff" * 16,
        verdict=1 / 3,
        rating=-7,
        milliseconds=1 << 50,
        sitting="试卷",
    )
    assert absorb(store, [entry]).new == 1
    found = entries.by_ids(store.connection, [entry.id])[entry.id]
    assert found == entry
    assert identity.is_intact(found)
