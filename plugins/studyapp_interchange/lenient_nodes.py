"""Objects and lists of a text, each with its places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any


class Object(dict[str, Any]):
    """An object; ``start`` and ``end`` are its places in the text, ``twice`` the names that it has twice."""

    start = 0
    end = 0
    broken = False
    twice: tuple[str, ...] = ()


class Array(list[Any]):
    """A list with its places in the text."""

    start = 0
    end = 0


@dataclass(slots=True)
class Parsed:
    """The values of a text one after another, and the stretches that could not be understood."""

    text: str
    values: list[Any] = field(default_factory=list)
    faults: list[tuple[int, int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    def line(self, at: int) -> int:
        """Return the line of a place, from 1."""
        if not self.starts:
            self.starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        return bisect_right(self.starts, at)

    def lines(self, node: Object | Array) -> tuple[int, int]:
        """Return the first and last line of an object or list."""
        return self.line(node.start), self.line(max(node.start, node.end - 1))
