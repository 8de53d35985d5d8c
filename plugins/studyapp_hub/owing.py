"""The standings that learners are owed: their days are written with their entries, their places on boards later.

Whoever wants to see a board has them written first, so nobody sees the difference; and what is owed is known after a
power cut, too: it is owed to those of whom an envelope arrived since the hub last noted that all was written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from studyapp_hub.engines.protocol import Engine
from studyapp_hub.learners import Learners
from studyapp_hub.periods import periods_of
from studyapp_hub.standing import Move, Standings, sums_of
from studyapp_hub.units import Units

MOST = 64
"""Learners who wait at most."""

_MANY = 100
"""Days from which on a learner waits for all of them: a sentence names them, and holds only so many values."""


class Owing:
    """Who is owed standings, and for which days, ``None`` for all.

    ``arrival``: the number of what arrived last. ``settled``: up to which arrival all standings are written.
    """

    def __init__(self, engine: Engine, learners: Learners, standings: Standings, arrival: Callable[[], int]) -> None:
        self._engine, self._learners, self._standings, self._arrival = engine, learners, standings, arrival
        self.settled = 0
        self._days: dict[str, set[int] | None] = {}

    def __bool__(self) -> bool:
        return bool(self._days)

    def forget(self, settled: int) -> None:
        """Another program may have written. ``settled``: the arrival up to which all is written."""
        rows = self._engine.rows("SELECT DISTINCT learner FROM envelope WHERE arrival > ?", settled)
        self._days, self.settled = {one[0]: None for one in rows}, settled

    def owe(self, learner: str, days: Iterable[int] | None, units: Units) -> None:
        """A learner's days have changed, all of them or some."""
        known = self._days.setdefault(learner, set())
        if days is None or known is None:
            self._days[learner] = None
        else:
            known.update(days)
            if len(known) > _MANY:
                self._days[learner] = None
        if len(self._days) >= MOST:
            self.settle(units)

    def settle(self, units: Units) -> None:
        """Write what is owed."""
        due = [*self._days.items()]
        self._days = {}
        wholly = [one for one, days in due if days is None]
        for first in range(0, len(wholly), MOST):
            self._settle(wholly[first : first + MOST], units)
        partly = {one: days for one, days in due if days}
        if partly:
            self._settle(list(partly), units, {day for days in partly.values() for day in days})
        self.settled = max(self._arrival() - 1, self.settled)  # of the last one there may be more to come

    def _settle(self, learners: Collection[str], units: Units, days: Collection[int] | None = None) -> None:
        periods = {period for day in days for period in periods_of(day)} if days is not None else ()
        before = self._standings.of(list(learners), periods)
        self._standings.move(
            Move(one, before[one], sums_of(self._learners.get(one).days, units, days)) for one in learners
        )
