"""What a device drops for the hub: files of its statements, which stay until the hub has said that it holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from studyapp import (
    LARGEST_DROP,
    Drop,
    EntriesHead,
    Head,
    Held,
    JoinHead,
    Reply,
    Statement,
    Stick,
    Subfolder,
    Unreadable,
    digest_of,
    drop_name,
    is_drop_of,
    read_drop_name,
    read_statements,
    unseal,
    write_statements,
)

_RAW = 16 << 20
"""Bytes of statements, before they are packed, that go into one file."""

_NOTHING = Held(0, "")


class Dropped(NamedTuple):
    """A file that the device has dropped. ``heads``: digests of the heads in it; ``whole``: it reads to its end."""

    name: str
    drop: Drop
    digest: str
    heads: frozenset[str]
    whole: bool


def dropped_by(stick: Stick, device: str) -> list[Dropped]:
    """What a device has dropped and what is still there. Raises ``OSError``."""
    found = []
    for name in stick.names(Subfolder.UP):
        drop = read_drop_name(name)
        if drop is not None and is_drop_of(name, device):
            data = stick.read(Subfolder.UP, name, LARGEST_DROP)
            heads, whole = _heads(data or b"")
            found.append(Dropped(name, drop, digest_of(data or b""), heads, whole))
    return found


def discard_taken(stick: Stick, device: str, there: Iterable[Dropped], reply: Reply) -> list[Dropped]:
    """Remove what the hub holds, and return what goes on to wait. Raises ``OSError``."""
    waiting = []
    for one in there:
        if is_taken(one, device, reply):
            stick.discard(Subfolder.UP, one.name)
        else:
            waiting.append(one)
    return waiting


def is_taken(one: Dropped, device: str, reply: Reply) -> bool:
    """Whether a hub has said that it holds what is in a file, or what was in it before it was damaged.

    Numbers alone do not tell: a store that was set back may have cut others under the same.
    """
    held = reply.receipt.held.get(device, _NOTHING)
    if one.drop.last > held.no:
        return False
    if not one.whole:
        return one.drop.first > 0
    return one.digest in reply.seen or held.digest in one.heads


def drop(stick: Stick, device: str, statements: Sequence[Statement], there: Sequence[Dropped]) -> int:
    """Write down what is not there yet; returns in how many files. Raises ``OSError``."""
    known = frozenset[str]().union(*(one.heads for one in there))
    fresh = [one for one in statements if digest_of(one.head) not in known]
    taken = {one.name for one in there if one.whole}
    files = 0
    for some in _portions(fresh):
        name = _free_name(_drop_of(device, some), taken)
        taken.add(name)
        stick.write(Subfolder.UP, name, write_statements(some))
        files += 1
    return files


def not_held(statements: Iterable[Statement], held: Mapping[str, Held], known: str) -> list[Statement]:
    """Those that a hub does not hold yet. ``known``: the device that it has let in already, empty for none."""
    return [one for one in statements if not _is_held(one, held, known)]


def _is_held(statement: Statement, held: Mapping[str, Held], known: str) -> bool:
    head = _head(statement)
    if isinstance(head, JoinHead):
        return head.device == known
    return isinstance(head, EntriesHead) and head.device in held and head.no <= held[head.device].no


def _portions(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    some: list[Statement] = []
    size = 0
    for one in statements:
        more = len(one.head) + len(one.content)
        if some and size + more > _RAW:
            yield some
            some, size = [], 0
        some.append(one)
        size += more
    if some:
        yield some


def _drop_of(device: str, statements: Iterable[Statement]) -> Drop:
    """The numbers of the device's own envelopes; what else is among them makes the first one 0."""
    numbers = []
    for one in statements:
        head = _head(one)
        numbers.append(head.no if isinstance(head, EntriesHead) and head.device == device else 0)
    return Drop(device, min(numbers), max(numbers))


def _free_name(wanted: Drop, taken: set[str]) -> str:
    number = 1
    while (name := drop_name(wanted, number)) in taken:
        number += 1
    return name


def _head(statement: Statement) -> Head | None:
    try:
        return unseal(statement)
    except Unreadable:
        return None


def _heads(data: bytes) -> tuple[frozenset[str], bool]:
    found = set()
    try:
        for one in read_statements(data):
            found.add(digest_of(one.head))
    except Unreadable:
        return frozenset(), False
    return frozenset(found), True
