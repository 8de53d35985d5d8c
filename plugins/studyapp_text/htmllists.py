"""Lists of a page: the numbers and letters that a browser writes before their items."""

from __future__ import annotations

import re

from studyapp_text.lexers import classify
from studyapp_text.tokens import Mark

_LETTERS = ("a", "A", "upper-alpha", "lower-alpha", "upper-latin", "lower-latin")
_STYLE = re.compile(r"list-style(?:-type)?\s{0,4}:\s{0,4}([a-z-]+)")
_COUNTED = (Mark.NUMBER, Mark.OPTION, Mark.FIELD, Mark.LONE, Mark.CASE)
_WEAK = ("bare", "tight", "glued", "spaced")
_MOST = 1_000_000


class List:
    """A list that is open: what its next item is called."""

    def __init__(self, tag: str, attributes: dict[str, str | None]) -> None:
        start = attributes.get("start") or ""
        self.ordered = tag == "ol"
        self.next = int(start) if start.isdecimal() and int(start[:9]) < _MOST else 1
        style = _STYLE.search(attributes.get("style") or "")
        self.letters = (style.group(1) if style else attributes.get("type")) in _LETTERS

    def marker(self, value: str) -> str:
        """Return what stands before the next item."""
        if value.isdecimal() and int(value[:9]) < _MOST:
            self.next = int(value[:9])
        number, self.next = self.next, self.next + 1
        if not self.ordered:
            return ""
        return f"{chr(64 + number)}. " if self.letters and 0 < number <= 26 else f"{number}. "


def needs_marker(text: str) -> bool:
    """Say whether an item has no number or letter of its own, so that the list's counts."""
    mark = classify(0, text.lstrip() or "-")
    return mark.mark not in _COUNTED or mark.style in _WEAK or text.isdecimal()
