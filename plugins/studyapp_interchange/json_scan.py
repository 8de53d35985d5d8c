"""Find the rows of a JSON file and the lines they stand in, which the ``json`` module does not tell."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

ROWS = "questions"

_WHITE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Found:
    """One value of the file, its first and last line, and the names that stand in one of its objects twice."""

    value: Any
    line: int
    last: int
    twice: tuple[str, ...] = ()


@dataclass(slots=True)
class Scanned:
    """A file's top object: its rows one by one, ``None`` where it has no list of rows, and its other values."""

    rows: list[Found] | None = None
    others: dict[str, Found] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)


class NotJson(Exception):  # noqa: N818 - a finding about a file
    """The text stops being JSON at a line and column, both from 1."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(f"{line}:{column}")
        self.line = line
        self.column = column


def scan(text: str) -> Scanned | None:
    """Take a JSON text apart; ``None`` where it is JSON but no object. Raises ``NotJson``."""
    return _Scanner(text).top()


class _Scanner:
    """Walks the top object and the list of rows itself, and leaves each value in them to ``json``."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._starts = [0, *(newline.end() for newline in re.finditer("\n", text))]
        self._twice: list[str] = []
        self._decode = json.JSONDecoder(object_pairs_hook=self._object).raw_decode

    def top(self) -> Scanned | None:
        self._skip()
        if self._peek() != "{":
            self._value()
            self._end()
            return None
        scanned = Scanned()
        for _ in self._members("{", "}"):
            name = self._value().value
            if not isinstance(name, str):
                raise self._stuck()
            self._skip()
            self._take(":")
            self._skip()
            if name in scanned.others:
                scanned.twice.append(name)
            if name == ROWS and self._peek() == "[" and scanned.rows is None:
                scanned.rows = [self._value() for _ in self._members("[", "]")]
            else:
                scanned.others[name] = self._value()
        self._end()
        return scanned

    def members(self) -> list[tuple[Any, int, int]] | None:
        """Take the top list or object apart into its values."""
        self._skip()
        opening = self._peek()
        if opening not in ("[", "{") or not opening:
            return None
        found: list[tuple[Any, int, int]] = []
        for _ in self._members(opening, "]" if opening == "[" else "}"):
            if opening == "{":
                self._value()
                self._skip()
                self._take(":")
                self._skip()
            one = self._value()
            parts = one.value if opening == "{" and isinstance(one.value, list) else [one.value]
            found += [(part, one.line, one.last) for part in parts]
        self._end()
        return found

    def _members(self, opening: str, closing: str) -> Iterator[None]:
        """Stop before each member of an object or list; the caller takes it."""
        self._take(opening)
        self._skip()
        if self._peek() == closing:
            self._at += 1
            return
        while True:
            self._skip()
            yield
            self._skip()
            if self._peek() == closing:
                self._at += 1
                return
            self._take(",")

    def _value(self) -> Found:
        start = self._at
        self._twice = []
        try:
            value, self._at = self._decode(self._text, start)
        except json.JSONDecodeError as error:
            self._at = error.pos
            raise self._stuck() from error
        except (ValueError, RecursionError) as error:  # a number too long, or lists too deep
            raise self._stuck() from error
        return Found(value, self._line(start), self._line(max(start, self._at - 1)), tuple(self._twice))

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            self._twice += sorted(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return found

    def _end(self) -> None:
        self._skip()
        if self._at < len(self._text):
            raise self._stuck()

    def _take(self, character: str) -> None:
        if self._peek() != character:
            raise self._stuck()
        self._at += 1

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _skip(self) -> None:
        while self._peek() in _WHITE and self._at < len(self._text):
            self._at += 1

    def _line(self, index: int) -> int:
        return bisect_right(self._starts, index)

    def _stuck(self) -> NotJson:
        line = self._line(min(self._at, len(self._text)))
        return NotJson(line, self._at - self._starts[line - 1] + 1)


def scan_list(text: str) -> list[tuple[Any, int, int]] | None:
    """Return the members of a JSON list, or the values of an object, with their lines; ``None`` where it is neither."""
    try:
        return _Scanner(text).members()
    except NotJson:
        return None
