"""What each kind of statement changes, and what has to be worked out anew when all of a batch are in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from studyapp import (
    BoardHead,
    Deck,
    DeviceHead,
    ErasedHead,
    File,
    Head,
    HubHead,
    PersonHead,
    PublishedHead,
    ReleaseHead,
    RevokedHead,
    StampHead,
    Statement,
    UnitHead,
    unseal,
)
from studyapp_hub import erasing
from studyapp_hub.core import Core, digest_bytes
from studyapp_hub.grading import questions_of
from studyapp_hub.schema import BOARD, DEVICE, FILE, PERSON, RELEASE, REVOKED, STAMP


@dataclass
class Later:
    """What has to be worked out anew when all batches are in."""

    units: bool = False
    plan: bool = False
    refold: dict[str, None] = field(default_factory=dict)
    move: dict[str, None] = field(default_factory=dict)


def settle(core: Core, later: Later) -> None:
    """Work out anew what has changed."""
    engine = core.engine
    if later.plan:
        core.read_plan()
        later.refold.update(dict.fromkeys(one[0] for one in engine.rows("SELECT DISTINCT learner FROM envelope")))
    for learner in later.refold:
        state = core.learners.get(learner)
        core.learners.decide(state)
        core.ledger.refold(state)
    if later.units:
        move_all(core, later)
    for learner in later.move:
        core.ledger.replace(core.learners.get(learner))


def move_all(core: Core, later: Later) -> None:
    """Put everybody's days where they belong now that the units are others."""
    later.units = False
    core.read_units()
    for (learner,) in core.engine.rows("SELECT DISTINCT learner FROM day"):
        core.ledger.replace(core.learners.get(learner))


def _take_unit(core: Core, later: Later, head: Head, one: Statement) -> None:
    if core.keep("", "unit", one):
        later.units = True  # read when all of a batch are in: there may be thousands


def _take_hub(core: Core, later: Later, head: Head, one: Statement) -> None:
    if core.keep("", "hub", one):
        core.read_units()
        core.learners.forget()
        core.read_revoked()
        later.units = True


def _take_device(core: Core, later: Later, head: Any, one: Statement) -> None:
    before = core.certified_by(head.learner)
    arrival = core.keep(head.learner, "device", one)
    if arrival:
        digest = digest_bytes(one.head)
        for (key,) in core.engine.rows("SELECT key FROM device WHERE device = ?", head.device):
            core.chains.pop((head.device, key), None)  # two keys may go by one device now
        core.engine.insert(DEVICE, [(head.learner, digest, head.device, head.key, head.parent, head.at, arrival)])
        core.devices.pop((head.device, head.key), None)
        if head.parent:
            later.refold[head.learner] = None
        if head.by not in before:
            _hear_again(core, later, head.learner)


def _hear_again(core: Core, later: Later, learner: str) -> None:
    """A hub has certified a learner's device: what it said of him before holds from here on."""
    core.certifiers.pop(learner, None)
    rows = core.engine.rows
    devices = rows("SELECT DISTINCT device FROM device WHERE learner = ?", learner)
    if any(rows("SELECT at FROM revoked WHERE device = ? LIMIT 1", one[0]) for one in devices):
        core.read_revoked()
    said = rows("SELECT kind FROM statement WHERE learner = ? AND kind <> ? LIMIT 1", learner, "device")
    if not said and not rows("SELECT arrival FROM envelope WHERE learner = ? LIMIT 1", learner):
        return
    _erase(core, later, learner)
    state = core.learners.get(learner)
    core.learners.placed(state)
    later.move[learner] = later.refold[learner] = None
    for digest, received in rows("SELECT digest, received FROM envelope WHERE learner = ?", learner):
        _stamped(core, learner, bytes(digest), received)


def _stamped(core: Core, learner: str, digest: bytes, received: int) -> bool:
    """Note the first receipt of an envelope that is here; whether it was not known."""
    first = core.first_receipt(digest, learner)
    if first is None or first >= received:
        return False
    core.engine.run("UPDATE envelope SET received = ? WHERE learner = ? AND digest = ?", first, learner, digest)
    return True


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
        core.engine.insert(REVOKED, [(head.device, digest_bytes(one.head), head.at, head.by)])
        core.read_revoked()
        rows = core.engine.rows("SELECT DISTINCT learner FROM device WHERE device = ?", head.device)
        later.refold.update(dict.fromkeys(one[0] for one in rows))


def _take_release(core: Core, later: Later, head: Any, one: Statement) -> None:
    if not core.learners.get(head.learner).erased and core.keep(head.learner, "release", one):
        row = (head.learner, head.day, head.device, head.at, digest_bytes(one.head), int(head.counts), head.by)
        core.engine.insert(RELEASE, [row])
        later.refold[head.learner] = None


def _take_stamp(core: Core, later: Later, head: Any, one: Statement) -> None:
    digest = _digest(head.of)
    if not digest:
        return
    core.keep("", "stamp", one)
    known = core.engine.rows("SELECT at FROM stamp WHERE envelope = ? AND key = ?", digest, head.by)
    if known and known[0][0] <= head.at:
        return
    core.engine.put(STAMP, [(digest, head.by, head.at)])
    core.has_stamps = True
    for learner, received in core.engine.rows("SELECT learner, received FROM envelope WHERE digest = ?", digest):
        if _stamped(core, learner, digest, received):
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
    items = sum(item.counts for item in deck.items) if deck is not None else 0
    row = (head.what, head.name, head.version, head.at, digest, head.file, arrival, items, one.content)
    core.engine.insert(FILE, [row])
    if head.what == "plan":
        later.plan = True
    elif deck is not None:
        later.refold.update(dict.fromkeys(_learn(core, questions_of(deck, head.at, digest))))


def publish(core: Core, statement: Statement, deck: Deck | None) -> None:
    """Hand a file down, within a transaction of the caller's."""
    later = Later()
    _file(core, later, unseal(statement), statement, deck)
    settle(core, later)


def _learn(core: Core, published: Iterable[Any]) -> set[str]:
    """Take questions in; returns whose days have to be folded anew, since they answered them."""
    new, changed = core.keys.publish(published)
    return core.ledger.waiting_for(new) | core.ledger.asked(changed)


def _take_board(core: Core, later: Later, head: Any, one: Statement) -> None:
    if core.keep("", "board", one) and (head.by == core.key or head.by in core.units.above):
        core.engine.insert(BOARD, [(head.scope, head.period, head.at, one.content)])


def _take_erased(core: Core, later: Later, head: Any, one: Statement) -> None:
    if core.keep(head.learner, "erased", one):
        _erase(core, later, head.learner)


def _erase(core: Core, later: Later, learner: str) -> None:
    """Erase a learner where somebody has said so who may."""
    if core.learners.get(learner).erased:
        return
    rows = core.engine.rows("SELECT head FROM statement WHERE learner = ? AND kind = ?", learner, "erased")
    heads = [json.loads(bytes(one[0])) for one in rows]
    at = min((one["at"] for one in heads if core.may_speak(str(one["by"]), learner)), default=None)
    if at is not None:
        erasing.erase(core, learner, at)
        later.refold.pop(learner, None)
        later.move.pop(learner, None)


def _digest(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == 32 else b""


_Take = Callable[[Core, Later, Any, Statement], None]


TAKE: dict[type[Head], _Take] = {
    HubHead: _take_hub,
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
