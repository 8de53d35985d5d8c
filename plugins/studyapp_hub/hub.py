"""A hub: what it believes, what it has of its learners, and the boards that follow from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from studyapp import Activity, Board, Deck, Head, Message, PublishedHead, Pulled, Receipt, Scope, Statement
from studyapp_hub.joining import Joining
from studyapp_hub.nouns import (
    Coverage,
    DeviceLine,
    Expected,
    HeldLine,
    PersonLine,
    ReportLine,
    Since,
    Ticket,
    UnitLine,
)


class Hub:
    """One open hub; every method may be called from one thread at a time.

    ``joining`` decides who may join; without one nobody new is let in.
    """

    id: str
    key: str
    name: str
    joining: Joining | None

    def accept(self, statements: Iterable[Statement], *, at: int) -> Receipt:
        """Verify, store, grade and total; a batch never fails for one of its statements, and may come again."""
        return self.accept_many([tuple(statements)], at=at)[0]

    def accept_many(self, batches: Sequence[Sequence[Statement]], *, at: int) -> list[Receipt]:
        """Accept several batches, each as if it came alone, and commit them together."""
        raise NotImplementedError

    def say(self, head: Head, content: bytes = b"") -> Statement:
        """Sign as this hub, accept it, and hand it back. ``hub`` and ``by`` of the head are filled in."""
        raise NotImplementedError

    def seal(self, head: Head, content: bytes = b"") -> Statement:
        """Sign as this hub and keep nothing of it: for a stick. ``hub`` and ``by`` of the head are filled in."""
        raise NotImplementedError

    def admit(self, ticket: Ticket, device: str, key: str, *, at: int, parent: str = "") -> tuple[Statement, ...]:
        """Make a device known, and its learner: the certificate, where he belongs, the units above."""
        raise NotImplementedError

    def pull(self, device: str, cursor: str, *, at: int) -> Pulled:
        """Files and, for a known device, the statements of its learner's other devices and certificates."""
        raise NotImplementedError

    def scopes(self, device: str) -> tuple[Scope, ...]:
        """Whose boards may be asked for, those of the device's learner first."""
        raise NotImplementedError

    def key_of(self, device: str) -> str:
        """The public key of a device that is known and not revoked; empty for any other."""
        raise NotImplementedError

    def learner_of(self, device: str) -> str:
        """The learner of a known device; empty for any other."""
        raise NotImplementedError

    def board(self, scope: str, period: str, *, at: int, device: str = "", names: bool = False) -> Board:
        """A board. ``device``: whose learner asks, for the places near him; ``names``: for the unit's administrator,
        who knows them anyway.
        """
        raise NotImplementedError

    def publish_deck(self, deck: Deck, file: str, data: bytes, *, at: int) -> PublishedHead:
        """Hand a deck down; ``data`` is the file as it was read. Its keys are known from here on, and forever."""
        raise NotImplementedError

    def publish_plan(self, activity: Activity, text: str, *, at: int) -> PublishedHead:
        """Hand a plan down; points follow from it from here on, those of days that are past too."""
        raise NotImplementedError

    def activity(self) -> Activity | None:
        """The plan in force."""
        raise NotImplementedError

    def expect(self, roster: Iterable[Expected], *, unit: str, at: int) -> None:
        """Say who should take part of a unit itself; what was said of it before goes."""
        raise NotImplementedError

    def roster(self, unit: str = "") -> tuple[Expected, ...]:
        """Who should take part, of a unit and all below it (empty: of all), with the learners they turned out to be."""
        raise NotImplementedError

    def coverage(self, scope: str, period: str, *, at: int) -> tuple[Coverage, ...]:
        """How many of those expected took part: a scope's unit and those right below it, by group."""
        raise NotImplementedError

    def units(self, *, at: int) -> tuple[UnitLine, ...]:
        """The units, parents before children."""
        raise NotImplementedError

    def persons(self, *, at: int, unit: str = "") -> tuple[PersonLine, ...]:
        """Those who belong to a unit or below it; ``unit`` empty for all, ``*`` for the public alone."""
        raise NotImplementedError

    def devices(self, *, learner: str = "") -> tuple[DeviceLine, ...]:
        """The certified devices, of one learner or of all."""
        raise NotImplementedError

    def held(self) -> tuple[HeldLine, ...]:
        """What somebody has to look at; a ``ReleaseHead`` decides on it."""
        raise NotImplementedError

    def reports(self) -> tuple[ReportLine, ...]:
        """The questions that learners say are wrong, those of most learners first."""
        raise NotImplementedError

    def close_months(self, *, at: int) -> list[str]:
        """Seal the boards of every month whose time has come; returns those months."""
        raise NotImplementedError

    def rebuild(self) -> None:
        """Throw all derived tables away and make them again from the statements."""
        raise NotImplementedError

    def check(self) -> tuple[Message, ...]:
        """What is wrong: tables that are not what follows from the statements, a damaged file. Empty: all is well."""
        raise NotImplementedError

    def erase(self, learner: str, *, at: int) -> None:
        """Erase a learner's data, here and, with the next forwarding, above."""
        raise NotImplementedError

    def export(self, learner: str) -> bytes:
        """All that the hub holds of a learner, as a file of statements that his app can read."""
        raise NotImplementedError

    def since(self, arrival: int, limit: int = 500) -> Since:
        """What arrived after a number, with stamps: for the hub above, verbatim."""
        raise NotImplementedError

    def upstream(self) -> tuple[str, int]:
        """The address of the hub above, empty for none, and up to which arrival it has been told."""
        raise NotImplementedError

    def set_upstream(self, url: str, *, key: str = "", arrival: int = 0) -> None:
        """Note the hub above (``key``: whose files and plans are believed), and how far it has been told."""
        raise NotImplementedError

    def backup(self, target: Path) -> None:
        """Write a whole copy of the hub into a folder, while it runs."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the store."""
        raise NotImplementedError


def init_hub(place: Path, *, secret: str, hub: str, name: str, at: int, database: str = "") -> Hub:
    """Make a hub in a folder. ``database``: a PostgreSQL address (``postgresql://…``); empty for a file beside."""
    raise NotImplementedError


def open_hub(place: Path, *, patience: float = 5.0) -> Hub:
    """Open the hub of a folder; ``patience``: seconds to wait for its database."""
    raise NotImplementedError
