"""An import of most of the bank at once leaves the same rows and the same schema as one of a few items."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from studyapp.model import Deck, History
from studyapp.store import batches, bulk, caches, replaying
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


def test_an_import_that_fails_leaves_the_indexes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = make_store(tmp_path / "one")
    before = schema(store)
    monkeypatch.setattr(bulk, "MANY", 1)
    with mock.patch.object(batches, "_rows", side_effect=OSError), pytest.raises(OSError):
        put(store, deck_of([single(1), single(2)]))
    assert schema(store) == before
    assert bank_of(store) == bank_of(make_store(tmp_path / "other"))
