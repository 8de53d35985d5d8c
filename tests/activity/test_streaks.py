"""Streaks against a plain walk through the calendar."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.leave import LONGEST, leave_days
from studyapp.activity.streaks import Attendance, works
from studyapp.model.activity import Calendar
from tests.activity.plans import PLAN, day

FIRST = day("2021-04-26")
days = st.integers(FIRST, FIRST + 40)
counted = st.dictionaries(days, st.sampled_from([5, 9, 10, 40]), max_size=30)
leaves = st.frozensets(days, max_size=6)


def attendance(some: Mapping[int, int], leave: frozenset[int] = frozenset(), within: int = 0) -> Attendance:
    return Attendance(some, PLAN.calendar.works, leave, within=within, monthly=2, spare=10)


@given(counted, leaves, days, st.sampled_from([0, 3]))
def test_a_streak_is_a_walk_back_from_today(
    some: dict[int, int], leave: frozenset[int], today: int, within: int
) -> None:
    here = attendance(some, leave, within)
    length, one = 0, today
    while one >= FIRST:
        if one in some:
            length += 1
        elif one != today and PLAN.calendar.works(one) and one not in leave and one not in here.made_up:
            break
        one -= 1
    assert here.now(today) == length


@given(counted, leaves)
def test_every_counted_day_is_in_one_streak(some: dict[int, int], leave: frozenset[int]) -> None:
    runs = attendance(some, leave).runs()
    assert sum(length for _first, _last, length in runs) == len(some)
    assert [one for first, last, _length in runs for one in (first, last)] == sorted(
        one for first, last, _length in runs for one in (first, last)
    )


@given(counted, leaves)
def test_what_is_made_up_for(some: dict[int, int], leave: frozenset[int]) -> None:
    here = attendance(some, leave, within=3)
    assert len(set(here.made_up.values())) == len(here.made_up), "a day makes up for one"
    for missed, helper in here.made_up.items():
        assert missed < helper <= missed + 3
        assert some[helper] >= 10
        assert here.is_missed(missed)
    for month in (0, 1):  # April and May have two each, at most
        assert sum((missed >= day("2021-05-01")) == month for missed in here.made_up) <= 2 + 2 * month


@given(counted, leaves, days)
def test_more_study_never_makes_a_streak_shorter(some: dict[int, int], leave: frozenset[int], more: int) -> None:
    longest = max((length for *_days, length in attendance(some, leave).runs()), default=0)
    after = max(length for *_days, length in attendance(some | {more: 5}, leave).runs())
    assert after >= longest


@given(days, st.frozensets(days), st.frozensets(days))
def test_a_working_day_is_that_of_the_plan(one: int, off: frozenset[int], on: frozenset[int]) -> None:
    assert works(one, off, on) == Calendar(off, on).works(one)


def test_leave_is_what_the_plan_allows() -> None:
    noted = [(b"1", "2021-05-06", "2021-05-12"), (b"2", "2021-05-12", "2021-05-20"), (b"3", "2022-01-04", "2022-01-04")]
    found = leave_days(noted, PLAN.calendar.works, 7)
    assert found == {
        *range(day("2021-05-06"), day("2021-05-14")),
        day("2021-05-15"),
        day("2021-05-16"),
        day("2022-01-04"),
    }


def test_leave_that_is_none() -> None:
    nonsense: list[tuple[bytes, object, object]] = [
        (b"1", "2021-05-12", "2021-05-06"),
        (b"2", None, "2021-05-06"),
        (b"3", "昨天", "今天"),
        (b"4", "2021-01-01", "2023-01-01"),
        (b"5", 3, 4),
    ]
    assert leave_days(nonsense, PLAN.calendar.works, LONGEST) == frozenset()
