"""Word 97 documents (.doc) to lines.

Source: [MS-DOC] 2.4 (text, paragraphs and cells), 2.8.25 (fields), 2.8.35, 2.9.90 (text boxes). What the letters are
comes from one place of the file, how they look and what numbers them from others. A file of which that cannot be read
is read without.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from studyapp import Flaw, Source, Where
from studyapp_text import fileflaws
from studyapp_text.album import Album
from studyapp_text.doc_boxes import Box, boxes_of
from studyapp_text.doc_file import FONTS, LETTERS, LISTS, OVERRIDES, PARAGRAPHS, STYLES, Parts, Piece, read_file
from studyapp_text.doc_lists import read_lists
from studyapp_text.doc_looks import Dressing, Form, Look, Place, Spans, forms_of, looks_of
from studyapp_text.doc_styles import read_styles
from studyapp_text.docpictures import Blip, blip_at, places_of_pictures
from studyapp_text.docx import lines_of_blocks
from studyapp_text.docx_formulas import raised, symbol, with_symbols
from studyapp_text.docx_numbering import Numbering
from studyapp_text.docx_paragraphs import Paragraph, Run, with_blanks
from studyapp_text.sources import Lines
from studyapp_text.wordblocks import Gathering

_ENDS = re.compile("[\r\x07\x0c\x0e]")
_SHOWING = re.compile("[^\r\x07\x0c\x0e]")
_CELL = "\x07"
_INLINE = "\x01"
_PICTURES = (_INLINE, "\x08")
_MARKS, _MARKS_END = 0xF0000, 0xFFFFD
"""Characters for private use, which stand for the pictures that are read."""

_MARK = re.compile("[\U000f0000-\U000ffffd]")
_FONT_NAME = 39
"""Where the name begins in the record of a font ([MS-DOC] 2.9.81)."""

_OPENED, _CUT = 0.2, 0.4
"""The shares of the reading that are done when the text is together, and when its paragraphs are cut."""
_NOTE = "\x02"
_HIDDEN = "\x1f"
"""A hyphen that shows only where a line breaks; it also takes the place of letters that do not show."""
_SHOWN = str.maketrans({"\x0b": "\n", "\x1e": "-", "\x1f": None, "\x00": None, **dict.fromkeys("\x01\x02\x05\x08")})


class _Looks(NamedTuple):
    """How the letters and paragraphs look, what numbers them, and the names of the fonts."""

    letters: Spans[Look]
    paragraphs: Spans[Form]
    lists: Numbering
    fonts: list[str]

    def font(self, look: Look) -> str:
        """Return the name of the font of a look, empty where it is not known."""
        number = look.symbol[0] if look.symbol is not None else look.font
        return self.fonts[number] if number < len(self.fonts) else ""


@dataclass(slots=True)
class _Reading:
    """A document's text on its way into blocks; ``number`` counts its paragraphs, ``anchors`` are those of boxes."""

    letters: str
    looks: _Looks
    blips: list[Blip]
    album: Album
    flaws: list[Flaw] = field(default_factory=list)
    gathering: Gathering = field(default_factory=Gathering)
    anchors: frozenset[int] = frozenset()
    number: int = 0


def lines_of_doc(source: Source) -> Lines:
    """Return the lines of a doc file; raise ``NotABank`` where it cannot be opened."""
    parts, pieces = read_file(source.data)
    text, blips = _with_pictures("".join(piece.text for piece in pieces), pieces, parts)
    source.progress(_OPENED)
    main, footnotes, headers, _, comments, endnotes, boxes = parts.counts
    start = main + footnotes + headers + comments + endnotes
    looks = _looks(parts, pieces)
    reading = _Reading(_without_hidden(text, looks), looks, blips, Album(source.name))
    _read_blocks(reading, main, boxes_of(parts, start, start + boxes))
    source.progress(_CUT)
    lines = lines_of_blocks(reading.gathering.blocks, looks.lists, reading.album)
    return replace(lines, flaws=(*reading.flaws, *lines.flaws))


def _with_pictures(text: str, pieces: list[Piece], parts: Parts) -> tuple[str, list[Blip]]:
    """Put a mark of its own into the text for each picture that can be had."""
    blips: list[Blip] = []
    letters: list[str] = []
    try:
        for place, at in places_of_pictures(parts.document, parts.table, parts.pairs[LETTERS]):
            first = next((_character(piece, place) for piece in pieces if _holds(piece, place)), -1)
            if not 0 <= first < len(text) or text[first] != _INLINE or len(blips) > _MARKS_END - _MARKS:
                continue
            blip = blip_at(parts.data, at)
            if blip is not None:
                letters = letters or list(text)
                letters[first] = chr(_MARKS + len(blips))
                blips.append(blip)
    except (struct.error, IndexError):  # the text can be read without its properties
        return text, []
    return "".join(letters) if blips else text, blips


def _holds(piece: Piece, place: int) -> bool:
    return piece.start <= place < piece.start + piece.width * len(piece.text)


def _character(piece: Piece, place: int) -> int:
    return piece.first + (place - piece.start) // piece.width


def _take(album: Album, number: int, blip: Blip) -> None:
    where = Where(album.file, number, number)
    if blip.data:
        album.add(number, f"{len(album.pictures) + 1}.{blip.form}", blip.data)
    else:
        album.flaws.append(fileflaws.picture_of_no_use(where, blip.form.upper()))


def _looks(parts: Parts, pieces: list[Piece]) -> _Looks:
    """Read how a document looks; what cannot be read of that is left out."""
    places = sorted(Place(piece.start, piece.width, piece.first, len(piece.text)) for piece in pieces)
    hasty = [(piece.first, piece.first + len(piece.text), piece.properties) for piece in pieces if piece.properties]
    letters, paragraphs = Spans[Look](()), Spans[Form](())
    styles = read_styles(parts.held(STYLES))
    document, table = parts.document, parts.table
    try:
        paragraphs = forms_of(document, table, parts.data, parts.pairs[PARAGRAPHS], places, styles)
        dressing = Dressing(places, _over_paragraphs(pieces, paragraphs), styles, hasty)
        letters = looks_of(document, table, parts.pairs[LETTERS], dressing)
    except (struct.error, ValueError, IndexError):
        pass  # the text can be read without its looks
    lists = read_lists(table, parts.pairs[LISTS], parts.pairs[OVERRIDES])
    return _Looks(letters, paragraphs, lists, _fonts(table, *parts.pairs[FONTS]))


def _over_paragraphs(pieces: list[Piece], forms: Spans[Form]) -> Spans[Form]:
    """Return forms over the whole of their paragraphs, whose marks they belong to: pieces may lie far apart."""
    text = "".join(piece.text for piece in pieces)
    spans: list[tuple[int, int, Form]] = []
    at = 0
    for mark in _ENDS.finditer(text):
        form = forms.at(mark.start())
        if form is not None:
            spans.append((at, mark.end(), form))
        at = mark.end()
    return Spans(spans)


def _fonts(table: bytes, begin: int, size: int) -> list[str]:
    """Return the names of the fonts, which symbols refer to by number."""
    names: list[str] = []
    at, end = begin + 4, min(begin + size, len(table))
    while at < end:
        record = table[at + 1 : at + 1 + table[at]]
        names.append(record[_FONT_NAME:].decode("utf-16-le", errors="replace").partition("\0")[0])
        at += 1 + table[at]
    return names


def _without_hidden(text: str, looks: _Looks) -> str:
    """Put ``_HIDDEN`` in place of deleted text and of the codes of fields, and symbols in that of their stand-ins."""
    letters: list[str] = []
    for first, last, look in looks.letters:
        if look.is_deleted or look.symbol is not None:
            letters = letters or list(text)
            for at in range(first, min(last, len(letters))):
                if look.symbol is not None:
                    letters[at] = symbol(look.symbol[1], looks.font(look)) or _HIDDEN
                elif not _ENDS.match(letters[at]):
                    letters[at] = _HIDDEN
    return _without_field_codes("".join(letters) if letters else text)


def _read_blocks(reading: _Reading, main: int, boxes: Sequence[Box]) -> None:
    """Cut the body at its paragraph marks; a text box follows what it is tied to, or the table that this is in."""
    waiting = list(boxes)
    reading.anchors = frozenset(box.anchor for box in boxes)
    at = 0
    for end in _ends(reading.letters, 0, main):
        is_free = _read_paragraph(reading, at, end)
        at = end + 1
        while is_free and waiting and waiting[0].anchor < at:
            _read_box(reading, waiting.pop(0))
    reading.gathering.end_table()
    for box in waiting:
        _read_box(reading, box)
    reading.gathering.end_table()


def _read_box(reading: _Reading, box: Box) -> None:
    at = box.start
    for end in _ends(reading.letters, box.start, box.end):
        _read_paragraph(reading, at, end)
        at = end + 1


def _ends(letters: str, start: int, stop: int) -> list[int]:
    """Return where paragraphs and cells end within a stretch, and its own end where something stands before that."""
    ends = [end.start() for end in _ENDS.finditer(letters, start, stop)]
    last = min(stop, len(letters))
    return [*ends, last] if (ends[-1] + 1 if ends else start) < last else ends


def _read_paragraph(reading: _Reading, at: int, end: int) -> bool:
    """Read the paragraph that ends at a mark, and say whether it is in no table."""
    letters, gathering = reading.letters, reading.gathering
    reading.number += 1
    is_cell = letters[end : end + 1] == _CELL
    form = reading.looks.paragraphs.at(end) or Form(None, is_cell, _is_row_end(letters, end))
    paragraph = Paragraph(reading.number, listed=form.listed)
    _fill(reading, paragraph, at, end)
    if form.ends_row and is_cell:
        gathering.end_row()
        return False
    gathering.paragraph(paragraph, form.in_table)
    if is_cell:
        gathering.end_cell()
    return not form.in_table


def _is_row_end(text: str, end: int) -> bool:
    """Guess, where nothing tells, whether a mark ends a row: it follows that of its last cell at once."""
    return text[end - 1 : end + 1] == _CELL + _CELL


def _fill(reading: _Reading, paragraph: Paragraph, start: int, end: int) -> None:
    """Give a paragraph its letters, and name what of it is not read."""
    letters, looks, blips, album, found = (reading.letters, reading.looks, reading.blips, reading.album, reading.flaws)
    raw = letters[start:end]
    where = Where(album.file, paragraph.number, paragraph.number)
    for mark in _MARK.findall(raw) if blips else ():
        _take(album, paragraph.number, blips[ord(mark) - _MARKS])
    if any(one in _PICTURES and not _is_of_box(reading, at) for at, one in enumerate(raw, start)):
        found.append(fileflaws.picture_unread(where))
    if _NOTE in raw:
        found.append(fileflaws.footnote(where))
    for first, last, look in looks.letters.within(start, end):
        shown = _MARK.sub("", letters[first:last]) if blips else letters[first:last]
        shown = with_symbols(shown.translate(_SHOWN), looks.font(look)) if look else shown.translate(_SHOWN)
        if shown:
            paragraph.runs.append(Run(raised(shown, look.raised), look.marks) if look else Run(shown, frozenset()))
    paragraph.runs = with_blanks(paragraph.runs)


def _is_of_box(reading: _Reading, at: int) -> bool:
    """Say whether a letter for a picture is what a text box is tied to, or what old programs show in its place."""
    return at in reading.anchors or (reading.letters[at] == _INLINE and at - 1 in reading.anchors)


def _without_field_codes(text: str) -> str:
    """Hide the code of each field, from 0x13 to 0x14, and keep its result, up to 0x15 ([MS-DOC] 2.8.25)."""
    if "\x13" not in text:
        return text
    shown: list[str] = []
    codes: list[bool] = []
    for piece in re.split("([\x13-\x15])", text):
        if piece == "\x13":
            codes.append(True)
        elif piece == "\x14" and codes:
            codes[-1] = False
        elif piece == "\x15" and codes:
            codes.pop()
        elif not any(codes):
            shown.append(piece)
            continue
        shown.append(_SHOWING.sub(_HIDDEN, piece))
    return "".join(shown)
