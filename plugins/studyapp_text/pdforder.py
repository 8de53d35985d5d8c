"""Text that a PDF tells last though it stands higher on its page: what text boxes hold.

Only the end of a page's text is looked at, which is where programs write such boxes. It belongs where it stands, unless
something stands beside it: then it is the head of a column.
"""

from __future__ import annotations

import ctypes
from typing import NamedTuple

import pypdfium2 as pdfium

_FURTHEST = 120
"""How many letters a text box at the end may have."""

_HIGHER = 2.0
"""In sizes of a letter: what stands so much higher than what is told before it is out of order."""

_STEP = 3
_LEAST = 8.0
"""In points: lines that differ by less follow each other."""

_MARGIN = 0.08
"""The share of a page, above and below, that its furniture stands in."""

_GAPS = frozenset(" \r\n\t\u00a0\u3000\ufffe\x00\x02")


class _Letter(NamedTuple):
    shown: str
    foot: float
    size: float


def in_order(text_page: pdfium.PdfTextPage, text: str, height: float) -> str:
    """Return the text of a page with what it tells last where that stands."""
    start = _start(text_page, height)
    if start is None:
        return text
    letters = [_letter(text_page, at) for at in range(text_page.count_chars())]
    tail = sum(letter.shown not in _GAPS for letter in letters[:start])
    told = [letter for letter in letters if letter.shown not in _GAPS]
    body, box = told[:tail], told[tail:]
    if any(abs(one.foot - other.foot) < other.size for one in body for other in box):
        return text
    lines = text.splitlines(keepends=True)
    feet: list[float] = []
    at = 0
    for line in lines:
        shown = [letter for letter in line if letter not in _GAPS]
        if [letter.shown for letter in told[at : at + len(shown)]] != shown:
            return text  # the text is not told in the order of its letters
        feet.append(told[at].foot if shown else -1.0)
        if at < tail < at + len(shown):
            return text
        at += len(shown)
    first = next((index for index in range(len(lines)) if sum(map(_count, lines[:index])) == tail), len(lines))
    place = next((index for index, foot in enumerate(feet[:first]) if 0 <= foot < box[0].foot), first)
    moved = [line if line.endswith("\n") else f"{line}\r\n" for line in lines[first:]]
    return "".join([*lines[:place], *moved, *lines[place:first]])


def _start(text_page: pdfium.PdfTextPage, height: float) -> int | None:
    """Return the letter that begins what is out of order at the end of a page; None where nothing is."""
    return _walk(text_page, height, 1) if _walk(text_page, height, _STEP) is not None else None


def _walk(text_page: pdfium.PdfTextPage, height: float, step: int) -> int | None:
    """Go back from the end of a page, so many letters at once, until one stands much lower than those behind it."""
    raw, handle = pdfium.raw, text_page.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    count = text_page.count_chars()
    after: float | None = None
    for at in range(count - 1, max(count - _FURTHEST, 0), -step):
        if raw.FPDFText_IsGenerated(handle, at) == 1:  # a space or the end of a line, which stands nowhere
            continue
        raw.FPDFText_GetCharOrigin(handle, at, x, y)
        rise = after - y.value if after is not None else 0.0
        if abs(rise) > _LEAST and abs(rise) > _HIGHER * raw.FPDFText_GetFontSize(handle, at):
            is_higher = rise > 0 and after is not None and _MARGIN * height < after < (1 - _MARGIN) * height
            return at + 1 if is_higher else None  # where it goes on below, nothing is out of order so far
        after = y.value
    return None


def _letter(text_page: pdfium.PdfTextPage, at: int) -> _Letter:
    raw = pdfium.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, at, x, y)
    return _Letter(chr(raw.FPDFText_GetUnicode(text_page, at)), y.value, raw.FPDFText_GetFontSize(text_page, at))


def _count(line: str) -> int:
    return sum(letter not in _GAPS for letter in line)
