"""Miniatures of Word files, written by hand: a docx as parts in a ZIP, a doc as streams in a compound file."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def run(text: str, looks: str = "") -> str:
    """A run; a line end in its text is a soft break."""
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in text.split("\n"))
    return f"<w:r><w:rPr>{looks}</w:rPr>{inner}</w:r>"


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; what does not begin with ``<`` becomes a plain one."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def listed(number: int, level: int = 0) -> str:
    """The property of a paragraph in a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def table(*rows: tuple[str, ...]) -> str:
    """A table; each cell is one plain paragraph, or what its XML says."""
    cells = [[f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row] for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"


def lists(*levels: tuple[str, str]) -> str:
    """``numbering.xml`` with one list for each format and text of its first level, numbered from 1."""
    one = (
        '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{1}"/>'
        '<w:lvlText w:val="{2}"/></w:lvl></w:abstractNum>'
    )
    abstract = "".join(one.format(number, *level) for number, level in enumerate(levels, 1))
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(levels) + 1)
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{nums}</w:numbering>'


def document(*body: str) -> str:
    """``document.xml``."""
    return f"<?xml version='1.0' encoding='UTF-8'?><w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>"


def docx(*body: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A docx file with a body and further parts by name."""
    return packed({"word/document.xml": document(*body), **(parts or {})})


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of parts, always the same bytes."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"[Content_Types].xml": "<Types/>", **parts}.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def relations(**targets: str) -> dict[str, str]:
    """The part that names what the document refers to."""
    inner = "".join(f'<Relationship Id="{name}" Type="{TYPE}/image" Target="{at}"/>' for name, at in targets.items())
    return {"word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'}


def doc(
    text: str,
    *,
    flags: int = 0,
    version: int = 0xC1,
    pictures: Sequence[bytes] = (),
    looks: Mapping[str, bytes] | None = None,
    forms: Mapping[str, bytes | tuple[int, bytes]] | None = None,
    tables: Mapping[int, bytes] | None = None,
    typed_last: tuple[str, int] = ("", 0),
    boxes: str = "",
    saved: Sequence[bytes] = (),
) -> bytes:
    """A Word 97 file whose text lies in two pieces: ASCII at its beginning a byte a letter, the rest in UTF-16.

    ``pictures``: those of the characters U+0001 in its text, as records of drawings. ``looks``: the properties of
    the letters of some of its words. ``forms``: those of the paragraphs that end with some words and their mark.
    or a pair of the number of their style and their properties.
    ``tables``: what else its table holds, by the index of the pair that says where. ``typed_last``: a word of the
    second piece that lies at the end of the file, and what its piece says of its look. ``boxes``: the text of text
    boxes. ``saved``: properties that pieces refer to.
    """
    text = text.replace("\n", "\r") + "\r"
    body_length = len(text)
    text += boxes
    short = next((at for at, letter in enumerate(text) if not letter.isascii()), len(text))
    start, wide = 1024, 1024 + short + short % 2
    moved = text.index(typed_last[0], short) if typed_last[0] else len(text)
    after = moved + len(typed_last[0])
    order = text[short:moved] + text[after:] + text[moved:after]
    body = text[:short].encode().ljust(short + short % 2) + order.encode("utf-16-le")
    last = wide + 2 * (len(text) - short - len(typed_last[0]))

    def place(at: int) -> int:
        if at < short:
            return start + at
        if moved <= at < after:
            return last + 2 * (at - moved)
        return wide + 2 * (at - short - (after - moved if at >= after else 0))

    def behind(at: int) -> int:
        return place(at - 1) + (1 if at <= short else 2)

    data = b""
    letters: list[tuple[int, int, bytes]] = []
    for at, one in zip((at for at, letter in enumerate(text) if letter == "\x01"), pictures, strict=False):
        letters.append((place(at), behind(at + 1), b"\x03\x6a" + struct.pack("<I", len(data))))
        data += struct.pack("<IHH60x", 68 + len(one), 68, 0x64) + one
    for word, properties in (looks or {}).items():
        at = text.index(word)
        letters.append((place(at), behind(at + len(word)), properties))
    paragraphs: list[tuple[int, int, bytes | tuple[int, bytes]]] = []
    for word, form in (forms or {}).items():
        at = text.index(word) + len(word)
        paragraphs.append((place(at - 1), behind(at), form))
    cuts = [0, short, *([moved, after] if typed_last[0] else []), len(text)]
    ends = struct.pack(f"<{len(cuts)}I", *cuts)
    pieces = struct.pack("<HIH", 0, start * 2 | 0x40000000, 0) + struct.pack("<HIH", 0, wide, 0)
    if typed_last[0]:
        pieces += struct.pack("<HIH", 0, last, typed_last[1]) + struct.pack("<HIH", 0, place(after), 0)
    clx = (
        b"".join(b"\x01" + struct.pack("<H", len(one)) + one for one in saved)
        + b"\x02"
        + struct.pack("<I", len(ends + pieces))
        + ends
        + pieces
    )
    held = {33: clx, **(tables or {})}
    for index, size, runs in ((12, 1, letters), (13, 13, paragraphs)):
        if runs:
            number = -(-(start + len(body)) // _SECTOR)
            body = body.ljust(number * _SECTOR - start, b"\x00") + _page(sorted(runs), size)
            held[index] = struct.pack("<III", start, start + len(body), number)
    pairs = bytearray(93 * 8)
    table = b""
    for index, content in held.items():
        struct.pack_into("<II", pairs, index * 8, len(table), len(content))
        table += content
    base = struct.pack("<HH6xH20x", 0xA5EC, version, flags | 0x0200)
    longs = struct.pack("<3i19i", 0, 0, 0, body_length, 0, 0, 0, 0, 0, len(boxes), *[0] * 12)
    fib = base + struct.pack("<H28x", 14) + struct.pack("<H", 22) + longs + struct.pack("<H", 93) + pairs
    streams = {"WordDocument": fib.ljust(start, b"\x00") + body, "1Table": table}
    return compound({**streams, **({"Data": data} if data else {})})


def _page(runs: Sequence[tuple[int, int, bytes | tuple[int, bytes]]], size: int) -> bytes:
    """A page of the properties of characters or, with 13 bytes a run, paragraphs ([MS-DOC] 2.9.33, 2.9.175)."""
    page = bytearray(_SECTOR)
    bounds: list[int] = []
    places: list[int] = []
    at = _SECTOR - 2
    for start, end, held in runs:
        style, properties = held if isinstance(held, tuple) else (0, held)
        if not bounds or bounds[-1] != start:
            places += [0] if bounds else []
            bounds.append(start)
        one = bytes([len(properties)]) + properties
        if size > 1:  # a paragraph's are counted in words, and begin with the number of its style
            words = -(-len(properties) // 2) + 1
            one = bytes([0, words]) + (struct.pack("<H", style) + properties).ljust(2 * words, b"\x00")
        at -= len(one) + len(one) % 2
        page[at : at + len(one)] = one
        places.append(at // 2)
        bounds.append(end)
    struct.pack_into(f"<{len(bounds)}I", page, 0, *bounds)
    for index, where in enumerate(places):
        page[4 * len(bounds) + size * index] = where
    page[-1] = len(places)
    return bytes(page)


def doc_styles(*styles: tuple[int, int, bytes, bytes]) -> dict[int, bytes]:
    """The styles of a Word 97 file, from number 0: kind (1 of paragraphs, 2 of letters), base, what each says."""
    told = b""
    for kind, base, paragraph, letters in styles:
        parts = [struct.pack("<H", 0) + paragraph, letters] if kind == 1 else [letters]
        held = b"".join(struct.pack("<H", len(one)) + one + bytes(len(one) % 2) for one in parts)
        name = struct.pack("<H", 2) + "样式\0".encode("utf-16-le")
        one = struct.pack("<5H", 0, kind | base << 4, len(parts), 0, 0) + name + held
        told += struct.pack("<H", len(one)) + one + bytes(len(one) % 2)
    return {1: struct.pack("<H4H", 8, len(styles), 10, 0, 0) + told}


def doc_boxes(*boxes: tuple[int, str]) -> dict[int, bytes]:
    """The text boxes of a Word 97 file: the letter that each is tied to, and its text."""
    ends = [0]
    for _, text in boxes:
        ends.append(ends[-1] + len(text))
    anchors = struct.pack(f"<{len(boxes) + 1}i", *(at for at, _ in boxes), 0)
    shapes = b"".join(struct.pack("<i22x", number) for number in range(len(boxes)))
    held = b"".join(struct.pack("<14xi4x", number) for number in range(len(boxes)))
    return {40: anchors + shapes, 56: struct.pack(f"<{len(ends)}i", *ends) + held}


def doc_lists(*levels: tuple[int, str], own: int = 0) -> dict[int, bytes]:
    """The lists of a Word 97 file, each of one level: the format of its numbers, its text with ``%`` for the number.

    ``own``: the number of a list that is told to start at 5, which it says of its first level.
    """
    names = b"".join(struct.pack("<II18xBB", number, 0, 1, 0) for number in range(1, len(levels) + 1))
    told = b"".join(
        struct.pack("<iBB9xBiiBBBB", 1, form, 0, 0, 0, 0, 0, 0, 0, 0)
        + struct.pack("<H", len(text))
        + text.replace("%", "\x00").encode("utf-16-le")
        for form, text in levels
    )
    uses = b"".join(struct.pack("<I8xB3x", number, number == own) for number in range(1, len(levels) + 1))
    changes = b"".join(
        b"\xff" * 4 + (struct.pack("<iI", 5, 0x10) if number == own else b"") for number in range(1, len(levels) + 1)
    )
    return {73: struct.pack("<H", len(levels)) + names + told, 74: struct.pack("<I", len(levels)) + uses + changes}


def blip(kind: int, data: bytes, *, entry: bool = True) -> bytes:
    """A drawing of a shape and its picture ([MS-ODRAW] 2.2.23), as Word puts it in its data."""
    inner = struct.pack("<HHI", 0, kind, 17 + len(data)) + bytes(17) + data
    shape = struct.pack("<HHI", 0xF, 0xF004, 8) + bytes(8)
    return shape + (struct.pack("<HHI", 2, 0xF007, 36 + len(inner)) + bytes(36) if entry else b"") + inner


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of streams, each padded to where none goes into the mini stream."""
    fat, sectors = [_FAT], [b""]
    entries = [_entry("Root Entry", 5, 1 if streams else _FREE, _END, 0)]
    for index, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\x00")
        chunks = [content[at : at + _SECTOR].ljust(_SECTOR, b"\x00") for at in range(0, len(content), _SECTOR)]
        first = len(sectors)
        fat += [*range(first + 1, first + len(chunks)), _END]
        sectors += chunks
        right = index + 1 if index < len(streams) else _FREE
        entries.append(_entry(name, 2, _FREE, first, len(content), right))
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\x00")
    first = len(sectors)
    count = len(directory) // _SECTOR
    fat += [*range(first + 1, first + count), _END]
    sectors += [directory[at : at + _SECTOR] for at in range(0, len(directory), _SECTOR)]
    assert len(fat) <= _SECTOR // 4, "one sector of the allocation table is enough for a miniature"
    sectors[0] = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<109I", 0, *[_FREE] * 108) + b"".join(sectors)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    head = letters.ljust(64, b"\x00") + struct.pack("<HBBIII", len(letters) + 2, kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
