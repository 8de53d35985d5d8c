"""Cells that hold a piece of a page, ``<p>谁缴费</p>``, as platforms keep their questions."""

from __future__ import annotations

import re
from html import unescape
from itertools import islice

from studyapp_table.grid import Row

_SAMPLE = 64
_WHOLE = re.compile(r"\s*<(p|div|span|b|strong|font|h\d)\b[^<>]{0,400}>.*</\1>\s*", re.S | re.I)
_KEPT = re.compile(r"<(?:img|table|sup|sub|video|audio|math|svg)\b", re.I)
"""What would be lost with its tags."""

_ENDS = re.compile(r"\s*<(?:br\s*/?|/p|/div|/h\d|/li)\s*>\s*", re.I)
_TAG = re.compile(r"</?(?:p|div|span|b|strong|font|em|i|u|h\d|a|ul|ol|li|o:p)(?:\s[^<>]{0,400})?/?>", re.I)
_LINES = re.compile(r"\n\s*")


def undressed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return rows with what the pages in their cells show; as they are where no cell of the first ones is a page."""
    if not any(_WHOLE.fullmatch(cell) for row in islice(rows, _SAMPLE) for cell in row.cells if cell[:1] == "<"):
        return rows
    return tuple(row._replace(cells=tuple(map(_shown, row.cells))) for row in rows)


def _shown(cell: str) -> str:
    """Return the text of a cell that is whole in tags; another may speak of them."""
    if not _WHOLE.fullmatch(cell) or _KEPT.search(cell):
        return cell
    return _LINES.sub("\n", unescape(_TAG.sub("", _ENDS.sub("\n", cell))).replace("\u00a0", " ")).strip() or cell
