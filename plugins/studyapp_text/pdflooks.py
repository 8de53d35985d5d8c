"""How the letters of a PDF look: their colour and weight, and what is drawn under or behind them.

Only asked where a file has questions and no answers: a key in red or in bold is found so, and nobody else waits for it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import pypdfium2 as pdfium

from studyapp import Flaw, Source, Where
from studyapp_text import fileflaws
from studyapp_text.display import clean
from studyapp_text.docx_marks import Line, fill_blanks, lacks_key, mark_right
from studyapp_text.docx_paragraphs import Run
from studyapp_text.looks import hue
from studyapp_text.pdfgrids import Cell, Rule, is_stroked, rules_of
from studyapp_text.pdfstrikes import take_struck
from studyapp_text.pdfsymbols import NONE, Symbols, with_symbols
from studyapp_text.places import Row

_BOLD = 600
"""The weight that a font calls semibold ([OpenType] OS/2 usWeightClass)."""

_BELOW, _ABOVE = 0.35, 0.1
"""Shares of a letter's size: an underline runs so far below the foot of the letters, or that little above."""

_TALLEST = 40.0
_PAPER = 0xF0
_OFTEN = 10

Marks = frozenset[str]


class _Drawn(NamedTuple):
    """What is drawn on a page besides letters: lines, and areas filled with a colour."""

    rules: Sequence[Rule]
    areas: Sequence[Cell]


def with_keys(
    rows: list[Row], document: pdfium.PdfDocument, source: Source, symbols: Mapping[str, Symbols]
) -> tuple[list[Row], list[Flaw]]:
    """Return rows with the answers written that only looks tell, and what is to be said of that.

    ``symbols``: what the private codes of each page show.
    """
    plain = [Line(at, (Run(row.text, frozenset()),)) for at, row in enumerate(rows)]
    if not lacks_key(plain):
        return rows, []
    letters: list[str] = []
    marks: list[Marks] = []
    for index in range(len(document)):
        if index % _OFTEN == 0:
            source.progress(0.5)
        for letter, looks in _page(document, index, symbols.get(f"p. {index + 1}", NONE)):
            letters.append(letter)
            marks.append(looks)
    lines = _dressed(rows, "".join(letters), marks)
    found: list[Flaw] = []
    if told := mark_right(lines):
        found.append(fileflaws.marked_key(_where(rows[told[0]], source.name), len(told)))
    if filled := fill_blanks(lines):
        found.append(fileflaws.filled_blanks(_where(rows[filled[0]], source.name), len(filled)))
    return [row._replace(text=line.text) for row, line in zip(rows, lines, strict=True)], found


def _where(row: Row, file: str) -> Where:
    return Where(file, row.first, row.first, row.page)


def _dressed(rows: list[Row], letters: str, marks: list[Marks]) -> list[Line]:
    """Find the letters of each row among those of the pages; a row that is not there as it is has no looks."""
    lines: list[Line] = []
    begin = 0
    for number, row in enumerate(rows):
        wanted = "".join(row.text.split())
        at = letters.find(wanted, begin)
        if at < 0:
            lines.append(Line(number, (Run(row.text, frozenset()),)))
            continue
        begin = at + len(wanted)
        lines.append(Line(number, _runs(row.text, marks[at:begin])))
    return lines


def _runs(text: str, marks: Sequence[Marks]) -> list[Run]:
    """Cut a text where its looks change; a space looks as what stands before it."""
    looks: list[Marks] = []
    at = 0
    for letter in text:
        if letter.isspace():
            looks.append(looks[-1] if looks else frozenset())
        else:
            looks.append(marks[at])
            at += 1
    return [
        Run("".join(letter for letter, _ in part), shown)
        for shown, part in groupby(zip(text, looks, strict=True), lambda pair: pair[1])
    ]


def _page(document: pdfium.PdfDocument, index: int, symbols: Symbols) -> Iterator[tuple[str, Marks]]:
    """Yield the letters of a page, spaces left out, and how each looks."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return
    level, _ = rules_of(page)
    take_struck(page, level)
    text_page = page.get_textpage()
    try:
        drawn = _Drawn(level, _areas(page))
        seen: dict[int, Marks] = {}
        for at in range(text_page.count_chars()):
            code = pdfium.raw.FPDFText_GetUnicode(text_page, at)
            shown = "-" if code in (0xFFFE, 2) else clean(with_symbols(chr(code), symbols))
            if not shown or shown.isspace():
                continue
            within = ctypes.cast(pdfium.raw.FPDFText_GetTextObject(text_page, at), ctypes.c_void_p).value or -at
            if within not in seen:
                seen[within] = _style(text_page, at)
            marks = seen[within] | _behind(text_page, at, drawn)
            for letter in "".join(shown.split()):
                yield letter, marks
    finally:
        text_page.close()
        page.close()


def _style(text_page: pdfium.PdfTextPage, at: int) -> Marks:
    """Return the colour and weight of a letter."""
    raw = pdfium.raw
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found = set()
    if raw.FPDFText_GetFillColor(text_page, at, red, green, blue, alpha):
        found.add(hue(f"{red.value:02X}{green.value:02X}{blue.value:02X}"))
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text_page, at, name, len(name), ctypes.c_int())
    outlined = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text_page, at))
    if (
        b"bold" in name.value.lower()
        or raw.FPDFText_GetFontWeight(text_page, at) >= _BOLD
        or outlined == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    ):
        found.add("bold")
    return frozenset(found - {""})


def _behind(text_page: pdfium.PdfTextPage, at: int, drawn: _Drawn) -> Marks:
    """Say whether a letter is underlined, or stands on a colour."""
    if not (drawn.rules or drawn.areas):
        return frozenset()
    raw = pdfium.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    size = raw.FPDFText_GetFontSize(text_page, at)
    across = x.value + size / 4
    low, high = y.value - _BELOW * size, y.value + _ABOVE * size
    found = set()
    if any(low <= rule.at <= high and rule.start <= across <= rule.end for rule in drawn.rules):
        found.add("underline")
    middle = y.value + size / 4
    if any(area.left <= across <= area.right and area.bottom <= middle <= area.top for area in drawn.areas):
        found.add("highlight")
    return frozenset(found)


def _areas(page: pdfium.PdfPage) -> list[Cell]:
    """Return what is filled with a colour and no taller than a line of text."""
    areas: list[Cell] = []
    colour = [ctypes.c_uint() for _ in range(4)]
    for drawn in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        area = Cell(*drawn.get_bounds())
        known = pdfium.raw.FPDFPageObj_GetFillColor(drawn, *colour)
        is_coloured = known and min(one.value for one in colour[:3]) < _PAPER
        if is_coloured and 3 < area.top - area.bottom < _TALLEST and not is_stroked(drawn):
            areas.append(area)
    return areas
