"""Tables for a terminal, where a Chinese character takes two cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining, east_asian_width

_WIDE = "WF"


def width(text: str) -> int:
    """The cells that a text takes."""
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in _WIDE else 1 for sign in text)


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """A text with blanks behind it, or before it, so that it takes so many cells."""
    blanks = " " * max(0, cells - width(text))
    return blanks + text if right else text + blanks


def table(rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """Rows as lines with their columns below each other; those of ``numbers`` stand to the right."""
    every = list(rows)
    widths = [max(map(width, column)) for column in zip(*every, strict=True)]
    lines = (
        "  ".join(padded(cell, widths[place], right=place in numbers) for place, cell in enumerate(row))
        for row in every
    )
    return [line.rstrip() for line in lines]
