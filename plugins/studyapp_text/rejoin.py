"""Lines that end only because the page does: put together again, Chinese without a space, words with one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

from studyapp_text.lexers import classify
from studyapp_text.places import Row
from studyapp_text.tokens import Mark

_FULL = 0.92
"""How far a line must reach, as a share of the widest, to have been broken by the margin."""

_NARROWEST, _NARROW = 24, 44
"""In columns: where no line is wider than twelve characters, none was broken by the margin; where none is much wider
than twenty, several must reach as far to show that there is one.
"""

_SEVERAL = 3

_TOLERATED = 0.005
"""Of the lines, so many may be wider than what counts as the widest: drawings, one page in landscape."""

_FIRST_WORD = re.compile(r"[!-~]{1,40}|.", re.S)
_ENDS = frozenset("。！？!?")
_LETTERS = frozenset("ABCDEFGH")
_LABEL_LAST = re.compile(r"\S\s+[B-HＢ-Ｈ][.．、]$")
"""The letter of an option whose text had no room behind it."""

_WEAK_NUMBERS = ("bare", "tight")
_WEAK_OPTIONS = ("glued", "spaced")
_WORD = re.compile(r"[A-Za-z0-9,.;:)\]%]$")


def rejoin(rows: list[Row]) -> list[Row]:
    """Return rows with those joined that the right margin had cut apart."""
    widths = [_width(row.text) for row in rows]
    widest = sorted(widths, reverse=True)[int(len(widths) * _TOLERATED)] if widths else 0
    if widest < _NARROWEST or (widest < _NARROW and sum(width >= widest * _FULL for width in widths) < _SEVERAL):
        return rows
    bare = _bare_numbers_count(rows)
    joined: list[Row] = []
    for index, row in enumerate(rows):
        if joined and (
            (_goes_on(widths[index - 1], row.text, widest * _FULL, bare) and not _asks(joined[-1].text, rows[index:]))
            or (_LABEL_LAST.search(joined[-1].text) is not None and is_rest(row.text))
        ):
            before = joined[-1]
            pictures = before.pictures + row.pictures
            joined[-1] = Row(glue(before.text, row.text), before.first, row.last, before.page, pictures)
        else:
            joined.append(row)
    return joined


def _asks(before: str, rows: list[Row]) -> bool:
    """Say whether a line behind a whole sentence is a prompt without a number: options follow it, a field precedes."""
    if before[-1:] not in _ENDS or len(rows) < 2 or rows[1].text[:1] not in "AＡ":
        return False
    option = classify(0, rows[1].text)
    is_first = option.mark is Mark.OPTION and option.label == "A" and option.style == "strong"
    return is_first and classify(0, before).mark is Mark.FIELD


def _width(text: str) -> int:
    """Return the columns that a text takes, two for a Chinese character."""
    return len(text) if text.isascii() else sum(2 if character > "\u2e7f" else _narrow(character) for character in text)


def _narrow(character: str) -> int:
    return 1 if character < "\u0300" or east_asian_width(character) == "N" else 2


def _goes_on(before: int, text: str, full: float, bare: bool) -> bool:
    """Say whether a line is the rest of the one before it: there was no room for its first word."""
    word = _FIRST_WORD.match(text)
    if before < full * 0.8 or before + _width(word.group() if word else "") < full:
        return False
    return is_rest(text, bare=bare)


def is_rest(text: str, *, bare: bool = False) -> bool:
    """Say whether a line can be the rest of another; ``bare``: numbers without a mark count the questions."""
    token = classify(0, text)
    if token.mark is Mark.NUMBER:
        return token.style in _WEAK_NUMBERS and not bare
    if token.mark is Mark.OPTION:
        return token.style in _WEAK_OPTIONS and token.label != "A"
    return (token.mark is Mark.TEXT and text not in _LETTERS) or token.mark is Mark.LONE


def _bare_numbers_count(rows: Iterable[Row]) -> bool:
    """Say whether numbers without a mark behind them count this file's questions."""
    styles = [token.style for token in (classify(0, row.text) for row in rows if row.text[0].isdigit()) if token.style]
    return 2 * sum(style in _WEAK_NUMBERS for style in styles) > len(styles)


def glue(before: str, after: str) -> str:
    """Return two lines as one: between words of letters a space, unless a hyphen parted one word."""
    if before.endswith("-") and after[:1].islower() and before[-2:-1].isalpha():
        return before[:-1] + after
    space = " " if _WORD.search(before) and after[0].isascii() and after[0].isalnum() else ""
    return before + space + after
