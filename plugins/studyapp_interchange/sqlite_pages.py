"""Rows of one length, in order already, as pages of an SQLite file: they need not go through SQLite one by one.

A tree of SQLite's has leaves with the rows, and above them branches that name each page with what is greatest in it; a
row of an index that stands in a branch stands in no leaf. See https://www.sqlite.org/fileformat2.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

PAGE = 4096
_MOST_PAGES = (1 << 30) // PAGE
"""A file that goes on after this many has a page for locks there, which can hold nothing."""

_FEWEST = 2

_TABLE, _INDEX = b"\x0d\x05", b"\x0a\x02"
"""How leaves and branches of a tree begin."""

_COUNT_AT, _RESERVED_AT, _VACUUM_AT = 28, 20, 52


class Leaves(NamedTuple):
    """The leaves of a tree, and of each what stands for it in the branch above; ``kind``: how its pages begin."""

    kind: bytes
    pages: list[bytes]
    keys: list[bytes]


def table_leaves(cells: bytes, length: int, key: slice) -> Leaves:
    """The leaves of a table, from its rows one after the other; ``key``: where in a row its number stands."""
    pages, keys = [], []
    for first, last in _shares(len(cells) // length, _room(length)):
        pages.append(_leaf(_TABLE, length, last - first) + cells[first * length : last * length])
        keys.append(cells[(last - 1) * length : last * length][key])
    return Leaves(_TABLE, pages, keys)


def index_leaves(cells: bytes, length: int) -> Leaves:
    """The leaves of an index, from its rows one after the other; one after each leaf goes into the branch above it."""
    pages, keys = [], []
    for first, last in _shares(len(cells) // length + 1, _room(length) + 1):
        pages.append(_leaf(_INDEX, length, last - first - 1) + cells[first * length : (last - 1) * length])
        keys.append(cells[(last - 1) * length : last * length])
    return Leaves(_INDEX, pages, keys)


def planted(file: bytearray, trees: Sequence[tuple[int, bytes, Sequence[bytes]]]) -> bytes | None:
    """Put trees into a file in which they are still empty, whose leaves will follow it in this order.

    ``trees``: of each the page where it has its root, how its pages begin, and the keys of its leaves. Returns the
    branches that must follow the leaves; ``None`` where a tree has no two leaves, and so no branch, the file has pages
    of another kind than those that are made here, or all of them would be too many. Only the first page of the file and
    those of the roots change.
    """
    if min(len(keys) for _root, _kind, keys in trees) < _FEWEST:
        return None
    branches = list[bytes]()
    leaf = len(file) // PAGE + 1
    free = leaf + sum(len(keys) for _root, _kind, keys in trees)
    for root, kind, keys in trees:
        pages = _branches(kind, list(zip(range(leaf, leaf + len(keys)), keys, strict=True)), free)
        leaf, free = leaf + len(keys), free + len(pages) - 1
        file[(root - 1) * PAGE : root * PAGE] = pages.pop()
        branches += pages
    file[_COUNT_AT : _COUNT_AT + 4] = (free - 1).to_bytes(4, "big")
    return b"".join(branches) if _is_usual(file) and free <= _MOST_PAGES else None


def _is_usual(file: bytearray) -> bool:
    """Whether a file has pages as they are made here, without anything that would have to be kept true."""
    size = int.from_bytes(file[16:18], "big")
    return size == PAGE and file[_RESERVED_AT] == 0 and file[_VACUUM_AT : _VACUUM_AT + 4] == bytes(4)


def _branches(kind: bytes, below: list[tuple[int, bytes]], free: int) -> list[bytes]:
    """The pages above some, given with their keys: the root is the last, the others are numbered from ``free`` on."""
    length, pages = 4 + len(below[0][1]), list[bytes]()
    while len(below) > (most := _room(length, branch=4) + 1):
        above = []
        for first, last in _shares(len(below), most):
            above.append((free + len(pages), below[last - 1][1]))
            pages.append(_branch(kind, length, below[first:last]))
        below = above
    return [*pages, _branch(kind, length, below)]


def _branch(kind: bytes, length: int, below: Sequence[tuple[int, bytes]]) -> bytes:
    """A branch: its last page has no key of its own there."""
    *others, (last, _key) = below
    cells = b"".join([number.to_bytes(4, "big") + key for number, key in others])
    return _head(kind[1:], length, len(others), last.to_bytes(4, "big")) + cells


@lru_cache(maxsize=64)
def _leaf(kind: bytes, length: int, count: int) -> bytes:
    """All of a leaf that stands before its rows."""
    return _head(kind[:1], length, count)


def _head(kind: bytes, length: int, count: int, last: bytes = b"") -> bytes:
    """All of a page that stands before its cells, which stand at its end: that they are there, and where."""
    start = PAGE - count * length
    places = b"".join([place.to_bytes(2, "big") for place in range(start, PAGE, length)])
    head = kind + bytes(2) + count.to_bytes(2, "big") + start.to_bytes(2, "big") + b"\0" + last + places
    return head.ljust(start, b"\0")


def _room(length: int, *, branch: int = 0) -> int:
    """How many cells a page has room for, each with the two bytes that say where it is."""
    return (PAGE - 8 - branch) // (length + 2)


def _shares(count: int, most: int) -> Iterator[tuple[int, int]]:
    """Part so many things into shares as even as can be, none above ``most``: first and last of each, as of a slice."""
    shares = -(-count // most)
    return pairwise(accumulate((count // shares + (place < count % shares) for place in range(shares)), initial=0))
