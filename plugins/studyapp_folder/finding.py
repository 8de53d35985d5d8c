"""What a folder has to learn from: decks and the plan, as people put them there or as a hub signed them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from studyapp import (
    LARGEST_DROP,
    LARGEST_FRAME,
    PLAN_FILE,
    SUFFIX,
    File,
    PublishedHead,
    Statement,
    Stick,
    Subfolder,
    Unreadable,
    name_as_text,
    read_plan,
    read_statements,
    unseal,
)
from studyapp_folder.cursor import HEAPS, digest

_LARGEST_PLAN = 1 << 20
_TOLD, _NAMED = 12, 8
"""Hex digits that a cursor has of a heap, and of what a hub signed."""

_WHATS = ("deck", "plan")
_MOST = 10**9


class Heap(NamedTuple):
    """Some of the files that lie there as people put them; ``digest`` is another one where one of them has changed."""

    number: int
    digest: str
    files: tuple[File, ...]


class Signed(NamedTuple):
    """A file that a hub signed, and the digest of what it is."""

    what: str
    file: File


def lying(stick: Stick) -> Iterator[Heap]:
    """The plan and the decks as people put them there. Raises ``OSError``."""
    data = stick.read("", PLAN_FILE, _LARGEST_PLAN)
    if data is not None:
        name = _plan_name(data)
        yield Heap(HEAPS, digest(name.encode(), data)[:_TOLD], (File("plan", name, PLAN_FILE, 0, data),))
    heaps: dict[int, list[str]] = {}
    for raw in stick.names(Subfolder.DECKS):
        heaps.setdefault(int(digest(name_as_text(raw).encode()), 16) % HEAPS, []).append(raw)
    for number, names in sorted(heaps.items()):
        files = tuple(one for raw in names if (one := _deck(stick, raw)) is not None)
        parts = [part for one in files for part in (one.file.encode(), one.data)]
        if files:
            yield Heap(number, digest(*parts)[:_TOLD], files)


def _deck(stick: Stick, raw: str) -> File | None:
    data = stick.read(Subfolder.DECKS, raw, LARGEST_FRAME)
    file = name_as_text(raw)
    return File("deck", PurePosixPath(file).stem, file, 0, data) if data else None


def published(stick: Stick, hub: str) -> dict[str, Signed]:
    """What a hub signed, of each deck and plan the last version there is. Raises ``OSError``.

    ``hub``: the key of the one that is believed; empty, and it is whoever signed.
    """
    last: dict[str, Signed] = {}
    for folder in (Subfolder.HUB, ""):
        for name in stick.names(folder):
            if name.lower().endswith(SUFFIX):
                for found in _signed(stick.read(folder, name, LARGEST_DROP) or b"", hub):
                    known = last.get(found.what)
                    if known is None or known.file.version < found.file.version:
                        last[found.what] = found
    return last


def _signed(data: bytes, hub: str) -> Iterator[Signed]:
    """What came before a file breaks off holds."""
    try:
        for one in read_statements(data):
            found = _published(one, hub)
            if found is not None:
                yield found
    except Unreadable:
        return


def _published(statement: Statement, hub: str) -> Signed | None:
    if b'"published"' not in statement.head:
        return None
    try:
        head = unseal(statement)
    except Unreadable:
        return None
    if (
        not isinstance(head, PublishedHead)
        or head.what not in _WHATS
        or not statement.content
        or not 0 < head.version < _MOST
    ):
        return None
    if hub and head.by != hub:
        return None
    file = File(head.what, head.name, _last_part(head.file), head.version, statement.content)
    return Signed(digest(head.what.encode(), head.name.encode())[:_NAMED], file)


def _last_part(file: str) -> str:
    """The name of a file without the folders that somebody may have put before it."""
    part = file.replace("\\", "/").rpartition("/")[2].strip()
    return part if part.strip(".") else "file"


def _plan_name(data: bytes) -> str:
    """The id that a plan goes by; one that cannot be read goes down too, so that somebody is told of it."""
    text = data.decode("utf-8", errors="replace")
    activity = read_plan(text, PLAN_FILE).activity
    return activity.id if activity is not None else PurePosixPath(PLAN_FILE).stem
