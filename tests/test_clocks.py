"""Clocks that are wrong: the day still comes to its end."""

from __future__ import annotations

from pathlib import Path

from studyapp.model import DAY, Picked
from studyapp.session import Drill
from studyapp.store import replaying
from studyapp.store.opening import Store
from tests.support import MONDAY, deck_of, make_store, put, single


def deck(tmp_path: Path) -> Store:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(3)]))
    return store


def drill(store: Store, at: int, choice: int, most: int = 20) -> int:
    """Answer all with one choice; return how many answers that took."""
    sitting, count = Drill(store, sitting="0" * 16, at=at), 0
    while sitting.current() is not None and count < most:
        sitting.answer(Picked((choice,)), at=at + count, milliseconds=4000)
        count += 1
    return count


def test_what_was_missed_ends_though_the_clock_was_set_back(tmp_path: Path) -> None:
    store = deck(tmp_path)
    assert drill(store, MONDAY, choice=1, most=3) == 3
    assert drill(store, MONDAY - 1_800_000, choice=0) == 3
    assert replaying.check(store) == ()


def test_today_is_done_once_though_a_clock_ran_ahead(tmp_path: Path) -> None:
    store = deck(tmp_path)
    assert drill(store, MONDAY + 30 * DAY, choice=0) == 3
    assert drill(store, MONDAY, choice=0) == 3
    assert drill(store, MONDAY + 60_000, choice=0) == 0
    assert replaying.check(store) == ()
