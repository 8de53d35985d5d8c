"""Anki packages of all generations, made by hand: what a test says of them is in the test."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import zstandard


@dataclass(frozen=True)
class Type:
    """A note type."""

    fields: tuple[str, ...]
    front: str = ""
    cloze: bool = False


@dataclass(frozen=True)
class Made:
    """A note, its deck and the reviews of its cards: card, time, rating, milliseconds, type and factor of each."""

    type: Type
    fields: tuple[str, ...]
    deck: str = "人社::保险"
    tags: str = ""
    cards: int = 1
    home: str = ""
    reviews: tuple[tuple[int, int, int, int, int, int], ...] = ()


TABLES = (
    "CREATE TABLE notes (id integer primary key, guid, mid, mod, tags, flds);"
    "CREATE TABLE cards (id integer primary key, nid, did, ord, odid);"
    "CREATE TABLE revlog (id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type);"
)


def older(notes: Sequence[Made], *, scheduler: int = 2) -> bytes:
    """A database of schema 11, which keeps note types and decks as JSON."""
    types = list(dict.fromkeys(note.type for note in notes))
    decks = _decks(notes)
    models = {
        str(number): {
            "name": f"类型{number}",
            "type": int(one.cloze),
            "flds": [{"name": name} for name in one.fields],
            "tmpls": [{"qfmt": one.front}],
        }
        for number, one in enumerate(types, 1)
    }
    listed = {str(number): {"name": name, "desc": ""} for name, number in decks.items()}
    row = (json.dumps({"schedVer": scheduler}), json.dumps(models), json.dumps(listed))
    statements = f"CREATE TABLE col (id integer primary key, conf, models, decks);{TABLES}"
    return _database(statements, notes, types, decks, [("INSERT INTO col VALUES (1, ?, ?, ?)", row)])


def newer(notes: Sequence[Made]) -> bytes:
    """A database of schema 18: tables with a collation of Anki's own, settings as protocol buffers."""
    types = list(dict.fromkeys(note.type for note in notes))
    decks = _decks(notes)
    rows: list[tuple[str, tuple[object, ...]]] = [("INSERT INTO col VALUES (1, 18, '', '')", ())]
    for number, one in enumerate(types, 1):
        kind = b"\x08\x01" if one.cloze else b""
        rows.append(("INSERT INTO notetypes VALUES (?, ?, ?)", (number, f"类型{number}", kind)))
        front = b"\x0a" + _length(one.front.encode()) + one.front.encode()
        rows.append(("INSERT INTO templates VALUES (?, 0, 'Card 1', ?)", (number, front)))
        rows += [
            ("INSERT INTO fields VALUES (?, ?, ?)", (number, place, name)) for place, name in enumerate(one.fields)
        ]
    for name, number in decks.items():
        rows.append(("INSERT INTO decks VALUES (?, ?, ?)", (number, name.replace("::", "\x1f"), b"\x0a\x02\x08\x01")))
    statements = (
        "CREATE TABLE col (id integer primary key, ver, models, decks);"
        "CREATE TABLE notetypes (id integer primary key, name text COLLATE unicase, config blob);"
        "CREATE UNIQUE INDEX idx_notetypes_name ON notetypes (name);"
        "CREATE TABLE fields (ntid, ord, name text COLLATE unicase, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;"
        "CREATE TABLE templates (ntid, ord, name text COLLATE unicase, config blob, PRIMARY KEY (ntid, ord));"
        "CREATE TABLE decks (id integer primary key, name text COLLATE unicase, kind blob);"
        "CREATE UNIQUE INDEX idx_decks_name ON decks (name);"
    )
    return _database(statements + TABLES, notes, types, decks, rows)


def _decks(notes: Sequence[Made]) -> dict[str, int]:
    names = dict.fromkeys([note.deck for note in notes] + [note.home for note in notes if note.home])
    return {name: number for number, name in enumerate(names, 100)}


def _length(data: bytes) -> bytes:
    rest, out = len(data), b""
    while rest > 0x7F:
        out, rest = out + bytes([rest & 0x7F | 0x80]), rest >> 7
    return out + bytes([rest])


def _database(
    statements: str,
    notes: Sequence[Made],
    types: Sequence[Type],
    decks: Mapping[str, int],
    rows: Sequence[tuple[str, tuple[object, ...]]],
) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "c.db")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.create_collation("unicase", lambda one, other: (one > other) - (one < other))
            connection.executescript(statements)
            for sql, row in rows:
                connection.execute(sql, row)
            for number, note in enumerate(notes, 1):
                flds = "\x1f".join(note.fields)
                row = (number, f"g{number}", types.index(note.type) + 1, number, note.tags, flds)
                connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?)", row)
                for place in range(note.cards):
                    card = (number * 10 + place, number, decks[note.deck], place, decks[note.home] if note.home else 0)
                    connection.execute("INSERT INTO cards VALUES (?, ?, ?, ?, ?)", card)
                for place, at, rating, milliseconds, kind, factor in note.reviews:
                    review = (at, number * 10 + place, rating, factor, milliseconds, kind)
                    connection.execute("INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, ?, ?, ?)", review)
        return path.read_bytes()


def package(**members: bytes) -> bytes:
    """A zip of these members, whose names may have a double underscore for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


NOTICE = older([Made(Type(("Front", "Back")), ("Please update to the latest Anki version, then import again.", ""))])


def legacy1(notes: Sequence[Made], files: Mapping[str, bytes] | None = None) -> bytes:
    """The oldest kind of package: one plain database, a list of media in JSON."""
    return package(**{"collection.anki2": older(notes)}, **_media(files or {}))


def legacy2(notes: Sequence[Made], files: Mapping[str, bytes] | None = None) -> bytes:
    """The kind in between: the database goes by another name, and the old name asks for a newer Anki."""
    members = {"meta": b"\x08\x02", "collection.anki2": NOTICE, "collection.anki21": older(notes)}
    return package(**members, **_media(files or {}))


def latest(notes: Sequence[Made], files: Mapping[str, bytes] | None = None) -> bytes:
    """The newest kind: all is compressed with Zstandard, the list of media is a protocol buffer."""
    pack = zstandard.ZstdCompressor().compress
    entries = b""
    packed = {}
    for place, (name, data) in enumerate((files or {}).items()):
        entry = b"\x0a" + _length(name.encode()) + name.encode() + b"\x10" + _length(b"x" * len(data))
        entries += b"\x0a" + _length(entry) + entry
        packed[str(place)] = pack(data)
    members = {"meta": b"\x08\x03", "collection.anki21b": pack(newer(notes)), "collection.anki2": NOTICE}
    return package(**members, **packed, media=pack(entries))


def _media(files: Mapping[str, bytes]) -> dict[str, bytes]:
    names = {str(place): name for place, name in enumerate(files)}
    return {str(place): data for place, data in enumerate(files.values())} | {"media": json.dumps(names).encode()}
