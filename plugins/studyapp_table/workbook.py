"""Workbooks to sheets: refusals for what is no workbook, cannot be opened or would not fit into memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache, partial
from itertools import islice

import python_calamine as calamine

from studyapp import Flaw, Media, Message, NotABank, Source, Where
from studyapp_table import biff, binary, flaws, limits, parts, pictures
from studyapp_table.formats import Shown, formats_of, plain_date
from studyapp_table.grid import Book, Merged, Row, Sheet, clean, clean_rows

Value = str | int | float | bool | date | datetime | time | timedelta

_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Package:
    """What is told by the parts of a file that the library does not show.

    ``shown``: by the sheet's name, how it shows its numbers. ``pictures``: by the sheet's name and row.
    ``cells``: those of the only sheet, where they were read already.
    """

    shown: Callable[[], Mapping[str, Shown]]
    pictures: Mapping[str, Mapping[int, tuple[Media, ...]]]
    files: Mapping[str, bytes]
    flaws: tuple[Flaw, ...] = ()
    radicals: bool = True
    cells: _Cells | None = None


def read_workbook(source: Source) -> Book:
    """Return the sheets of xlsx, xls, ods or et."""
    if len(source.data) > limits.LARGEST:
        raise limits.too_large()
    if source.data.startswith(b"PK"):
        package = _looked_through(source)
    else:
        content = binary.checked(source.data, limits.MOST_CELLS)
        package = _Package(cache(partial(biff.shown, content)), {}, {})
    book, hidden = _sheets(source.data, package)
    found = [flaws.hidden_sheet(Where(source.name, 0, 0, name)) for name in hidden]
    return Book(tuple(book), (*package.flaws, *found), package.files)


def _sheets(data: bytes, package: _Package) -> tuple[list[Sheet], list[str]]:
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [
            replace(sheet, pictures=package.pictures[name]) if name in package.pictures else sheet
            for name in workbook.sheet_names
            if (sheet := _sheet(workbook, name, package, None))
        ]
        visible = calamine.SheetVisibleEnum.Visible
        hidden = [clean(one.name) for one in workbook.sheets_metadata if one.visible != visible]
    except calamine.PasswordError:
        raise NotABank(Message("表格设有打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存，再导入。")) from None
    except NotABank:
        raise
    except (Exception, parts.panic()) as error:
        raise limits.damaged() from error
    return sheets, [name for name in hidden if any(sheet.name == name and sheet.rows for sheet in sheets)]


def _sheet(workbook: calamine.CalamineWorkbook, name: str, package: _Package, shown: Shown | None) -> Sheet | None:
    cells = package.cells if shown is None else None
    if cells is None:
        try:
            sheet = workbook.get_sheet_by_name(name)
        except calamine.WorksheetNotFound:
            return None  # a sheet of charts
        cells = _Cells(shown or {})
        cells.take(sheet, sheet.iter_rows(), 0, package.radicals)
    again = partial(_shown, workbook, name, package) if cells.numeric and shown is None else None
    return Sheet(clean(name), cells.whole_rows, cells.merged, frozenset(cells.numeric), again)


_TOGETHER = 64
"""Rows that are cleaned together."""


@dataclass(slots=True)
class _Cells:
    """What a sheet holds, so far as it is read; ``shown``: how it shows its numbers."""

    shown: Shown = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    numeric: set[int] = field(default_factory=set)
    merged: tuple[Merged, ...] = ()
    first: int | None = None
    widths: set[int] = field(default_factory=set)

    @property
    def whole_rows(self) -> tuple[Row, ...]:
        """The rows, all as wide as the widest."""
        if len(self.widths) < 2:
            return tuple(self.rows)
        width = max(self.widths)
        return tuple(row._replace(cells=(*row.cells, *[""] * (width - len(row.cells)))) for row in self.rows)

    def part(self, sheet: calamine.CalamineSheet, radicals: bool) -> None:
        """Take the rows of a part of the sheet, which says at which row and column it begins."""
        if sheet.start is None:
            self.merged = _merged(sheet, self.first or 0)
            return
        row, column = sheet.start
        if self.first not in (None, column):
            raise ValueError("a sheet begins where its first column does, and a part where its own does")
        self.first = column
        self.take(sheet, sheet.to_python(skip_empty_area=True), row, radicals)

    def take(self, sheet: calamine.CalamineSheet, rows: Iterable[list[Value]], done: int, radicals: bool) -> None:
        """Take rows that are not empty; ``done``: how many come before them.

        They begin with the first column that has anything, whereas formats and merged cells are told by all columns.
        """
        first = sheet.start[1] if sheet.start is not None else 0
        self.widths.add(sheet.width)
        if sheet.total_height * sheet.total_width > limits.MOST_CELLS:
            raise limits.too_large()
        each = iter(rows)
        while some := list(islice(each, _TOGETHER)):
            for line, cells in enumerate(_cleaned(some, (done, first), (radicals, self.shown, self.numeric)), done + 1):
                if any(cells):
                    self.rows.append(Row(line, line, cells))
            done += len(some)
            if len(self.rows) > limits.MOST_ROWS:
                raise limits.too_large()
        self.merged = _merged(sheet, first)


def _merged(sheet: calamine.CalamineSheet, first: int) -> tuple[Merged, ...]:
    """The merged ranges, their columns counted from ``first``."""
    ranges = sheet.merged_cell_ranges or []
    return tuple((a, max(b - first, 0), c, d - first) for (a, b), (c, d) in ranges if d >= first)


def _cleaned(
    rows: list[list[Value]], first: tuple[int, int], how: tuple[bool, Shown, set[int]]
) -> list[tuple[str, ...]]:
    """Return the cells of some rows, the first of which is at ``first`` (row and column), as clean texts."""
    radicals, shown, numeric = how
    try:
        return clean_rows(rows, radicals)  # type: ignore[arg-type]  # most rows have texts only
    except TypeError:
        row, column = first
        texts = [_texts(cells, (at, column), shown, numeric) for at, cells in enumerate(rows, row)]
        return clean_rows(texts, radicals)


def _texts(cells: list[Value], first: tuple[int, int], shown: Shown, numeric: set[int]) -> list[str]:
    texts, (row, before) = [], first
    for column, value in enumerate(cells):
        if isinstance(value, str):
            texts.append(value)
        else:
            numeric.add(column)
            texts.append(text_of(value, shown.get((row, before + column))))
    return texts


def _shown(workbook: calamine.CalamineWorkbook, name: str, package: _Package) -> Sheet:
    """Return the sheet with its numbers as it shows them."""
    formats = package.shown().get(name)
    sheet = _sheet(workbook, name, package, formats) if formats else None
    return sheet or Sheet("", ())


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


def _looked_through(source: Source) -> _Package:
    """Check that the archive is whole and its sheets fit into memory; return what the library does not show."""
    data = source.data
    try:
        with limits.opened(data) as archive:
            limits.check_archive(archive)
            _check_kind(set(archive.namelist()))
            hidden, radicals = 0, "content.xml" in archive.namelist()
            cut, cells, is_read = parts.sheet_to_cut(archive), _Cells(), False
            for info in sorted(archive.infolist(), key=lambda one: one is cut):  # that comes last
                if info is cut:
                    take = cells.part if not radicals else lambda sheet, _: cells.part(sheet, True)
                    extent, is_read = parts.check_and_read(archive, data, info, take)
                    hidden, radicals = hidden + extent.hidden, radicals or extent.radicals
                elif info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                    extent = limits.check_sheet(data, info)
                    hidden, radicals = hidden + extent.hidden, radicals or extent.radicals
                else:
                    radicals = limits.check_member(data, info) or radicals
                if info.filename == "content.xml":
                    limits.check_whole(archive.read(info))
            found = pictures.of_archive(archive)
    except _FAULTS as error:
        raise limits.damaged() from error
    said: tuple[Flaw, ...] = (flaws.hidden_rows(Where(source.name), hidden),) if hidden else ()
    said = (*said, *found.said(source.name))
    read = cells if is_read else None
    return _Package(cache(partial(_formats, data)), found.by_row, found.files, said, radicals, read)


def _check_kind(names: set[str]) -> None:
    """Refuse archives that are no workbook, each with what it is."""
    if any(name.startswith("xl/worksheets/") and name.endswith(".bin") for name in names):
        raise NotABank(Message("这是 xlsb 表格，不能直接读。请在 Excel 里另存为 xlsx，再导入。"))
    if "word/document.xml" in names:
        raise NotABank(Message("这是 Word 文档，只是文件名写成了表格。请把文件名的后缀改成 .docx，再导入。"))
    if "ppt/presentation.xml" in names:
        raise NotABank(Message("这是演示文稿，不是表格。请把题目复制到表格里，再导入。"))


def _formats(data: bytes) -> dict[str, Shown]:
    try:
        with limits.opened(data) as archive:
            return formats_of(archive)
    except _FAULTS:
        return {}
