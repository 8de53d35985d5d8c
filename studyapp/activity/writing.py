"""A plan as the TOML that a unit edits; ``reading`` makes the same plan of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from studyapp.activity.periods import date_of
from studyapp.model.activity import Activity, Blueprint, Makeup, Part, PointRules, SubjectShare, Task, TitleRule

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f\u2028\u2029]')
_A_LINE = 6
"""Dates."""


def plan_to_text(activity: Activity) -> str:
    """Write a plan; what is as it would be anyway is left out."""
    sections = (
        _top(activity),
        _section("[points]", _points(activity.points)),
        _section("[points.kinds]", activity.points.kinds),
        _section("[makeup]", _others(activity.makeup, Makeup())),
        *(_section("[[subjects]]", _subject(one)) for one in activity.subjects),
        *(_section(f"[tasks.{one.id}]", _task(one)) for one in activity.tasks),
        *(_section(f"[titles.{one.id}]", _title(one)) for one in activity.titles),
        _calendar(activity),
    )
    return "\n".join(section for section in sections if section)


def _top(activity: Activity) -> str:
    pairs: list[tuple[str, Any]] = [("id", activity.id), ("name", activity.name)]
    if activity.note:
        pairs.append(("note", activity.note))
    lines = [_line(key, value) for key, value in pairs]
    lines += [
        f"{key} = {date_of(day)}\n"
        for key, day in (("first", activity.first), ("last", activity.last))
        if day is not None
    ]
    return "".join([*lines, _line("minutes", activity.minutes)])


def _points(points: PointRules) -> Iterator[tuple[str, Any]]:
    for key in ("right", "cap", "keeps", "least", "reading"):
        yield key, getattr(points, key)


def _subject(subject: SubjectShare) -> Iterator[tuple[str, Any]]:
    yield "name", subject.name
    yield "weight", subject.weight
    if subject.also:
        yield "also", subject.also


def _task(task: Task) -> Iterator[tuple[str, Any]]:
    yield from (("name", task.name), ("period", task.period), ("minutes", task.blueprint.minutes))
    yield "passing", task.blueprint.passing
    if task.blueprint.weighted:
        yield "weighted", True
    yield "questions", task.blueprint.parts
    yield from _others(task, Task(task.id, task.name, task.period, Blueprint((), 1)), "blueprint")


def _title(title: TitleRule) -> Iterator[tuple[str, Any]]:
    for key in ("name", "task", "period", "persistence", "accuracy"):
        yield key, getattr(title, key)
    yield from _others(
        title, TitleRule(title.id, title.name, title.task, title.period, title.persistence, title.accuracy)
    )


def _others(value: Any, default: Any, *skipped: str) -> Iterator[tuple[str, Any]]:
    """The fields that are not as they would be anyway."""
    for key in type(value).__dataclass_fields__:
        if key not in skipped and getattr(value, key) != getattr(default, key):
            yield key, getattr(value, key)


def _calendar(activity: Activity) -> str:
    lists = (("off", activity.calendar.off), ("on", activity.calendar.on))
    found = "".join(f"{key} = [\n{_dates(days)}]\n" for key, days in lists if days)
    return f"[calendar]\n{found}" if found else ""


def _dates(days: Iterable[int]) -> str:
    texts = [str(date_of(day)) for day in sorted(days)]
    rows = (texts[at : at + _A_LINE] for at in range(0, len(texts), _A_LINE))
    return "".join(f"  {', '.join(row)},\n" for row in rows)


def _section(header: str, pairs: Iterable[tuple[str, Any]]) -> str:
    lines = "".join(_line(key, value) for key, value in pairs)
    return f"{header}\n{lines}" if lines else ""


def _line(key: str, value: Any) -> str:
    return f"{key} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Part):
        return "[\n" + "".join(f"  {_part(part)},\n" for part in value) + "]"
    return f"[{', '.join(map(_value, value))}]" if isinstance(value, tuple) else str(value)


def _part(part: Part) -> str:
    return f"{{ kind = {_quoted(part.kind)}, count = {part.count}, marks = {_value(part.marks)} }}"


def _quoted(text: str) -> str:
    """A text in one line, but for a longer note."""
    if "\n" in text:
        body = _ESCAPED.sub(lambda found: found[0] if found[0] == "\n" else _escape(found), text)
        return f'"""\n{body}\n"""'
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"
