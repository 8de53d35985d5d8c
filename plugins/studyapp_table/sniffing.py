"""How much does the beginning of a file look like a spreadsheet with questions?"""

from __future__ import annotations

import codecs
import re
import struct
from collections import Counter
from importlib import import_module

from studyapp import NotABank
from studyapp_table.delimited import best_separator, has_whole_questions, split_line
from studyapp_table.headers import find_header, is_answer, read_header
from studyapp_table.options import is_list

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_BIFF_BEGINS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
_OFFICE = ("urn:schemas-microsoft-com:office:excel", "urn:schemas-microsoft-com:office:spreadsheet", "Excel.Sheet")
_ANKI = re.compile(r"#(?:separator|html|notetype|deck|columns|tags|[a-z]+ column):", re.I)
"""How notes begin that Anki has exported: its own reader knows what its columns hold."""

_LINES = 200
_LONGEST = 4000
_MOST = 0.8


def confidence(head: bytes) -> float:
    """Return 0 (no) to 1 (certain)."""
    if head.startswith(ZIP):
        return _of_zip(head)
    if head.startswith(OLE):
        return _of_ole(head)
    text = decoded(head)
    if text is None:
        return 0.0
    return _of_markup(text) if text.lstrip().startswith("<") else _of_text(text)


def _of_markup(text: str) -> float:
    """Go by the tables of a page, as far as the beginning has them, or by what Excel says in one that it saved.

    The parser of pages is imported only now, since most starts of the app see none.
    """
    try:
        sheets = import_module("studyapp_table.hypertext").sheets_of(text)
    except NotABank:
        return 0.0
    if any(find_header([row.cells for row in sheet.rows[:10]]) is not None for sheet in sheets):
        return 0.96
    return 0.6 if any(sign in text for sign in _OFFICE) else 0.0


def _of_zip(head: bytes) -> float:
    """Go by the names of the first members; the embedded files of a Word document count for nothing."""
    if head[30:38] == b"mimetype" and head[38:].startswith(_ODS):
        return 1.0
    at = 0
    while (at := head.find(ZIP, at)) >= 0 and at + 30 <= len(head):
        (length,) = struct.unpack_from("<H", head, at + 26)
        name = head[at + 30 : at + 30 + length]
        if name.startswith(b"xl/"):
            return 0.95
        if name.startswith((b"word/", b"ppt/", b"collection.anki", b"META-INF/container")):
            return 0.0
        at += 4
    return 0.0


def _of_ole(head: bytes) -> float:
    """Go by the names of the streams where the directory lies in sight, else by the first sector."""
    if len(head) < 512:
        return 0.0
    (shift,) = struct.unpack_from("<H", head, 30)
    (sector,) = struct.unpack_from("<I", head, 48)
    if shift not in (9, 12):
        return 0.0
    start = (sector + 1) << shift
    directory = head[start : start + 4096]
    names = {
        directory[at : at + 64].decode("utf-16-le", "ignore").split("\0")[0] for at in range(0, len(directory), 128)
    }
    if names & {"Workbook", "Book"}:
        return 0.95
    if "EncryptedPackage" in names:
        return 0.5
    if "WordDocument" in names or "PowerPoint Document" in names:
        return 0.0
    if head[1 << shift :].startswith(_BIFF_BEGINS):
        return 0.9
    return 0.0 if directory.strip(b"\0") else 0.5


def decoded(head: bytes) -> str | None:
    """Return the text of a file's beginning, None where it is none."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) & ~1].decode("utf-16", errors="ignore")
    if b"\0" in head:
        return None
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:
            return head[: error.start].decode("utf-8-sig")
    return head.decode("gb18030", errors="ignore")


def _of_text(text: str) -> float:
    lines = [line[:_LONGEST] for line in text.splitlines()[:_LINES] if line.strip()]
    if not lines or lines[0].lstrip().startswith(("<", "{", "[{", "---")) or _ANKI.match(lines[0]):
        return 0.0
    separator = best_separator(lines)
    if not separator:
        return 0.9 if has_whole_questions(text) else 0.0
    rows = [split_line(line, separator) for line in lines]
    if find_header(rows) is not None:
        return 0.96
    if (layout := read_header([row[0] for row in rows])) is not None and "answer" in layout.columns:
        return 0.9
    width, most = Counter(len(row) for row in rows).most_common(1)[0]
    lists = sum(is_list(row[-1].strip()) for row in rows if len(row) == width)
    if most < max(3, _MOST * len(rows)) or (width < 3 and lists < _MOST * most):
        return 0.0
    for column in range(width):
        cells = [row[column].strip() for row in rows if len(row) == width]
        if sum(is_answer(cell) or is_list(cell) for cell in cells) >= _MOST * len(cells):
            return 0.7
    return 0.3
