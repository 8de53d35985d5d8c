"""Who should take part, and how many of them did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from studyapp import study_day
from studyapp_hub.core import Core
from studyapp_hub.nouns import Coverage, Expected
from studyapp_hub.schema import ROSTER
from studyapp_hub.units import ALL

_LEVELS = ((2, "province"), (4, "city"), (6, "county"), (9, "town"), (12, "village"))


class Ranks(Protocol):
    """Who has points in a period."""

    def people(self, scope: str, period: str) -> tuple[int, int]:
        """How many persons have points, and how many points they have."""

    def joined(self, scope: str, period: str) -> set[str]:
        """Who has points."""


def expect(core: Core, roster: Iterable[Expected], unit: str) -> None:
    """Say who should take part of a unit itself."""
    rows = {
        (unit, one.key): (unit, one.key, one.name, int(one.front), int(one.staff), int(one.window), one.learner)
        for one in roster
    }
    core.engine.run("DELETE FROM roster WHERE unit = ?", unit)
    core.engine.put(ROSTER, list(rows.values()))


def roster_of(core: Core, scope: str, day: int) -> tuple[Expected, ...]:
    """Who should take part, of a scope."""
    rows = core.engine.rows(
        'SELECT unit, key, name, front, staff, "window", learner FROM roster ORDER BY unit, name, key'
    )
    units = None if scope == ALL else set(core.units.within(scope, day))
    return tuple(
        Expected(one[0], one[1], one[2], bool(one[3]), bool(one[4]), bool(one[5]), one[6])
        for one in rows
        if units is None or one[0] in units
    )


def expected_in(core: Core, scope: str, day: int) -> int:
    """How many should take part, of a scope."""
    rows = core.engine.rows("SELECT unit, count(*) FROM roster GROUP BY unit")
    return sum(int(one[1]) for one in rows if scope == ALL or scope in core.units.scopes(one[0], day))


def learners_expected(core: Core, scope: str, day: int) -> set[str]:
    """Those of them who are learners by now."""
    return {one.learner for one in roster_of(core, scope, day) if one.learner}


def coverage_of(core: Core, scope: str, period: str, ranks: Ranks, *, at: int) -> tuple[Coverage, ...]:
    """How many of those expected took part: a scope's unit and those right below it, by group."""
    day, joined = study_day(at), ranks.joined(scope, period)
    unit = scope.removeprefix("unit:") if scope.startswith("unit:") else ""
    head = core.units.on(unit, day) if unit else None
    people = roster_of(core, scope, day)
    first = _lines(core, unit, head.name if head else core.name, people, joined, day, is_whole=True)
    found = [_counted(one, ranks, scope, period) for one in first]
    for child in core.units.right_below(scope, day):
        inside = f"unit:{child.unit}"
        some = [one for one in people if inside in core.units.scopes(one.unit, day)]
        lines = _lines(core, child.unit, child.name, some, joined, day)
        found += [_counted(one, ranks, inside, period) for one in lines]
    return tuple(found)


def _counted(one: Coverage, ranks: Ranks, scope: str, period: str) -> Coverage:
    """The line of all with those, too, whom nobody expected."""
    if one.group:
        return one
    learnt, points = ranks.people(scope, period)
    return one._replace(learnt=learnt, points=points)


def _lines(
    core: Core,
    unit: str,
    name: str,
    people: Sequence[Expected],
    joined: set[str],
    day: int,
    *,
    is_whole: bool = False,
) -> Iterable[Coverage]:
    groups: dict[str, list[Expected]] = {"": list(people)}
    for one in people:
        groups_of, level = _groups(one), _level(core, one, day)
        crossed = [f"{level} {group}" for group in groups_of] if is_whole else []
        for group in (*groups_of, *([level, *crossed] if level else ())):
            groups.setdefault(group, []).append(one)
    for group, some in groups.items():
        yield Coverage(unit, name, group, len(some), sum(one.learner in joined for one in some if one.learner))


def _groups(one: Expected) -> tuple[str, str, str]:
    return (
        "front" if one.front else "back",
        "staff" if one.staff else "other",
        "window" if one.window else "elsewhere",
    )


def _level(core: Core, one: Expected, day: int) -> str:
    """The level of somebody's unit by its 区划代码; empty where it has none."""
    head = core.units.on(one.unit, day)
    code = head.code if head else ""
    if len(code) != _LEVELS[-1][0]:
        return ""
    used = max(len(code.rstrip("0")), 1)
    return next(word for digits, word in _LEVELS if used <= digits)
