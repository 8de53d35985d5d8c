"""Rich Text Format to lines: the letters of a document, without its looks.

Source: Rich Text Format Specification 1.9.1. Text is ASCII; other letters are ``\\uN`` with a substitute behind it,
or bytes ``\\'hh`` in the code page of their font. Numbers of lists stand in the text as ``\\listtext``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from studyapp import Flaw, Source
from studyapp_text import flaws
from studyapp_text.decoding import LONGEST_LINE
from studyapp_text.docx_numbering import is_labelled
from studyapp_text.sources import Lines

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)
_SILENT = frozenset(
    b"fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf listtable"
    b" listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore object"
    b" fldinst footnote annotation filetbl pgdsctbl pntxta pntxtb pnseclvl objdata blipuid wgrffmtfilter".split()
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


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group: whether text counts, the code page, how many letters stand behind a ``\\uN``."""

    silent: bool = False
    listed: bool = False
    page: str = ""
    substitutes: int = 1
    fonts: bool = False


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
    pictures: int = 0


def lines_of_rtf(source: Source) -> Lines:
    """Return the lines of an RTF file; whatever is broken in it is read as far as it goes."""
    reading = _Reading()
    at, data = 0, source.data
    while found := _TOKEN.match(data, at):
        at = found.end()
        word, number, byte, symbol, brace, text = found.groups()
        if word == b"bin":
            at += max(int(number or 0), 0)
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


def _on_brace(reading: _Reading, brace: bytes) -> None:
    _flush(reading)
    reading.skip, reading.optional = 0, False
    if brace == b"{" and len(reading.outer) < _DEEPEST:
        reading.outer.append(reading.state)
    elif brace == b"}" and reading.outer:
        before, reading.state = reading.state, reading.outer.pop()
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
        reading.pictures += 1
    if word in _BREAKS:
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
        reading.state = replace(state, silent=True)
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
        (reading.labels if reading.state.listed else reading.text).append(text)


def _lines(text: str, pictures: int, file: str) -> Lines:
    """Number the paragraphs; a list's number counts only before text that has none."""
    text = text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
    rows: list[tuple[int, str]] = []
    found: list[Flaw] = [flaws.pictures_unread(file, pictures)] if pictures else []
    for number, paragraph in enumerate(text.split("\r"), 1):
        first, _, rest = paragraph.partition("\x00")
        label, _, rest = rest.partition("\x00")
        shown = f"{first}{rest}".replace("\x00", "")
        if label and shown.strip() and not is_labelled(shown):
            shown = f"{label}{shown.lstrip()}" if label[-1] in ".．、)）" else f"{label}．{shown.lstrip()}"
        if len(shown) > LONGEST_LINE:
            found.append(flaws.line_too_long(file, number, len(shown)))
        else:
            rows.append((number, shown))
    return Lines(tuple(rows), tuple(found))
