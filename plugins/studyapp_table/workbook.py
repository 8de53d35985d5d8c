"""Workbooks to sheets: refusals for what is no workbook, cannot be opened or would not fit into memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO

import python_calamine as calamine

from studyapp import Message, NotABank, Source
from studyapp_table import biff, binary, flaws
from studyapp_table.formats import Shown, formats_of, plain_date
from studyapp_table.grid import Book, Row, Sheet, clean

LARGEST = 64 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_CELLS = 5_000_000
MOST_ROWS = 200_000
_RATIO = 1032
"""Deflate makes no byte out of less than a 1032nd."""

_CHUNK = 1 << 20
_COLUMN = re.compile(rb'<c [^>]*?r="([A-Z]{1,3})\d')
_ROW = re.compile(rb'<row [^>]*?r="(\d{1,9})"')

Value = str | int | float | bool | date | datetime | time | timedelta


def read_workbook(source: Source) -> Book:
    """Return the sheets of xlsx, xls, ods or et."""
    if len(source.data) > LARGEST:
        raise _too_large()
    shown: dict[str, Shown] = {}
    pictures = 0
    if source.data.startswith(b"PK"):
        shown, pictures = _looked_through(source.data)
    else:
        shown = biff.shown(binary.checked(source.data, MOST_CELLS))
    book = _sheets(source.data, shown)
    return Book(tuple(book), (flaws.pictures(source.name, pictures),) if pictures else ())


def _sheets(data: bytes, shown: dict[str, Shown]) -> list[Sheet]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [sheet for name in workbook.sheet_names if (sheet := _sheet(workbook, name, shown.get(name, {})))]
    except calamine.PasswordError:
        raise NotABank(Message("表格设有打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存，再导入。")) from None
    except NotABank:
        raise
    except (Exception, _panic()) as error:
        raise _damaged() from error


def _panic() -> type[BaseException]:
    """Return what the library raises where it meets its own limits; it is no ``Exception``."""
    return next((one for one in BaseException.__subclasses__() if one.__name__ == "PanicException"), Exception)


def _sheet(workbook: calamine.CalamineWorkbook, name: str, shown: Shown) -> Sheet | None:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except calamine.WorksheetNotFound:
        return None  # a sheet of charts
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        raise _too_large()
    rows = []
    for index, cells in enumerate(sheet.iter_rows()):
        texts = tuple(clean(text_of(value, shown.get((index, column)))) for column, value in enumerate(cells))
        if any(texts):
            rows.append(Row(index + 1, index + 1, texts))
            if len(rows) > MOST_ROWS:
                raise _too_large()
    merged = sheet.merged_cell_ranges or []
    return Sheet(clean(name), tuple(rows), tuple((a, b, c, d) for (a, b), (c, d) in merged))


def text_of(value: Value, shown: str | None = None) -> str:
    """Return what a cell shows; ``shown`` is its number format, or its text with ``=`` before it."""
    if isinstance(value, str):
        return value
    if shown is not None and (text := plain_date(value, shown)):
        return text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:.15g}" if abs(value) < 1e15 else f"{value:.0f}"
    if isinstance(value, datetime):
        whole = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _looked_through(data: bytes) -> tuple[dict[str, Shown], int]:
    """Check that the archive is whole and its sheets fit into memory; return number formats and pictures."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive)
            for info in archive.infolist():
                if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    _check_extent(archive.read(info))
                elif info.filename.startswith("xl/worksheets/") and info.filename.endswith(".bin"):
                    raise NotABank(Message("这是 xlsb 表格，不能直接读。请在 Excel 里另存为 xlsx，再导入。"))
                elif info.filename == "content.xml":
                    _check_repeats(archive.read(info))
            pictures = sum(
                info.filename.startswith(("xl/media/", "Pictures/")) and info.file_size > 0
                for info in archive.infolist()
            )
            return formats_of(archive), pictures
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        KeyError,
    ) as e:
        raise _damaged() from e


def _check_sizes(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much; where declared sizes could lie, unpack it to see."""
    infos = archive.infolist()
    if sum(info.file_size for info in infos) > LARGEST_UNPACKED or len(infos) > 20_000:
        raise _too_large()
    if any(info.flag_bits & 1 for info in infos):
        raise NotABank(Message("表格设有打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存，再导入。"))
    if sum(info.compress_size for info in infos) * _RATIO <= LARGEST_UNPACKED:
        return
    for info in infos:
        if not info.filename.startswith(("xl/media/", "Pictures/")):
            with archive.open(info) as member:  # it reads no more than declared, and fails where there is more
                for _ in _pieces(member):
                    pass


def _pieces(member: IO[bytes]) -> Iterator[bytes]:
    while piece := member.read(_CHUNK):
        yield piece


def _check_extent(xml: bytes) -> None:
    """Refuse a sheet whose last row and column span more cells than memory holds, however few are filled."""
    rows = max((int(number) for number in set(_ROW.findall(xml))), default=0)
    letters = set(_COLUMN.findall(xml))
    columns = max((_column(one) for one in letters), default=0)
    widest = max(piece.count(b"<c ") + piece.count(b"<c>") for piece in xml.split(b"<row"))
    if max(rows, xml.count(b"<row")) * max(columns, widest) > MOST_CELLS:
        raise _too_large()


def _column(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number


def _check_repeats(xml: bytes) -> None:
    """Refuse an ods whose filled cells or rows are said to repeat more often than memory holds."""
    filled = re.compile(rb'<table:table-cell[^>]*number-columns-repeated="(\d{1,9})"[^>]*office:value-type', re.DOTALL)
    also = re.compile(rb'<table:table-cell[^>]*office:value-type[^>]*number-columns-repeated="(\d{1,9})"', re.DOTALL)
    widest = max((int(count) for count in [*filled.findall(xml), *also.findall(xml)]), default=1)
    rows = 0
    for piece in xml.split(b"<table:table-row")[1:]:
        repeated = re.match(rb'[^>]*number-rows-repeated="(\d{1,9})"', piece)
        rows += int(repeated.group(1)) if repeated and b"office:value-type" in piece else 1
    if rows * widest > MOST_CELLS:
        raise _too_large()


def _too_large() -> NotABank:
    return NotABank(
        Message(
            "表格太大：最多 {rows} 行、{cells} 格，展开后 {size} MB。请删去空白的远处单元格，或拆成几个文件再导入。",
            {"rows": MOST_ROWS, "cells": MOST_CELLS, "size": LARGEST_UNPACKED >> 20},
        )
    )


def _damaged() -> NotABank:
    return NotABank(Message("表格打不开，文件可能已损坏或没有下载完整。请用 Excel 或 WPS 打开后另存为 xlsx，再导入。"))
