"""The bank: decks and their items, as files brought them; ``batches`` writes it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from studyapp.model import Question
from studyapp.store.asking import read_question

Connection = sqlite3.Connection
"""What the functions here look into; the floors above only hand it on."""

_COLUMNS = (
    "no, deck, position, question, key, revision, kind, subject, effective_from, effective_to, "
    "label, external_id, source, first_line, last_line, parent, body"
)


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck as the store has it; ``as_of`` is an ISO date or empty."""

    no: int
    name: str
    subject: str
    jurisdiction: str
    as_of: str
    description: str


class StoredItem(NamedTuple):
    """An item as the store has it, its row as it is; ``parent`` is the row of the case it belongs to."""

    no: int
    deck: int
    position: int
    question: bytes
    key: bytes
    revision: bytes
    kind: str
    subject: str
    effective_from: str | None
    effective_to: str | None
    label: str
    external_id: str
    source: str
    first_line: int
    last_line: int
    parent: int | None
    body: str

    def read(self) -> Question:
        """The question itself."""
        return read_question(self.body)


class ItemOut(NamedTuple):
    """What of an item goes out of the bank with its deck."""

    no: int
    question: bytes
    key: bytes
    label: str
    external_id: str
    source: str
    first_line: int
    last_line: int
    parent: int | None
    body: str

    def read(self) -> Question:
        """The question itself."""
        return read_question(self.body)


def decks(connection: sqlite3.Connection) -> list[DeckRow]:
    """The decks that hold anything, in the order in which they came."""
    rows = connection.execute("""
        SELECT no, name, subject, jurisdiction, coalesce(as_of, ''), description FROM deck
        WHERE EXISTS (SELECT 1 FROM item WHERE item.deck = deck.no AND removed IS NULL) ORDER BY no
    """)
    return [DeckRow(*row) for row in rows]


def deck_name(text: str) -> str:
    """A text as the name of a deck: one line, single spaces, never empty."""
    return " ".join(text.encode(errors="replace").decode().split()) or "-"


def deck_named(connection: sqlite3.Connection, name: str) -> DeckRow | None:
    """The deck of that name, be it empty."""
    name = deck_name(name)
    row = connection.execute(
        "SELECT no, name, subject, jurisdiction, coalesce(as_of, ''), description FROM deck WHERE name = ?", (name,)
    ).fetchone()
    return None if row is None else DeckRow(*row)


def live_items(connection: sqlite3.Connection, deck: int) -> list[StoredItem]:
    """The items of a deck, in order."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM item WHERE deck = ? AND removed IS NULL ORDER BY position, no", (deck,)
    )
    return [*map(StoredItem._make, rows)]


def find_items(
    connection: sqlite3.Connection, *, deck: int | None = None, kind: str = "", as_of: date | None = None
) -> Iterator[StoredItem]:
    """The items of one deck or all that fit: of a kind, holding on a date."""
    where, values = ["removed IS NULL"], []
    for condition, value in (
        ("deck = ?", deck),
        ("kind = ?", kind or None),
        ("coalesce(effective_from, '0') <= ?", as_of and as_of.isoformat()),
        ("coalesce(effective_to, '9') >= ?", as_of and as_of.isoformat()),
    ):
        if value is not None:
            where.append(condition)
            values.append(value)
    query = f"SELECT {_COLUMNS} FROM item WHERE {' AND '.join(where)} ORDER BY deck, position, no"
    return map(StoredItem._make, connection.execute(query, values))


def items_out(connection: sqlite3.Connection, deck: int | None = None) -> list[ItemOut]:
    """The items of one deck or all, in order: without what does not go out they are read in two thirds of the time."""
    where = "" if deck is None else " AND deck = ?"
    query = f"SELECT {', '.join(ItemOut._fields)} FROM item WHERE removed IS NULL{where} ORDER BY deck, position, no"
    return [*map(ItemOut._make, connection.execute(query, () if deck is None else (deck,)))]


def size(connection: sqlite3.Connection, deck: int | None = None) -> int:
    """How many items a deck has, or all of them."""
    where = "" if deck is None else " AND deck = ?"
    query = f"SELECT count(*) FROM item WHERE removed IS NULL{where}"
    return int(connection.execute(query, () if deck is None else (deck,)).fetchone()[0])


def item(connection: sqlite3.Connection, no: int) -> StoredItem | None:
    """The item of a row."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM item WHERE no = ?", (no,)).fetchone()
    return None if row is None else StoredItem(*row)


def items_of(connection: sqlite3.Connection, beginning: str) -> list[StoredItem]:
    """The live items whose question's id begins with these hex digits."""
    low = bytes.fromhex(beginning.ljust(32, "0"))
    high = bytes.fromhex(beginning.ljust(32, "f"))
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM item WHERE question BETWEEN ? AND ? AND removed IS NULL ORDER BY deck, position",
        (low, high),
    )
    return [*map(StoredItem._make, rows)]


def forget_queue(connection: sqlite3.Connection) -> None:
    """The bank has changed: today's queues are built anew when they are asked for."""
    connection.execute("DELETE FROM stamp WHERE name = 'queue'")


def bundled_version(connection: sqlite3.Connection) -> str:
    """The version of the app whose bundled decks are in the bank, empty for none."""
    row = connection.execute("SELECT value FROM stamp WHERE name = 'bundled'").fetchone()
    return "" if row is None else str(row[0])


def set_bundled_version(connection: sqlite3.Connection, version: str) -> None:
    """Note that the bundled decks of this version are in the bank."""
    connection.execute("INSERT OR REPLACE INTO stamp VALUES ('bundled', ?)", (version,))
