"""Choices that were written with their letters into a format that gives them none: ``~A) 甲 =B) 乙``."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LETTERED = re.compile(r"[（(]?([A-Z])\s?[.．、)）:：]\s*(?=\S)")
_FEWEST = 2


def by_letter(texts: Sequence[str]) -> list[tuple[int, str]] | None:
    """Return the places of the choices in the order of their own letters, and their texts without these.

    None where not every choice has one, or they are not A to the last: a choice may well begin with a letter.
    """
    found = [_LETTERED.match(text) for text in texts]
    letters = [one.group(1) for one in found if one is not None]
    if len(texts) < _FEWEST or sorted(letters) != [chr(ord("A") + place) for place in range(len(texts))]:
        return None
    order = sorted(range(len(texts)), key=letters.__getitem__)
    return [(place, texts[place][one.end() :]) for place in order if (one := found[place]) is not None]
