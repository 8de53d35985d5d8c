"""Word 97 documents (.doc) to lines.

Source: [MS-DOC] 2.4.1 (retrieving text), 2.5 (the file information block), 2.9.38 (Clx), 2.9.177 (Pcd). Word 97 keeps
the text in pieces, each either UTF-16 or one byte a letter in Windows-1252; how it looks, and what numbers it, lies
elsewhere. A file of which that cannot be read is read without.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import NamedTuple

import olefile  # type: ignore[import-untyped]

from studyapp import Flaw, Message, NotABank, Source, Where
from studyapp_text import fileflaws, flaws
from studyapp_text.album import Album
from studyapp_text.doc_lists import read_lists
from studyapp_text.doc_looks import Form, Look, Place, Spans, forms_of, looks_of
from studyapp_text.docpictures import Blip, blip_at, places_of_pictures
from studyapp_text.docx import lines_of_blocks
from studyapp_text.docx_formulas import raised, symbol, with_symbols
from studyapp_text.docx_numbering import Numbering
from studyapp_text.docx_package import LOCKED
from studyapp_text.docx_paragraphs import Block, Paragraph, Run, with_blanks
from studyapp_text.sources import Lines
from studyapp_text.wordblocks import Gathering

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_ONE = 0x0100, 0x0200
_CLX, _CHPX, _PAPX, _FONTS, _LISTS, _OVERRIDES = 33, 12, 13, 15, 73, 74
"""Indexes of the pairs ``fcClx``, ``fcPlcfBteChpx`` … and their sizes in FibRgFcLcb97 ([MS-DOC] 2.5.6)."""

_PAIRS = (_CLX, _CHPX, _PAPX, _FONTS, _LISTS, _OVERRIDES)
_COMPRESSED = 0x40000000
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

_DAMAGED = Message("这个 Word 文档（doc）已损坏，打不开。请在 Word 或 WPS 里修复，另存为 docx 再导入。")
_OTHER = Message("这是旧版 Office 文件，但不是 Word 文档（doc）。请用原来的软件打开，另存为 docx 或 xlsx 再导入。")
_OLD = Message("这是 Word 95 或更早的文档（doc）。请在 Word 或 WPS 里另存为 docx 再导入。")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The streams that hold the text, and how many characters belong to each part of the document."""

    document: bytes
    table: bytes
    data: bytes
    pairs: Mapping[int, tuple[int, int]]
    counts: tuple[int, ...]


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


class _Piece(NamedTuple):
    """A piece of the text: its first character, where it lies, bytes a character, and its letters."""

    first: int
    start: int
    width: int
    text: str


def lines_of_doc(source: Source) -> Lines:
    """Return the lines of a doc file; raise ``NotABank`` where it cannot be opened."""
    try:
        parts = _parts(_streams(source.data))
        pieces = _pieces(parts)
        text, blips = _with_pictures("".join(piece.text for piece in pieces), pieces, parts)
    except (struct.error, ValueError, IndexError):
        raise NotABank(_DAMAGED) from None
    source.progress(_OPENED)
    main, footnotes, headers, _, comments, endnotes, boxes = parts.counts
    start = main + footnotes + headers + comments + endnotes
    looks = _looks(parts, pieces)
    shown = _without_hidden(text, looks)
    album = Album(source.name)
    found: list[Flaw] = []
    blocks = _blocks((shown, ((0, main), (start, start + boxes))), looks, blips, album, found)
    source.progress(_CUT)
    lines = lines_of_blocks(blocks, looks.lists, album)
    return replace(lines, flaws=(*found, *lines.flaws))


def _streams(data: bytes) -> dict[str, bytes]:
    """Return the streams of a compound file that a document is in; absent ones are empty."""
    try:
        with olefile.OleFileIO(BytesIO(data)) as ole:
            if ole.exists("EncryptedPackage"):
                raise NotABank(LOCKED)
            if not ole.exists("WordDocument"):
                raise NotABank(_OTHER)
            names = ("WordDocument", "0Table", "1Table", "Data")
            _refuse_impossible(ole, names, len(data))
            return {name: ole.openstream(name).read() if ole.exists(name) else b"" for name in names}
    except NotABank:
        raise
    except Exception:  # a damaged file makes olefile raise whatever its arithmetic comes upon
        raise NotABank(_DAMAGED) from None


def _refuse_impossible(ole: olefile.OleFileIO, names: Sequence[str], size: int) -> None:
    """Refuse sectors of another size than there is ([MS-CFB] 2.2), and streams longer than the file: who reads them
    goes through as many sectors as they claim.
    """
    if ole.sector_size not in (512, 4096) or ole.mini_sector_size != 64:
        raise NotABank(_DAMAGED)
    if any(ole.get_size(name) > size for name in names if ole.exists(name)):
        raise NotABank(_DAMAGED)


def _parts(streams: Mapping[str, bytes]) -> _Parts:
    """Read the file information block ([MS-DOC] 2.5.1)."""
    document = streams["WordDocument"]
    magic, version = struct.unpack_from("<HH", document)
    flags = struct.unpack_from("<H", document, 10)[0]
    if magic != _MAGIC or version < _WORD_97:
        raise NotABank(_OLD if magic in (0xA5DC, 0xA5DB, 0xA59B, 0xA5EC) else _DAMAGED)
    if flags & _ENCRYPTED:
        raise NotABank(LOCKED)
    longs = 34 + 2 * struct.unpack_from("<H", document, 32)[0]
    pairs = longs + 2 + 4 * struct.unpack_from("<H", document, longs)[0]
    counts = struct.unpack_from("<7i", document, longs + 2 + 3 * 4)
    known = struct.unpack_from("<H", document, pairs)[0]
    at = {index: struct.unpack_from("<II", document, pairs + 2 + index * 8) for index in _PAIRS if index < known}
    if min(counts) < 0:
        raise ValueError("negative count of characters")
    table = streams["1Table" if flags & _TABLE_ONE else "0Table"]
    return _Parts(document, table, streams["Data"], {index: at.get(index, (0, 0)) for index in _PAIRS}, counts)


def _pieces(parts: _Parts) -> list[_Piece]:
    """Cut the text into its pieces."""
    begin, size = parts.pairs[_CLX]
    clx = parts.table[begin : begin + size]
    at = 0
    while clx[at] == 0x01:  # Prc: formatting, passed over
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 0x02:
        raise ValueError("no piece table")
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    at += 5
    ends = struct.unpack_from(f"<{count + 1}I", clx, at)
    at += 4 * (count + 1)
    pieces: list[_Piece] = []
    left = len(parts.document)
    for index in range(count):
        where = struct.unpack_from("<I", clx, at + 8 * index + 2)[0]
        length = ends[index + 1] - ends[index]
        if length < 0 or length > left:  # no text is longer than the file, however often its pieces repeat
            raise ValueError("pieces overlap")
        left -= length
        start, width = ((where & ~_COMPRESSED) // 2, 1) if where & _COMPRESSED else (where, 2)
        pieces.append(_Piece(ends[index] - ends[0], start, width, _piece(parts.document, where, length)))
    return pieces


def _with_pictures(text: str, pieces: list[_Piece], parts: _Parts) -> tuple[str, list[Blip]]:
    """Put a mark of its own into the text for each picture that can be had."""
    blips: list[Blip] = []
    letters: list[str] = []
    try:
        for place, at in places_of_pictures(parts.document, parts.table, parts.pairs[_CHPX]):
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


def _holds(piece: _Piece, place: int) -> bool:
    return piece.start <= place < piece.start + piece.width * len(piece.text)


def _character(piece: _Piece, place: int) -> int:
    return piece.first + (place - piece.start) // piece.width


def _piece(document: bytes, where: int, length: int) -> str:
    if where & _COMPRESSED:
        start = (where & ~_COMPRESSED) // 2
        return document[start : start + length].decode("cp1252", errors="replace").ljust(length)
    found = document[where : where + 2 * length].decode("utf-16-le", errors="replace")
    return found if len(found) == length else found[:length].ljust(length)


def _take(album: Album, number: int, blip: Blip) -> None:
    where = Where(album.file, number, number)
    if blip.data:
        album.add(number, f"{len(album.pictures) + 1}.{blip.form}", blip.data)
    else:
        album.flaws.append(fileflaws.picture_of_no_use(where, blip.form.upper()))


def _looks(parts: _Parts, pieces: list[_Piece]) -> _Looks:
    """Read how a document looks; what cannot be read of that is left out."""
    places = sorted(Place(piece.start, piece.width, piece.first, len(piece.text)) for piece in pieces)
    letters, paragraphs = Spans[Look](()), Spans[Form](())
    try:
        letters = looks_of(parts.document, parts.table, parts.pairs[_CHPX], places)
        paragraphs = forms_of(parts.document, parts.table, parts.data, parts.pairs[_PAPX], places)
    except (struct.error, ValueError, IndexError):
        pass  # the text can be read without its looks
    lists = read_lists(parts.table, parts.pairs[_LISTS], parts.pairs[_OVERRIDES])
    return _Looks(letters, paragraphs, lists, _fonts(parts.table, *parts.pairs[_FONTS]))


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


def _blocks(
    text: tuple[str, tuple[tuple[int, int], ...]], looks: _Looks, blips: list[Blip], album: Album, found: list[Flaw]
) -> list[Block]:
    """Cut stretches of a text at its paragraph marks, and put the cells of its tables together."""
    letters, stretches = text
    gathering = Gathering()
    number = 0
    for start, stop in stretches:
        at = start
        ends = [*(end.start() for end in _ENDS.finditer(letters, start, stop)), min(stop, len(letters))]
        for end in ends:
            number += 1
            form = looks.paragraphs.at(end) or Form(None, letters[end : end + 1] == _CELL, _is_row_end(letters, end))
            paragraph = Paragraph(number, listed=form.listed)
            _fill(paragraph, (letters, at, end), looks, blips, album, found)
            at = end + 1
            if form.ends_row and letters[end : end + 1] == _CELL:
                gathering.end_row()
                continue
            gathering.paragraph(paragraph, form.in_table)
            if letters[end : end + 1] == _CELL:
                gathering.end_cell()
    gathering.end_table()
    return gathering.blocks


def _is_row_end(text: str, end: int) -> bool:
    """Guess, where nothing tells, whether a mark ends a row: it follows that of its last cell at once."""
    return text[end - 1 : end + 1] == _CELL + _CELL


def _fill(
    paragraph: Paragraph,
    text: tuple[str, int, int],
    looks: _Looks,
    blips: list[Blip],
    album: Album,
    found: list[Flaw],
) -> None:
    """Give a paragraph its letters, and name what of it is not read."""
    letters, start, end = text
    raw = letters[start:end]
    where = Where(album.file, paragraph.number, paragraph.number)
    for mark in _MARK.findall(raw) if blips else ():
        _take(album, paragraph.number, blips[ord(mark) - _MARKS])
    if any(picture in raw for picture in _PICTURES):
        found.append(flaws.picture_unread(where))
    if _NOTE in raw:
        found.append(flaws.footnote(where))
    for first, last, look in looks.letters.within(start, end):
        shown = _MARK.sub("", letters[first:last]) if blips else letters[first:last]
        shown = with_symbols(shown.translate(_SHOWN), looks.font(look)) if look else shown.translate(_SHOWN)
        if shown:
            paragraph.runs.append(Run(raised(shown, look.raised), look.marks) if look else Run(shown, frozenset()))
    paragraph.runs = with_blanks(paragraph.runs)


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
