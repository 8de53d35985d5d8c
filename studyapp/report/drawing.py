"""Charts as SVG: figures in, text out. All that is said is handed in; colours are the classes of the page's style."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import NamedTuple

WEEK = 7
CELL, GAP = 12, 3
DEEPEST = 4

_UNFIT = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535))
"""Characters that XML does not allow."""


class Part(NamedTuple):
    """A part of a bar: how long (0 to 1) and of which class."""

    share: float
    look: str


class Line(NamedTuple):
    """A line over evenly spaced places: a value each, ``None`` where there is none; its class; its words."""

    values: Sequence[float | None]
    look: str
    label: str = ""


def text_of(words: str) -> str:
    """Words as they may stand in XML."""
    return escape(words.translate(_UNFIT))


def heat_map(counts: Mapping[int, int], first: int, today: int, weeks: int, top: int, words: HeatWords) -> str:
    """Seven rows of days, a column a week from the Monday ``first`` on; the day's figure shows where one points at it.

    ``top``: the figure from which a day has the deepest colour.
    """
    left, above = 28, 18
    step = CELL + GAP
    width, height = left + weeks * step, above + WEEK * step
    drawn = [
        f'<text x="0" y="{above + row * step + CELL - 2}">{text_of(name)}</text>'
        for row, name in enumerate(words.weekdays)
        if row % 2 == 0
    ]
    drawn += [
        f'<text x="{left + week * step}" y="{above - 7}">{text_of(name)}</text>' for week, name in words.months.items()
    ]
    for number in range(weeks * WEEK):
        day = first + number
        if day > today:
            break
        week, row = divmod(number, WEEK)
        depth = level(counts.get(day, 0), top)
        drawn.append(
            f'<rect class="heat{depth}" x="{left + week * step}" y="{above + row * step}" width="{CELL}" '
            f'height="{CELL}" rx="2"><title>{text_of(words.days.get(day, ""))}</title></rect>'
        )
    return _svg(width, height, drawn, "heat", words.title)


class HeatWords(NamedTuple):
    """What a heat map says: its title, seven weekdays, months over the weeks (from 0) where they begin, the days."""

    title: str
    weekdays: Sequence[str]
    months: Mapping[int, str]
    days: Mapping[int, str]


def level(count: int, top: int) -> int:
    """How deep a day is, 0 to 4: 0 is nothing, anything over nothing is 1, ``top`` and more is 4."""
    if count <= 0 or top <= 0:
        return 0
    return min(DEEPEST, -(-DEEPEST * count // top))


def bar(parts: Sequence[Part], title: str) -> str:
    """A bar that fills the width it is given."""
    drawn = ['<rect class="ground" x="0" y="0" width="100" height="10"/>']
    start = 0.0
    for part in parts:
        share = max(0.0, min(part.share, 1.0 - start))
        drawn.append(f'<rect class="{part.look}" x="{start * 100:.2f}" y="0" width="{share * 100:.2f}" height="10"/>')
        start += share
    return _svg(100, 10, drawn, "bar", title, stretch=True)


def columns(stacks: Sequence[Sequence[Part]], titles: Sequence[str], ends: tuple[str, str], top: str) -> str:
    """Columns of stacked parts (shares of the whole height), the first and the last one named, and the scale's top."""
    width, height, above, below = 600, 150, 28, 30
    step = width / max(len(stacks), 1)
    drawn = [
        f'<line class="rule" x1="0" y1="{above}" x2="{width}" y2="{above}"/>',
        f'<line class="axis" x1="0" y1="{above + height}" x2="{width}" y2="{above + height}"/>',
        f'<text x="0" y="{above - 8}">{text_of(top)}</text>',
    ]
    for number, (stack, title) in enumerate(zip(stacks, titles, strict=True)):
        foot, drawn_parts = float(above + height), []
        for part in stack:
            tall = max(0.0, min(part.share, 1.0)) * height
            foot -= tall
            drawn_parts.append(
                f'<rect class="{part.look}" x="{number * step + step * 0.12:.2f}" y="{foot:.2f}" '
                f'width="{step * 0.76:.2f}" height="{tall:.2f}"/>'
            )
        drawn.append(f"<g><title>{text_of(title)}</title>{''.join(drawn_parts)}</g>")
    drawn += _ends(ends, width, above + height + 22)
    return _svg(width, above + height + below, drawn, "columns", top)


def line_chart(
    lines: Sequence[Line], low: float, high: float, scale: tuple[str, str], ends: tuple[str, str], title: str
) -> str:
    """Lines between two values, which ``scale`` names (low, high), the first and the last place named."""
    width, height, left, above, below = 600, 120, 58, 18, 30
    drawn = []
    for value, words in zip((0.0, 1.0), scale, strict=True):
        y = above + height * (1 - value)
        drawn.append(f'<line class="rule" x1="{left}" y1="{y:.1f}" x2="{width}" y2="{y:.1f}"/>')
        drawn.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{text_of(words)}</text>')
    for line in lines:
        for run in _runs(line.values):
            points = [
                (
                    left + 8 + (width - left - 16) * (place / max(len(line.values) - 1, 1)),
                    above + height * (1 - _within((value - low) / (high - low))),
                )
                for place, value in run
            ]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            drawn.append(
                f'<polyline class="{line.look}" points="{path}"><title>{text_of(line.label)}</title></polyline>'
            )
            if "dotted" in line.look:
                drawn += [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points]
    drawn += _ends(ends, width, above + height + 22, left)
    return _svg(width, above + height + below, drawn, "lines", title)


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The places and values that follow each other without a gap of more than one place."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    runs: list[list[tuple[int, float]]] = []
    for place, value in known:
        if runs and place - runs[-1][-1][0] <= 2:
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    return runs


def _within(share: float) -> float:
    return max(0.0, min(share, 1.0))


def _ends(ends: tuple[str, str], width: int, y: int, left: int = 0) -> list[str]:
    return [
        f'<text x="{left}" y="{y}">{text_of(ends[0])}</text>',
        f'<text x="{width}" y="{y}" text-anchor="end">{text_of(ends[1])}</text>',
    ]


def _svg(width: int, height: int, drawn: Sequence[str], look: str, title: str, *, stretch: bool = False) -> str:
    ratio = ' preserveAspectRatio="none"' if stretch else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{look}" viewBox="0 0 {width} {height}"{ratio} role="img" '
        f'aria-label="{text_of(title)}">{"".join(drawn)}</svg>'
    )
