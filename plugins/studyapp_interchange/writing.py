"""Write a deck piece by piece, and tell of each piece what the format has not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studyapp import Flaw, Item, Question
from studyapp_interchange.keeping import check_kept


def kept_items(
    items: Iterable[Item], back: Callable[[Item], Question | None], *, cased: bool = False
) -> tuple[list[Item], tuple[Flaw, ...]]:
    """Return the items that can be written at all, and the flaws of all.

    ``back`` says what a file of one item reads back to, nothing where the format has no words for it. An item that
    does not come back as one question is not written, since it could spoil those around it.
    """
    written: list[Item] = []
    flaws: list[Flaw] = []
    for item in items:
        flaw, readable = check_kept(item, back(item), cased=cased)
        if readable:
            written.append(item)
        if flaw is not None:
            flaws.append(flaw)
    return written, tuple(flaws)
