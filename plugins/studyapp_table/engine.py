"""Sheets to a deck: the best way of reading each sheet, and what there is to say about the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from studyapp import Column, Deck, Flaw, Holds, Item, Message, NotABank, Reading, Severity, Source, Where
from studyapp_table import flaws, tables
from studyapp_table.delimited import read_delimited
from studyapp_table.grid import Book, Row, Sheet
from studyapp_table.headers import Words, bare, kind_word
from studyapp_table.hypertext import is_markup, read_markup
from studyapp_table.keys import with_key
from studyapp_table.rows import TableReading, Tell
from studyapp_table.sniffing import OLE, ZIP
from studyapp_table.tables import Table
from studyapp_table.turning import upright
from studyapp_table.workbook import read_workbook

_PLAIN_NAME = re.compile(r"(?:sheet|工作表|表|页)\s?\d*|试题案例.*|.*模[板版].*|导入.*|题库|试题|题目|questions?", re.I)
_SNIPPET = 60
_SMALL = 1000
"""Rows up to which every way of reading a sheet is tried."""

_BAD = 0.2
"""The share of errors from which other ways of reading a larger sheet are tried too."""

_OPENED = 0.4
"""The share of the work that is done when a file is open."""


@dataclass(slots=True)
class Part:
    """One way of reading a sheet, and what comes of it."""

    tables: tuple[Table, ...]
    items: list[Item] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    headings: list[tuple[int, bool]] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """How many questions are lost."""
        return sum(flaw.severity is Severity.ERROR for flaw in self.flaws)

    @property
    def worth(self) -> int:
        """Complete items less errors."""
        return len(self.items) - self.errors


@dataclass(slots=True)
class Whole:
    """A file being read: what was chosen of each sheet, and for the report what came second.

    ``of_key``: what there is to say of a second file with the answers.
    """

    file: str
    book: Book
    items: list[Item] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    of_key: list[Flaw] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    second: Part | None = None
    instead: Part | None = None
    name: str = ""


def read(source: Source) -> Deck:
    """Return the deck of a file; raise ``NotABank`` where no sheet is a bank."""
    whole = read_whole(source)
    if not whole.parts:
        return _unknown(whole)
    if not whole.items:
        raise NotABank(_why_not(whole.flaws))
    found = [*whole.book.flaws, *whole.flaws, *_unused_pictures(whole)]
    if len(whole.book.sheets) == 1:
        found.sort(key=lambda flaw: flaw.where.line)
    pictured = whole.items if whole.book.files else ()
    used = {media.digest for item in pictured for media in item.question.media}
    return Deck(
        whole.name,
        tuple(whole.items),
        (*_with_snippets(found, whole.book), *whole.of_key),
        files={digest: data for digest, data in whole.book.files.items() if digest in used},
        columns=tables.columns_of([table for part in whole.parts for table in part.tables]),
        readings=_readings(whole),
    )


def open_book(source: Source) -> Book:
    """Return the sheets of a file of any format."""
    if not source.data.strip(b" \t\r\n\0"):
        raise NotABank(Message("文件是空的，没有题目。请确认选对了文件。"))
    if source.data.startswith((ZIP, OLE)):
        return read_workbook(source)
    return read_markup(source) if is_markup(source.data) else read_delimited(source)


def read_whole(source: Source) -> Whole:
    """Read all sheets, each in the way that gives most."""
    book = open_book(source)
    words = {bare(header): holds for header, holds in source.columns.items()}
    source.progress(_OPENED)
    book = replace(book, sheets=tuple(upright(sheet, words) for sheet in book.sheets))
    ways = [(sheet, _tables(sheet, words)) for sheet in book.sheets if sheet.rows]
    banks = sum(bool(found) for _, found in ways)
    whole = Whole(source.name, book)
    if source.key is not None and banks:
        keyed, whole.of_key = with_key(source.name, [table for _, found in ways for table in found], source.key)
        tables_left = iter(keyed)
        ways = [(sheet, tuple(islice(tables_left, len(found)))) for sheet, found in ways]
    whole.flaws += [flaws.turned(Where(source.name, sheet=sheet.name)) for sheet in book.sheets if sheet.turned]
    if not banks:
        return whole
    total = sum(len(sheet.rows) for sheet, found in ways if found) or 1
    done = 0

    def tell(rows: int, items: Sequence[Item]) -> None:
        source.found([item.question for item in items])
        source.progress(min(1.0, _OPENED + (1 - _OPENED) * (done + rows) / total))

    for sheet, found in ways:
        if not found:
            where = Where(source.name, sheet.rows[0].line, sheet.rows[-1].last, sheet.name)
            whole.flaws.append(flaws.no_bank_sheet(where, len(sheet.rows)))
            continue
        _read_sheet(whole, sheet, found, words, (banks > 1, tell))
        done += len(sheet.rows)
    return whole


def _unknown(whole: Whole) -> Deck:
    """Return a deck without questions that shows the columns of the first sheet, so that the user can say what they
    hold; raise ``NotABank`` where there is no table.
    """
    sheet = next((one for one in whole.book.sheets if len(one.rows) > 1 and len(one.rows[0].cells) > 1), None)
    if sheet is None:
        raise NotABank(flaws.NO_HEADER)
    first, *rows = sheet.rows
    samples = [next((row.cell(column) for row in rows if row.cell(column)), "") for column in range(len(first.cells))]
    columns = (
        Column(header.replace("\n", ""), Holds.NOTHING, sample)
        for header, sample in zip(first.cells, samples, strict=True)
        if header
    )
    found = [
        flaws.no_header(where) if one is sheet else flaws.no_bank_sheet(where, len(one.rows))
        for one in whole.book.sheets
        if one.rows
        for where in [Where(whole.file, one.rows[0].line, one.rows[-1].last, one.name)]
    ]
    return Deck("", (), tuple(_with_snippets([*whole.book.flaws, *found], whole.book)), columns=tuple(columns))


def _tables(sheet: Sheet, words: Words) -> tuple[Table, ...]:
    return tables.by_header(sheet, words) or tables.by_guess(sheet, words) or tables.by_lines(sheet)


def _read_sheet(whole: Whole, sheet: Sheet, found: tuple[Table, ...], words: Words, how: tuple[bool, Tell]) -> None:
    """Read a sheet in every way that is worth a try, and take the best."""
    chapters, tell = how
    start = len(whole.items)
    best = _part(whole.file, found, (start, chapters, tell))
    bad = best.errors > _BAD * (len(best.items) + best.errors)
    others = []
    if len(sheet.rows) <= _SMALL or bad:
        others = [_part(whole.file, other, (start, chapters, tell)) for other in _others(sheet, found)]
    ranked = sorted([best, *(other for other in others if other.items)], key=lambda part: -part.worth)
    trusted = words or (best.items and best.tables[0].header >= 0)  # what a header says is no guess
    chosen = best if trusted else ranked[0]
    rest = [part for part in ranked if part is not chosen]
    if rest and (whole.second is None or rest[0].worth > whole.second.worth):
        whole.second, whole.instead = rest[0], chosen
    whole.parts.append(chosen)
    whole.items += chosen.items
    _preface(whole, sheet, chosen.tables[0].header)
    _unused(whole, sheet, chosen.tables)
    whole.flaws += chosen.flaws


def _others(sheet: Sheet, found: tuple[Table, ...]) -> Iterable[tuple[Table, ...]]:
    """Yield the other ways of reading a sheet; where it has a header, that belongs to none of them."""
    below = replace(sheet, rows=sheet.rows[max(found[0].header, -1) + 1 :])
    for other in (tables.by_guess(below), tables.by_lines(below)):
        same = other and (other[0].layout.columns, other[0].layout.options) in [
            (table.layout.columns, table.layout.options) for table in found
        ]
        if other and not same:
            yield tuple(replace(table, header=found[0].header, sheet=sheet) for table in other)


def _part(file: str, found: tuple[Table, ...], how: tuple[int, bool, Tell]) -> Part:
    start, chapters, tell = how
    name = found[0].sheet.name
    named, section = kind_word(name)
    plain = named or _PLAIN_NAME.fullmatch(name) is not None
    part = Part(found)
    for table in found:
        reading = TableReading(file, table, section, name if chapters and not plain else "", start + len(part.items))
        reading.read(tell)
        part.items += reading.items
        part.flaws += reading.flaws
        part.headings += reading.headings
    return part


def _preface(whole: Whole, sheet: Sheet, header: int) -> None:
    """Name the header and the rows before it."""
    for row in sheet.rows[: header + 1]:
        where = Where(whole.file, row.line, row.last, sheet.name)
        texts = [cell for cell in row.cells if cell]
        if row is sheet.rows[header]:
            whole.flaws.append(flaws.header(where))
            continue
        if texts[0] == "标题" and len(texts) > 1:
            whole.name = whole.name or texts[1].replace("\n", " ")
        whole.flaws.append(flaws.preface(where, " ".join(texts)))


def _unused(whole: Whole, sheet: Sheet, found: tuple[Table, ...]) -> None:
    """Name the columns that hold something which is not used."""
    for table in found:
        used, rows = table.layout.used, table.raw
        width = max((len(row.cells) for row in rows), default=0)
        unused = [c for c in range(width) if c not in used and any(row.cell(c) for row in rows)]
        if unused and not table.whole_rows:
            names = [tables.name_of(table.layout, column) for column in unused]
            at = sheet.rows[max(table.header, 0)]
            where = Where(whole.file, at.line, at.last, sheet.name)
            whole.flaws.append(flaws.unused_columns(where, "、".join(names)))


def _unused_pictures(whole: Whole) -> Iterable[Flaw]:
    """Name the pictures beside rows that became no question."""
    taken: dict[str, set[int]] = {}
    for item in whole.items if whole.book.files else ():
        lines = taken.setdefault(item.source.sheet, set())
        lines.update(range(item.source.line, item.source.last + 1))
    for sheet in whole.book.sheets:
        for line, media in sheet.pictures.items():
            if line not in taken.get(sheet.name, ()):
                yield flaws.picture_beside(Where(whole.file, line, line, sheet.name), len(media))


def _with_snippets(found: list[Flaw], book: Book) -> Iterable[Flaw]:
    """Give every flaw the beginning of what stands at its place."""
    wanted: dict[str, set[int]] = {}
    for flaw in found:
        if flaw.where.line:
            wanted.setdefault(flaw.where.sheet, set()).add(flaw.where.line)
    rows = {
        (sheet.name, row.line): row
        for sheet in book.sheets
        if (lines := wanted.get(sheet.name))
        for row in sheet.rows
        if row.line in lines
    }
    for flaw in found:
        row = rows.get((flaw.where.sheet, flaw.where.line))
        yield flaw if row is None else replace(flaw, snippet=snippet(row))


def snippet(row: Row) -> str:
    """Return the beginning of a row as one line."""
    text = " | ".join(cell.replace("\n", " ") for cell in row.cells if cell)
    return text if len(text) <= _SNIPPET else text[: _SNIPPET - 1] + "…"


def _readings(whole: Whole) -> tuple[Reading, ...]:
    """Return how the file was read, and what would have come of the best other way."""
    errors = sum(part.errors for part in whole.parts)
    first = max(whole.parts, key=lambda part: len(part.items))
    asked = sum(item.counts for item in whole.items)
    found = [Reading(first.tables[0].how, asked, errors)]
    if whole.second is not None and whole.instead is not None:
        second, instead = whole.second, whole.instead
        questions = asked - sum(item.counts for item in instead.items) + sum(item.counts for item in second.items)
        found.append(Reading(second.tables[0].how, questions, errors - instead.errors + second.errors))
    return tuple(found)


def _why_not(found: list[Flaw]) -> Message:
    broken = next((flaw for flaw in found if flaw.severity is Severity.ERROR), None)
    if broken is None:
        return Message("表格里只有表头，没有题目。请确认选对了文件。")
    arguments = {"line": broken.where.line}
    return Message("表格里没有一道完整的题目，从第 {line} 行起缺少题干、答案或选项。请补全后再导入。", arguments)
