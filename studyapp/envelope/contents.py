"""Entries as the content of an envelope: each a line, the canonical JSON that its id is the digest of.

So nothing is said twice: id and day follow from the line, and what is read has the id of what was written, or is none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from studyapp import identity
from studyapp.journal import read_id
from studyapp.model import Entry, study_day
from studyapp.model.plain import canonical

MOST = 1_000
"""Entries of one envelope."""

_FIELDS = 12


class Unpacked(NamedTuple):
    """What a content holds: the entries, and how many of its lines are none."""

    entries: tuple[Entry, ...]
    refused: int


def pack_entries(entries: Iterable[Entry]) -> bytes:
    """Entries as a content."""
    return "\n".join(map(line_of, entries)).encode()


def line_of(entry: Entry) -> str:
    """The canonical JSON of an entry."""
    return canonical(
        [
            entry.device,
            entry.seq,
            entry.at,
            entry.day,
            entry.kind,
            None if entry.question is None else entry.question.hex(),
            None if entry.key is None else entry.key.hex(),
            entry.verdict,
            entry.rating,
            entry.milliseconds,
            entry.sitting,
            entry.body,
        ]
    )


def unpack_entries(content: bytes) -> Unpacked:
    """The entries of a content; what is no entry, to the letter, is counted and left out."""
    lines = content.split(b"\n")[: MOST + 1] if content else []
    rows = _rows(lines)
    found = [_entry(row, line) for row, line in zip(rows, lines, strict=True)]
    entries = tuple(one for one in found[:MOST] if one is not None)
    return Unpacked(entries, len(lines) - len(entries))


def _rows(lines: Sequence[bytes]) -> list[Any]:
    """The JSON of each line, ``None`` where it is not canonical: all at once, or where that fails one by one."""
    joined = b"[" + b",".join(lines) + b"]"
    rows = _canonical_list(joined)
    if rows is not None and len(rows) == len(lines):
        return rows
    each = (_canonical_list(b"[" + line + b"]") for line in lines)
    return [one[0] if one is not None and len(one) == 1 else None for one in each]


def _canonical_list(data: bytes) -> list[Any] | None:
    try:
        rows: list[Any] = json.loads(data)
        return rows if canonical(rows).encode() == data else None
    except (ValueError, RecursionError):
        return None


def _entry(row: Any, line: bytes) -> Entry | None:
    """The entry of a row; ``None`` where its fields are not what the fields of an entry are."""
    if not isinstance(row, list) or len(row) != _FIELDS:
        return None
    device, seq, at, day, kind, question, key, verdict, rating, milliseconds, sitting, body = row
    if type(at) is not int or not 0 <= at <= identity.LATEST or study_day(at) != day:
        return None
    digests = [read_id(one) for one in (question, key)]
    if any((one and one.hex()) != text for one, text in zip(digests, (question, key), strict=True)):
        return None  # capital letters too: the same entry must not go by two ids
    entry = Entry(
        id=at.to_bytes(6) + hashlib.sha256(line).digest()[:10],
        device=device,
        seq=seq,
        at=at,
        day=day,
        kind=kind,
        question=digests[0],
        key=digests[1],
        verdict=verdict,
        rating=rating,
        milliseconds=milliseconds,
        sitting=sitting,
        body=body,
    )
    return entry if identity.is_storable(entry) else None
