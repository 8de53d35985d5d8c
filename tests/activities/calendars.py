"""Working days as the package chinesecalendar has them, and as they stand in a plan."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from importlib import import_module
from itertools import groupby
from typing import NamedTuple

from tests.support import ROOT

FOLDER = ROOT / "studyapp" / "activities"
FIRST = 2021
PLANS = {FOLDER / "2021-shaanxi.toml": (2021,), FOLDER / "evergreen.toml": ()}
"""The plans with the years whose holidays they have; none for all that are published."""

_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
}


class Holidays(NamedTuple):
    """Weekdays that are off and weekends that are worked, each with the festival that it belongs to."""

    off: dict[date, str]
    on: dict[date, str]


def published() -> Holidays:
    """What the package knows from ``FIRST`` on."""
    constants = import_module("chinese_calendar").constants
    return Holidays(
        {day: _NAMES[name] for day, name in constants.holidays.items() if day.year >= FIRST and day.weekday() < 5},
        {day: _NAMES[name] for day, name in constants.workdays.items() if day.year >= FIRST and day.weekday() >= 5},
    )


def years_of(holidays: Holidays) -> list[int]:
    """The years that it has; a day around New Year may be known a year early, and makes none."""
    return sorted({day.year for day in holidays.off if 1 < day.month < 12})


def rewritten(text: str, holidays: Holidays, years: Iterable[int]) -> str:
    """A plan with the holidays of some years in the place of those it had."""
    wanted = set(years)
    for key, days in (("off", holidays.off), ("on", holidays.on)):
        block = _block({day: name for day, name in days.items() if day.year in wanted})
        text, times = re.subn(rf"(?m)^{key} = \[\n[^\]]*\]\n", f"{key} = [\n{block}]\n", text)
        if times != 1:
            raise ValueError(f"no list {key!r} to rewrite, or more than one")
    return text


def calendar_in(text: str) -> tuple[set[date], set[date]]:
    """The days off and on that a plan has."""
    calendar = tomllib.loads(text)["calendar"]
    return set(calendar["off"]), set(calendar["on"])


def changes(before: str, after: str) -> Sequence[str]:
    """The days that came or went, a line for each."""
    lines = []
    for key, old, new in zip(("off", "on"), calendar_in(before), calendar_in(after), strict=True):
        lines += [f"{key}: - {day}" for day in sorted(old - new)]
        lines += [f"{key}: + {day}" for day in sorted(new - old)]
    return lines


def _block(days: dict[date, str]) -> str:
    lines = []
    for (year, name), group in groupby(sorted(days), key=lambda day: (day.year, days[day])):
        lines.append(f"  {', '.join(map(str, group))},  # {year}年{name}\n")
    return "".join(lines)
