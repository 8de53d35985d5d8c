"""The collector rests while much is made, and is not sent through all of it afterwards."""

from __future__ import annotations

import gc

import pytest

from studyapp.heavy import resting


def test_the_collector_rests_and_is_awake_again_even_after_a_fault() -> None:
    with resting():
        assert not gc.isenabled()
        with resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), resting():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_what_was_made_is_old_when_it_was_much() -> None:
    gc.unfreeze()
    with resting():
        made: list[list[int]] = [[number] for number in range(60_000)]
    assert gc.get_count()[0] < len(made)
    assert any(one is made[-1] for one in gc.get_objects(generation=2))


def test_nobody_counts_what_is_frozen_for_a_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def count() -> int:
        raise AssertionError

    gc.collect(0)
    monkeypatch.setattr(gc, "get_freeze_count", count)
    with resting():
        made = [[number] for number in range(5_000)]
    assert len(made) == 5_000
