"""The lists of a Word 97 document: what stands before its numbered paragraphs on paper, but not in its text.

Source: [MS-DOC] 2.9.149 (LSTF, the lists), 2.9.150 (LVL, their levels), 2.9.131 (LFO, which list a paragraph names),
[MS-OSHARED] 2.2.1.3 (formats of numbers).
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from studyapp_text.docx_numbering import Level, Numbering

_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "chineseCounting", 18: "decimalEnclosedCircle", 22: "decimalZero", 23: "bullet",
    28: "decimalEnclosedCircleChinese", 33: "chineseCounting", 35: "chineseCountingThousand", 36: "ideographDigital",
    37: "chineseCounting", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
_LIST, _OVERRIDE, _LEVEL = 28, 16, 28
_LEVELS = 9
_MOST = 4096


class _Read(NamedTuple):
    """A level, and where in the table what follows it begins."""

    level: Level
    end: int


def read_lists(table: bytes, lists: tuple[int, int], overrides: tuple[int, int]) -> Numbering:
    """Read the lists of a document; what is broken in them is left out."""
    found = Numbering()
    try:
        _read_levels(found, table, *lists)
        _read_overrides(found, table, *overrides)
    except (struct.error, IndexError):
        return found
    return found


def _read_levels(found: Numbering, table: bytes, begin: int, size: int) -> None:
    count = struct.unpack_from("<H", table, begin)[0] if size else 0
    at = begin + 2 + count * _LIST
    for index in range(min(count, _MOST)):
        place = begin + 2 + index * _LIST
        (name,) = struct.unpack_from("<I", table, place)
        levels = found.levels.setdefault(str(name), {})
        for level in range(1 if table[place + 26] & 1 else _LEVELS):
            levels[level], at = _level(table, at)


def _level(table: bytes, at: int) -> _Read:
    start, form = struct.unpack_from("<iB", table, at)
    letters, paragraphs = table[at + 24], table[at + 25]
    at += _LEVEL + letters + paragraphs
    (length,) = struct.unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    shown = "".join(f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter for letter in text)
    return _Read(Level(start, _FORMATS.get(form, "decimal"), shown), at + 2 + 2 * length)


def _read_overrides(found: Numbering, table: bytes, begin: int, size: int) -> None:
    count = min(struct.unpack_from("<I", table, begin)[0], _MOST) if size else 0
    at = begin + 4 + count * _OVERRIDE
    for number in range(1, count + 1):
        place = begin + 4 + (number - 1) * _OVERRIDE
        found.lists[str(number)] = str(struct.unpack_from("<I", table, place)[0])
        at += 4
        for _ in range(table[place + 12]):
            start, flags = struct.unpack_from("<iI", table, at)
            at += 8
            if flags & 0x20:  # a level of its own follows; whoever makes one starts it anew
                level, at = _level(table, at)
                start = level.start
            if flags & 0x30:
                found.restarts.setdefault(str(number), {})[flags & 0xF] = start
