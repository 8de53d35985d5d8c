"""Sheets to a deck: every row is part of a question or named by a flaw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from studyapp import Deck, Flaw, Item, Kind, Message, NotABank, Source, Where
from studyapp_table import details, flaws
from studyapp_table.build import build
from studyapp_table.delimited import read_delimited
from studyapp_table.grid import Row, Sheet
from studyapp_table.guessing import guess
from studyapp_table.headers import FIELD_OF, KIND_OF, Layout, bare, find_header, kind_word, read_header
from studyapp_table.record import read_record
from studyapp_table.sniffing import OLE, ZIP
from studyapp_table.workbook import read_workbook

_PLAIN_NAME = re.compile(r"(?:sheet|工作表|表|页)\s?\d*", re.I)
_FRONTS = ("正面", "front")
_TITLE = 40
_AROUND = re.compile(r"[(（][^)）]*[)）]|^第?[一二三四五六七八九十\d]+(?:部分|[章节、.．:： ])+|[:：。\s]+")
_FILLED = ("kind", "subject")


def read(source: Source) -> Deck:
    """Return the deck of a file; raise ``NotABank`` where no sheet is a bank."""
    if not source.data.strip(b" \t\r\n\0"):
        raise NotABank(Message("文件是空的，没有题目。请确认选对了文件。"))
    book = read_workbook(source) if source.data.startswith((ZIP, OLE)) else read_delimited(source)
    laid = [(sheet, _layout(sheet)) for sheet in book.sheets if sheet.rows]
    banks = sum(layout is not None for _, layout in laid)
    if not banks:
        raise NotABank(
            Message("表格里没有找到题目。请在第一行写上表头：题干、题型、选项A、选项B……、答案，每道题占一行，再导入。")
        )
    reading = _Reading(source.name, banks > 1)
    for sheet, layout in laid:
        if layout is None:
            where = Where(source.name, sheet.rows[0].line, sheet.rows[-1].last, sheet.name)
            reading.flaws.append(flaws.no_bank_sheet(where, len(sheet.rows)))
        else:
            reading.read_sheet(sheet, *layout)
    if not reading.items:
        raise NotABank(_why_not(reading.flaws))
    found = [*book.flaws, *reading.flaws]
    if len(book.sheets) == 1:
        found.sort(key=lambda flaw: flaw.where.line)
    return Deck(reading.name, tuple(reading.items), tuple(found))


def _layout(sheet: Sheet) -> tuple[int, Layout] | None:
    """Return the layout of a sheet and the index of its header, -1 where it has none."""
    found = find_header([row.cells for row in sheet.rows[:10]])
    if found is not None:
        return found
    guessed = guess(sheet.rows)
    return None if guessed is None else (-1, guessed)


def _why_not(found: list[Flaw]) -> Message:
    broken = next((flaw for flaw in found if flaw.severity == "error"), None)
    if broken is None:
        return Message("表格里只有表头，没有题目。请确认选对了文件。")
    arguments = {"line": broken.where.line}
    return Message("表格里没有一道完整的题目，从第 {line} 行起缺少题干、答案或选项。请补全后再导入。", arguments)


@dataclass(slots=True)
class _Reading:
    """A file being read. ``chapters``: whether its sheets are chapters, as there are several."""

    file: str
    chapters: bool
    items: list[Item] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    name: str = ""

    def read_sheet(self, sheet: Sheet, header: int, layout: Layout) -> None:
        """Read every row of a sheet."""
        self._preface(sheet, header)
        if header >= 0:
            row = sheet.rows[header]
            self.flaws.append(flaws.header(self._where(sheet, row)))
        rows = _filled(sheet, layout)[header + 1 :]
        self._unused(sheet, header, layout, rows)
        named, section = kind_word(sheet.name)
        if not named and bare(_name(layout, layout.columns["prompt"][0])) in _FRONTS:
            section = Kind.CARD
        plain = named or _PLAIN_NAME.fullmatch(sheet.name) is not None
        subject = sheet.name if self.chapters and not plain else ""
        twos = _has_twos(rows, layout)
        for row in rows:
            where = self._where(sheet, row)
            if _is_header(row, layout):
                self.flaws.append(flaws.header(where))
            elif (title := _alone(row, layout)) is not None:
                known, kind = _titled(title)
                section = kind if known else section
                self.flaws.append(flaws.title(where, title) if known else flaws.stray_row(where, title))
            else:
                self._take(row, layout, where, (section, subject, twos))

    def _take(self, row: Row, layout: Layout, where: Where, context: tuple[Kind | None, str, bool]) -> None:
        section, subject, twos = context
        record = read_record(row, layout, where, section)
        record.twos = twos
        question = build(record, subject)
        self.flaws += record.found
        if question is None:
            return
        label = details.text_of(record, "label")
        self.items.append(Item(question, len(self.items), where, label, details.text_of(record, "external")))

    def _preface(self, sheet: Sheet, header: int) -> None:
        for row in sheet.rows[: max(header, 0)]:
            texts = [cell for cell in row.cells if cell]
            if texts[0] == "标题" and len(texts) > 1:
                self.name = self.name or texts[1].replace("\n", " ")
            self.flaws.append(flaws.preface(self._where(sheet, row), " ".join(texts)))

    def _unused(self, sheet: Sheet, header: int, layout: Layout, rows: list[Row]) -> None:
        """Name the columns that hold something which is not used."""
        filled = {column for row in rows for column, cell in enumerate(row.cells) if cell}
        unused = sorted(filled - layout.used)
        if unused:
            names = [_name(layout, column) for column in unused]
            at = sheet.rows[max(header, 0)]
            self.flaws.append(flaws.unused_columns(self._where(sheet, at), "、".join(names)))

    def _where(self, sheet: Sheet, row: Row) -> Where:
        return Where(self.file, row.line, row.last, sheet.name)


def _name(layout: Layout, column: int) -> str:
    """Return a column's header, or its letter where it has none."""
    header = layout.names[column].replace("\n", "") if column < len(layout.names) else ""
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return header or letters


def _filled(sheet: Sheet, layout: Layout) -> list[Row]:
    """Give every row of a merged cell its text, where the column holds kinds or chapters."""
    columns = {column for name in _FILLED for column in layout.columns.get(name, ())}
    rows = {row.line: row for row in sheet.rows}
    for first, left, last, _ in sheet.merged:
        source = rows.get(first + 1)
        if left not in columns or source is None or not source.cell(left):
            continue
        for line in [line for line in range(first + 2, last + 2) if line in rows]:
            row = rows[line]
            cells = [*row.cells, *[""] * (left + 1 - len(row.cells))]
            cells[left] = source.cell(left)
            rows[line] = replace(row, cells=tuple(cells))
    return [rows[row.line] for row in sheet.rows]


def _has_twos(rows: list[Row], layout: Layout) -> bool:
    """Say whether judgements are 1 and 2: there is a 2 and no 0."""
    found = {row.cell(column) for row in rows for column in layout.columns.get("answer", ())}
    return "2" in found and "0" not in found


def _titled(text: str) -> tuple[bool, Kind | None]:
    """Say whether a row's only text is a title that tells the kind: ``一、单选题（每题2分）``."""
    core = _AROUND.sub("", text)
    known, kind = kind_word(core) if len(text) <= _TITLE else (False, None)
    return (known, kind) if core.endswith("题") or core in KIND_OF else (False, None)


def _is_header(row: Row, layout: Layout) -> bool:
    """Say whether a row repeats the header."""
    if not layout.names or bare(row.cell(layout.columns["prompt"][0])) not in FIELD_OF:
        return False
    again = read_header(row.cells)
    return again is not None and again.columns == layout.columns and again.options == layout.options


def _alone(row: Row, layout: Layout) -> str | None:
    """Return the text of a row that has one cell only, besides its number: a title, or something stray."""
    labels = layout.columns.get("label", ())
    texts = [cell for column, cell in enumerate(row.cells) if cell and column not in labels]
    if not texts:
        return next(cell for cell in row.cells if cell)
    if len(texts) == 1 and any(map(row.cell, labels)) and any(map(row.cell, layout.columns["prompt"])):
        return None  # it has a number: a question that lacks all the rest
    return texts[0] if len(set(texts)) == 1 and (len(texts) == 1 or len(texts) > 3) else None
