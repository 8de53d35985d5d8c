"""Lines over days, drawn with braille dots.

Of all glyphs to draw lines with they alone have one width in every terminal: Unicode calls blocks and box lines
"ambiguous", which Chinese consoles may take for wide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from itertools import groupby
from operator import or_
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from studyapp.tui.text import airy, cut, pad_left
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _, date_words

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of a braille cell, added to U+2800: four rows of two dots."""
_TONES = ("$primary", "$accent")
_SAMPLES = ("\u2812\u2812\u2812", "\u2802\u2810\u2802")
_PLOT = "on $surface"
_INDENT = 4

Dot = tuple[int, int]


class Series(NamedTuple):
    """A line: its name, and a value a day; ``None`` where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Lines:
    """One or two lines over the same days. ``first`` is the day of the first values, counted from 1970-01-01.

    ``unit`` stands after figures. ``bounds`` are the least and greatest value of the scale; ``None`` takes those of
    the data. ``height``: lines of the terminal for the plot, without dates and figures.
    """

    series: tuple[Series, ...]
    first: int
    unit: str = ""
    bounds: tuple[float, float] | None = None
    height: int = 8


class Frame(NamedTuple):
    """Where dots are: a plot of ``columns`` by ``rows`` cells for ``days`` days and values from low to high."""

    columns: int
    rows: int
    days: int
    low: float
    high: float

    def dot(self, day: int, value: float) -> Dot:
        """The dot of a value: from the left and from the top, two to a cell and four to a cell."""
        across, down = self.columns * 2 - 1, self.rows * 4 - 1
        x = round(day * across / (self.days - 1)) if self.days > 1 else across // 2
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return x, round((1 - max(0.0, min(1.0, share))) * down)


def line_chart(chart: Lines, width: int) -> Content:
    """The plot with its scale at the left and dates under it; then last, best and worst of each line in words."""
    values = [value for series in chart.series for value in series.values if value is not None]
    if not values:
        return plain(_("还没有数据"), "$muted")
    low, high = chart.bounds or (min(values), max(values))
    scale = _scale(low, high, chart)
    label = max(map(cell_len, scale)) + 1
    days = max(len(series.values) for series in chart.series)
    frame = Frame(max(width - label, 1), max(chart.height, 1), days, low, high)
    layers = [_paint(frame, series.values, dotted=bool(number)) for number, series in enumerate(chart.series)]
    drawn = [
        Content.assemble((pad_left(text, label - 1) + " ", "$muted"), *_row(layers, frame, number))
        for number, text in enumerate(scale)
    ]
    drawn.append(plain(" " * label + _dates(chart.first, days, frame.columns), "$muted"))
    for number, series in enumerate(chart.series):
        drawn += flow(_said(chart, series, number, width), width, indent=_INDENT)
    return lines(drawn)


def _scale(low: float, high: float, chart: Lines) -> list[str]:
    """What stands left of each line of the plot: the greatest value above, the least below, the middle between."""
    words = [""] * max(chart.height, 1)
    if low == high:
        words[(len(words) - 1) // 2] = figure(low, chart.unit)
        return words
    words[0], words[-1] = figure(high, chart.unit), figure(low, chart.unit)
    middle = figure((low + high) / 2, chart.unit)
    if len(words) % 2 and len(words) >= 5 and middle not in words:
        words[len(words) // 2] = middle
    return words


def figure(value: float, unit: str = "") -> str:
    """A value in at most a digit after the point."""
    return f"{value:,.1f}".removesuffix(".0") + unit


def _paint(frame: Frame, values: Sequence[float | None], *, dotted: bool) -> set[Dot]:
    """The dots of a line: those of the data, and between neighbours a stroke, of which ``dotted`` leaves two thirds."""
    dots: set[Dot] = set()
    before: Dot | None = None
    for day, value in enumerate(values):
        dot = None if value is None else frame.dot(day, value)
        if dot is not None:
            stroke = list(_between(before or dot, dot))
            dots.update(stroke[::3] if dotted else stroke)
            dots.add(dot)
        before = dot
    return dots


def _between(one: Dot, other: Dot) -> Iterator[Dot]:
    """All dots of a straight stroke, both ends included."""
    steps = max(abs(other[0] - one[0]), abs(other[1] - one[1]))
    for step in range(steps + 1):
        share = step / steps if steps else 0.0
        yield round(one[0] + (other[0] - one[0]) * share), round(one[1] + (other[1] - one[1]) * share)


def _row(layers: Sequence[set[Dot]], frame: Frame, row: int) -> Iterator[Content]:
    """A line of the plot; where lines cross, the first gives the colour."""

    def cell(column: int) -> tuple[str, str]:
        bits = [_bits(dots, column, row) for dots in layers]
        tone = next((tone for tone, mine in zip(_TONES, bits, strict=False) if mine), "")
        either = reduce(or_, bits)
        return (chr(0x2800 + either) if either else " "), f"{tone} {_PLOT}".strip()

    cells = (cell(column) for column in range(frame.columns))
    for style, run in groupby(cells, key=lambda one: one[1]):
        yield Content.styled("".join(glyph for glyph, _style in run), style)


def _bits(dots: set[Dot], column: int, row: int) -> int:
    return sum(
        bit
        for down, pair in enumerate(_DOTS)
        for across, bit in enumerate(pair)
        if (column * 2 + across, row * 4 + down) in dots
    )


def _dates(first: int, days: int, width: int) -> str:
    """The first and the last date under their ends; of a single day, the date under the middle."""
    if days == 1:
        word = cut(date_words(first), width)
        return " " * ((width - cell_len(word)) // 2) + word
    left, right = date_words(first), date_words(first + days - 1)
    if cell_len(left) + cell_len(right) + 1 > width:
        return cut(right, width) if cell_len(right) > width else pad_left(right, width)
    return left + pad_left(right, width - cell_len(left))


def _said(chart: Lines, series: Series, number: int, width: int) -> Iterator[Content]:
    """A line's sample and name, then its last, greatest and least value; their days where a line holds them."""
    known = [(value, chart.first + day) for day, value in enumerate(series.values) if value is not None]
    yield Content.assemble((_SAMPLES[number], _TONES[number]), " ", (airy(series.name), "bold"))
    if not known:
        yield plain(_("没有数据"), "$muted")
        return
    ends = [(_("最近"), known[-1])]
    if max(known)[0] > min(known)[0]:
        ends += [(_("最高"), max(known)), (_("最低"), min(known))]
    for name, (value, day) in ends:
        short = f"{name} {figure(value, chart.unit)}"
        long = _("{figure}（{date}）").format(figure=short, date=date_words(day))
        yield plain(
            long if cell_len(airy(long)) + _INDENT <= width else short, "$muted" if (value, day) != known[-1] else ""
        )


class LineChart(Widget):
    """Lines over days. They take no keys and post nothing."""

    DEFAULT_CSS = "LineChart { height: auto; }"

    def __init__(self, chart: Lines, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._chart = chart

    def tell(self, chart: Lines) -> None:
        """Show these lines."""
        self._chart = chart
        self.refresh(layout=True)

    def render(self) -> Fitted:
        """The chart in the width there is."""
        return Fitted(partial(line_chart, self._chart))
