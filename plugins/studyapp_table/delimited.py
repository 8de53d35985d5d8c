"""Text with separators to rows: which encoding, which separator, and quotes that are never closed."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from studyapp import Flaw, Message, NotABank, Source
from studyapp_table import flaws
from studyapp_table.decoding import decoded
from studyapp_table.grid import Book, Row, Sheet, clean_all
from studyapp_table.headers import find_header
from studyapp_table.lines import as_lines

SEPARATORS = ("\t", ",", ";", "，", "|")
ONE_COLUMN = ","
"""What Excel would part the columns with where there is but one."""

LARGEST = 64 * 1024 * 1024
LONGEST_RECORD = 200
"""A record of more lines than this has a quotation mark that is not closed."""

_SAMPLE = 200
_RULE = re.compile(r":?-{2,}:?|:-:")
"""What Markdown has between a header and its rows."""


def read_delimited(source: Source) -> Book:
    """Return the file as a book of one sheet without a name."""
    if len(source.data) > LARGEST:
        raise NotABank(
            Message(
                "文件有 {size} MB，超过 {limit} MB 的上限。请把题库拆成几个文件再导入。",
                {"size": len(source.data) >> 20, "limit": LARGEST >> 20},
            )
        )
    lines = lines_of(decoded(source.data, source.encoding)[0])
    separator = separator_of(lines)
    if not separator and as_lines(tuple(_rows("", lines, ONE_COLUMN)[0])) is not None:
        separator = ONE_COLUMN
    if not separator:
        raise NotABank(Message("这个文件不是表格：各行没有用逗号、分号或制表符分开。请确认选对了文件。"))
    rows, found = _rows(source.name, lines, separator)
    return Book((Sheet("", tuple(rows)),), tuple(found))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends."""
    return list(io.StringIO(text, newline=""))


def separator_of(lines: list[str]) -> str:
    """Return the separator of a file, by its first lines; empty: none."""
    return best_separator([line for line in islice(lines, _SAMPLE) if line.strip()])


def best_separator(lines: list[str]) -> str:
    """Return the separator that gives a header, else the one that cuts the lines most evenly; empty: none."""
    best, most = "", 0.0
    for separator in SEPARATORS:
        rows = [split_line(line, separator) for line in lines]
        if find_header(rows) is not None:
            return separator
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count) if widths else 1
        share = widths.count(usual) / len(widths) if usual > 1 else 0.0
        if share > most and separator not in "，|":
            best, most = separator, share
    return best if most >= 0.5 else ""


def has_whole_questions(text: str) -> bool:
    """Say whether a text is one column of cells that hold a whole question each, in quotes as Excel writes them."""
    if not text.lstrip("\ufeff \r\n").startswith('"'):
        return False
    rows, _ = _rows("", lines_of(text)[: 4 * _SAMPLE], ONE_COLUMN)
    several = sum(row.last > row.line for row in rows)
    return 2 * several > len(rows) and all(len(row.cells) == 1 for row in rows) and as_lines(tuple(rows)) is not None


def split_line(line: str, separator: str) -> list[str]:
    """Cut one line by itself, whatever is wrong with its quotes."""
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)


def _rows(file: str, lines: list[str], separator: str) -> tuple[list[Row], list[Flaw]]:
    rows: list[Row] = []
    found: list[Flaw] = []
    at = 0
    while at < len(lines):
        cells, length = _record(lines, at, separator)
        if length == 0:
            cells, length = lines[at].rstrip("\r\n").split(separator), 1
            found.append(flaws.quote_open(file, at + 1))
        texts = clean_all(cells)
        is_rule = separator == "|" and all(not text or _RULE.fullmatch(text) for text in texts)
        if any(texts) and not is_rule:
            rows.append(Row(at + 1, at + length, texts))
        elif "".join(lines[at : at + length]).strip():
            found.append(flaws.empty_row(file, at + 1, at + length))
        at += length
    return rows, found


def _record(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    """Return a record and how many lines it takes, no lines where its quotes are wrong."""
    if '"' not in lines[at]:
        return lines[at].rstrip("\r\n").split(separator), 1
    reader = csv.reader(islice(lines, at, at + LONGEST_RECORD), delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return [], 0
