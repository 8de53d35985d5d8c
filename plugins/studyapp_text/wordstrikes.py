"""Words of a document that a line strikes out: deleted by whoever revised the paper, as on the page of a PDF.

They are no text of the document: they are taken out of its paragraphs before anything is read in these, and named.
"""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import Flaw, Message, Severity, Where
from studyapp_text.docx_paragraphs import Block, paragraphs_of
from studyapp_text.flaws import short
from studyapp_text.looks import STRIKES


def take_struck(blocks: list[Block], file: str) -> list[Flaw]:
    """Take what is struck out of the paragraphs of blocks, and name it; paragraphs that are so as a whole, together."""
    places: list[tuple[int, int, str, bool]] = []
    for paragraph in paragraphs_of(blocks):
        gone = "".join(run.text for run in paragraph.runs if not STRIKES.isdisjoint(run.marks))
        if not gone:
            continue
        paragraph.runs = [run for run in paragraph.runs if STRIKES.isdisjoint(run.marks)]
        whole = not paragraph.text.strip()
        if whole and places and places[-1][3] and places[-1][1] == paragraph.number - 1:
            first, _, text, _ = places.pop()
            places.append((first, paragraph.number, f"{text} {gone}", True))
        else:
            places.append((paragraph.number, paragraph.number, gone, whole))
    return [struck(Where(file, first, last), text) for first, last, text, _ in places if text.strip()]


def flaws_of_struck(file: str, places: Iterable[tuple[int, str]]) -> list[Flaw]:
    """Name struck words, each with its line."""
    return [struck(Where(file, line, line), text) for line, text in places if text.strip()]


def struck(where: Where, text: str) -> Flaw:
    """Words that were not read, since a line strikes them out."""
    shown = short(" ".join(text.split()))
    return Flaw(where, Severity.INFO, "struck", Message("划掉的文字“{text}”已当作删除，没有读入。", {"text": shown}))
