"""The clock of a paper runs down and never up."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.exam.clock import Clock


@given(st.integers(0, 10**7), st.lists(st.integers(-(10**7), 10**7), min_size=1, max_size=30))
def test_it_never_runs_backwards(left: int, readings: list[int]) -> None:
    clock = Clock(left, readings[0])
    seen = [left, *(clock.read(now) for now in readings)]
    assert all(after <= before for before, after in pairwise(seen))
    assert seen[-1] >= 0


@given(st.integers(0, 10**7), st.lists(st.integers(0, 10**5), max_size=30))
def test_it_counts_what_passed_however_often_it_is_read(left: int, steps: list[int]) -> None:
    clock, now = Clock(left, 0), 0
    for step in steps:
        now += step
        clock.read(now)
    assert clock.left == max(left - now, 0)


@given(st.integers(0, 10**7), st.integers(-(10**12), 10**12))
def test_another_process_with_another_clock_goes_on_where_it_was(left: int, now: int) -> None:
    assert Clock(left, now).read(now) == left
