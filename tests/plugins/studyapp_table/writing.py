"""A spreadsheet in forty lines, for miniatures of layouts; and its OpenDocument sister."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

Cell = str | float | bool | tuple[float, int] | None
"""A tuple is a number with the index of its style: 1 is 0%, 2 is 0.00%, 3 is m月d日, 4 is 2021-6-30."""

Rows = Sequence[Sequence[Cell]]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts><numFmt numFmtId="170" formatCode="yyyy-m-d"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="58"/><xf numFmtId="170"/></cellXfs>'
    "</styleSheet>"
)


def xlsx(sheets: Mapping[str, Rows], *, merged: Sequence[str] = (), extra: Mapping[str, str] | None = None) -> bytes:
    """Return a workbook; ``merged`` are ranges of its first sheet, ``extra`` more members or others in their place."""
    names = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    members = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELS}">{targets}</Relationships>',
        "xl/styles.xml": STYLES,
    }
    for n, rows in enumerate(sheets.values(), 1):
        members[f"xl/worksheets/sheet{n}.xml"] = _sheet(rows, merged if n == 1 else ())
    return _zipped({**members, **(extra or {})})


def _sheet(rows: Rows, merged: Sequence[str]) -> str:
    lines = "".join(
        f'<row r="{r}">{"".join(_cell(f"{chr(64 + c)}{r}", cell) for c, cell in enumerate(row, 1))}</row>'
        for r, row in enumerate(rows, 1)
    )
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    merges = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData>{merges}</worksheet>'


def _cell(place: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return f'<c r="{place}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, tuple):
        return f'<c r="{place}" s="{cell[1]}"><v>{cell[0]}</v></c>'
    if isinstance(cell, int | float):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'


def ods(name: str, rows: Sequence[Sequence[str]], *, cell: str = "") -> bytes:
    """Return an OpenDocument spreadsheet of texts; ``cell`` is put raw at the end of its last row."""
    lines = [
        "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(one)}</text:p></table:table-cell>'
            for one in row
        )
        for row in rows
    ]
    lines[-1] += cell
    table = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    content = (
        f"{_HEAD}<office:document-content {spaces}><office:body><office:spreadsheet><table:table "
        f"table:name={quoteattr(name)}>{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'{_HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return _zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE file: a sector of the FAT, one of the directory, then the streams."""
    fat, sectors, entries = [0xFFFFFFFD, 0xFFFFFFFE], b"", _entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for name, data in streams.items():
        padded = data.ljust(max(4096, -(-len(data) // 512) * 512), b"\0") if data else b""
        start = len(fat) if data else 0xFFFFFFFE
        count = len(padded) // 512
        fat += [*range(start + 1, start + count), 0xFFFFFFFE] if data else []
        entries += _entry(name, 2, start, len(padded))
        sectors += padded
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", head, 44, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return bytes(head) + table + entries.ljust(512, b"\0") + sectors


def short_ole(name: str, data: bytes) -> bytes:
    """Return an OLE file of one short stream, which lies in pieces of 64 bytes within the sectors of the root."""
    pieces = -(-len(data) // 64)
    sectors = -(-len(data) // 512)
    entries = _entry("Root Entry", 5, 3, 64 * pieces) + _entry(name, 2, 0, len(data))
    following = struct.pack("<128I", *range(1, pieces), 0xFFFFFFFE, *[0xFFFFFFFF] * (128 - pieces))
    fat = [0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *range(4, 3 + sectors), 0xFFFFFFFE]
    head = bytearray(ole({}))[:512]
    struct.pack_into("<II", head, 60, 2, 1)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return bytes(head) + table + entries.ljust(512, b"\0") + following + data.ljust(512 * sectors, b"\0")


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    entry = bytearray(128)
    text = name.encode("utf-16-le")
    entry[: len(text)] = text
    struct.pack_into("<HBB", entry, 64, len(text) + 2, kind, 1)
    child = 1 if kind == 5 else 0xFFFFFFFF
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)


def xls(name: str, rows: Rows, *, short: bool = False) -> bytes:
    """Return a BIFF8 workbook of one sheet; styles as in ``xlsx``. ``short``: it shares sectors with other streams."""
    styles = b"".join(_record(0x00E0, struct.pack("<HH16x", 0, form)) for form in (0, 9, 10, 58, 14))
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)) + styles
    title = name.encode("utf-16-le")
    length = len(begin) + 4 + 8 + len(title) + 4
    begin += _record(0x0085, struct.pack("<IHBB", length, 0, len(name), 1) + title) + _record(0x000A, b"")
    cells = b"".join(_old_cell(r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row))
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)) + cells + _record(0x000A, b"")
    return short_ole("Workbook", begin + sheet) if short else ole({"Workbook": begin + sheet})


def _old_cell(row: int, column: int, cell: Cell) -> bytes:
    if isinstance(cell, str):
        head = struct.pack("<HHHHB", row, column, 0, len(cell), 1)
        return _record(0x0204, head + cell.encode("utf-16-le"))
    value, style = cell if isinstance(cell, tuple) else (float(cell or 0), 0)
    return _record(0x0203, struct.pack("<HHHd", row, column, style, value))


def _record(code: int, body: bytes) -> bytes:
    return struct.pack("<HH", code, len(body)) + body


def _zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=stored)
    return buffer.getvalue()
