"""The letters of a PDF page where they stand, line by line: for what the order of its text does not tell."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium

from studyapp_text.display import clean

_SAME_LINE = 0.4
"""A share of a letter's size: feet that differ by less stand on one line."""

_SPACE = 0.25
"""A gap of that share of a letter's size between two words of Latin letters is a space."""


class Letter(NamedTuple):
    """A letter: where it stands from the left and how far it reaches, its foot, its size."""

    left: float
    right: float
    foot: float
    size: float
    shown: str


@dataclass(slots=True)
class TextLine:
    """What stands at one height of a page, from left to right."""

    foot: float
    size: float
    letters: list[Letter] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return said(self.letters)

    @property
    def bare(self) -> str:
        """What it says, spaces aside."""
        return "".join(letter.shown for letter in self.letters)

    def words(self, gap: float) -> list[list[Letter]]:
        """Cut it where nothing stands for so many times a letter's size."""
        words: list[list[Letter]] = []
        for letter in self.letters:
            if words and letter.left - words[-1][-1].right < gap * self.size:
                words[-1].append(letter)
            else:
                words.append([letter])
        return words


def said(letters: list[Letter]) -> str:
    """Return what letters of a line say, with spaces where there is room for one."""
    text = ""
    reached = 0.0
    for letter in letters:
        if text and letter.left - reached > _SPACE * letter.size and (text[-1].isascii() or letter.shown.isascii()):
            text += " "
        text += letter.shown
        reached = letter.right
    return text


def text_lines(text_page: pdfium.PdfTextPage) -> list[TextLine]:
    """Return the lines of a page from above."""
    lines: list[TextLine] = []
    for letter in sorted(_letters(text_page), key=lambda one: -one.foot):
        if not lines or lines[-1].foot - letter.foot > _SAME_LINE * min(lines[-1].size, letter.size):
            lines.append(TextLine(letter.foot, letter.size))
        lines[-1].letters.append(letter)
        lines[-1].size = max(lines[-1].size, letter.size)
    for line in lines:
        line.letters.sort(key=lambda one: one.left)
    return lines


def _letters(text_page: pdfium.PdfTextPage) -> list[Letter]:
    raw = pdfium.raw
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    found: list[Letter] = []
    for at in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, at)
        shown = "-" if code in (0xFFFE, 2) else "".join(clean(chr(code)).split())
        if not shown or not raw.FPDFText_GetLooseCharBox(text_page, at, box):
            continue
        raw.FPDFText_GetCharOrigin(text_page, at, x, y)
        found.append(Letter(box.left, box.right, y.value, max(box.top - box.bottom, 1.0), shown))
    return found
