"""The styles of a Word 97 document: the properties that its letters and paragraphs have from them.

Source: [MS-DOC] 2.9.271 (STSH), 2.9.272 (STSHI), 2.9.258 (STD), 2.9.260 (StdfBase), 2.9.331 and following (UPX).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

_MOST = 4096
_PARAGRAPH, _LETTERS = 1, 2
_DEEPEST = 12


class Style(NamedTuple):
    """A style: the one that it is based on, and what it says of paragraphs and of letters."""

    base: int
    paragraph: bytes
    letters: bytes


@dataclass(slots=True)
class Styles:
    """The styles of a document by their numbers."""

    known: dict[int, Style] = field(default_factory=dict)

    def letters(self, number: int) -> bytes:
        """Return what a style and those that it is based on say of letters, its own word last."""
        return b"".join(style.letters for style in self._line(number))

    def paragraph(self, number: int) -> bytes:
        """Return what a style and those that it is based on say of paragraphs, its own word last."""
        return b"".join(style.paragraph for style in self._line(number))

    @property
    def say_of_letters(self) -> bool:
        """Whether some style says anything of letters."""
        return any(style.letters for style in self.known.values())

    def _line(self, number: int) -> list[Style]:
        line: list[Style] = []
        while number in self.known and len(line) < _DEEPEST:
            line.append(self.known[number])
            number = self.known[number].base
        return line[::-1]


def read_styles(table: bytes) -> Styles:
    """Read the styles of a document; what is broken in them is left out."""
    found = Styles()
    try:
        (size,) = struct.unpack_from("<H", table)
        count, base_size = struct.unpack_from("<HH", table, 2)
        at = 2 + size
        for number in range(min(count, _MOST)):
            (length,) = struct.unpack_from("<H", table, at)
            at += 2
            style = _style(table[at : at + length], base_size) if length else None
            if style is not None:
                found.known[number] = style
            at += length + length % 2
    except (struct.error, IndexError):
        return found
    return found


def _style(record: bytes, base_size: int) -> Style | None:
    """Read the record of a style; None for one of tables or lists, which say nothing that is read."""
    (told,) = struct.unpack_from("<H", record, 2)
    kind, base = told & 0xF, told >> 4
    if kind not in (_PARAGRAPH, _LETTERS):
        return None
    at = base_size + base_size % 2
    at += 2 + 2 * struct.unpack_from("<H", record, at)[0] + 2  # its name, and the zero behind it
    parts: list[bytes] = []
    for _ in range(2 if kind == _PARAGRAPH else 1):
        (size,) = struct.unpack_from("<H", record.ljust(at + 2, b"\0"), at)
        parts.append(record[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    paragraph = parts[0][2:] if kind == _PARAGRAPH else b""  # behind the number of the style itself
    return Style(base, paragraph, parts[-1])
