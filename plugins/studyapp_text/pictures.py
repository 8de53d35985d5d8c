"""Pictures of a document: each belongs to the question on whose lines it stands, or is named in the report."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace

from studyapp import Deck, Flaw, Media, Where
from studyapp_text import fileflaws
from studyapp_text.sources import Lines


def with_pictures(deck: Deck, lines: Lines) -> Deck:
    """Return the deck with its questions' pictures and their bytes; those outside every question become flaws."""
    if not (lines.pictures or lines.elsewhere) or not deck.items:
        return deck
    firsts = [item.source.line for item in deck.items]
    of_item: dict[int, list[Media]] = defaultdict(list)
    found: list[Flaw] = []
    file = deck.items[0].source.file
    for line, name in lines.elsewhere:
        index = bisect_right(firsts, line) - 1
        if index >= 0 and line <= deck.items[index].source.last:
            found.append(fileflaws.picture_elsewhere(Where(file, line, line), name))
    for line, picture in lines.pictures:
        index = bisect_right(firsts, line) - 1
        where = Where(file, line, line)
        if index >= 0 and line <= deck.items[index].source.last:
            if picture not in of_item[index]:
                of_item[index].append(picture)
            found.append(fileflaws.picture_kept(where, picture.name))
        else:
            found.append(fileflaws.picture_unused(where, picture.name))
    items = list(deck.items)
    for index, media in of_item.items():
        question = items[index].question
        items[index] = replace(items[index], question=replace(question, media=(*question.media, *media)))
    kept = {media.digest: lines.files[media.digest] for one in of_item.values() for media in one}
    return replace(deck, items=tuple(items), flaws=(*deck.flaws, *found), files=kept)
