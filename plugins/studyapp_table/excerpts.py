"""The rows of a table that became no question, as a table of their own that can be mended and read again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import import_module

from studyapp import Excerpt, Kind, Source, Where
from studyapp_table.decoding import decoded, encoded
from studyapp_table.delimited import lines_of, separator_of
from studyapp_table.engine import Part, read_whole
from studyapp_table.grid import Row
from studyapp_table.headers import Layout
from studyapp_table.hypertext import is_markup
from studyapp_table.sniffing import OLE, ZIP
from studyapp_table.tables import Table

_TITLES = {
    "prompt": "题干", "kind": "题型", "options": "选项", "answer": "答案", "explanation": "解析", "label": "序号",
    "subject": "章节",
    "tags": "知识点", "difficulty": "难度",
    "basis": "依据", "article": "条款", "external": "试题编码",
    "authority": "命题单位", "jurisdiction": "地区", "case": "材料", "parent": "所属案例",
}  # fmt: skip
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
_WRITTEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""When an excerpt says that it was written: always the same, so that the same rows give the same bytes."""

_WIDE = frozenset(("prompt", "options", "explanation", "case"))


def excerpt(source: Source, places: Sequence[Where]) -> Excerpt:
    """Return the header and the rows at these places: text with the separators it had, workbooks as xlsx."""
    parts = read_whole(source).parts
    if source.data.startswith((ZIP, OLE)) or is_markup(source.data):
        return Excerpt(".xlsx", _workbook(parts, places))
    text, code = decoded(source.data, source.encoding)
    lines = lines_of(text)
    separator = separator_of(lines)
    return Excerpt(
        ".tsv" if separator == "\t" else ".csv", encoded(_text(parts, places, lines, separator), source.data, code)
    )


def _text(parts: Sequence[Part], places: Sequence[Where], lines: list[str], separator: str) -> str:
    """Return the rows as they stand in the file, with a header before them."""
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    out: list[str] = []
    for part in parts:
        table = part.tables[0]
        as_cells = table.whole_rows or table.sheet.turned
        if table.header >= 0 and not as_cells:
            row = table.sheet.rows[table.header]
            out += _whole_lines(lines[row.line - 1 : row.last], end)
        else:
            out.append(_joined(_header(table), separator) + end)
        for row in _rows(part, places):
            out += (
                [_joined(row.cells, separator) + end] if as_cells else _whole_lines(lines[row.line - 1 : row.last], end)
            )
    return "".join(out)


def _whole_lines(lines: list[str], end: str) -> list[str]:
    return [line if line.endswith(("\n", "\r")) else line + end for line in lines]


def _joined(cells: Sequence[str], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="").writerow(cells)
    return out.getvalue()


def _titles(layout: Layout) -> tuple[str, ...]:
    """Return headers for a table that has none."""
    titles = {column: _TITLES[name] for name, columns in layout.columns.items() for column in columns}
    titles |= {column: f"选项{letter}" for letter, column in layout.options}
    return tuple(titles.get(column, "") for column in range(max(titles) + 1))


def _rows(part: Part, places: Sequence[Where]) -> Iterator[Row]:
    """Yield the rows at these places, and the titles and the material that they stand under."""
    sheet = part.tables[0].sheet.name
    wanted = [(where.line, max(where.line, where.last)) for where in places if where.sheet == sheet and where.line]
    lines = {line for first, last in wanted for line in range(first, last + 1)}
    for first, _ in wanted:
        lines |= _above(part, first)
    done: set[int] = set()
    for table in part.tables:
        for row in table.rows if table.whole_rows else table.raw:
            if row.line not in done and not lines.isdisjoint(range(row.line, row.last + 1)):
                done.add(row.line)
                yield row


def _above(part: Part, line: int) -> set[int]:
    """Return the lines of the title, the chapter and the material that hold for a line."""
    found = set()
    for chapters in (False, True):
        found |= set([at for at, chapter in part.headings if at < line and chapter is chapters][-1:])
    before = [item for item in part.items if item.source.line < line]
    case = next((item for item in reversed(before) if item.question.kind is Kind.CASE), None)
    if case is not None and any(item.case == case.position for item in part.items):
        nearest = max((item for item in before), key=lambda item: item.source.line)
        after = next((item for item in part.items if item.source.line > line), None)
        if nearest is case or nearest.case == case.position or (after and after.case == case.position):
            found |= set(range(case.source.line, max(case.source.line, case.source.last) + 1))
    return found


def _workbook(parts: Sequence[Part], places: Sequence[Where]) -> bytes:
    """Return a workbook with a sheet for each sheet that holds questions: their number tells what their names mean."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = import_module("xlsxwriter").Workbook(buffer, options)
    book.set_properties({"created": _WRITTEN})
    bold, wrapped = (
        book.add_format({"bold": True, "text_wrap": True}),
        book.add_format({"text_wrap": True, "valign": "top"}),
    )
    names: set[str] = set()
    for part in parts:
        table = part.tables[0]
        sheet = book.add_worksheet(_sheet_name(table.sheet.name, names))
        titles = _header(table)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, 40 if _is_wide(table.layout, column) else 14)
        sheet.freeze_panes(1, 0)
        for number, row in enumerate(_rows(part, places), 1):
            for column, cell in enumerate(row.cells):
                if cell:
                    sheet.write_string(number, column, cell, wrapped)
    book.close()
    return buffer.getvalue()


def _header(table: Table) -> tuple[str, ...]:
    if table.header < 0 or table.whole_rows:
        return _titles(table.layout)
    names = table.layout.names
    return names if len(names) >= max(table.layout.used, default=0) else _titles(table.layout)


def _is_wide(layout: Layout, column: int) -> bool:
    return any(column in columns for name, columns in layout.columns.items() if name in _WIDE)


def _sheet_name(name: str, names: set[str]) -> str:
    """Return a name that a workbook may give a sheet, as near to its own as may be."""
    base = _NOT_IN_NAMES.sub("_", name)[:_LONGEST_NAME] or "Sheet1"
    found, number = base, 2
    while found.casefold() in names:
        found = f"{base[: _LONGEST_NAME - 4]}_{number}"
        number += 1
    names.add(found.casefold())
    return found
