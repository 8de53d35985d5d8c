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
from studyapp_folder.cursor import digest

_LARGEST_PLAN = 1 << 20
_WHATS = ("deck", "plan")


class Found(NamedTuple):
    """A file, and the digest that it is told by: of all of it, or, where a hub signed it, of what it is."""

    token: str
    file: File


def lying(stick: Stick) -> Iterator[Found]:
    """The decks and the plan as people put them there. Raises ``OSError``."""
    data = stick.read("", PLAN_FILE, _LARGEST_PLAN)
    if data is not None:
        name = _plan_name(data)
        yield Found(digest(b"plan", name.encode(), data), File("plan", name, PLAN_FILE, 0, data))
    for raw in stick.names(Subfolder.DECKS):
        data = stick.read(Subfolder.DECKS, raw, LARGEST_FRAME)
        if data:
            file = name_as_text(raw)
            name = PurePosixPath(file).stem
            yield Found(digest(b"deck", file.encode(), data), File("deck", name, file, 0, data))


def published(stick: Stick, hub: str) -> dict[str, Found]:
    """What a hub signed, of each deck and plan the last version there is. Raises ``OSError``.

    ``hub``: the key of the one that is believed; empty, and it is whoever signed.
    """
    last: dict[str, Found] = {}
    for folder in (Subfolder.HUB, ""):
        for name in stick.names(folder):
            if name.lower().endswith(SUFFIX):
                for found in _signed(stick.read(folder, name, LARGEST_DROP) or b"", hub):
                    known = last.get(found.token)
                    if known is None or known.file.version < found.file.version:
                        last[found.token] = found
    return last


def _signed(data: bytes, hub: str) -> Iterator[Found]:
    """What came before a file breaks off holds."""
    try:
        for one in read_statements(data):
            found = _published(one, hub)
            if found is not None:
                yield found
    except Unreadable:
        return


def _published(statement: Statement, hub: str) -> Found | None:
    if b'"published"' not in statement.head:
        return None
    try:
        head = unseal(statement)
    except Unreadable:
        return None
    if not isinstance(head, PublishedHead) or head.what not in _WHATS or not statement.content or head.version < 1:
        return None
    if hub and head.by != hub:
        return None
    file = File(head.what, head.name, _last_part(head.file), head.version, statement.content)
    return Found(digest(head.what.encode(), head.name.encode()), file)


def _last_part(file: str) -> str:
    """The name of a file without the folders that somebody may have put before it."""
    part = file.replace("\\", "/").rpartition("/")[2].strip()
    return part if part.strip(".") else "file"


def _plan_name(data: bytes) -> str:
    """The id that a plan goes by; one that cannot be read goes down too, so that somebody is told of it."""
    text = data.decode("utf-8", errors="replace")
    activity = read_plan(text, PLAN_FILE).activity
    return activity.id if activity is not None else PurePosixPath(PLAN_FILE).stem
