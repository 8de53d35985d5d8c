"""Horizontal bars, drawn with coloured spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from studyapp.tui.text import airy, pad, pad_left
from studyapp.tui.widgets.drawing import bar, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _

_LONGEST_BAR = 40
_SHORTEST_BAR = 6
_LONGEST_LABEL = 28
_VALUE = 7
_PERCENT = 6


class Bar(NamedTuple):
    """A row of a bar chart.

    ``share`` is how full the bar is (0 to 1), ``value`` the figure in words. ``second`` (0 to 1) is a bar to compare
    with, ``second_value`` its figure; ``goal`` (0 to 1) is where the bar should reach. ``tone`` is a theme colour.
    """

    label: str
    share: float
    value: str = ""
    second: float | None = None
    second_value: str = ""
    goal: float | None = None
    tone: str = "$primary"


def bar_chart(rows: Sequence[Bar], width: int, *, names: tuple[str, str] = ("", "")) -> Content:
    """A label, a bar, the figure and the share in percent for each row; what does not fit goes on two lines.

    ``names`` are what the bars and the second bars are, for the legend.
    """
    if not rows:
        return plain(_("还没有数据"), "$muted")
    value = max(_VALUE, 2 + max(cell_len(text) for row in rows for text in (row.value, row.second_value)))
    figures = min(value + _PERCENT, max(width - 4, _PERCENT))
    longest = max(cell_len(airy(row.label)) for row in rows)
    name = min(longest, max(width // 3, 8), _LONGEST_LABEL)
    length = min(width - name - 2 - figures, _LONGEST_BAR)
    stacked = length < _SHORTEST_BAR
    if stacked:
        name, length = max(width - figures, 0), min(width, _LONGEST_BAR)
    drawn: list[Content] = []
    for row in rows:
        for label, one, tail in _pair(row, length, figures):
            head = pad(airy(label), name)
            drawn += [Content.assemble(head, tail), one] if stacked else [Content.assemble(head, "  ", one, tail)]
    return lines([*drawn, *flow(_legend(rows, names), width)])


def _pair(row: Bar, length: int, figures: int) -> Iterator[tuple[str, Content, Content]]:
    """The label, bar and figures of a row, and where there is a second bar, its own."""
    drawn = _with_goal(bar(row.share, length, full=row.tone), row.goal)
    yield row.label, drawn, _figures(row.value, row.share, figures)
    if row.second is not None:
        tail = _figures(row.second_value, row.second, figures)
        yield "", bar(row.second, length, full="$secondary"), tail.stylize("$muted")


def _figures(value: str, share: float, width: int) -> Content:
    return Content(pad_left(value, width - _PERCENT) + pad_left(f"{share:.0%}", _PERCENT))


def _with_goal(drawn: Content, goal: float | None) -> Content:
    """A bar with a stroke in the first cell that need not be full."""
    if goal is None:
        return drawn
    length = drawn.cell_length
    at = max(0, min(round(goal * length), length - 1))
    return Content(" " * at + "|" + " " * (length - at - 1), list(drawn.spans)).stylize("bold $text", at, at + 1)


def _legend(rows: Sequence[Bar], names: tuple[str, str]) -> Iterator[Content]:
    if any(row.second is not None for row in rows):
        for place, name, tone in zip((_("上"), _("下")), names, (rows[0].tone, "$secondary"), strict=True):
            words = _("{place}：{name}").format(place=place, name=name)
            yield Content.assemble(("  ", f"on {tone}"), " ", plain(words, "$muted"))
    if any(row.goal is not None for row in rows):
        yield Content.assemble(("|", "bold"), " ", (_("目标"), "$muted"))


class BarChart(Widget):
    """Horizontal bars. They take no keys and post nothing."""

    DEFAULT_CSS = "BarChart { height: auto; }"

    def __init__(self, rows: Sequence[Bar] = (), *, names: tuple[str, str] = ("", ""), id: str | None = None) -> None:
        """``names`` are what bars and second bars are."""
        super().__init__(id=id)
        self._rows, self._names = rows, names

    def tell(self, rows: Sequence[Bar]) -> None:
        """Show these rows."""
        self._rows = rows
        self.refresh(layout=True)

    def render(self) -> Fitted:
        """The chart in the width there is."""
        return Fitted(partial(bar_chart, self._rows, names=self._names))
