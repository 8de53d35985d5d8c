"""Bars and heat, drawn with coloured spaces: block glyphs have another width in some terminals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from studyapp.tui.text import airy

HEAT = ("on $faint 40%", "on $primary 35%", "on $primary 55%", "on $primary 75%", "on $primary")


def plain(text: str, style: str = "") -> Content:
    """Text as it is: brackets in it are no markup; crowded glyphs get air."""
    return Content.styled(airy(text), style) if style else Content(airy(text))


def bar(share: float, width: int, *, full: str = "$primary") -> Content:
    """A bar of ``width`` cells of which ``share`` (0 to 1) is full; anything over nothing fills a cell."""
    filled = round(max(0.0, min(1.0, share)) * width)
    if share > 0:
        filled = max(filled, 1)
    if share < 1:
        filled = min(filled, width - 1)
    return Content.assemble((" " * filled, f"on {full}"), (" " * (width - filled), "on $faint"))


def heat(value: int, top: int, width: int) -> Content:
    """A cell of a heat map: the more of ``top``, the deeper."""
    level = 0 if value <= 0 or top <= 0 else 1 + round((len(HEAT) - 2) * min(value, top) / top)
    return Content.styled(" " * width, HEAT[level])


def lines(rows: Sequence[Content]) -> Content:
    """Contents under each other."""
    return Content("\n").join(rows)
