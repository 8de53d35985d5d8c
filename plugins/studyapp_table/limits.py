"""What is refused before anybody makes room for it: archives that unpack to too much, cells far off.

The library makes room for every cell from the first to the last, so one cell in the last row and column would cost
as much as all of them. Declared sizes and extents are never believed when they are small.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.parsers import expat

from studyapp import Message, NotABank

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_CELLS = 5_000_000
MOST_ROWS = 200_000
_MOST_MEMBERS = 20_000
_MEDIA = ("xl/media/", "Pictures/", "xl/embeddings/")
_RATIO = 1032
"""Deflate makes no byte out of less than a 1032nd."""

_CHUNK = 1 << 18
_LARGEST_PIECE = 1 << 20
_OVERLAP = 64
_is_odd_cell = re.compile(rb'<c(?![a-zA-Z])(?! r="[A-Z]1?\d{1,5}"| ?(?:r(?:="?[A-Z]?\d{0,6})?)?\Z)').search
_is_odd_row = re.compile(rb'<row(?![a-zA-Z])(?! r="1?\d{1,5}"| ?(?:r(?:="?\d{0,6})?)?\Z)').search
_has_prefix = re.compile(rb":(?:row|c)[\s/>]").search
_is_radical = re.compile(b"\xe2[\xba-\xbf]").search
_is_escaped = re.compile(b"&(?=#)").search
_ROWS = re.compile(rb"<(?:\w+:)?row\b")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{1,9})[\"']")
_CELLS = re.compile(rb"<(?:\w+:)?c[ >/]")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,9})[\"']")
_HIDDEN = re.compile(rb'<row [^>]*?hidden="(?:1|true)"')


@dataclass(slots=True)
class Extent:
    """What a glance at a sheet tells: how many of its rows are hidden, and whether it may hold radicals."""

    hidden: int = 0
    radicals: bool = False


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that says itself that it is too large, or that has a password."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED or len(infos) > _MOST_MEMBERS:
        raise too_large()
    if any(info.flag_bits & 1 for info in infos):
        raise NotABank(Message("表格设有打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存，再导入。"))


def check_member(data: bytes, info: zipfile.ZipInfo) -> bool:
    """Refuse a member that unpacks to more than it says; return whether it may hold radicals.

    Media are not unpacked by the library.
    """
    if info.filename.startswith(_MEDIA) or info.compress_size * _RATIO <= LARGEST_UNPACKED:
        return info.filename.endswith("sharedStrings.xml")
    found = [may_have_radicals(piece) for piece in unpacked(data, info)]
    return any(found)


def unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a member's bytes in pieces; raise ``BadZipFile`` where there are more than it says."""
    start = info.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    start += 30 + int.from_bytes(data[start + 26 : start + 28], "little")
    start += int.from_bytes(data[info.header_offset + 28 : info.header_offset + 30], "little")
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise NotImplementedError
    inflate, total = zlib.decompressobj(-zlib.MAX_WBITS), 0
    for at in range(0, len(packed), _CHUNK):
        piece: bytes | memoryview = packed[at : at + _CHUNK]
        while piece and not inflate.eof:
            out = inflate.decompress(piece, _LARGEST_PIECE)
            total += len(out)
            if total > info.file_size:
                raise zipfile.BadZipFile
            yield out
            piece = inflate.unconsumed_tail
    if not inflate.eof or total < info.file_size:
        raise zipfile.BadZipFile


def check_sheet(data: bytes, info: zipfile.ZipInfo) -> Extent:
    """Refuse a sheet of xlsx whose last row and column span more cells than memory holds, however few are filled.

    Where every row and cell says first that it is within 26 columns and 200,000 rows, that is enough; else they are
    counted.
    """
    glance = Glance()
    for text in unpacked(data, info):
        glance.take(text)
    if glance.odd:
        count_exactly(data, info)
    return glance.extent


class Glance:
    """A look at a sheet, stretch by stretch. ``odd``: whether its cells have to be counted.

    What stands before the last row's beginning, as far as it was taken, is looked at for good.
    """

    def __init__(self) -> None:
        self.extent = Extent()
        self.odd = False
        self._before = b""

    def take(self, text: bytes) -> None:
        """Look at the next stretch."""
        border = self._before + text[:_OVERLAP]
        self.odd = self.odd or _is_odd(text) or _is_odd(border)
        self.extent.hidden += len(_HIDDEN.findall(text)) if b"hidden=" in text else 0
        self.extent.radicals = self.extent.radicals or may_have_radicals(text)
        self._before = text[-_OVERLAP:]


def _is_odd(text: bytes) -> bool:
    """Say whether a stretch of a sheet has a cell or a row that is far off, or does not say first where it is."""
    return bool(_is_odd_cell(text) or _is_odd_row(text) or _has_prefix(text))


def may_have_radicals(text: bytes) -> bool:
    """Say whether a part may hold radicals that stand for characters (U+2E80 to U+2FDF)."""
    return bool(_is_radical(text) or _is_escaped(text))


def count_exactly(data: bytes, info: zipfile.ZipInfo) -> None:
    """Refuse a sheet by every cell's own place; what has none follows the one before it."""
    rest = b""
    rows = columns = begun = cells = 0
    for piece in unpacked(data, info):
        text = rest + piece
        cut = max(text.rfind(b"<"), 0)
        text, rest = text[:cut], text[cut:]
        first, *others = _ROWS.split(text)
        counts = [len(_CELLS.findall(part)) for part in (first, *others)]
        cells += counts[0]
        columns = max(columns, cells, *counts)
        cells = counts[-1] if others else cells
        begun += len(others)
        rows = max(rows, begun, *map(int, _ROW.findall(text)))
        for letters, number in set(_CELL.findall(text)):
            rows, columns = max(rows, int(number)), max(columns, column_number(letters))
        if rows * columns > MOST_CELLS or len(rest) > _LARGEST_PIECE:
            raise too_large()


def column_number(letters: bytes) -> int:
    """Return the number of a column from 1."""
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number


def check_whole(content: bytes) -> None:
    """Refuse an ods whose XML breaks off, and one whose filled cells or rows repeat more often than memory holds.

    Of the former the library that reads it next would wait for the end for ever.
    """
    extent = _Repeats()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = extent.begin
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise damaged() from error
    if extent.rows * extent.columns > MOST_CELLS:
        raise too_large()


class _Repeats:
    """How many rows and columns the filled cells of an OpenDocument table span ([ODF 1.3] 9.1, 19.675, 19.677)."""

    def __init__(self) -> None:
        self.rows, self.columns = 0, 1
        self._repeated = self._column = 1
        self._is_counted = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Count a row where it begins, as often as it repeats once something stands in it."""
        kind = name.rpartition(" ")[2]
        if kind == "table-row":
            self.rows += 1
            self._repeated, self._column, self._is_counted = _times(attributes, "number-rows-repeated"), 0, False
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += _times(attributes, "number-columns-repeated")
            if any(key.endswith(" value-type") for key in attributes):
                self._fill()
        elif kind == "p":
            self._fill()

    def _fill(self) -> None:
        self.columns = max(self.columns, self._column)
        if not self._is_counted:
            self.rows += self._repeated - 1
            self._is_counted = True


def _times(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE} {name}", "1")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive; whoever asks closes it."""
    return zipfile.ZipFile(io.BytesIO(data))


def too_large() -> NotABank:
    """Say that a table is too large, and what can be done."""
    return NotABank(
        Message(
            "表格太大：最多 {rows} 行、{cells} 格，展开后 {size} MB。请删去空白的远处单元格，或拆成几个文件再导入。",
            {"rows": MOST_ROWS, "cells": MOST_CELLS, "size": LARGEST_UNPACKED >> 20},
        )
    )


def damaged() -> NotABank:
    """Say that a table does not open, and what can be done."""
    return NotABank(Message("表格打不开，文件可能已损坏或没有下载完整。请用 Excel 或 WPS 打开后另存为 xlsx，再导入。"))
