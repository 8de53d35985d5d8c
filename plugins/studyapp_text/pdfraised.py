"""Digits that stand above or below the line of a PDF: the file says only where and how large they are.

pdfium reads them as plain digits, at times as a line of their own: 10³ would be 103, or an option “10” and a page
number. Only pages are looked at that have a digit smaller than what stands before it.
"""

from __future__ import annotations

import ctypes
import re

import pypdfium2 as pdfium

from studyapp_text.docx_formulas import raised

_SMALL = 0.85
"""A share of the size of what stands before it: a raised digit is smaller."""

_ABOVE, _BELOW = 0.18, -0.06
"""Shares of the size of what stands before it: how much higher or lower its foot is."""

_NEAR = 0.6
_BEHIND = re.compile(r"[A-Za-z0-9)）\]](?=(\s{0,3})[0-9])")
_GAPS = frozenset(" \r\n\t\u00a0\u3000\ufffe\x00\x02")


def may_have_raised(text_page: pdfium.PdfTextPage) -> bool:
    """Say whether some digit of a page is smaller than the letter or digit before it."""
    size_of = pdfium.raw.FPDFText_GetFontSize
    last, size = -1, 0.0
    for found in _BEHIND.finditer(text_page.get_text_range()):
        if found.start() != last:
            size = size_of(text_page, found.start())
        last = found.end(1)
        before, size = size, size_of(text_page, last)
        if 0 < size < _SMALL * before:
            return True
    return False


def with_raised(text_page: pdfium.PdfTextPage, text: str) -> str:
    """Return the text of a page with its raised digits as such, on the lines that they belong to."""
    found = _raised(text_page)
    if not found:
        return text
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if letter not in _GAPS]
    ordinal = -1
    shown: dict[int, str] = {}
    for at in range(text_page.count_chars()):
        letter = chr(pdfium.raw.FPDFText_GetUnicode(text_page, at))
        if letter in _GAPS:
            continue
        ordinal += 1
        if ordinal >= len(places) or letters[places[ordinal]] != letter:
            return text  # the text is not told in the order of its letters
        if at in found:
            shown[places[ordinal]] = found[at]
    for place, letter in shown.items():
        letters[place] = letter
        before = place - 1
        while before >= 0 and letters[before] in "\r\n":
            letters[before] = ""
            before -= 1
    return "".join(letters)


def _raised(text_page: pdfium.PdfTextPage) -> dict[int, str]:
    """Return what the raised and lowered digits of a page are, by their indexes."""
    raw = pdfium.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    found: dict[int, str] = {}
    foot, size, right, how = 0.0, 0.0, 0.0, ""
    for at in range(text_page.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text_page, at))
        if letter in _GAPS or not raw.FPDFText_GetLooseCharBox(text_page, at, box):
            continue
        raw.FPDFText_GetCharOrigin(text_page, at, x, y)
        height = box.top - box.bottom
        is_near = abs(box.left - right) < _NEAR * size and height < _SMALL * size
        rise = (y.value - foot) / size if is_near else 0.0
        how = "superscript" if rise > _ABOVE else "subscript" if rise < _BELOW else ""
        told = raised(letter, how)
        if told != letter:
            found[at] = told
            right = box.right
        else:  # what stands beside it is measured by the last letter on the line
            foot, size, right = y.value, height, box.right
    return found
