"""Sheets as the rest of the plugin sees them: rows of texts with their place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from types import MappingProxyType
from typing import NamedTuple

from studyapp import Flaw, Media

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile("[ \t\xa0\u3000]+")
_LINES = re.compile(r"[ ]*(?:\r\n|\r|\n)\s*")
_is_radical = re.compile("[\u2e80-\u2fdf]").search
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻋⻓⻔⻘⻛⻜⻝⻢⻣⻚⻉⻥⻦⻩⻰⻮⻤⻬", "民西见角车长门青风飞食马骨页贝鱼鸟黄龙齿鬼齐"
) | {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_BORDER = "|"
_WIDE_SPACE = "\u3000"

Merged = tuple[int, int, int, int]
"""A range of merged cells, from 0: first row, first column, last row, last column."""

_NO_PICTURES: Mapping[int, tuple[Media, ...]] = MappingProxyType({})
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


class Row(NamedTuple):
    """One row that is not empty: its first and last line (row number) from 1, and its cells as texts."""

    line: int
    last: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return a cell's text, empty where the row is shorter."""
        return self.cells[column] if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``name`` is empty where the format has no sheets.

    ``numeric``: the columns in which numbers or dates stand, which a sheet may show otherwise than their value
    reads; ``shown`` reads the sheet once more as it shows them. ``pictures``: by row from 1. ``turned``: whether its
    rows are the columns of the file.
    """

    name: str
    rows: tuple[Row, ...]
    merged: tuple[Merged, ...] = ()
    numeric: frozenset[int] = frozenset()
    shown: Callable[[], Sheet] | None = field(default=None, compare=False)
    pictures: Mapping[int, tuple[Media, ...]] = field(default_factory=lambda: _NO_PICTURES)
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a file, what was found wrong while they were opened, and its pictures by their digest."""

    sheets: tuple[Sheet, ...]
    flaws: tuple[Flaw, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: _NO_FILES)


def clean(text: str) -> str:
    """Return a cell's text without what nobody sees: odd spaces, zero-width characters, empty lines."""
    if text.isascii() and text.isalnum():
        return text
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    if _is_radical(text):
        text = text.translate(_RADICALS)
    return _LINES.sub("\n", text).strip() if "\n" in text or "\r" in text else text.strip()


def clean_rows(rows: Sequence[Sequence[str]], radicals: bool = True) -> list[tuple[str, ...]]:
    """Clean all cells of some rows. ``radicals``: whether there may be any."""
    found = _at_once(rows, radicals)
    return [clean_all(row, radicals) for row in rows] if found is None else found


def clean_all(texts: Sequence[str], radicals: bool = True) -> tuple[str, ...]:
    """Clean all cells of a row. ``radicals``: whether there may be any."""
    found = _at_once([texts], radicals)
    return tuple(map(clean, texts)) if found is None else found[0]


def _at_once(rows: Sequence[Sequence[str]], radicals: bool) -> list[tuple[str, ...]] | None:
    """Clean rows of which most are clean but for wide spaces, which is seen at one look at the whole of them.

    ``None`` where they are not.
    """
    joined = _BORDER.join(chain.from_iterable(rows))
    is_wide = _WIDE_SPACE in joined
    if is_wide:
        joined = joined.replace(_WIDE_SPACE, " ")
        while "  " in joined:
            joined = joined.replace("  ", " ")
    if not joined.isprintable() or (" " in joined and _has_idle_space(joined)) or (radicals and _is_radical(joined)):
        return None
    if not is_wide:
        return list(map(tuple, rows))
    cells, widths = joined.split(_BORDER), list(map(len, rows))
    if len(cells) != sum(widths):  # a cell has a border in it
        return None
    each = iter(cells)
    if widths[0] and widths.count(widths[0]) == len(widths):
        return list(zip(*[each] * widths[0], strict=True))
    return [tuple(islice(each, width)) for width in widths]


def _has_idle_space(joined: str) -> bool:
    """Say whether a space stands where a clean row has none: beside another, or at an end of a cell."""
    return "  " in joined or " |" in joined or "| " in joined or joined[0] == " " or joined[-1] == " "
