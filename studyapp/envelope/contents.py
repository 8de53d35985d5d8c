"""Entries as the content of an envelope: each a line, the canonical JSON that its id is the digest of.

So nothing is said twice: id and day follow from the line, and what is read has the id of what was written, or is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from hashlib import sha256 as _sha256
from math import isfinite
from typing import Any, NamedTuple

from studyapp import identity
from studyapp.model import DAY, Entry
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.plain import canonical

MOST = 1_000
"""Entries of one envelope."""

_FIELDS = 12
_NAMES = tuple(one.name for one in fields(Entry))
_LARGEST = (1 << 63) - 1
"""What a database has room for."""


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


EntryRow = tuple[
    bytes,
    str,
    int,
    int,
    int,
    str,
    bytes | None,
    bytes | None,
    float | None,
    int | None,
    int | None,
    str | None,
    dict[str, Any],
]
"""An entry's fields in the order in which ``Entry`` has them: to make objects of a million takes its time."""


class UnpackedRows(NamedTuple):
    """What a content holds, as rows."""

    rows: list[EntryRow]
    refused: int


def unpack_entries(content: bytes) -> Unpacked:
    """The entries of a content; what is no entry, to the letter, is counted and left out."""
    rows, refused = unpack_rows(content)
    return Unpacked(tuple(Entry(**dict(zip(_NAMES, row, strict=True))) for row in rows), refused)  # type: ignore[arg-type]


def unpack_rows(content: bytes) -> UnpackedRows:
    """The same, as rows."""
    lines = content.split(b"\n")[: MOST + 1] if content else []
    plain = _rows(lines)
    found = [_row(one, line) for one, line in zip(plain[:MOST], lines, strict=False)]
    rows = [one for one in found if one is not None]
    return UnpackedRows(rows, len(lines) - len(rows))


def _rows(lines: Sequence[bytes]) -> list[Any]:
    """The JSON of each line, ``None`` where it is not canonical: read all at once, or where that fails one by one."""
    rows = _list(b"[" + b",".join(lines) + b"]")
    if rows is None or len(rows) != len(lines):
        each = (_list(b"[" + line + b"]") for line in lines)
        rows = [one[0] if one is not None and len(one) == 1 else None for one in each]
    return [one if _is_canonical(one, line) else None for one, line in zip(rows, lines, strict=True)]


def _list(data: bytes) -> list[Any] | None:
    try:
        rows: list[Any] = json.loads(data)
        return rows
    except (ValueError, RecursionError):
        return None


def _is_canonical(row: Any, line: bytes) -> bool:
    """Whether a line is the row to the letter: two entries in one line and half of one in the next are none."""
    try:
        return canonical(row).encode() == line
    except (ValueError, RecursionError):
        return False


def _row(plain: Any, line: bytes) -> EntryRow | None:
    """The fields of an entry; ``None`` where they are not what the fields of an entry are (see ``is_storable``)."""
    if type(plain) is not list or len(plain) != _FIELDS:
        return None
    device, seq, at, day, kind, question, key, verdict, rating, milliseconds, sitting, body = plain
    if type(at) is not int or not 0 <= at <= identity.LATEST or (at + STUDY_DAY_OFFSET) // DAY != day:
        return None
    if type(device) is not str or type(kind) is not str or type(body) is not dict or type(seq) is not int:
        return None
    if not -_LARGEST <= seq <= _LARGEST or not (rating is None or _is_number(rating)):
        return None
    if not (milliseconds is None or _is_number(milliseconds)) or not (sitting is None or type(sitting) is str):
        return None
    if not (verdict is None or (type(verdict) is float and isfinite(verdict))):
        return None
    asked, right = _digest(question), _digest(key)
    if (asked is None) is not (question is None) or (right is None) is not (key is None):
        return None
    one = at.to_bytes(6) + _sha256(line).digest()[:10]
    return one, device, seq, at, day, kind, asked, right, verdict, rating, milliseconds, sitting, body


def _is_number(value: Any) -> bool:
    return type(value) is int and -_LARGEST <= value <= _LARGEST


def _digest(text: Any) -> bytes | None:
    """Sixteen bytes from their hex in small letters: the same entry must not go by two ids."""
    if type(text) is not str or len(text) != 32:
        return None
    try:
        found = bytes.fromhex(text)
    except ValueError:
        return None
    return found if found.hex() == text else None
