"""Points of days and papers, and tasks: what can be begun, how often, and what was the best."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.periods import span
from studyapp.activity.results import best, of_task, passes, result_of, results_of
from studyapp.activity.standing import points_in, window
from studyapp.identity import make_entry
from studyapp.model import DAY, Entry
from studyapp.model.activity import Period, StudyDay, Task
from tests.activity.days import paper, record, standing, studied
from tests.activity.plans import PLAN, day
from tests.activity.test_titles import papers, some_days

WEEKLY, MONTHLY, BATTLE = PLAN.tasks


# Papers in the journal

BODY: dict[str, Any] = {
    "task": "weekly",
    "score": 4.0,
    "total": 5.0,
    "right": 4,
    "count": 5,
    "answered": 5,
    "milliseconds": 60_000,
}


def handed_in(body: dict[str, Any], *, seq: int = 1, sitting: str = "s", on: str = "2021-05-06") -> Entry:
    return make_entry(device="d", seq=seq, at=day(on) * DAY + seq, kind="handin", sitting=sitting, body=body)


def test_a_result_is_what_the_hand_in_says() -> None:
    entry = handed_in(BODY | {"rival": [3, 50_000]})
    found = result_of(entry)
    assert found is not None
    assert (found.entry, found.day, found.score, found.total, found.right) == (entry.id, day("2021-05-06"), 4.0, 5.0, 4)
    assert (found.share, found.rival) == (0.8, (3, 50_000))


@pytest.mark.parametrize(
    "wrong",
    [
        {"task": None}, {"score": 6.0}, {"score": "4"}, {"score": float("inf")}, {"total": -1.0}, {"right": 6},
        {"right": True}, {"answered": 3}, {"answered": 6}, {"count": -5}, {"milliseconds": 1.5},
    ],
)  # fmt: skip
def test_a_hand_in_that_makes_no_sense_counts_for_nothing(wrong: dict[str, Any]) -> None:
    assert result_of(handed_in(BODY | wrong)) is None
    assert result_of(handed_in({name: BODY[name] for name in BODY if name not in wrong})) is None


def test_a_sitting_is_handed_in_once_and_in_its_time() -> None:
    first, second = handed_in(BODY), handed_in(BODY | {"score": 5.0, "right": 5}, seq=2)
    late = handed_in(BODY, seq=3, sitting="t")
    found = results_of([late, second, first], {late.id})
    assert [one.score for one in found] == [4.0]


def test_the_best_is_by_marks_then_by_time() -> None:
    slow, quick = paper("weekly", "2021-05-06", 4), paper("weekly", "2021-05-07", 4)._replace(milliseconds=1)
    assert best([slow, quick, paper("weekly", "2021-05-08", 3)]) == quick
    assert best([]) is None


def test_a_battle_is_won_by_right_answers_then_by_time() -> None:
    won = [
        passes(paper("battle", "2021-05-06", 4, rival=rival), BATTLE) for rival in ((3, 9), (4, 60_001), (4, 60_000))
    ]
    assert won == [True, True, False]


# Points


def test_a_paper_gives_its_points_once_a_period() -> None:
    week = [paper("weekly", "2021-05-06", 1), paper("weekly", "2021-05-07", 4, number=1)]
    awards = standing({}, week).awards
    assert [(one.period, one.day, one.points) for one in awards] == [
        ("2021-W18", day("2021-05-06"), 5),
        ("2021-W18", day("2021-05-07"), 5),
    ]
    assert standing({}, [*week, paper("weekly", "2021-05-08", 5, number=2)]).points == 10


def test_points_are_those_of_the_activity_s_days() -> None:
    days = {day("2021-03-31"): studied(points=7), day("2021-04-01"): studied(points=3)}
    assert standing(days, [paper("monthly", "2021-03-31")]).points == 3


@given(some_days, papers)
def test_nothing_earns_more_than_the_plan_has_to_give(days: dict[int, StudyDay], handed: list[Any]) -> None:
    capped = {one: figures._replace(points=min(figures.points, PLAN.points.cap)) for one, figures in days.items()}
    within = [one for one in range(day("2021-03-20"), day("2021-07-11")) if PLAN.holds(one)]
    weeks, months = len(within) // 7 + 2, 4
    most = len(capped) * PLAN.points.cap + weeks * 10 + months * 30 + len(within) * 2
    assert standing(capped, handed).points <= most


@given(some_days, papers, st.integers(0, 99))
def test_points_are_the_sum_of_what_can_be_opened(days: dict[int, StudyDay], handed: list[Any], seed: int) -> None:
    here = standing(days, handed)
    from_days = sum(figures.points for one, figures in days.items() if PLAN.holds(one))
    assert here.points == from_days + sum(award.points for award in here.awards)
    mixed = Random(seed).sample(handed, len(handed))
    assert points_in(PLAN, record(days, mixed), here.awards) == here.points


# Tasks


@pytest.mark.parametrize(
    ("today", "is_open", "first", "last"),
    [
        ("2021-05-24", False, "2021-05-25", "2021-05-31"),
        ("2021-05-25", True, "2021-05-25", "2021-05-31"),
        ("2021-06-23", False, "2021-06-24", "2021-06-30"),
        ("2021-06-24", True, "2021-06-24", "2021-06-30"),  # June has no 31st: its last seven days
        ("2022-01-31", False, "2022-01-25", "2022-01-31"),  # the activity is over
    ],
)
def test_the_month_s_exam_has_a_window(today: str, is_open: bool, first: str, last: str) -> None:
    task = standing({}, today=today).tasks[1]
    assert (task.open, task.first, task.last) == (is_open, day(first), day(last))


def test_a_window_of_the_whole_month_begins_with_it() -> None:
    task = Task("monthly", "月月比", Period.MONTH, PLAN.tasks[1].blueprint)
    for month, last in (("2021-02", "28"), ("2021-06", "30"), ("2021-07", "31")):
        days = window(task, span(Period.MONTH, day(f"{month}-15")))
        assert days == (day(f"{month}-01"), day(f"{month}-{last}"))


def test_attempts_are_counted() -> None:
    handed = [paper("weekly", "2021-06-28", right, number=number) for number, right in enumerate((2, 5, 4))]
    for number, left in enumerate((2, 1, 0, 0)):
        task = standing({}, handed[:number], today="2021-06-30").tasks[0]
        assert (task.left, task.open, task.period) == (left, left > 0, "2021-W26")
    assert standing({}, handed).tasks[0].best == handed[1]
    assert {span: len(some) for span, some in of_task(handed, WEEKLY).items()} == {
        (day("2021-06-28"), day("2021-07-04")): 2
    }


def test_a_plan_says_that_it_is_over() -> None:
    assert [standing({}, today=today)[2:4] for today in ("2021-03-31", "2021-04-01", "2021-12-31", "2022-01-01")] == [
        (False, True), (False, False), (False, False), (True, False),
    ]  # fmt: skip


def test_a_paper_that_nobody_read_counts_for_nothing() -> None:
    read, swift = (paper("weekly", "2021-05-06")._replace(milliseconds=spent) for spent in (5 * 950, 5 * 950 - 1))
    assert standing({}, [read]).points == 10
    assert standing({}, [swift]).points == 0
    task = standing({}, [swift], today="2021-05-06").tasks[0]
    assert (task.left, task.best) == (1, None), "an attempt it was"
