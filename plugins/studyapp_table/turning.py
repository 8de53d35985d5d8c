"""Sheets whose questions stand in columns: 题干, 选项A, 答案 … down the first one."""

from __future__ import annotations

from dataclasses import replace

from studyapp_table.grid import Row, Sheet
from studyapp_table.headers import NO_WORDS, Words, find_header, read_header

_TALLEST = 60
"""Rows beyond which a sheet has its questions in rows, whatever its first column says."""


def upright(sheet: Sheet, words: Words = NO_WORDS) -> Sheet:
    """Return a sheet with a row for each question: itself, or turned where its first columns hold the headers.

    The lines of a turned sheet are the numbers of its columns.
    """
    if not 1 < len(sheet.rows) <= _TALLEST or find_header([row.cells for row in sheet.rows[:10]], words) is not None:
        return sheet
    if not any(_is_header(sheet, column, words) for column in (0, 1)):
        return sheet
    if sheet.numeric and sheet.shown is not None:
        sheet = sheet.shown()
    width = max(len(row.cells) for row in sheet.rows)
    columns = [tuple(row.cell(column) for row in sheet.rows) for column in range(width)]
    rows = tuple(Row(number, number, cells) for number, cells in enumerate(columns, 1) if any(cells))
    beside = tuple(one for media in sheet.pictures.values() for one in media)
    pictures = {0: beside} if beside else {}
    return replace(sheet, rows=rows, merged=(), numeric=frozenset(), shown=None, pictures=pictures, turned=True)


def _is_header(sheet: Sheet, column: int, words: Words) -> bool:
    layout = read_header([row.cell(column) for row in sheet.rows], words)
    if layout is None or not layout.columns.keys() & {"answer", "options"}:
        return False
    prompt = sheet.rows[layout.columns["prompt"][0]]
    return any(prompt.cells[column + 1 :])
