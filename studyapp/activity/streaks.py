"""Streaks: study days in a row, which holidays, leave and what was made up for do not break.

Loaded by the fast path of ``studyapp status``: keep it light.
"""

from __future__ import annotations

from bisect import bisect_right
from time import gmtime, strftime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    Run = tuple[int, int, int]
    """The first and the last counted day of a streak, and how many counted days it has."""


WEEKDAYS = 5
"""Monday to Friday."""


def works(day: int, off: Collection[int], on: Collection[int]) -> bool:
    """Whether a study day is a working day: see ``model.activity.Calendar``, which is not loaded here."""
    return day in on or (day not in off and (day + 3) % 7 < WEEKDAYS)


class Attendance:
    """On which days a learner studied, and which of the others break nothing.

    ``counted``: the study days that count, with their fair answers; ``works``: which days are working days; ``leave``:
    days of leave. A day that has ``spare`` fair answers makes up for a missed one of the ``within`` days before it,
    for ``monthly`` of a month at most (see ``model.activity.Makeup``).
    """

    def __init__(
        self,
        counted: Mapping[int, int],
        works: Callable[[int], bool],
        leave: Collection[int] = (),
        *,
        within: int = 0,
        monthly: int = 0,
        spare: int = 0,
    ) -> None:
        self.counted = counted
        self._works = works
        self._leave = frozenset(leave)
        self._days = sorted(counted)
        self.made_up = self._make_up(within, monthly, spare)
        """The missed days that were made up for, each with the day that did it."""

    def is_wanted(self, day: int) -> bool:
        """Whether a day is a working day, and not one of leave."""
        return self._works(day) and day not in self._leave

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

    def _make_up(self, within: int, monthly: int, spare: int) -> dict[int, int]:
        """Each missed day goes to the first later day that has answers to spare and makes up for no other."""
        found: dict[int, int] = {}
        months: dict[str, int] = {}
        for helper in self._days:
            if self.counted[helper] < spare or not within:
                continue
            for missed in range(helper - within, helper):
                month = _month(missed)
                if missed not in found and months.get(month, 0) < monthly and self.is_missed(missed):
                    months[month] = months.get(month, 0) + 1
                    found[missed] = helper
                    break
        return found


def _month(day: int) -> str:
    return strftime("%Y-%m", gmtime(day * 86_400))
