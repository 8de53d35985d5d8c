"""Weeks and months of study days, and their names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from studyapp.model.activity import Period

_EPOCH = date(1970, 1, 1).toordinal()
FARTHEST = date.max.toordinal() - _EPOCH
"""The last day that has a date."""

Days = tuple[int, int]
"""The first and the last study day of a span, both included."""


def date_of(day: int) -> date:
    """The date of a study day; of one that is beyond all dates, the last there is."""
    return date.fromordinal(min(day, FARTHEST) + _EPOCH)


def day_of(one: date) -> int:
    """The study day of a date."""
    return one.toordinal() - _EPOCH


def span(period: Period, day: int) -> Days:
    """The days of the day, week or month that a day belongs to."""
    if period is Period.DAY:
        return day, day
    if period is Period.WEEK:
        monday = day - (day + 3) % 7  # 1970-01-01 was a Thursday
        return monday, monday + 6
    one = date_of(day)
    first = day - one.day + 1
    if (one.year, one.month) == (date.max.year, 12):
        return first, FARTHEST
    return first, day_of(date(one.year + one.month // 12, one.month % 12 + 1, 1)) - 1


def name(period: Period, day: int) -> str:
    """What the period of a day is called: ``2021-05-03``, ``2021-W18`` or ``2021-05``."""
    one = date_of(day)
    if period is Period.DAY:
        return one.isoformat()
    if period is Period.WEEK:
        year, week, _weekday = one.isocalendar()
        return f"{year:04}-W{week:02}"
    return f"{one.year:04}-{one.month:02}"


def within(period: Period, days: Days) -> Iterator[Days]:
    """The spans of a period that belong to a longer one; a week belongs where its Thursday lies."""
    first, last = days
    anchor = 3 if period is Period.WEEK else 0
    start = span(period, first)[0]
    while start <= last:
        one = span(period, start)
        if first <= one[0] + anchor <= last:
            yield one
        start = one[1] + 1
