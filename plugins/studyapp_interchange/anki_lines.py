"""Anki's export as text: the lines that say what the columns are, and the rows of notes below them.

See https://docs.ankiweb.net/importing/text-files.html. Unlike there, lines that name columns may come again further
down: then other columns follow, as they do where notes of several types are handed out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

_DIRECTIVE = re.compile(
    r"#(separator|html|notetype|deck|columns|tags|(?:notetype|deck|tags|guid) column|if matches|match scope):(.*)", re.I
)
_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
_LONGEST_NOTE = 200
"""A note of more lines than this has a quotation mark that is not closed."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the lines before some notes say. ``special``: which columns hold no field, by what they hold."""

    separator: str = ""
    html: bool = False
    notetype: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    special: tuple[tuple[str, int], ...] = ()

    def column(self, what: str) -> int:
        """Return the column of the guid, the deck, the tags or the note type, -1 where there is none."""
        return dict(self.special).get(what, -1)

    def fields(self, cells: Sequence[str]) -> list[int]:
        """Return the columns that hold the fields of a note."""
        taken = {at for _, at in self.special}
        return [at for at in range(max(len(cells), len(self.columns))) if at not in taken]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, or the lines of one note; ``head``: what holds for it.

    ``remark``: whether a line without cells says nothing of columns. ``torn``: whether the quotation marks of a note do
    not pair, so that its first line was read by itself.
    """

    first: int
    last: int
    head: Head
    cells: tuple[str, ...] = field(default=())
    torn: bool = False
    remark: bool = False


def is_export(text: str) -> bool:
    """Say whether a text begins as Anki's exports do."""
    return _DIRECTIVE.match(text) is not None


def lines_of(text: str) -> Iterator[Line]:
    """Yield the notes, and the lines that are none, with what holds for them."""
    lines = text.split("\n")
    head, at, told = Head(), 0, False
    while at < len(lines):
        line = lines[at]
        if line.startswith("#"):
            found = _DIRECTIVE.fullmatch(line)
            if found is not None:
                head = _told(head if told else replace(head, columns=(), special=()), found[1].lower(), found[2])
                told = True
            yield Line(at + 1, at + 1, head, remark=found is None)
            at += 1
            continue
        told = told and not line.strip()
        if not line.strip():
            at += 1
            continue
        separator = head.separator or ("\t" if "\t" in line else ",")
        cells, length = _note(lines, at, separator)
        torn = length == 0
        cells, length = (line.split(separator), 1) if torn else (cells, length)
        yield Line(at + 1, at + length, head, tuple(cell.strip() for cell in cells), torn)
        at += length


def _told(head: Head, what: str, said: str) -> Head:
    word = said.strip()
    if what == "separator":
        return replace(head, separator=_SEPARATORS.get(word.lower(), said[:1] or "\t"))
    if what == "html":
        return replace(head, html=word.lower() == "true")
    if what == "columns":
        separator = head.separator or ("\t" if "\t" in said else ",")
        return replace(head, columns=tuple(name.strip() for name in next(csv.reader([said], delimiter=separator), [])))
    if what == "tags":
        return replace(head, tags=tuple(word.split()))
    if what.endswith(" column"):
        place = int(word) - 1 if word.isdecimal() and len(word) < 5 else -1
        special = (what.removesuffix(" column"), place)
        return replace(head, special=(*head.special, special)) if place >= 0 else head
    if what == "deck":
        return replace(head, deck=word)
    return replace(head, notetype=word) if what == "notetype" else head


def _note(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    """Return the cells of a note and how many lines it takes, no lines where its quotation marks are wrong."""
    if '"' not in lines[at]:
        return lines[at].split(separator), 1
    following = (f"{line}\n" for line in islice(lines, at, at + _LONGEST_NOTE))
    reader = csv.reader(following, delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num
    except csv.Error:
        return [], 0
