"""Who stands where: points by learner, period and scope, and how many have how many, so that ranks are exact at once.

A scope's histogram is kept only where it has many persons; below, counting along the index is as fast. A learner stands
on a dozen boards, each in a place of its own on disk: many learners are moved together, which writes each place once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from studyapp_hub.engines.protocol import Engine, Value
from studyapp_hub.folding import DayLine
from studyapp_hub.periods import periods_of
from studyapp_hub.schema import BUCKET, LEVEL, STANDING
from studyapp_hub.units import Units

LARGE = 2_000
"""Persons from which on a scope's histogram is kept."""

WIDTH = 64
"""Points of a bucket."""

Key = tuple[str, str]
"""A period and a scope."""


class Move(NamedTuple):
    """A learner's points as they stand, and as they are to stand."""

    learner: str
    before: Mapping[Key, int]
    after: Mapping[Key, int]


Placed = tuple[DayLine, str]
"""A day and the unit for which it counts."""


def sums_of(days: Mapping[int, Placed], units: Units, within: Iterable[int] | None = None) -> Counter[Key]:
    """The points by period and scope; with ``within``, of the periods alone that hold one of these days."""
    wanted = None if within is None else {one for day in within for one in periods_of(day)}
    grouped: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for day, (line, unit) in days.items():
        if line.points:
            scopes = units.scopes(unit, day)
            for period in periods_of(day):
                if wanted is None or period in wanted:
                    grouped[period, scopes] += line.points
    sums: Counter[Key] = Counter()
    for (period, scopes), points in grouped.items():
        for scope in scopes:
            sums[period, scope] += points
    return sums


_NEAR = " UNION ALL ".join(
    f"SELECT learner, points FROM (SELECT learner, points FROM standing WHERE scope = ? AND period = ? AND {part} "
    f"LIMIT ?) AS part{number}"
    for number, part in enumerate(
        (
            "points = ? AND learner < ? ORDER BY learner DESC",
            "points > ? ORDER BY points, learner DESC",
            "points = ? AND learner > ? ORDER BY learner",
            "points < ? ORDER BY points DESC, learner",
        )
    )
)
"""Those right before and after somebody, with as many points as he has or not: in one journey."""


_AT_ONCE = 16


def _places(values: Collection[str]) -> str:
    """Places for so many values and some more, lest every number of them be a sentence of its own."""
    return ", ".join("?" * (-(-len(values) // _AT_ONCE) * _AT_ONCE))


def _filled(values: Collection[str]) -> list[str]:
    listed = [*values]
    return listed + listed[-1:] * (-len(listed) % _AT_ONCE)


class Standings:
    """The tables of standings and their histograms."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.forget()

    def forget(self) -> None:
        """Another program may have written."""
        self._people: dict[Key, int] = {}
        self._large: set[Key] | None = None

    def of(self, learners: Sequence[str], periods: Collection[str] = ()) -> dict[str, dict[Key, int]]:
        """Where some learners stand, in all periods or in some."""
        found: dict[str, dict[Key, int]] = {one: {} for one in learners}
        sql = f"SELECT learner, period, scope, points FROM standing WHERE learner IN ({_places(learners)})"
        if periods:
            sql += f" AND period IN ({_places(periods)})"
        for learner, period, scope, points in self._engine.rows(sql, *_filled(learners), *_filled(periods)):
            found[learner][period, scope] = points
        return found

    def move(self, moves: Iterable[Move]) -> None:
        """Some learners' points have changed."""
        gone: list[Sequence[Value]] = []
        new: list[Sequence[Value]] = []
        moved: list[tuple[Key, int, int]] = []
        for learner, before, after in moves:
            for key in {**before, **after}:
                old, points = before.get(key, 0), after.get(key, 0)
                if old != points:
                    moved.append((key, old, points))
                    (new if points else gone).append((learner, *key, points))
        if gone:
            sql = "DELETE FROM standing WHERE learner = ? AND period = ? AND scope = ?"
            self._engine.many(sql, [one[:3] for one in gone])
        self._engine.put(STANDING, new)
        self._count(moved)

    def _count(self, moved: Sequence[tuple[Key, int, int]]) -> None:
        large = self.large()
        levels: Counter[tuple[str, str, int]] = Counter()
        sums: Counter[tuple[str, str, int]] = Counter()
        grown: Counter[Key] = Counter()
        for (period, scope), old, new in moved:
            if (period, scope) in large:
                for points, sign in ((old, -1), (new, 1)):
                    if points:
                        levels[scope, period, points] += sign
                        sums[scope, period, points // WIDTH] += sign * points
            elif not old:
                grown[period, scope] += 1
        if levels:
            self._add(levels, sums)
        for key, people in grown.items():
            self._grow(key, people)

    def _add(self, levels: Counter[tuple[str, str, int]], sums: Mapping[tuple[str, str, int], int]) -> None:
        buckets: Counter[tuple[str, str, int]] = Counter()
        for (scope, period, points), people in levels.items():
            buckets[scope, period, points // WIDTH] += people
        self._engine.add(LEVEL, [(*key, people) for key, people in levels.items() if people])
        self._engine.add(BUCKET, [(*key, people, sums[key]) for key, people in buckets.items()])

    def _grow(self, key: Key, more: int) -> None:
        """Some more persons, who are written: where there are many now, the histogram begins."""
        people = self._people.get(key)
        if people is None:
            rows = self._engine.rows("SELECT count(*) FROM standing WHERE period = ? AND scope = ?", *key)
            people = int(rows[0][0]) - more
        self._people[key] = people + more
        if people + more > LARGE:
            self.begin(key)

    def begin(self, key: Key) -> None:
        """Make a histogram."""
        period, scope = key
        for table in ("level", "bucket"):
            self._engine.run(f"DELETE FROM {table} WHERE period = ? AND scope = ?", *key)
        self._engine.run(
            "INSERT INTO level (scope, period, points, people) SELECT scope, period, points, count(*) FROM standing "
            "WHERE period = ? AND scope = ? GROUP BY scope, period, points",
            period,
            scope,
        )
        self._engine.run(
            "INSERT INTO bucket (scope, period, bucket, people, points) "
            f"SELECT scope, period, points / {WIDTH}, sum(people), sum(people * points) FROM level "
            f"WHERE period = ? AND scope = ? GROUP BY scope, period, points / {WIDTH}",
            period,
            scope,
        )
        self.large().add(key)

    def large(self) -> set[Key]:
        """The scopes whose histogram is kept."""
        if self._large is None:
            self._large = {(one[0], one[1]) for one in self._engine.rows("SELECT DISTINCT period, scope FROM bucket")}
        return self._large

    def clear(self) -> None:
        """Throw all away."""
        for table in ("standing", "level", "bucket"):
            self._engine.run(f"DELETE FROM {table}")
        self.forget()

    def rank(self, scope: str, period: str, points: int) -> int:
        """The rank of who has so many points: one more than there are persons with more."""
        if (period, scope) in self.large():
            bucket = points // WIDTH
            rows = self._engine.rows(
                "SELECT (SELECT coalesce(sum(people), 0) FROM bucket WHERE scope = ? AND period = ? AND bucket > ?) + "
                "(SELECT coalesce(sum(people), 0) FROM level WHERE scope = ? AND period = ? AND points > ? "
                "AND points < ?)",
                scope,
                period,
                bucket,
                scope,
                period,
                points,
                (bucket + 1) * WIDTH,
            )
            return 1 + int(rows[0][0])
        more = self._engine.rows(
            "SELECT count(*) FROM standing WHERE scope = ? AND period = ? AND points > ?", scope, period, points
        )
        return 1 + int(more[0][0])

    def people(self, scope: str, period: str) -> tuple[int, int]:
        """How many persons have points, and how many points they have."""
        source = "bucket" if (period, scope) in self.large() else "standing"
        count = "coalesce(sum(people), 0)" if source == "bucket" else "count(*)"
        rows = self._engine.rows(
            f"SELECT {count}, coalesce(sum(points), 0) FROM {source} WHERE scope = ? AND period = ?", scope, period
        )
        return int(rows[0][0]), int(rows[0][1])

    def top(self, scope: str, period: str, most: int) -> list[tuple[str, int]]:
        """The first ones."""
        rows = self._engine.rows(
            "SELECT learner, points FROM standing WHERE scope = ? AND period = ? ORDER BY points DESC, learner LIMIT ?",
            scope,
            period,
            most,
        )
        return [(one[0], one[1]) for one in rows]

    def near(self, scope: str, period: str, learner: str, points: int, most: int) -> list[tuple[str, int]]:
        """A learner and those right before and after him."""
        values: list[Value] = []
        for part in ((points, learner), (points,), (points, learner), (points,)):
            values += (scope, period, *part, most)
        rows = [(one[0], one[1]) for one in self._engine.rows(_NEAR, *values)]
        rows.sort()
        ahead = [one for one in rows if one[1] > points or (one[1] == points and one[0] < learner)]
        ahead.sort(key=lambda one: one[0], reverse=True)
        ahead.sort(key=lambda one: one[1])
        behind = [one for one in rows if one[1] < points or (one[1] == points and one[0] > learner)]
        behind.sort(key=lambda one: -one[1])
        return [*reversed(ahead[:most]), (learner, points), *behind[:most]]

    def points(self, learner: str, scope: str, period: str) -> int:
        """A learner's points, 0 for none."""
        rows = self._engine.rows(
            "SELECT points FROM standing WHERE learner = ? AND period = ? AND scope = ?", learner, period, scope
        )
        return int(rows[0][0]) if rows else 0

    def joined(self, scope: str, period: str) -> set[str]:
        """Who has points."""
        rows = self._engine.rows("SELECT learner FROM standing WHERE scope = ? AND period = ?", scope, period)
        return {one[0] for one in rows}
