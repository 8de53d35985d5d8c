"""Pictures in the text of a Word 97 document, where they stand and their bytes.

Source: [MS-DOC] 2.8.5 (PlcBteChpx), 2.9.33 (ChpxFkp), 2.6.1 (sprmCPicLocation), 2.9.190 (PICFAndOfficeArtData);
[MS-ODRAW] 2.2.22 and following (blips). Pictures that float over the text hang elsewhere and are not read.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from studyapp_text.album import LARGEST_PICTURE

_PAGE = 512
_PIC_LOCATION = 0x6A03
_IS_OLE = 0x080A
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's operand by the upper bits of its number ([MS-DOC] 2.2.5.1); 6 tells its own length."""

_HEADER = 68
_WITH_NAME = 0x66
_ENTRY = 0xF007
_ENTRY_HEAD = 36
_FORMS = {
    0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "pict", 0xF01D: "jpg", 0xF01E: "png", 0xF01F: "dib", 0xF029: "tif",
    0xF02A: "jpg",
}  # fmt: skip
_MOST_RECORDS = 64


class Blip(NamedTuple):
    """A picture's bytes and form; without bytes it is in a form that nobody shows, or too large."""

    form: str
    data: bytes


def places_of_pictures(document: bytes, table: bytes, plc: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield for each picture within the text where its character stands in the file, and its place in the data."""
    begin, size = plc
    count = max((size - 4) // 8, 0)
    for number in struct.unpack_from(f"<{count}I", table, begin + 4 * (count + 1)):
        page = document[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
        if len(page) == _PAGE:
            yield from _of_page(page)


def _of_page(page: bytes) -> Iterator[tuple[int, int]]:
    runs = page[_PAGE - 1]
    if runs * 5 + 4 >= _PAGE:
        return
    starts = struct.unpack_from(f"<{runs + 1}I", page)
    for index in range(runs):
        at = 2 * page[4 * (runs + 1) + index]
        if at and (place := _location(page[at + 1 : at + 1 + page[at]])) is not None:
            yield starts[index], place


def _location(properties: bytes) -> int | None:
    """Return where the picture of a run of properties lies."""
    at, place = 0, None
    while at + 2 <= len(properties):
        number = struct.unpack_from("<H", properties, at)[0]
        at += 2
        size = _SIZES.get(number >> 13, -1)
        if size < 0:
            size = 1 + (properties[at] if at < len(properties) else 0)
        if number == _PIC_LOCATION and at + 4 <= len(properties):
            place = struct.unpack_from("<I", properties, at)[0]
        if number == _IS_OLE and properties[at : at + 1] == b"\x01":
            return None
        at += size
    return place


def blip_at(data: bytes, place: int) -> Blip | None:
    """Return the picture at a place in the data; None where there is none."""
    if place + _HEADER > len(data):
        return None
    size, head, form = struct.unpack_from("<IHH", data, place)
    end = min(place + size, len(data))
    at = place + head
    if form == _WITH_NAME and at < end:
        at += 1 + data[at]
    for _ in range(_MOST_RECORDS):
        if at + 8 > end:
            return None
        instance, kind, length = struct.unpack_from("<HHI", data, at)
        if kind in _FORMS:
            return _blip(instance >> 4, kind, data[at + 8 : min(at + 8 + length, end)])
        at += 8 + (_ENTRY_HEAD + data[at + 8 + 33] if kind == _ENTRY and at + 42 < end else length)
    return None


def _blip(instance: int, kind: int, data: bytes) -> Blip:
    form = _FORMS[kind]
    if form not in ("jpg", "png"):
        return Blip(form, b"")
    start = 33 if instance & 1 else 17
    return Blip(form, data[start : start + LARGEST_PICTURE + 1])
