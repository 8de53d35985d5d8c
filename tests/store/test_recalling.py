"""What is known of many questions is what is known of each, whoever looks it up and in whatever parts."""

from __future__ import annotations

import os
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import journal
from studyapp.importing import exporting
from studyapp.journal import CardKey
from studyapp.model import DAY, Deck, Entry, History, unpack_reviews
from studyapp.store import bank, caches, entries, recalling, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store
from studyapp.store.recalling import PART, Known
from studyapp.store.sharing import Helper, Second
from tests.simulation.journals import QUESTIONS, journals
from tests.support import MONDAY, deck_of, give, make_store, put, single

Reviews = list[tuple[int, int, int]]


def plainly(store: Store, questions: Collection[bytes]) -> dict[CardKey, tuple[Reviews, tuple[object, ...]]]:
    """The reviews one by one, as the fold puts them in order, and what the card says."""
    there, bodies = replaying.of_questions(store.connection, questions, caches.aliases(store.connection))
    amended, cards = entries.amendments_of(store.connection, None), caches.read(store.connection).cards
    found: dict[CardKey, tuple[Reviews, tuple[object, ...]]] = {}
    for question, rows in there.items():
        for one in journal.unite_reviews(*replaying.live(rows, amended, bodies)):
            card = cards.get((question, one[2]))
            memory = (None, None, None) if card is None else (card.due, card.stability, card.difficulty)
            reviews, _memory = found.setdefault((question, one[2]), ([], memory))
            reviews.append((int.from_bytes(one[0][:6]), one[4] or 0, one[5]))
    return found


def unpacked(known: Collection[Known]) -> dict[CardKey, tuple[Reviews, tuple[object, ...]]]:
    found: dict[CardKey, tuple[Reviews, tuple[object, ...]]] = {}
    for place, (size, reviews, *memory) in known:
        found[place] = [*zip(*unpack_reviews(reviews), strict=True)], tuple(memory)
        assert size == len(found[place][0])
    assert len(found) == len(known)
    return found


@given(journals(max_size=20), st.sampled_from([1, 3, 300]))
def test_all_questions_are_looked_up_as_some_are(some: list[Entry], parts: int) -> None:
    with TemporaryDirectory() as folder, ThreadPoolExecutor(1) as pool:
        store = make_store(Path(folder))
        absorb(store, some)
        expected = plainly(store, QUESTIONS)
        assert unpacked([*recalling.of_some(store.connection, QUESTIONS, Helper())]) == expected
        assert unpacked([*recalling.of_some(store.connection, QUESTIONS, Second(pool))]) == expected
        assert unpacked([*recalling.of_all(store.connection, parts * PART, Second(pool))]) == expected
        store.close()


def history(position: int) -> History:
    at = tuple(MONDAY - day * DAY + position for day in (90, 80, 9))
    return History(position, at, (3, 1, 4), (900, 0, 7))


def package() -> Deck:
    return replace(deck_of([single(number) for number in range(9)], name="甲"), histories=tuple(map(history, range(9))))


@pytest.mark.parametrize("alive", [True, False])
@pytest.mark.parametrize("answered", [True, False])
def test_a_deck_goes_out_with_its_histories_whoever_looks_them_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, answered: bool, alive: bool
) -> None:
    store = make_store(tmp_path)
    put(store, package())
    put(store, deck_of([single(number) for number in range(100, 120)], name="乙"))
    if answered:
        give(store, single(3), at=MONDAY + DAY)
    rows = [None, *bank.decks(store.connection)]
    expected = [exporting.deck_of(store.connection, row, history=True) for row in rows]
    assert [len(deck.histories) for deck in expected] == [9, 9, 0]
    monkeypatch.setattr(exporting, "MANY", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(os.getpid).result()
        for process in [] if alive else pool._processes.values():
            process.kill()
        monkeypatch.setattr("studyapp.heavy._there", [pool])
        assert [exporting.deck_of(store.connection, row, history=True) for row in rows] == expected


def test_one_history_that_is_none_leaves_the_others(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, package())
    with store.connection:
        store.connection.execute("DROP TRIGGER entry_no_update")
        store.connection.execute(
            "UPDATE entry SET body = replace(body, '\"ratings\":[3', '\"ratings\":[7') WHERE seq = 4"
        )
    found = exporting.deck_of(store.connection, None, history=True).histories
    assert [one.position for one in found] == [0, 1, 2, 4, 5, 6, 7, 8]
    assert found[3].at == history(4).at
