"""Learners with devices, for tests of one hub."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp import (
    EntriesHead,
    Entry,
    OwnDevice,
    Picked,
    Statement,
    UnitHead,
    digest_of,
    identify,
    make_entry,
    pack_entries,
    record,
    seal,
)
from studyapp_hub.hub import Hub
from studyapp_hub.joining import Admitted, Belonging
from tests.plugins.studyapp_hub.places import secret_of
from tests.support import MONDAY, deck_of, single

DAY = 86_400_000
ASKED = [single(number) for number in range(40)]


@dataclass
class Person:
    """A learner with one device, which numbers what it writes."""

    hub: Hub
    number: int
    unit: str = "town"
    envelopes: list[Statement] = field(default_factory=list)
    seq: int = 0

    def __post_init__(self) -> None:
        self.learner, self.own = (
            f"{self.number:04x}-learner",
            OwnDevice(f"device-{self.number}", secret_of(1_000 + self.number)),
        )

    def join(self, name: str = "") -> Person:
        """Become known."""
        where = Belonging(self.unit) if self.unit else None
        self.hub.admit(Admitted(self.learner, belonging=where, name=name), self.own.device, self.own.key, at=MONDAY)
        return self

    def answer(self, right: int, *, day: int = 0, wrong: int = 0, took: int = 9_000) -> Statement:
        """An envelope with so many right answers, each to another question."""
        entries = [
            self.entry(number, at=MONDAY + day * DAY + number * 20_000, is_right=number < right, took=took)
            for number in range(right + wrong)
        ]
        return self.envelope(entries)

    def entry(self, number: int, *, at: int, is_right: bool = True, took: int = 9_000) -> Entry:
        """An answer."""
        question = ASKED[number % len(ASKED)]
        found = identify(question)
        self.seq += 1
        return make_entry(
            device=self.own.device,
            seq=self.seq,
            at=at,
            kind="answer",
            question=found.question,
            key=found.key,
            verdict=float(is_right),
            rating=3,
            milliseconds=took,
            body={"given": record(question, Picked((0 if is_right else 1,)))},
        )

    def envelope(self, entries: Sequence[Entry]) -> Statement:
        """Some entries, signed, in the device's chain."""
        before = digest_of(self.envelopes[-1].head) if self.envelopes else ""
        head = EntriesHead(by="", device=self.own.device, no=len(self.envelopes) + 1, before=before)
        self.envelopes.append(seal(self.own.secret, head, pack_entries(entries)))
        return self.envelopes[-1]


def county(hub: Hub) -> Hub:
    """Three units, one in the other, and a deck."""
    for unit, parent in (("city", ""), ("county", "city"), ("town", "county"), ("village", "county")):
        hub.say(UnitHead(by="", hub="", unit=unit, day=0, name=f"{unit}局", parent=parent))
    hub.publish_deck(deck_of(ASKED), "题库.md", b"deck", at=MONDAY)
    return hub
