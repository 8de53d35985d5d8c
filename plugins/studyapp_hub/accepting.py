"""Statements taken in: whose word they are, what they change, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studyapp import (
    BoardHead,
    Deck,
    DeviceHead,
    EntriesHead,
    ErasedHead,
    File,
    Head,
    Held,
    HubHead,
    JoinHead,
    Message,
    PersonHead,
    PublishedHead,
    Receipt,
    ReleaseHead,
    RevokedHead,
    StampHead,
    Statement,
    UnitHead,
    Unreadable,
    Word,
    unseal,
)
from studyapp_hub import envelopes, erasing, words
from studyapp_hub.core import Core, digest_bytes, kind_of
from studyapp_hub.grading import questions_of
from studyapp_hub.joining import Admitted
from studyapp_hub.schema import BOARD, DEVICE, FILE, PERSON, RELEASE, REVOKED, STAMP
from studyapp_hub.units import Units

_ORDER: tuple[type[Head], ...] = (
    HubHead, UnitHead, DeviceHead, PersonHead, JoinHead, RevokedHead, ReleaseHead, PublishedHead, StampHead,
    EntriesHead, BoardHead, ErasedHead,
)  # fmt: skip
_PLACES = {kind: place for place, kind in enumerate(_ORDER)}


@dataclass
class Batch:
    """What comes of a batch."""

    at: int
    taken: int = 0
    refused: Message | None = None
    held: dict[str, Held] = field(default_factory=dict)
    forked: set[str] = field(default_factory=set)
    words: list[Word] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)

    def receipt(self) -> Receipt:
        """As it goes back. Where some were taken, the others are told by what is held."""
        refused = None if self.taken else self.refused
        return Receipt(self.held, tuple(self.words), tuple(sorted(self.forked)), tuple(self.said), refused)


@dataclass
class Later:
    """What has to be worked out anew when all batches are in."""

    units: bool = False
    plan: bool = False
    refold: dict[str, None] = field(default_factory=dict)
    move: dict[str, None] = field(default_factory=dict)


def accept_all(core: Core, batches: Sequence[Sequence[Statement]], *, at: int) -> list[Receipt]:
    """Accept batches, each as if it came alone, within one transaction."""
    with core.change():
        return [_accept(core, one, at) for one in batches]


def _accept(core: Core, statements: Iterable[Statement], at: int) -> Receipt:
    batch, later, before = Batch(at), Later(), core.units
    read: list[tuple[int, Head | None, Statement]] = []
    for one in statements:
        try:
            head = unseal(one)
        except Unreadable:
            batch.refused = words.NO_STATEMENT
            continue
        read.append((len(_ORDER) if head is None else _PLACES.get(type(head), len(_ORDER)), head, one))
    read.sort(key=lambda it: it[0])
    for place, head, one in read:
        if later.units and place > _PLACES[UnitHead]:
            _move_all(core, later, before)
        _take(core, batch, later, head, one)
    settle(core, later, before)
    return batch.receipt()


def _move_all(core: Core, later: Later, before: Units) -> None:
    """Put everybody's days where they belong now that the units are others."""
    later.units = False
    for (learner,) in core.engine.rows("SELECT DISTINCT learner FROM day"):
        core.ledger.replace(core.learners.get(learner), before)


def _take(core: Core, batch: Batch, later: Later, head: Head | None, one: Statement) -> None:
    """Take one statement in, or refuse it."""
    if isinstance(head, EntriesHead):
        envelopes.take(core, batch, head, one)
    elif isinstance(head, JoinHead):
        _join(core, batch, later, head)
    elif head is None:
        if core.units.speaks(str(json.loads(one.head).get("by", ""))):
            batch.taken += 1
            core.keep("", kind_of(one.head), one)
    else:
        take = _TAKE.get(type(head))
        if take is None or not core.units.speaks(head.by):
            batch.refused = words.UNKNOWN_SIGNER
            return
        batch.taken += 1
        take(core, later, head, one)


def settle(core: Core, later: Later, before: Units) -> None:
    """Work out anew what has changed."""
    engine = core.engine
    if later.plan:
        core.read_plan()
        later.refold.update(dict.fromkeys(one[0] for one in engine.rows("SELECT DISTINCT learner FROM ledger")))
    for learner in later.refold:
        state = core.learners.get(learner)
        core.learners.decide(state)
        core.ledger.refold(state)
    if later.units:
        _move_all(core, later, before)
    for learner in later.move:
        core.ledger.replace(core.learners.get(learner), core.units)


def _take_unit(core: Core, later: Later, head: Head, one: Statement) -> None:
    if core.keep("", kind_of(one.head), one):
        core.read_units()
        later.units = True


def _take_device(core: Core, later: Later, head: Any, one: Statement) -> None:
    arrival = core.keep(head.learner, "device", one)
    if arrival:
        digest = digest_bytes(one.head)
        core.engine.insert(DEVICE, [(head.learner, digest, head.device, head.key, head.parent, head.at, arrival)])
        core.devices.pop((head.device, head.key), None)
        if head.parent:
            later.refold[head.learner] = None


def _take_person(core: Core, later: Later, head: Any, one: Statement) -> None:
    if not core.learners.get(head.learner).erased and core.keep(head.learner, "person", one):
        row = (
            head.learner, head.day, head.at, digest_bytes(one.head), head.unit, int(head.front), int(head.staff),
            int(head.window), head.name, head.by,
        )  # fmt: skip
        core.engine.insert(PERSON, [row])
        state = core.learners.get(head.learner)
        core.learners.placed(state)
        later.move[head.learner] = None


def _take_revoked(core: Core, later: Later, head: Any, one: Statement) -> None:
    if core.keep("", "revoked", one):
        core.engine.insert(REVOKED, [(head.device, digest_bytes(one.head), head.at)])
        core.read_revoked()
        rows = core.engine.rows("SELECT DISTINCT learner FROM device WHERE device = ?", head.device)
        later.refold.update(dict.fromkeys(one[0] for one in rows))


def _take_release(core: Core, later: Later, head: Any, one: Statement) -> None:
    if not core.learners.get(head.learner).erased and core.keep(head.learner, "release", one):
        row = (head.learner, head.day, head.device, head.at, digest_bytes(one.head), int(head.counts))
        core.engine.insert(RELEASE, [row])
        later.refold[head.learner] = None


def _take_stamp(core: Core, later: Later, head: Any, one: Statement) -> None:
    digest = _digest(head.of)
    if not digest:
        return
    core.keep("", "stamp", one)
    known = core.engine.rows("SELECT at FROM stamp WHERE envelope = ?", digest)
    if known and known[0][0] <= head.at:
        return
    core.engine.put(STAMP, [(digest, head.at)])
    core.has_stamps = True
    for learner, received in core.engine.rows("SELECT learner, received FROM envelope WHERE digest = ?", digest):
        if head.at < received:
            core.engine.run(
                "UPDATE envelope SET received = ? WHERE learner = ? AND digest = ?", head.at, learner, digest
            )
            later.refold[learner] = None


def _take_published(core: Core, later: Later, head: Any, one: Statement) -> None:
    if head.by != core.key and head.by not in core.units.above:
        return
    deck = None
    if head.what == "deck" and core.read_deck is not None:
        deck = core.read_deck(File(head.what, head.name, head.file, head.version, one.content))
    _file(core, later, head, one, deck)


def _file(core: Core, later: Later, head: Any, one: Statement, deck: Deck | None) -> None:
    """Take a file in, and the keys that are in it."""
    arrival = core.keep("", "published", one)
    if not arrival:
        return
    digest = digest_bytes(one.head)
    row = (head.what, head.name, head.version, head.at, digest, head.file, arrival, one.content)
    core.engine.insert(FILE, [row])
    if head.what == "plan":
        later.plan = True
    elif deck is not None:
        later.refold.update(dict.fromkeys(core_publish(core, questions_of(deck, head.at, digest))))


def publish(core: Core, statement: Statement, deck: Deck | None) -> None:
    """Hand a file down, within a transaction of the caller's."""
    later = Later()
    _file(core, later, unseal(statement), statement, deck)
    settle(core, later, core.units)


def say(core: Core, head: Head, content: bytes = b"") -> Statement:
    """Sign as this hub, and accept it, within a transaction of the caller's."""
    later, before = Later(), core.units
    statement = core.seal(_dated(core, head), content)
    found = unseal(statement)
    _take(core, Batch(0), later, found, statement)
    settle(core, later, before)
    return statement


def _dated(core: Core, head: Head) -> Head:
    """The last word of an administrator is later than the one before it."""
    if isinstance(head, UnitHead) and not head.at:
        told = core.units.told.get(head.unit, ())
        last = max((one.head.at for one in told if one.head.day == head.day), default=-1)
        return replace(head, at=last + 1)
    if isinstance(head, PersonHead) and not head.at:
        told_of = core.learners.get(head.learner).belongings
        last = max((one.at for one in told_of if one.day == head.day), default=-1)
        return replace(head, at=last + 1)
    if isinstance(head, ReleaseHead) and not head.at:
        rows = core.engine.rows("SELECT coalesce(max(at), -1) FROM release WHERE learner = ?", head.learner)
        return replace(head, at=int(rows[0][0]) + 1)
    return head


def core_publish(core: Core, published: Iterable[Any]) -> set[str]:
    """Take questions in and grade what waited for them; returns whose days have to be folded anew."""
    new, changed = core.keys.publish(published)
    return core.ledger.grade_pending(new) | envelopes.grade_again(core, changed)


def _take_board(core: Core, later: Later, head: Any, one: Statement) -> None:
    if core.keep("", "board", one) and (head.by == core.key or head.by in core.units.above):
        core.engine.insert(BOARD, [(head.scope, head.period, head.at, one.content)])


def _take_erased(core: Core, later: Later, head: Any, one: Statement) -> None:
    if core.keep(head.learner, "erased", one):
        erasing.erase(core, head.learner, head.at)
        later.refold.pop(head.learner, None)
        later.move.pop(head.learner, None)


def _join(core: Core, batch: Batch, later: Later, head: JoinHead) -> None:
    """Let a device in; one that is let in already hears its certificate again."""
    learner = core.learner_of(head.device, head.by)
    if not learner and core.joining is not None:
        admitted = core.joining.join(head, batch.at, core.known)
        if isinstance(admitted, Message):
            batch.refused = admitted
            return
        learner = _admit(core, later, admitted, head.device, head.by, batch.at)
    if not learner:
        batch.refused = words.NO_GATE
        return
    batch.taken += 1
    batch.held[head.device] = envelopes.held(core, learner, head.device, head.by)
    batch.said += certificates(core, learner)


def _admit(core: Core, later: Later, admitted: Admitted, device: str, key: str, at: int) -> str:
    """Certify a device, and say where its learner belongs."""
    learner, where = admitted.learner, admitted.belonging
    _say(core, later, DeviceHead(
        by="", hub="", device=device, key=key, learner=learner, at=at, parent=admitted.parent
    ))  # fmt: skip
    if where is not None:
        person = PersonHead(
            by="", hub="", learner=learner, day=where.day, unit=where.unit, front=where.front, staff=where.staff,
            window=where.window, name=admitted.name, at=at,
        )  # fmt: skip
        _say(core, later, person)
    return learner


def admit(core: Core, admitted: Admitted, device: str, key: str, *, at: int) -> tuple[Statement, ...]:
    """Let a device in without a code, within a transaction of the caller's."""
    later = Later()
    if not core.learner_of(device, key):
        _admit(core, later, admitted, device, key, at)
    settle(core, later, core.units)
    return tuple(certificates(core, admitted.learner))


def _say(core: Core, later: Later, head: Head) -> None:
    one = core.seal(head)
    _TAKE[type(head)](core, later, replace(head, by=core.key), one)


def certificates(core: Core, learner: str, arrival: int = 0) -> list[Statement]:
    """What was said of a learner since: his devices, where he belongs, and the units above that."""
    rows = core.engine.rows(
        "SELECT head, signature, content FROM statement WHERE learner = ? AND arrival > ? ORDER BY arrival",
        learner,
        arrival,
    )
    found = [Statement(bytes(one[0]), bytes(one[1]), bytes(one[2])) for one in rows]
    return [*found, *unit_statements(core, learner, arrival)]


def unit_statements(core: Core, learner: str, arrival: int) -> list[Statement]:
    """What was said since of the units that a learner ever belonged to, and of those above them."""
    state = core.learners.get(learner)
    wanted = {head.unit for one in state.belongings for head in core.units.chain(one.unit, one.day) if one.unit}
    if not wanted:
        return []
    found = []
    for head, signature, content in core.engine.rows(
        "SELECT head, signature, content FROM statement WHERE kind = ? AND arrival > ? ORDER BY arrival",
        "unit",
        arrival,
    ):
        if json.loads(bytes(head)).get("unit") in wanted:
            found.append(Statement(bytes(head), bytes(signature), bytes(content)))
    return found


def _digest(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == 32 else b""


_Take = Callable[[Core, Later, Any, Statement], None]
_TAKE: dict[type[Head], _Take] = {
    HubHead: _take_unit,
    UnitHead: _take_unit,
    DeviceHead: _take_device,
    PersonHead: _take_person,
    RevokedHead: _take_revoked,
    ReleaseHead: _take_release,
    StampHead: _take_stamp,
    PublishedHead: _take_published,
    BoardHead: _take_board,
    ErasedHead: _take_erased,
}
