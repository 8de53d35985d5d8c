"""Sheets to tables: where the header is, what each column holds, which rows belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from studyapp import Column, Holds, Message
from studyapp_table import templates
from studyapp_table.dressed import undressed
from studyapp_table.grid import Row, Sheet
from studyapp_table.guessing import guess
from studyapp_table.headers import NO_WORDS, Layout, Words, bare, find_header, heard, letter_of, read_header
from studyapp_table.lines import as_lines
from studyapp_table.packed import unpacked
from studyapp_table.spans import joined
from studyapp_table.vocabulary import FIELD_OF

_FILLED = ("kind", "subject", "case", "parent", "basis")
_AS_SHOWN = ("prompt", "options", "answer", "explanation", "label", "external", "basis", "article")
_FEWEST_NAMES = 2
_LONGEST_NAME, _LONGEST_NAMES = 6, 120


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet. ``header``: the index of its header among the sheet's rows, -1 where it has none.

    ``rows``: what follows the header, one for each question; ``raw``: the same before rows were put together.
    ``whole_rows``: whether rows are read as lines, whatever their columns.
    """

    sheet: Sheet
    header: int
    layout: Layout
    rows: tuple[Row, ...]
    raw: tuple[Row, ...]
    how: Message
    whole_rows: bool = False


def by_header(sheet: Sheet, words: Words) -> tuple[Table, ...]:
    """Return the tables under the sheet's header: one, or several side by side; none without a header."""
    found = find_header([row.cells for row in sheet.rows[:10]], words)
    if found is None:
        return ()
    header, layout = found
    how = templates.recognised(sheet, header, layout)
    parts = list(_side_by_side(layout, words))
    if not parts:
        return tuple(_below_each_other(sheet, header, layout, words, how))
    return tuple(_table(_within(sheet, part, header), header, part, how) for part in parts)


def _below_each_other(sheet: Sheet, header: int, layout: Layout, words: Words, how: Message) -> Iterator[Table]:
    """Yield the table under a header, and those under other headers further down, each for a kind of its own.

    The rows that lead such a table, its title and its header, are the first of its own.
    """
    start, current = header, layout
    lead = None
    for index in range(header + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if sum(map(bool, row.cells)) < _FEWEST_NAMES:
            lead = index if any(row.cells) else lead
            continue
        other = read_header(row.cells, words) if _may_name(row, words) else None
        if other is not None and (other.columns, other.options) != (current.columns, current.options):
            end = lead if lead == index - 1 and lead is not None and lead > start else index
            yield _table(replace(sheet, rows=sheet.rows[:end]), start, current, how)
            start, current = end - 1, other
        lead = None
    yield _table(sheet, start, current, how)


def _may_name(row: Row, words: Words) -> bool:
    """Say whether all that a row holds may be names of columns, one of them that of answers."""
    joined = "".join(row.cells)
    if len(joined) > _LONGEST_NAMES or not ("答案" in joined or "选项" in joined or "answer" in joined.casefold()):
        return False
    names = [bare(cell) for cell in row.cells if cell]
    return bool(names) and all(name in FIELD_OF or name in words or len(name) <= _LONGEST_NAME for name in names)


def by_guess(sheet: Sheet, words: Words = NO_WORDS) -> tuple[Table, ...]:
    """Return the table that a sheet without a header holds, by what stands in its columns."""
    counted = int(bool(sheet.rows) and _counts(sheet.rows[0]))
    layout = guess(sheet.rows[counted:])
    letters = [letter_of(column) for column in range(max((len(row.cells) for row in sheet.rows), default=0))]
    if words and layout is None and any(bare(letter) in words for letter in letters):
        layout = Layout({}, ())
    if words and layout is not None:
        layout = heard(layout, letters, words, headless=True)
    if layout is None or not layout.complete:
        return ()
    return (_table(sheet, counted - 1, layout, Message("没有表头，按各列的内容判断")),)


def _counts(row: Row) -> bool:
    """Say whether a row only counts the columns, as programs do that were given no header: 0, 1, 2 …"""
    cells = [cell for cell in row.cells if cell]
    start = cells[0] if cells else ""
    return start in ("0", "1") and len(cells) > 2 and cells == [str(int(start) + at) for at in range(len(cells))]


def by_lines(sheet: Sheet) -> tuple[Table, ...]:
    """Return the table that a sheet holds in which a question takes several rows."""
    found = as_lines(sheet.rows)
    if found is None:
        return ()
    rows, layout = found
    return (Table(sheet, -1, layout, rows, sheet.rows, Message("一道题占几行，按行里的文字判断"), whole_rows=True),)


def _table(sheet: Sheet, header: int, layout: Layout, how: Message) -> Table:
    wanted = {column for name in _AS_SHOWN for column in layout.columns.get(name, ())}
    wanted |= {column for _, column in layout.options}
    if sheet.numeric & wanted and sheet.shown is not None:
        shown = sheet.shown()
        if len(shown.rows) == len(sheet.rows):
            sheet = replace(sheet, rows=shown.rows, shown=None)
    raw = tuple(_filled(sheet, layout, header + 1))
    rows, layout = joined(raw, layout)
    rows, layout = unpacked(undressed(rows), layout)
    return Table(sheet, header, layout, rows, raw, how)


def _side_by_side(layout: Layout, words: Words) -> Iterator[Layout]:
    """Yield the layouts of tables that stand beside each other under one row of headers."""
    names = [bare(name) for name in layout.names]
    starts = [column for column, name in enumerate(names) if name and name == next(filter(None, names), "")]
    if len(starts) < 2:
        return
    parts = []
    for first, last in zip(starts, [*starts[1:], len(names)], strict=True):
        part = read_header(["" if not first <= at < last else name for at, name in enumerate(layout.names)], words)
        if part is None:
            return
        parts.append(part)
    yield from parts


def _within(sheet: Sheet, layout: Layout, header: int) -> Sheet:
    """Return the sheet with only the columns of one of its tables, and of that only the rows that have something."""
    first = next(column for column, name in enumerate(layout.names) if name)
    last = max(layout.used)
    rows = list(sheet.rows[: header + 1])
    for row in sheet.rows[header + 1 :]:
        cells = tuple(cell if first <= column <= last else "" for column, cell in enumerate(row.cells))
        if any(cells):
            rows.append(row._replace(cells=cells))
    return replace(sheet, rows=tuple(rows), shown=None)


def _filled(sheet: Sheet, layout: Layout, first: int) -> Sequence[Row]:
    """Give every row of a merged cell its text, where the column holds what several questions share."""
    columns = {column for name in _FILLED for column in layout.columns.get(name, ())}
    merged = [one for one in sheet.merged if one[1] in columns and one[2] > one[0]]
    if not merged:
        return sheet.rows[first:]
    rows = {row.line: row for row in sheet.rows}
    for top, left, bottom, _ in merged:
        source = rows.get(top + 1)
        if source is None or not source.cell(left):
            continue
        for line in [line for line in range(top + 2, bottom + 2) if line in rows]:
            cells = [*rows[line].cells, *[""] * (left + 1 - len(rows[line].cells))]
            cells[left] = source.cell(left)
            rows[line] = rows[line]._replace(cells=tuple(cells))
    return [rows[row.line] for row in sheet.rows[first:]]


def columns_of(tables: Sequence[Table]) -> tuple[Column, ...]:
    """Return the columns of all tables, each header once."""
    found: dict[str, Column] = {}
    for table in tables:
        width = max((len(row.cells) for row in table.raw[:200]), default=0)
        for column in range(max(width, len(table.layout.names))):
            header = name_of(table.layout, column)
            sample = next((row.cell(column) for row in table.raw[:200] if row.cell(column)), "")
            known = found.get(bare(header))
            named = column < len(table.layout.names) and table.layout.names[column]
            if (named or sample) and (known is None or known.holds is Holds.NOTHING):
                found[bare(header)] = Column(header, table.layout.holds(column), known.sample if known else sample)
    return tuple(found.values())


def name_of(layout: Layout, column: int) -> str:
    """Return a column's header, or its letter where it has none."""
    header = layout.names[column].replace("\n", "") if column < len(layout.names) else ""
    return header or letter_of(column)
