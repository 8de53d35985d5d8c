"""The database of an Anki collection: note types, decks, notes, cards and reviews as plain values.

Older ones (schema 11) keep note types and decks as JSON in their only row of ``col``; newer ones (15 to 18) in tables.
Columns with names have a collation of Anki's own, so that no statement here compares or sorts names.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from studyapp import NotABank
from studyapp_interchange.anki_package import BROKEN
from studyapp_interchange.anki_wire import bytes_at, integer_at

_STEPS = 500_000
"""Thousands of steps that SQLite may take in all; a real collection needs far fewer, a trap would need for ever."""

_TABLES = frozenset({"col", "notes", "cards"})
_NOTES = """
    SELECT id, CAST(coalesce(guid, '') AS TEXT), mid, CAST(coalesce(tags, '') AS TEXT), CAST(coalesce(flds, '') AS TEXT)
    FROM notes
"""
_ANSWERS = """
    FROM revlog NOT INDEXED WHERE ease BETWEEN 1 AND 4 AND id > 0 AND time <= 9223372036854775807
    AND (type < 3 OR type NOT IN (4, 5) AND NOT (type = 3 AND factor = 0))
"""
"""Which rows are answers; no text and no bytes are less than a number."""

_FIRST_RATING = "CASE WHEN ease > 1 AND type IN (0, 2) THEN ease + (ease < 4) ELSE ease END"
_FAULTS = (sqlite3.Error, RecursionError, TypeError, AttributeError, ValueError, KeyError)
_FIRST, _LAST = -(2**63), 2**63 - 1

_as_text = partial(str, encoding="utf-8", errors="replace")

NoteRow = tuple[int, str, int, str, str]
"""Of a note: id, guid, id of its type, tags, and its fields with U+001F between them."""


@dataclass(frozen=True, slots=True)
class NoteType:
    """A note type: its fields in order, the front and back template of each card, whether it deletes words (cloze)."""

    name: str
    fields: tuple[str, ...]
    fronts: tuple[str, ...] = ()
    cloze: bool = False


@dataclass(slots=True)
class Collection:
    """An open collection; ``damaged`` says that some of its notes could not be read."""

    connection: sqlite3.Connection
    types: Mapping[int, NoteType]
    decks: Mapping[int, str]
    descriptions: Mapping[str, str]
    first_scheduler: bool
    damaged: bool = False
    reviews_damaged: bool = False
    _stopped: list[bool] = field(default_factory=list)

    def notes(self) -> Iterator[NoteRow]:
        """Yield the notes by their ids; of a damaged table those before the damage, and those after it.

        Until a text is none, SQLite makes the texts itself, which takes half of the time.
        """
        last, damage = _FIRST, None
        for factory in (str, _as_text):
            self.connection.text_factory = factory
            try:
                for row in self.connection.execute(f"{_NOTES} WHERE id > ? ORDER BY id", (last,)):
                    yield row
                    last = row[0]
            except sqlite3.DatabaseError as error:
                self._give_up(error)
                damage = error
            else:
                damage = None
                break
        self.connection.text_factory = _as_text
        if damage is not None:
            self.damaged = True
            yield from self._from_behind(last)

    def _from_behind(self, last: int) -> list[NoteRow]:
        rows: list[NoteRow] = []
        try:
            rows.extend(self.connection.execute(f"{_NOTES} WHERE id > ? ORDER BY id DESC", (last,)))
        except sqlite3.DatabaseError as error:
            self._give_up(error)
        return rows[::-1]

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        if self._stopped:
            raise NotABank(BROKEN) from error

    def count(self) -> int:
        """Return how many notes there are, as far as can be told."""
        try:
            found: int = self.connection.execute("SELECT count(*) FROM notes").fetchone()[0]
        except sqlite3.DatabaseError:
            return 0
        return found

    def cards(self) -> list[tuple[int, int, int]]:
        """Return note, deck and card of all cards, the first card of each note last; a deck for the moment is none."""
        sql = "SELECT nid, CASE WHEN odid THEN odid ELSE did END, id FROM cards"
        try:
            rows = self.connection.execute(sql).fetchall()
            if len({row[0] for row in rows}) < len(rows):  # of most packages each note has one
                rows = self.connection.execute(f"{sql} ORDER BY ord DESC, id DESC").fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            self.damaged = True
            return []
        return rows

    def reviews(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield card, time, rating and milliseconds of the reviews, the oldest first, in the order of the table.

        Rows that are no answers are left out: cards reset or moved by hand (type 4 and 5, or without a rating), and
        those of a filtered deck that does not reschedule (type 3 with no ease), as Anki does when it fits FSRS.
        """
        whole = "typeof(cid) = 'integer' AND typeof(time) = 'integer' AND typeof(ease) = 'integer'"
        sql = f"SELECT cid, id, {self._rating}, time {_ANSWERS} AND {whole} ORDER BY id"
        try:
            yield from self.connection.execute(sql)
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            self.reviews_damaged = True

    def reviews_by_card(self) -> list[tuple[object, int, bytes]]:
        """Return card, number of its reviews, and these as ``PackedHistory`` may have them, the oldest first.

        SQLite puts them together, which takes half of the time of rows: it reads them by their times, and leaves those
        of a card in that order. What is no integer stands there as it is. Raises ``sqlite3.DatabaseError`` where the
        log is damaged.
        """
        lists = "group_concat(id) || '],\"milliseconds\":[' || group_concat(time) || '],\"ratings\":[' ||"
        told = f"'{{\"at\":[' || {lists} group_concat({self._rating}) || ']}}'"
        sql = f"SELECT cid, count(*), CAST({told} AS BLOB) {_ANSWERS} GROUP BY cid"
        try:
            return self.connection.execute(sql).fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            raise

    @property
    def _rating(self) -> str:
        return _FIRST_RATING if self.first_scheduler else "ease"


@contextmanager
def opened_collection(path: Path) -> Iterator[Collection]:
    """Open a collection; ``NotABank`` where it is none, or is damaged beyond reading."""
    try:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise NotABank(BROKEN) from error
    with closing(connection):
        try:
            collection = _collection(connection)
        except _FAULTS as error:
            raise NotABank(BROKEN) from error
        yield collection


def _collection(connection: sqlite3.Connection) -> Collection:
    stopped = _guard(connection)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= _TABLES:
        raise NotABank(BROKEN)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(col)")]
    row = dict(zip(columns, connection.execute("SELECT * FROM col").fetchone() or (), strict=False))
    if "notetypes" in tables:
        types, decks, told = _types(connection), *_decks(connection)
        first = False
    else:
        types = {number: _type(one) for number, one in _by_id(row.get("models")).items()}
        listed = _by_id(row.get("decks"))
        decks = {number: _text(one.get("name")) for number, one in listed.items()}
        told = {decks[number]: _text(one.get("desc")) for number, one in listed.items()}
        conf = json.loads(row.get("conf") or "{}")
        first = isinstance(conf, dict) and conf.get("schedVer", 1) == 1
    return Collection(connection, types, decks, told, first and "revlog" in tables, _stopped=stopped)


def _guard(connection: sqlite3.Connection) -> list[bool]:
    """Keep a made-up schema from running code or running for ever; the list says whether it had to be stopped."""
    left = iter(range(_STEPS))
    stopped: list[bool] = []

    def watch() -> int:
        if next(left, None) is None:
            stopped.append(True)
            return 1
        return 0

    connection.set_progress_handler(watch, 1000)
    connection.text_factory = _as_text
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cache_size = -1000")  # what is sorted in pieces that the processor keeps takes less time
    connection.execute(f"PRAGMA mmap_size = {1 << 30}")
    return stopped


def _types(connection: sqlite3.Connection) -> dict[int, NoteType]:
    """Return the note types of the newer tables; their settings are protocol buffers."""
    fields: dict[int, list[str]] = {}
    for kind, name in connection.execute("SELECT ntid, CAST(name AS TEXT) FROM fields ORDER BY ntid, ord"):
        fields.setdefault(kind, []).append(name)
    fronts: dict[int, list[str]] = {}
    for kind, config in connection.execute("SELECT ntid, config FROM templates ORDER BY ntid, ord"):
        fronts.setdefault(kind, []).append(bytes_at(bytes(config), 1).decode("utf-8", errors="replace"))
    return {
        number: NoteType(
            name, tuple(fields.get(number, ())), tuple(fronts.get(number, ())), integer_at(bytes(config), 1) == 1
        )
        for number, name, config in connection.execute("SELECT id, CAST(name AS TEXT), config FROM notetypes")
    }


def _decks(connection: sqlite3.Connection) -> tuple[dict[int, str], dict[str, str]]:
    names: dict[int, str] = {}
    told: dict[str, str] = {}
    for number, name, kind in connection.execute("SELECT id, CAST(name AS TEXT), kind FROM decks"):
        names[number] = name.replace("\x1f", "::")
        told[names[number]] = bytes_at(bytes_at(bytes(kind), 1), 4).decode("utf-8", errors="replace")
    return names, told


def _type(one: Mapping[str, Any]) -> NoteType:
    fields = tuple(_text(each.get("name")) for each in one.get("flds", ()))
    fronts = tuple(_text(each.get("qfmt")) for each in one.get("tmpls", ()))
    return NoteType(_text(one.get("name")), fields, fronts, one.get("type") == 1)


def _by_id(text: object) -> dict[int, dict[str, Any]]:
    found = json.loads(str(text or "{}"))
    return {int(name): one for name, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}


def _text(value: object) -> str:
    """Return a text that any encoding can hold; JSON can spell half a surrogate pair."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
