"""All that a learner has of an activity on a day: points, streak, tasks, titles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studyapp.activity import titles
from studyapp.activity.leave import leave_days
from studyapp.activity.periods import Days, name, span
from studyapp.activity.results import best, counting, of_task, passes
from studyapp.activity.streaks import Attendance
from studyapp.activity.titles import Record
from studyapp.model import Message
from studyapp.model.activity import Activity, Award, Period, Result, Standing, StudyDay, Task, TaskStanding
from studyapp.model.entry import Entry

_NOTHING = StudyDay(0, 0, 0, 0, 0, counts=False)


def record_of(
    activity: Activity, days: Mapping[int, StudyDay], results: Sequence[Result], leave: Iterable[int] = ()
) -> Record:
    """What points and titles are worked out from."""
    counted = {day: one.fair for day, one in days.items() if one.counts}
    makeup = activity.makeup
    attendance = Attendance(
        counted,
        activity.calendar.works,
        frozenset(leave),
        within=makeup.within,
        monthly=makeup.monthly,
        spare=makeup.times * activity.points.keeps,
    )
    return Record(days, attendance, results)


def standing_of(activity: Activity, record: Record, today: int, live: Mapping[str, str] | None = None) -> Standing:
    """How a learner stands. ``live``: the sittings that go on, by the id of their task."""
    given = sorted([*paper_awards(activity, record), *titles.awards(activity, record)], key=lambda one: one.day)
    here = record.days.get(today, _NOTHING)
    return Standing(
        activity=activity,
        day=today,
        over=activity.last is not None and today > activity.last,
        ahead=activity.first is not None and today < activity.first,
        points=points_in(activity, record, given),
        today=here.points,
        fair=here.fair,
        milliseconds=here.milliseconds,
        done=here.done > 0,
        streak=record.attendance.now(today),
        longest=max((length for _first, _last, length in record.attendance.runs()), default=0),
        tasks=tuple(_task_standing(activity, task, record, today, live or {}) for task in activity.tasks),
        titles=tuple(titles.standing(activity, rule, record, today, given) for rule in activity.titles),
        awards=tuple(given),
    )


def points_in(activity: Activity, record: Record, given: Iterable[Award]) -> int:
    """All points of the activity: those of its days and those of its papers."""
    return sum(one.points for day, one in record.days.items() if activity.holds(day)) + sum(
        award.points for award in given
    )


def paper_awards(activity: Activity, record: Record) -> list[Award]:
    """The points of papers: once a period for handing in, and further ones for passing, on the day it was done."""
    found = []
    for task in activity.tasks:
        within = [one for one in record.results if activity.holds(one.day)]
        for days, handed in counting(within, task, activity.points).items():
            passed = next((one for one in handed if passes(one, task)), None)
            period = name(task.period, days[0])
            if task.handed:
                first = handed[0]
                why = Message("按时交卷")
                found.append(Award(task.id, task.name, period, first.day, task.handed, why, first.day, first.day))
            if passed is not None and task.passed:
                figures = {"score": f"{passed.score:g}", "total": f"{passed.total:g}"}
                why = Message("达标：{score} 分，满分 {total} 分", figures)
                found.append(Award(task.id, task.name, period, passed.day, task.passed, why, passed.day, passed.day))
    return found


def _task_standing(activity: Activity, task: Task, record: Record, today: int, live: Mapping[str, str]) -> TaskStanding:
    period = span(task.period, today)
    first, last = window(task, period)
    tried = of_task(record.results, task).get(period, [])
    handed = counting(record.results, task, activity.points).get(period, [])
    left = max(task.attempts - len(tried), 0) if task.attempts else None
    is_open = first <= today <= last and activity.holds(today) and left != 0
    return TaskStanding(task, name(task.period, today), is_open, left, best(handed), first, last, live.get(task.id, ""))


def window(task: Task, period: Days) -> Days:
    """The days of a period on which a task can be begun; where the month is too short for it, its last days."""
    first, last = period
    length = task.closes - task.opens
    end = min(first + task.closes - 1, last)
    begin = first + task.opens - 1
    if task.period is not Period.MONTH or end == first + task.closes - 1:
        return begin, end
    return max(end - length, first), end


def leave_of(entries: Iterable[Entry], activity: Activity) -> frozenset[int]:
    """The days of leave that live entries note: no more in a year than the plan allows, the earliest noted first."""
    noted = [(entry.id, entry.body.get("from"), entry.body.get("to")) for entry in entries]
    return leave_days(noted, activity.calendar.works, activity.makeup.leave)
