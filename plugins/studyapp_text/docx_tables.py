"""Tables of a Word document as lines: rows of a bank, the grid of a key, or cells in reading order."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import NamedTuple

from studyapp import Flaw, Where
from studyapp_text import fileflaws, flaws
from studyapp_text.docx_marks import Line
from studyapp_text.docx_paragraphs import Paragraph, Run, Table, paragraphs_of
from studyapp_text.tablerows import Columns, columns_of, forms_of, guessed_columns, key_line, question_lines

_LABEL = re.compile(r"(\d{1,4}|[A-HＡ-Ｈ])\s*([.．、]?)$")
_KEYED = re.compile(r"[A-H]{1,8}$|√$|×$|对$|错$|正确$|错误$")

_ENTRY = re.compile(r"\d{1,4}\.\S")
_LONGEST_HEADING = 24
_KEY = "参考答案："

Cells = list[list[Paragraph]]


class Rows(NamedTuple):
    """The lines of a table, and flaws for the paragraphs that became none."""

    lines: list[Line]
    flaws: list[Flaw]


def lines_of_table(table: Table, file: str, ordinal: int = 1) -> Rows:
    """Return a table's lines; ``ordinal``: the number of the next question, where the file has none."""
    rows = [[list(paragraphs_of(cell)) for cell in row] for row in table.rows]
    nested = any(isinstance(block, Table) for row in table.rows for cell in row for block in cell)
    found = _key_grid(rows, file) or _bank(rows, file) or _forms(rows, file, ordinal)
    if found is None and nested:
        return _with_inner(table, file)
    return found or Rows([line for row in rows for line in _in_order(row)], [])


def _with_inner(table: Table, file: str) -> Rows:
    """Give what a table holds in reading order, each table in it as one by itself."""
    found = Rows([], [])
    for row in table.rows:
        held: Cells = []
        for cell in row:
            if not any(isinstance(block, Table) for block in cell):
                held.append(list(paragraphs_of(cell)))
                continue
            found.lines.extend(_in_order(held))
            held = []
            for block in cell:
                if isinstance(block, Table):
                    inner = lines_of_table(block, file)
                    found.lines.extend(inner.lines)
                    found.flaws.extend(inner.flaws)
                else:
                    found.lines.append(Line(block.number, block.runs))
        found.lines.extend(_in_order(held))
    return found


def _forms(rows: list[Cells], file: str, ordinal: int) -> Rows | None:
    """Read a table whose rows are a name and what it names, one question below the other; None where it is none."""
    pairs = [(row[at], row[at + 1]) for row in rows if len(row) % 2 == 0 for at in range(0, len(row), 2)]
    questions = forms_of([(text(name), text(value)) for name, value in pairs])
    if questions is None or any(len(row) % 2 and any(map(text, row)) for row in rows):
        return None
    lines: list[Line] = []
    for number, (start, end, columns, cells) in enumerate(questions, ordinal):
        paragraphs = [paragraph for pair in pairs[start:end] for cell in pair for paragraph in cell]
        if not paragraphs:
            return None
        first, last = paragraphs[0].number, paragraphs[-1].number
        texts = question_lines(cells, columns, number)
        lines += [Line(first, (), texts[0]), *(Line(last, (), one) for one in texts[1:])]
    return Rows(lines, [])


def _bank(rows: list[Cells], file: str) -> Rows | None:
    """Read a table one of whose first rows names its columns; None where none does."""
    table = [[text(cell) for cell in row] for row in rows]
    columns = columns_of(table)
    if columns is None:
        columns = guessed_columns(table)
        return Rows(_rows_of_bank(rows, columns, 0), []) if columns is not None else None
    head = rows[columns.head]
    heads = [paragraph.number for cell in head for paragraph in cell if paragraph.text.strip()]
    titles = [line for row in rows[: columns.head] for line in _in_order(row)]
    lines = _rows_of_bank(rows[columns.head + 1 :], columns, heads[-1])
    found = [fileflaws.table_head(Where(file, heads[0], heads[-1]))]
    for row in rows[columns.head + 1 :]:
        again = [paragraph.number for cell in row for paragraph in cell]
        if columns.is_head([text(cell) for cell in row]):
            found.append(fileflaws.table_head(Where(file, again[0], again[-1])))
    if not columns.has_questions:
        found += [flaws.key(Where(file, *span)) for span in _key_spans(rows[columns.head + 1 :], columns)]
    return Rows(titles + lines, found)


def _rows_of_bank(rows: list[Cells], columns: Columns, head: int) -> list[Line]:
    """Read the rows below those that name the columns; a row of one cell is a heading."""
    lines: list[Line] = [] if columns.has_questions else [Line(head, (), _KEY)]
    for ordinal, row in enumerate(rows, 1):
        texts = [text(cell) for cell in row]
        if columns.is_head(texts):
            continue
        if sum(map(bool, texts)) < 2:
            lines += _in_order(row)
        elif columns.has_questions:
            lines += _question(row, columns, ordinal)
        else:
            lines += _key_row(row, columns)
    return lines


def _question(row: Cells, columns: Columns, ordinal: int) -> list[Line]:
    """Write a row as a question is written in text; its first line has the row's first number, the others the last."""
    paragraphs = [paragraph for cell in row for paragraph in cell]
    first, last = paragraphs[0].number, paragraphs[-1].number
    texts = question_lines([text(cell) for cell in row], columns, ordinal)
    return [Line(first, (), texts[0]), *(Line(last, (), one) for one in texts[1:])]


def _key_row(row: Cells, columns: Columns) -> list[Line]:
    numbers = [paragraph.number for cell in row for paragraph in cell]
    return [Line(numbers[0] if numbers else 0, (), key_line([text(cell) for cell in row], columns))]


def _key_spans(rows: list[Cells], columns: Columns) -> list[tuple[int, int]]:
    """Return the first and last paragraph of each run of rows that hold a number and its answer."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        numbers = [paragraph.number for cell in row for paragraph in cell]
        if not any(_ENTRY.match(line.text) for line in _key_row(row, columns)):
            continue
        if spans and spans[-1][1] + 1 == numbers[0]:
            spans[-1] = (spans[-1][0], numbers[-1])
        else:
            spans.append((numbers[0], numbers[-1]))
    return spans


def _key_grid(rows: list[Cells], file: str) -> Rows | None:
    """Read a grid of numbers with the answers below them; None where the table is none."""
    lines: list[Line] = []
    found: list[Flaw] = []
    for numbers, answers in zip(rows[::2], rows[1::2], strict=False):
        pairs: list[str] = []
        for at, (number, answer) in enumerate(zip_longest(map(text, numbers), map(text, answers), fillvalue="")):
            if number.isdecimal() and _KEYED.match(answer):
                pairs.append(f"{number}.{answer}")
            elif at and (number or answer):
                return None
        if not pairs or len(rows) % 2:
            return None
        told = [paragraph.number for cell in numbers for paragraph in cell]
        below = [paragraph.number for cell in answers for paragraph in cell]
        found.append(flaws.key(Where(file, told[0], below[-1])))
        lines.append(Line(below[-1], (), " ".join(pairs)))
    return Rows([Line(lines[0].number, (), _KEY), *lines], found) if lines else None


def _in_order(row: Cells) -> list[Line]:
    """Give the paragraphs of a row's cells; a cell of a mere number or letter is the label of the next one.

    A number begins a question where it stands itself; an option goes on to the end of its text.
    """
    lines: list[Line] = []
    label: Paragraph | None = None
    filled = [cell for cell in row if text(cell)]
    for index, cell in enumerate(filled):
        if len(cell) == 1 and index + 1 < len(filled) and _LABEL.match(text(cell)) and label is None:
            label = cell[0]
            continue
        for paragraph in cell:
            if label is None or not paragraph.text.strip():
                lines.append(Line(paragraph.number, paragraph.runs))
                continue
            mark = "" if text([label])[-1] in ".．、" else "．"
            runs = [*label.runs, Run(mark, frozenset()), *paragraph.runs]
            is_letter = text([label])[0].isalpha()
            lines.append(Line(paragraph.number if is_letter else label.number, runs))
            label = None
    return lines


def is_key_twice(before: str, line: str) -> bool:
    """Say whether a table's line announces the key that a heading before the table has announced."""
    return line == _KEY and "答案" in before and len(before) <= _LONGEST_HEADING


def text(cell: list[Paragraph]) -> str:
    """Return what a cell says, its paragraphs as lines."""
    return "\n".join(paragraph.text for paragraph in cell).strip()
