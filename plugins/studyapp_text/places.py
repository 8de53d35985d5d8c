"""Rows that were made of other lines: where each really stands, for the report that its reader gets.

A page saved from a browser may hold a hundred questions on one line, and a line of a PDF runs on over the edge of its
page. So the engine counts rows, each of them once, and the deck is told afterwards where the rows are in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from studyapp import Deck, Flaw, Where
from studyapp_text import fileflaws
from studyapp_text.album import Album
from studyapp_text.decoding import LONGEST_LINE
from studyapp_text.docx_paragraphs import Run
from studyapp_text.sources import Lines


class Row(NamedTuple):
    """A row of text, the first and last line of the file that it is made of, and their page.

    ``pictures``: what stands within the row besides text: a picture's digest, or where a page says that it lies.
    ``runs``: how its letters look, where some look special.
    """

    text: str
    first: int
    last: int
    page: str = ""
    pictures: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed(Lines):
    """Lines whose numbers count rows; ``places`` has the row of each number from 1."""

    places: tuple[Row, ...] = ()


Mover = Callable[[Where], Where]
"""Takes a place that counts rows, and returns where that is in the file."""


def placed(rows: Iterable[Row], file: str, found: Iterable[Flaw] = ()) -> Placed:
    """Number rows; one that is too long for any question is passed over and named."""
    kept: list[Row] = []
    monsters: list[Flaw] = []
    for row in rows:
        if len(row.text) > LONGEST_LINE:
            monsters.append(fileflaws.line_too_long(file, row.first, len(row.text)))
        else:
            kept.append(row)
    numbered = tuple((number, row.text) for number, row in enumerate(kept, 1))
    return Placed(numbered, (*found, *monsters), places=tuple(kept))


def with_album(lines: Placed, album: Album) -> Placed:
    """Return rows with the pictures that were taken for them."""
    return replace(
        lines,
        rows=album.named(lines.rows),
        flaws=(*lines.flaws, *album.flaws),
        pictures=tuple(album.pictures),
        files=album.files,
    )


def mover(lines: Lines) -> Mover:
    """Return what tells where a place of these lines is in their file."""
    if not isinstance(lines, Placed):
        return lambda where: where
    rows = lines.places

    def moved(where: Where) -> Where:
        if not 0 < where.line <= len(rows):
            return where
        first, last = rows[where.line - 1], rows[min(max(where.line, where.last), len(rows)) - 1]
        return Where(where.file, first.first, max(last.last, first.first), first.page)

    return moved


def relocate(deck: Deck, moved: Mover) -> Deck:
    """Return a deck that was read from rows with the places of the file instead of the rows' numbers."""
    items = tuple(replace(item, source=moved(item.source)) for item in deck.items)
    found = tuple(replace(flaw, where=moved(flaw.where)) for flaw in deck.flaws)
    return replace(deck, items=items, flaws=found)


def texts_of_file(lines: Lines) -> dict[int, str]:
    """Return what stands on each line of a file."""
    if not isinstance(lines, Placed):
        return {**dict(lines.told), **dict(reversed(lines.rows))}
    return {row.first: row.text for row in reversed(lines.places)}
