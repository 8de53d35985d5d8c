"""Rich Text Format to lines.

Source: Rich Text Format Specification 1.9.1. Text is ASCII; other letters are ``\\uN`` with a substitute behind it,
or bytes ``\\'hh`` in the code page of their font. Numbers of lists stand in the text as ``\\listtext``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from studyapp import Source, Where
from studyapp_text import flaws
from studyapp_text.album import LARGEST_PICTURE, Album, form_of
from studyapp_text.docx import lines_of_blocks
from studyapp_text.docx_formulas import with_symbols
from studyapp_text.docx_numbering import Numbering
from studyapp_text.docx_paragraphs import Paragraph, Run, hue, with_blanks
from studyapp_text.sources import Lines
from studyapp_text.wordblocks import Gathering

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_SILENT = frozenset(
    b"fonttbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf listtable"
    b" listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore object"
    b" nonshppict fldinst footnote annotation filetbl pgdsctbl pntxta pntxtb pnseclvl objdata blipuid"
    b" wgrffmtfilter".split()
)
"""Destinations that hold no text of the document."""

_ENDS = frozenset((b"par", b"sect", b"page", b"row", b"cell", b"nestcell", b"nestrow"))
_LETTERS = {
    b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_CODE_PAGES = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 204: "cp1251", 161: "cp1253"}
"""Code pages of the character sets of fonts."""

_SYMBOL_SET = 2

_DEEPEST = 500
_SYMBOLIC = "symbols"
"""In place of a code page: the letters are those of a font of symbols, which have private codes."""

_SYMBOL_FONTS = ("Wingdings", "Symbol")
_LABEL_ENDS = ".．、)）"
_NO_MARKS: frozenset[str] = frozenset()
_PARTS = (b"red", b"green", b"blue")
_MOST_COLOURS = 4096
_SMALLEST = 16
_OFTEN, _SHARE = 1 << 20, 0.4
"""After so many bytes it tells how far it is, up to this share of the whole reading."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group: whether text counts, the code page, how many letters stand behind a ``\\uN``."""

    silent: bool = False
    listed: bool = False
    page: str = ""
    substitutes: int = 1
    fonts: bool = False
    colours: bool = False
    picture: bool = False
    font: int = 0
    marks: frozenset[str] = _NO_MARKS
    in_table: bool = False


@dataclass(slots=True)
class _Reading:
    """How far the reading is; ``runs``, ``labels`` and ``pictures`` are those of the paragraph that is open."""

    album: Album
    gathering: Gathering = field(default_factory=Gathering)
    count: int = 0
    runs: list[Run] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    palette: list[str] = field(default_factory=list)
    colour: dict[bytes, int] = field(default_factory=dict)
    default: str = "cp1252"
    font: int = 0
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


def _on_word(reading: _Reading, word: bytes, number: int | None) -> None:
    state = reading.state
    if word == b"u" and number is not None:
        _flush(reading)
        _say(reading, chr(number % 0x10000))
        reading.skip = state.substitutes
        return
    _flush(reading)
    optional, reading.optional = reading.optional, False
    if word == b"pict" and not state.silent:
        reading.state = replace(state, silent=True, picture=True)
    elif word in _ENDS:
        _on_end(reading, word)
    elif word in _LETTERS:
        _say(reading, _LETTERS[word])
    elif word == b"uc":
        reading.state = replace(state, substitutes=min(max(number or 0, 0), 16))
    elif word == b"fonttbl":
        reading.state = replace(state, silent=True, fonts=True)
    elif word == b"colortbl":
        reading.state = replace(state, silent=True, colours=True)
    elif word in (b"listtext", b"pntext"):
        reading.state = replace(state, listed=True)
    elif word == b"deleted":
        reading.state = replace(state, silent=number != 0)
    elif word in _SILENT or (optional and word not in (b"shppict", b"fldrslt")):
        reading.state = replace(state, silent=True, picture=False)
    elif not _on_look(reading, word, number):
        _on_font(reading, word, number)


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
    if is_cell:
        reading.gathering.end_cell()
    elif word == b"row":
        reading.gathering.end_row()


def _end_paragraph(reading: _Reading, is_cell: bool = False) -> None:
    """End the paragraph that is open; a list's number counts only before text that has none."""
    reading.count += 1
    label = "".join(reading.labels).strip()
    label = f"{label}．" if label and label[-1] not in _LABEL_ENDS else label
    runs = [Run(_whole(run.text), run.marks) for run in with_blanks(reading.runs)]
    paragraph = Paragraph(reading.count, runs, label=label)
    for data in reading.pictures:
        _take(reading.album, reading.count, data)
    reading.runs, reading.labels, reading.pictures = [], [], []
    reading.gathering.paragraph(paragraph, is_cell or reading.state.in_table)


def _whole(text: str) -> str:
    """Join letters that came as two halves of a surrogate pair."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _on_look(reading: _Reading, word: bytes, number: int | None) -> bool:
    """Note a word that says how letters look, or that a paragraph is a cell's; False for any other."""
    state = reading.state
    if word in (b"pard", b"intbl"):
        reading.state = replace(state, in_table=word == b"intbl")
    elif word == b"plain":
        reading.state = replace(state, marks=_NO_MARKS)
    elif word == b"b":
        _mark(reading, "bold", "bold" if number != 0 else "")
    elif word.startswith(b"ul") and word != b"ulc":
        _mark(reading, "underline", "underline" if number != 0 and word != b"ulnone" else "")
    elif word == b"cf":
        colour = _colour(reading, number)
        _mark(reading, "red", hue(colour) if colour else "")
    elif word == b"highlight":
        _mark(reading, "highlight", "highlight" if number else "")
    elif word in (b"cb", b"chcbpat"):
        _mark(reading, "highlight", "highlight" if _colour(reading, number) not in ("", "ffffff") else "")
    elif word in (b"red", b"green", b"blue") and state.colours:
        reading.colour[word] = min(max(number or 0, 0), 255)
    else:
        return False
    return True


def _colour(reading: _Reading, number: int | None) -> str:
    """Return an entry of the table of colours in hexadecimal digits, empty for the automatic one."""
    return reading.palette[number] if number is not None and 0 <= number < len(reading.palette) else ""


def _mark(reading: _Reading, kind: str, mark: str) -> None:
    kinds = {"red", "colour"} if kind == "red" else {kind}
    reading.state = replace(reading.state, marks=frozenset({*(reading.state.marks - kinds), mark} - {""}))


def _on_font(reading: _Reading, word: bytes, number: int | None) -> None:
    state = reading.state
    if word == b"ansicpg" and number:
        reading.default = "gb18030" if number == 936 else f"cp{number}"
    elif word == b"f" and number is not None:
        reading.font = number
        if not state.fonts:
            reading.state = replace(state, page=reading.pages.get(number, ""), font=number)
    elif word == b"fcharset" and state.fonts and number in _CODE_PAGES and number:
        reading.pages[reading.font] = _CODE_PAGES[number]
    elif word == b"fcharset" and state.fonts and number == _SYMBOL_SET:
        reading.pages[reading.font] = _SYMBOLIC


def _on_bytes(reading: _Reading, data: bytes) -> None:
    skipped = min(reading.skip, len(data))
    reading.skip -= skipped
    if reading.state.colours:
        for _ in range(min(data.count(b";"), _MOST_COLOURS - len(reading.palette))):
            reading.palette.append(
                bytes(reading.colour.get(part, 0) for part in _PARTS).hex() if reading.colour else ""
            )
            reading.colour = {}
    if reading.state.fonts:
        reading.names.setdefault(reading.font, data.decode("ascii", errors="replace").strip("; "))
    if reading.state.picture and len(reading.digits) <= 2 * LARGEST_PICTURE:
        reading.digits += data
    if not reading.state.silent:
        reading.pending += data[skipped:]


def _flush(reading: _Reading) -> None:
    """Decode the bytes that have gathered; the two halves of a Chinese letter come as two ``\\'hh``."""
    if reading.pending:
        data, reading.pending = bytes(reading.pending), bytearray()
        page = reading.state.page or reading.default
        if page == _SYMBOLIC:
            named = reading.names.get(reading.state.font, "").startswith(_SYMBOL_FONTS)
            text = "".join(chr(0xF000 + byte) for byte in data) if named else data.decode("cp1252", errors="replace")
        else:
            text = _decoded(data, page)
        _say(reading, text)


def _decoded(data: bytes, page: str) -> str:
    try:
        return data.decode(page, errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _say(reading: _Reading, text: str) -> None:
    if reading.pending:
        _flush(reading)
    if reading.state.silent or not text:
        return
    if reading.state.listed:
        reading.labels.append(text)
    else:
        text = with_symbols(text, reading.names.get(reading.state.font, ""))
        reading.runs.append(Run(text, reading.state.marks))


def _take(album: Album, number: int, data: bytes) -> None:
    form = form_of(data)
    if len(data) < _SMALLEST:
        album.flaws.append(flaws.picture_unread(Where(album.file, number, number)))
    else:
        album.add(number, f"{len(album.pictures) + 1}.{form or 'wmf'}", data)
