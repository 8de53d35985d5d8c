"""Days, times and shares in words."""

from __future__ import annotations

from studyapp.activity.periods import date_of
from studyapp.words import _, date_words


def day_words(day: int) -> str:
    """A study day with its year."""
    return _("{year}年{date}").format(year=date_of(day).year, date=date_words(day))


def duration_words(milliseconds: int) -> str:
    """A time in hours and minutes; less than a minute is none."""
    hours, minutes = divmod(milliseconds // 60_000, 60)
    if hours >= 10:  # the minutes do not matter any more
        hours = (milliseconds + 30 * 60_000) // 3_600_000
        return _("{hours} 小时").format(hours=f"{hours:,}")
    return _("{hours} 小时 {minutes} 分").format(hours=hours, minutes=minutes) if hours else minutes_words(minutes)


def minutes_words(minutes: int) -> str:
    """Some minutes."""
    return _("{minutes} 分").format(minutes=minutes)


def percent(share: float) -> str:
    """A share; only what is whole is 100 %."""
    return f"{int(share * 100 + 0.5) if share < 0.995 else int(share * 100)}%"


def subject_name(subject: str) -> str:
    """A subject; also where there is none."""
    return subject or _("未分科目")
