"""The head of a deck's file: what it is called, what it is about, for which day it was checked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from studyapp import Deck, Flaw, Where
from studyapp_text import fileflaws, flaws
from studyapp_text.display import clean, plain, take_escapes
from studyapp_text.fields import read_date

_KEYS = {
    "名称": "name", "题库": "name", "题库名称": "name", "name": "name", "title": "name",
    "科目": "subject", "subject": "subject",
    "地区": "jurisdiction", "适用地区": "jurisdiction", "jurisdiction": "jurisdiction",
    "核对日期": "as_of", "as-of": "as_of", "as_of": "as_of",
    "说明": "description", "description": "description",
}  # fmt: skip
_RULE = "---"
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The head of a file: its values by name, how many lines it takes, and its flaws."""

    values: dict[str, str]
    length: int
    flaws: tuple[Flaw, ...] = ()
    as_of: date | None = None

    def head(self, deck: Deck) -> Deck:
        """Return the deck with what the head says about it."""
        return replace(
            deck,
            name=self.values.get("name", ""),
            subject=self.values.get("subject", ""),
            jurisdiction=self.values.get("jurisdiction", ""),
            description=self.values.get("description", ""),
            as_of=self.as_of,
            flaws=(*self.flaws, *deck.flaws),
        )


def read_front_matter(lines: list[str], file: str) -> FrontMatter | None:
    """Read the head between the first two lines ``---``; None where the file has none."""
    start = next((index for index, line in enumerate(lines) if line.strip("\ufeff \t")), len(lines))
    if start == len(lines) or clean(lines[start]) != _RULE:
        return None
    end = next((i for i in range(start + 1, min(len(lines), start + _LONGEST)) if clean(lines[i]) == _RULE), 0)
    if not end:
        return _without_end(lines, start, file)
    rows = [(number, clean(lines[number - 1])) for number in range(start + 2, end + 1)]
    if not _is_head(rows):
        return None
    return _read_rows(rows, lines, Where(file, start + 1, end + 1))


def _without_end(lines: list[str], start: int, file: str) -> FrontMatter | None:
    """Read a head whose second rule is missing: the lines that have a known key."""
    rows: list[tuple[int, str]] = []
    for number, line in enumerate(lines[start + 1 : start + _LONGEST], start + 2):
        if _cut(clean(line))[0] not in _KEYS:
            break
        rows.append((number, clean(line)))
    if not rows:
        return None
    where = Where(file, start + 1, rows[-1][0])
    head = _read_rows(rows, lines, where)
    return replace(head, flaws=(*head.flaws, fileflaws.front_matter_open(where)))


def _is_head(rows: list[tuple[int, str]]) -> bool:
    """Say whether rows between two rules are a head: at least one of them is a known key."""
    return any(_cut(text)[0] in _KEYS for _, text in rows)


def _cut(text: str) -> tuple[str, str]:
    key, mark, value = (
        text.replace("：", ":", 1).partition(":") if ":" not in text.split("：")[0] else text.partition(":")
    )
    return (key.strip().lower(), value.strip()) if mark else ("", text)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _read_rows(rows: list[tuple[int, str]], lines: list[str], where: Where) -> FrontMatter:
    values: dict[str, str] = {}
    found = [fileflaws.front_matter(where)]
    last = ""
    for number, text in rows:
        if not text:
            continue
        key, value = _cut(text)
        if lines[number - 1][:1] in " \t\u3000" and last:
            values[last] += "\n" + plain(take_escapes(text))
        elif key in _KEYS:
            last = _KEYS[key]
            values[last] = plain(take_escapes(_unquoted(value)))
        else:
            found.append(fileflaws.unknown_key(Where(where.file, number, number), key or text))
    as_of = read_date(values.get("as_of", ""))
    if values.get("as_of") and as_of is None:
        found.append(flaws.bad_field(where, "核对日期", values["as_of"]))
    return FrontMatter(values, where.last, tuple(found), as_of)
