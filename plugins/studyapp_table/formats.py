"""How numbers are shown: percentages, and dates that show no year, which the cell's value alone does not tell.

Sources: ECMA-376 part 1, 18.8.30 (number formats), 18.3.1.4 (cells); OpenDocument 1.3 part 3, 19.385 (value types).
"""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

from studyapp_table.numerals import number_shown
from studyapp_table.pictures import sheet_paths

Shown = dict[tuple[int, int], str]
"""By row and column from 0: the number format of a cell, or ``=`` and its text."""

BUILTIN = {
    2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 14: "yyyy/m/d",
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"', 31: 'yyyy"年"m"月"d"日"',
}  # fmt: skip
"""The formats that files only number, as far as they show something special."""

_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LITERAL = re.compile(r'\[[^\]]*\]|"([^"]*)"|\\(.)|(y+|m+|d+|h+|s+)|(.)', re.I)
SPECIAL = re.compile(r"%|m.*d|y.*m|[#0?],[#0?]|\.[0#?]|00|E\+|[¥$€￥元\"]", re.I)
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def plain_date(value: object, code: str) -> str:
    """Return what a value shows in a number format, empty where the format says nothing special."""
    if code.startswith("="):
        return code[1:]
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return number_shown(value, code)
    return _dated(value, code) if isinstance(value, date | datetime) else ""


def _dated(value: date, code: str) -> str:
    """Write a date by its format where that has no time of day."""
    bare = re.sub(r'\[[^\]]*\]|"[^"]*"|\\.', "", code).casefold()
    if "h" in bare or "s" in bare or "mmm" in bare or not ("m" in bare and ("d" in bare or "y" in bare)):
        return ""
    parts = []
    for quoted, escaped, token, other in _LITERAL.findall(code.split(";")[0]):
        parts.append(_token(value, token.casefold()) if token else quoted or escaped or other.replace("@", ""))
    return "".join(parts)


def _token(value: date, token: str) -> str:
    if token.startswith("y"):
        return f"{value.year:04d}" if len(token) > 2 else f"{value.year % 100:02d}"
    number = value.month if token.startswith("m") else value.day
    return f"{number:0{min(len(token), 2)}d}"


def formats_of(archive: zipfile.ZipFile) -> dict[str, Shown]:
    """Return, by the sheet's name, the cells that show something else than their value."""
    names = set(archive.namelist())
    try:
        if "content.xml" in names:
            return _of_ods(archive)
        if {"xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return _of_xlsx(archive)
    except (ElementTree.ParseError, LookupError, ValueError):  # broken, or in an encoding that nobody knows
        return {}
    return {}


def _of_xlsx(archive: zipfile.ZipFile) -> dict[str, Shown]:
    styles = _special_styles(ElementTree.fromstring(archive.read("xl/styles.xml")))
    if not styles:
        return {}
    paths = sheet_paths(archive)
    return {name: _cells(archive.read(path), styles) for name, path in paths.items() if path in archive.namelist()}


def _special_styles(root: ElementTree.Element) -> dict[str, str]:
    """Return, by the index that cells use, the formats that show a percentage or a date."""
    codes = dict(BUILTIN)
    for one in root.iterfind(".//{*}numFmts/{*}numFmt"):
        codes[int(one.get("numFmtId", "-1"))] = one.get("formatCode", "")
    found = {}
    for index, one in enumerate(root.iterfind("./{*}cellXfs/{*}xf")):
        code = codes.get(int(one.get("numFmtId", "0")), "")
        if SPECIAL.search(code):
            found[str(index)] = code
    return found


def _cells(xml: bytes, styles: dict[str, str]) -> Shown:
    used = set(re.findall(rb'<c [^>]*?\bs="(\d+)"', xml))
    if not used & {style.encode() for style in styles}:
        return {}
    found: Shown = {}
    for cell in re.finditer(rb"<c ([^>]*)>", xml):
        attributes = cell.group(1).decode("utf-8", "replace")
        style = re.search(r'\bs="(\d+)"', attributes)
        place = _REFERENCE.search(attributes)
        if style and place and style.group(1) in styles:
            column = 0
            for letter in place.group(1):
                column = column * 26 + ord(letter) - 64
            found[int(place.group(2)) - 1, column - 1] = styles[style.group(1)]
    return found


def _of_ods(archive: zipfile.ZipFile) -> dict[str, Shown]:
    found: dict[str, Shown] = {}
    for table in ElementTree.fromstring(archive.read("content.xml")).iter(f"{_TABLE}table"):
        cells = found.setdefault(table.get(f"{_TABLE}name", ""), {})
        row = 0
        for line in table.iter(f"{_TABLE}table-row"):
            column = 0
            for cell in line:
                if cell.get(f"{_OFFICE}value-type") in ("percentage", "date", "currency"):
                    cells[row, column] = "=" + "\n".join("".join(p.itertext()) for p in cell.iter(f"{_TEXT}p"))
                column += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            row += int(line.get(f"{_TABLE}number-rows-repeated", "1"))
    return found
