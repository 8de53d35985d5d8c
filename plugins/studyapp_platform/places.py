"""In which line of a TOML file a key stands, which the standard library's reader does not tell."""

from __future__ import annotations

import re
from collections import Counter

Path = tuple[str | int, ...]

_HEADING = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_WORD = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"' + r"|'[^']*'|#.*")
_LONG = re.compile(r'"""|' + "'''")


def lines_of(text: str) -> dict[Path, int]:
    """The lines, from 1, of the keys and headings of a file that is TOML."""
    found: dict[Path, int] = {}
    table: Path = ()
    counts: Counter[Path] = Counter()
    quote, depth = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        if not depth:
            heading, key = _HEADING.match(line), _KEY.match(line)
            if heading is not None:
                table = _table(heading, counts)
                found.setdefault(table, number)
            elif key is not None:
                found.setdefault(table + _words(key[1]), number)
        quote = _opened(line)
        depth = max(depth + _brackets(line), 0) if not _HEADING.match(line) or depth else 0
    return found


def line_of(path: Path, lines: dict[Path, int]) -> int:
    """The line of a key; where that has none of its own (it stands within braces), that of what it stands in."""
    for end in range(len(path), 0, -1):
        if path[:end] in lines:
            return lines[path[:end]]
    return 1


def _table(heading: re.Match[str], counts: Counter[Path]) -> Path:
    """The path of a heading: of a list of tables, with the place of the one that it begins or belongs to."""
    path: Path = ()
    words = _words(heading[2])
    for place, word in enumerate(words):
        path += (word,)
        if heading[1] == "[[" and place == len(words) - 1:
            counts[path] += 1
        if counts[path]:
            path += (counts[path] - 1,)
    return path


def _words(text: str) -> Path:
    return tuple(one.strip("\"'") for one in _WORD.findall(text))


def _opened(line: str) -> str:
    """The quotes of a text of several lines that begins here and does not end here."""
    found = _LONG.search(line)
    return found[0] if found is not None and line.count(found[0]) % 2 else ""


def _brackets(line: str) -> int:
    bare = _QUOTED.sub("", line)
    return bare.count("[") - bare.count("]")
