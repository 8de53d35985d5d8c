"""Where units and learners belong on a day, and who may say so. Pure: from the statements about them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """The units as dated, and the hubs that may speak for some of them.

    ``hubs``: by key the units within all of which one may speak; ``made_known``: the key of the hub that said so;
    ``clashing``: of which units several hubs below spoke as of their own, of whom the first is believed.
    """

    own: str
    above: frozenset[str]
    told: Mapping[str, Sequence[Told]]
    hubs: Mapping[str, tuple[str, ...]]
    made_known: Mapping[str, str] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()
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
        tops = self.hubs.get(key)
        return tops is not None and {one.unit for one in self.chain(unit, day)}.issuperset(tops)

    def is_below(self, key: str, other: str) -> bool:
        """Whether a hub is another one, or below it."""
        while key and key != other:
            key = self.made_known.get(key, "")
        return key == other

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
    """What follows from the statements about units and hubs. ``told``: in the order in which they arrived.

    A hub below speaks of what hangs below the unit that it was given, and of no unit of which another hub has spoken
    before it, or this hub or the one above at all. What it hangs nowhere, hangs right below that unit.
    """
    over = frozenset(above)
    tops, made_known = _hubs(own, over, list(hubs))
    everything = list(told)
    by_unit: dict[str, list[Told]] = {}
    for one in everything:
        if one.head.by == own or one.head.by in over:
            by_unit.setdefault(one.head.unit, []).append(one)
    waiting = [_hung(one, tops) for one in everything if one.head.by in tops and one.head.unit not in by_unit]
    owners: dict[str, str] = {}
    clashing: set[str] = set()
    known = _units(own, over, by_unit, tops, made_known)
    while waiting:
        heard = [one for one in waiting if known.may_place(one.head.by, one.head.parent, one.head.day)]
        if not heard:
            break
        for one in heard:
            if owners.setdefault(one.head.unit, one.head.by) == one.head.by:
                by_unit.setdefault(one.head.unit, []).append(one)
            else:
                clashing.add(one.head.unit)
        waiting = [one for one in waiting if one not in heard]
        known = _units(own, over, by_unit, tops, made_known)
    known.clashing = frozenset(clashing)
    return known


def _hung(one: Told, tops: Mapping[str, tuple[str, ...]]) -> Told:
    """What a hub below hangs nowhere, below the unit that it was given."""
    head = one.head
    return one if head.parent else Told(replace(head, parent=tops[head.by][-1]), one.digest)


def _units(
    own: str,
    above: frozenset[str],
    by_unit: Mapping[str, Sequence[Told]],
    tops: Mapping[str, tuple[str, ...]],
    made_known: Mapping[str, str],
) -> Units:
    last = {unit: _last_of_each_day(some) for unit, some in by_unit.items()}
    changes = sorted({one.head.day for some in last.values() for one in some})
    return Units(own, above, last, tops, made_known, _changes=changes)


def _last_of_each_day(told: Sequence[Told]) -> list[Told]:
    ordered = sorted(told, key=lambda one: (one.head.day, one.head.at, one.digest))
    return list({one.head.day: one for one in ordered}.values())


def _hubs(
    own: str, above: frozenset[str], heads: Sequence[HubHead]
) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """The hubs that this one or one below it has made known: within which units each may speak, and who made it known.

    One that another makes known has no more to say than that one. The last word of who made it known holds; with no
    unit in it the hub is dismissed.
    """
    tops: dict[str, tuple[str, ...]] = {}
    made_known: dict[str, str] = {}
    speakers: dict[str, tuple[str, ...]] = {own: (), **dict.fromkeys(above, ())}
    while speakers:
        last: dict[str, HubHead] = {}
        for one in sorted(heads, key=lambda one: (one.at, one.unit, one.by)):
            if one.by in speakers and one.key not in tops and one.key != own and one.key not in above:
                last[one.key] = one
        found = {key: (*speakers[one.by], one.unit) for key, one in last.items() if one.unit}
        tops |= found
        made_known |= {key: last[key].by for key in found}
        speakers = found
    return tops, made_known
