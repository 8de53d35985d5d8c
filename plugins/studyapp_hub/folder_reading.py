"""What devices dropped in a folder, or sent as a file by mail: read in order, and with distrust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from studyapp import (
    LARGEST_DROP,
    SUFFIX,
    EntriesHead,
    Head,
    JoinHead,
    Statement,
    Stick,
    Subfolder,
    Unreadable,
    digest_of,
    is_drop_of,
    read_drop_name,
    read_statements,
    unseal,
)

_AT_ONCE = 200
_RAW = 8 << 20
"""Bytes of statements that are handed to the hub at once."""


class Sender(NamedTuple):
    """Who sent something: with which key, and whether it is a hub below, and no device."""

    key: str
    is_hub: bool


@dataclass(slots=True)
class Dropped:
    """A file as it is being read. ``folder`` is empty for one that came by mail and lies beside.

    ``senders``: who wants to hear what became of it, by id; ``whole``: it was read to its end; ``none``: it is no file
    of statements at all.
    """

    folder: str
    name: str
    digest: str = ""
    senders: dict[str, Sender] = field(default_factory=dict)
    statements: int = 0
    whole: bool = False
    none: bool = False

    def portions(self, data: bytes) -> Iterator[list[Statement]]:
        """The statements, some at once; what comes before the file breaks off holds."""
        self.digest = digest_of(data)
        some: list[Statement] = []
        size = 0
        try:
            for one in read_statements(data):
                some.append(one)
                size += len(one.head) + len(one.content)
                self._note(one)
                if len(some) >= _AT_ONCE or size >= _RAW:
                    yield some
                    some, size = [], 0
            self.whole = True
        except Unreadable:
            self.none = not self.statements
        if some:
            yield some

    def _note(self, statement: Statement) -> None:
        self.statements += 1
        if len(self.senders) < (1 if self._is_named else _AT_ONCE):
            try:
                head = unseal(statement)
            except Unreadable:
                return
            sender = _sender(head)
            if head is not None and sender and (not self._is_named or is_drop_of(self.name, sender)):
                is_hub = not isinstance(head, EntriesHead | JoinHead)
                self.senders.setdefault(sender, Sender(head.by, is_hub))

    @property
    def _is_named(self) -> bool:
        """Whether the name says whose it is: then it may hold what others signed, too, which he only brings."""
        return read_drop_name(self.name) is not None


def dropped(stick: Stick) -> list[Dropped]:
    """The files to read, a device's in the order of its numbers. Raises ``OSError``."""
    there = [(Subfolder.UP, one) for one in stick.names(Subfolder.UP)]
    beside = [("", one) for one in stick.names("")]
    files = [Dropped(folder, name) for folder, name in [*there, *beside] if name.lower().endswith(SUFFIX)]
    return sorted(files, key=lambda one: (one.folder == "", _order(one.name)))


def data_of(stick: Stick, one: Dropped) -> bytes | None:
    """The bytes of a file; none of one that may not be read, or is too large; ``None`` for one that has gone since.

    Raises ``OSError``.
    """
    try:
        data = stick.read(one.folder, one.name, LARGEST_DROP)
    except PermissionError:  # one file that is somebody's own is no reason to leave the others
        return b""
    return b"" if data is None and one.name in stick.names(one.folder) else data


def _order(name: str) -> tuple[str, int, int, str]:
    found = read_drop_name(name)
    return (name, 0, 0, "") if found is None else (found.device, found.first, found.last, name)


def _sender(head: Head | None) -> str:
    """Who speaks: a device, or a hub below."""
    if isinstance(head, EntriesHead | JoinHead):
        return head.device
    return str(getattr(head, "hub", ""))
