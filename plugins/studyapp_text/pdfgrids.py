"""The ruled tables of a PDF page: which of its lines make a grid, and where the cells are."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium

_NEAR = 3.0
"""In points: lines this close are one, and ends this close meet."""

_SHORTEST = 6.0
_MOST_RULES, _MOST_POINTS = 4000, 20_000
_FEWEST_EDGES = 3
"""Upright lines: a table has two columns at least, or it is a frame."""

_MARGIN = 28.0
"""In points: where browsers print what stands around a page, they leave at least so much for it."""

Point = tuple[float, float]


class Rule(NamedTuple):
    """A straight line: where it runs (the height of a level one), and from where to where."""

    at: float
    start: float
    end: float


class Cell(NamedTuple):
    """The area of a cell."""

    left: float
    bottom: float
    right: float
    top: float


class Grid(NamedTuple):
    """A table: its upright lines from left to right, and its rows from above."""

    edges: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def top(self) -> float:
        """Where the table begins."""
        return max(cell.top for row in self.rows for cell in row)

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return min(cell.bottom for row in self.rows for cell in row)


def grids_of(level: Sequence[Rule], upright: Sequence[Rule], height: float) -> list[Grid]:
    """Return the ruled tables that the lines of a page make, from above."""
    found = grids(level, upright) if len(upright) >= _FEWEST_EDGES else []
    return [_within(grid, height) for grid in found]


def _within(grid: Grid, height: float) -> Grid:
    """Cut cells at the margins of the page that are drawn on beyond its edge: they go on over the page's end."""
    if grid.bottom >= 0 and grid.top <= height:
        return grid
    rows = [
        tuple(
            cell._replace(
                bottom=cell.bottom if cell.bottom >= 0 else _MARGIN,
                top=cell.top if cell.top <= height else height - _MARGIN,
            )
            for cell in row
        )
        for row in grid.rows
    ]
    return grid._replace(rows=tuple(rows))


def rules_of(page: pdfium.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright lines that are drawn on a page."""
    level: list[Rule] = []
    upright: list[Rule] = []
    points = 0
    raw = pdfium.raw
    handle, object_at, type_of, path = page.raw, raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_PATH
    for index in range(raw.FPDFPage_CountObjects(handle)):  # some programs draw every letter by itself
        drawn = object_at(handle, index)
        if type_of(drawn) != path:
            continue
        points += raw.FPDFPath_CountSegments(drawn)
        if points > _MOST_POINTS or len(level) + len(upright) > _MOST_RULES:
            return [], []
        for part in _parts(drawn):
            _take(part, is_stroked(drawn), level, upright)
    return level, upright


def is_stroked(path: object) -> bool:
    """Say whether a path's outline is drawn, rather than its inside."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.raw.FPDFPath_GetDrawMode(path, mode, stroke)
    return bool(stroke.value)


def _parts(path: object) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path, in points of the page."""
    raw = pdfium.raw
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    part: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO and part:
            yield part
            part = []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        part.append((across, matrix.b * x.value + matrix.d * y.value + matrix.f))
        if raw.FPDFPathSegment_GetClose(segment):
            part.append(part[0])
    if part:
        yield part


def _take(part: list[Point], stroked: bool, level: list[Rule], upright: list[Rule]) -> None:
    """Take the lines of a part of a path: it is one itself where it is thin, else its outline has some."""
    across, down = [x for x, _ in part], [y for _, y in part]
    left, right, bottom, top = min(across), max(across), min(down), max(down)
    if top - bottom <= _NEAR and right - left >= _SHORTEST:
        level.append(Rule((bottom + top) / 2, left, right))
    elif right - left <= _NEAR and top - bottom >= _SHORTEST:
        upright.append(Rule((left + right) / 2, bottom, top))
    elif stroked:
        for one, other in pairwise(part):
            if one != other and (one[0] == other[0] or one[1] == other[1]):
                _take([one, other], False, level, upright)


def grids(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Grid]:
    """Return the tables that lines make, from above."""
    level, upright = _joined(level), _joined(upright)
    found: list[Grid] = []
    left = list(upright)
    while left:
        group = [left.pop(0)]
        rows: list[Rule] = []
        grown = True
        while grown:
            rows = [one for one in level if any(_meet(one, other) for other in group)]
            more = [one for one in left if any(_meet(other, one) for other in rows)]
            left = [one for one in left if one not in more]
            group += more
            grown = bool(more)
        if grid := _grid(rows, group):
            found.append(grid)
    found.sort(key=lambda grid: -grid.top)
    apart = all(one.bottom >= other.top - _NEAR for one, other in pairwise(found))
    return found if apart else []


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Put together the pieces of each line."""
    joined: list[Rule] = []
    for level in _clustered([rule.at for rule in rules]):
        pieces = sorted((one.start, one.end) for one in rules if abs(one.at - level) <= _NEAR)
        start, end = pieces[0]
        for other_start, other_end in pieces[1:]:
            if other_start > end + _NEAR:
                joined.append(Rule(level, start, end))
                start, end = other_start, other_end
            end = max(end, other_end)
        joined.append(Rule(level, start, end))
    return joined


def _clustered(places: Sequence[float]) -> list[float]:
    """Return places in their order, those that are one only once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(level: list[Rule], upright: list[Rule]) -> Grid | None:
    """Return the table of lines that meet; None for a frame or for what has no rows."""
    ends = [end for one in upright for end in (one.start, one.end)]
    heights = _clustered([*(one.at for one in level), *ends])[::-1]
    edges = _clustered([one.at for one in upright])
    if len(edges) < _FEWEST_EDGES or len(heights) < 2:
        return None
    rows: list[tuple[Cell, ...]] = []
    for at, (top, bottom) in enumerate(pairwise(heights)):
        middle = (top + bottom) / 2
        sides = [edge for edge in edges if _covers(upright, edge, middle)]
        cells: list[Cell] = []
        for left, right in pairwise(sides):
            centre = (left + right) / 2
            if at and not _covers(level, top, centre):
                continue  # it belongs to the cell above
            under = (height for height in heights[at + 1 :] if _covers(level, height, centre))
            cells.append(Cell(left, next(under, heights[-1]), right, top))
        if cells:
            rows.append(tuple(cells))
    return Grid(tuple(edges), tuple(rows)) if rows else None


def _covers(rules: Sequence[Rule], at: float, place: float) -> bool:
    """Say whether a line at some height, say, passes a place."""
    return any(abs(one.at - at) <= _NEAR and one.start <= place <= one.end for one in rules)
