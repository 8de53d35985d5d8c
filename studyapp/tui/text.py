"""Text in cells of the terminal: widths, and a little air where a glyph is wider than its cell."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size

# Terminals give these one cell but most fonts draw them wider, so that they run into what follows.
_NUMERALS = (*range(0x2460, 0x2500), *range(0x2160, 0x2180), *range(0x2776, 0x2794))
_WIDE_GLYPHS = frozenset("℃℉‰№→←↑↓⇒■□▲△▼▽◆◇○●◎★☆※" + "".join(map(chr, _NUMERALS)))

ELLIPSIS = "…"


def airy(text: str) -> str:
    """Put one space after every glyph that spills over its cell. For display only: never store the result."""
    if _WIDE_GLYPHS.isdisjoint(text):
        return text
    pairs = zip(text, text[1:] + " ", strict=True)
    return "".join(f"{one} " if one in _WIDE_GLYPHS and not after.isspace() else one for one, after in pairs)


def cut(text: str, width: int) -> str:
    """Return text of at most ``width`` cells, with an ellipsis where something was cut off."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    short = set_cell_size(text, width - 1).rstrip()
    if short and short[-1] in _WIDE_GLYPHS:  # which takes air before the ellipsis, too
        short = set_cell_size(text, max(width - 2, 0)).rstrip()
        short += " " * (short[-1:] in _WIDE_GLYPHS)
    return short + ELLIPSIS


def pad(text: str, width: int) -> str:
    """Return text of exactly ``width`` cells: cut off, or spaces added on the right."""
    return set_cell_size(cut(text, width), width)


def pad_left(text: str, width: int) -> str:
    """Return text of exactly ``width`` cells, spaces added on the left; for figures under each other."""
    short = cut(text, width)
    return " " * (width - cell_len(short)) + short


def one_line(text: str) -> str:
    """Text without its line breaks, for lists."""
    return " ".join(text.split())
