"""Ruled tables of a PDF, row by row through its pages, and the lines of exam text that they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import pypdfium2 as pdfium

from studyapp import Flaw, Where
from studyapp_text import fileflaws
from studyapp_text.display import clean
from studyapp_text.docx_paragraphs import Paragraph, Run, Table
from studyapp_text.docx_tables import lines_of_table
from studyapp_text.pdfgrids import Cell, Grid
from studyapp_text.places import Row
from studyapp_text.rejoin import glue, is_rest

_INSET = 1.5
"""In points: what reaches over the line of its cell by less is not of the next one."""

_NEAR = 4.0
_SHORT = 0.6
"""A line of less than this share of its column's widest that ends a sentence was ended by its writer."""

_STOPS = "。？！?!；;：:"


class GridRow(NamedTuple):
    """A row of a table: its cells' texts, its lines in the file, and which table of which page it is of."""

    cells: tuple[str, ...]
    first: int
    last: int
    page: str
    edges: tuple[float, ...]
    table: int


def read_page(
    text_page: pdfium.PdfTextPage, grids: Sequence[Grid], text: str, before: int, page: str
) -> tuple[list[Row], list[GridRow]] | None:
    """Return the lines of a page beside its tables and the rows of these; None where some text is in neither.

    ``before``: how many lines the pages before it have.
    """
    rows: list[Row] = []
    table_rows: list[GridRow] = []
    pieces: list[str] = []
    upper: float | None = None
    for number, grid in enumerate([*grids, None]):
        beside = text_page.get_text_bounded(bottom=grid.top if grid else None, top=upper)
        pieces.append(beside)
        start = before + (lines_above(text_page, upper) if upper is not None else 0)
        rows += [Row(line, start + at, start + at, page) for at, line in enumerate(lines_in(beside), 1)]
        if grid is None:
            break
        upper = grid.bottom
        starts = [before + lines_above(text_page, max(cell.top for cell in row)) for row in grid.rows]
        for at, row in enumerate(grid.rows):
            told = [_told(text_page, cell) for cell in row]
            pieces += told
            end = starts[at + 1] if at + 1 < len(starts) else before + lines_above(text_page, grid.bottom)
            cells = tuple("\n".join(lines_in(one)) for one in told)
            table_rows.append(GridRow(cells, starts[at] + 1, max(end, starts[at] + 1), page, grid.edges, number))
    if Counter("".join(pieces).translate(_UNSEEN)) != Counter(text.translate(_UNSEEN)):
        return None
    return rows, table_rows


_UNSEEN = dict.fromkeys(map(ord, " \t\r\n\u00a0\u3000\ufffe\x02"))


def lines_in(text: str) -> list[str]:
    """Return what stands on the lines of a text; pdfium marks a hyphen at a line's end by U+FFFE or U+0002."""
    lines = text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-").split("\n")
    return [shown for line in lines if (shown := clean(line.replace("\r", " ")))]


def _told(text_page: pdfium.PdfTextPage, cell: Cell) -> str:
    left, bottom, right, top = cell
    return str(text_page.get_text_bounded(left + _INSET, bottom + _INSET, right - _INSET, top - _INSET))


def lines_above(text_page: pdfium.PdfTextPage, bottom: float) -> int:
    """Count the lines above a place."""
    return len(lines_in(text_page.get_text_bounded(bottom=bottom)))


def lines_of_grids(rows: Sequence[GridRow], file: str) -> tuple[list[Row], list[Flaw]]:
    """Return the lines of exam text that tables with nothing between them are, and what is to be said of them."""
    found: list[Row] = []
    said: list[Flaw] = []
    ordinal = 1
    tables, heads = _whole_tables(rows)
    said += [fileflaws.table_head(Where(file, head.first, head.last, head.page)) for head in heads]
    for table in tables:
        by_line = {row.first: row for row in table}
        unwrapped = _unwrapped(table)
        blocks = [
            [[Paragraph(row.first, [Run(line, frozenset())]) for line in cell.split("\n")] for cell in cells]
            for row, cells in zip(table, unwrapped, strict=True)
        ]
        lines = lines_of_table(Table([[list(cell) for cell in row] for row in blocks]), file, ordinal)
        ordinal += 1
        for line in lines.lines:
            row = by_line[line.number] if line.number in by_line else table[0]
            found += [Row(part, row.first, row.last, row.page) for part in line.text.split("\n") if part.strip()]
        for flaw in lines.flaws:
            page = by_line[flaw.where.line].page if flaw.where.line in by_line else table[0].page
            said.append(replace(flaw, where=replace(flaw.where, sheet=page)))
    return found, said


def _whole_tables(rows: Sequence[GridRow]) -> tuple[list[list[GridRow]], list[GridRow]]:
    """Put tables together that the ends of pages have cut, and rows too; return also the heads that come again."""
    tables: list[list[GridRow]] = []
    heads: list[GridRow] = []
    place: tuple[str, int] | None = None
    for row in rows:
        last = tables[-1][-1] if tables else None
        if last is not None and place == (row.page, row.table):
            tables[-1].append(row)
        elif last is None or last.page == row.page or not _same(last.edges, row.edges):
            tables.append([row])
        elif row.cells == tables[-1][0].cells:
            heads.append(row)
            continue
        elif _goes_on(tables[-1], row):
            cells = tuple("\n".join(filter(None, pair)) for pair in zip(last.cells, row.cells, strict=True))
            tables[-1][-1] = last._replace(cells=cells, last=row.last)
        else:
            tables[-1].append(row)
        place = row.page, row.table
    filled = [[row for row in table if any(row.cells)] for table in tables]
    return [table for table in filled if table], heads


def _same(edges: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return len(edges) == len(others) and all(
        abs(one - other) <= _NEAR for one, other in zip(edges, others, strict=True)
    )


def _goes_on(table: Sequence[GridRow], row: GridRow) -> bool:
    """Say whether the first row of a page is the rest of the last one before: it lacks what every row has."""
    alike = [other.cells for other in table if len(other.cells) == len(row.cells)]
    if len(alike) < 2 or len(table[-1].cells) != len(row.cells):
        return False
    always = [at for at in range(len(row.cells)) if all(cells[at] for cells in alike[:-1])]
    return any(not row.cells[at] for at in always)


def _unwrapped(table: Sequence[GridRow]) -> list[list[str]]:
    """Return the cells of rows with those lines joined that the width of the column had cut."""
    widest: Counter[tuple[int, int]] = Counter()
    for row in table:
        for at, cell in enumerate(row.cells):
            key = (len(row.cells), at)
            widest[key] = max(widest[key], *map(len, cell.split("\n")))
    return [[_joined(cell, widest[len(row.cells), at]) for at, cell in enumerate(row.cells)] for row in table]


def _joined(cell: str, widest: int) -> str:
    joined: list[str] = []
    short = False
    for line in cell.split("\n"):
        if joined and not short and is_rest(line):
            joined[-1] = glue(joined[-1], line)
        else:
            joined.append(line)
        short = len(line) < _SHORT * widest and line.endswith(tuple(_STOPS))
    return "\n".join(joined)
