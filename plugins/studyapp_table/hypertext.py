"""Web pages and Excel 2003 XML that wear the suffix of a workbook: what many systems export.

Rows are told by tags: ``tr``, ``td`` and ``th``, or ``Row``, ``Cell`` and ``Data``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from studyapp import Message, NotABank, Source
from studyapp_table.decoding import decoded
from studyapp_table.grid import Book, Merged, Row, Sheet, clean
from studyapp_table.limits import LARGEST, MOST_CELLS, MOST_ROWS, too_large

_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<", re.S)
_LINES = frozenset(("br", "p", "div", "li"))
_WIDEST = 1000
_TALLEST = 10_000
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)|encoding\s*=\s*["']([\w-]+)""", re.I)


def is_markup(data: bytes) -> bool:
    """Say whether a file begins as markup does."""
    return _BEGINS.match(data[:256]) is not None


@dataclass(slots=True)
class _Grid:
    """A table being read: its rows, and for columns how many more rows a cell above them covers."""

    name: str = ""
    rows: list[Row] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    cells: dict[int, str] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)
    number: int = 0
    line: int = 0
    at: int = 0
    text: list[str] | None = None
    spans: tuple[int, int] = (1, 1)

    def begin_row(self, line: int) -> None:
        """Begin a row, and end the one before it."""
        self.end_row()
        self.line, self.at = line, 0

    def begin_cell(self, across: int, down: int, place: int) -> None:
        """Begin a cell at the next free column, or at its own."""
        self.end_cell()
        self.at = place or self.at
        while self.covered.get(self.at):
            self.at += 1
        self.text, self.spans = [], (across, down)

    def end_cell(self) -> None:
        """End the cell that is open."""
        if self.text is None:
            return
        across, down = self.spans
        self.cells[self.at] = clean("".join(self.text))
        if down > 1:
            self.merged.append((self.number, self.at, self.number + down - 1, self.at + across - 1))
            for column in range(self.at, self.at + across):
                self.covered[column] = down
        self.at += across
        self.text = None

    def end_row(self) -> None:
        """End the row that is open."""
        self.end_cell()
        if self.line:
            width = max(self.cells, default=-1) + 1
            texts = tuple(self.cells.get(column, "") for column in range(width))
            if any(texts):
                self.rows.append(Row(self.number + 1, self.number + 1, texts))
            self.covered = {column: left - 1 for column, left in self.covered.items() if left > 1}
            self.number += 1
        self.cells, self.line = {}, 0


class _Tables(HTMLParser):
    """Collects the tables of a page; a table within a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Grid] = []
        self._open: list[_Grid] = []
        self._skipped = 0
        self._names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, or a line within a cell."""
        tag = tag.rpartition(":")[2]
        told = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        if tag == "table":
            self._open.append(_Grid(clean(self._names[-1]) if self._names else ""))
            self.found.append(self._open[-1])
        elif tag == "worksheet":
            self._names.append(told.get("name", ""))
        elif tag in ("script", "style"):
            self._skipped += 1
        elif self._open:
            self._within(tag, told)

    def _within(self, tag: str, told: dict[str, str]) -> None:
        grid = self._open[-1]
        if tag in ("tr", "row"):
            grid.begin_row(self.getpos()[0])
            index = _number(told.get("index", ""), MOST_ROWS, 0)
            grid.number = max(grid.number, index - 1)
        elif tag in ("td", "th", "cell") and grid.line:
            across = _number(told.get("colspan", ""), _WIDEST, 1) + _number(told.get("mergeacross", ""), _WIDEST, 0)
            down = _number(told.get("rowspan", ""), _TALLEST, 1) + _number(told.get("mergedown", ""), _TALLEST, 0)
            place = _number(told.get("index", ""), _WIDEST, 0)
            grid.begin_cell(across, down, max(place - 1, 0))
        elif tag in _LINES and grid.text:
            grid.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is open."""
        tag = tag.rpartition(":")[2]
        if tag in ("script", "style"):
            self._skipped = max(0, self._skipped - 1)
        elif self._open and tag == "table":
            self._open.pop().end_row()
        elif self._open and tag in ("tr", "row"):
            self._open[-1].end_row()
        elif self._open and tag in ("td", "th", "cell"):
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell; line ends in the source are spaces."""
        if self._open and not self._skipped and self._open[-1].text is not None:
            self._open[-1].text.append(" ".join(data.split("\n")) if data.strip() else " ")

    def close(self) -> None:
        """End what was never closed."""
        super().close()
        for grid in self._open:
            grid.end_row()


def _number(text: str, most: int, otherwise: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else otherwise


def sheets_of(text: str) -> tuple[Sheet, ...]:
    """Return the tables of a page that have rows, each as a sheet."""
    parser = _Tables()
    parser.feed(text)
    parser.close()
    grids = [grid for grid in parser.found if grid.rows]
    if sum(len(grid.rows) * max(len(row.cells) for row in grid.rows) for grid in grids) > MOST_CELLS:
        raise too_large()
    several = len(grids) > 1
    return tuple(
        Sheet(grid.name or (f"表{number}" if several else ""), tuple(grid.rows), tuple(grid.merged))
        for number, grid in enumerate(grids, 1)
    )


def declared(data: bytes) -> str:
    """Return the encoding that a page says it is in, empty where it says none."""
    found = _CHARSET.search(data[:2048])
    return (found.group(1) or found.group(2) or b"").decode("ascii", "ignore").casefold() if found else ""


def read_markup(source: Source) -> Book:
    """Return the tables of a page as a book."""
    if len(source.data) > LARGEST:
        raise too_large()
    text = decoded(source.data, source.encoding)[0]
    found = sheets_of(text)
    if not found:
        raise NotABank(Message("这个文件其实是网页，里面没有表格。请在网页里复制题目，或重新导出为 xlsx。"))
    return Book(found)
