"""A spreadsheet in forty lines, for miniatures of layouts; and its OpenDocument sister."""

from __future__ import annotations

import io
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


def _zipped(members: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), text, compress_type=stored)
    return buffer.getvalue()
