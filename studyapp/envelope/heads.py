"""Heads as bytes and back. What comes from elsewhere may be anything: it is read whole and exactly, or refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, get_type_hints

from studyapp.envelope.signing import ALGORITHM
from studyapp.model.plain import canonical
from studyapp.model.statement import (
    BoardHead,
    DeviceHead,
    EntriesHead,
    ErasedHead,
    Head,
    HubHead,
    JoinHead,
    PersonHead,
    PublishedHead,
    ReceiptHead,
    ReleaseHead,
    RevokedHead,
    StampHead,
    UnitHead,
)

VERSION = 1
LARGEST = 4096
"""Bytes of a head."""

_LONGEST = 200
"""Characters of a text in a head."""
_MOST = 1 << 53
"""Numbers beyond it are not the same in every program that reads JSON."""

KINDS: Mapping[str, type[Head]] = {
    "entries": EntriesHead,
    "join": JoinHead,
    "device": DeviceHead,
    "revoked": RevokedHead,
    "unit": UnitHead,
    "person": PersonHead,
    "hub": HubHead,
    "stamp": StampHead,
    "release": ReleaseHead,
    "erased": ErasedHead,
    "published": PublishedHead,
    "board": BoardHead,
    "receipt": ReceiptHead,
}
_WORDS = {kind: word for word, kind in KINDS.items()}
_FIELDS = {kind: {one.name: get_type_hints(kind)[one.name] for one in fields(kind)} for kind in KINDS.values()}
_ABOUT = {"v": VERSION, "alg": ALGORITHM}


class Unreadable(ValueError):  # noqa: N818 - it is a finding about what somebody has sent
    """It is no statement, or its head says what no head of its kind says."""


def to_bytes(head: Head) -> bytes:
    """A head as the JSON that is signed."""
    return canonical({**_ABOUT, "kind": _WORDS[type(head)], **asdict(head)}).encode()


def from_bytes(data: bytes) -> Head | None:
    """The head in some bytes; ``None`` for a kind that a later version has brought. Raises ``Unreadable``."""
    plain = read_plain(data)
    about = {name: plain.pop(name, None) for name in _ABOUT}
    word = plain.pop("kind", None)
    if about != _ABOUT or not isinstance(word, str):
        raise Unreadable("no head of this version and algorithm")
    kind = KINDS.get(word)
    if kind is None:
        return None
    wanted = _FIELDS[kind]
    if plain.keys() != wanted.keys() or not all(_is(wanted[name], value) for name, value in plain.items()):
        raise Unreadable(f"no head of the kind {word}")
    return kind(**plain)


def read_plain(data: bytes) -> dict[str, Any]:
    """What any head says, of whatever kind. Raises ``Unreadable``."""
    if len(data) > LARGEST:
        raise Unreadable("the head is too long")
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the head is no JSON") from error
    if not isinstance(plain, dict):
        raise Unreadable("the head is no object")
    return plain


def _is(kind: type, value: object) -> bool:
    if type(value) is not kind:
        return False
    if isinstance(value, str):
        return len(value) <= _LONGEST and value.isprintable()
    return not isinstance(value, int) or -_MOST < value < _MOST
