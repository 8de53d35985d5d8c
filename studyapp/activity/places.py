"""Where everything stands in a TOML document: ``tomllib`` reads it, and tells no lines of what it read."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from itertools import count

Path = tuple[str | int, ...]
"""The way to a value: keys, and numbers of elements from 0."""

_BLANKS = re.compile(r"[ \t]*")
_NOTHING = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:\\.|[^"\\])*"|'[^']*'""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\])*"|'[^']*'|[^,\]}#\n]+''',
    re.DOTALL,
)


class Places:
    """The line of each key, table and element of a valid document."""

    def __init__(self, text: str) -> None:
        self._rows = text.split("\n")
        self._lines = _Scanner(text).scan()

    def line(self, path: Path) -> int:
        """The line (from 1) of what is at a path; where there is no such thing, of what it would be in."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def row(self, line: int) -> str:
        """What stands in a line."""
        return self._rows[line - 1].strip() if 1 <= line <= len(self._rows) else ""


class _Lost(Exception):  # noqa: N818 - it stops the scan, and is no fault of the file
    """The document is not what the scanner takes it for: lines that were found by then are right all the same."""


class _Scanner:
    """Goes once through a document whose syntax was found right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._ends = [found.start() for found in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {}
        self._last: dict[Path, int] = {}
        """Of each array of tables the number of its last table so far."""

    def scan(self) -> dict[Path, int]:
        """Return the line of every path."""
        table: Path = ()
        try:
            while self._peek():
                table = self._header() if self._peek() == "[" else self._pair(table)
        except (_Lost, RecursionError):
            pass
        return self._lines

    def _header(self) -> Path:
        """``[a.b]``, or ``[[a.b]]``, which begins a further table of an array."""
        line, doubled = self._line(), self._text.startswith("[[", self._at)
        self._at += 2 if doubled else 1
        keys = self._keys()
        self._take("]]" if doubled else "]")
        path: Path = ()
        for number, key in enumerate(keys):
            path += (key,)
            self._lines.setdefault(path, line)
            if doubled and number == len(keys) - 1:
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path += (self._last[path],)
        self._lines[path] = line  # a table may have been named by one within it before
        return path

    def _pair(self, table: Path) -> Path:
        """``a.b = value``; return the table that it belongs to."""
        line, path = self._line(), table
        for key in self._keys():
            path += (key,)
            self._lines.setdefault(path, line)
        self._take("=")
        self._value(path)
        return table

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_BLANKS)
            raw = self._skip(_KEY)
            keys.append(next(iter(tomllib.loads(f"{raw}=0"))) if raw[:1] in ("'", '"') else raw)
            self._skip(_BLANKS)
            if not self._text.startswith(".", self._at):
                return keys
            self._at += 1

    def _value(self, path: Path) -> None:
        opened = self._peek()
        if opened == "[":
            self._at += 1
            for number in count():
                if self._closed("]"):
                    return
                self._lines[(*path, number)] = self._line()
                self._value((*path, number))
        elif opened == "{":
            self._at += 1
            while not self._closed("}"):
                self._pair(path)
        else:
            self._skip(_SCALAR)

    def _closed(self, sign: str) -> bool:
        """Whether an array or inline table ends here; a comma before its next element is passed over."""
        if self._peek() == ",":
            self._at += 1
        if self._peek() != sign:
            return False
        self._at += 1
        return True

    def _peek(self) -> str:
        """The next sign that is neither blank nor comment; empty at the end."""
        self._skip(_NOTHING)
        return self._text[self._at : self._at + 1]

    def _take(self, sign: str) -> None:
        self._skip(_BLANKS)
        if not self._text.startswith(sign, self._at):
            raise _Lost
        self._at += len(sign)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            raise _Lost
        self._at = found.end()
        return found.group()

    def _line(self) -> int:
        return bisect_right(self._ends, self._at - 1) + 1
