"""Pages of two columns whose lines a PDF holds row by row: read again, the left column before the right one.

Most programs write one column after the other, and then the order of the text is right as it is. Where they do not,
two questions stand on a line; so only files with such lines are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import pypdfium2 as pdfium

_TWICE = re.compile(
    r"\s*(?:([A-H])\s?[.．、].{1,120}?\s\1\s?[.．、]|\d{1,4}\s?[.．、].{2,120}?\s\d{1,4}\s?[.．、](?!\d)"
    r"|【?答案】?\s?[:：].{1,40}?\s【?答案】?\s?[:：])"
)
_FEWEST_LINES, _SHARE = 3, 0.1
_NEAR_MIDDLE = (0.4, 0.6)
_HEAD, _FOOT = 0.85, 0.1
_FEWEST = 4

Rect = tuple[float, float, float, float]


def has_two_on_a_line(texts: Iterable[str]) -> bool:
    """Say whether the lines of some page hold two questions side by side."""
    for text in texts:
        lines = [line for line in text.split("\n") if line.strip()]
        twice = sum(_TWICE.match(line) is not None for line in lines)
        if twice >= max(_FEWEST_LINES, _SHARE * len(lines)):
            return True
    return False


def text_by_columns(text_page: pdfium.PdfTextPage, width: float, height: float) -> str | None:
    """Return the text of a page column by column, its head before and its foot behind; None for one column."""
    rects: list[Rect] = [text_page.get_rect(index) for index in range(text_page.count_rects())]
    body = [rect for rect in rects if _FOOT * height < (rect[1] + rect[3]) / 2 < _HEAD * height]
    middle = _gutter(body, width)
    if middle is None:
        return None
    across = [rect for rect in rects if rect[0] < middle < rect[2]]
    top = min((rect[1] for rect in across if rect[1] > height / 2), default=height)
    bottom = max((rect[3] for rect in across if rect[1] <= height / 2), default=0.0)
    parts = [
        text_page.get_text_bounded(bottom=top) if top < height else "",
        text_page.get_text_bounded(right=middle, bottom=bottom, top=top),
        text_page.get_text_bounded(left=middle, bottom=bottom, top=top),
        text_page.get_text_bounded(top=bottom) if bottom else "",
    ]
    return "\n".join(part for part in parts if part.strip())


def _gutter(rects: list[Rect], width: float) -> float | None:
    """Return where, near the middle, no text is while there is some on both sides; None for nowhere."""
    low, high = (share * width for share in _NEAR_MIDDLE)
    edges = sorted({low, high, *(min(max(edge, low), high) for rect in rects for edge in (rect[0], rect[2]))})
    gaps = [
        (right - left, (left + right) / 2)
        for left, right in pairwise(edges)
        if not any(rect[0] < right and rect[2] > left for rect in rects)
    ]
    if not gaps:
        return None
    middle = max(gaps)[1]
    sides = [sum(rect[2] <= middle for rect in rects), sum(rect[0] >= middle for rect in rects)]
    return middle if min(sides) >= _FEWEST else None
