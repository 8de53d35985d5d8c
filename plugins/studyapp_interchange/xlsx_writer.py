"""A deck as a spreadsheet that 考试宝 imports, and WPS and Excel show."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from studyapp import Deck, Flaw, Item, Kind, Message, Severity
from studyapp_interchange.keeping import not_kept, not_written
from studyapp_interchange.xlsx_rows import FURTHER, HEADERS, KINDS, Line, line_of

_STAMP = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDTHS = (48, 9, *[20] * 8, 10, 40, 16, 7, 16, 24, 14, 16, 12, 8, 14)
_EMPTY = 8
_NARROW = 0x2E7F
"""Letters behind this one are as wide as two digits, of which a column's width counts."""

_LINE, _HIGHEST = 15, 409
"""Points of a line of text, and of the highest row that there is."""

_LONGEST = 32_767
"""Characters of a cell."""


class XlsxWriter:
    """Writes a row for each question, its header as the template has it."""

    name = "xlsx"
    suffixes = (".xlsx",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that it does not hold in full."""
        lines: list[Line] = []
        asked: list[Item] = []
        flaws: list[Flaw] = []
        for item in deck.items:
            line, flaw = _line(item, deck)
            if line is not None:
                lines.append(line)
                asked.append(item)
            flaws += [flaw] if flaw is not None else []
        spaced = [item for item, line in zip(asked, lines, strict=True) if line.spaced]
        if spaced:
            why = Message("有 {count} 道题里连着的几个空格，读回时会变成一个。", {"count": len(spaced)})
            flaws.append(Flaw(spaced[0].source, Severity.INFO, "spaces", why))
        return _book(deck, lines), tuple(flaws)


def _line(item: Item, deck: Deck) -> tuple[Line | None, Flaw | None]:
    if item.question.kind is Kind.CASE:
        return None, _material(item, deck)
    material = deck.items[item.case].question.prompt if item.case is not None else ""
    line = line_of(item, material)
    if line is None or max(map(len, [*line.cells, *line.further])) > _LONGEST:
        return None, not_written(item)
    return line, not_kept(item, line.lost)


def _material(item: Item, deck: Deck) -> Flaw:
    """Say what became of a case: its material stands before each of its questions."""
    if any(other.case == item.position for other in deck.items):
        why = Message("这种表格没有案例题，材料写在每道小题的题干前面。")
        return Flaw(item.source, Severity.WARNING, "not-kept", why)
    return not_written(item)


def _book(deck: Deck, lines: list[Line]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    ) as book:
        book.set_properties({"title": deck.name, "created": _STAMP})
        used = [index for index in range(len(FURTHER)) if any(line.further[index] for line in lines)]
        _sheet(book, lines, used)
    return target.getvalue()


def _sheet(book: Any, lines: list[Line], used: list[int]) -> None:
    sheet = book.add_worksheet("题库")
    head = book.add_format({
        "font_name": "黑体", "font_size": 11, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1,
        "bg_color": "#DDEBF7",
    })  # fmt: skip
    common = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True, "num_format": "@"}
    body, middle = book.add_format(common), book.add_format({**common, "align": "center"})
    centred = {1, 10, 13, 19, 20}
    heights = [1] * len(lines)
    for column in range(len(HEADERS) + len(used)):
        original = column if column < len(HEADERS) else len(HEADERS) + used[column - len(HEADERS)]
        texts = [(line.cells + line.further)[original] for line in lines]
        width = _WIDTHS[original] if any(texts) or column == 0 else _EMPTY
        sheet.set_column(column, column, width, middle if original in centred else body)
        title = HEADERS[original] if original < len(HEADERS) else FURTHER[original - len(HEADERS)]
        sheet.write_string(0, column, title, head)
        for row, text in enumerate(texts):
            if text:
                sheet.write_string(row + 1, column, text, middle if original in centred else body)
                heights[row] = max(heights[row], _lines(text, width))
    for row, height in enumerate(heights, 1):
        sheet.set_row(row, min(height * _LINE, _HIGHEST))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    if lines:
        sheet.autofilter(0, 0, len(lines), len(HEADERS) + len(used) - 1)
        kinds = list(dict.fromkeys(KINDS.values()))
        sheet.data_validation(1, 1, len(lines), 1, {"validate": "list", "source": kinds, "error_type": "warning"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _lines(text: str, width: int) -> int:
    """Estimate how many lines a text takes in a column: not every program does so itself for a file that it opens."""
    return sum(1 + sum(2 if ord(letter) > _NARROW else 1 for letter in line) // width for line in text.split("\n"))
