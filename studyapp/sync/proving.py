"""Which of the statements that came down prove something: of whose devices they are, by the word of which hub.

The hub that first certified this store's own device is the one whose word counts at that remote from then on. An
envelope is taken where the key that signed it has that hub's certificate for the same learner; what waits for one is
parked, since certificates may come after what they certify.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from studyapp.envelope.heads import Unreadable
from studyapp.envelope.sealing import digest_of, unseal
from studyapp.model.statement import DeviceHead, EntriesHead, Head, RevokedHead, StampHead, Statement
from studyapp.store.receipts import Certificate


@dataclass(slots=True)
class Trust:
    """What is believed at a remote. ``own``: the public keys of this store's devices, as far as they are known.

    ``learner``, ``key``: whose this store is there, and the hub that says so; empty as long as nobody has. ``asked``:
    the learner has asked to be known, so that another hub may say it: the old one may be no more.
    """

    own: Mapping[str, str]
    learner: str = ""
    key: str = ""
    asked: bool = False
    certificates: dict[str, Certificate] = field(default_factory=dict)


@dataclass(slots=True)
class Proven:
    """What some statements have proved. ``envelopes``: contents of envelopes of the learner's devices, in order.

    ``known``: own devices that were certified. ``parked``: what may prove something later; ``strange``: how many are
    forged, damaged or of a revoked device.
    """

    envelopes: list[bytes] = field(default_factory=list)
    known: set[str] = field(default_factory=set)
    parked: list[Statement] = field(default_factory=list)
    strange: int = 0


def prove(statements: Iterable[Statement], trust: Trust) -> Proven:
    """Sort statements out; what they say of devices goes into ``trust``."""
    proven = Proven()
    read = list(_read(statements, proven))
    for _statement, head in read:
        if isinstance(head, DeviceHead) and trust.own.get(head.device) == head.key:
            _be_known(head, trust, proven)
    for statement, head in read:
        if isinstance(head, DeviceHead):
            _certify(statement, head, trust, proven)
    _revoke((head for _statement, head in read), trust)
    stamps = {head.of: head.at for _statement, head in read if isinstance(head, StampHead) and head.by == trust.key}
    for statement, head in read:
        if isinstance(head, EntriesHead):
            _take_envelope(statement, head, trust, proven, stamps)
    return proven


def _read(statements: Iterable[Statement], proven: Proven) -> Iterator[tuple[Statement, Head]]:
    for one in statements:
        try:
            head = unseal(one)
        except Unreadable:
            proven.strange += 1
            continue
        if head is not None:  # of a kind of later versions: nothing is said to this one by it
            yield one, head


def _be_known(head: DeviceHead, trust: Trust, proven: Proven) -> None:
    if trust.key not in ("", head.by):
        if not trust.asked:
            return
        trust.certificates.clear()
    trust.learner, trust.key = head.learner, head.by
    proven.known.add(head.device)


def _certify(statement: Statement, head: DeviceHead, trust: Trust, proven: Proven) -> None:
    if not trust.key:
        proven.parked.append(statement)
    elif head.by == trust.key and head.learner == trust.learner:
        known = trust.certificates.get(head.device)
        if known is None or known.key != head.key:
            trust.certificates[head.device] = Certificate(head.device, head.key, head.learner)


def _revoke(heads: Iterable[Head], trust: Trust) -> None:
    for head in heads:
        if isinstance(head, RevokedHead) and head.by == trust.key and head.device in trust.certificates:
            known = trust.certificates[head.device]
            if not known.revoked or head.at < known.revoked:
                trust.certificates[head.device] = known._replace(revoked=head.at)


def _take_envelope(
    statement: Statement, head: EntriesHead, trust: Trust, proven: Proven, stamps: Mapping[str, int]
) -> None:
    known = trust.certificates.get(head.device)
    if known is None:
        proven.parked.append(statement)
    elif known.key != head.by or (known.revoked and not _is_before(statement, known.revoked, stamps)):
        proven.strange += 1
    elif statement.content:  # else it was erased
        proven.envelopes.append(statement.content)


def _is_before(statement: Statement, revoked: int, stamps: Mapping[str, int]) -> bool:
    received = stamps.get(digest_of(statement.head))
    return received is not None and received < revoked
