"""The streams of a Word 97 document, and the pieces that its text is kept in.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5 (the file information block), 2.9.38 (Clx), 2.9.177 (Pcd), 2.9.214
(Prm). Word 97 keeps the text in pieces, each either UTF-16 or one byte a letter in Windows-1252. A file saved in haste
has what was typed last at its end, and says of such a piece by itself how its letters look.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from studyapp import Message, NotABank
from studyapp_text.docx_package import LOCKED

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
STYLES, _CLX, LETTERS, PARAGRAPHS, FONTS, ANCHORS, BOXES, LISTS, OVERRIDES = 1, 33, 12, 13, 15, 40, 56, 73, 74
"""Indexes of the pairs ``fcStshf``, ``fcClx``, ``fcPlcfBteChpx`` … and their sizes in FibRgFcLcb97 ([MS-DOC] 2.5.6)."""

_PAIRS = (STYLES, _CLX, LETTERS, PARAGRAPHS, FONTS, ANCHORS, BOXES, LISTS, OVERRIDES)
_COMPRESSED = 0x40000000
_SHORT = {0x41: 0x0800, 0x4D: 0x2A0C, 0x55: 0x0835, 0x5E: 0x2A3E, 0x62: 0x2A42, 0x68: 0x2A48}
"""Properties that a piece has in short: of those that are read, the number in short and the whole one."""

_DAMAGED = Message("这个 Word 文档（doc）已损坏，打不开。请在 Word 或 WPS 里修复，另存为 docx 再导入。")
_OTHER = Message("这是旧版 Office 文件，但不是 Word 文档（doc）。请用原来的软件打开，另存为 docx 或 xlsx 再导入。")
_OLD = Message("这是 Word 95 或更早的文档（doc）。请在 Word 或 WPS 里另存为 docx 再导入。")


@dataclass(frozen=True, slots=True)
class Parts:
    """The streams that hold the text, and how many characters belong to each part of the document."""

    document: bytes
    table: bytes
    data: bytes
    pairs: Mapping[int, tuple[int, int]]
    counts: tuple[int, ...]

    def held(self, pair: int) -> bytes:
        """Return what the table holds at the place that a pair names."""
        begin, size = self.pairs[pair]
        return self.table[begin : begin + size]


class Piece(NamedTuple):
    """A piece of the text: its first character, where it lies, bytes a character, its letters, and how these look."""

    first: int
    start: int
    width: int
    text: str
    properties: bytes = b""


def read_file(data: bytes) -> tuple[Parts, list[Piece]]:
    """Read the parts and pieces of a document; raise ``NotABank`` where it cannot be opened."""
    try:
        parts = _parts(_streams(data))
        return parts, _pieces(parts)
    except (struct.error, ValueError, IndexError):
        raise NotABank(_DAMAGED) from None


def _streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file that a document is in; absent ones are empty."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise NotABank(LOCKED)
            if not ole.exists("WordDocument"):
                raise NotABank(_OTHER)
            names = ("WordDocument", "0Table", "1Table", "Data")
            _refuse_impossible(ole, names, len(data))
            return {name: ole.openstream(name).read() if ole.exists(name) else b"" for name in names}
    except NotABank:
        raise
    except Exception:  # a damaged file makes olefile raise whatever its arithmetic comes upon
        raise NotABank(_DAMAGED) from None


def _refuse_impossible(ole: olefile.OleFileIO, names: Sequence[str], size: int) -> None:
    """Refuse sectors of another size than there is ([MS-CFB] 2.2), and streams longer than the file: who reads them
    goes through as many sectors as they claim.
    """
    if ole.sector_size not in (512, 4096) or ole.mini_sector_size != 64:
        raise NotABank(_DAMAGED)
    if any(ole.get_size(name) > size for name in names if ole.exists(name)):
        raise NotABank(_DAMAGED)


def _parts(streams: Mapping[str, bytes]) -> Parts:
    """Read the file information block ([MS-DOC] 2.5.1)."""
    document = streams["WordDocument"]
    magic, version = struct.unpack_from("<HH", document)
    flags = struct.unpack_from("<H", document, 10)[0]
    if magic != _MAGIC or version < _WORD_97:
        raise NotABank(_OLD if magic in (0xA5DC, 0xA5DB, 0xA59B, 0xA5EC) else _DAMAGED)
    if flags & _ENCRYPTED:
        raise NotABank(LOCKED)
    longs = 34 + 2 * struct.unpack_from("<H", document, 32)[0]
    pairs = longs + 2 + 4 * struct.unpack_from("<H", document, longs)[0]
    counts = struct.unpack_from("<7i", document, longs + 2 + 3 * 4)
    known = struct.unpack_from("<H", document, pairs)[0]
    at = {index: struct.unpack_from("<II", document, pairs + 2 + index * 8) for index in _PAIRS if index < known}
    if min(counts) < 0:
        raise ValueError("negative count of characters")
    table = streams["1Table" if flags & _TABLE_ONE else "0Table"]
    return Parts(document, table, streams["Data"], {index: at.get(index, (0, 0)) for index in _PAIRS}, counts)


def _pieces(parts: Parts) -> list[Piece]:
    """Cut the text into its pieces."""
    clx = parts.held(_CLX)
    at = 0
    looks: list[bytes] = []
    while clx[at] == 0x01:  # Prc: properties that pieces refer to
        (size,) = struct.unpack_from("<H", clx, at + 1)
        looks.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at] != 0x02:
        raise ValueError("no piece table")
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    at += 5
    ends = struct.unpack_from(f"<{count + 1}I", clx, at)
    at += 4 * (count + 1)
    pieces: list[Piece] = []
    left = len(parts.document)
    for index in range(count):
        where, look = struct.unpack_from("<IH", clx, at + 8 * index + 2)
        length = ends[index + 1] - ends[index]
        if length < 0 or length > left:  # no text is longer than the file, however often its pieces repeat
            raise ValueError("pieces overlap")
        left -= length
        start, width = ((where & ~_COMPRESSED) // 2, 1) if where & _COMPRESSED else (where, 2)
        text = _text(parts.document, start, width, length)
        pieces.append(Piece(ends[index] - ends[0], start, width, text, _properties(look, looks)))
    return pieces


def _text(document: bytes, start: int, width: int, length: int) -> str:
    """Return the letters of a piece, blanks where the file ends before it."""
    found = document[start : start + width * length].decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
    return found[:length].ljust(length)


def _properties(look: int, looks: Sequence[bytes]) -> bytes:
    """Return the properties that a piece has by itself ([MS-DOC] 2.9.215, 2.9.216)."""
    if look & 1:
        return looks[look >> 1] if look >> 1 < len(looks) else b""
    known = _SHORT.get(look >> 1 & 0x7F)
    return struct.pack("<HB", known, look >> 8) if known is not None else b""
