"""The replay by SQL, in this process or in workers, is the fold of the journal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studyapp import journal
from studyapp.model import DAY
from studyapp.store import caches, entries, replaying
from tests.support import MONDAY, deck_of, give, make, make_store, put, single, write


def test_rating_makes_an_unrated_answer_count(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    rated = give(store, single(1))
    unrated = replace_rating(store, rated)
    assert len(caches.read(store.connection).cards) == 1
    write(store, "rate", {"target": unrated.hex()}, rating=4, at=MONDAY + 2)
    assert len(caches.read(store.connection).cards) == 2
    assert replaying.check(store) == ()
    assert replaying.fold_here(store) == journal.replay(entries.every(store.connection), store.rules)


def replace_rating(store: replaying.Store, rated: journal.Entry) -> bytes:
    """An answer to another question that has no rating."""
    return write(store, "answer", question=b"q" * 16, key=rated.key, verdict=1.0, rating=None, at=MONDAY + 1).id
