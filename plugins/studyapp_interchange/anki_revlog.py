"""The log of reviews of a collection that is being written: the beginning of its file, before there are notes."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from itertools import islice
from operator import itemgetter, lt
from pathlib import Path

from studyapp import History, PackedHistory, resting, unpack_reviews
from studyapp_interchange.anki_bulk import insert
from studyapp_interchange.anki_schedule import ReviewRow, reviews_of
from studyapp_interchange.anki_schema import REVIEW_INDEX, TABLES

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""A file that is thrown away if anything happens to it."""

_REVIEW = "(?, ?, -1, ?, ?, ?, 2500, ?, ?)"


def packed(histories: Iterable[tuple[int, PackedHistory]]) -> bytes:
    """Return the histories of cards as bytes, since they may go to another process."""
    return marshal.dumps([(card, one.reviews, one.due) for card, one in histories if one.length])


def begin_collection(path: str, histories: bytes) -> None:
    """Make the file of a collection with all its tables, and with these reviews, whatever was begun before."""
    Path(path).unlink(missing_ok=True)
    with resting(), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(QUICK + TABLES)
        connection.execute("BEGIN")
        insert(connection, "revlog", _REVIEW, _reviews(histories))
        connection.execute("COMMIT")
        connection.execute(REVIEW_INDEX)


def _reviews(histories: bytes) -> list[ReviewRow]:
    """Return all reviews by their times, which Anki wants to be different: of two at once one counts as later."""
    rows: list[ReviewRow] = []
    for card, reviews, due in marshal.loads(histories):
        rows += reviews_of(History(card, *unpack_reviews(reviews), due), card)
    rows.sort(key=itemgetter(0))
    times = list(map(itemgetter(0), rows))
    if not rows or (times[0] > 0 and all(map(lt, times, islice(times, 1, None)))):
        return rows
    last = 0
    for place, row in enumerate(rows):
        if row[0] <= last:
            rows[place] = row = (last + 1, *row[1:])
        last = row[0]
    return rows
