"""Whether a plan makes sense: faults that no single value has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from studyapp.activity.periods import date_of
from studyapp.activity.places import Path
from studyapp.activity.tables import Notes
from studyapp.model import Message, Severity
from studyapp.model.activity import Activity, Period, Task, TitleRule

DAILY = "daily"
"""The day's task, as titles name it."""

_LONGER = {Period.DAY: 1, Period.WEEK: 2, Period.MONTH: 3}
_YEARS = 20


def check(activity: Activity, values: Mapping[str, Any], notes: Notes) -> None:
    """Note what does not fit together; ``values``: what was read, for what an ``Activity`` no longer shows."""
    _check_dates(activity, notes)
    _check_points(activity, notes)
    _check_subjects(activity, notes)
    for task in activity.tasks:
        _check_task(task, notes)
    for title in activity.titles:
        _check_title(activity, title, notes)
    _check_calendar(values.get("calendar"), notes)
    if not notes.are_errors:
        _check_years(activity, notes)


def _check_dates(activity: Activity, notes: Notes) -> None:
    first, last = activity.first, activity.last
    if first is not None and last is not None and last < first:
        figures = {"first": date_of(first).isoformat(), "last": date_of(last).isoformat()}
        why = Message("结束日期 {last} 早于开始日期 {first}；请核对 first 和 last。", figures)
        notes.note(("last",), "dates-reversed", why)


def _check_points(activity: Activity, notes: Notes) -> None:
    points = activity.points
    most = max(points.right, *(worth for _kind, worth in points.kinds), 0)
    if points.cap < most:
        why = Message(
            "每日上限 {cap} 分，还不够答对一题的 {most} 分；请把 cap 改大。", {"cap": points.cap, "most": most}
        )
        notes.note(("points", "cap"), "cap-too-low", why)


def _check_subjects(activity: Activity, notes: Notes) -> None:
    seen: set[str] = set()
    for number, subject in enumerate(activity.subjects):
        places: list[tuple[str, Path]] = [(subject.name, ("subjects", number, "name"))]
        places += [(one, ("subjects", number, "also", place)) for place, one in enumerate(subject.also)]
        for name, path in places:
            if name in seen:
                why = Message("科目名称“{name}”写了两次；请删去一处。", {"name": name})
                notes.note(path, "doubled-subject", why)
            if name:
                seen.add(name)
    if activity.subjects and not any(subject.weight for subject in activity.subjects):
        notes.note(("subjects", 0, "weight"), "no-weight", Message("全部科目的权重都是 0；请至少把一个改为 1。"))


def _check_task(task: Task, notes: Notes) -> None:
    at: Path = ("tasks", task.id)
    if task.id == DAILY:
        why = Message("daily 是日日学的编号，不能用作试卷的编号；请改名，每日分钟数用 minutes 设置。")
        notes.note(at, "reserved-id", why)
    if not task.blueprint.parts:
        example = '{ kind = "single", count = 10, marks = 1 }'
        why = Message("{key} 没有题目；请补上一行 questions = [{example}]。", {"example": example})
        notes.note(at, "no-questions", why)
    elif not task.blueprint.total:
        notes.note((*at, "questions"), "no-marks", Message("各题都是 0 分，不能评分；请把 marks 改为 1。"))
    if task.closes < task.opens:
        why = Message("截止日 closes = {closes} 早于开放日 opens = {opens}；请改正其中之一。", _window(task))
        notes.note((*at, "closes"), "window-reversed", why)


def _window(task: Task) -> dict[str, str | int | float]:
    return {"opens": task.opens, "closes": task.closes}


def _check_title(activity: Activity, title: TitleRule, notes: Notes) -> None:
    at: Path = ("titles", title.id)
    task = activity.task(title.task)
    known = [DAILY, *(one.id for one in activity.tasks)]
    if task is None and title.task and title.task != DAILY:
        why = Message(
            "称号“{title}”看的任务 {task} 不存在；可以写 {known}。",
            {"title": title.name or title.id, "task": title.task, "known": ", ".join(known)},
        )
        notes.note((*at, "task"), "unknown-task", why)
    if task is not None and _LONGER[title.period] < _LONGER[task.period]:
        why = Message("称号的周期比任务 {task} 的周期还短；请把称号的 period 改长。", {"task": task.id})
        notes.note((*at, "period"), "period-too-short", why)
    if title.id in known:
        why = Message("编号 {id} 已由任务使用；请给称号另取一个编号。", {"id": title.id})
        notes.note(at, "doubled-id", why)


def _check_calendar(calendar: object, notes: Notes) -> None:
    lists = calendar if isinstance(calendar, dict) else {}
    off, on = (dict(_first_places(name, lists.get(name), notes)) for name in ("off", "on"))
    for day in sorted(off.keys() & on.keys()):
        why = Message("{day} 既在 off 里又在 on 里；请删去一处。", {"day": day.isoformat()})
        notes.note(on[day], "day-both", why)
    for day, path in on.items():
        if day.weekday() < 5 and day not in off:
            why = Message("{day} 不是周末，本来就是工作日；请核对 on。", {"day": day.isoformat()})
            notes.note(path, "day-worked-anyway", why, Severity.WARNING)


def _first_places(name: str, days: object, notes: Notes) -> Iterator[tuple[date, Path]]:
    """The dates of a list and where each stands first; that one stands there twice is noted."""
    seen = set()
    for number, day in enumerate(days if isinstance(days, list) else []):
        if not isinstance(day, date) or isinstance(day, datetime):
            continue
        path: Path = ("calendar", name, number)
        if day in seen:
            why = Message("{day} 写了两次；请删去一处，或改成本来要写的日期。", {"day": day.isoformat()})
            notes.note(path, "doubled-day", why, Severity.WARNING)
        else:
            seen.add(day)
            yield day, path


def _check_years(activity: Activity, notes: Notes) -> None:
    """The calendar of a plan with dates should have each year's holidays."""
    if activity.first is None or activity.last is None or activity.last < activity.first:
        return
    years = range(date_of(activity.first).year, date_of(activity.last).year + 1)
    there = {date_of(day).year for day in activity.calendar.off}
    lacking = [str(year) for year in years if year not in there]
    if lacking and len(years) <= _YEARS:
        why = Message(
            "日历里没有 {years} 年的放假安排，法定节假日会算作工作日；请补在 off 和 on 里。",
            {"years": ", ".join(lacking)},
        )
        notes.note(("calendar", "off"), "no-holidays", why, Severity.WARNING)
