"""The entries of an envelope by columns, in a third of the time of ``unpack_rows`` where nothing about them is odd.

A hub reads every entry that its learners write; msgspec reads a line and writes it again in the time in which the
standard library finds out where it ends. What it might write otherwise than ``canonical`` (numbers with an exponent,
or that would have one) and all that does not fit is left to ``unpack_rows``, which has the say; a test holds the two
together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import compress
from typing import Annotated, Any

import msgspec

from studyapp import unpack_rows

_Whole = Annotated[int, msgspec.Meta(ge=-(2**63) + 1, le=2**63 - 1)]
_Line = tuple[
    str,
    _Whole,
    int,
    int,
    str,
    str | None,
    str | None,
    float | None,
    _Whole | None,
    _Whole | None,
    str | None,
    dict[str, Any],
]
_decode = msgspec.json.Decoder(list[_Line]).decode
_encode_lines = msgspec.json.Encoder(order="deterministic").encode_lines
MOST = 1_000
_OFFSET, _DAY = 4 * 3_600_000, 86_400_000
_LATEST = 250_000_000_000_000
_PLAIN = frozenset((None, 0.0, 1.0))
"""Verdicts that everybody writes alike."""


class Entries:
    """Entries by columns, in the order of their content; ``took`` is in milliseconds, never less than none.

    Ids are worked out when they are first asked for: of what merely adds up nobody asks for them.
    """

    __slots__ = (
        "_ids", "_lines", "at", "body", "columns", "day", "device", "key", "kind", "question", "seq", "sitting", "took",
        "verdict",
    )  # fmt: skip

    def __init__(self, columns: Sequence[Sequence[Any]], ids: Sequence[bytes], lines: Sequence[bytes] = ()) -> None:
        self.device: Sequence[str]
        self.seq: Sequence[int]
        self.at: Sequence[int]
        self.day: Sequence[int]
        self.kind: Sequence[str]
        self.question: Sequence[bytes | None]
        self.key: Sequence[bytes | None]
        self.verdict: Sequence[float | None]
        self.took: Sequence[int]
        self.sitting: Sequence[str | None]
        self.body: Sequence[dict[str, Any]]
        (
            self.device, self.seq, self.at, self.day, self.kind, self.question, self.key, self.verdict, self.took,
            self.sitting, self.body,
        ) = self.columns = tuple(columns)  # fmt: skip
        self._ids, self._lines = ids, lines

    def __len__(self) -> int:
        return len(self.seq)

    @property
    def id(self) -> Sequence[bytes]:
        """The entries' ids."""
        if not self._ids:
            lines = zip(self.at, self._lines, strict=True)
            self._ids = [at.to_bytes(6) + sha256(line).digest()[:10] for at, line in lines]
        return self._ids

    def among(self, wanted: Sequence[bool]) -> Entries:
        """Some of them."""
        columns = [[*compress(one, wanted)] for one in self.columns]
        return Entries(columns, [*compress(self._ids, wanted)], [*compress(self._lines, wanted)])

    def of_kinds(self, kinds: frozenset[str]) -> Entries:
        """Those of some kinds."""
        return self if kinds.issuperset(self.kind) else self.among([one in kinds for one in self.kind])


NONE = Entries([()] * 11, ())


def read_entries(content: bytes) -> tuple[Entries, int]:
    """The entries of a content that every database can store, and how many of its lines are none."""
    found, refused = _swift(content), 0
    if found is None:
        rows, refused = unpack_rows(content)
        found = _of_rows(rows) if rows else NONE
    if b"\\u0000" in content:
        storable = [
            "\0" not in device and "\0" not in kind and (sitting is None or "\0" not in sitting)
            for device, kind, sitting in zip(found.device, found.kind, found.sitting, strict=True)
        ]
        refused += storable.count(False)
        found = found.among(storable)
    return found, refused


def _of_rows(rows: Sequence[Sequence[Any]]) -> Entries:
    ids, device, seq, at, day, kind, question, key, verdict, _rating, took, sitting, body = zip(*rows, strict=True)
    return Entries((device, seq, at, day, kind, question, key, verdict, _spent(took), sitting, body), ids)


def _spent(took: Sequence[int | None]) -> Sequence[int]:
    return [one if one is not None and one > 0 else 0 for one in took]


def _swift(content: bytes) -> Entries | None:
    """All entries of a content of which every line is one, and none is odd; else ``None``."""
    lines = content.split(b"\n") if content else []
    if not lines or len(lines) > MOST:
        return None
    try:
        plain = _decode(b"[" + b",".join(lines) + b"]")
        if len(plain) != len(lines) or _encode_lines(plain) != content + b"\n":
            return None
        return _entries(plain, lines, content)
    except (ValueError, RecursionError):
        return None


def _entries(plain: list[Any], lines: list[bytes], content: bytes) -> Entries | None:
    device, seq, at, day, kind, question, key, verdict, _rating, took, sitting, body = zip(*plain, strict=True)
    if min(at) < 0 or max(at) > _LATEST or [(one + _OFFSET) // _DAY for one in at] != [*day]:
        return None
    fractions = len(verdict) - verdict.count(None)
    if not _PLAIN.issuperset(verdict) or content.count(b".") != fractions:
        return None  # a number with a fraction or an exponent might be written in two ways
    asked, right = _digests(question), _digests(key)
    if asked is None or right is None:
        return None
    return Entries((device, seq, at, day, kind, asked, right, verdict, _spent(took), sitting, body), (), lines)


def _digests(texts: Sequence[str | None]) -> list[bytes | None] | None:
    """Sixteen bytes from the hex of each, all at once; ``None`` where one is not that in small letters."""
    there = [one for one in texts if one is not None]
    joined = "".join(there)
    if len(joined) != 32 * len(there) or (there and set(map(len, there)) != {32}):
        return None
    data = bytes.fromhex(joined)
    if data.hex() != joined:
        return None
    cut: Iterator[bytes] = (data[place : place + 16] for place in range(0, len(data), 16))
    if len(there) == len(texts):
        return [*cut]
    return [None if one is None else next(cut) for one in texts]
