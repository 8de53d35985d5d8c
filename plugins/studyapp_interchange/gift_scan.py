"""GIFT taken apart: entries between blank lines, and the parts of an entry, what is escaped in them still hidden.

See https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

CATEGORY = "$CATEGORY:"

_NOTE = re.compile(r"\[(id|tag):([^\]\n]+)\]")
_TITLE = re.compile(r"\s*::(.*?)::", re.S)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_SPECIAL = "\\~=#{}:n"
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDE = {character: chr(0xFDD0 + index) for index, character in enumerate(_SPECIAL)}
"""An escaped character is a noncharacter until the entry is taken apart, so that it cannot be taken for a mark."""

_SHOW = str.maketrans({hidden: "\n" if character == "n" else character for character, hidden in _HIDE.items()})


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands between two blank lines.

    ``answers`` is what stands between the braces, ``None`` where there are none; ``fault`` says that they do not match.
    """

    first: int
    last: int
    text: str = ""
    external_id: str = ""
    tags: tuple[str, ...] = ()
    title: str = ""
    form: str = "moodle"
    before: str = ""
    after: str = ""
    answers: str | None = None
    fault: bool = False


@dataclass(slots=True)
class _Block:
    """The lines of an entry so far, and what its comments say of it."""

    first: int = 0
    last: int = 0
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def entry(self) -> Entry:
        ids = [value for name, value in self.notes if name == "id"]
        tags = tuple(value for name, value in self.notes if name == "tag")
        return Entry(self.first, self.last, "\n".join(self.lines), ids[-1] if ids else "", tags)


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries of a file; one without text is a comment."""
    block = _Block()
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if not bare or bare.startswith(CATEGORY):
            if block.last:
                yield _parsed(block.entry())
                block = _Block()
            if bare:
                yield Entry(number, number, bare)
            continue
        block.first, block.last = block.first or number, number
        if bare.startswith("//"):
            block.notes += _NOTE.findall(bare)
        else:
            block.lines.append(line)
    if block.last:
        yield _parsed(block.entry())


def _parsed(entry: Entry) -> Entry:
    if not entry.text.strip():
        return entry
    rest, title = _ESCAPE.sub(lambda found: _HIDE[found[1]], entry.text), ""
    found = _TITLE.match(rest)
    if found:
        title, rest = unescaped(found[1]).strip(), rest[found.end() :]
    form, rest = form_of(rest, "moodle")
    entry = replace(entry, title=title, form=form)
    before, opening, inside = rest.partition("{")
    answers, closing, after = inside.partition("}")
    if not opening or not closing:
        return replace(entry, before=rest, fault=bool(opening) or "}" in rest)
    stray = "{" in answers + after or "}" in before + after
    return replace(entry, before=before, after=after, answers=answers, fault=stray)


def form_of(text: str, default: str) -> tuple[str, str]:
    """Split a text into its format and the rest."""
    found = _FORMAT.match(text)
    return (found[1], text[found.end() :]) if found else (default, text)


def unescaped(text: str) -> str:
    """Return the escaped characters of an entry's part to what they stand for."""
    return text.translate(_SHOW)


def escaped(text: str) -> str:
    """Put backslashes before the characters that mean something."""
    return re.sub(r"[\\~=#{}:]", r"\\\g<0>", text).replace("\n", r"\n")
