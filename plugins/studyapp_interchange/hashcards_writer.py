"""A deck as Markdown flashcards. See https://github.com/eudoxia0/hashcards."""

from __future__ import annotations

import re

from studyapp import Back, Blanks, Deck, Flaw, Item
from studyapp_interchange.hashcards_reader import HashcardsReader
from studyapp_interchange.keeping import read_back
from studyapp_interchange.writing import kept_items


class HashcardsWriter:
    """Writes cards, and blanks whose gaps are drawn in the text."""

    name = "hashcards"
    suffixes = (".hashcards",)  # .md is the exam text that people write

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that it does not hold in full."""
        written, flaws = kept_items(deck.items, lambda item: read_back(_part(item), HashcardsReader()))
        return b"\n".join(_part(item) or b"" for item in written), flaws


def _part(item: Item) -> bytes | None:
    question = item.question
    match question.answer:
        case Back(text):
            return f"Q: {question.prompt}\nA: {text}\n".encode(errors="replace")
        case Blanks(blanks):
            pieces = re.split("_{2,}", question.prompt)
            if len(pieces) != len(blanks) + 1:
                return None
            pieces = [re.sub(r"[\[\]]", r"\\\g<0>", piece) for piece in pieces]
            holes = [*(f"[{blank.accepted[0]}]" for blank in blanks), ""]
            text = "".join(piece + hole for piece, hole in zip(pieces, holes, strict=True))
            return f"C: {text}\n".encode(errors="replace")
    return None
