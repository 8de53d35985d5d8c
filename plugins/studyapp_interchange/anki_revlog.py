"""The cards of a collection that is being written and their reviews: the beginning of its file, before any notes."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from operator import itemgetter, lt
from pathlib import Path
from typing import NamedTuple

from studyapp import History, PackedHistory, resting
from studyapp_interchange.anki_bulk import insert
from studyapp_interchange.anki_schedule import CardState, ReviewRow, card_state, new_card, reviews_of
from studyapp_interchange.anki_schema import CARD_INDEX, REVIEW_INDEX, TABLES

QUICK = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""A file that is thrown away if anything happens to it."""

_REVIEW = "(?, ?, -1, ?, ?, ?, 2500, ?, ?)"
_CARD = "(?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)"


class CardTold(NamedTuple):
    """A card that is to be written: its number, which is that of its note, too; its deck, when it was changed (in
    seconds), whether it asks anything, and what is known of the learner's past with it.
    """

    number: int
    deck: int
    modified: int
    asked: bool
    history: PackedHistory | None


def packed(cards: Iterable[CardTold]) -> bytes:
    """Return cards as bytes, since they may go to another process."""
    return marshal.dumps([(*one[:4], None if one.history is None else tuple(one.history)) for one in cards])


def begin_collection(path: str, cards: bytes) -> None:
    """Make the file of a collection with all its tables, these cards and their reviews, whatever was begun before."""
    Path(path).unlink(missing_ok=True)
    with resting(), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        some = [
            (CardTold(number, deck, modified, asked, None), None if past is None else PackedHistory(*past).read())
            for number, deck, modified, asked, past in marshal.loads(cards)
        ]
        connection.executescript(QUICK + TABLES)
        connection.execute("BEGIN")
        insert(connection, "revlog", _REVIEW, _reviews(some))
        insert(connection, "cards", _CARD, list(_cards(some)))
        connection.execute("COMMIT")
        connection.execute(REVIEW_INDEX)
        connection.execute(CARD_INDEX)


def _cards(some: Iterable[tuple[CardTold, History | None]]) -> Iterator[tuple[int | str, ...]]:
    for count, ((number, deck, modified, asked, _), history) in enumerate(some):
        state: CardState = card_state(history, count, asked=asked) if history else new_card(count, asked=asked)
        yield number, number, deck, modified, *state


def _reviews(some: Iterable[tuple[CardTold, History | None]]) -> list[ReviewRow]:
    """Return all reviews by their times, which Anki wants to be different: of two at once one counts as later."""
    rows: list[ReviewRow] = []
    for card, history in some:
        if history is not None and history.at:
            rows += reviews_of(history, card.number)
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
