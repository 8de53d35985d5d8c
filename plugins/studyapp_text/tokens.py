"""What a line, or a part of one, can be."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Mark(IntEnum):
    """What a line, or a part of one, is."""

    TEXT = 0
    EMPTY = 1
    NUMBER = 2
    OPTION = 3
    FIELD = 4
    HEADING = 5
    SEPARATOR = 6
    NOISE = 7
    LONE = 8
    BULLET = 9
    CASE = 10
    KEY = 11


LOOSE = "loose"
"""The style of an answer that is one only where its question has no other."""


class Token(NamedTuple):
    """A line or a part of one.

    ``label``: a question's number, an option's letter, a field's name, a heading's word for the kind.
    ``rest``: what follows the label. ``style``: how the label is written (``dot``, ``paren`` … of numbers,
    ``strong``, ``lower``, ``spaced``, ``glued`` of options; the number before a field's label).
    ``marked``: the option bears a mark that it is right.
    """

    mark: Mark
    line: int
    text: str
    label: str = ""
    rest: str = ""
    style: str = ""
    marked: bool = False


_FULL_WIDTH = str.maketrans(
    "０１２３４５６７８９" + "".join(chr(0xFF21 + i) for i in range(26)) + "".join(chr(0xFF41 + i) for i in range(26)),
    "0123456789" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "abcdefghijklmnopqrstuvwxyz",
)


def half_width(text: str) -> str:
    """Turn full-width letters and digits into the plain ones; only for labels and answers."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)
