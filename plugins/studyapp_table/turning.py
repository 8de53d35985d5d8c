"""Sheets whose questions stand in columns: 题干, 选项A, 答案 … down the first one."""

from __future__ import annotations

from dataclasses import replace

from studyapp_table.grid import Row, Sheet
from studyapp_table.headers import NO_WORDS, Words, bare, find_header, read_header
from studyapp_table.vocabulary import FIELD_OF

_TALLEST = 60
"""Rows beyond which a sheet has its questions in rows, whatever its first column says."""

_FEWEST = 2
"""So many questions stand below each other, at the least, where each has a row for each of its parts."""


def upright(sheet: Sheet, words: Words = NO_WORDS) -> Sheet:
    """Return a sheet with a row for each question: itself, or turned where its first columns hold the headers.

    The lines of a turned sheet are the numbers of its columns.
    """
    if (beside := _stacked(sheet, words)) is not None:
        return beside
    if not 1 < len(sheet.rows) <= _TALLEST or find_header([row.cells for row in sheet.rows[:10]], words) is not None:
        return sheet
    if not any(_is_header(sheet, column, words) for column in (0, 1)):
        return sheet
    sheet = _as_shown(sheet)
    width = max(len(row.cells) for row in sheet.rows)
    columns = [tuple(row.cell(column) for row in sheet.rows) for column in range(width)]
    rows = tuple(Row(number, number, cells) for number, cells in enumerate(columns, 1) if any(cells))
    around = tuple(one for media in sheet.pictures.values() for one in media)
    pictures = {0: around} if around else {}
    return replace(sheet, rows=rows, merged=(), numeric=frozenset(), shown=None, pictures=pictures, turned=True)


def _as_shown(sheet: Sheet) -> Sheet:
    """Return a sheet with its numbers as it shows them; one without formats of its own shows them as they are."""
    shown = sheet.shown() if sheet.numeric and sheet.shown is not None else sheet
    return shown if len(shown.rows) == len(sheet.rows) else sheet


def _stacked(sheet: Sheet, words: Words) -> Sheet | None:
    """Return a sheet with a row for each question where each stands below the other: a name and what it names.

    A row that is no such pair is a title between them, and stays.
    """
    names = [row.cell(0) for row in sheet.rows]
    first = next((row for row in sheet.rows if row.cell(1)), None)
    if first is None or names.count(first.cell(0)) < _FEWEST or any(any(row.cells[2:]) for row in sheet.rows):
        return None
    paired = zip(names, sheet.rows, strict=True)
    known = list(dict.fromkeys(name for name, row in paired if row.cell(1) or bare(name) in FIELD_OF))
    layout = read_header(known, words) if len(known) < _TALLEST else None
    if layout is None or not layout.columns.keys() >= {"prompt", "answer"}:
        return None
    sheet = _as_shown(sheet)
    found = [Row(first.line, first.line, tuple(known))]
    open_: dict[str, str] = {}
    for row, name in zip(sheet.rows, names, strict=True):
        if name not in known:
            found.append(row._replace(cells=(name, *[""] * (len(known) - 1))))
            open_ = {}
            continue
        if name == first.cell(0) or not open_:
            open_ = {}
            found.append(row)
        elif name in open_:
            return None
        open_[name] = row.cell(1)
        found[-1] = Row(found[-1].line, row.last, tuple(open_.get(one, "") for one in known))
    return replace(sheet, rows=tuple(found), merged=(), numeric=frozenset(), shown=None)


def _is_header(sheet: Sheet, column: int, words: Words) -> bool:
    layout = read_header([row.cell(column) for row in sheet.rows], words)
    if layout is None or not layout.columns.keys() & {"answer", "options"}:
        return False
    prompt = sheet.rows[layout.columns["prompt"][0]]
    return any(prompt.cells[column + 1 :])
