"""Workbooks (xlsx) as rows by header, and rows as a workbook."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import python_calamine as calamine
import xlsxwriter

from studyapp import Message

LARGEST_UNPACKED = 128 << 20
MOST_CELLS = 2_000_000
"""The library makes room for every cell from the first to the last, so one far off would cost as much as all."""

_FAULTS = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, RuntimeError, calamine.CalamineError,
)  # fmt: skip
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<>]*?\br\s*=\s*[\"']([A-Z]{0,3})([0-9]{1,9})[\"']")
_CELLS = re.compile(rb"<(?:\w+:)?c[\s/>]")
_STAMP = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class BadWorkbook(ValueError):  # noqa: N818 - it is a finding about a file
    """It cannot be read; ``why`` speaks of ``name``."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


def rows_of(data: bytes, sheet: str = "") -> list[dict[str, Any]]:
    """The rows of a sheet, the first where none is named, by the texts of its first row that has any.

    Raises ``BadWorkbook``.
    """
    try:
        _check(data)
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        if sheet and sheet not in names:
            raise BadWorkbook(Message("{name} 里没有工作表“{sheet}”。", {"sheet": sheet}))
        cells = book.get_sheet_by_name(sheet or names[0]).to_python(skip_empty_area=True)
    except BadWorkbook:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        LookupError,
        RuntimeError,
        calamine.CalamineError,
    ) as error:
        raise BadWorkbook(Message("{name} 不是 xlsx 表格，或已损坏。请用 Excel 或 WPS 打开后另存为 xlsx。")) from error
    return _by_header([[_plain(cell) for cell in row] for row in cells])


def _by_header(rows: Sequence[list[Any]]) -> list[dict[str, Any]]:
    filled = [row for row in rows if any(cell != "" for cell in row)]
    if not filled:
        return []
    header = [str(cell).strip() for cell in filled[0]]
    return [{name: cell for name, cell in zip(header, row, strict=False) if name} for row in filled[1:]]


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell


def _check(data: bytes) -> None:
    """Refuse what unpacks to too much, and sheets with cells far off."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        if sum(info.file_size for info in infos) > LARGEST_UNPACKED or any(info.flag_bits & 1 for info in infos):
            raise BadWorkbook(Message("{name} 太大，或设有打开密码。请去掉密码，或拆成几个。"))
        for info in infos:
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                _check_sheet(archive.read(info))


def _check_sheet(xml: bytes) -> None:
    rows = columns = 1
    for letters, number in _CELL.findall(xml):
        rows = max(rows, int(number))
        columns = max(columns, _column(letters))
    if rows * max(columns, 1) > MOST_CELLS or len(_CELLS.findall(xml)) > MOST_CELLS:
        raise BadWorkbook(Message("{name} 的表格太大。请删去远处的空白单元格，或拆成几个。"))


def _column(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number


def workbook(title: str, headers: Sequence[str], rows: Sequence[Sequence[str | int]]) -> bytes:
    """A workbook with a sheet: a header and rows. A text is never taken for a formula."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": title, "created": _STAMP})
        bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7"})
        sheet = book.add_worksheet()
        for column, name in enumerate(headers):
            sheet.write_string(0, column, name, bold)
        for place, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(place, column, value)
                else:
                    sheet.write_string(place, column, value)
        sheet.set_column(0, len(headers), 16)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
