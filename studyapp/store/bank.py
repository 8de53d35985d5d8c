"""The bank: decks and their items, as files brought them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from studyapp import identity
from studyapp.model import Entry, EntryKind, Question
from studyapp.model.plain import canonical
from studyapp.store import caches, entries
from studyapp.store.absorbing import absorb_within
from studyapp.store.asking import read_question
from studyapp.store.opening import Store, transaction

Connection = sqlite3.Connection
"""What the functions here look into; the floors above only hand it on."""

_COLUMNS = (
    "no, deck, position, question, key, revision, kind, subject, effective_from, effective_to, "
    "label, external_id, source, first_line, last_line, parent, body"
)
_INSERT = """
    INSERT INTO item (no, deck, position, question, key, card_question, card_key, revision, kind, subject,
        effective_from, effective_to, label, external_id, source, first_line, last_line, parent, replaces, added, body)
    VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
"""


@dataclass(frozen=True, slots=True)
class DeckRow:
    """A deck as the store has it; ``as_of`` is an ISO date or empty."""

    no: int
    name: str
    subject: str
    jurisdiction: str
    as_of: str
    description: str


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as the store has it; ``parent`` is the row of the case it belongs to."""

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


class NewItem(NamedTuple):
    """An item to be written.

    ``replaces``: row of the item it takes the place of. ``case``: index of its case among the rows written with
    it or kept (see ``Import.rows``), as a position in the file.
    """

    file_position: int
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
    case: int | None
    replaces: int | None
    body: str


@dataclass(frozen=True, slots=True)
class Import:
    """What one import writes into one deck.

    ``kept``: rows that stay, by position in the file; ``moved``: their new positions, by row; ``cases``: where in
    the file the case of a kept sub-question stands, by row; ``gone``: rows that are taken out without another in
    their place; ``sames``: bodies of ``same`` entries.
    """

    deck: DeckRow
    path: str
    digest: str
    reader: str
    bundled: bool
    items: tuple[NewItem, ...]
    kept: Mapping[int, int]
    moved: Mapping[int, int]
    cases: Mapping[int, int]
    gone: tuple[int, ...]
    sames: tuple[Mapping[str, str], ...]


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
    return [StoredItem(*row) for row in rows]


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
    return (StoredItem(*row) for row in connection.execute(query, values))


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
    return [StoredItem(*row) for row in rows]


def write_import(store: Store, one: Import, *, at: int) -> int:
    """Write an import inside a transaction that the caller holds; return the number of its batch."""
    connection = store.connection
    before = canonical(_before(connection, one))
    deck = _write_deck(connection, one.deck, bundled=one.bundled)
    batch = connection.execute(
        "INSERT INTO batch (deck, at, path, digest, reader, before, bundled) VALUES (?,?,?,?,?,?,?)",
        (deck, at, one.path, one.digest, one.reader, before, int(one.bundled)),
    ).lastrowid
    assert batch is not None
    _write_items(connection, one, deck, batch)
    entries_of_sames = list(_same_entries(store, one.sames, at))
    absorb_within(store, entries_of_sames)
    ids = json.dumps([entry.id.hex() for entry in entries_of_sames])
    connection.execute("UPDATE batch SET sames = ? WHERE no = ?", (ids, batch))
    forget_queue(connection)
    return batch


def undo_import(store: Store, *, deck: int | None, at: int) -> str | None:
    """Take the last import (into one deck, or of all but those that came with the app) back.

    What it declared the same is voided, so that every question is again what it was. Returns the path it came
    from, ``None`` where there is no import.
    """
    connection = store.connection
    with transaction(connection):
        row = connection.execute(
            """
            SELECT no, deck, path, sames, before FROM batch
            WHERE undone = 0 AND (deck = ?1 OR ?1 IS NULL AND NOT bundled) ORDER BY no DESC LIMIT 1
            """,
            (deck,),
        ).fetchone()
        if row is None:
            return None
        batch, imported, path, sames, before = row
        connection.execute(
            "UPDATE item SET parent = (SELECT replaces FROM item AS new WHERE new.no = item.parent) "
            "WHERE added <> ?1 AND parent IN (SELECT no FROM item WHERE added = ?1 AND replaces IS NOT NULL)",
            (batch,),
        )
        _put_back(connection, imported, json.loads(before))
        _delete_items(connection, batch)
        connection.execute("UPDATE item SET removed = NULL WHERE removed = ?", (batch,))
        connection.execute("UPDATE batch SET undone = 1 WHERE no = ?", (batch,))
        seq = entries.next_seq(connection, store.device)
        absorb_within(
            store,
            [
                identity.make_entry(
                    device=store.device, seq=seq + number, at=at, kind=EntryKind.VOID, body={"target": target}
                )
                for number, target in enumerate(json.loads(sames))
            ],
        )
        forget_queue(connection)
    return str(path)


def _delete_items(connection: sqlite3.Connection, batch: int) -> None:
    """Delete what an import added.

    For every row that goes, SQLite looks for rows that refer to it: through all of them, unless there is an index,
    which nothing else needs.
    """
    for column in ("parent", "replaces"):
        connection.execute(f"CREATE INDEX item_{column} ON item ({column}) WHERE {column} IS NOT NULL")
    connection.execute("DELETE FROM item WHERE added = ?", (batch,))
    for column in ("parent", "replaces"):
        connection.execute(f"DROP INDEX item_{column}")


def _before(connection: sqlite3.Connection, one: Import) -> dict[str, Any]:
    """What an import is about to change in place: how the deck is described, and where its items stand."""
    deck = deck_named(connection, one.deck.name)
    if deck is None:
        return {}
    items = live_items(connection, deck.no)
    return {
        "deck": [deck.subject, deck.jurisdiction, deck.as_of, deck.description],
        "positions": [(item.no, item.position) for item in items if item.no in one.moved],
        "parents": [
            (item.no, item.parent)
            for item in items
            if item.no in one.cases and item.parent != one.kept.get(one.cases[item.no])
        ],
    }


def _put_back(connection: sqlite3.Connection, deck: int, before: Mapping[str, Any]) -> None:
    if not before:
        return
    connection.execute(
        "UPDATE deck SET subject = ?, jurisdiction = ?, as_of = nullif(?, ''), description = ? WHERE no = ?",
        (*before["deck"], deck),
    )
    for column in ("position", "parent"):
        values = ((value, no) for no, value in before.get(f"{column}s", ()))
        connection.executemany(f"UPDATE item SET {column} = ? WHERE no = ?", values)


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


def _write_deck(connection: sqlite3.Connection, deck: DeckRow, *, bundled: bool) -> int:
    row = connection.execute(
        """
        INSERT INTO deck (name, subject, jurisdiction, as_of, description, bundled) VALUES (?,?,?,?,?,?)
        ON CONFLICT (name) DO UPDATE SET subject = excluded.subject, jurisdiction = excluded.jurisdiction,
            as_of = excluded.as_of, description = excluded.description
        RETURNING no
        """,
        (deck.name, deck.subject, deck.jurisdiction, deck.as_of or None, deck.description, int(bundled)),
    ).fetchone()
    return int(row[0])


def _write_items(connection: sqlite3.Connection, one: Import, deck: int, batch: int) -> None:
    known = caches.aliases(connection)
    removed = [(batch, new.replaces) for new in one.items if new.replaces is not None]
    removed += [(batch, no) for no in one.gone]
    connection.executemany("UPDATE item SET removed = ? WHERE no = ?", removed)
    connection.executemany("UPDATE item SET position = ? WHERE no = ?", ((to, no) for no, to in one.moved.items()))
    rows = dict(one.kept)
    connection.executemany(_INSERT, _rows(one, deck, batch, _next_no(connection), rows, known))
    cases = [(rows[new.file_position], new.replaces) for new in one.items if new.kind == "case" and new.replaces]
    connection.executemany("UPDATE item SET parent = ? WHERE parent = ? AND removed IS NULL", cases)
    parents = ((rows[case], no) for no, case in one.cases.items())
    connection.executemany("UPDATE item SET parent = ?1 WHERE no = ?2 AND parent IS NOT ?1", parents)


def _next_no(connection: sqlite3.Connection) -> int:
    """The number of the next row, which nobody else takes while this transaction lasts."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'item'").fetchone()
    return 1 if row is None else int(row[0]) + 1


def _rows(
    one: Import, deck: int, batch: int, first: int, rows: dict[int, int], known: Mapping[bytes, bytes]
) -> Iterator[tuple[object, ...]]:
    """The rows to be written, numbered from ``first``; their numbers go into ``rows``, by position in the file."""
    for no, new in enumerate(one.items, first):
        rows[new.file_position] = no
        yield (
            no,
            deck,
            new.position,
            new.question,
            new.key,
            known.get(new.question, new.question),
            known.get(new.key, new.key),
            new.revision,
            new.kind,
            new.subject,
            new.effective_from,
            new.effective_to,
            new.label,
            new.external_id,
            new.source,
            new.first_line,
            new.last_line,
            None if new.case is None else rows.get(new.case),
            new.replaces,
            batch,
            new.body,
        )


def _same_entries(store: Store, sames: Iterable[Mapping[str, str]], at: int) -> Iterator[Entry]:
    seq = entries.next_seq(store.connection, store.device)
    for number, body in enumerate(sames):
        yield identity.make_entry(device=store.device, seq=seq + number, at=at, kind=EntryKind.SAME, body=dict(body))
