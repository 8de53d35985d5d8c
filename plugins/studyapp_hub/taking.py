"""What each kind of statement changes, and what has to be worked out anew when all of a batch are in."""

from __future__ import annotations

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
from studyapp_hub import envelopes, erasing
from studyapp_hub.core import Core, digest_bytes, kind_of
from studyapp_hub.grading import questions_of
from studyapp_hub.schema import BOARD, DEVICE, FILE, PERSON, RELEASE, REVOKED, STAMP
from studyapp_hub.units import Units


@dataclass
class Later:
    """What has to be worked out anew when all batches are in."""

    units: bool = False
    plan: bool = False
    refold: dict[str, None] = field(default_factory=dict)
    move: dict[str, None] = field(default_factory=dict)


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
        move_all(core, later, before)
    for learner in later.move:
        core.ledger.replace(core.learners.get(learner), core.units)


def move_all(core: Core, later: Later, before: Units) -> None:
    """Put everybody's days where they belong now that the units are others."""
    later.units = False
    for (learner,) in core.engine.rows("SELECT DISTINCT learner FROM day"):
        core.ledger.replace(core.learners.get(learner), before)


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
    settle(core, later, core.units)


def _learn(core: Core, published: Iterable[Any]) -> set[str]:
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


def _digest(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return b""
    return found if len(found) == 32 else b""


_Take = Callable[[Core, Later, Any, Statement], None]


TAKE: dict[type[Head], _Take] = {
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
