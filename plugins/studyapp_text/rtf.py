"""Rich Text Format to lines: the letters of a document, without its looks.

Source: Rich Text Format Specification 1.9.1. Text is ASCII; other letters are ``\\uN`` with a substitute behind it,
or bytes ``\\'hh`` in the code page of their font. Numbers of lists stand in the text as ``\\listtext``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice

from studyapp import Flaw, Source, Where
from studyapp_text import flaws
from studyapp_text.album import LARGEST_PICTURE, Album, form_of
from studyapp_text.decoding import LONGEST_LINE
from studyapp_text.docx_numbering import is_labelled
from studyapp_text.sources import Lines

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf listtable"
    b" listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore object"
    b" nonshppict fldinst footnote annotation filetbl pgdsctbl pntxta pntxtb pnseclvl objdata blipuid"
    b" wgrffmtfilter".split()
)
"""Destinations that hold no text of the document."""

_BREAKS = {
    b"par": "\r", b"sect": "\r", b"page": "\r", b"row": "\r", b"cell": "\r", b"nestcell": "\r", b"nestrow": "\r",
    b"line": "\n", b"tab": "\t", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\r", b"\r": "\r"}
_CODE_PAGES = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 204: "cp1251", 161: "cp1253"}
"""Code pages of the character sets of fonts."""

_DEEPEST = 500
_PICTURE = "\x01"
"""Stands in the text where a picture does; no text of RTF holds it."""

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
    picture: bool = False


@dataclass(slots=True)
class _Reading:
    """How far the reading is."""

    text: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    state: _State = field(default_factory=_State)
    outer: list[_State] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)
    default: str = "cp1252"
    font: int = 0
    skip: int = 0
    optional: bool = False
    drawn: bytearray = field(default_factory=bytearray)
    digits: bytearray = field(default_factory=bytearray)
    pictures: list[bytes] = field(default_factory=list)


def lines_of_rtf(source: Source) -> Lines:
    """Return the lines of an RTF file; whatever is broken in it is read as far as it goes."""
    reading = _Reading()
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
            _say(reading, _SYMBOLS.get(symbol, ""))
        elif byte or text:
            _on_bytes(reading, bytes.fromhex(byte.decode()) if byte else text)
    _flush(reading)
    return _lines("".join(reading.text), reading.pictures, source.name)


def _end_picture(reading: _Reading) -> None:
    """Take the picture whose group ends, and note where it stands."""
    try:
        reading.drawn += bytes.fromhex(reading.digits[: len(reading.digits) & ~1].decode("ascii"))
    except ValueError:
        reading.drawn.clear()
    reading.pictures.append(bytes(reading.drawn))
    reading.drawn, reading.digits = bytearray(), bytearray()
    reading.text.append(_PICTURE)


def _on_brace(reading: _Reading, brace: bytes) -> None:
    _flush(reading)
    reading.skip, reading.optional = 0, False
    if brace == b"{" and len(reading.outer) < _DEEPEST:
        reading.outer.append(reading.state)
    elif brace == b"}" and reading.outer:
        before, reading.state = reading.state, reading.outer.pop()
        if before.picture and not reading.state.picture:
            _end_picture(reading)
        if before.listed and not reading.state.listed:
            reading.text.append("\x00" + "".join(reading.labels).strip() + "\x00")
            reading.labels.clear()


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
    elif word in _BREAKS:
        _say(reading, _BREAKS[word])
    elif word == b"uc":
        reading.state = replace(state, substitutes=min(max(number or 0, 0), 16))
    elif word == b"fonttbl":
        reading.state = replace(state, silent=True, fonts=True)
    elif word in (b"listtext", b"pntext"):
        reading.state = replace(state, listed=True)
    elif word == b"deleted":
        reading.state = replace(state, silent=number != 0)
    elif word in _SILENT or (optional and word not in (b"shppict", b"fldrslt")):
        reading.state = replace(state, silent=True, picture=False)
    else:
        _on_font(reading, word, number)


def _on_font(reading: _Reading, word: bytes, number: int | None) -> None:
    state = reading.state
    if word == b"ansicpg" and number:
        reading.default = "gb18030" if number == 936 else f"cp{number}"
    elif word == b"f" and number is not None:
        reading.font = number
        if not state.fonts:
            reading.state = replace(state, page=reading.pages.get(number, ""))
    elif word == b"fcharset" and state.fonts and number in _CODE_PAGES and number:
        reading.pages[reading.font] = _CODE_PAGES[number]


def _on_bytes(reading: _Reading, data: bytes) -> None:
    skipped = min(reading.skip, len(data))
    reading.skip -= skipped
    if reading.state.picture and len(reading.digits) <= 2 * LARGEST_PICTURE:
        reading.digits += data
    if not reading.state.silent:
        reading.pending += data[skipped:]


def _flush(reading: _Reading) -> None:
    """Decode the bytes that have gathered; the two halves of a Chinese letter come as two ``\\'hh``."""
    if reading.pending:
        data, reading.pending = bytes(reading.pending), bytearray()
        try:
            text = data.decode(reading.state.page or reading.default, errors="replace")
        except LookupError:
            text = data.decode("cp1252", errors="replace")
        _say(reading, text)


def _say(reading: _Reading, text: str) -> None:
    if reading.pending:
        _flush(reading)
    if not reading.state.silent:
        (reading.labels if reading.state.listed else reading.text).append(text.replace(_PICTURE, ""))


def _lines(text: str, pictures: list[bytes], file: str) -> Lines:
    """Number the paragraphs; a list's number counts only before text that has none."""
    text = text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    rows: list[tuple[int, str]] = []
    found: list[Flaw] = []
    album = Album(file)
    left = iter(pictures)
    for number, paragraph in enumerate(text.split("\r"), 1):
        for data in islice(left, paragraph.count(_PICTURE)):
            _take(album, number, data)
        first, _, rest = paragraph.replace(_PICTURE, "").partition("\x00")
        label, _, rest = rest.partition("\x00")
        shown = f"{first}{rest}".replace("\x00", "")
        if label and shown.strip() and not is_labelled(shown):
            shown = f"{label}{shown.lstrip()}" if label[-1] in ".．、)）" else f"{label}．{shown.lstrip()}"
        if len(shown) > LONGEST_LINE:
            found.append(flaws.line_too_long(file, number, len(shown)))
        else:
            rows.append((number, shown))
    told = (*album.flaws, *found)
    return Lines(album.named(tuple(rows)), told, tuple(album.pictures), files=album.files)


def _take(album: Album, number: int, data: bytes) -> None:
    form = form_of(data)
    if len(data) < _SMALLEST:
        album.flaws.append(flaws.picture_unread(Where(album.file, number, number)))
    else:
        album.add(number, f"{len(album.pictures) + 1}.{form or 'wmf'}", data)
