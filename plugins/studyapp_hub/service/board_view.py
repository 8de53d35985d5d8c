"""What the board's page is made of, asked of a hub."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from studyapp import Activity, Board, PointRules, Scope, study_day
from studyapp_hub.nouns import Coverage, UnitLine
from studyapp_hub.service.board_page import View
from studyapp_hub.service.board_tables import Share

DAYS, WEEKS = 14, 10
"""So many days and weeks one can choose from; of months all of the activity, at most ``MONTHS``."""
MONTHS = 24

EVERYBODY = "*"
ALL = "all"
_PERIOD = re.compile(r"all|\d{4}-(\d{2}|W\d{2}|\d{2}-\d{2})")
_INDENT = "　"

_GROUPS = {
    "province": ("级别", "省级"),
    "city": ("级别", "市级"),
    "county": ("级别", "县级"),
    "town": ("级别", "乡镇（街道）"),
    "village": ("级别", "村（社区）"),
    "front": ("岗位", "前台"),
    "back": ("岗位", "后台"),
    "window": ("窗口", "窗口人员"),
    "elsewhere": ("窗口", "非窗口人员"),
    "staff": ("编制", "编制内"),
    "other": ("编制", "编制外"),
}
"""Groups of coverage in words, in the order of the page."""


class Boards(Protocol):
    """What the page asks of a hub."""

    @property
    def name(self) -> str:
        """The name of the hub."""

    def board(self, scope: str, period: str, *, at: int) -> Board:
        """A board as the public sees it."""

    def coverage(self, scope: str, period: str, *, at: int) -> Sequence[Coverage]:
        """Who of those expected took part."""

    def units(self, *, at: int) -> Sequence[UnitLine]:
        """The units, parents before children."""

    def activity(self) -> Activity | None:
        """The plan in force."""

    def closing_day(self) -> int:
        """The day of the next month after which a month's board is closed."""


def view_of(hub: Boards, scope: str, period: str, *, at: int, wall: bool = False) -> View | None:
    """What the page shows of a board; ``None`` where there is no such board. An empty scope is the widest with
    something to compare: that of all, or, where all units are below one, the board of that one.
    """
    units = hub.units(at=at)
    scopes = scopes_of(units)
    scope, period = scope or _widest(units), period or ALL
    if scope not in {one.scope for one in scopes} or not is_period(period):
        return None
    plan = hub.activity()
    unit = scope.removeprefix("unit:") if scope.startswith("unit:") else ""
    coverage = hub.coverage(scope, period, at=at)
    return View(
        board=hub.board(scope, period, at=at),
        activity=plan.name if plan else "",
        scopes=scopes,
        periods=_with(periods_of(plan, study_day(at)), period),
        rules=plan.points if plan else PointRules(),
        closing=hub.closing_day(),
        coverage=shares_of(coverage, unit),
        whole=next((one for one in coverage if unit and one.unit == unit and not one.group), None),
        hub=hub.name,
        wall=wall,
    )


def _widest(units: Sequence[UnitLine]) -> str:
    living = [one for one in units if not one.closed]
    known = {one.unit for one in living}
    tops = [one.unit for one in living if one.parent not in known]
    has_below = any(one.parent == tops[0] for one in living) if tops else False
    return f"unit:{tops[0]}" if len(tops) == 1 and has_below else EVERYBODY


def scopes_of(units: Sequence[UnitLine]) -> list[Scope]:
    """Whose boards one can choose: all, each unit under the one above it, 条线 and 赛区."""
    living = [one for one in units if not one.closed]
    known = {one.unit for one in living}
    below: dict[str, list[UnitLine]] = {}
    for one in living:
        below.setdefault(one.parent if one.parent in known else "", []).append(one)
    found = [Scope(EVERYBODY, "全部人员")]
    waiting = [(one, 0) for one in reversed(below.get("", []))]
    while waiting:
        one, depth = waiting.pop()
        found.append(Scope(f"unit:{one.unit}", _INDENT * depth + one.name))
        waiting += [(child, depth + 1) for child in reversed(below.pop(one.unit, []))]
    found += [Scope(f"line:{name}", name) for name in sorted({one.line for one in living if one.line})]
    found += [Scope(f"area:{name}", name) for name in sorted({one.area for one in living if one.area})]
    return found


def is_period(period: str) -> bool:
    """Whether it is the name of a day, week or month that there is, or of all."""
    if not _PERIOD.fullmatch(period):
        return False
    try:
        if "W" in period:
            date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        elif period != ALL:
            date.fromisoformat(period if len(period) > len("2021-05") else f"{period}-01")
    except ValueError:
        return False
    return True


def periods_of(plan: Activity | None, today: int) -> list[str]:
    """The periods that one can choose from, up to a study day, the latest of each kind first."""
    first = 0 if plan is None or plan.first is None else plan.first
    last = today if plan is None or plan.last is None else min(today, plan.last)
    if last < first:
        return [ALL]
    days = [_date(day) for day in range(last, max(first, last - DAYS + 1) - 1, -1)]
    weeks = _weeks(first, last)
    return [ALL, *_months(first, last), *weeks, *(one.isoformat() for one in days)]


def _weeks(first: int, last: int) -> list[str]:
    found = [_date(last - 7 * back).isocalendar() for back in range(WEEKS) if last - 7 * back >= first - 6]
    least = _date(first).isocalendar()
    return [f"{one.year:04}-W{one.week:02}" for one in found if (one.year, one.week) >= (least.year, least.week)]


def _months(first: int, last: int) -> list[str]:
    begin, end = _date(first), _date(last)
    number, least = end.year * 12 + end.month - 1, begin.year * 12 + begin.month - 1
    return [f"{one // 12:04}-{one % 12 + 1:02}" for one in range(number, max(least, number - MONTHS + 1) - 1, -1)]


def _date(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)


def _with(periods: list[str], chosen: str) -> list[str]:
    return periods if chosen in periods else [*periods, chosen]


def shares_of(lines: Iterable[Coverage], unit: str) -> list[Share]:
    """The coverage of a unit itself, by group; groups of which nobody is expected are left out."""
    by_group = {one.group: one for one in lines if one.unit == unit}
    return [
        Share(*words, by_group[group].expected, by_group[group].joined)
        for group, words in _GROUPS.items()
        if group in by_group and by_group[group].expected
    ]
