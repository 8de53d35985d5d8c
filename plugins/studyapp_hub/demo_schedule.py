"""What happens in the made-up county, and when: who hands in which envelopes where, how often and in what order. Pure.

From it follows what each hub must have received and at which instant, so that nobody has to ask the hubs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from studyapp import Entry, study_day
from studyapp_hub.demo_county import FIRST, LAST, LOWER, County, DemoPerson, is_below
from studyapp_hub.demo_journals import DAY, DemoDevice

UPPER_HUB, LOWER_HUB = "county", "town"
"""The hub of the county, and that of the unit ``LOWER``, which forwards to it."""

_HOUR = 3_600_000
_STICK_DAYS = (FIRST + 5, FIRST + 18, LAST)
_FORWARD_DAYS = (FIRST + 6, FIRST + 19, LAST)
_SECONDS = FIRST + 7
"""The day on which those with two devices make the second one known: their first one is known by then."""

_MOVES = FIRST + 8
"""From this day on the hub hears of those who move, some of them afterwards."""

_PUBLISHED = FIRST + 15
"""The day on which the second deck comes, after answers to its questions."""

_SMALLEST, _LARGEST = 20, 100
"""Entries of an envelope, where there are so many."""


def hour_of(day: int, hour: float) -> int:
    """An instant by the clock of Shanghai."""
    return day * DAY + round((hour - 8) * _HOUR)


BEGIN, END = hour_of(FIRST, 7), hour_of(LAST, 23.5)
"""When the hubs are furnished, and when all is told."""


class Act(NamedTuple):
    """Something that happens.

    ``what``: ``push`` (to ``hub``, over HTTP), ``drop`` (onto the stick for ``hub``), ``carry`` (the stick to the
    hub), ``forward`` (of the lower hub to the upper one), ``deck`` (the second one is published) or ``move``.
    ``who``: a device by its place, or of a move a person by his number. ``numbers``: of envelopes, in the order in
    which they are handed in; 0 is what asks to be known.
    """

    at: int
    what: str
    hub: str = UPPER_HUB
    who: int = -1
    numbers: tuple[int, ...] = ()


class Schedule(NamedTuple):
    """All that happens, in order. ``envelopes``: of each device, by number from 1."""

    acts: tuple[Act, ...]
    envelopes: tuple[tuple[tuple[Entry, ...], ...], ...]


class Counts(NamedTuple):
    """How much is handed in. ``handed``: entries, those that come again with them; ``doubles``: those alone."""

    devices: int
    entries: int
    handed: int
    doubles: int
    by_stick: int
    forwarded: int


class _Route(NamedTuple):
    hubs: tuple[str, ...]
    is_stick: bool
    joins: int


def schedule(county: County, devices: Sequence[DemoDevice], seed: int) -> Schedule:
    """Everything that happens to these devices."""
    acts: list[Act] = [Act(hour_of(day, 23), "forward", LOWER_HUB) for day in (FIRST, *_FORWARD_DAYS)]
    acts += [Act(hour_of(day, 22.6), "carry", hub) for day in _STICK_DAYS for hub in (UPPER_HUB, LOWER_HUB)]
    acts.append(Act(hour_of(_PUBLISHED, 12), "deck"))
    moving = [(one.number, day) for one in county.people for day, _unit in one.moves]
    acts += [Act(hour_of(max(day, _MOVES), 9.5), "move", who=number) for number, day in moving]
    envelopes = []
    people = {one.number: one for one in county.people}
    for place, device in enumerate(devices):
        is_second = place > 0 and devices[place - 1].person == device.person
        route = _route(county, people[device.person], is_second=is_second)
        chance = Random(f"schedule {seed} {device.device}")
        cut = list(_cut(device.entries, _occasions(route, chance), chance))
        acts += _hand_in(place, route, [(at, len(some)) for at, some in cut], chance)
        envelopes.append(tuple(one for _at, some in cut for one in some))
    return Schedule(tuple(sorted(acts, key=lambda one: one.at)), tuple(envelopes))


def _route(county: County, person: DemoPerson, *, is_second: bool) -> _Route:
    """Which way a device goes; of those under the lower hub some hand in at both."""
    is_lower = is_below(person.unit, LOWER, county.units)
    if is_second:
        return _Route((UPPER_HUB,), is_stick=False, joins=hour_of(_SECONDS, 7.5))
    both = (LOWER_HUB, UPPER_HUB) if person.number % 2 else (LOWER_HUB,)
    return _Route(both if is_lower else (UPPER_HUB,), person.number % 11 == 4, hour_of(FIRST, 7.5))


def _occasions(route: _Route, chance: Random) -> list[int]:
    """When a device hands in."""
    if route.is_stick:
        return [hour_of(day, 20) for day in _STICK_DAYS]
    days = [study_day(route.joins) + chance.randint(0, 3)]
    while (day := days[-1] + chance.randint(5, 12)) < LAST:
        days.append(day)
    return [hour_of(day, chance.uniform(18.5, 22)) for day in (*days, LAST)]


def _cut(
    entries: Sequence[Entry], occasions: Sequence[int], chance: Random
) -> Iterator[tuple[int, list[tuple[Entry, ...]]]]:
    """The envelopes that are cut on each occasion, of what was written by then."""
    written = list(accumulate((one.at for one in reversed(entries)), min))[::-1]
    first = 0
    for at in occasions:
        some: list[tuple[Entry, ...]] = []
        until = len(written) if at == occasions[-1] else sum(one <= at for one in written)
        while first < until:
            after = min(first + chance.randint(_SMALLEST, _LARGEST), until)
            some.append(tuple(entries[first:after]))
            first = after
        yield at, some


def _hand_in(place: int, route: _Route, cut: Sequence[tuple[int, int]], chance: Random) -> Iterator[Act]:
    """Acts of a device. ``cut``: how many envelopes there are on each occasion.

    Some come later than those after them, some come twice, and the order is any.
    """
    home = route.hubs[0]
    what = "drop" if route.is_stick else "push"
    back: list[int] = []
    owed: list[int] = []
    done: list[int] = []
    last = 0
    for at, count in cut:
        is_last = at == cut[-1][0]
        fresh = range(last + 1, last + count + 1)
        last += count
        late = [one for one in fresh if not is_last and chance.random() < 0.1]
        sent = [*back, *(one for one in fresh if one not in late)]
        again = chance.sample(done, min(len(done), 1)) if chance.random() < 0.25 else []
        back, done, owed = late, done + sent, owed + sent
        sent += again
        if chance.random() < 0.3:
            chance.shuffle(sent)
        numbers = (0, *sent) if at == cut[0][0] else tuple(sent)
        if numbers:
            yield Act(at, what, home, place, numbers)
        if len(route.hubs) > 1 and owed and at > hour_of(_FORWARD_DAYS[0], 23):
            yield Act(at + _HOUR // 6, "push", route.hubs[1], place, tuple(owed))
            owed = []


def received(plan: Schedule) -> Mapping[str, Mapping[tuple[int, int], int]]:
    """When each hub received a device's envelope first, by the device's place and the envelope's number.

    The upper hub is told by the lower one, with the instants at which that one received them.
    """
    found: dict[str, dict[tuple[int, int], int]] = {UPPER_HUB: {}, LOWER_HUB: {}}
    for hub, act, at in _arrivals(plan):
        for number in act.numbers:
            if number:
                found[hub].setdefault((act.who, number), at)
    upper = found[UPPER_HUB]
    for which, at in found[LOWER_HUB].items():
        upper[which] = min(at, upper.get(which, at))
    return found


def _arrivals(plan: Schedule) -> Iterator[tuple[str, Act, int]]:
    """What arrives at which hub, in order: what was dropped on a stick, with the next one that is carried."""
    dropped: dict[str, list[Act]] = {UPPER_HUB: [], LOWER_HUB: []}
    for act in plan.acts:
        if act.what == "push":
            yield act.hub, act, act.at
        elif act.what == "drop":
            dropped[act.hub].append(act)
        elif act.what == "carry":
            for one in dropped[act.hub]:
                yield act.hub, one, act.at
            dropped[act.hub] = []


def counts_of(plan: Schedule) -> Counts:
    """How much is handed in."""
    sizes = [[len(one) for one in some] for some in plan.envelopes]
    entries = sum(map(sum, sizes))
    handed, by_stick, lower = 0, 0, set()
    for act in plan.acts:
        numbers = [one for one in act.numbers if one]
        count = sum(sizes[act.who][one - 1] for one in numbers)
        handed += count
        by_stick += count if act.what == "drop" else 0
        lower |= {(act.who, one) for one in numbers} if act.hub == LOWER_HUB else set()
    forwarded = sum(sizes[who][one - 1] for who, one in lower)
    return Counts(len(sizes), entries, handed, handed + forwarded - entries, by_stick, forwarded)
