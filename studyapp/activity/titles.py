"""Titles: given once a period to who keeps at it and is good at it, and how far each one is.

A title is given on the first day on which its conditions held, whenever that is found out. Nothing here asks for
today: what was earned is not lost to a clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from studyapp.activity.periods import Days, name, span, within
from studyapp.activity.results import best, counting, passes
from studyapp.activity.streaks import Attendance
from studyapp.model import Message
from studyapp.model.activity import Activity, Award, Period, Result, StudyDay, Task, TitleRule, TitleStanding


class Record(NamedTuple):
    """What titles are worked out from: the study days by day, who was there when, and the papers handed in."""

    days: Mapping[int, StudyDay]
    attendance: Attendance
    results: Sequence[Result]


class _Point(NamedTuple):
    """How far a title is at the end of a day: days or sets had, right and all of what its accuracy is made of."""

    day: int
    have: int
    right: float
    of: float
    answers: int
    days: int

    @property
    def accuracy(self) -> float | None:
        return self.right / self.of if self.of else None


def awards(activity: Activity, record: Record) -> list[Award]:
    """Every title that was ever given, in order."""
    found = []
    for rule in activity.titles:
        for period in _periods(activity, rule, record):
            award = _award(activity, rule, record, period)
            if award is not None:
                found.append(award)
    return sorted(found, key=lambda one: (one.day, one.what, one.period))


def standing(activity: Activity, rule: TitleRule, record: Record, today: int, given: Sequence[Award]) -> TitleStanding:
    """How far a title is in the period of a day; ``given``: all awards."""
    period = _clipped(activity, span(rule.period, today))
    mine = [award for award in given if award.what == rule.id]
    here = name(rule.period, today)
    points = list(_course(activity, rule, record, period))
    last = points[-1] if points else _Point(today, 0, 0.0, 0.0, 0, 0)
    return TitleStanding(
        rule=rule,
        period=here,
        have=last.have,
        need=_need(activity, rule, record, period),
        accuracy=last.accuracy,
        wanted=rule.accuracy,
        answers=last.answers,
        answers_wanted=rule.answers,
        given=next((award for award in mine if award.period == here), None),
        times=len(mine),
    )


def _award(activity: Activity, rule: TitleRule, record: Record, period: Days) -> Award | None:
    need = _need(activity, rule, record, period)
    if not need:
        return None
    for point in _course(activity, rule, record, period):
        accuracy = point.accuracy
        if point.have < need or point.answers < rule.answers or point.days < rule.days:
            continue
        if accuracy is not None and accuracy >= rule.accuracy:
            called = name(rule.period, period[0])
            return Award(rule.id, rule.name, called, point.day, 0, _why(rule, point, need, accuracy), *period)
    return None


def _why(rule: TitleRule, point: _Point, need: int, accuracy: float) -> Message:
    figures: dict[str, str | int] = {
        "have": point.have,
        "need": need,
        "accuracy": f"{accuracy * 100:.1f}%",
        "answers": point.answers,
        "days": point.days,
    }
    if rule.task == "daily":
        return Message("学满 {have} 个工作日（应满 {need} 天），答题 {answers} 次，正确率 {accuracy}", figures)
    if rule.days:
        return Message("{have} 次及格（应 {need} 次），平均得分率 {accuracy}，学满 {days} 个工作日", figures)
    return Message("{have} 次及格（应 {need} 次），平均得分率 {accuracy}", figures)


def _periods(activity: Activity, rule: TitleRule, record: Record) -> list[Days]:
    """The periods within the activity in which there is anything."""
    touched = [*record.days, *(result.day for result in record.results)]
    spans = {span(rule.period, day) for day in touched if activity.holds(day)}
    return sorted(_clipped(activity, one) for one in spans)


def _clipped(activity: Activity, days: Days) -> Days:
    """The days of a span that belong to the activity."""
    first, last = days
    return (
        first if activity.first is None else max(first, activity.first),
        last if activity.last is None else min(last, activity.last),
    )


def _need(activity: Activity, rule: TitleRule, record: Record, period: Days) -> int:
    """How many days or sets a period asks for: of those on which one could have been there at all."""
    if rule.task == "daily":
        wanted = len(_wanted(record, period))
    else:
        task = activity.task(rule.task)
        spans = () if task is None else within(task.period, _whole(task, rule, period))
        wanted = sum(bool(_wanted(record, _clipped(activity, one))) for one in spans)
    return ceil(wanted * rule.persistence - 1e-9)


def _wanted(record: Record, days: Days) -> list[int]:
    return [day for day in range(days[0], days[1] + 1) if record.attendance.is_wanted(day)]


def _whole(task: Task, rule: TitleRule, period: Days) -> Days:
    """The whole period of a title, of which the activity may have only a part; the weeks are those of the whole."""
    return span(rule.period, period[0]) if task.period is not Period.DAY else period


def _course(activity: Activity, rule: TitleRule, record: Record, period: Days) -> Iterator[_Point]:
    """How a title comes along in a period, day by day on which anything happened."""
    return (
        _days_course(rule, record, period) if rule.task == "daily" else _papers_course(activity, rule, record, period)
    )


def _days_course(rule: TitleRule, record: Record, period: Days) -> Iterator[_Point]:
    wanted = set(_wanted(record, period))
    made_up = record.attendance.made_up
    have = right = answers = 0
    for day in sorted(one for one in record.days if period[0] <= one <= period[1]):
        one = record.days[day]
        right += one.fair_right
        answers += one.fair
        have += one.counts and day in wanted
        have += sum(helper == day and missed in wanted for missed, helper in made_up.items())
        yield _Point(day, have, right, answers, answers, have)


def _papers_course(activity: Activity, rule: TitleRule, record: Record, period: Days) -> Iterator[_Point]:
    task = activity.task(rule.task)
    if task is None:
        return
    spans = set(within(task.period, _whole(task, rule, period)))
    counted = counting(record.results, task, activity.points)
    handed = {days: some for days, some in counted.items() if days in spans}
    events = sorted({result.day for some in handed.values() for result in some if activity.holds(result.day)})
    if rule.days:  # the days may be full later than the papers
        events = sorted({*events, *(day for day in record.days if events and events[0] <= day <= period[1])})
    for day in events:
        tops = [best([one for one in some if one.day <= day]) for some in handed.values()]
        found = [top for top in tops if top is not None]
        attended = sum(record.days[one].counts for one in _wanted(record, (period[0], day)) if one in record.days)
        answers = sum(top.answered for top in found)
        have = sum(passes(top, task) for top in found)
        yield _Point(day, have, sum(top.share for top in found), len(found), answers, attended)
