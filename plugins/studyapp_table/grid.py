"""Sheets as the rest of the plugin sees them: rows of texts with their place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from studyapp import Flaw

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile("[ \t\xa0\u3000]+")
_LINES = re.compile(r"[ ]*(?:\r\n|\r|\n)\s*")
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻋⻓⻔⻘⻛⻜⻝⻢⻣⻚⻉⻥⻦⻩⻰⻮⻤⻬", "民西见角车长门青风飞食马骨页贝鱼鸟黄龙齿鬼齐"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty: its first and last line (row number) from 1, and its cells as texts."""

    line: int
    last: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return a cell's text, empty where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``name`` is empty where the format has no sheets. ``merged``: first row, column, last row, column."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file, and what was found wrong while they were opened."""

    sheets: tuple[Sheet, ...]
    flaws: tuple[Flaw, ...] = field(default=())


def clean(text: str) -> str:
    """Return a cell's text without what nobody sees: odd spaces, zero-width characters, empty lines."""
    if text.isascii() and text.isalnum():
        return text
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text)).translate(_RADICALS)
    return _LINES.sub("\n", text).strip() if "\n" in text or "\r" in text else text.strip()
