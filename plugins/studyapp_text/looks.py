"""What the letters of a document may look like, in whatever format: the names of the marks that a run has."""

from __future__ import annotations

_DARK, _LIGHT = 0x60, 0xA0

STRUCK, STRUCK_TWICE = "struck", "struck-twice"
STRIKES = frozenset((STRUCK, STRUCK_TWICE))
"""Marks of letters with a line through them; formats say of each line by itself whether it is there."""


def hue(value: str) -> str:
    """Name a colour: red, another colour, or nothing for what is nearly black."""
    red, green, blue = (int(value[at : at + 2], 16) for at in (0, 2, 4))
    if max(red, green, blue) < _DARK:
        return ""
    return "red" if red > _LIGHT and max(green, blue) < _DARK + 0x10 else "colour"
