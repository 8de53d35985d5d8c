"""The last look at a document: a paragraph that no question took and no flaw names is named here."""

from __future__ import annotations

from studyapp import Deck, Flaw, Where
from studyapp_text import flaws
from studyapp_text.sources import Lines


def unaccounted(deck: Deck, lines: Lines, file: str) -> list[Flaw]:
    """Return a flaw for each paragraph of ``lines.told`` outside every item and flaw of the deck and the file.

    The engine accounts for the lines that it is given; but a cell of a table need not become a line.
    """
    if not lines.told:
        return []
    named: set[int] = set()
    for where in (*(item.source for item in deck.items), *(flaw.where for flaw in (*deck.flaws, *lines.flaws))):
        named.update(range(where.line, where.last + 1))
    return [
        flaws.stray_line(Where(file, number, number), " ".join(text.split()))
        for number, text in lines.told
        if number not in named and text.strip()
    ]
