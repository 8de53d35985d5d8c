"""Answers from a second file, given to the rows that they are for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from studyapp import Flaw, Message, NotABank, Source, Where
from studyapp_table import flaws
from studyapp_table.decoding import decoded
from studyapp_table.delimited import best_separator, lines_of, split_line
from studyapp_table.grid import Row
from studyapp_table.headers import Layout
from studyapp_table.tables import Table
from studyapp_table.titles import alone

_RANGE = re.compile(r"[(（第]?(\d{1,4})\s*[-—–~～至]{1,2}\s*(\d{1,4})[\s题)）:：.、]*((?:[A-H√×对错TF][\s,，、]*)+)")
_ONE = re.compile(r"(?<![\d.])[(（第]?(\d{1,4})\s*[题.．、:：)）\s-]+\s*([A-H]{1,8}|[√×]|正确|错误|对|错)(?![A-Za-z])")
_HEADS = ("题号", "序号", "答案", "正确答案", "参考答案", "标准答案")
_WORDS = re.compile(r"[\W_]+")
_FEWEST = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer, the number that it is for, the words of the question where they are told, and its line.

    ``run`` counts the stretches of ascending numbers.
    """

    run: int
    number: int
    answer: str
    prompt: str
    line: int


def read_key(source: Source) -> list[Entry]:
    """Return the entries of a key; raise ``NotABank`` with a word on its file where it has none."""
    entries: list[Entry] = []
    if not source.data.startswith((b"PK", b"\xd0\xcf", b"%PDF")):
        lines = lines_of(decoded(source.data, source.encoding)[0])
        separator = best_separator([line for line in lines if line.strip()]) or "\t"
        for line, text in enumerate(lines, 1):
            for number, prompt, answer in _entries_of(text.strip(), separator):
                last = entries[-1] if entries else None
                run = 0 if last is None else last.run + (number <= last.number)
                entries.append(Entry(run, number, answer, prompt, line))
    if not entries:
        raise NotABank(
            Message(
                "答案文件“{file}”里没有找到答案。请写成题号、答案两列的 Excel 或 CSV，或写成“1.A 2.B”的 txt，再导入。",
                {"file": source.name},
            )
        )
    return entries


def _entries_of(text: str, separator: str) -> Iterator[tuple[int, str, str]]:
    """Yield number, words and answer of each entry of a line."""
    half = unicodedata.normalize("NFKC", text)
    cells = [cell.strip() for cell in split_line(text, separator)]
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and filled[0].rstrip(".、").isdecimal() and not any(cell in _HEADS for cell in filled):
        yield int(filled[0].rstrip(".、")), " ".join(filled[1:-1]), filled[-1]
        return
    if found := _RANGE.match(half):
        answers = re.findall(r"[A-H√×对错TF]", found.group(3))
        first, last = int(found.group(1)), int(found.group(2))
        if len(answers) == last - first + 1:
            yield from ((first + at, "", answer) for at, answer in enumerate(answers))
            return
    yield from ((int(found[1]), "", found[2]) for found in _ONE.finditer(half))


def with_key(file: str, tables: Sequence[Table], key: Source) -> tuple[list[Table], list[Flaw]]:
    """Return a file's tables with the answers of a key where they have none, and what there is to say of its file."""
    entries = read_key(key)
    seats = [(table, row) for table in tables for row in table.rows if _is_question(row, table.layout)]
    given = _matched(entries, list(_numbered(seats)))
    found: list[Flaw] = []
    answers: dict[int, str] = {}
    for seat, entry in given.items():
        table, row = seats[seat]
        own = "".join(row.cell(column) for column in table.layout.columns.get("answer", ()))
        if not own:
            answers[id(row)] = entry.answer
        elif _bare(own) != _bare(entry.answer):
            where = Where(file, row.line, row.last, table.sheet.name)
            found.append(flaws.key_differs(where, own, entry.answer))
    lines = [entry.line for entry in given.values()]
    if lines:
        found.append(flaws.key(Where(key.name, min(lines), max(lines)), len(lines)))
    found += [flaws.key_unused(Where(key.name, one.line), one.number) for one in entries if one not in given.values()]
    return [_answered(table, answers) for table in tables], found


def _is_question(row: Row, layout: Layout) -> bool:
    return bool(row.cell(layout.columns["prompt"][0])) and alone(row, layout) is None


def _numbered(seats: Iterable[tuple[Table, Row]]) -> Iterator[tuple[int, int, str]]:
    """Yield run, number and bare words of each row; rows without numbers are counted."""
    run = last = 0
    for count, (table, row) in enumerate(seats, 1):
        label = "".join(row.cell(column) for column in table.layout.columns.get("label", ()))
        number = int(label) if label.isdecimal() and len(label) < 6 else count
        run, last = run + (number <= last), number
        yield run, number, _bare(row.cell(table.layout.columns["prompt"][0]))


def _matched(entries: Sequence[Entry], places: Sequence[tuple[int, int, str]]) -> dict[int, Entry]:
    """Return which row gets which entry: by its words, else by run and number, else by number alone."""
    given: dict[int, Entry] = {}
    by_words = {words: at for at, (_, _, words) in enumerate(places)}
    one_run = len({entry.run for entry in entries}) == 1 or len({run for run, _, _ in places}) == 1
    for entry in entries:
        words = _bare(entry.prompt)
        at = by_words.get(words) if len(words) >= _FEWEST else None
        if at is None:
            fits = (
                at
                for at, (run, number, own) in enumerate(places)
                if number == entry.number and (one_run or run == entry.run) and (not words or own[:4] == words[:4])
            )
            at = next((at for at in fits if at not in given), None)
        if at is not None:
            given.setdefault(at, entry)
    return given


def _answered(table: Table, answers: dict[int, str]) -> Table:
    """Return a table whose rows have these answers, in a further column where it has none for them."""
    layout = table.layout
    width = max((len(row.cells) for row in table.rows), default=0)
    column = layout.columns.get("answer", (max(width, len(layout.names)),))[0]
    rows = tuple(
        row._replace(cells=_put(row.cells, column, answers[id(row)])) if id(row) in answers else row
        for row in table.rows
    )
    layout = replace(layout, columns={**layout.columns, "answer": layout.columns.get("answer", (column,))})
    return replace(table, layout=layout, rows=rows)


def _put(cells: tuple[str, ...], column: int, text: str) -> tuple[str, ...]:
    padded = [*cells, *[""] * (column + 1 - len(cells))]
    padded[column] = text
    return tuple(padded)


def _bare(text: str) -> str:
    return _WORDS.sub("", unicodedata.normalize("NFKC", text)).casefold()
