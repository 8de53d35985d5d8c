"""Taking in entries: from this device beyond the plain answer, from a backup, later from a remote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from studyapp import identity
from studyapp.journal import TIMED, target_of
from studyapp.model import Entry, EntryKind
from studyapp.store import caches, entries, replaying
from studyapp.store.opening import Store, take_parameters, transaction
from studyapp.store.uncut import name_uncut

MANY = 5_000
"""From so many new entries on, a replay of everything is cheaper than folding what was touched."""


@dataclass(slots=True)
class Absorbed:
    """What became of a batch: entries that were new, known already, and refused since they are not intact.

    ``arrived``: the ids of the new ones.
    """

    new: int = 0
    known: int = 0
    refused: int = 0
    arrived: list[bytes] = field(default_factory=list, compare=False, repr=False)


@dataclass(slots=True)
class _Touched:
    questions: set[bytes] = field(default_factory=set)
    marked: set[bytes] = field(default_factory=set)
    days: set[int] = field(default_factory=set)
    devices: set[str] = field(default_factory=set)
    aliases: bool = False
    parameters: bool = False


def absorb(store: Store, batch: Iterable[Entry]) -> Absorbed:
    """Unite the journal with a batch of entries, in one transaction; the caches follow."""
    with transaction(store.connection):
        return absorb_within(store, batch)


def bring_home(store: Store, batch: Iterable[Entry]) -> Absorbed:
    """Unite the journal with entries of a backup or a damaged file, which go on to the remotes from here."""
    with transaction(store.connection):
        absorbed = absorb_within(store, batch)
        name_uncut(store.connection, absorbed.arrived)
    return absorbed


def add(
    store: Store,
    kind: str,
    *,
    at: int,
    question: bytes | None = None,
    key: bytes | None = None,
    rating: int | None = None,
    sitting: str | None = None,
    body: Mapping[str, object] | None = None,
) -> Entry:
    """Write an entry of this device that is no answer; its number is taken in the same transaction."""
    with transaction(store.connection):
        entry = identity.make_entry(
            device=store.device,
            seq=entries.next_seq(store.connection, store.device),
            at=at,
            kind=kind,
            question=question,
            key=key,
            rating=rating,
            sitting=sitting,
            body=body,
        )
        absorb_within(store, [entry], appended=True)
    return entry


def absorb_within(store: Store, batch: Iterable[Entry], *, appended: bool = False) -> Absorbed:
    """``absorb`` inside a transaction that the caller holds.

    ``appended``: these are the newest of this device, which are in step with the others if their day is.
    """
    absorbed, touched = Absorbed(), _Touched()
    for entry in batch:
        if not identity.is_intact(entry):
            absorbed.refused += 1
        elif entries.insert(store.connection, entry):
            absorbed.new += 1
            absorbed.arrived.append(entry.id)
            _touch_by_arrival(store, entry, touched)
            if entry.kind in TIMED and not (appended and entry.day >= caches.latest(store.connection)):
                touched.devices.add(entry.device)
        else:
            absorbed.known += 1
    if touched.parameters or not caches.is_current(store):
        take_parameters(store)
    if absorbed.new > MANY or not caches.is_current(store):
        replaying.rebuild_within(store)
    else:
        questions = caches.refold_aliases(store) if touched.aliases else set()
        late, days = caches.retime(store, touched.devices)
        everything = touched.questions | questions | late
        caches.refold(store, everything, touched.marked | questions, touched.days | days, whole=questions)
    return absorbed


def _touch_by_arrival(store: Store, entry: Entry, touched: _Touched) -> None:
    """Note what the arrival of an entry may change: its own subject, and those of the entries it speaks of."""
    affected = [entry]
    if entry.kind == EntryKind.HANDIN and entry.sitting:
        affected += entries.voided_in_sitting(store.connection, entry.sitting)
    while affected:
        one = affected.pop()
        _touch(one, touched)
        spoken_of = target_of(one)
        if spoken_of is not None:
            affected += entries.by_ids(store.connection, [spoken_of]).values()


def _touch(entry: Entry, touched: _Touched) -> None:
    if entry.kind in (EntryKind.ANSWER, EntryKind.PAST) and entry.question is not None:
        touched.questions.add(entry.question)
        touched.days.add(entry.day)
    elif entry.kind == EntryKind.MARK and entry.question is not None:
        touched.marked.add(entry.question)
    elif entry.kind == EntryKind.SAME:
        touched.aliases = True
    elif entry.kind == EntryKind.PARAMS:
        touched.parameters = True
    elif entry.kind == EntryKind.DONE:
        touched.days.add(entry.day)
