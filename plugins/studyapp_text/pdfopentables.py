"""Tables of a PDF without upright lines: where its columns are is told by their names and by what stays free.

A line that names columns begins such a table. Between two names there is a gap that the letters of all rows leave
free; a row begins with its number or, where rows have none, holds one answer. The rows are then read as those of any
other table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from studyapp_text.pdfletters import Letter, TextLine, said
from studyapp_text.tablerows import Columns, columns_of

_NAMES = re.compile(
    r"(?=[^：:。？?；;，,_]{0,60}(?:题干|题目|试题|问题|题号|序号))(?=[^：:。？?；;，,_]{0,60}(?:答案|正确选项))"
)
_LONGEST_HEAD = 60
_APART = 0.6
"""Names of columns stand at least so far apart, in sizes of a letter."""

_NARROWEST = 2.0
"""In points: what is narrower is no gap between columns."""

_CROSSING, _CROSSING_LINES = 0.04, 2
"""The share of the lines that may run over a gap, and how many in a short table: headings, notes."""

_NUMBER = re.compile(r"\d{1,5}[.．、]?$")
_EVEN = 1.15
"""Distances between lines that differ by less are the same."""


class Head(NamedTuple):
    """The names of columns: on which page, at which of its lines, where they stand, and what the columns hold."""

    page: int
    line: int
    words: tuple[tuple[float, float], ...]
    columns: Columns


class OpenRow(NamedTuple):
    """A row: its cells, or one that stands across all; and its uppermost and lowest line."""

    cells: tuple[str, ...]
    first: TextLine
    last: TextLine


def may_name_columns(text: str) -> bool:
    """Say whether a line may begin with the names of columns; what stands below may have got onto it."""
    return _NAMES.match(text) is not None


def head_of(page: int, lines: Sequence[TextLine]) -> Head | None:
    """Find the line of a page that names the columns of a table."""
    for at, line in enumerate(lines):
        if len(line.bare) > _LONGEST_HEAD or not may_name_columns(line.text):
            continue
        words = line.words(_APART)
        names = [said(word) for word in words]
        columns = columns_of([names, [""] * len(names)])
        if columns is not None and len(set(columns.names)) == len(names) > 1:
            return Head(page, at, tuple((word[0].left, word[-1].right) for word in words), columns)
    return None


def gaps_of(head: Head, pages: Sequence[Sequence[TextLine]]) -> tuple[float, ...] | None:
    """Return the middles of the gaps between the columns; None where two columns have none."""
    lines = [line for page in pages for line in page]
    tolerated = range(1 + min(max(_CROSSING_LINES, int(_CROSSING * len(lines))), len(lines) // 8))
    found: list[float] = []
    for (start, end), (next_start, next_end) in pairwise(head.words):
        low, high = (start + end) / 2, (next_start + next_end) / 2
        reaches = _reaches(lines, low, high)
        gap = next((gap for allowed in tolerated if (gap := _widest(reaches, low, high, allowed)) is not None), None)
        if gap is None:
            return None
        found.append(gap)
    return tuple(found)


def _reaches(lines: Sequence[TextLine], low: float, high: float) -> Counter[float]:
    """Return at which places between two others words begin, less how many end there."""
    changes: Counter[float] = Counter()
    for line in lines:
        for word in line.words(_APART / 3):
            left, right = max(word[0].left, low), min(word[-1].right, high)
            if left < right:
                changes[left] += 1
                changes[right] -= 1
    return changes


def _widest(changes: Counter[float], low: float, high: float, allowed: int) -> float | None:
    """Return the middle of the widest stretch that no more words reach into than are allowed."""
    best, middle = _NARROWEST, None
    start, covered = low, 0
    for edge in [*sorted(changes), high]:
        before, covered = covered, covered + changes[edge]
        if before <= allowed and (covered > allowed or edge == high):
            if edge - start > best:
                best, middle = edge - start, (start + edge) / 2
        elif before > allowed >= covered:
            start = edge
    return middle


def rows_of(lines: Sequence[TextLine], gaps: Sequence[float], columns: Columns, *, is_top: bool) -> list[OpenRow]:
    """Put the lines of a table on one page together to rows; lines across the gaps are rows by themselves."""
    rows: list[OpenRow] = []
    block: list[TextLine] = []
    for line in lines:
        if _crosses(line, gaps):
            rows += _rows_of_block(block, gaps, columns, is_top)
            rows.append(OpenRow((line.text,), line, line))
            block = []
        else:
            block.append(line)
    return rows + _rows_of_block(block, gaps, columns, is_top)


def _crosses(line: TextLine, gaps: Sequence[float]) -> bool:
    return any(letter.left < gap - 0.5 and letter.right > gap + 0.5 for letter in line.letters for gap in gaps) or any(
        one.right <= gap <= other.left and other.left - one.right < _NARROWEST / 2
        for one, other in pairwise(line.letters)
        for gap in gaps
    )


def begins_at_top(lines: Sequence[TextLine], gaps: Sequence[float], columns: Columns) -> bool:
    """Say whether the cells of rows begin at the same height: the first line of the first row has its number."""
    first = next((line for line in lines if not _crosses(line, gaps)), None)
    return first is not None and _leads(first, gaps, columns)


def _leads(line: TextLine, gaps: Sequence[float], columns: Columns) -> bool:
    """Say whether a line has what each row has once."""
    cells = _cells(line, gaps)
    if "number" in columns.holds:
        return _NUMBER.match(said(cells[columns.holds.index("number")])) is not None
    return bool(cells[columns.holds.index("answer")])


def _cells(line: TextLine, gaps: Sequence[float]) -> list[list[Letter]]:
    cells: list[list[Letter]] = [[] for _ in range(len(gaps) + 1)]
    for letter in line.letters:
        cells[sum(gap <= (letter.left + letter.right) / 2 for gap in gaps)].append(letter)
    return cells


def _rows_of_block(lines: Sequence[TextLine], gaps: Sequence[float], columns: Columns, is_top: bool) -> list[OpenRow]:
    """Cut lines into rows, each with one line that leads it."""
    leading = [at for at, line in enumerate(lines) if _leads(line, gaps, columns)]
    breaks = [_break(lines, one, other, is_top) for one, other in pairwise(leading)]
    if leading and leading[0] and (start := _start(lines, leading[0], breaks, is_top)):
        breaks.insert(0, start)
    bounds = [0, *breaks, len(lines)] if lines else []
    return [_row(lines[start:end], gaps) for start, end in pairwise(bounds)]


def _break(lines: Sequence[TextLine], one: int, other: int, is_top: bool) -> int:
    """Return the line that begins the second of two rows: the widest distance lies before it."""
    widths = {at: lines[at - 1].foot - lines[at].foot for at in range(one + 1, other + 1)}
    widest = max(widths.values())
    likely = [at for at, width in widths.items() if width * _EVEN >= widest]
    if is_top:
        return max(likely) if len(likely) == 1 else other
    middle = (lines[one].foot + lines[other].foot) / 2
    return min(likely, key=lambda at: abs((lines[at - 1].foot + lines[at].foot) / 2 - middle))


def _start(lines: Sequence[TextLine], leading: int, breaks: Sequence[int], is_top: bool) -> int:
    """Return the line that begins the first row of a page; what stands before it goes on with the page before."""
    if is_top:
        return leading
    usual = median(lines[at - 1].foot - lines[at].foot for at in breaks) if breaks else 0.0
    within = [one.foot - other.foot for one, other in pairwise(lines)]
    if not usual or usual < _EVEN * median(within):
        return 0
    wide = [at for at in range(1, leading + 1) if (lines[at - 1].foot - lines[at].foot) * _EVEN >= usual]
    return max(wide, default=0)


def _row(lines: Sequence[TextLine], gaps: Sequence[float]) -> OpenRow:
    cells: list[list[str]] = [[] for _ in range(len(gaps) + 1)]
    for line in lines:
        for at, letters in enumerate(_cells(line, gaps)):
            if letters:
                cells[at].append(said(letters))
    return OpenRow(tuple("\n".join(cell) for cell in cells), lines[0], lines[-1])
