"""The plans that ship: they are valid, and keep what was promised of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from studyapp.activity.periods import date_of, day_of, span
from studyapp.activity.reading import read_plan
from studyapp.activity.standing import record_of, standing_of, window
from studyapp.activity.writing import plan_to_text
from studyapp.model import DAY, Kind
from studyapp.model.activity import Activity, Period, PointRules, Result, StudyDay
from tests.activities.calendars import FOLDER

PLANS = sorted(FOLDER.glob("*.toml"))


def plan(name: str) -> Activity:
    read = read_plan((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")
    assert read.flaws == ()
    assert read.activity is not None
    return read.activity


def test_there_are_the_two() -> None:
    assert [path.stem for path in PLANS] == ["2021-shaanxi", "evergreen"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_valid_and_goes_by_the_name_of_its_file(path: Path) -> None:
    activity = plan(path.stem)
    assert activity.id == path.stem
    assert read_plan(plan_to_text(activity), "").activity == activity
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) <= 100


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_has_the_tasks_and_titles_of_the_activity(path: Path) -> None:
    activity = plan(path.stem)
    assert activity.minutes == 10
    assert [task.id for task in activity.tasks] == ["weekly", "monthly", "battle", "mock"]
    weekly, monthly, battle, mock = activity.tasks
    assert [(part.kind, part.count, part.marks) for part in weekly.blueprint.parts] == [
        (Kind.SINGLE, 12, 1.0), (Kind.MULTIPLE, 8, 1.0), (Kind.JUDGE, 4, 1.0), (Kind.BLANK, 6, 1.0)
    ]  # fmt: skip
    assert (weekly.period, weekly.blueprint.minutes, weekly.blueprint.passing, weekly.attempts) == (
        Period.WEEK, 45, 0.6, 2
    )  # fmt: skip
    assert (monthly.blueprint.count, monthly.blueprint.total, monthly.blueprint.minutes) == (50, 100.0, 60)
    assert (battle.period, battle.blueprint.count, battle.skill) == (Period.DAY, 10, 0.8)
    assert (mock.blueprint, mock.attempts, mock.passed) == (monthly.blueprint, 0, 0)
    assert [(title.name, title.task) for title in activity.titles] == [
        ("日日学之星", "daily"), ("周周练达人", "weekly"), ("月月比能手", "monthly")
    ]  # fmt: skip


def test_the_plan_of_2021_has_its_dates_and_subjects() -> None:
    activity = plan("2021-shaanxi")
    assert (activity.first, activity.last) == (day_of(date(2021, 4, 1)), day_of(date(2021, 12, 31)))
    names = [subject.name for subject in activity.subjects]
    assert names == ["党建理论", "就业创业", "社会保险", "人才人事", "劳动关系", "综合服务规范"]
    assert dict(activity.points.kinds) == {"short": 0, "case": 0, "card": 0}, "what one marks oneself is worth nothing"


@pytest.mark.parametrize("month", range(4, 13))
def test_each_monthly_exam_of_2021_is_open_on_the_last_seven_days(month: int) -> None:
    activity = plan("2021-shaanxi")
    monthly = activity.task("monthly")
    assert monthly is not None
    days = span(Period.MONTH, day_of(date(2021, month, 1)))
    first, last = window(monthly, days)
    assert (last - first, last) == (6, days[1])
    assert sum(activity.calendar.works(day) for day in range(first, last + 1)) >= 4, date_of(first)


def test_the_evergreen_plan_leaves_the_points_of_a_store_that_has_none_as_they_are() -> None:
    activity = plan("evergreen")
    assert activity.points == PointRules(keeps=5)
    assert (activity.first, activity.last, activity.subjects) == (None, None, ())
    assert not any(task.blueprint.weighted for task in activity.tasks)
    assert [(task.opens, task.closes) for task in activity.tasks] == [(1, 31)] * 4


def test_who_does_it_all_is_given_every_title_of_every_month_of_2021() -> None:
    """Twenty answers a working day, 90 % right; each week's set with 27 of 30, each month's exam with 95 of 100."""
    activity = plan("2021-shaanxi")
    assert activity.first is not None
    assert activity.last is not None
    span_of_days = range(activity.first, activity.last + 1)
    days = {day: StudyDay(20, 18, 600_000, 1, 18, counts=True) for day in span_of_days if activity.calendar.works(day)}
    exams = [window(monthly, span(Period.MONTH, day))[1] for day in days if (monthly := activity.task("monthly"))]
    results = [_paper("weekly", day, 27.0, 30.0) for day in span_of_days if date_of(day).isoweekday() == 4]
    results += [_paper("monthly", day, 95.0, 100.0) for day in sorted(set(exams))]
    standing = standing_of(activity, record_of(activity, days, results), activity.last)
    titles = [(award.what, award.period) for award in standing.awards if not award.points]
    months = [f"2021-{month:02}" for month in range(4, 13)]
    assert sorted(titles) == sorted((title.id, month) for title in activity.titles for month in months)
    assert standing.points == 18 * len(days) + 15 * len(results[:-9]) + 40 * 9


def _paper(task: str, day: int, score: float, total: float) -> Result:
    entry = day.to_bytes(8) + task.encode()
    return Result(entry, entry.hex(), task, day, day * DAY, score, total, int(score), int(total), int(total), 600_000)
