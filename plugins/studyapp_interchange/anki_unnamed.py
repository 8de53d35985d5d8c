"""Fields without names, as Anki's export leaves them: told by what all notes of a type hold, where that is a choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from studyapp_interchange.anki_options import LETTERS, split_options

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.I)
_TAG = re.compile(r"<[^<>]{1,400}>")
_KEY = re.compile(r"[A-H](?:[\s,，、;；|]*[A-H])*|\d{1,2}(?:\|\|\d{1,2})*")
_FEWEST = 2
_MOST = 0.8
_SAMPLE = 200
_VARIED = 3
"""So many letters must be among keys that no list of choices stands before: marks for something else have two."""


Note = Sequence[str]


def names_of(notes: Sequence[Note]) -> tuple[str, ...]:
    """Return names for the fields of notes of one type that have none; nothing where they are no choices."""
    notes = notes[:_SAMPLE]
    width = min(map(len, notes), default=0)
    columns = [[_text(note[at]) for note in notes] for at in range(width)]
    first = 1 if width and _counts(columns[0]) else 0
    if len(notes) < _FEWEST or width - first < _FEWEST + 1:
        return ()
    keys = [at for at in range(first + 2, width) if _most(_KEY.fullmatch(text) is not None for text in columns[at])]
    for key in keys:
        named = _with_list(columns, first, key) or _with_columns(columns, first, key)
        if named:
            names = [named.get(at, str(at + 1)) for at in range(width)]
            names[0] = "id" if first else names[0]
            if key + 1 < width:
                names[key + 1] = "notes"
            return tuple(names)
    return ()


def _with_list(columns: Sequence[Sequence[str]], first: int, key: int) -> dict[int, str]:
    """Return the names where the choices stand in one field, right before the key."""
    told = zip(columns[key - 1], columns[key], strict=True)
    if key - 1 <= first or not _most(_names_one(len(split_options(text)), said) for text, said in told):
        return {}
    return {first: "question", key - 1: "options", key: "answer"}


def _with_columns(columns: Sequence[Sequence[str]], first: int, key: int) -> dict[int, str]:
    """Return the names where each choice has a field of its own, between the question and the key."""
    count = key - first - 1
    there = [sum(bool(column[at]) for column in columns[first + 1 : key]) for at in range(len(columns[key]))]
    lettered = {said[0] for said in columns[key] if said}
    if not _FEWEST < count <= len(LETTERS) or len(lettered) < _VARIED or any(map(str.isdecimal, lettered)):
        return {}
    if not _most(_names_one(some, said) for some, said in zip(there, columns[key], strict=True)):
        return {}
    return {first: "question", key: "answer"} | {first + 1 + at: LETTERS[at] for at in range(count)}


def _names_one(count: int, said: str) -> bool:
    """Say whether a key names but choices that are there."""
    places = [LETTERS.index(one) + 1 for one in said if one.isalpha()] or [int(one) for one in re.findall(r"\d+", said)]
    return count >= _FEWEST and bool(places) and min(places) > 0 and max(places) <= count


def _counts(texts: Sequence[str]) -> bool:
    return len(set(texts)) == len(texts) and all(text.isdecimal() for text in texts)


def _most(told: Iterable[bool]) -> bool:
    found = list(told)
    return sum(found) >= _MOST * len(found)


def _text(value: str) -> str:
    return _TAG.sub("", _BREAK.sub("\n", value)).strip() if "<" in value else value.strip()
