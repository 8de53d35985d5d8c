"""What was learned elsewhere comes in once, counts like the rest, and goes out again as it came."""

from __future__ import annotations

import itertools
import os
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity, journal
from studyapp.importing.executing import Options, Origin, import_deck
from studyapp.importing.histories import Early, histories_of, tamed
from studyapp.journal import Rules
from studyapp.model import DAY, Deck, Entry, History, PackedHistory, pack_reviews, study_day
from studyapp.model.activity import PointRules
from studyapp.model.past import LONGEST, MOST, is_sound
from studyapp.store import bank, batches, bulk, caches, entries, health, pasts, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.beside import Beside
from studyapp.store.opening import Store, transaction
from studyapp.store.restoring import backup, restore
from studyapp.store.salvage import salvage
from studyapp.store.sharing import Helper, Second
from tests.simulation.journals import KEYS, QUESTIONS, as_truth, journals
from tests.simulation.model import truth_of
from tests.strategies import histories
from tests.support import MONDAY, StillWorld, card_of, deck_of, give, make_store, put, single, write

START = MONDAY - 100 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def history(position: int = 0, days: Sequence[int] = (0, 1, 5), ratings: Sequence[int] = (3, 3, 3)) -> History:
    at = tuple(START + day * DAY for day in days)
    return History(position, at, tuple(ratings), (9_000,) * len(at))


def package(*told: History | PackedHistory, count: int = 2) -> Deck:
    return replace(deck_of([single(number) for number in range(count)]), histories=told)


def early(store: Store, helper: Helper) -> Early:
    return Early(store.rules.parameters, at=MONDAY, helper=helper)


def pasts_in(store: Store) -> list[Entry]:
    return [entry for entry in entries.every(store.connection) if entry.kind == "past"]


def take(store: Store, deck: Deck, *, at: int = MONDAY) -> int:
    """Import a package; return how many histories that wrote."""
    before = len(pasts_in(store))
    put(store, deck, at=at)
    return len(pasts_in(store)) - before


def exported(store: Store) -> tuple[PackedHistory, ...]:
    return tuple(histories_of(store.connection, [*bank.find_items(store.connection)]))


def is_folded(store: Store) -> bool:
    whole = journal.replay(entries.every(store.connection), store.rules)
    return caches.read(store.connection) == whole and replaying.check(store) == ()


def test_a_package_brings_its_history_along(store: Store) -> None:
    assert take(store, package(history(0), history(1, ratings=(3, 1, 3)))) == 2
    first, second = card_of(store, single(0)), card_of(store, single(1))
    assert first and second
    assert (first.answered, first.right, first.first_day, first.last_day) == (
        3,
        3,
        *map(study_day, (START, START + 5 * DAY)),
    )
    assert (second.right, second.lapses) == (2, 1)
    assert caches.read(store.connection).days == {}, "no points, no streak"
    assert is_folded(store)
    assert all(entry.at == MONDAY for entry in pasts_in(store))


def test_the_same_package_twice_changes_nothing(store: Store) -> None:
    put(store, package(history(0), history(1)))
    before = [*entries.every(store.connection)]
    assert take(store, package(history(0), history(1)), at=MONDAY + 9 * DAY) == 0
    assert [*entries.every(store.connection)] == before


def test_of_a_history_that_has_grown_the_rest_is_written(store: Store) -> None:
    put(store, package(history(0), history(1)))
    grown = history(0, (0, 1, 5, 11), (3, 3, 3, 1))
    assert take(store, package(grown, history(1)), at=MONDAY + DAY) == 1
    assert pasts_in(store)[-1].body["at"] == [START + 11 * DAY]
    assert exported(store)[0].at == grown.at
    assert is_folded(store)


def test_two_packages_that_overlap_are_united(store: Store) -> None:
    put(store, package(history(0, (0, 5, 9))))
    put(store, package(history(0, (1, 5, 20))))
    assert exported(store)[0].at == history(0, (0, 1, 5, 9, 20), (3,) * 5).at
    assert is_folded(store)


def test_one_package_on_two_devices_counts_once(tmp_path: Path) -> None:
    one, two = (make_store(tmp_path / name, StillWorld(name)) for name in "ab")
    two.device = "b" * 16
    for there in (one, two):
        put(there, package(history(0)))
    alone = card_of(one, single(0))
    absorb(one, entries.every(two.connection))
    both = card_of(one, single(0))
    assert len(pasts_in(one)) == 2
    assert alone and both and alone._replace(last=b"") == both._replace(last=b"")
    assert is_folded(one)


def test_two_items_of_one_question_tell_one_history(store: Store) -> None:
    deck = replace(deck_of([single(0), single(0)]), histories=(history(0, (0, 5)), history(1, (1, 5), (3, 1))))
    put(store, deck)
    assert [one.at for one in exported(store)] == [history(0, (0, 1, 5)).at] * 2
    assert is_folded(store)


def test_what_was_answered_here_does_not_come_back_from_there(store: Store) -> None:
    put(store, package())
    kept, taken = (give(store, single(0), at=MONDAY + day * DAY) for day in (0, 3))
    deck = package(*exported(store))
    assert deck.histories[0].at == (kept.at, taken.at)
    assert take(store, deck, at=MONDAY + 5 * DAY) == 0
    write(store, "void", {"target": taken.id.hex()}, at=MONDAY + 4 * DAY)
    assert take(store, deck, at=MONDAY + 5 * DAY) == 0
    assert is_folded(store)


def test_a_history_from_before_the_first_answer_makes_it_a_repetition(store: Store) -> None:
    put(store, package())
    give(store, single(0))
    give(store, single(1))
    day = study_day(MONDAY)
    assert caches.read(store.connection).days[day].started == 2
    put(store, package(history(0)), at=MONDAY + DAY)
    assert caches.read(store.connection).days[day].started == 1
    assert is_folded(store)


def test_undone_and_taken_over_again(store: Store) -> None:
    put(store, package(history(0), history(1)))
    before = caches.read(store.connection)
    first, *_rest = pasts_in(store)
    with transaction(store.connection):
        assert pasts.take_back(store, first.device, 1, 99, at=MONDAY + DAY) == 2
        assert pasts.take_back(store, first.device, 1, 99, at=MONDAY + DAY) == 0
    assert caches.read(store.connection).cards == {}
    assert is_folded(store)
    assert take(store, package(history(0), history(1)), at=MONDAY + 2 * DAY) == 2
    assert {key: card[:9] for key, card in caches.read(store.connection).cards.items()} == {
        key: card[:9] for key, card in before.cards.items()
    }
    assert is_folded(store)


def test_many_are_taken_back_by_a_replay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pasts, "MANY", 0)
    put(store, package(history(0), history(1)))
    with transaction(store.connection):
        assert pasts.take_back(store, store.device, 1, 2, at=MONDAY) == 1
    assert len(caches.read(store.connection).cards) == 1
    assert is_folded(store)


def test_what_goes_out_is_what_came_in_and_what_was_answered(store: Store, tmp_path: Path) -> None:
    put(store, package(history(0), count=3))
    given_ = give(store, single(0), at=MONDAY + DAY)
    write(store, "rate", {"target": given_.id.hex()}, rating=4, at=MONDAY + DAY + 1)
    give(store, single(2), at=MONDAY, right=False)
    out = exported(store)
    assert [(one.position, one.ratings, one.milliseconds) for one in out] == [
        (0, (3, 3, 3, 4), (9_000,) * 4),
        (2, (1,), (9_000,)),
    ]
    card = card_of(store, single(0))
    assert card and (out[0].due, out[0].stability, out[0].difficulty) == (card.due, card.stability, card.difficulty)
    other = make_store(tmp_path / "other", StillWorld("other"))
    put(other, package(*out, count=3), at=MONDAY + 9 * DAY)
    assert exported(other) == out


@pytest.mark.parametrize("many", [bulk.MANY, 1], ids=["by pipe", "beside"])
@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("alive", [True, False])
def test_another_process_comes_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, many: int, answered: bool, alive: bool
) -> None:
    monkeypatch.setattr(pasts, "PART", 2)
    monkeypatch.setattr(bulk, "MANY", many)
    told = [history(number, (0, number % 7 + 1, 30), (3, 1 + number % 4, 3)) for number in range(9)]
    one, two = (make_store(tmp_path / name) for name in "ab")
    before = tables_of(two)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(os.getpid).result()
        for process in [] if alive else pool._processes.values():
            process.kill()
        for there, helper in ((one, Helper()), (two, Second(pool))):
            if answered:
                put(there, package(count=9))
                give(there, single(3))
            deck = package(*(one.pack() for one in told), count=9)
            report = import_deck(
                there, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=early(there, helper)
            )
            assert report.histories == 9
        items = [*bank.find_items(two.connection)]
        assert tuple(histories_of(two.connection, items, Second(pool))) == exported(one)
    assert [*entries.every(one.connection)] == [*entries.every(two.connection)]
    assert caches.read(one.connection) == caches.read(two.connection)
    assert is_folded(two)
    assert all(map(identity.is_intact, pasts_in(two)))
    assert tables_of(two) == before
    assert two.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


FUTURE = PackedHistory(0, 1, pack_reviews([MONDAY + 9 * DAY], [3], [9_000]))
"""Nobody has reviewed anything in the future."""


@pytest.mark.parametrize(
    "odd",
    [
        [FUTURE._replace(position=4)],
        [FUTURE._replace(position=number) for number in range(9)],
        [PackedHistory(4, 1, b"no reviews")],
        [history(8, days=(2, 9)).pack()],
    ],
    ids=["one cannot be", "none can be", "no reviews", "two of a question"],
)
def test_what_another_process_cannot_enter_is_entered_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, odd: list[PackedHistory]
) -> None:
    monkeypatch.setattr(pasts, "PART", 2)
    monkeypatch.setattr(bulk, "MANY", 1)
    told = {number: [history(number).pack()] for number in range(9)}
    for strange in odd:
        told[strange.position] = [strange] if strange.position < 8 else [*told[8], strange]
    deck = package(*itertools.chain.from_iterable(told.values()), count=9)
    one, two = (make_store(tmp_path / name) for name in "ab")
    with ThreadPoolExecutor(1) as pool:
        for store, helper in ((one, Helper()), (two, Second(pool))):
            report = import_deck(
                store, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=early(store, helper)
            )
            assert report.histories == len(pasts_in(store))
    assert [*entries.every(one.connection)] == [*entries.every(two.connection)]
    assert caches.read(one.connection) == caches.read(two.connection)
    assert is_folded(two)
    batches.undo_import(two, deck=None, at=MONDAY + 1)
    assert exported(two) == () and is_folded(two)


def test_a_deck_that_is_there_with_histories_that_cannot_be_changes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    put(store, package(count=2))
    deck = package(FUTURE, FUTURE._replace(position=1))
    with ThreadPoolExecutor(1) as pool:
        begun = early(store, Second(pool))
        report = import_deck(store, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=begun)
    assert (report.written, report.histories) == (False, 0)
    assert store.connection.execute("SELECT count(*) FROM batch").fetchone() == (1,)


NO_BYTES: Any = "no bytes"


@pytest.mark.parametrize("nonsense", [None, [None], [PackedHistory(0, 1, NO_BYTES)], [PackedHistory(0, 1, b"1")] * 3])
def test_what_a_reader_told_before_counts_only_where_its_deck_says_so(
    store: Store, monkeypatch: pytest.MonkeyPatch, nonsense: Any
) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    deck = package(history(0).pack(), history(1).pack())
    with ThreadPoolExecutor(1) as pool:
        begun = early(store, Second(pool))
        begun.take(nonsense)
        begun.take(deck.histories)
        told = begun.sound(deck.histories)
        assert told.there is not None and told is begun.sound(deck.histories)
        begun.take(nonsense)
        report = import_deck(store, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=begun)
    assert report.histories == len(pasts_in(store)) == 2
    assert is_folded(store)


def tables_of(store: Store) -> list[tuple[str, ...]]:
    """Tables, indexes and triggers of a store and of whatever is attached to it."""
    names = [name for _no, name, _path in store.connection.execute("PRAGMA database_list").fetchall()]
    found = (store.connection.execute(f"SELECT ?, type, name, sql FROM {one}.sqlite_master", (one,)) for one in names)
    return sorted(row for some in found for row in some if not row[2].startswith("sqlite_"))


def test_where_there_is_no_room_beside_it_is_done_without(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)

    def nowhere(place: Beside, connection: sqlite3.Connection, folder: str) -> None:
        place._connection, place._path, place._is_attached = connection, str(Path(folder, "none", "x.db")), False

    monkeypatch.setattr(Beside, "__init__", nowhere)
    deck = package(history(0).pack(), history(1).pack())
    with ThreadPoolExecutor(1) as pool:
        import_deck(store, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=early(store, Second(pool)))
    assert len(pasts_in(store)) == 2
    assert is_folded(store)


def test_what_lies_beside_goes_when_an_import_fails(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MANY", 1)
    before = tables_of(store)

    def fail(*_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bulk, "copy", fail)
    deck = package(history(0).pack(), history(1).pack())
    with ThreadPoolExecutor(1) as pool, pytest.raises(ZeroDivisionError):
        import_deck(store, deck, deck.name, Origin("", "", ""), Options(), at=MONDAY, early=early(store, Second(pool)))
    assert tables_of(store) == before
    assert [*entries.every(store.connection)] == [] == [*bank.find_items(store.connection)]
    monkeypatch.undo()
    assert take(store, deck) == 2


def test_caches_of_other_rules_are_renewed(store: Store) -> None:
    store.connection.execute("UPDATE stamp SET value = 'old' WHERE name = 'rules'")
    put(store, package(history(0)))
    assert is_folded(store)


@given(journals(max_size=12), st.data())
def test_a_package_in_any_journal_is_what_its_entries_say(some: list[Entry], data: st.DataObject) -> None:
    rules = Rules(points=PointRules(cap=2))
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), rules=rules)
        absorb(store, some)
        times = [entry.at for entry in some]
        until = max(times, default=MONDAY)
        for _package in range(2):
            told = data.draw(st.lists(st.tuples(st.sampled_from(QUESTIONS), st.sampled_from(KEYS)), max_size=4))
            bodies = [data.draw(histories(until, times)) for _ in told]
            new = [pasts.Told(*place, pack_reviews(**body)) for place, body in zip(told, bodies, strict=True)]
            for expected in (None, 0):  # a second time, there is nothing new
                with transaction(store.connection):
                    written = pasts.add(store, new, at=until)
                assert expected is None or written == expected
            everything = [*entries.every(store.connection)]
            assert as_truth(caches.read(store.connection), rules) == truth_of(everything, cap=2)
            assert is_folded(store)
        store.close()


# What a file may hold


NONSENSE: list[tuple[Any, Any, Any, list[tuple[int, ...]]]] = [
    ((), (), (), []),
    ((START,), (3,), (), [(START, 3, 0)]),
    ((START,), (), (5,), []),
    ((START,), (0,), (5,), []),
    ((START,), (5,), (5,), []),
    ((START,), ("3",), (5,), []),
    ((START,), (True,), (5,), []),
    ((-1,), (3,), (5,), []),
    ((float(START),), (3,), (5,), []),
    ((START,), (3,), (-5,), [(START, 3, 0)]),
    ((START,), (3,), (1 << 62,), [(START, 3, LONGEST)]),
    ((START, START - 5), (3, 1), (5, 6), [(START - 5, 1, 6), (START, 3, 5)]),
    ((START, START, START), (3, 1, 2), (5, 6, 7), [(START, 3, 5), (START + 1, 1, 6), (START + 2, 2, 7)]),
    ((START, MONDAY + DAY + 1), (3, 3), (5, 5), [(START, 3, 5)]),
    ((START, MONDAY + DAY), (3, 3), (5, 5), [(START, 3, 5), (MONDAY + DAY, 3, 5)]),
]


@pytest.mark.parametrize(("at", "ratings", "milliseconds", "left"), NONSENSE)
def test_what_cannot_be_goes(
    at: Any, ratings: Any, milliseconds: Any, left: list[tuple[int, ...]], store: Store
) -> None:
    told = History(0, at, ratings, milliseconds)
    found = [*tamed(told, until=MONDAY + DAY)]
    assert [review for past in found for review in zip(*past, strict=True)] == left
    put(store, package(told))
    assert len(pasts_in(store)) == bool(left)
    assert is_folded(store)


@pytest.mark.parametrize(("at", "ratings", "milliseconds", "left"), NONSENSE)
def test_what_cannot_be_goes_from_packed_histories_too(
    at: Any, ratings: Any, milliseconds: Any, left: list[tuple[int, ...]], store: Store
) -> None:
    put(store, package(History(0, at, ratings, milliseconds).pack()))
    bodies = [entry.body for entry in pasts_in(store)]
    found = [*zip(*(bodies[0][name] for name in ("at", "ratings", "milliseconds")), strict=True)] if bodies else []
    assert found == left
    assert is_folded(store)


@pytest.mark.parametrize("reviews", [b"", b"?", b"N", pack_reviews((), (), ()), pack_reviews((START,), (3,), ())[:-3]])
def test_bytes_that_hold_no_reviews_are_nobody_s_past(reviews: bytes, store: Store) -> None:
    assert take(store, package(PackedHistory(0, 1, reviews), history(1).pack())) == 1
    assert pasts_in(store)[0].body["at"] == [*history(1).at]


LISTS = ((START, START + DAY), (3, 1), (9_000, 0))
TOLD: list[tuple[str, bool]] = [
    ('{"at":[%d,%d],"milliseconds":[9000,0],"ratings":[3,1]}', True),
    ('{"at": [%d, %d], "milliseconds": [9000, 0], "ratings": [3, 1]}', True),
    ('{"ratings":[3,1],"at":[%d,%d],"milliseconds":[9000,0]}', True),
    ('{"at":[%d,%d],"milliseconds":[9000,-7],"ratings":[3,1]}', True),
    ('{"at":[%d,%d],"milliseconds":[9000,0],"ratings":[3,1],"more":1}', True),
    ('{"at":[%d,%d],"milliseconds":[9000,00],"ratings":[3,1]}', False),
    ('{"at":[%d,%d]5,"milliseconds":[9000,0],"ratings":[3,1]}', False),
    ('{"at":[%d,%d],"milliseconds":[9000,0],"ratings":[3,1]', False),
    ('{"at":[%d,%d],"milliseconds":[9000,0]}', False),
]


@pytest.mark.parametrize(("told", "is_one"), TOLD)
def test_a_history_may_be_told_as_json(told: str, store: Store, *, is_one: bool) -> None:
    reviews = (told % LISTS[0]).encode()
    deck = package(PackedHistory(0, 2, reviews), history(1).pack())
    assert take(store, deck) == 1 + is_one
    bodies = [entry.body for entry in pasts_in(store)]
    expected = dict(zip(("at", "ratings", "milliseconds"), map(list, LISTS), strict=True))
    assert (expected in bodies) is is_one
    assert all(map(identity.is_intact, pasts_in(store)))
    assert is_folded(store)
    if is_one and "-7" not in told:
        assert PackedHistory(0, 2, reviews) == History(0, *LISTS)


def test_a_packed_history_is_the_history() -> None:
    told = history(1)
    assert told.pack().pack() == told == told.pack().read()
    assert package(told.pack()) == package(told) and hash(told.pack()) == hash(told)
    assert told.pack() != history(2) and told.pack() != 1
    assert (told.pack().at, told.pack().ratings, told.pack().milliseconds) == (told.at, told.ratings, told.milliseconds)


def test_a_history_without_end_comes_in_parts(store: Store) -> None:
    count = 2 * MOST + 1
    told = History(0, tuple(range(START, START + count)), (3,) * count, (1,) * count)
    put(store, package(told))
    assert sorted(len(entry.body["at"]) for entry in pasts_in(store)) == [1, MOST, MOST]
    assert exported(store)[0].at == told.at
    card = card_of(store, single(0))
    assert card and card.answered == count
    assert is_folded(store)


@given(st.lists(st.tuples(st.integers(-5, 50), st.integers(-1, 6), st.integers(-5, 5)), max_size=8))
def test_what_is_left_is_sound(reviews: list[tuple[int, int, int]]) -> None:
    at, ratings, milliseconds = zip(*reviews, strict=True) if reviews else ((), (), ())
    assert all(is_sound(past, until=40) for past in tamed(History(0, at, ratings, milliseconds), until=40))


def test_a_history_of_no_item_is_nobody_s(store: Store) -> None:
    assert take(store, package(history(7))) == 0
    assert pasts_in(store) == []


# After an accident


def test_long_histories_survive_backup_and_damage(store: Store, tmp_path: Path) -> None:
    long = History(0, tuple(range(START, START + 900)), (3,) * 900, (1_234,) * 900)
    put(store, package(long, history(1)))
    kept = {entry.id: entry for entry in entries.every(store.connection)}
    backup(store, tmp_path / "copy")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert {entry.id: entry for entry in salvage(store.path).entries} == kept
    assert health.examine(store.path).sound
    other = make_store(tmp_path / "other", StillWorld("other"))
    restore(other, tmp_path / "copy", StillWorld("other", itertools.count(100)), at=MONDAY)
    assert exported(other) == exported(store)
    assert is_folded(other)


def test_an_import_that_is_taken_back_takes_its_histories_back(store: Store) -> None:
    before = caches.read(store.connection)
    take(store, package(history(), history(1)))
    assert batches.undo_import(store, deck=None, at=MONDAY + 1) is not None
    assert caches.read(store.connection) == before
    assert replaying.check(store) == ()
    assert take(store, package(history(), history(1)), at=MONDAY + 2) == 2


def test_histories_alone_are_an_import_that_can_be_taken_back(store: Store) -> None:
    take(store, package())
    without = caches.read(store.connection)
    assert take(store, package(history())) == 1
    assert take(store, package(history())) == 0, "which is none"
    assert batches.undo_import(store, deck=None, at=MONDAY + 1) is not None
    assert caches.read(store.connection) == without
    assert batches.undo_import(store, deck=None, at=MONDAY + 2) is not None
    assert batches.undo_import(store, deck=None, at=MONDAY + 3) is None
