"""Tables of a page whose rows are questions, as systems export them, also under the name of a spreadsheet."""

from __future__ import annotations

from typing import NamedTuple

from studyapp_text.places import Row
from studyapp_text.tablerows import columns_of, forms_of, key_line, question_lines

_MOST_SPANNED = 5_000
_WIDEST = 200
_KEY = "参考答案："


class Bank(NamedTuple):
    """The rows of text that a table makes, and first and last line of the row that names its columns, if one does."""

    rows: list[Row]
    head: tuple[int, int] | None


class _Line:
    """A row of a table: its cells, its place, its pictures."""

    def __init__(self, line: int) -> None:
        self.cells: list[str] = []
        self.first = self.last = line
        self.pictures: list[str] = []

    def rows(self, texts: list[str]) -> list[Row]:
        """Return texts as rows of this place, the first of them with the pictures."""
        return [
            Row(text, self.first, self.last, "", () if at else tuple(self.pictures)) for at, text in enumerate(texts)
        ]


class HtmlTable:
    """A table that is being read; ``start``: how many rows of text stand before it, ``depth``: tables around it."""

    def __init__(self, start: int, depth: int) -> None:
        self.start, self.depth = start, depth
        self._lines: list[_Line] = []
        self._spans: dict[int, tuple[int, str]] = {}
        self._spanning: list[tuple[_Line, int, int]] = []

    @property
    def pictures(self) -> list[str]:
        """Where the pictures of the row that is open go."""
        if not self._lines:
            self._lines.append(_Line(0))
        return self._lines[-1].pictures

    def on_tag(self, tag: str, rowspan: str, line: int) -> None:
        """Begin a row or a cell, or a new line within one."""
        if tag == "tr":
            self._settle()
            self._lines.append(_Line(line))
        elif tag in ("td", "th") and self._lines:
            cells = self._lines[-1].cells
            self._fill()
            if len(cells) < _WIDEST:
                if rowspan.isdecimal() and 1 < int(rowspan[:5]) <= _MOST_SPANNED:
                    self._spanning.append((self._lines[-1], len(cells), int(rowspan[:5]) - 1))
                cells.append("")
        elif tag in ("br", "p", "div", "li") and self._lines and self._lines[-1].cells:
            self._lines[-1].cells[-1] += "\n"

    def on_text(self, text: str, line: int) -> None:
        """Add text to the open cell."""
        if self._lines and self._lines[-1].cells:
            self._lines[-1].cells[-1] += text
            if text.strip():
                self._lines[-1].last = max(self._lines[-1].last, line)

    def _fill(self) -> None:
        """Repeat the cells above that span into this row, up to the next cell of its own."""
        cells = self._lines[-1].cells
        while len(cells) in self._spans:
            at = len(cells)
            left, text = self._spans.pop(at)
            cells.append(text)
            if left > 1:
                self._spanning.append((self._lines[-1], at, left - 1))

    def _settle(self) -> None:
        """Note, when a row ends, which of its cells span into the rows below."""
        if self._lines:
            self._fill()
        for row, at, left in self._spanning:
            self._spans[at] = (left, row.cells[at])
        self._spanning.clear()

    def bank(self, ordinal: int = 1) -> Bank | None:
        """Return the questions that the rows are; None where nothing names the columns, nor what each row says.

        ``ordinal``: the number of the next question, where the file has none.
        """
        self._settle()
        lines = [line for line in self._lines if any(cell.strip() for cell in line.cells)]
        for line in lines:
            line.cells = [_tidy(cell) for cell in line.cells]
        columns = columns_of([line.cells for line in lines])
        if columns is None:
            return _forms(lines, ordinal)
        head = lines[columns.head]
        rows = [row for line in lines[: columns.head] for row in line.rows([" ".join(filter(None, line.cells))])]
        if not columns.has_questions:
            rows.append(Row(_KEY, head.first, head.last))
        for ordinal, line in enumerate(lines[columns.head + 1 :], 1):
            filled = [cell for cell in line.cells if cell]
            if columns.is_head(line.cells):
                continue
            if len(filled) < 2:
                rows += line.rows(filled)
            elif columns.has_questions:
                rows += line.rows(question_lines(line.cells, columns, ordinal))
            else:
                rows += line.rows([key_line(line.cells, columns)])
        return Bank(rows, (head.first, head.last))


def _forms(lines: list[_Line], ordinal: int) -> Bank | None:
    """Read a table whose rows are a name and what it names, one question below the other; None where it is none."""
    pairs = [
        (line, line.cells[at], line.cells[at + 1])
        for line in lines
        if len(line.cells) % 2 == 0
        for at in range(0, len(line.cells), 2)
    ]
    questions = forms_of([(name, value) for _, name, value in pairs]) if pairs else None
    if questions is None or any(len(line.cells) % 2 for line in lines):
        return None
    rows: list[Row] = []
    for number, (start, end, columns, cells) in enumerate(questions, ordinal):
        first, *others = question_lines(cells, columns, number)
        rows += [*pairs[start][0].rows([first]), *pairs[end - 1][0].rows(others)]
    return Bank(rows, None)


def _tidy(cell: str) -> str:
    """Return a cell without the spaces of its source; its line ends are those of the page."""
    return "\n".join(line for line in (" ".join(part.split()) for part in cell.split("\n")) if line)
