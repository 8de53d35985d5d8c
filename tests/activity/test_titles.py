"""Titles: what each asks for, when it is given, and that neither order nor repetition nor clock moves it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given as using
from hypothesis import strategies as st

from studyapp.activity import titles
from studyapp.activity.periods import name, span
from studyapp.activity.standing import record_of, standing_of
from studyapp.model.activity import Period, Result, StudyDay
from tests.activity.days import given, paper, record, standing, studied, working
from tests.activity.plans import PLAN, day

MAY = working("2021-05-01", "2021-05-31")
"""Nineteen working days: the holiday is over on the 5th, and the 8th is worked."""


def test_the_month_has_the_days_that_the_calendar_says() -> None:
    assert len(MAY) == 19
    assert day("2021-05-08") in MAY
    assert day("2021-05-05") not in MAY


# 日日学之星


def test_who_keeps_at_it_is_the_star_of_the_month() -> None:
    for missed, star in ((0, True), (1, True), (2, False)):
        here = standing({one: studied() for one in MAY[missed:]}, today="2021-05-31")
        assert bool(given(here)) == star
        mine = here.titles[0]
        assert (mine.have, mine.need, mine.times) == (19 - missed, 18, int(star))


def test_a_title_is_given_on_the_day_it_is_reached() -> None:
    assert given(standing({one: studied() for one in MAY})) == [("daily-star", "2021-05", MAY[17])]
    (award,) = standing({one: studied() for one in MAY}).awards
    assert award.why.arguments == {"have": 18, "need": 18, "answers": 162, "accuracy": "88.9%", "days": 18}


def test_who_is_often_wrong_is_no_star_until_he_is_right() -> None:
    days = {one: studied(right=7, of=9) for one in MAY}
    assert given(standing(days)) == []
    days[MAY[-1]] = studied(right=30, of=30)
    assert given(standing(days)) == [("daily-star", "2021-05", MAY[-1])]


def test_study_on_free_days_is_no_working_day() -> None:
    free = [one for one in range(day("2021-05-01"), day("2021-06-01")) if one not in MAY]
    assert given(standing({one: studied() for one in [*free, *MAY[:9]]})) == []


def test_leave_asks_for_nothing() -> None:
    here = standing({one: studied() for one in MAY[:9]}, leave=MAY[9:], today="2021-05-31")
    assert given(here) == [("daily-star", "2021-05", MAY[8])]
    assert here.titles[0].need == 9
    assert given(standing({}, leave=MAY)) == [], "a month of leave gives no title either"


def test_a_day_made_up_for_counts() -> None:
    days = {one: studied() for one in MAY if one not in MAY[3:6]}
    assert given(standing(days)) == []
    days[MAY[6]] = days[MAY[7]] = studied(right=9, of=10)
    assert given(standing(days)) == [("daily-star", "2021-05", MAY[18])], "sixteen days and two that were made up for"


# 周周练达人


def weeks(*results: int) -> list[Result]:
    """The weekly sets of May, which has four weeks, handed in on Fridays."""
    fridays = ("2021-05-07", "2021-05-14", "2021-05-21", "2021-05-28")
    return [paper("weekly", on, right) for on, right in zip(fridays, results, strict=False)]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((5, 5, 4, 4), True),
        ((5, 5, 3, 3), True),
        ((5, 3, 3, 3), False),  # 70 % on the average
        ((5, 5, 5, 2), False),  # the last is not passed
        ((5, 5, 5), False),  # and here it is not there
    ],
)
def test_who_passes_every_weekly_set(results: tuple[int, ...], expected: bool) -> None:
    assert given(standing({}, weeks(*results))) == [("weekly-expert", "2021-05", day("2021-05-28"))] * expected


def test_the_better_of_two_attempts_counts_and_a_third_does_not() -> None:
    again = [paper("weekly", "2021-05-29", 5, number=1), paper("weekly", "2021-05-30", 5, number=2)]
    assert given(standing({}, weeks(5, 5, 5, 2) + again[:1])) == [("weekly-expert", "2021-05", day("2021-05-29"))]
    bad = [paper("weekly", "2021-05-29", 1)]
    assert given(standing({}, weeks(5, 5, 5, 2) + bad + again)) == []


# 月月比能手


def test_who_is_good_at_the_month_s_exam_and_was_there() -> None:
    for days, right, expected in ((10, 5, True), (9, 5, False), (10, 4, False)):
        here = standing({one: studied(right=1) for one in MAY[:days]}, [paper("monthly", "2021-05-28", right)])
        assert given(here) == [("monthly-master", "2021-05", day("2021-05-28"))] * expected


def test_days_that_come_after_the_exam_count_too() -> None:
    here = standing({one: studied(right=1) for one in MAY[-10:]}, [paper("monthly", "2021-05-26")])
    assert given(here) == [("monthly-master", "2021-05", MAY[-1])]


# Laws

study_days = st.builds(
    lambda fair, right, counts: StudyDay(fair, min(right, fair), fair * 9_000, 0, right, counts and fair > 0),
    st.integers(0, 40),
    st.integers(0, 40),
    st.booleans(),
)
some_days = st.dictionaries(st.integers(day("2021-03-20"), day("2021-07-10")), study_days, max_size=70)
papers = st.lists(
    st.builds(
        lambda task, at, right, number: replace_day(paper(task, "2021-04-01", right, number=number), at),
        st.sampled_from(["weekly", "monthly", "battle", "riddle"]),
        st.integers(day("2021-03-20"), day("2021-07-10")),
        st.integers(0, 5),
        st.integers(0, 1 << 20),
    ),
    max_size=25,
    unique_by=lambda one: one.entry,
)


def replace_day(one: Result, at: int) -> Result:
    return one._replace(day=at, at=at * 86_400_000)


@using(some_days, papers, st.randoms(use_true_random=False))
def test_titles_do_not_depend_on_the_order_or_on_repetition(
    days: dict[int, StudyDay], handed: list[Result], chance: Random
) -> None:
    shuffled, mixed = list(days.items()), list(handed)
    chance.shuffle(shuffled)
    chance.shuffle(mixed)
    assert standing(days, handed) == standing(dict(shuffled), mixed) == standing(days, handed)


@using(some_days, papers)
def test_a_title_is_given_once_a_period_and_within_it(days: dict[int, StudyDay], handed: list[Result]) -> None:
    awards = titles.awards(PLAN, record(days, handed))
    assert len({(one.what, one.period) for one in awards}) == len(awards)
    for one in awards:
        assert PLAN.holds(one.day)
        assert one.first <= one.day <= one.last or one.what == "weekly-expert"  # a week may end in the next month
        assert name(Period.MONTH, one.first) == one.period


@using(some_days, papers, st.integers(day("2021-03-01"), day("2022-03-01")))
def test_what_was_earned_does_not_depend_on_today(days: dict[int, StudyDay], handed: list[Result], today: int) -> None:
    record = record_of(PLAN, days, handed)
    one, two = standing_of(PLAN, record, today), standing_of(PLAN, record, day("2021-06-30"))
    assert (one.awards, one.points, one.longest) == (two.awards, two.points, two.longest)


@using(some_days, st.integers(day("2021-04-01"), day("2021-06-30")))
def test_more_right_study_takes_no_star_away(days: dict[int, StudyDay], more: int) -> None:
    def stars(some: dict[int, StudyDay]) -> set[str]:
        return {award.period for award in titles.awards(PLAN, record(some)) if award.what == "daily-star"}

    assert stars(days) <= stars(days | {more: studied(right=40, of=40)}) or more in days


def test_a_plan_of_other_thresholds_gives_other_titles() -> None:
    easy = replace(PLAN, titles=(replace(PLAN.titles[0], persistence=0.5, answers=1),))
    record = record_of(easy, {one: studied() for one in MAY[:10]}, [])
    assert [award.day for award in titles.awards(easy, record)] == [MAY[9]]
    assert span(Period.MONTH, MAY[0])[0] == day("2021-05-01")
