"""Imports as they are written into the bank, each a batch that can be taken back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from studyapp import identity
from studyapp.model import Entry, EntryKind
from studyapp.model.plain import canonical
from studyapp.store import bulk, caches, entries, pasts
from studyapp.store.absorbing import absorb_within
from studyapp.store.bank import DeckRow, deck_named, forget_queue, live_items
from studyapp.store.opening import Store, transaction

_COLUMNS = (
    "no, deck, position, question, key, card_question, card_key, revision, kind, subject, effective_from, "
    "effective_to, label, external_id, source, first_line, last_line, parent, replaces, added, body"
)

_WHOLE = bulk.Form(
    "({0},?1,{1},{2},{3},{4},{5},{6},{7},{8},{9},{10},{11},{12},{13},{14},{15},{16},{17},?2,CAST({18} AS TEXT))",
    own=19,
    shared=2,
)
_COMMON = bulk.Form(
    "({0},?1,{1},{2},{3},{2},{3},{4},{5},{6},NULL,NULL,{7},{8},{9},{10},{11},NULL,NULL,?2,CAST({12} AS TEXT))",
    own=13,
    shared=2,
)
"""A row that holds always, belongs to no case, takes nobody's place, and whose card is its own."""


class NewItem(NamedTuple):
    """An item to be written.

    ``replaces``: row of the item it takes the place of. ``case``: index of its case among the rows written with
    it or kept (see ``Import.rows``), as a position in the file. ``body``: its wording as JSON in UTF-8.
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
    body: bytes


@dataclass(frozen=True, slots=True)
class Import:
    """What one import writes into one deck.

    ``items``: ``count`` of them, which are asked for once, while they are written.
    ``kept``: rows that stay, by position in the file; ``moved``: their new positions, by row; ``cases``: where in
    the file the case of a kept sub-question stands, by row; ``gone``: rows that are taken out without another in
    their place; ``sames``: bodies of ``same`` entries. ``histories``: what comes of the learner's past,
    whose entries are written when the items are.
    """

    deck: DeckRow
    path: str
    digest: str
    reader: str
    bundled: bool
    items: Iterable[NewItem]
    count: int
    kept: Mapping[int, int] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
    cases: Mapping[int, int] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    sames: tuple[Mapping[str, str], ...] = ()
    histories: pasts.Writing | None = None


def write_import(store: Store, one: Import, *, at: int) -> int:
    """Write an import inside a transaction that the caller holds; return the number of its batch."""
    connection = store.connection
    before = _before(connection, one)
    deck = _write_deck(connection, one.deck, bundled=one.bundled)
    batch = connection.execute(
        "INSERT INTO batch (deck, at, path, digest, reader, before, bundled) VALUES (?,?,?,?,?,?,?)",
        (deck, at, one.path, one.digest, one.reader, "{}", int(one.bundled)),
    ).lastrowid
    assert batch is not None
    _write_items(connection, one, deck, batch)
    if one.histories is not None:
        one.histories.finish()
        before["histories"] = one.histories.entry_range
    entries_of_sames = list(_same_entries(store, one.sames, at))
    absorb_within(store, entries_of_sames)
    ids = json.dumps([entry.id.hex() for entry in entries_of_sames])
    connection.execute("UPDATE batch SET sames = ?, before = ? WHERE no = ?", (ids, canonical(before), batch))
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
        batch, imported, path, sames, found = row
        before = json.loads(found)
        if told := before.get("histories"):
            pasts.take_back(store, *told, at=at)
        connection.execute(
            "UPDATE item SET parent = (SELECT replaces FROM item AS new WHERE new.no = item.parent) "
            "WHERE added <> ?1 AND parent IN (SELECT no FROM item WHERE added = ?1 AND replaces IS NOT NULL)",
            (batch,),
        )
        _put_back(connection, imported, before)
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
    if "deck" not in before:
        return
    connection.execute(
        "UPDATE deck SET subject = ?, jurisdiction = ?, as_of = nullif(?, ''), description = ? WHERE no = ?",
        (*before["deck"], deck),
    )
    for column in ("position", "parent"):
        values = ((value, no) for no, value in before.get(f"{column}s", ()))
        connection.executemany(f"UPDATE item SET {column} = ? WHERE no = ?", values)


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
    connection.executemany("UPDATE item SET removed = ? WHERE no = ?", ((batch, no) for no in one.gone))
    connection.executemany("UPDATE item SET position = ? WHERE no = ?", ((to, no) for no, to in one.moved.items()))
    made = _Rows(one, deck, batch, _next_no(connection), known)
    with bulk.indexes_aside(connection, "item", one.count):
        bulk.insert(connection, f"item ({_COLUMNS})", made)
    connection.executemany("UPDATE item SET removed = ? WHERE no = ?", ((batch, no) for no in made.replaced))
    connection.executemany("UPDATE item SET parent = ? WHERE parent = ? AND removed IS NULL", made.cases)
    rows = made.numbers
    parents = ((rows[case], no) for no, case in one.cases.items())
    connection.executemany("UPDATE item SET parent = ?1 WHERE no = ?2 AND parent IS NOT ?1", parents)


def _next_no(connection: sqlite3.Connection) -> int:
    """The number of the next row, which nobody else takes while this transaction lasts."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'item'").fetchone()
    return 1 if row is None else int(row[0]) + 1


class _Rows:
    """The rows to be written, numbered from ``first``.

    ``numbers``: those of the rows that were made or stay, by position in the file. ``replaced``: the numbers of rows
    that others took the place of; ``cases``: of each case that did so, its number and that of the row before.
    """

    def __init__(self, one: Import, deck: int, batch: int, first: int, known: Mapping[bytes, bytes]) -> None:
        self._one = one
        self._deck = deck
        self._batch = batch
        self._first = first
        self._known = known
        self.numbers = dict(one.kept)
        self.replaced: list[int] = []
        self.cases: list[tuple[int, int]] = []

    def __iter__(self) -> Iterator[bulk.Rows]:
        """Make the rows, some at a time. An item is taken apart at once, which takes a third of the time of names."""
        items, no = iter(self._one.items), self._first
        while some := list(islice(items, bulk.TOGETHER)):
            yield self._common(some, no) or self._whole(some, no)
            no += len(some)

    def _common(self, some: Sequence[NewItem], first: int) -> bulk.Rows | None:
        """Rows of which nothing rare is said, as nearly all of a large bank are; ``None`` where there is another.

        They take half of the time. What they leave open is no parameter, and digests are no ``bytes``: for both
        Python looks for a way to adapt them, finds none, and that takes longer than what SQLite does with them.
        """
        known, numbers, raw = self._known, self.numbers, bytearray
        values: list[object] = [self._deck, self._batch]
        for no, new in enumerate(some, first):
            (
                at, position, question, key, revision, kind, subject, since, until,
                label, external, source, line, last, case, replaces, body,
            ) = new  # fmt: skip
            if since is not None or until is not None or case is not None or replaces is not None:
                return None
            if question in known or key in known:
                return None
            numbers[at] = no
            values += (no, position, raw(question), raw(key), raw(revision), kind, subject)
            values += (label, external, source, line, last, raw(body))
        return bulk.Rows(_COMMON, len(some), values)

    def _whole(self, some: Sequence[NewItem], first: int) -> bulk.Rows:
        """Rows of which anything may be said."""
        known, numbers = self._known, self.numbers
        values: list[object] = [self._deck, self._batch]
        for no, new in enumerate(some, first):
            question, key, case = new.question, new.key, new.case
            numbers[new.file_position] = no
            if new.replaces is not None:
                self._replaces(no, new.kind, new.replaces)
            parent = None if case is None else numbers.get(case)
            cards = known.get(question, question), known.get(key, key)
            values += (no, *new[1:4], *cards, *new[4:14], parent, new.replaces, bytearray(new.body))
        return bulk.Rows(_WHOLE, len(some), values)

    def _replaces(self, no: int, kind: str, old: int) -> None:
        self.replaced.append(old)
        if kind == "case":
            self.cases.append((no, old))


def _same_entries(store: Store, sames: Iterable[Mapping[str, str]], at: int) -> Iterator[Entry]:
    seq = entries.next_seq(store.connection, store.device)
    for number, body in enumerate(sames):
        yield identity.make_entry(device=store.device, seq=seq + number, at=at, kind=EntryKind.SAME, body=dict(body))
