"""The board of a single day, from the table of days: what ``Standings`` is for longer periods."""

from __future__ import annotations

from studyapp_hub.engines.protocol import Engine, Value
from studyapp_hub.units import ALL, Units


class Daily:
    """The points of a day, of those whose unit has a scope."""

    def __init__(self, engine: Engine, units: Units, day: int) -> None:
        self._engine = engine
        self._units = units
        self._day = day

    def _where(self, scope: str) -> tuple[str, list[Value]]:
        """The condition on a row of the table, and its values."""
        if scope == ALL:
            return "day = ? AND points > 0", [self._day]
        units = self._units.within(scope, self._day)
        marks = ", ".join("?" * len(units)) or "NULL"
        return f"day = ? AND points > 0 AND unit IN ({marks})", [self._day, *units]

    def people(self, scope: str, period: str) -> tuple[int, int]:
        """How many persons have points, and how many points they have."""
        where, values = self._where(scope)
        rows = self._engine.rows(f"SELECT count(*), coalesce(sum(points), 0) FROM day WHERE {where}", *values)
        return int(rows[0][0]), int(rows[0][1])

    def rank(self, scope: str, period: str, points: int) -> int:
        """The rank of who has so many points."""
        where, values = self._where(scope)
        rows = self._engine.rows(f"SELECT count(*) FROM day WHERE {where} AND points > ?", *values, points)
        return 1 + int(rows[0][0])

    def top(self, scope: str, period: str, most: int) -> list[tuple[str, int]]:
        """The first ones."""
        where, values = self._where(scope)
        rows = self._engine.rows(
            f"SELECT learner, points FROM day WHERE {where} ORDER BY points DESC, learner LIMIT ?", *values, most
        )
        return [(one[0], one[1]) for one in rows]

    def near(self, scope: str, period: str, learner: str, points: int, most: int) -> list[tuple[str, int]]:
        """A learner and those right before and after him."""
        where, values = self._where(scope)
        ahead = self._engine.rows(
            f"SELECT learner, points FROM day WHERE {where} AND (points > ? OR (points = ? AND learner < ?)) "
            "ORDER BY points, learner DESC LIMIT ?",
            *values,
            points,
            points,
            learner,
            most,
        )
        behind = self._engine.rows(
            f"SELECT learner, points FROM day WHERE {where} AND (points < ? OR (points = ? AND learner > ?)) "
            "ORDER BY points DESC, learner LIMIT ?",
            *values,
            points,
            points,
            learner,
            most,
        )
        return [
            *((one[0], one[1]) for one in reversed(ahead)),
            (learner, points),
            *((one[0], one[1]) for one in behind),
        ]

    def points(self, learner: str, scope: str, period: str) -> int:
        """A learner's points, 0 for none."""
        where, values = self._where(scope)
        rows = self._engine.rows(f"SELECT points FROM day WHERE {where} AND learner = ?", *values, learner)
        return int(rows[0][0]) if rows else 0

    def joined(self, scope: str, period: str) -> set[str]:
        """Who has points."""
        where, values = self._where(scope)
        return {one[0] for one in self._engine.rows(f"SELECT learner FROM day WHERE {where}", *values)}
