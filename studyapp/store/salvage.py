"""Salvage: every intact entry out of a damaged file.

The file is read page by page as the SQLite file format lays it down (https://sqlite.org/fileformat2.html), without
its schema or its trees: an entry's id is a digest of its contents, so whatever decodes to an entry with its own id
is one, wherever it lies. The write-ahead log beside the file is read in the same way.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from studyapp import identity
from studyapp.model import Entry
from studyapp.store.entries import COLUMNS, from_row

_WIDTH = len(COLUMNS.split(", "))
_INDEX_LEAF, _INDEX_INTERIOR = 0x0A, 0x02
_MAGIC = b"SQLite format 3\0"
_FILE_HEADER, _LOG_HEADER, _FRAME_HEADER = 100, 32, 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_LARGEST = 64 << 20
"""Bytes of one record beyond which a length can only be damage."""

Value = None | int | float | bytes | str
Page = tuple[int, bytes]
Pages = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Entries that came through, and how many numbers in the devices' sequences are missing between them."""

    entries: tuple[Entry, ...]
    missing: int


OURS = 4096, 4096
"""The size of a page and how much of it is used, in the files that the app makes: a damaged header may lie."""


def salvage(path: Path) -> Salvaged:
    """Read every intact entry of a store's file and of the log beside it."""
    data, log = _bytes_of(path), _bytes_of(path.with_name(f"{path.name}-wal"))
    found = {
        entry.id: entry
        for size, usable in dict.fromkeys((_page_sizes(data), OURS))
        for entry in _every_entry(data, _rounds(log, size), size, usable)
    }
    return Salvaged(tuple(found[one] for one in sorted(found)), _missing(found.values()))


def _every_entry(data: bytes, rounds: Iterable[Sequence[Page]], size: int, usable: int) -> Iterator[Entry]:
    """The entries of the main file's pages, then of the log's, each with what the same round wrote beside it."""

    def page(number: int) -> bytes:
        return newest.get(number) or data[(number - 1) * size : number * size]

    newest: dict[int, bytes] = {}
    main = [(number, page(number)) for number in range(1, len(data) // size + 1)]
    for pages in (main, *rounds):
        newest = dict(pages)
        for number, content in pages:
            yield from _entries_of(content, _FILE_HEADER if number == 1 else 0, page, size, usable)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _page_sizes(data: bytes) -> tuple[int, int]:
    """The size of a page and how much of it is used, as the header says, where it says something that can be."""
    size = int.from_bytes(data[16:18])
    size = 65536 if size == 1 else size
    if len(data) < _FILE_HEADER or not data.startswith(_MAGIC) or not 512 <= size <= 65536 or size & (size - 1):
        return OURS
    return size, size - data[20]


def _rounds(log: bytes, size: int) -> Iterable[Sequence[Page]]:
    """The pages in the write-ahead log, in order, by the round that wrote them.

    A log that was checkpointed is written anew from its beginning, in another round with another salt; behind its
    end lie the pages of the rounds before.
    """
    rounds: dict[bytes, list[Page]] = {}
    step = _FRAME_HEADER + size
    for start in range(_LOG_HEADER, len(log) - step + 1, step):
        number, salt = int.from_bytes(log[start : start + 4]), log[start + 8 : start + 16]
        rounds.setdefault(salt, []).append((number, log[start + _FRAME_HEADER : start + step]))
    return rounds.values()


def _entries_of(page: bytes, header: int, pages: Pages, size: int, usable: int) -> Iterator[Entry]:
    if len(page) < size or page[header] not in (_INDEX_LEAF, _INDEX_INTERIOR):
        return
    interior = page[header] == _INDEX_INTERIOR
    cells = int.from_bytes(page[header + 3 : header + 5])
    array = header + (12 if interior else 8)
    for one in range(min(cells, size // 4)):
        start = int.from_bytes(page[array + 2 * one : array + 2 * one + 2])
        try:
            payload = _payload(page, start + (4 if interior else 0), pages, size, usable)
            entry = _entry(_record(payload))
        except (ValueError, IndexError, struct.error, TypeError):
            continue
        if entry is not None and identity.is_intact(entry):
            yield entry


def _payload(page: bytes, at: int, pages: Pages, size: int, usable: int) -> bytes:
    """A cell's bytes, those on overflow pages too."""
    length, at = _varint(page, at)
    if length > _LARGEST:
        raise ValueError("too long to be true")
    most = (usable - 12) * 64 // 255 - 23
    if length <= most:
        return _exactly(page[at : at + length], length)
    least = (usable - 12) * 32 // 255 - 23
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    parts, rest = [page[at : at + local]], length - local
    following = int.from_bytes(page[at + local : at + local + 4])
    while rest > 0 and following:
        overflow = _exactly(pages(following), size)
        parts.append(overflow[4 : 4 + min(rest, usable - 4)])
        rest -= usable - 4
        following = int.from_bytes(overflow[:4])
    return _exactly(b"".join(parts), length)


def _exactly(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise ValueError("cut off")
    return data


def _record(payload: bytes) -> list[Value]:
    """The columns of a record."""
    end, at = _varint(payload, 0)
    types: list[int] = []
    while at < end and len(types) <= _WIDTH:
        one, at = _varint(payload, at)
        types.append(one)
    values: list[Value] = []
    at = end
    for one in types:
        value, at = _value(payload, at, one)
        values.append(value)
    return values


def _value(payload: bytes, at: int, serial: int) -> tuple[Value, int]:
    if serial == 0:
        return None, at
    if serial in _INTEGERS:
        width = _INTEGERS[serial]
        return int.from_bytes(_exactly(payload[at : at + width], width), signed=True), at + width
    if serial == 7:
        return struct.unpack(">d", payload[at : at + 8])[0], at + 8
    if serial in (8, 9):
        return serial - 8, at
    if serial < 12:
        raise ValueError("no such type")
    length = (serial - 12) // 2
    data = _exactly(payload[at : at + length], length)
    return (data.decode() if serial % 2 else data), at + length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next one begins."""
    value = 0
    for number in range(9):
        byte = data[at + number]
        if number == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + number + 1
    raise ValueError("a number has nine bytes at most")


def _entry(values: list[Value]) -> Entry | None:
    if not _WIDTH <= len(values) <= _WIDTH + 1:  # the last column, which follows from the body, came later
        return None
    values = values[:_WIDTH]
    if not isinstance(values[0], bytes) or not isinstance(values[-1], str):
        return None
    verdict = values[8]
    row = [*values[:8], None if verdict is None else float(verdict), *values[9:]]
    try:
        entry = from_row(row)
    except json.JSONDecodeError:
        return None
    return entry if isinstance(entry.body, dict) else None


def _missing(found: Iterable[Entry]) -> int:
    """How many numbers are missing below the last one that each device wrote."""
    last: dict[str, set[int]] = {}
    for entry in found:
        last.setdefault(entry.device, set()).add(entry.seq)
    return sum(max(numbers) - len(numbers) for numbers in last.values())
