"""The rows of text that a page of HTML shows: its block elements, list items and rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

from studyapp_text.docx_formulas import raised, with_symbols
from studyapp_text.htmllists import List, needs_marker
from studyapp_text.htmlmarks import Look, look_of, runs_of
from studyapp_text.htmltables import HtmlTable
from studyapp_text.htmltags import (
    BLOCKS,
    FURNITURE,
    LISTS,
    NO_TEXT,
    OWN_ANSWER,
    QUESTION,
    QUESTIONS,
    RIGHT_ANSWER,
    ROW_ENDS,
    VOID,
)
from studyapp_text.places import Row

_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(" {2,}")
_TEXT_FOLLOWS = ":"
"""Behind the letter of a right answer its option's text may stand, ``A`` and ``:甲;``."""

_NUMBER_ALONE = re.compile(r"\d{1,4}\s?[.．、]?$")
_LETTERS = frozenset("ABCDEFGH")
_ADDRESSES = ("data-original", "data-src", "src")
_ICON = 24
"""A picture that is no wider or higher is a mark of the page."""

_SAME_ROW, _NEXT_CELL, _NEXT_ROW = range(3)


class Shown(NamedTuple):
    """What a page shows, and how many of its elements hold no text of a question.

    ``dropped``: scripts, styles, navigation. ``own``: what the student had answered. ``unclosed``: an element without
    an end swallowed the rest. ``heads``: first and last line of the rows that name the columns of a bank. ``strays``:
    pictures outside every question. ``struck``: words that are struck out, each with its line.
    """

    rows: list[Row]
    dropped: int
    own: int
    unclosed: bool
    heads: list[tuple[int, int]]
    strays: int
    struck: list[tuple[int, str]]


def rows_of(text: str) -> Shown:
    """Return the rows of a page; an unclosed navigation does not hide what follows it."""
    shown = _walk(text, FURNITURE)
    return _walk(text, NO_TEXT) if shown.unclosed else shown


def _walk(text: str, silent: frozenset[str]) -> Shown:
    page = _Page(silent)
    page.feed(text)
    page.close()
    page.end()
    return Shown(page.rows, page.dropped, page.own, page.is_silent, page.heads, page.strays, page.struck)


class _Element(NamedTuple):
    tag: str
    after: str = ""
    is_question: bool = False
    look: Look = Look()


class _Page(HTMLParser):
    def __init__(self, silent: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.heads: list[tuple[int, int]] = []
        self.struck: list[tuple[int, str]] = []
        self.dropped = self.own = self.strays = 0
        self._silent = silent
        self._silence, self._depth = "", 0
        self._open: list[_Element] = []
        self._counts: Counter[str] = Counter()
        self._lists: list[List] = []
        self._marker = ""
        self._parts: list[str] = []
        self._looks: list[frozenset[str]] = []
        self._first = self._last = 0
        self._pending = _SAME_ROW
        self._pictures: tuple[str, ...] = ()
        self._questions = self._forms = 0
        self._has_questions = False
        self._after_own = self._after_right = False
        self._table: HtmlTable | None = None

    def end(self) -> None:
        """End what is open when the page ends."""
        self._questions = 0
        self.finish()
        self._end_table()
        if self._pictures and self.rows:
            self.rows[-1] = self.rows[-1]._replace(pictures=(*self.rows[-1].pictures, *self._pictures))

    @property
    def is_silent(self) -> bool:
        """Whether an element that is not shown has no end."""
        return bool(self._silence) and self._silence not in NO_TEXT

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silence:
            self._depth += tag == self._silence
            return
        if tag in self._silent:
            self._silence, self._depth = tag, 1
            self.dropped += 1
            return
        attributes = dict(attrs)
        classes = (attributes.get("class") or "").split()
        self._after_own = False
        if OWN_ANSWER in classes and tag not in VOID:
            self._append("（略）", self.getpos()[0], self.getpos()[0])
            self._silence, self._depth = tag, 1
            self.own += 1
            self._after_own = True
            self.finish()
            return
        if tag == "img":
            self._show(attributes)
        self._in_table(tag, attributes)
        if tag in ("td", "th"):
            self._pending = _NEXT_CELL
        elif tag in ROW_ENDS or tag == "li":
            self.finish()
        elif tag in BLOCKS:
            self._break()
        if tag not in VOID:
            self._enter(tag, attributes, classes)

    def _enter(self, tag: str, attributes: dict[str, str | None], classes: list[str]) -> None:
        after = ""
        if tag in LISTS:
            self._lists.append(List(tag, attributes))
        elif tag == "li" and self._lists:
            self._marker = self._lists[-1].marker(attributes.get("value") or "")
        elif QUESTION in classes and (number := attributes.get("data")):
            after = f"编号：{number.strip()}"
        elif RIGHT_ANSWER in classes:
            after = "\n" if tag in BLOCKS else _TEXT_FOLLOWS
        is_question = not QUESTIONS.isdisjoint(classes)
        self._open.append(_Element(tag, after, is_question, look_of(tag, attributes, self._look)))
        self._counts[tag] += 1
        self._questions += is_question
        self._has_questions |= is_question

    @property
    def _look(self) -> Look:
        return self._open[-1].look if self._open else Look()

    def _show(self, attributes: dict[str, str | None]) -> None:
        """Note a picture with the row that is open, or with the one before."""
        sizes = [attributes.get(side) or "" for side in ("width", "height")]
        if any(size.isdecimal() and len(size) < 5 and int(size) <= _ICON for size in sizes):
            return
        found = next(filter(None, map(attributes.get, _ADDRESSES)), "")
        if self._has_questions and not self._questions:
            self.strays += 1
        if not found or (self._has_questions and not self._questions):
            return
        if self._table is not None:
            self._table.pictures.append(found)
        elif self.rows and (not self._parts or self._pending == _NEXT_ROW):
            self.finish()
            self.rows[-1] = self.rows[-1]._replace(pictures=(*self.rows[-1].pictures, found))
        else:
            self._pictures += (found,)

    def _in_table(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Follow the cells of a table, for the case that its rows are questions."""
        if tag == "table" and self._table is None:
            self.finish()
            self._table = HtmlTable(len(self.rows), self._counts["table"])
        elif self._table is not None and self._counts["table"] == self._table.depth + 1:
            self._table.on_tag(tag, attributes.get("rowspan") or "", self.getpos()[0])
        elif self._table is not None:
            self._table.on_tag("br", "", self.getpos()[0])

    def _end_table(self) -> None:
        """Where the table that ends is a bank, put its questions in the place of its rows."""
        table, self._table = self._table, None
        if table is None:
            return
        self.finish()
        bank = table.bank(self._forms + 1)
        if bank is not None:
            self.rows[table.start :] = bank.rows
            self.heads += [bank.head] if bank.head else []
            self._forms += not bank.head
        elif table.pictures and self.rows:
            self.rows[-1] = self.rows[-1]._replace(pictures=(*self.rows[-1].pictures, *table.pictures))

    def handle_endtag(self, tag: str) -> None:
        if self._silence:
            self._depth -= tag == self._silence
            if not self._depth:
                self._silence = ""
            return
        if not self._counts[tag]:
            return
        self._after_own = False
        while self._open:
            element = self._open.pop()
            self._leave(element)
            if element.tag == tag:
                break

    def _leave(self, element: _Element) -> None:
        self._counts[element.tag] -= 1
        self._questions -= element.is_question
        if element.tag in LISTS:
            self.finish()
            self._lists.pop()
            self._marker = ""
        if element.tag == "table" and self._table is not None and self._counts["table"] == self._table.depth:
            self._end_table()
        if element.after == _TEXT_FOLLOWS:
            self._after_right = True
        elif element.tag in ROW_ENDS or element.after:
            self.finish()
        elif element.tag in BLOCKS:
            self._break()
        if element.after.strip() and element.after != _TEXT_FOLLOWS:
            self._append(element.after, self.getpos()[0], self.getpos()[0])
            self.finish()

    def handle_data(self, data: str) -> None:
        if self._silence or self._after_own:
            return
        if self._look.is_struck:
            self.struck.append((self.getpos()[0], data))
            return
        if self._table is not None:
            self._table.on_text(self._shown(data), self.getpos()[0])
        if self._counts["pre"]:
            for offset, text in enumerate(data.split("\n")):
                if offset:
                    self.finish()
                if text.strip():
                    self._append(text, self.getpos()[0] + offset, self.getpos()[0] + offset)
            return
        text = self._shown(data)
        if text == " " or not text:
            if self._parts and text and self._pending == _SAME_ROW:
                self._add(" ")
            return
        if self._after_right and text.lstrip()[:1] not in ":：":
            self.finish()
        first = self.getpos()[0]
        begin = len(data) - len(data.lstrip())
        self._append(text, first + data.count("\n", 0, begin), first + data.rstrip().count("\n"))

    def _shown(self, data: str) -> str:
        """Return the letters that a browser shows: those of symbol fonts, and raised digits, as such."""
        look = self._look
        return raised(with_symbols(_SPACE.sub(" ", data), look.font), look.raised)

    def _append(self, text: str, first: int, last: int) -> None:
        if self._pending == _NEXT_ROW:
            self.finish()
        elif self._pending == _NEXT_CELL and self._parts:
            self._add("\t")
        elif self._pending == _SAME_ROW and text[:1].isalnum() and self._is_letter_of_option():
            self._add(" ")
        self._pending = _SAME_ROW
        if not self._parts:
            self._first = first
        self._last = max(self._first, last)
        self._add(text)

    def _is_letter_of_option(self) -> bool:
        """Say whether a row that is open holds but a letter in an element of its own, as those of lists do."""
        alone = len(self._parts) == 1 and self._parts[0].strip() in _LETTERS
        return alone and bool(self._counts["li"] or self._counts["label"])

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._looks.append(self._look.marks)

    def _break(self) -> None:
        """Note that what follows stands on a row of its own; where a cell has just begun, it does so anyway."""
        if self._pending != _NEXT_CELL:
            self._pending = _NEXT_ROW

    def finish(self) -> None:
        """End the row that is open; within a question, one that is its mere number goes on."""
        text = _SPACES.sub(" ", "".join(self._parts)).strip(" ")
        if text and self._questions and not self._marker and _NUMBER_ALONE.match(text):
            self._parts[:], self._looks[:] = [text if text[-1] in ".．、" else f"{text}. "], [frozenset()]
            self._pending = _SAME_ROW
            return
        if text and self._marker:
            if needs_marker(text):
                text = self._marker + text
                self._parts.insert(0, self._marker)
                self._looks.insert(0, frozenset())
            self._marker = ""
        if text:
            runs = runs_of(text, self._parts, self._looks)
            self.rows.append(Row(text, self._first, self._last, "", self._pictures, runs))
            self._pictures = ()
        self._parts.clear()
        self._looks.clear()
        self._after_right = False
        self._pending = _SAME_ROW
