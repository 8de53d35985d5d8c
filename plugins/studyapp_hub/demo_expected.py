"""What must be on the boards of the made-up county, from its journals and schedule alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from studyapp import Entry, Question, identify
from studyapp_hub.demo_county import FIRST, LAST, LOWER, County, DemoPerson, DemoUnit, county, is_below
from studyapp_hub.demo_fold import days_of, points_of, ranked
from studyapp_hub.demo_journals import DemoDevice, journals
from studyapp_hub.demo_schedule import UPPER_HUB, Schedule, received, schedule

Points = Mapping[int, Mapping[int, int]]
"""The points of days, by the number of the person."""

_DAYS = range(FIRST, LAST + 3)
"""The days of which there are boards: some clocks are two days ahead."""

_PERIODS = (
    *(f"2021-05-{day:02}" for day in range(1, 32)),
    *("2021-06-01", "2021-06-02"),
    *(f"2021-W{week}" for week in range(17, 23)),
    *("2021-05", "2021-06", "all"),
)


class Row(NamedTuple):
    """A line of a board of persons. ``unit``: the id of that where he belongs."""

    rank: int
    person: int
    points: int
    unit: str


class UnitRow(NamedTuple):
    """A line of a board of units."""

    rank: int
    unit: str
    expected: int
    joined: int
    points: int
    per_head: float


def expected_points(seed: int, learners: int) -> dict[str, Points]:
    """The points at each hub, all from the seed: a process of its own may work them out."""
    land = county(seed, learners)
    devices = journals(land, seed)
    return points_at_hubs(land, devices, schedule(land, devices, seed))


def points_at_hubs(land: County, devices: Sequence[DemoDevice], plan: Schedule) -> dict[str, Points]:
    """The points of everybody's days at each hub: of the union of what it received."""
    keys: dict[bytes, Question] = {
        identify(one.question).key: one.question for one in (*land.deck.items, *land.later.items)
    }
    found: dict[str, Points] = {}
    for hub, instants in received(plan).items():
        entries: dict[int, list[Entry]] = {}
        first: dict[bytes, int] = {}
        for (place, number), at in instants.items():
            envelope = plan.envelopes[place][number - 1]
            entries.setdefault(devices[place].person, []).extend(envelope)
            first.update((one.id, at) for one in envelope)
        found[hub] = {person: points_of(some, first, keys, land.plan) for person, some in entries.items()}
    return found


class Expected:
    """The boards of one hub."""

    def __init__(self, land: County, points: Mapping[str, Points], hub: str) -> None:
        self.people = {one.number: one for one in land.people if hub == UPPER_HUB or _is_lower(one.unit, land)}
        self.units = {one.unit: one for one in land.units}
        self.periods = list(_PERIODS)
        self._land = land
        self._scopes = {unit: scopes_of(unit, land) for unit in ("", *self.units)}
        self.scopes = list(dict.fromkeys(scope for one in self.people.values() for scope in self._scopes[one.unit]))
        self._listed: dict[str, list[int]] = {}
        for one in self.people.values():
            for scope in self._scopes[unit_on(one, LAST)] if one.unit else ():
                self._listed.setdefault(scope, []).append(one.number)
        self._sums = self._added_up(points[hub])

    def _added_up(self, points: Points) -> dict[tuple[str, str], Counter[int]]:
        """The points of everybody by scope and period."""
        periods: dict[int, list[str]] = {day: [] for day in _DAYS}
        for period in _PERIODS:
            for day in days_of(period, self._land.plan):
                periods.get(day, []).append(period)
        found: dict[tuple[str, str], Counter[int]] = {}
        for number, days in points.items():
            for day, some in days.items():
                for scope in self._scopes[unit_on(self.people[number], day)]:
                    for period in periods[day]:
                        found.setdefault((scope, period), Counter())[number] += some
        return found

    def persons(self, scope: str, period: str) -> list[Row]:
        """The board of persons, whole; those with the same rank in any order."""
        days = days_of(period, self._land.plan)
        day = max(min(days[-1], LAST), days[0]) if period != "all" else LAST
        totals = self._sums.get((scope, period), Counter())
        rows = ranked({str(number): points for number, points in totals.items()})
        return [Row(rank, int(who), points, unit_on(self.people[int(who)], day)) for rank, who, points in rows]

    def below(self, scope: str, period: str) -> list[UnitRow]:
        """The board of the units right below a scope, in order."""
        found: list[UnitRow] = []
        for one in self._right_below(scope):
            totals = self._sums.get((f"unit:{one.unit}", period), Counter())
            listed = self._listed.get(f"unit:{one.unit}", ())
            points = sum(totals.values())
            joined = sum(number in totals for number in listed) if listed else len(totals)
            heads = len(listed) or joined
            found.append(UnitRow(0, one.unit, len(listed), joined, points, points / heads if heads else 0.0))
        found.sort(key=lambda row: (-row.per_head, self.units[row.unit].name, row.unit))
        ranks = [1 + sum(other.per_head > row.per_head for other in found) for row in found]
        return [row._replace(rank=rank) for rank, row in zip(ranks, found, strict=True)]

    def _right_below(self, scope: str) -> Iterator[DemoUnit]:
        inside = {unit for unit, scopes in self._scopes.items() if scope in scopes and unit}
        for one in self._land.units:
            if scope.startswith("unit:"):
                is_right_below = one.parent == scope.removeprefix("unit:")
            else:
                is_right_below = one.unit in inside and one.parent not in inside
            if is_right_below:
                yield one


def unit_on(person: DemoPerson, day: int) -> str:
    """The unit to which somebody belongs on a day, empty for the public."""
    return next((unit for since, unit in reversed(person.moves) if since <= day), person.unit)


def scopes_of(unit: str, land: County) -> list[str]:
    """On whose boards stands who belongs to a unit: of line and area the nearest that there is."""
    units = {one.unit: one for one in land.units}
    chain: list[DemoUnit] = []
    while unit:
        chain.append(units[unit])
        unit = units[unit].parent
    lines = [f"line:{one.line}" for one in chain if one.line][:1]
    areas = [f"area:{one.area}" for one in chain if one.area][:1]
    return ["*", *(f"unit:{one.unit}" for one in chain), *lines, *areas]


def _is_lower(unit: str, land: County) -> bool:
    return is_below(unit, LOWER, land.units)
