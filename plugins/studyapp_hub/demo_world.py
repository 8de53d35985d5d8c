"""The made-up county lives its month: everything that its schedule says happens, with real keys, codes and requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from studyapp import (
    Drop,
    EntriesHead,
    HubHead,
    JoinHead,
    OwnDevice,
    Receipt,
    Statement,
    Stick,
    Subfolder,
    UnitHead,
    digest_of,
    drop_name,
    file_word,
    pack_entries,
    seal,
    write_statements,
)
from studyapp_hub.demo_county import LOWER, PLAN, County, DemoPerson, deck_text, is_below
from studyapp_hub.demo_journals import DemoDevice
from studyapp_hub.demo_schedule import LOWER_HUB, UPPER_HUB, Act, Schedule
from studyapp_hub.demo_sites import Clock, Site
from studyapp_hub.folders import exchange
from studyapp_hub.hub import Hub
from studyapp_hub.roster import Moved
from studyapp_hub.roster_reading import Listed
from studyapp_hub.service.admin_roster import placed

_BY = "demo"


class Astray(Exception):  # noqa: N818 - it says what did not happen
    """A hub did not take what it should."""


@dataclass
class World:
    """The county as it goes on. ``statements``: of each device what asks to be known, and its envelopes in order."""

    county: County
    devices: tuple[DemoDevice, ...]
    plan: Schedule
    clock: Clock
    sites: Mapping[str, Site]
    statements: dict[int, list[Statement]] = field(default_factory=dict)
    linked: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.people = {one.number: one for one in self.county.people}
        self.upper, self.lower = self.sites[UPPER_HUB], self.sites[LOWER_HUB]
        self._first = {one.person: place for place, one in reversed(list(enumerate(self.devices)))}

    def learners(self, hub: str) -> dict[int, str]:
        """The ids of the persons as a hub knows them."""
        site = self.sites[hub]
        found = site.ask(lambda it, at: {one.person: it.learner_of(one.device) for one in self.devices})
        return {person: learner for person, learner in found.items() if learner}

    def live(self, progress: Callable[[float], None]) -> None:
        """Everything that happens, in order; ``progress`` is told which share of it has."""
        self._found()
        for number, act in enumerate(self.plan.acts, 1):
            self.clock.at = act.at
            _ACTS[act.what](self, act)
            progress(number / len(self.plan.acts))

    def _found(self) -> None:
        """Units, plan, deck, rosters; the lower hub is made known."""
        upper, lower = self.upper, self.lower
        upper.ask(self._furnish)
        key, name = lower.ask(lambda hub, at: (hub.key, hub.id))
        upper.ask(lambda hub, at: hub.say(HubHead(by="", hub="", below=name, key=key, unit=LOWER, at=at)))
        lower.ask(lambda hub, at: hub.set_upstream(upper.url, key=upper.hub.key))
        lower.forward()
        for site in (upper, lower):
            listed = [_listed(one) for one in self.county.people if one.unit and (site is upper or self._is_lower(one))]
            change = site.service.roster.take(listed, whole=False)
            site.service.enrolment.joined.update(change.units)
            site.ask(lambda hub, at: None)

    def _furnish(self, hub: Hub, at: int) -> None:
        for one in self.county.units:
            hub.say(
                UnitHead(
                    by="", hub="", unit=one.unit, day=0, name=one.name, parent=one.parent, code=one.code,
                    line=one.line, area=one.area,
                )
            )  # fmt: skip
        hub.publish_plan(self.county.plan, PLAN, at=at)
        deck = self.county.deck
        hub.publish_deck(deck, f"{deck.name}.txt", deck_text(deck).encode(), at=at)

    def _is_lower(self, person: DemoPerson) -> bool:
        return is_below(person.unit, LOWER, self.county.units)

    def push(self, act: Act) -> None:
        """A device hands in over HTTP."""
        remote = self.sites[act.hub].remote(self._own(act.who))
        try:
            taken(remote.push(self._some(act)))
        finally:
            remote.close()

    def drop(self, act: Act) -> None:
        """A device writes a file on the stick."""
        own = self._own(act.who)
        name = drop_name(Drop(own.device, min(act.numbers), max(act.numbers)))
        Stick(str(self.sites[act.hub].stick), file_word(own.device)).write(
            Subfolder.UP, name, write_statements(self._some(act))
        )

    def carry(self, act: Act) -> None:
        """The stick is brought to the hub, and back, whereupon the devices clear away what the hub has."""
        site = self.sites[act.hub]
        done = site.ask(lambda hub, at: exchange(hub, site.stick, at=at))
        if done.trouble is not None or done.refused or done.broken:
            raise Astray(f"the stick for {act.hub}: {done}")
        stick = Stick(str(site.stick), _BY)
        for name in stick.names(Subfolder.UP):
            stick.discard(Subfolder.UP, name)

    def forward(self, act: Act) -> None:
        """The lower hub tells the upper one, whose administrator says who of his roster those learners are."""
        self.lower.forward()
        known = self.learners(UPPER_HUB)
        roster, enrolment = self.upper.service.roster, self.upper.service.enrolment
        lines = {one.mark: one for one in roster.people()}
        for number in known.keys() - self.linked:
            person = self.people[number]
            if person.unit and self._is_lower(person):
                enrolment.joined.add(roster.is_learner(lines[person.key].id, known[number]))
                self.linked.add(number)
        self.upper.ask(lambda hub, at: None)

    def deck(self, act: Act) -> None:
        """The second deck is published."""
        deck = self.county.later
        data = deck_text(deck).encode()
        self.upper.ask(lambda hub, at: hub.publish_deck(deck, f"{deck.name}.txt", data, at=at))

    def move(self, act: Act) -> None:
        """Somebody belongs elsewhere; the hub may hear of it afterwards."""
        person = self.people[act.who]
        device = self.devices[self._first[act.who]].device
        ((day, unit),) = person.moves
        service = self.upper.service

        def moved(hub: Hub, at: int) -> None:
            learner = hub.learner_of(device)
            name = person.name if person.shown else ""
            told = Moved(learner, unit, person.front, person.staff, person.window)
            hub.say(placed(told, name, day, at))
            flags = {"front": person.front, "staff": person.staff, "window": person.window}
            service.enrolment.joined.update(service.roster.place(learner, unit, **flags))

        self.upper.ask(moved)

    def _own(self, place: int) -> OwnDevice:
        one = self.devices[place]
        return OwnDevice(one.device, one.secret)

    def _some(self, act: Act) -> list[Statement]:
        """What an act hands in."""
        if act.who not in self.statements:
            self.statements[act.who] = [self._joining(act.who, act.hub), *self._envelopes(act.who)]
        return [self.statements[act.who][number] for number in act.numbers]

    def _joining(self, place: int, hub: str) -> Statement:
        """A device asks to be known, with a code that it was handed."""
        one = self.devices[place]
        person = self.people[one.person]
        service = self.sites[hub].service
        enrolment, at = service.enrolment, self.clock.at
        if self._first[one.person] != place:
            first = self.devices[self._first[one.person]].device
            learner = self.sites[hub].ask(lambda it, at: it.learner_of(first))
            code = enrolment.for_learner(learner, person.unit, at, _BY)
        elif person.unit:
            lines = {it.mark: it.id for it in service.roster.people([person.unit])}
            (code,) = enrolment.for_persons([lines[person.key]], at, _BY)
        else:
            (code,) = enrolment.for_unit("", 1, at, _BY)
        name = person.name if person.shown else ""
        return seal(one.secret, JoinHead(by="", device=one.device, code=code.code, at=at, name=name))

    def _envelopes(self, place: int) -> list[Statement]:
        one = self.devices[place]
        found: list[Statement] = []
        for no, entries in enumerate(self.plan.envelopes[place], 1):
            before = digest_of(found[-1].head) if found else ""
            head = EntriesHead(by="", device=one.device, no=no, before=before)
            found.append(seal(one.secret, head, pack_entries(entries)))
        return found


_ACTS: Mapping[str, Callable[[World, Act], None]] = {
    "push": World.push,
    "drop": World.drop,
    "carry": World.carry,
    "forward": World.forward,
    "deck": World.deck,
    "move": World.move,
}


def taken(receipt: Receipt) -> None:
    """All must have been taken. Raises ``Astray``."""
    if receipt.refused is not None:
        raise Astray(receipt.refused.text)


def _listed(person: DemoPerson) -> Listed:
    return Listed(0, person.name, person.unit, person.front, person.staff, person.window, person.key)
