"""The log of reviews of a collection that is being written, which may be done while there are no notes yet."""

from __future__ import annotations

import sqlite3
import struct
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, compress, count, islice
from operator import ge, itemgetter, lt, ne
from pathlib import Path

from studyapp import resting
from studyapp_interchange.anki_bulk import insert
from studyapp_interchange.anki_schedule import CardHistories, Reviews, reviews_of
from studyapp_interchange.anki_zip import deflated
from studyapp_interchange.sqlite_pages import index_leaves, table_leaves

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
"""A file that is thrown away if anything happens to it."""

Trees = tuple[tuple[bytes, list[bytes]], ...]
"""Of the log and of its index how their pages begin, and the keys of their leaves."""

ReviewRow = tuple[int, int, int, int, int, int, int]
"""Of a review: time, card, rating, interval after and before it, time taken, and its type."""

_REVIEW = "(?, ?, -1, ?, ?, ?, 2500, ?, ?)"
_AT_ONCE = 1_000
"""So many histories are looked at together: their values then lie near each other in memory."""

_FEW = 1_000
"""Reviews that are not worth pages of their own."""

_TIMES = range(1 << 35, 1 << 42)
"""From 1971 to 2109: they take six bytes where a row begins."""

_LONGEST = 1 << 23
"""Days that three bytes do not hold."""

_CODES = bytes([10, 0, 5, 1, 1, 3, 3, 2, 4, 1])
"""How a record begins: its own length, and of each column how many bytes it has (5: six; of the first none)."""

_RECORD = _CODES + bytes(6) + b"\xff" + bytes(1 + 3 + 3) + (2500).to_bytes(2, "big") + bytes(4 + 1)
_ROW = bytes([len(_RECORD)]) + bytes(6) + _RECORD
"""A row without what differs: its length, its number, and the record."""

_NUMBER, _CARD, _RATING, _AFTER, _BEFORE, _TAKEN, _KIND = 1, 17, 24, 25, 28, 33, 37
"""Where in a row what differs stands."""

_CARD_ROW = bytes([15, 3, 5, 5]) + bytes(6 + 6)
"""A row of the index: a card and the time of a review, of six bytes each."""


def grow(path: str, histories: CardHistories) -> Trees | None:
    """Write the leaves of the log of these reviews, and of its index, into a file; ``None`` where it is odd.

    They are written a second time, compressed, into a file beside it. It is not odd if all rows can be of one length:
    then they are put together column by column, for a third of the time that SQLite would take for them.
    """
    with resting():
        if (rows := _rows(histories)) is None:
            return None
        trees = table_leaves(rows[0], len(_ROW), slice(_NUMBER, _NUMBER + 6)), index_leaves(rows[1], len(_CARD_ROW))
        pages = b"".join(chain.from_iterable(tree.pages for tree in trees))
        Path(path).write_bytes(pages)
        compressed(path).write_bytes(deflated(pages))
        return tuple((tree.kind, tree.keys) for tree in trees)


def compressed(path: str | Path) -> Path:
    """Return where the leaves lie as they are compressed."""
    return Path(f"{path}.deflated")


def write_reviews(connection: sqlite3.Connection, histories: CardHistories) -> None:
    """Write the log of reviews row by row, whatever it is."""
    some = reviews_of(histories)
    insert(connection, "revlog", _REVIEW, _apart(zip(*some[:7], strict=True)))


def _apart(reviews: Iterable[ReviewRow]) -> list[ReviewRow]:
    """Return all reviews by their times, which Anki wants to be different: of two at once one counts as later."""
    rows, last = sorted(reviews, key=itemgetter(0)), 0
    for place, row in enumerate(rows):
        if row[0] <= last:
            rows[place] = row = (last + 1, *row[1:])
        last = row[0]
    return rows


def _rows(histories: CardHistories) -> tuple[bytes, bytes] | None:
    """Return the rows of the log by their times and those of its index by their cards, where they are not odd."""
    by_card, total = [], 0
    by_day: dict[int, list[bytes]] = defaultdict(list)  # a day's are put in order for less than all at once
    for start in range(0, len(histories.cards), _AT_ONCE):
        reviews = reviews_of(histories.some(start, start + _AT_ONCE))
        if not _is_even(reviews):
            return None
        try:
            rows, of_cards = _filled(reviews)
        except struct.error:  # a number that is larger than any of its kind, or is none
            return None
        for day, row in zip(reviews.days, struct.unpack(f"{len(_ROW)}s" * len(reviews.at), rows), strict=True):
            by_day[day].append(row)
        by_card.append(of_cards)
        total += len(reviews.at)
    days = [b"".join(sorted(by_day[day])) for day in sorted(by_day)]
    return (b"".join(days), b"".join(by_card)) if total >= _FEW and all(map(_are_apart, days)) else None


def _are_apart(rows: bytes) -> bool:
    """Whether no two of these rows, which are in order, have the same number."""
    numbers = bytearray(8 * (len(rows) // len(_ROW)))
    for byte in range(6):
        numbers[byte::8] = rows[_NUMBER + byte :: len(_ROW)]
    found = array("Q", bytes(numbers))
    return all(map(ne, found, islice(found, 1, None)))


def _is_even(reviews: Reviews) -> bool:
    """Whether times and days can be of one length, and the times of a card ascend."""
    at, ends = reviews.at, reviews.ends
    starts = [0, *ends[:-1]]
    return (
        all(map(lt, starts, ends))
        and set(starts).issuperset(compress(count(1), map(ge, at, islice(at, 1, None))))
        and min(map(at.__getitem__, starts)) in _TIMES
        and max([at[end - 1] for end in ends]) in _TIMES
        and max([reviews.after[end - 1] for end in ends]) < _LONGEST
    )


def _filled(reviews: Reviews) -> tuple[bytes, bytes]:
    """Return the rows of some reviews, and those of the index, in the order of the reviews."""
    size = len(reviews.at)
    rows, of_cards = bytearray(_ROW * size), bytearray(_CARD_ROW * size)
    times, cards = _bytes("q", reviews.at), _bytes("q", reviews.cards)
    columns = (
        (_NUMBER, 6, _varints(times, size)),
        (_CARD, 6, cards),
        (_RATING, 1, _bytes("b", reviews.ratings)),
        (_AFTER, 3, _bytes("i", reviews.after)),
        (_BEFORE, 3, _bytes("i", reviews.before)),
        (_TAKEN, 4, _bytes("i", reviews.taken)),
        (_KIND, 1, _bytes("b", reviews.kinds)),
    )
    for place, width, column in columns:
        _put(rows, len(_ROW), place, width, column, size)
    _put(of_cards, len(_CARD_ROW), 4, 6, cards, size)
    _put(of_cards, len(_CARD_ROW), 10, 6, times, size)
    return bytes(rows), bytes(of_cards)


def _put(rows: bytearray, length: int, place: int, width: int, column: bytes, count: int) -> None:
    """Put the last bytes of each number of a column into the rows."""
    of_one = len(column) // count
    for byte in range(width):
        rows[place + byte :: length] = column[of_one - width + byte :: of_one]


def _bytes(code: str, numbers: Sequence[int]) -> bytes:
    """Return numbers with their highest bytes first."""
    return struct.pack(f">{len(numbers)}{code}", *numbers)


def _varints(times: bytes, count: int) -> bytes:
    """Return times of eight bytes as SQLite has them before a row, in the last six: seven bits in a byte.

    All at once, as one large number: what is done to each takes twenty times as long.
    """
    whole, each = int.from_bytes(times, "big"), int.from_bytes(b"\0\0\0\0\0\0\0\1" * count, "big")
    spread = each * 0x808080808000  # of all bytes but the last the highest bit says that another follows
    for byte in range(6):
        spread |= (whole & (each * (0x7F << 7 * byte))) << byte
    return spread.to_bytes(len(times), "big")
