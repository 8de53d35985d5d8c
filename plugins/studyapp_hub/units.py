"""Where units and learners belong on a day, and who may say so. Pure: from the statements about them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from studyapp import HubHead, UnitHead

ALL = "*"


class Told(NamedTuple):
    """What was said of a unit, and the digest of the statement, which decides between two of one instant."""

    head: UnitHead
    digest: bytes


class Belonging(NamedTuple):
    """Where a learner belongs from a day on, as it was said by the hub with the key ``key``."""

    day: int
    at: int
    digest: bytes
    unit: str
    front: bool
    staff: bool
    window: bool
    name: str
    key: str


@dataclass
class Units:
    """The units as dated, and the hubs that may speak for some of them."""

    own: str
    above: frozenset[str]
    told: Mapping[str, Sequence[Told]]
    hubs: Mapping[str, str]
    _changes: Sequence[int] = ()
    _scopes: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    _chains: dict[tuple[str, int], tuple[UnitHead, ...]] = field(default_factory=dict)

    def on(self, unit: str, day: int) -> UnitHead | None:
        """What holds of a unit on a day; before anything was said of it, what was said first."""
        told = self.told.get(unit)
        if not told:
            return None
        found = told[0].head
        for one, _digest in told:
            if one.day > day:
                break
            found = one
        return found

    def chain(self, unit: str, day: int) -> tuple[UnitHead, ...]:
        """A unit and those above it on a day."""
        epoch = bisect_right(self._changes, day)
        found = self._chains.get((unit, epoch))
        if found is None:
            seen: dict[str, UnitHead] = {}
            above = unit
            while above not in seen and (head := self.on(above, day)) is not None:
                seen[above] = head
                above = head.parent
            found = self._chains[unit, epoch] = tuple(seen.values())
        return found

    def scopes(self, unit: str, day: int) -> tuple[str, ...]:
        """On whose boards stands who belongs to a unit on a day; line and area are the nearest that there are."""
        epoch = bisect_right(self._changes, day)
        found = self._scopes.get((unit, epoch))
        if found is None:
            chain = self.chain(unit, day)
            line = next((one.line for one in chain if one.line), "")
            area = next((one.area for one in chain if one.area), "")
            cut = (f"line:{line}",) * bool(line) + (f"area:{area}",) * bool(area)
            found = (ALL, *(f"unit:{one.unit}" for one in chain), *cut)
            self._scopes[unit, epoch] = found
        return found

    def may_place(self, key: str, unit: str, day: int) -> bool:
        """Whether a hub may say that somebody belongs to a unit."""
        if key == self.own or key in self.above or not unit:
            return True
        top = self.hubs.get(key)
        return top is not None and any(one.unit == top for one in self.chain(unit, day))

    def place(self, belongings: Iterable[Belonging], day: int) -> Belonging | None:
        """Where a learner belongs on a day; ``None`` for the public of whom nothing was said."""
        for one in sorted(belongings, key=lambda one: one[:3], reverse=True):
            if one.day <= day and self.may_place(one.key, one.unit, day):
                return one
        return None

    def children(self, unit: str, day: int) -> tuple[UnitHead, ...]:
        """The units right below one on a day, by code and name; of an empty one those that have none above."""
        heads = (self.on(one, day) for one in self.told)
        here = [one for one in heads if one is not None and not one.closed]
        known = {one.unit for one in here}
        return tuple(
            sorted(
                (one for one in here if (one.parent if one.parent in known else "") == unit),
                key=lambda one: (one.code or "~", one.name, one.unit),
            )
        )

    def within(self, scope: str, day: int) -> list[str]:
        """The units on whose boards a scope's persons stand on a day."""
        return sorted(one for one in self.told if scope in self.scopes(one, day))

    def right_below(self, scope: str, day: int) -> tuple[UnitHead, ...]:
        """The units that a scope is made of, each with all below it."""
        if scope == ALL:
            return self.children("", day)
        if scope.startswith("unit:"):
            return self.children(scope.removeprefix("unit:"), day)
        inside = set(self.within(scope, day))
        heads = [head for one in inside if (head := self.on(one, day)) is not None and not head.closed]
        return tuple(
            sorted(
                (one for one in heads if one.parent not in inside),
                key=lambda one: (one.code or "~", one.name, one.unit),
            )
        )

    def speaks(self, key: str) -> bool:
        """Whether a key is that of this hub, of the one above or of one below."""
        return key == self.own or key in self.above or key in self.hubs


def units_of(own: str, above: Iterable[str], told: Iterable[Told], hubs: Iterable[HubHead]) -> Units:
    """What follows from the statements about units and hubs, whatever their order.

    Of a unit of which this hub or the one above has spoken, those below have no say.
    """
    known = _hubs(own, frozenset(above), sorted(hubs, key=lambda one: (one.at, one.key)))
    ordered = sorted(told, key=lambda one: (one.head.day, one.head.at, one.digest))
    ours = {one.head.unit for one in ordered if one.head.by == own or one.head.by in above}
    by_unit: dict[str, list[Told]] = {}
    for one in ordered:
        if one.head.by == own or one.head.by in above or (one.head.by in known and one.head.unit not in ours):
            by_unit.setdefault(one.head.unit, []).append(one)
    last = {unit: _last_of_each_day(some) for unit, some in by_unit.items()}
    changes = sorted({one.head.day for some in last.values() for one in some})
    return Units(own, frozenset(above), last, known, changes)


def _last_of_each_day(told: Sequence[Told]) -> list[Told]:
    return list({one.head.day: one for one in told}.values())


def _hubs(own: str, above: frozenset[str], heads: Sequence[HubHead]) -> dict[str, str]:
    """The hubs that this one or one below it has made known, each with the unit under which it may speak."""
    known: dict[str, str] = {}
    trusted = {own} | above
    for _round in heads:
        more = [one for one in heads if one.by in trusted and one.key not in trusted]
        if not more:
            break
        for one in more:
            known.setdefault(one.key, one.unit)
        trusted |= {one.key for one in more}
    return known
