"""Which entries bear a day that cannot be right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.timeliness import OUTVOTED, untimely

days = st.lists(st.integers(0, 12), max_size=40)


def test_days_in_order_all_count() -> None:
    assert untimely([]) == untimely([1, 1, 2, 9]) == []


def test_a_day_that_was_over_counts_no_more() -> None:
    assert untimely([5, 5, 3, 4, 6]) == [2, 3]


def test_a_day_that_had_not_come_is_outvoted_by_a_week() -> None:
    week = list(range(1, 1 + OUTVOTED))
    assert untimely([0, 99, *week[:-1]]) == list(range(2, 1 + OUTVOTED))
    assert untimely([0, 99, *week]) == [1]
    assert untimely([0, 99, 50, *week]) == [1, 2]


@given(days)
def test_what_counts_is_in_order(written: list[int]) -> None:
    late = set(untimely(written))
    counted = [day for place, day in enumerate(written) if place not in late]
    assert counted == sorted(counted)


@given(st.lists(st.integers(0, 400), min_size=1).map(sorted), st.lists(st.integers(-900, 899), max_size=30))
def test_a_clock_turned_back_breaks_nothing_and_earns_nothing(honest: list[int], back: list[int]) -> None:
    """Up to six days' worth of it, after any honest past."""
    cheating = [day for day in back if day < honest[-1]]
    cheating = [day for day in cheating if day in set(sorted(set(cheating))[: OUTVOTED - 1])]
    late = set(untimely([*honest, *cheating]))
    assert late == set(range(len(honest), len(honest) + len(cheating)))


@given(days, st.integers(0, 12))
def test_what_is_written_in_step_changes_nothing_before(written: list[int], more: int) -> None:
    late = untimely(written)
    counted = [day for place, day in enumerate(written) if place not in set(late)]
    day = max(counted, default=0) + more
    assert untimely([*written, day]) == late
