"""Streaks: study days in a row, which holidays, leave and what was made up for do not break.

Loaded by the fast path of ``studyapp status``: keep it light.
"""

from __future__ import annotations

from bisect import bisect_right
from time import gmtime, strftime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from studyapp.model.activity import Calendar, Makeup

    Run = tuple[int, int, int]
    """The first and the last counted day of a streak, and how many counted days it has."""


class Attendance:
    """On which days a learner studied, and which of the others break nothing.

    ``counted``: the study days that count, with their fair answers; ``leave``: days of leave; ``keeps``: the fair
    answers that a day needs.
    """

    def __init__(
        self,
        counted: Mapping[int, int],
        calendar: Calendar,
        makeup: Makeup,
        leave: Collection[int] = (),
        keeps: int = 1,
    ) -> None:
        self.counted = counted
        self._calendar = calendar
        self._leave = frozenset(leave)
        self._days = sorted(counted)
        self.made_up = _made_up(self, makeup, keeps)
        """The missed days that were made up for, each with the day that did it."""

    def is_wanted(self, day: int) -> bool:
        """Whether a day is a working day, and not one of leave."""
        return self._calendar.works(day) and day not in self._leave

    def is_missed(self, day: int) -> bool:
        """Whether nothing was done on a day that is wanted."""
        return day not in self.counted and self.is_wanted(day)

    def runs(self) -> list[Run]:
        """All streaks, in their order."""
        found: list[Run] = []
        for day in self._days:
            if found and not self._breaks(found[-1][1], day):
                first, _last, length = found[-1]
                found[-1] = first, day, length + 1
            else:
                found.append((day, day, 1))
        return found

    def now(self, today: int) -> int:
        """The streak up to a day, or to the one before while that day is not over."""
        runs = [run for run in self.runs() if run[0] <= today]
        if not runs:
            return 0
        first, last, length = runs[-1]
        if last > today:  # the clock was turned back: what was earned is there, and is shown in its time
            return bisect_right(self._days, today) - bisect_right(self._days, first - 1)
        return 0 if self._breaks(last, today) else length

    def _breaks(self, last: int, day: int) -> bool:
        """Whether a day between two was missed and not made up for."""
        return any(self.is_missed(one) and one not in self.made_up for one in range(last + 1, day))


def _made_up(attendance: Attendance, makeup: Makeup, keeps: int) -> dict[int, int]:
    """The missed days that were made up for: each by the first later day that has answers to spare and is free."""
    if not makeup.within or not makeup.monthly:
        return {}
    found: dict[int, int] = {}
    months: dict[str, int] = {}
    enough = makeup.times * keeps
    for helper in sorted(day for day, fair in attendance.counted.items() if fair >= enough):
        for missed in range(helper - makeup.within, helper):
            if missed in found or not attendance.is_missed(missed):
                continue
            month = _month(missed)
            if months.get(month, 0) < makeup.monthly:
                months[month] = months.get(month, 0) + 1
                found[missed] = helper
                break
    return found


def _month(day: int) -> str:
    return strftime("%Y-%m", gmtime(day * 86_400))
