"""Weeks and months of study days."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.periods import FARTHEST, date_of, day_of, name, span, within
from studyapp.model.activity import Period
from tests.activity.plans import day

days = st.integers(0, FARTHEST)


@given(days, st.sampled_from(list(Period)))
def test_a_day_lies_in_its_span_and_shares_its_name(one: int, period: Period) -> None:
    first, last = span(period, one)
    assert first <= one <= last
    assert span(period, first) == span(period, min(last, FARTHEST)) == (first, last)
    assert name(period, first) == name(period, one) == name(period, min(last, FARTHEST))
    if last < FARTHEST:
        assert name(period, last + 1) != name(period, one)


@given(days)
def test_dates_are_those_of_the_calendar(one: int) -> None:
    assert day_of(date_of(one)) == one
    assert date_of(span(Period.WEEK, one)[0]).isoweekday() == 1
    assert date_of(span(Period.MONTH, one)[0]).day == 1


@pytest.mark.parametrize(
    ("text", "period", "called"),
    [
        ("2021-05-06", Period.DAY, "2021-05-06"),
        ("2021-01-03", Period.WEEK, "2020-W53"),
        ("2021-05-06", Period.WEEK, "2021-W18"),
        ("2021-12-31", Period.MONTH, "2021-12"),
    ],
)
def test_periods_are_called(text: str, period: Period, called: str) -> None:
    assert name(period, day(text)) == called


def test_a_week_belongs_to_the_month_of_its_thursday() -> None:
    months = [
        [name(Period.WEEK, one[0]) for one in within(Period.WEEK, span(Period.MONTH, day(f"2021-{month:02}-15")))]
        for month in range(1, 13)
    ]
    assert [len(weeks) for weeks in months] == [4, 4, 4, 5, 4, 4, 5, 4, 5, 4, 4, 5]
    everything = [week for weeks in months for week in weeks]
    assert everything == [f"2021-W{number:02}" for number in range(1, 53)]


def test_a_month_is_its_own_only_month() -> None:
    month = span(Period.MONTH, day("2021-02-09"))
    assert list(within(Period.MONTH, month)) == [month]
    assert len(list(within(Period.DAY, month))) == 28
