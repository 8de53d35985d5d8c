"""A hub: what it believes, what it has of its learners, and the boards that follow from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from studyapp import (
    Activity,
    Board,
    Deck,
    ErasedHead,
    Head,
    Message,
    OwnDevice,
    PublishedHead,
    Pulled,
    Receipt,
    Scope,
    Statement,
    study_day,
)
from studyapp_hub import accepting, boards, closing, expecting, forwarding, listing, publishing, rebuilding, reporting
from studyapp_hub.core import Core, DeckReader
from studyapp_hub.engines.copying import copy_into
from studyapp_hub.engines.opening import FILE
from studyapp_hub.joining import Admitted, Joining
from studyapp_hub.nouns import (
    Coverage,
    DeviceLine,
    Earned,
    Expected,
    FileLine,
    HeldLine,
    PersonLine,
    ReportLine,
    Since,
    Titles,
    UnitLine,
)
from studyapp_hub.private import private_folder, write_private
from studyapp_hub.schema import ENVELOPE, TABLES, months
from studyapp_hub.units import ALL

SETTINGS = "hub.json"
SECRET = "hub.key"
_CUT = "cut until"
_SPARE = 6
"""Months to come that have a part, at least."""


class Hub:
    """One open hub; every method may be called from one thread at a time.

    ``joining`` decides who may join; without it nobody new is let in. ``read_deck`` reads the files of decks that come
    from the hub above; without it their keys are not known here. ``erased``: learners that were erased, whoever said
    so, until whoever else has something of them has taken note.
    """

    id: str
    key: str
    name: str
    place: Path
    joining: Joining | None

    def __init__(self, core: Core, place: Path) -> None:
        self._core = core
        self.id, self.key, self.name, self.place = core.id, core.key, core.name, place
        self.joining = None
        self.erased: list[str] = []
        self.read_deck: DeckReader | None = None

    def accept(self, statements: Iterable[Statement], *, at: int) -> Receipt:
        """Verify, store, grade and total; a batch never fails for one of its statements, and may come again."""
        return self.accept_many([tuple(statements)], at=at)[0]

    def accept_many(self, batches: Sequence[Sequence[Statement]], *, at: int) -> list[Receipt]:
        """Accept several batches, each as if it came alone, and commit them together."""
        self._core.joining, self._core.read_deck = self.joining, self.read_deck
        receipts = accepting.accept_all(self._core, batches, at=at)
        self._note_erased()
        return receipts

    def say(self, head: Head, content: bytes = b"") -> Statement:
        """Sign as this hub, accept it, and hand it back. ``hub`` and ``by`` of the head are filled in."""
        with self._core.change():
            said = accepting.say(self._core, head, content)
        self._note_erased()
        return said

    def _note_erased(self) -> None:
        if self._core.erased:
            self.erased += self._core.erased
            self._core.erased.clear()
            self.scrub()

    def scrub(self) -> None:
        """See to it that what was deleted is not left lying in the files of the database."""
        self._core.engine.scrub()

    def seal(self, head: Head, content: bytes = b"") -> Statement:
        """Sign as this hub and keep nothing of it: for a stick. ``hub`` and ``by`` of the head are filled in."""
        return self._core.seal(head, content)

    def admit(self, admitted: Admitted, device: str, key: str, *, at: int) -> tuple[Statement, ...]:
        """Make a device known, and its learner: the certificate, where he belongs, the units above."""
        with self._core.change():
            return accepting.admit(self._core, admitted, device, key, at=at)

    def pull(self, device: str, cursor: str, *, at: int) -> Pulled:
        """Files and, for a known device, the statements of its learner's other devices and certificates."""
        with self._core.glance():
            return forwarding.pull(self._core, device, cursor)

    def scopes(self, device: str, *, at: int | None = None) -> tuple[Scope, ...]:
        """Whose boards may be asked for, those of the device's learner first; ``at``: when, else as it will be."""
        with self._core.glance():
            known = self._core.known(device)
            when = boards.FAR if at is None else at
            return boards.scopes_of(self._core, known.learner if known else "", at=when)

    def key_of(self, device: str) -> str:
        """The public key of a device that is known and not revoked; empty for any other."""
        with self._core.glance():
            known = self._core.known(device)
            return known.key if known is not None and not known.revoked else ""

    def keys_of_hub(self, hub: str) -> list[str]:
        """The public keys of the hubs below that go by an id."""
        with self._core.glance():
            return self._core.keys_of_hub(hub)

    def signer(self) -> OwnDevice:
        """What the hub above knows this one by when it asks."""
        return OwnDevice(self.id, self._core.secret)

    def learner_of(self, device: str) -> str:
        """The learner of a known device; empty for any other."""
        with self._core.glance():
            known = self._core.known(device)
            return known.learner if known else ""

    def board(
        self, scope: str, period: str, *, at: int, device: str = "", names: bool = False, top: int = boards.TOP
    ) -> Board:
        """A board of ``top`` places. ``device``: whose learner asks, for the places near him; ``names``: for the unit's
        administrator, who knows them anyway.
        """
        with self._core.boards():
            known = self._core.known(device) if device else None
            learner = known.learner if known else ""
            if not scope:
                scope = boards.scopes_of(self._core, learner, at=at)[0].scope
            return boards.board_of(self._core, scope, period, at=at, learner=learner, names=names, top=top)

    def publish_deck(self, deck: Deck, file: str, data: bytes, *, at: int) -> PublishedHead:
        """Hand a deck down; ``data`` is the file as it was read. Its keys are known from here on, and forever."""
        return publishing.publish_deck(self._core, deck, file, data, at=at)

    def publish_plan(self, activity: Activity, text: str, *, at: int) -> PublishedHead:
        """Hand a plan down; points follow from it from here on, those of days that are past too."""
        return publishing.publish_plan(self._core, activity, text, at=at)

    def published(self) -> tuple[FileLine, ...]:
        """All that was handed down, the latest first."""
        with self._core.glance():
            return listing.file_lines(self._core)

    def activity(self) -> Activity | None:
        """The plan in force."""
        with self._core.glance():
            return self._core.activity

    def expect(self, roster: Iterable[Expected], *, unit: str, at: int) -> None:
        """Say who should take part of a unit itself; what was said of it before goes."""
        with self._core.change():
            expecting.expect(self._core, roster, unit)

    def roster(self, unit: str = "", *, at: int) -> tuple[Expected, ...]:
        """Who should take part, of a unit and all below it (empty: of all), with the learners they turned out to be."""
        with self._core.glance():
            return expecting.roster_of(self._core, f"unit:{unit}" if unit else ALL, study_day(at))

    def coverage(self, scope: str, period: str, *, at: int) -> tuple[Coverage, ...]:
        """How many of those expected took part: a scope's unit and those right below it, by group."""
        with self._core.boards():
            return expecting.coverage_of(self._core, scope, period, boards.ranks_of(self._core, period), at=at)

    def earned(self, scope: str, period: str, *, at: int) -> tuple[Earned, ...]:
        """What everybody of a scope earned in a period, with those who should have; the list that goes upward."""
        with self._core.boards():
            return reporting.earned(self._core, scope, period, at=at)

    def titles(self, scope: str, period: str, *, at: int) -> Titles:
        """The titles that were given for a scope in a period, by the hub's own verdicts."""
        with self._core.boards():
            return reporting.titles(self._core, scope, period, at=at)

    def units(self, *, at: int) -> tuple[UnitLine, ...]:
        """The units, parents before children."""
        with self._core.glance():
            return listing.unit_lines(self._core, at=at)

    def persons(self, *, at: int, unit: str = "") -> tuple[PersonLine, ...]:
        """Those who belong to a unit or below it; ``unit`` empty for all, ``*`` for the public alone."""
        with self._core.glance():
            return listing.person_lines(self._core, at=at, unit=unit)

    def devices(self, *, learner: str = "") -> tuple[DeviceLine, ...]:
        """The certified devices, of one learner or of all."""
        with self._core.glance():
            return listing.device_lines(self._core, learner)

    def held(self) -> tuple[HeldLine, ...]:
        """What somebody has to look at; a ``ReleaseHead`` decides on it."""
        with self._core.glance():
            return listing.held_lines(self._core)

    def reports(self) -> tuple[ReportLine, ...]:
        """The questions that learners say are wrong, those of most learners first."""
        with self._core.glance():
            return listing.report_lines(self._core)

    def close_months(self, *, at: int) -> list[str]:
        """Seal the boards of every month whose time has come; returns those months."""
        with self._core.change():
            last_day = closing.last_day_of(self._core)
            found = closing.due(self._core, at, last_day)
            for month in found:
                closing.seal_month(self._core, month, at=at, last_day=last_day)
            return found

    def look_ahead(self, *, at: int) -> None:
        """Give the months to come parts of their own, where the database is cut by month."""
        ahead = months(study_day(at))
        with self._core.glance():
            until = int(self._core.setting(_CUT) or "0")
        if not ahead[-_SPARE][1] <= until <= ahead[-1][1]:  # beyond that a clock was wrong
            self._core.engine.furnish([ENVELOPE], ahead)
            with self._core.change():
                self._core.set(_CUT, str(ahead[-1][1]))

    def closing_day(self) -> int:
        """The day of the next month at whose end a month's boards close."""
        with self._core.glance():
            return closing.last_day_of(self._core)

    def set_closing_day(self, day: int) -> None:
        """Set it, for the months that are not closed."""
        with self._core.change():
            self._core.set(closing.SETTING, str(day))

    def rebuild(self) -> None:
        """Throw all derived tables away and make them again from the statements."""
        with self._core.change():
            rebuilding.rebuild(self._core)

    def check(self) -> tuple[Message, ...]:
        """What is wrong: tables that are not what follows from the statements, a damaged file. Empty: all is well."""
        with self._core.boards():
            return tuple(rebuilding.faults(self._core))

    def erase(self, learner: str, *, at: int) -> None:
        """Erase a learner's data, here and, with the next forwarding, above."""
        self.say(ErasedHead(by="", hub="", learner=learner, at=at))

    def export(self, learner: str) -> bytes:
        """All that the hub holds of a learner, as a file of statements that his app can read."""
        with self._core.glance():
            return listing.export(self._core, learner)

    def since(self, arrival: int, limit: int = 500) -> Since:
        """What arrived after a number, with stamps: for the hub above, verbatim."""
        with self._core.glance():
            return forwarding.since(self._core, arrival, limit)

    def below(self, key: str, arrival: int, limit: int = 500) -> Since:
        """What was said here and above since a number, for the hub below with this key, which accepts it."""
        with self._core.glance():
            return forwarding.below(self._core, key, arrival, limit)

    def upstream(self) -> tuple[str, int]:
        """The address of the hub above, empty for none, and up to which arrival it has been told."""
        with self._core.glance():
            return self._core.setting("upstream"), int(self._core.setting("told") or "0")

    def set_upstream(self, url: str, *, key: str = "", arrival: int = 0) -> None:
        """Note the hub above (``key``: whose files and plans are believed), and how far it has been told."""
        with self._core.change():
            self._core.set("upstream", url)
            self._core.set("told", str(arrival))
            if key:
                self._core.set("above", " ".join(sorted(self._core.above() | {key})))
                self._core.read_units()

    def backup(self, target: Path) -> None:
        """Write a copy of the hub into a folder, while it runs: a hub with its database in a file beside."""
        private_folder(target)
        if not self._core.engine.copy(target / FILE):
            copy_into(self._core.engine, target / FILE, TABLES)
        settings = json.loads((self.place / SETTINGS).read_text(encoding="utf-8"))
        write_private(target / SETTINGS, json.dumps({**settings, "database": ""}, ensure_ascii=False).encode())
        write_private(target / SECRET, (self.place / SECRET).read_bytes())

    def close(self) -> None:
        """Close the store."""
        self._core.engine.close()
