"""How the letters and paragraphs of a Word 97 document look: marks, deleted text, symbols, lists, cells of tables.

Source: [MS-DOC] 2.4.6 (paragraph and character properties), 2.6.1, 2.6.2 (sprms of both), 2.8.5, 2.8.6 (their plcs),
2.9.33, 2.9.175 (their pages). What a style gives comes first, what is said by hand has the last word.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

from studyapp_text.doc_styles import Styles
from studyapp_text.looks import STRUCK, STRUCK_TWICE, hue

_PAGE = 512
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of a property's operand by the upper bits of its number ([MS-DOC] 2.2.5.1); 6 tells its own length."""

_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
"""Two properties that tell their length in a way of their own."""

_STYLE, _DELETED, _UNDERLINE, _COLOUR, _TRUE_COLOUR = 0x4A30, 0x0800, 0x2A3E, 0x2A42, 0x6870
_FONTS = (0x4A4F, 0x4A51)
_HIGHLIGHT, _SHADE, _TRUE_SHADE, _SYMBOL, _RAISED = 0x2A0C, 0x4866, 0xCA71, 0x6A09, 0x2A48
_SWITCHES = {0x0835: "bold", 0x0837: STRUCK, 0x2A53: STRUCK_TWICE}
_LEVEL, _LIST, _IN_TABLE, _ROW_END, _ELSEWHERE = 0x260A, 0x460B, 0x2416, 0x2417, (0x6645, 0x6646)
_COLOURS = ("", "", "colour", "colour", "colour", "colour", "red", "colour", "", "colour", "colour", "colour",
            "colour", "red", "colour", "colour", "")  # fmt: skip
"""What the seventeen colours of old are ([MS-DOC] 2.9.119): none, black, blue, …"""

_ON, _AS_STYLE, _UNLIKE_STYLE = 0x01, 0x80, 0x81
_Value = TypeVar("_Value")


class Look(NamedTuple):
    """How a run of letters looks. ``symbol``: the font and the code of the character that it shows instead."""

    marks: frozenset[str] = frozenset()
    is_deleted: bool = False
    symbol: tuple[int, int] | None = None
    raised: str = ""
    font: int = 0


class Form(NamedTuple):
    """What a paragraph is: which list numbers it, at which level, whether it is a cell's or ends a row; its style."""

    listed: tuple[str, int] | None = None
    in_table: bool = False
    ends_row: bool = False
    style: int = 0


class Place(NamedTuple):
    """A stretch of the file that holds text: where it starts, bytes a letter, its first letter, how many."""

    start: int
    width: int
    first: int
    letters: int


class Spans(Generic[_Value]):
    """Values by the letters that they hold for."""

    def __init__(self, spans: Iterable[tuple[int, int, _Value]]) -> None:
        self._spans = sorted(spans, key=itemgetter(0))
        self._starts = [start for start, _, _ in self._spans]

    def at(self, letter: int) -> _Value | None:
        """Return the value that holds for a letter."""
        index = bisect_right(self._starts, letter) - 1
        return self._spans[index][2] if index >= 0 and letter < self._spans[index][1] else None

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, _Value | None]]:
        """Cut a stretch of letters where its value changes."""
        index = max(bisect_right(self._starts, start) - 1, 0)
        while start < end:
            while index < len(self._spans) and self._spans[index][1] <= start:
                index += 1
            first, last, value = self._spans[index] if index < len(self._spans) else (end, end, None)
            if first > start:
                yield start, min(first, end), None
                start = first
            else:
                yield start, min(last, end), value
                start = last

    def __iter__(self) -> Iterator[tuple[int, int, _Value]]:
        return iter(self._spans)


class Dressing(NamedTuple):
    """What has a say in how letters look besides their own properties: where they lie, their paragraphs, the styles.

    ``hasty``: stretches of letters, and properties that hold for these, last of all.
    """

    places: Sequence[Place]
    forms: Spans[Form]
    styles: Styles
    hasty: Sequence[tuple[int, int, bytes]] = ()


def looks_of(document: bytes, table: bytes, plc: tuple[int, int], dressing: Dressing) -> Spans[Look]:
    """Return how the letters of a document look, where they look special."""
    known: dict[tuple[int, bytes], Look] = {}
    spans: list[tuple[int, int, Look]] = []
    places, styles = dressing.places, dressing.styles

    def take(first: int, last: int, properties: bytes) -> None:
        for start, end, form in dressing.forms.within(first, last) if styles.say_of_letters else ((first, last, None),):
            key = (form.style if form else 0, properties)
            look = known.get(key)
            if look is None:
                look = known[key] = _look(properties, key[0], styles)
            if look != _PLAIN:
                spans.append((start, end, look))

    for page in _pages(document, table, plc):
        for start, end, at in _runs(page, 1):
            properties = page[at + 1 : at + 1 + page[at]] if at else b""
            for first, last in _letters(places, start, end):
                for one, other, added in _cut(first, last, dressing.hasty):
                    take(one, other, properties + added)
        _refuse_more(spans, places)
    return Spans(spans)


def _cut(first: int, last: int, hasty: Sequence[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, bytes]]:
    """Cut a stretch of letters where such begin or end as have properties of their piece."""
    for start, end, properties in hasty:
        if start < last and first < end:
            if first < start:
                yield first, start, b""
            yield max(first, start), min(last, end), properties
            first = min(last, end)
    if first < last:
        yield first, last, b""


def forms_of(
    document: bytes, table: bytes, data: bytes, plc: tuple[int, int], places: Sequence[Place], styles: Styles
) -> Spans[Form]:
    """Return what the paragraphs of a document are."""
    spans: list[tuple[int, int, Form]] = []
    of_style: dict[int, bytes] = {}
    for page in _pages(document, table, plc):
        for start, end, at in _runs(page, 13):
            style, properties = _of_paragraph(page, at)
            if style not in of_style:
                of_style[style] = styles.paragraph(style)
            form = _form(of_style[style] + properties, data)._replace(style=style)
            spans += [(first, last, form) for first, last in _letters(places, start, end)]
        _refuse_more(spans, places)
    return Spans(spans)


def _refuse_more(spans: Sequence[object], places: Sequence[Place]) -> None:
    """Raise ``ValueError`` where there are more spans than letters: such a file says everything many times over."""
    if len(spans) > sum(place.letters for place in places):
        raise ValueError("properties overlap")


def _pages(document: bytes, table: bytes, plc: tuple[int, int]) -> Iterator[bytes]:
    """Yield the pages that a plc names."""
    begin, size = plc
    count = max((size - 4) // 8, 0)
    for number in dict.fromkeys(struct.unpack_from(f"<{count}I", table, begin + 4 * (count + 1))):
        page = document[(number & 0x3FFFFF) * _PAGE : ((number & 0x3FFFFF) + 1) * _PAGE]
        if len(page) == _PAGE:
            yield page


def _runs(page: bytes, size: int) -> Iterator[tuple[int, int, int]]:
    """Yield the runs of a page: from where to where in the file, and where on the page their properties lie."""
    runs = page[_PAGE - 1]
    if (runs + 1) * 4 + runs * size >= _PAGE:
        return
    starts = struct.unpack_from(f"<{runs + 1}I", page)
    for index in range(runs):
        yield starts[index], starts[index + 1], 2 * page[4 * (runs + 1) + size * index]


def _letters(places: Sequence[Place], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the letters that lie in a stretch of the file; ``places`` ascend in the file."""
    index = max(bisect_right(places, start, key=itemgetter(0)) - 1, 0)
    while index < len(places) and places[index].start < end:
        place = places[index]
        first = max(start - place.start, 0) // place.width
        last = min(-(-(end - place.start) // place.width), place.letters)
        if first < last:
            yield place.first + first, place.first + last
        index += 1


def _of_paragraph(page: bytes, at: int) -> tuple[int, bytes]:
    """Return the number of a paragraph's style and its properties."""
    if not at:
        return 0, b""
    size = 2 * page[at] - 1 if page[at] else 2 * page[at + 1] if at + 1 < _PAGE else 0
    begin = at + (1 if page[at] else 2)
    if size < 2 or begin + 2 > _PAGE:
        return 0, b""
    return struct.unpack_from("<H", page, begin)[0], page[begin + 2 : begin + size]


def _properties(properties: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the properties in a row of them: number and operand."""
    at = 0
    while at + 2 < len(properties):
        number = struct.unpack_from("<H", properties, at)[0]
        at += 2
        size = _SIZES.get(number >> 13, -1)
        if number == _TABLE_DEFINITION:
            size = 1 + struct.unpack_from("<H", properties.ljust(at + 2, b"\0"), at)[0]
        elif number == _TABS and properties[at] == 255:
            return
        elif size < 0:
            size = 1 + properties[at]
        yield number, properties[at : at + size].ljust(size, b"\0")
        at += size


def _look(properties: bytes, style: int, styles: Styles) -> Look:
    """Return the look that letters have of the style of their paragraph, of a style of their own, and by hand."""
    marks: dict[str, str] = {}
    deleted, symbol, raised, font = False, None, "", 0
    own = next((struct.unpack("<H", operand)[0] for number, operand in _properties(properties) if number == _STYLE), 0)
    for number, operand in _properties(styles.letters(style) + (styles.letters(own) if own else b"") + properties):
        if number == _DELETED:
            deleted = operand[0] in (_ON, _UNLIKE_STYLE)
        elif number == _SYMBOL:
            symbol = struct.unpack("<HH", operand)
        elif number in _FONTS:
            font = struct.unpack("<H", operand)[0]
        elif number == _RAISED:
            raised = {1: "superscript", 2: "subscript"}.get(operand[0], "")
        else:
            marks |= _mark(number, operand, marks)
    return Look(frozenset(filter(None, marks.values())), deleted, symbol, raised, font)


def _mark(number: int, operand: bytes, before: Mapping[str, str]) -> dict[str, str]:
    """Return what a property says of bold, lines, colour or what lies behind the letters; ``before``: the style."""
    if number in _SWITCHES:
        mark = _SWITCHES[number]
        if operand[0] == _AS_STYLE:
            return {}
        is_on = not before.get(mark) if operand[0] == _UNLIKE_STYLE else operand[0] == _ON
        return {mark: mark if is_on else ""}
    if number == _UNDERLINE:
        return {"underline": "underline" if operand[0] else ""}
    if number == _COLOUR:
        return {"colour": _COLOURS[operand[0]] if operand[0] < len(_COLOURS) else ""}
    if number == _TRUE_COLOUR:
        return {"colour": "" if operand[3] == 0xFF else hue(operand[:3].hex())}
    if number == _HIGHLIGHT:
        return {"highlight": "highlight" if operand[0] else ""}
    if number == _SHADE:
        back = operand[0] >> 5 | (operand[1] & 3) << 3
        return {"shade": "highlight" if back not in (0, 8) or operand[1] >> 2 else ""}
    if number == _TRUE_SHADE and len(operand) >= 9:
        plain = operand[8] == 0xFF or operand[5:8] == b"\xff\xff\xff"
        return {"shade": "" if plain else "highlight"}
    return {}


def _form(properties: bytes, data: bytes) -> Form:
    number, level = 0, 0
    in_table = ends_row = False
    for kind, operand in _properties(properties):
        if kind in _ELSEWHERE:
            place = struct.unpack("<I", operand)[0]
            size = struct.unpack_from("<H", data, place)[0] if place + 2 <= len(data) else 0
            held = _form(data[place + 2 : place + 2 + size], b"")
            in_table, ends_row = in_table or held.in_table, ends_row or held.ends_row
        elif kind == _LEVEL:
            level = operand[0]
        elif kind == _LIST:
            number = struct.unpack("<h", operand)[0]
        elif kind == _IN_TABLE:
            in_table = operand[0] == 1
        elif kind == _ROW_END:
            ends_row = operand[0] == 1
    listed = (str(number), min(level, 8)) if number > 0 else None
    return Form(listed, in_table, ends_row)


_PLAIN = Look()
