"""Who may do what on the administrators' pages, as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from studyapp_hub.nouns import UnitLine


class May(StrEnum):
    """Something that a role may do, within its scope."""

    LOOK = "look"  # the overview, coverage, boards: no names
    NAMES = "names"  # who is who, who is missing
    ROSTER = "roster"  # lists in, codes out
    PEOPLE = "people"  # transfer, reset, revoke, export
    ERASE = "erase"
    UNITS = "units"
    DECIDE = "decide"  # held days and forked devices
    REPORTS = "reports"
    DECKS = "decks"
    PLANS = "plans"
    ACCOUNTS = "accounts"
    BACKUP = "backup"


WHOLE = frozenset({May.DECKS, May.PLANS, May.BACKUP})
"""What goes to everybody: by a deck everybody is graded, by a plan everybody has his points."""

_UNIT = frozenset({May.LOOK, May.NAMES, May.ROSTER, May.PEOPLE, May.ERASE, May.REPORTS})
_AREA = _UNIT | {May.UNITS, May.DECIDE, May.ACCOUNTS}

ROLES: Mapping[str, frozenset[May]] = {
    "learner": frozenset(),
    "unit": _UNIT,
    "county": _AREA,
    "city": _AREA,
    "province": frozenset(May),
    "line": frozenset({May.LOOK, May.NAMES}),
    "questions": frozenset({May.REPORTS, May.DECKS}),
    "contest": frozenset({May.LOOK, May.NAMES, May.DECIDE, May.PLANS}),
    "press": frozenset({May.LOOK}),
}

WORDS: Mapping[str, str] = {
    "learner": "学员",
    "unit": "单位管理员",
    "county": "县（区）管理员",
    "city": "市管理员",
    "province": "省（总）管理员",
    "line": "条线管理员",
    "questions": "命题组",
    "contest": "赛务组",
    "press": "宣传组",
}

ABOVE: Mapping[str, frozenset[str]] = {
    "county": frozenset({"unit", "line", "press"}),
    "city": frozenset({"unit", "county", "line", "questions", "contest", "press"}),
    "province": frozenset(ROLES) - {"learner"},
}
"""Whose accounts a role may make and close."""

EVERYBODY = "*"


def may(role: str, scope: str, what: May) -> bool:
    """Whether an account may do something at all; what concerns the whole hub is only for who sees the whole."""
    return what in ROLES.get(role, frozenset()) and (what not in WHOLE or scope == EVERYBODY)


def units_of(scope: str, units: Sequence[UnitLine]) -> frozenset[str]:
    """The units of a scope. ``units``: all, parents before children."""
    word, _colon, value = scope.partition(":")
    if scope == EVERYBODY:
        return frozenset(one.unit for one in units)
    if word == "line":
        return frozenset(one.unit for one in units if one.line == value)
    if word == "area":
        return frozenset(one.unit for one in units if one.area == value)
    found = {value} if word == "unit" else set()
    for one in units:
        if one.parent in found:
            found.add(one.unit)
    return frozenset(found & {one.unit for one in units})


def is_scope(scope: str, units: Iterable[UnitLine]) -> bool:
    """Whether there is such a scope here."""
    known = {EVERYBODY}
    for one in units:
        known |= {f"unit:{one.unit}", f"line:{one.line}", f"area:{one.area}"}
    return scope in known - {"line:", "area:"}


def is_within(inner: str, outer: str, units: Sequence[UnitLine]) -> bool:
    """Whether a scope lies within another: an account hands out no more than it has.

    A 条线 or 赛区 may have units of others tomorrow, so it is within itself and the whole alone.
    """
    if outer in (EVERYBODY, inner):
        return True
    some = units_of(inner, units) if inner.startswith("unit:") else frozenset()
    return bool(some) and some <= units_of(outer, units)
