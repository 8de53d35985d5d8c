"""Rich Text Format to lines.

Source: Rich Text Format Specification 1.9.1. Text is ASCII; other letters are ``\\uN`` with a substitute behind it,
or bytes ``\\'hh`` in the code page of their font. Numbers of lists stand in the text as ``\\listtext``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from studyapp import Source, Where
from studyapp_text import fileflaws
from studyapp_text.album import LARGEST_PICTURE, Album, form_of
from studyapp_text.docx import lines_of_blocks
from studyapp_text.docx_formulas import raised, with_symbols
from studyapp_text.docx_numbering import Numbering
from studyapp_text.docx_paragraphs import Paragraph, Run, with_blanks
from studyapp_text.rtf_state import State, dressed, opened
from studyapp_text.rtf_tables import Tables
from studyapp_text.sources import Lines
from studyapp_text.wordblocks import Gathering

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_ENDS = frozenset((b"par", b"sect", b"page", b"row", b"cell", b"nestcell", b"nestrow"))
_LETTERS = {
    b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_DEEPEST = 500
_LABEL_ENDS = ".．、)）"
_SMALLEST = 16
_OFTEN, _SHARE = 1 << 20, 0.4
"""After so many bytes it tells how far it is, up to this share of the whole reading."""


class _Open(NamedTuple):
    """A paragraph in which a text box begins."""

    number: int
    runs: list[Run]
    labels: list[str]
    pictures: list[bytes]


@dataclass(slots=True)
class _Reading:
    """How far the reading is; ``runs``, ``labels`` and ``pictures`` are those of the paragraph that is open.

    ``count``: of paragraphs; ``number``: that of the open one, if a text box in it has made it known.

    ``anchored``: the paragraphs that text boxes interrupt; ``boxes``: what these hold, which comes behind.
    """

    album: Album
    gathering: Gathering = field(default_factory=Gathering)
    count: int = 0
    number: int = 0
    runs: list[Run] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    state: State = field(default_factory=State)
    outer: list[State] = field(default_factory=list)
    tables: Tables = field(default_factory=Tables)
    anchored: list[_Open] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)
    skip: int = 0
    optional: bool = False
    drawn: bytearray = field(default_factory=bytearray)
    digits: bytearray = field(default_factory=bytearray)
    pictures: list[bytes] = field(default_factory=list)


def lines_of_rtf(source: Source) -> Lines:
    """Return the lines of an RTF file; whatever is broken in it is read as far as it goes."""
    reading = _Reading(Album(source.name))
    at, data, told = 0, source.data, 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        if at >= told:
            source.progress(_SHARE * at / len(data))
            told = at + _OFTEN
        word, number, byte, symbol, brace, text = found.groups()
        if word == b"bin":
            end = at + max(int(number or 0), 0)
            if reading.state.picture:
                reading.drawn += data[at : min(end, at + LARGEST_PICTURE + 1)]
            at = end
        elif word:
            _on_word(reading, word, int(number) if number else None)
        elif brace:
            _on_brace(reading, brace)
        elif symbol == b"*":
            reading.optional = True
        elif symbol:
            _on_symbol(reading, symbol)
        elif byte or text:
            _on_bytes(reading, bytes.fromhex(byte.decode()) if byte else text)
    _flush(reading)
    _end_paragraph(reading)
    reading.gathering.end_table()
    return lines_of_blocks(reading.gathering.blocks, Numbering(), reading.album)


def _end_picture(reading: _Reading) -> None:
    """Take the picture whose group ends, and note where it stands."""
    try:
        reading.drawn += bytes.fromhex(reading.digits[: len(reading.digits) & ~1].decode("ascii"))
    except ValueError:
        reading.drawn.clear()
    reading.pictures.append(bytes(reading.drawn))
    reading.drawn, reading.digits = bytearray(), bytearray()


def _on_brace(reading: _Reading, brace: bytes) -> None:
    _flush(reading)
    reading.skip, reading.optional = 0, False
    if brace == b"{" and len(reading.outer) < _DEEPEST:
        reading.outer.append(reading.state)
    elif brace == b"}" and reading.outer:
        before, reading.state = reading.state, reading.outer.pop()
        if before.picture and not reading.state.picture:
            _end_picture(reading)
        if before.style is not None and before.style != reading.state.style:
            reading.tables.end_style(*before.style, before.marks)
        if before.boxed and not reading.state.boxed:
            _end_box(reading)


def _on_word(reading: _Reading, word: bytes, number: int | None) -> None:
    state = reading.state
    if word == b"u" and number is not None:
        _flush(reading)
        _say(reading, chr(number % 0x10000))
        reading.skip = state.substitutes
        return
    _flush(reading)
    optional, reading.optional = reading.optional, False
    if word in _ENDS:
        _on_end(reading, word)
    elif word in _LETTERS:
        _say(reading, _LETTERS[word])
    elif word == b"uc":
        reading.state = replace(state, substitutes=min(max(number or 0, 0), 16))
    elif word == b"shptxt" and not state.silent:
        _begin_box(reading)
    else:
        found = opened(state, word, optional=optional) or dressed(state, reading.tables, word, number)
        reading.state = found or _with_font(reading, word, number)


def _with_font(reading: _Reading, word: bytes, number: int | None) -> State:
    """Take a word of the tables of fonts and colours, and return what holds behind it."""
    state, tables = reading.state, reading.tables
    if word == b"ansicpg" and number:
        tables.use_code_page(number)
    elif word == b"f" and number is not None:
        tables.font = number
        if not state.fonts:
            return replace(state, page=tables.pages.get(number, ""), font=number)
    elif word == b"fcharset" and state.fonts and number is not None:
        tables.use_character_set(number)
    elif state.colours:
        tables.mix(word, number or 0)
    return state


def _on_symbol(reading: _Reading, symbol: bytes) -> None:
    if symbol in b"\r\n":
        _flush(reading)
        _on_end(reading, b"par")
    else:
        _say(reading, _SYMBOLS.get(symbol, ""))


def _on_end(reading: _Reading, word: bytes) -> None:
    """End a paragraph, and what ends with it."""
    if reading.state.silent:
        return
    is_cell = word == b"cell"
    if word != b"row" or reading.runs or reading.pictures:
        _end_paragraph(reading, is_cell)
    else:
        reading.count += 1
    if reading.state.boxed:
        return  # a table in a text box is read paragraph by paragraph
    if is_cell:
        reading.gathering.end_cell()
    elif word == b"row":
        reading.gathering.end_row()


def _end_paragraph(reading: _Reading, is_cell: bool = False) -> None:
    """End the paragraph that is open; a list's number counts only before text that has none."""
    number, reading.number = reading.number or reading.count + 1, 0
    reading.count = max(reading.count, number)
    label = "".join(reading.labels).strip()
    label = f"{label}．" if label and label[-1] not in _LABEL_ENDS else label
    runs = [Run(_whole(run.text), run.marks) for run in with_blanks(reading.runs)]
    paragraph = Paragraph(number, runs, label=label)
    for data in reading.pictures:
        _take(reading.album, number, data)
    reading.runs, reading.labels, reading.pictures = [], [], []
    if reading.state.boxed:
        reading.boxes.append(paragraph)
        return
    boxes, reading.boxes = reading.boxes, []
    for one in (paragraph, *boxes):
        reading.gathering.paragraph(one, is_cell or reading.state.in_table)


def _begin_box(reading: _Reading) -> None:
    """Put the paragraph that is open aside: a text box begins in it, whose own paragraphs come behind it."""
    if not reading.number:
        reading.count += 1
        reading.number = reading.count
    reading.state = replace(reading.state, boxed=True)
    reading.anchored.append(_Open(reading.number, reading.runs, reading.labels, reading.pictures))
    reading.number, reading.runs, reading.labels, reading.pictures = 0, [], [], []


def _end_box(reading: _Reading) -> None:
    if reading.runs or reading.pictures:
        outer, reading.state = reading.state, replace(reading.state, boxed=True)
        _end_paragraph(reading)
        reading.state = outer
    reading.number, reading.runs, reading.labels, reading.pictures = reading.anchored.pop()


def _whole(text: str) -> str:
    """Join letters that came as two halves of a surrogate pair."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _on_bytes(reading: _Reading, data: bytes) -> None:
    skipped = min(reading.skip, len(data))
    reading.skip -= skipped
    if reading.state.colours:
        reading.tables.end_colours(data)
    if reading.state.fonts:
        reading.tables.name_font(data)
    if reading.state.picture and len(reading.digits) <= 2 * LARGEST_PICTURE:
        reading.digits += data
    if not reading.state.silent:
        reading.pending += data[skipped:]


def _flush(reading: _Reading) -> None:
    """Decode the bytes that have gathered; the two halves of a Chinese letter come as two ``\\'hh``."""
    if reading.pending:
        data, reading.pending = bytes(reading.pending), bytearray()
        _say(reading, reading.tables.decoded(data, reading.state.page, reading.state.font))


def _say(reading: _Reading, text: str) -> None:
    if reading.pending:
        _flush(reading)
    if reading.state.silent or not text:
        return
    if reading.state.listed:
        reading.labels.append(text)
    else:
        text = raised(with_symbols(text, reading.tables.names.get(reading.state.font, "")), reading.state.raised)
        reading.runs.append(Run(text, reading.state.marks | reading.state.of_style))


def _take(album: Album, number: int, data: bytes) -> None:
    form = form_of(data)
    if len(data) < _SMALLEST:
        album.flaws.append(fileflaws.picture_unread(Where(album.file, number, number)))
    else:
        album.add(number, f"{len(album.pictures) + 1}.{form or 'wmf'}", data)
