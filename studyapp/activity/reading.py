"""Plans as units write them, in TOML: read into an ``Activity``, every fault told with its line."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

from studyapp.activity.checking import check
from studyapp.activity.places import Places
from studyapp.activity.syntax import syntax_fault
from studyapp.activity.tables import Notes, Table, snippet
from studyapp.model import Flaw, Kind, Severity, Where
from studyapp.model.activity import (
    Activity,
    Blueprint,
    Calendar,
    Makeup,
    Part,
    Period,
    PointRules,
    SubjectShare,
    Task,
    TitleRule,
)

_LENGTH = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}
_MANY = 10_000
_KINDS = {
    "单选": "single",
    "单项选择": "single",
    "多选": "multiple",
    "多项选择": "multiple",
    "判断": "judge",
    "填空": "blank",
    "简答": "short",
    "排序": "order",
    "匹配": "match",
    "连线": "match",
    "案例": "case",
    "卡片": "card",
}
_PERIODS = {
    **dict.fromkeys(("天", "日", "每天", "每日"), "day"),
    **dict.fromkeys(("周", "每周"), "week"),
    **dict.fromkeys(("月", "每月"), "month"),
}
_QUESTIONS = '{ kind = "single", count = 10, marks = 1 }'


class PlanRead(NamedTuple):
    """What reading a file brings: the plan where there is no error in it, and the flaws."""

    activity: Activity | None
    flaws: tuple[Flaw, ...]


def read_plan(text: str, file: str) -> PlanRead:
    """Read a plan; ``file`` is the name that its flaws go by."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # beside errors of syntax, numbers too long and brackets too deep
        line, why = syntax_fault(error, text)
        row = snippet(text.split("\n")[line - 1])
        return PlanRead(None, (Flaw(Where(file, line, line), Severity.ERROR, "syntax", why, row),))
    notes = Notes(file, Places(text))
    activity = _activity(Table(values, (), notes))
    check(activity, values, notes)
    return PlanRead(None if notes.are_errors else activity, notes.flaws)


def _activity(table: Table) -> Activity:
    default = Activity("", "")
    activity = Activity(
        id=table.identifier("id", "2021-shaanxi"),
        name=table.text("name"),
        note=table.text("note", default=default.note, lines=True),
        first=table.day("first"),
        last=table.day("last"),
        minutes=table.whole("minutes", 1, 240, default.minutes),
        points=_points(table.table("points")),
        makeup=_makeup(table.table("makeup")),
        subjects=tuple(map(_subject, table.tables("subjects", "[[subjects]]"))),
        tasks=tuple(_task(name, one) for name, one in table.named("tasks")),
        titles=tuple(_title(name, one) for name, one in table.named("titles")),
        calendar=_calendar(table.table("calendar")),
    )
    table.done()
    return activity


def _points(table: Table) -> PointRules:
    default = PointRules()
    kinds = table.table("kinds")
    worth = tuple((str(kind), kinds.whole(kind, 0, _MANY)) for kind in Kind if kind in kinds.values)
    kinds.done(tuple(map(str, Kind)))
    points = PointRules(
        right=table.whole("right", 0, _MANY, default.right),
        cap=table.whole("cap", 0, 1_000_000, default.cap),
        kinds=worth,
        keeps=table.whole("keeps", 1, 1_000, default.keeps),
        least=table.whole("least", 0, 60_000, default.least),
        reading=table.whole("reading", 0, 1_000, default.reading),
    )
    table.done()
    return points


def _makeup(table: Table) -> Makeup:
    default = Makeup()
    makeup = Makeup(
        within=table.whole("within", 0, 31, default.within),
        times=table.whole("times", 1, 100, default.times),
        monthly=table.whole("monthly", 0, 31, default.monthly),
        leave=table.whole("leave", 0, 366, default.leave),
    )
    table.done()
    return makeup


def _subject(table: Table) -> SubjectShare:
    subject = SubjectShare(table.text("name"), table.number("weight", 0, _MANY, 1.0), table.texts("also"))
    table.done()
    return subject


def _task(name: str, table: Table) -> Task:
    table.check_id(table.path, name)
    period = _period(table, "week")
    task = Task(
        id=name,
        name=table.text("name"),
        period=period,
        blueprint=Blueprint(
            parts=tuple(map(_part, table.tables("questions", _QUESTIONS))),
            minutes=table.whole("minutes", 1, 600),
            passing=table.share("passing", 0.6),
            weighted=table.truth("weighted"),
        ),
        attempts=table.whole("attempts", 0, 1_000, 0),
        opens=table.whole("opens", 1, _LENGTH[period], 1),
        closes=table.whole("closes", 1, _LENGTH[period], 31),
        handed=table.whole("handed", 0, _MANY, 0),
        passed=table.whole("passed", 0, _MANY, 0),
        skill=table.share("skill", 0.0),
    )
    table.done()
    return task


def _part(table: Table) -> Part:
    kind = Kind(table.word("kind", map(str, Kind), "single", _KINDS))
    part = Part(kind, table.whole("count", 1, 1_000), table.number("marks", 0, _MANY, 1.0))
    table.done()
    return part


def _title(name: str, table: Table) -> TitleRule:
    table.check_id(table.path, name)
    title = TitleRule(
        id=name,
        name=table.text("name"),
        task=table.text("task", "daily"),
        period=_period(table, "month"),
        persistence=table.share("persistence"),
        accuracy=table.share("accuracy"),
        answers=table.whole("answers", 0, 1_000_000, 0),
        days=table.whole("days", 0, 31, 0),
    )
    table.done()
    return title


def _period(table: Table, example: str) -> Period:
    return Period(table.word("period", map(str, Period), example, _PERIODS))


def _calendar(table: Table) -> Calendar:
    calendar = Calendar(
        off=frozenset(day for day, _path in table.days("off")), on=frozenset(day for day, _path in table.days("on"))
    )
    table.done()
    return calendar
