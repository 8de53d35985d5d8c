"""An import of most of the bank at once leaves the same rows and the same schema as one of a few items."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest import mock

import pytest

from studyapp.hookspecs import Cancelled
from studyapp.identity import Identity
from studyapp.importing.executing import Options, Origin, Stage, import_deck
from studyapp.importing.identities import identify_all
from studyapp.model import Deck, History, Kind, Question, Validity
from studyapp.store import bulk, caches, replaying
from studyapp.store.opening import Store
from tests.importing.decks import bank_of
from tests.support import MONDAY, deck_of, make_store, put, single

SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name IN ('item', 'entry') ORDER BY name"


def schema(store: Store) -> list[tuple[object, ...]]:
    return store.connection.execute(SCHEMA).fetchall()


def with_histories(count: int) -> Deck:
    """So many questions, each reviewed once elsewhere."""
    told = tuple(History(number, (MONDAY - number,), (3,), (number,)) for number in range(count))
    return replace(deck_of([single(number) for number in range(count)]), histories=told)


@pytest.mark.parametrize("counts", [(30, 5), (3, 40)])
def test_indexes_are_there_after_a_large_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: tuple[int, int]
) -> None:
    some = [with_histories(sum(counts[:end])) for end in (1, 2)]
    usual, large = make_store(tmp_path / "usual"), make_store(tmp_path / "large")
    before = schema(large)
    for deck in some:
        put(usual, deck)
    monkeypatch.setattr(bulk, "MANY", 10)
    for deck in some:
        put(large, deck)
    assert schema(large) == before
    assert bank_of(large) == bank_of(usual)
    assert caches.read(large.connection) == caches.read(usual.connection)
    assert replaying.check(large) == ()
    assert large.connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_row_is_the_same_with_whatever_others_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of which nothing rare is said have a short form, as long as all with which they are written are such."""
    corrected = [replace(single(number), prompt=f"第{number}号所规定的期限是（　　）。") for number in range(3)]
    case = Question(kind=Kind.CASE, prompt="某企业未按期缴费，请回答下列问题。")
    rare = replace(single(4), validity=Validity(date(2020, 1, 1), date(2030, 1, 1)))
    others = deck_of([single(3), *corrected, rare, single(5), case, single(6), single(7)], name="别的")
    others = replace(others, items=(*others.items[:7], replace(others.items[7], case=6), others.items[8]))
    banks = []
    for together in (1, 2, 40):
        store = make_store(tmp_path / str(together))
        monkeypatch.setattr(bulk, "TOGETHER", together)
        for deck in (deck_of([single(number) for number in range(3)]), deck_of(corrected), others):
            put(store, deck)
        banks.append(store.connection.execute("SELECT * FROM item ORDER BY no").fetchall())
    assert banks[0] == banks[1] == banks[2]
    live = banks[0][6:]
    assert any(row[3] != row[5] for row in live[1:4])  # what was corrected is asked on the card that it had
    assert [row[17] for row in live] == [None] * 7 + [live[6][0], None]


def test_an_import_that_fails_leaves_the_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path / "one")
    before = schema(store)
    monkeypatch.setattr(bulk, "MANY", 1)
    with mock.patch.object(bulk, "insert", side_effect=OSError), pytest.raises(OSError):
        put(store, deck_of([single(1), single(2)]))
    assert schema(store) == before
    assert bank_of(store) == bank_of(make_store(tmp_path / "other"))


def test_a_deck_that_is_broken_off_while_it_is_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The items of a new deck are written while others are still being identified."""
    store = make_store(tmp_path / "one")
    before = schema(store)
    monkeypatch.setattr(bulk, "MANY", 1)
    written: list[int] = []

    def identify(questions: Sequence[Question]) -> Iterator[Identity]:
        yield from identify_all(questions[:90])
        written.append(store.connection.execute("SELECT count(*) FROM item").fetchone()[0])
        raise Cancelled

    deck = deck_of([single(number) for number in range(100)])
    with pytest.raises(Cancelled):
        import_deck(store, deck, "题库", Origin("a.md", "", "made"), Options(), at=MONDAY, identify=identify)
    assert written == [80]
    assert schema(store) == before
    assert bank_of(store) == bank_of(make_store(tmp_path / "other"))


def test_who_waits_for_whoever_reads_may_cancel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While many rows come in without a log, they are in when nobody reads what was there before."""
    store = make_store(tmp_path / "one")
    monkeypatch.setattr(bulk, "MANY", 1)
    monkeypatch.setattr(bulk, "_MOMENT", 1)
    told: list[Stage] = []
    with ExitStack() as stack:

        def progress(stage: Stage, share: float) -> None:
            told.append(stage)
            if told.count(Stage.WRITE) == 1 and share < 1:
                other = stack.enter_context(closing(sqlite3.connect(store.path, isolation_level=None)))
                other.execute("BEGIN")
                assert other.execute("SELECT count(*) FROM item").fetchone() == (0,)
            elif told.count(Stage.WRITE) > 3:
                raise Cancelled

        with pytest.raises(Cancelled):
            put(store, with_histories(30), Options(progress=progress))
    assert bank_of(store) == bank_of(make_store(tmp_path / "other"))
    assert put(store, with_histories(30)).histories == 30
    assert replaying.check(store) == ()
