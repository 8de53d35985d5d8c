"""The text boxes of a Word 97 document: their text lies behind all other, and belongs where each box is anchored.

Source: [MS-DOC] 2.8.37 (PlcftxbxTxt), 2.9.100 (FTXBXS), 2.8.30 (PlcfSpa), 2.9.253 (Spa).
"""

from __future__ import annotations

import struct
from operator import attrgetter
from typing import NamedTuple

from studyapp_text.doc_file import ANCHORS, BOXES, Parts

_SPA, _BOX = 26, 22
_SHAPE = 14
"""Where the record of a box has the number of its shape."""

_NOWHERE = 0x7FFFFFFF


class Box(NamedTuple):
    """A text box: the letter of the body that it is tied to, and its first letter and the one behind its last."""

    anchor: int
    start: int
    end: int


def boxes_of(parts: Parts, start: int, end: int) -> list[Box]:
    """Return the text boxes in the order of their anchors; where these cannot be told, all that there is as one."""
    if start >= end:
        return []
    try:
        anchors = _anchors(parts.held(ANCHORS))
        boxes = _boxes(parts.held(BOXES), anchors, start, end)
    except struct.error:
        boxes = []
    return sorted(boxes, key=attrgetter("anchor")) or [Box(_NOWHERE, start, end)]


def _anchors(plc: bytes) -> dict[int, int]:
    """Return the letter that each shape is tied to, by the shape's number."""
    count = max((len(plc) - 4) // (4 + _SPA), 0)
    places = struct.unpack_from(f"<{count}i", plc)
    begin = 4 * (count + 1)
    return {struct.unpack_from("<i", plc, begin + at * _SPA)[0]: place for at, place in enumerate(places)}


def _boxes(plc: bytes, anchors: dict[int, int], start: int, end: int) -> list[Box]:
    """Return the boxes that a plc names; none of them where they do not make up the whole stretch."""
    count = max((len(plc) - 4) // (4 + _BOX), 0)
    bounds = [start + place for place in struct.unpack_from(f"<{count + 1}i", plc)]
    begin = 4 * (count + 1)
    found: list[Box] = []
    reached = start
    for at in range(count):
        first, last = bounds[at], min(bounds[at + 1], end)
        (shape,) = struct.unpack_from("<i", plc, begin + at * _BOX + _SHAPE)
        if first != reached or last < first:
            return []
        found.append(Box(anchors.get(shape, _NOWHERE), first, last))
        reached = last
    return found if end - reached <= 1 else []
