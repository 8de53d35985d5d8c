"""Statements taken in: whose word they are, and what is said of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from studyapp import (
    BoardHead,
    DeviceHead,
    EntriesHead,
    ErasedHead,
    Head,
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
    unseal,
)
from studyapp_hub import envelopes, taking, words
from studyapp_hub.batch import Batch
from studyapp_hub.core import Core, kind_of
from studyapp_hub.joining import Admitted

_ORDER: tuple[type[Head], ...] = (
    HubHead, UnitHead, DeviceHead, PersonHead, JoinHead, RevokedHead, ReleaseHead, PublishedHead, StampHead,
    EntriesHead, BoardHead, ErasedHead,
)  # fmt: skip


DAY, MOST_DEVICES = 86_400_000, 20
"""In so many milliseconds a learner gets no more devices: each has an allowance, and a pace, of its own."""

_PLACES = {kind: place for place, kind in enumerate(_ORDER)}
_ENTRIES = _PLACES[EntriesHead]


def accept_all(core: Core, batches: Sequence[Sequence[Statement]], *, at: int) -> list[Receipt]:
    """Accept batches, each as if it came alone, within one transaction."""
    with core.change(may_owe=True):
        return [_accept(core, one, at) for one in batches]


def _accept(core: Core, statements: Iterable[Statement], at: int) -> Receipt:
    batch, later = Batch(at), taking.Later()
    read: list[tuple[int, Head | None, Statement]] = []
    for one in statements:
        try:
            head = unseal(one)
        except Unreadable:
            batch.refused = words.NO_STATEMENT
            continue
        said = head.content if head is not None else json.loads(one.head).get("content")
        if said and not one.content and not isinstance(head, EntriesHead):
            batch.refused = words.NO_STATEMENT  # nothing but entries is ever erased
            continue
        read.append((len(_ORDER) if head is None else _PLACES.get(type(head), len(_ORDER)), head, one))
    read.sort(key=lambda it: it[0])
    for place, head, one in read:
        if later.units and place > _PLACES[UnitHead]:
            taking.move_all(core, later)
        _take(core, batch, later, head, one)
    taking.settle(core, later)
    if any(place != _ENTRIES for place, _head, _one in read):
        core.owe_nothing()
    return batch.receipt()


def _take(core: Core, batch: Batch, later: taking.Later, head: Head | None, one: Statement) -> None:
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
        take = taking.TAKE.get(type(head))
        if take is None or not core.units.speaks(head.by):
            batch.refused = words.UNKNOWN_SIGNER
            return
        batch.taken += 1
        take(core, later, head, one)


def _join(core: Core, batch: Batch, later: taking.Later, head: JoinHead) -> None:
    """Let a device in, and tell it its certificate: this once, since anybody may send again what lay on a stick.

    Where that was lost it asks for what is new, which only it can sign.
    """
    learner = core.learner_of(head.device, head.by)
    is_new = not learner
    if not learner and core.known(head.device) is not None:
        batch.refused = words.TAKEN
        return
    if not learner and core.joining is not None:
        admitted = core.joining.join(head, batch.at, core.known)
        if isinstance(admitted, Message) or _has_many(core, admitted.learner, batch.at):
            batch.refused = admitted if isinstance(admitted, Message) else words.TOO_MANY
            return
        learner = _admit(core, later, admitted, head.device, head.by, batch.at)
    if not learner:
        batch.refused = words.NO_GATE
        return
    batch.taken += 1
    batch.held[head.device] = envelopes.held(core, learner, head.device, head.by)
    batch.said += certificates(core, learner) if is_new else []


def _has_many(core: Core, learner: str, at: int) -> bool:
    """Whether a learner has got so many devices of late that no PC that is put back every night explains it."""
    rows = core.engine.rows("SELECT count(*) FROM device WHERE learner = ? AND at > ?", learner, at - DAY)
    return int(rows[0][0]) >= MOST_DEVICES


def _admit(core: Core, later: taking.Later, admitted: Admitted, device: str, key: str, at: int) -> str:
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
    later = taking.Later()
    if not core.learner_of(device, key):
        _admit(core, later, admitted, device, key, at)
    taking.settle(core, later)
    return tuple(certificates(core, admitted.learner))


def _say(core: Core, later: taking.Later, head: Head) -> None:
    one = core.seal(head)
    taking.TAKE[type(head)](core, later, replace(head, by=core.key), one)


def say(core: Core, head: Head, content: bytes = b"") -> Statement:
    """Sign as this hub, and accept it, within a transaction of the caller's."""
    later = taking.Later()
    statement = core.seal(_dated(core, head), content)
    found = unseal(statement)
    _take(core, Batch(0), later, found, statement)
    taking.settle(core, later)
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
