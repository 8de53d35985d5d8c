"""What a running hub holds in hand: its key, its database, and what it has read of it. No act is in here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from studyapp import Activity, Deck, File, Head, HubHead, Statement, UnitHead, for_boards, read_plan, seal, unseal
from studyapp_hub.engines.protocol import Engine
from studyapp_hub.grading import Keys
from studyapp_hub.joining import Joining, Known
from studyapp_hub.learners import Learners
from studyapp_hub.ledger import Ledger
from studyapp_hub.schema import META, STATEMENT
from studyapp_hub.standing import Standings
from studyapp_hub.units import Told, Units, units_of

DeckReader = Callable[[File], Deck | None]
"""Reads a deck that came from the hub above."""


@dataclass
class Chain:
    """How far a device's envelopes are here without a gap, and the highest number there is."""

    no: int
    head: bytes
    most: int


class Core:
    """A hub's insides. ``token``: which opening of the database it is, so that openings see each other's changes."""

    def __init__(self, engine: Engine, secret: str, hub: str, name: str, key: str, token: str) -> None:
        self.engine = engine
        self.secret, self.id, self.name, self.key, self.token = secret, hub, name, key, token
        self.joining: Joining | None = None
        self.read_deck: DeckReader | None = None
        self.keys = Keys(engine)
        self.learners = Learners(engine)
        self.learners.may_speak = self.may_speak
        self.standings = Standings(engine)
        self.ledger = Ledger(engine, self.keys, self.learners, self.standings, lambda: self.arrival)
        self.arrival = 0
        self.devices: dict[tuple[str, str], str] = {}
        self.certifiers: dict[str, frozenset[str]] = {}
        self.chains: dict[tuple[str, str], Chain] = {}
        self.activity: Activity | None = None
        self.has_stamps = False
        self.erased: list[str] = []
        """Learners that were erased of late, for whoever else has something of them."""
        self._last_written: str | None = None
        self._settled = 0
        self._turn = 0
        self._may_owe = False

    @property
    def units(self) -> Units:
        """The units and hubs as they are known."""
        return self.ledger.units

    @contextmanager
    def change(self, *, may_owe: bool = False) -> Iterator[None]:
        """Within it the hub may be changed; what was read of it holds.

        ``may_owe``: as long as nothing but envelopes arrives, standings may be written later (see ``owe_nothing``).
        """
        self._may_owe = may_owe
        try:
            with self.engine.change():
                self._look()
                before = self.arrival
                if not may_owe:
                    self.ledger.settle()
                yield
                if not self._may_owe:
                    self.ledger.settle()
                    self.set("turn", str(self._turn + 1))
                self._note(before)
        except BaseException:
            self._last_written = None
            self.erased.clear()
            raise

    def owe_nothing(self) -> None:
        """Write standings with this change: only by envelopes that arrive others know whose wait, and that any do."""
        self._may_owe = False

    def _note(self, before: int) -> None:
        """Note how far the arrivals go, and how far all standings are written."""
        noted = [("arrival", self.arrival)] if self.arrival != before else []
        settled = self.ledger.owing.settled if self.ledger.owing else self.arrival
        if settled > self._settled:
            noted.append(("settled", settled))
            self._settled = settled
        self.engine.put(META, [(name, str(number)) for name, number in noted])

    @contextmanager
    def boards(self) -> Iterator[None]:
        """Within it the boards may be read: all standings are written."""
        while True:
            with self.glance():
                if not self.ledger.owing:
                    yield
                    return
            with self.change():
                pass

    @contextmanager
    def glance(self) -> Iterator[None]:
        """Within it the hub may be read."""
        with self.engine.glance():
            self._look(writes=False)
            yield

    def _look(self, *, writes: bool = True) -> None:
        """Read anew what somebody else may have written; who did may have gone on since the last look."""
        said = {
            one[0]: one[1]
            for one in self.engine.rows(
                "SELECT name, value FROM meta WHERE name IN (?, ?, ?, ?)", "writer", "arrival", "settled", "turn"
            )
        }
        self.arrival, self._settled, self._turn = (int(said.get(one, "0")) for one in ("arrival", "settled", "turn"))
        is_own = said.get("writer") == self.token
        written = self.token if is_own else repr(sorted(said.items()))
        if written != self._last_written:
            self.forget()
            self._last_written = written
        if writes and not is_own:
            self.set("writer", self.token)
            self._last_written = self.token

    def forget(self) -> None:
        """Read everything anew."""
        self.keys.forget()
        self.learners.forget()
        self.standings.forget()
        self.devices.clear()
        self.certifiers.clear()
        self.chains.clear()
        self.read_units()
        self.read_plan()
        self.read_revoked()
        self.ledger.owing.forget(self._settled)
        self.has_stamps = bool(self.engine.rows("SELECT at FROM stamp LIMIT 1"))

    def setting(self, name: str) -> str:
        """A word that the hub keeps for itself; empty where there is none."""
        rows = self.engine.rows("SELECT value FROM meta WHERE name = ?", name)
        return str(rows[0][0]) if rows else ""

    def set(self, name: str, value: str) -> None:
        """Keep a word."""
        self.engine.put(META, [(name, value)])

    def above(self) -> frozenset[str]:
        """The keys of the hub above."""
        return frozenset(filter(None, self.setting("above").split()))

    def read_units(self) -> None:
        """Units and hubs from their statements."""
        told: list[Told] = []
        hubs: list[HubHead] = []
        for head, signature, content in self.engine.rows(
            "SELECT head, signature, content FROM statement WHERE kind IN (?, ?) ORDER BY arrival", "unit", "hub"
        ):
            found = unseal(Statement(bytes(head), bytes(signature), bytes(content)))
            if isinstance(found, UnitHead):
                told.append(Told(found, digest_bytes(bytes(head))))
            elif isinstance(found, HubHead):
                hubs.append(found)
        self.ledger.units = units_of(self.key, self.above(), told, hubs)

    def read_plan(self) -> None:
        """The plan in force: what was published last."""
        rows = self.engine.rows(
            "SELECT file, data FROM file WHERE what = ? ORDER BY at DESC, digest DESC LIMIT 1", "plan"
        )
        self.activity = None
        if rows:
            self.activity = read_plan(bytes(rows[0][1]).decode("utf-8", "replace"), rows[0][0]).activity
        self.ledger.plan = for_boards(self.activity or Activity("", ""))

    def read_revoked(self) -> None:
        """The certificates that were revoked, from the earliest word on."""
        rows = self.engine.rows("SELECT device, at, key FROM revoked ORDER BY at DESC")
        self.ledger.revoked = {
            device: at
            for device, at, key in rows
            if self._is_whole(key) or any(self.may_speak(key, one) for one in self.learners_of(device))
        }

    def learners_of(self, device: str) -> list[str]:
        """For whom a device was ever certified."""
        return [one[0] for one in self.engine.rows("SELECT DISTINCT learner FROM device WHERE device = ?", device)]

    def _is_whole(self, key: str) -> bool:
        """Whether a key is this hub's, or that of the one above, who may say everything."""
        return key == self.key or key in self.units.above

    def may_speak(self, key: str, learner: str) -> bool:
        """Whether a hub may say something of a learner: one below, where it or one below it has certified a device."""
        if self._is_whole(key):
            return True
        return key in self.units.hubs and any(self.units.is_below(one, key) for one in self.certified_by(learner))

    def certified_by(self, learner: str) -> frozenset[str]:
        """The keys of the hubs that have certified devices of a learner."""
        found = self.certifiers.get(learner)
        if found is None:
            rows = self.engine.rows("SELECT head FROM statement WHERE learner = ? AND kind = ?", learner, "device")
            found = self.certifiers[learner] = frozenset(str(json.loads(bytes(one[0]))["by"]) for one in rows)
        return found

    def first_receipt(self, envelope: bytes, learner: str) -> int | None:
        """When another hub that may say so received an envelope of a learner first."""
        rows = self.engine.rows("SELECT key, at FROM stamp WHERE envelope = ?", envelope) if self.has_stamps else ()
        return min((one[1] for one in rows if self.may_speak(one[0], learner)), default=None)

    def next_arrival(self) -> int:
        """The number of the next statement."""
        self.arrival += 1
        return self.arrival

    def keep(self, learner: str, kind: str, statement: Statement) -> int:
        """Store a statement; returns its number, 0 where it is there already."""
        digest = digest_bytes(statement.head)
        if self.engine.rows("SELECT arrival FROM statement WHERE learner = ? AND digest = ?", learner, digest):
            return 0
        arrival = self.next_arrival()
        self.engine.insert(
            STATEMENT, [(learner, digest, arrival, kind, statement.head, statement.signature, statement.content)]
        )
        return arrival

    def seal(self, head: Head, content: bytes = b"") -> Statement:
        """Sign as this hub."""
        names = head.__dataclass_fields__
        whole = replace(head, hub=self.id) if "hub" in names else head  # type: ignore[call-arg]
        return seal(self.secret, whole, content)

    def learner_of(self, device: str, key: str) -> str:
        """The learner for whom a key signs as a device; empty where it is not certified."""
        found = self.devices.get((device, key))
        if found is None:
            rows = self.engine.rows(
                "SELECT learner FROM device WHERE device = ? AND key = ? ORDER BY arrival LIMIT 1", device, key
            )
            found = str(rows[0][0]) if rows else ""
            if found:
                self.devices[device, key] = found
        return found

    def keys_of_hub(self, hub: str) -> list[str]:
        """The public keys of the hubs that were made known under an id: ids may be taken, keys may not."""
        found: dict[str, None] = {}
        for one in self.engine.rows("SELECT head FROM statement WHERE kind = ? ORDER BY arrival", "hub"):
            head = json.loads(bytes(one[0]))
            if head["below"] == hub and head["key"] in self.units.hubs:
                found[str(head["key"])] = None
        return list(found)

    def known(self, device: str) -> Known | None:
        """A certified device."""
        rows = self.engine.rows("SELECT key, learner FROM device WHERE device = ? ORDER BY arrival LIMIT 1", device)
        return Known(rows[0][0], rows[0][1], self.ledger.revoked.get(device, 0)) if rows else None


def digest_bytes(head: bytes) -> bytes:
    """The digest that a head goes by."""
    return hashlib.sha256(head).digest()


def kind_of(head: bytes) -> str:
    """The word for what a head is, of later kinds too; ``unseal`` has read it before."""
    return str(json.loads(head).get("kind", ""))
