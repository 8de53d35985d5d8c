"""Lines of a PDF whose letters were set apart: each stands by itself, with a space that nobody typed."""

from __future__ import annotations

import re

from studyapp_text.places import Row

_LETTER = "[\u3400-\u9fff，。、；：？！“”（）《》]"
_LONG = re.compile(f"(?:{_LETTER} ){{5,}}{_LETTER}")
_PAIR = re.compile(f"(?<={_LETTER}) (?={_LETTER})")
_CLOSE = re.compile(f"{_LETTER}{{2}}")


def unspaced(rows: list[Row]) -> list[Row]:
    """Return the lines of a page without the spaces between letters that were set apart.

    A line of some length shows it; short lines beside such a one are taken to be set like it.
    """
    if not any(_LONG.search(row.text) for row in rows):
        return rows
    return [row._replace(text=_PAIR.sub("", row.text)) if not _CLOSE.search(row.text) else row for row in rows]
