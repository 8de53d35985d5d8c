"""The periods of boards: days, weeks from Monday, months, and all of the activity."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

ALL = "all"
_EPOCH = date(1970, 1, 1)
_FARTHEST = (date.max - _EPOCH).days
_DAY = 86_400_000
_BEGINS = 4 * 3_600_000
"""A study day begins at four o'clock in Shanghai, which is 20:00 UTC of the day before."""


def date_of(day: int) -> date:
    """The date of a study day; of one beyond all dates, the last there is."""
    return _EPOCH + timedelta(days=min(max(day, 0), _FARTHEST))


def day_of(one: date) -> int:
    """The study day of a date."""
    return (one - _EPOCH).days


def start_of(day: int) -> int:
    """The instant with which a study day begins."""
    return day * _DAY - _BEGINS


@lru_cache(maxsize=4096)
def periods_of(day: int) -> tuple[str, str, str]:
    """The week and the month of a day, and all."""
    one = date_of(day)
    year, week, _weekday = one.isocalendar()
    return f"{year:04}-W{week:02}", f"{one.year:04}-{one.month:02}", ALL


@lru_cache(maxsize=4096)
def name_of(day: int) -> str:
    """What a day is called."""
    return date_of(day).isoformat()


def days_of(period: str) -> tuple[int, int] | None:
    """The first and the last day of a period; of ``all``, all days; ``None`` for what is no period."""
    try:
        if period == ALL:
            return 0, _FARTHEST
        if "W" in period:
            first = day_of(date.fromisocalendar(int(period[:4]), int(period[6:]), 1))
            found = first, first + 6
            return found if periods_of(first)[0] == period else None
        if len(period) == len("2021-05"):
            begin = date.fromisoformat(f"{period}-01")
            after = date(begin.year + begin.month // 12, begin.month % 12 + 1, 1)
            return day_of(begin), day_of(after) - 1
        day = day_of(date.fromisoformat(period))
    except (ValueError, OverflowError):
        return None
    return (day, day) if name_of(day) == period else None


def closing_of(month: str, last_day: int) -> int:
    """The instant at which a month closes: at the end of a day of the next month, or with it where it is shorter."""
    days = days_of(month)
    if days is None:
        raise ValueError(f"{month} is no month")
    following = days[1] + 1
    inside = days_of(periods_of(following)[1])
    return start_of(min(following + last_day - 1, (inside or (0, following))[1]) + 1)
