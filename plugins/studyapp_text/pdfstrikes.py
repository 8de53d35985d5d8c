"""Text on a page of a PDF that a line strikes out: it was deleted by whoever revised the paper, and is no text of it.

A PDF knows no strike-through: there is a thin line, and letters that it runs through. So the letters that lie under
such a line are taken off the page before its text is read; what a line only touches stays, and is named.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium

from studyapp import Flaw, Message, Severity, Where
from studyapp_text.display import clean
from studyapp_text.flaws import short
from studyapp_text.pdfgrids import Rule

_LOW, _HIGH = 0.15, 0.55
"""Shares of a letter's size above its foot: a line there strikes the letter out. An underline runs below it."""

_WHOLE, _PART = 0.85, 0.15
"""Shares of a text's width: a line as long as the first strikes it out, one shorter than the other misses it."""

_MOST = 0.6
"""Where so many texts are struck, they are written on ruled paper."""


class Struck(NamedTuple):
    """The texts of a page that are struck out, and those of which only a part is."""

    whole: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()


_NONE = Struck()


def take_struck(page: pdfium.PdfPage, level: Sequence[Rule]) -> Struck:
    """Take the texts off a page that its level lines strike out, and return what they say."""
    if not level:
        return _NONE
    rules = sorted(level)
    heights = [rule.at for rule in rules]
    texts = 0
    whole: list[object] = []
    partly: list[object] = []
    for drawn, foot, size, (left, right) in _texts(page):
        texts += 1
        begin, end = bisect_left(heights, foot + _LOW * size), bisect_left(heights, foot + _HIGH * size)
        share = _covered(rules[begin:end], left, right)
        if share >= _WHOLE:
            whole.append(drawn)
        elif share > _PART:
            partly.append(drawn)
    if (not whole and not partly) or len(whole) + len(partly) > _MOST * texts:
        return _NONE
    told = Struck(_said(page, whole), _said(page, partly))
    for drawn in whole:
        if pdfium.raw.FPDFPage_RemoveObject(page, drawn):
            pdfium.raw.FPDFPageObj_Destroy(drawn)
    return told


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[object, float, float, tuple[float, float]]]:
    """Yield the texts of a page: each with its foot line, its letters' size, and from where to where it runs."""
    raw = pdfium.raw
    matrix, size = raw.FS_MATRIX(), ctypes.c_float()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        raw.FPDFPageObj_GetMatrix(drawn, matrix)
        raw.FPDFTextObj_GetFontSize(drawn, size)
        raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        if right.value > left.value:
            yield drawn, matrix.f, size.value * abs(matrix.d), (left.value, right.value)


def _covered(rules: Sequence[Rule], left: float, right: float) -> float:
    """Return the share of a stretch that lines cover, those at one height taken together."""
    spans = sorted((max(rule.start, left), min(rule.end, right)) for rule in rules)
    covered, reached = 0.0, left
    for start, end in spans:
        if end > reached:
            covered += end - max(start, reached)
            reached = end
    return covered / (right - left)


def _said(page: pdfium.PdfPage, texts: Sequence[object]) -> tuple[str, ...]:
    """Return what texts of a page say."""
    if not texts:
        return ()
    text_page = page.get_textpage()
    try:
        return tuple(filter(None, (clean(_text(one, text_page)) for one in texts)))
    finally:
        text_page.close()


def _text(drawn: object, text_page: pdfium.PdfTextPage) -> str:
    raw = pdfium.raw
    size = raw.FPDFTextObj_GetText(drawn, text_page, None, 0)
    held = ctypes.create_string_buffer(max(size, 2))
    raw.FPDFTextObj_GetText(drawn, text_page, ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), size)
    return held.raw[: max(size - 2, 0)].decode("utf-16-le", errors="replace")


def flaws_of_struck(file: str, page: int, struck: Struck) -> Iterator[Flaw]:
    """Name what of a page was not read, and what may have to be deleted."""
    where = Where(file, sheet=f"p. {page}")
    if struck.whole:
        text = short("".join(struck.whole))
        why = Message("第 {page} 页划掉的文字“{text}”已当作删除，没有读入。", {"page": page, "text": text})
        yield Flaw(where, Severity.INFO, "struck", why)
    if struck.partly:
        text = short("".join(struck.partly))
        why = Message(
            "第 {page} 页的“{text}”只划掉了一部分，已整段读入。请核对，并在原文件里删去划掉的字。",
            {"page": page, "text": text},
        )
        yield Flaw(where, Severity.WARNING, "struck-partly", why)
