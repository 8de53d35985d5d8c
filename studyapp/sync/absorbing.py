"""What comes down of the learner's other devices, and what is believed of it, into the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from studyapp.envelope.contents import unpack_entries
from studyapp.envelope.signer import OwnDevice
from studyapp.model import Entry
from studyapp.model.statement import Statement
from studyapp.store import absorbing, receipts, remotes, uncut
from studyapp.store.opening import Store, transaction
from studyapp.sync.proving import Proven, Trust, prove

CHUNK = 100
"""Entries that are taken in at once: an answer that is given meanwhile waits so long."""


def read_trust(store: Store, remote: str, line: Sequence[OwnDevice]) -> Trust:
    """What is believed at a remote."""
    row = remotes.named(store.connection, remote)
    known = receipts.certificates(store.connection, remote)
    own = {one.device: one.key for one in line}
    asked = bool(receipts.joinings(store.connection, remote))
    learner, key = ("", "") if row is None else (row.learner, row.key)
    return Trust(own, learner, key, asked, known)


def take_statements(store: Store, remote: str, statements: Iterable[Statement], trust: Trust) -> Proven:
    """Prove statements, with those that waited; note what they say of devices, and what waits now."""
    waited = receipts.parked(store.connection, remote)
    proven = prove([*waited, *statements], trust)
    known = receipts.certificates(store.connection, remote)
    with transaction(store.connection):
        remotes.note_owner(store.connection, remote, trust.learner, trust.key)
        receipts.note_certificates(store.connection, remote, known, trust.certificates)
        for device in proven.known:
            receipts.forget_joining(store.connection, remote, device)
        if proven.parked or waited:
            receipts.park(store.connection, remote, proven.parked)
    return proven


def absorb_envelopes(
    store: Store, contents: Iterable[bytes], tell: Callable[[float], None], breathe: Callable[[], object]
) -> tuple[int, int]:
    """Take in the entries of envelopes; return how many were new, and how many are no entries.

    They lie at the remote: they are not cut again, unless there is another remote that may not have them. ``breathe``
    is called between two chunks: whoever wants to write an answer looks only now and then whether he may.
    """
    unpacked = [unpack_entries(one) for one in contents]
    entries = [entry for one in unpacked for entry in one.entries]
    strange = sum(one.refused for one in unpacked)
    lone = len(remotes.every(store.connection)) == 1
    new, each, done = 0, iter(entries), 0
    while chunk := list(islice(each, CHUNK)):
        new += _absorb(store, chunk, lone=lone)
        done += len(chunk)
        tell(done / len(entries))
        if done < len(entries):
            breathe()
    return new, strange


def _absorb(store: Store, chunk: list[Entry], *, lone: bool) -> int:
    with transaction(store.connection):
        uncut.settle(store.connection)
        absorbed = absorbing.absorb_within(store, chunk)
        uncut.settled(store.connection, [entry.id for entry in chunk] if lone else ())
    return absorbed.new
