"""Sums of days, and what the coming days ask."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.periods import span
from studyapp.model.activity import Period
from studyapp.report import adding
from studyapp.report.figures import Span
from studyapp.store.statistics import Group, Load

TODAY = 20_000
NUMBERS = st.integers(0, 300)
DAYS = st.dictionaries(
    st.integers(TODAY - 900, TODAY), st.tuples(*[st.integers(1, 400) for _field in Span._fields[3:]]), max_size=40
)
LOADS = st.lists(
    st.builds(Load, st.one_of(st.none(), st.integers(TODAY - 50, TODAY + 60)), st.booleans(), NUMBERS), max_size=30
)


@given(DAYS, st.sampled_from(list(Period)), st.integers(1, 40))
def test_periods_follow_each_other_and_hold_all_days_in_them(
    sums: dict[int, tuple[int, ...]], period: Period, count: int
) -> None:
    days = {day: Span(day, day, 1, *values) for day, values in sums.items()}
    found = adding.by_period(days, period, count, TODAY)
    assert len(found) == count
    assert all(one.last + 1 == two.first for one, two in pairwise(found))
    assert (found[-1].first, found[-1].last) == span(period, TODAY)
    inside = [one for day, one in days.items() if day >= found[0].first]
    for field in Span._fields[2:]:
        assert sum(getattr(one, field) for one in found) == sum(getattr(one, field) for one in inside)


@given(LOADS, st.integers(0, 300), st.integers(0, 300))
def test_a_forecast_loses_nothing_and_asks_no_more_than_a_day_may(loads: list[Load], limit: int, done: int) -> None:
    found = adding.forecast(loads, TODAY, limit, done=done)
    within = [load for load in loads if load.due is not None and load.due < TODAY + adding.HORIZON]
    assert found.total + found.later == sum(load.questions for load in within)
    assert [one.day for one in found.days] == list(range(TODAY, TODAY + adding.HORIZON))
    for number, one in enumerate(found.days):
        assert one.due + one.moved <= max(limit - (0 if number else done), 0)
        assert one.due <= sum(load.questions for load in within if load.due == one.day)


def test_a_backlog_is_spread_and_a_small_one_is_done_at_once() -> None:
    large = adding.forecast([Load(TODAY - 5, False, 900)], TODAY, 200)
    assert {one.moved for one in large.days} == {30}
    small = adding.forecast([Load(TODAY - 5, False, 15)], TODAY, 200)
    assert [one.moved for one in small.days[:2]] == [15, 0]


@given(LOADS)
def test_every_question_is_unseen_young_or_mature(loads: list[Load]) -> None:
    found = adding.maturity(loads)
    assert sum(found) == sum(load.questions for load in loads)
    assert found.unseen == sum(load.questions for load in loads if load.due is None)


def test_subjects_and_kinds_are_two_views_of_the_same_groups() -> None:
    groups = [
        Group("judge", "社会保险", 5, 4, 9, 6),
        Group("single", "", 3, 1, 1, 0),
        Group("single", "社会保险", 7, 2, 4, 4),
    ]
    subjects, kinds = adding.by_subject(groups), adding.by_kind(groups, ["single", "judge"])
    assert subjects == (("社会保险", 12, 6, 13, 10), ("", 3, 1, 1, 0))
    assert kinds == (("single", 10, 3, 5, 4), ("judge", 5, 4, 9, 6))
    assert [one.share for one in kinds] == [0.8, 6 / 9]


def test_no_days_add_up_to_nothing() -> None:
    empty = adding.total([], TODAY, TODAY)
    assert (empty.share, empty.retention) == (0.0, None)
