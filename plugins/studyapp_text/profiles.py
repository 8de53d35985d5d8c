"""Other ways to take the lines of a file, for the case that the usual one leaves errors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from studyapp import Deck, Message
from studyapp_text.display import clean
from studyapp_text.glued import unglued
from studyapp_text.layouts import BLOCKS, COLUMNS, GLUED, PAGES
from studyapp_text.lexers import classify
from studyapp_text.tablerows import columns_of, guessed_columns, question_lines
from studyapp_text.tokens import Mark

Rows = tuple[tuple[int, str], ...]


class Profile(NamedTuple):
    """A way to take lines: its name, and what makes of a file's lines those of exam text; None where it cannot be."""

    layout: Message
    rows: Callable[[Rows], Rows | None]


_SEPARATORS = ("|||", "\t", "|", ",", "，")
_SAMPLE = 400
_MOST = 0.8
_LONE = re.compile(r"\d{1,9}$")
_LABELLED = (Mark.FIELD, Mark.OPTION)


def _columns(rows: Rows) -> Rows | None:
    """Take each line for the row of a table."""
    texts = [text for _, text in rows if text.strip()]
    separator = _separator(texts[:_SAMPLE])
    if not separator:
        return None
    table = [_cells(text, separator) for text in texts]
    columns = columns_of(table) or guessed_columns(table)
    if columns is None or not columns.has_questions:
        return None
    found: list[tuple[int, str]] = []
    lines = [(number, text) for number, text in rows if text.strip()]
    for index, ((number, text), cells) in enumerate(zip(lines, table, strict=True)):
        if index <= columns.head or columns.is_head(cells) or len(cells) * 2 < len(columns.holds):
            found.append((number, text))
        else:
            found += [(number, line) for line in question_lines(cells, columns, index - columns.head)]
    return tuple(found)


def _cells(text: str, separator: str) -> list[str]:
    """Cut a line into its cells; bars may also stand around it."""
    text = text.strip("\r\n")
    if separator == "|" and text.strip()[:1] == "|":
        text = text.strip().strip("|")
    return [clean(cell) for cell in text.split(separator)]


def _separator(texts: list[str]) -> str:
    """Return the separator that nearly all lines have the same number of; empty where there is none."""
    for separator in _SEPARATORS:
        counts = Counter(len(_cells(text, separator)) - 1 for text in texts)
        if counts:
            usual, times = counts.most_common(1)[0]
            if usual >= 2 and times >= max(2, _MOST * len(texts)):
                return separator
    return ""


def _blocks(rows: Rows) -> Rows | None:
    """Take lines between empty ones for a question each, and number those that have an answer or options."""
    blocks: list[list[tuple[int, str]]] = [[]]
    for number, text in rows:
        if text.strip():
            blocks[-1].append((number, text))
        elif blocks[-1]:
            blocks.append([])
    found: list[tuple[int, str]] = []
    count = numbered = 0
    ended = False
    for block in blocks:
        if not block:
            continue
        marks = [classify(number, clean(text) or " ").mark for number, text in block]
        numbered += Mark.NUMBER in marks
        if marks[0] in (Mark.TEXT, Mark.BULLET) and any(mark in _LABELLED for mark in marks[1:]):
            count += 1
            first, text = block[0]
            found += [(first, f"{count}．{text.lstrip()}"), *block[1:]]
        elif marks[0] is Mark.OPTION and Mark.FIELD in marks and ended:
            count += 1
            found += [(block[0][0], f"{count}．"), *block]
        else:
            found += block
        ended = Mark.FIELD in marks
    return tuple(found) if count > 1 and count > numbered else None


def _pages(rows: Rows) -> Rows | None:
    """Take numbers that stand alone on a line for those of pages, if they count up as pages do."""
    lone = [int(shown) for _, text in rows if _LONE.match(shown := clean(text))]
    steps = sum(after == before + 1 for before, after in pairwise(lone))
    if not lone or steps < _MOST * (len(lone) - 1):
        return None
    return tuple((number, f"- {clean(text)} -" if _LONE.match(clean(text)) else text) for number, text in rows)


PROFILES = (
    Profile(COLUMNS, _columns),
    Profile(BLOCKS, _blocks),
    Profile(PAGES, _pages),
    Profile(GLUED, unglued),
)
"""What else can be tried, the likeliest first."""


def header_rows(rows: Rows, deck: Deck) -> list[str]:
    """Return the lines that name the columns, where lines were read as the rows of a table."""
    if not deck.readings or deck.readings[0].layout is not COLUMNS:
        return []
    texts = [text for _, text in rows if text.strip()]
    separator = _separator(texts[:_SAMPLE])
    columns = columns_of([_cells(text, separator) for text in texts[:_SAMPLE]])
    return texts[: columns.head + 1] if columns is not None else []
