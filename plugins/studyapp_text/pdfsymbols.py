"""Letters of symbol fonts in a PDF: ticks, crosses and boxes that the file knows only by private codes.

Source: the PDFs that Word writes give a letter of Wingdings the code U+F000 and its place in the font, others its
plain place, so that a tick reads “ü” or “P”. Which font it is tells the file, if anything does.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from types import MappingProxyType

import pypdfium2 as pdfium

from studyapp_text.docx_formulas import symbol

_PRIVATE = range(0xF020, 0xF100)
_SUSPECT = re.compile("[\uf020-\uf0ff\u00a3\u00a8\u00fb-\u00fe]|[(（]\\s?[OPQRSTacr]\\s?[)）]")
"""Private codes, letters that no Chinese text has, and a Latin one alone in brackets: a tick in the right font."""

_ALONE = re.compile("([(（]\\s?)([OPQRSTacr])(?=\\s?[)）])")
_WINGDINGS = {0x71: "□", 0x76: "❖", 0xA7: "▪", 0xB2: "◇", 0xDF: "←", 0xF0: "→", 0x51: "×", 0x53: "☒", 0xA3: "□"}
"""What Wingdings and Wingdings 2 have besides what Word documents are read by."""

_BULLET = 0xB7
"""A dot before an item of a list, whatever the font is called that has it."""

_WEBDINGS = {0x61: "√", 0x72: "×", 0x63: "□", 0x67: "■"}
_ZAPF = {0x33: "√", 0x34: "√", 0x35: "×", 0x36: "×", 0x37: "×", 0x38: "×", 0x6F: "□", 0x6E: "■", 0x6C: "●"}

Symbols = Mapping[int, str]
"""What letters of a page stand for, by their codes; those below U+0080 only where they are alone in brackets."""

NONE: Symbols = MappingProxyType({})


def symbols_of(text_page: pdfium.PdfTextPage, text: str) -> Symbols:
    """Return what the symbols of a page are; none where its text has no letter that may be one."""
    if not _SUSPECT.search(text):
        return NONE
    wanted = {ord(letter) for found in _SUSPECT.findall(text) for letter in found if not letter.isspace()}
    raw = pdfium.raw
    name = ctypes.create_string_buffer(200)
    found: dict[int, str] = {}
    for at in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if code not in wanted or code in found or chr(code) in "()（）":
            continue
        name.value = b""
        raw.FPDFText_GetFontInfo(text_page, at, name, len(name), ctypes.c_int())
        if shown := _shown(code, name.value.decode("ascii", errors="replace")):
            found[code] = shown
    return found


def _shown(code: int, font: str) -> str:
    """Return what a code of a font shows; empty where it is what it seems."""
    font = font.rpartition("+")[2]
    place = code & 0xFF
    if "Webdings" in font:
        return _WEBDINGS.get(place, "")
    if "Dingbats" in font and code < 0x100:
        return _ZAPF.get(place, "")
    if font.startswith("Symbol"):
        return symbol(0xF000 + place, "Symbol") if code in _PRIVATE else ""
    if "Wingdings" in font or code in _PRIVATE:  # where the font is not named, it is the one that papers tick with
        return symbol(0xF000 + place, "Wingdings") or _WINGDINGS.get(place, "•" if place == _BULLET else "")
    return ""


def with_symbols(text: str, symbols: Symbols) -> str:
    """Return a text of a page with its symbols as the characters that they show."""
    if not symbols:
        return text
    text = _ALONE.sub(lambda found: found.group(1) + symbols.get(ord(found.group(2)), found.group(2)), text)
    return text.translate({code: shown for code, shown in symbols.items() if code > 0x7F})
