"""Characters of ambiguous width (“ ” — · ① → √ ■): most terminals give them one cell, old Chinese consoles two.

Which it is cannot be asked of the terminal without waiting for an answer that some never give; the eyes of the person
before it know at once, so the tour and the settings show two lines and ask. Rich, which measures all text for
textual, counts one; for the others its table is replaced.
"""

from __future__ import annotations

from functools import cache
from unicodedata import east_asian_width

from rich import _unicode_data, cells
from textual.scrollbar import ScrollBarRender

_BMP = 0x10000
_LOADER = "load_cell_table"
"""The name under which ``rich.cells`` asks for its table of widths."""

_ONE_CELL = cells._is_single_cell_widths
_table = _unicode_data.load
_BARS = (ScrollBarRender.VERTICAL_BARS, ScrollBarRender.HORIZONTAL_BARS)
_ASCII = frozenset(map(chr, range(0x20, 0x7F)))


def install(wide: bool) -> None:
    """Count two cells for every character of ambiguous width from now on, or one."""
    if wide == (getattr(cells, _LOADER) is _wide_table):
        return
    cells._is_single_cell_widths = _ASCII.issuperset if wide else _ONE_CELL
    setattr(cells, _LOADER, _wide_table if wide else _table)
    blank = [" "] * 8
    ScrollBarRender.VERTICAL_BARS, ScrollBarRender.HORIZONTAL_BARS = (blank, blank) if wide else _BARS
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


@cache
def _wide_table(unicode_version: str = "auto") -> cells.CellTable:
    """Rich's table with the ambiguous characters among the wide ones."""
    table = _table(unicode_version)
    known = {code for start, end, _width in table.widths if start < _BMP for code in range(start, min(end, _BMP) + 1)}
    more = [(code, code, 2) for code in range(0xA0, _BMP) if code not in known and east_asian_width(chr(code)) == "A"]
    return table._replace(widths=sorted([*table.widths, *more]))
