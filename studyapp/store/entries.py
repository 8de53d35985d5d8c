"""The journal's table: entries in, entries out, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from studyapp.journal import TIMED, Amendments, amendments, target_of, untimely_of
from studyapp.model import DAY, Entry, EntryKind
from studyapp.model.asked import asked_of
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.plain import canonical

COLUMNS = "id, device, seq, at, day, kind, question, key, verdict, rating, milliseconds, sitting, target, body"
INSERT = f"INSERT OR IGNORE INTO entry ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
INSERT_ASKED = f"INSERT OR IGNORE INTO entry ({COLUMNS}, asked) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
"""With what was asked beside its body, where the fold finds it: an answer is written so, and only an answer."""
TIMED_WORDS = ", ".join(f"'{kind}'" for kind in TIMED)
CHUNK = 500
"""How many parameters one statement takes; SQLite allows 999 in old builds."""

Row = tuple[Any, ...]


def to_row(entry: Entry) -> Row:
    """An entry as the table has it."""
    return (
        entry.id,
        entry.device,
        entry.seq,
        entry.at,
        entry.day,
        entry.kind,
        entry.question,
        entry.key,
        entry.verdict,
        entry.rating,
        entry.milliseconds,
        entry.sitting,
        None if entry.kind == "answer" else target_of(entry),
        canonical(entry.body),
    )


def from_row(row: Sequence[Any]) -> Entry:
    """The entry of a row in the order of ``COLUMNS``."""
    one, device, seq, at, day, kind, question, key, verdict, rating, milliseconds, sitting, _target, body = row
    return Entry(
        id=one,
        device=device,
        seq=seq,
        at=at,
        day=day,
        kind=kind,
        question=question,
        key=key,
        verdict=verdict,
        rating=rating,
        milliseconds=milliseconds,
        sitting=sitting,
        body=json.loads(body),
    )


def insert(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Add an entry; ``False`` where the journal has it already."""
    asked = asked_of(entry.body) if entry.kind == EntryKind.ANSWER else None
    return connection.execute(INSERT_ASKED, (*to_row(entry), asked)).rowcount == 1


def next_seq(connection: sqlite3.Connection, device: str) -> int:
    """The number of the device's next entry."""
    row = connection.execute("SELECT max(seq) FROM entry WHERE device = ?", (device,)).fetchone()
    return (row[0] or 0) + 1


def every(connection: sqlite3.Connection) -> Iterator[Entry]:
    """The whole journal in its order."""
    return map(from_row, connection.execute(f"SELECT {COLUMNS} FROM entry ORDER BY id"))


def count(connection: sqlite3.Connection) -> int:
    """How many entries the journal holds."""
    return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def by_ids(connection: sqlite3.Connection, ids: Iterable[bytes]) -> dict[bytes, Entry]:
    """The entries with these ids that the journal holds."""
    return {entry.id: entry for entry in _select(connection, "id IN ({})", list(ids))}


def of_questions(connection: sqlite3.Connection, questions: Iterable[bytes]) -> list[Entry]:
    """All entries that name one of these questions, in order."""
    found = _select(connection, "question IN ({})", list(questions))
    return sorted(found, key=lambda entry: entry.id)


def of_day(connection: sqlite3.Connection, day: int) -> list[Entry]:
    """The answers given on a study day, voided ones too, in order."""
    first = day * DAY - STUDY_DAY_OFFSET
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM entry WHERE id >= ? AND id < ? AND kind = 'answer' ORDER BY id",
        (first.to_bytes(6), (first + DAY).to_bytes(6)),
    )
    return [from_row(row) for row in rows]


def entries_of_kind(connection: sqlite3.Connection, kind: str) -> list[Entry]:
    """The live entries of a kind that is neither ``answer`` nor ``past``, in order."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM entry WHERE kind = ? AND kind NOT IN ('answer', 'past') ORDER BY id", (kind,)
    )
    found = [from_row(row) for row in rows]
    voided = amendments_of(connection, [entry.id for entry in found]).voided if found else frozenset()
    return [entry for entry in found if entry.id not in voided]


def amendments_of(connection: sqlite3.Connection, ids: Sequence[bytes] | None) -> Amendments:
    """What voids and rates say about these entries (``None``: about all)."""
    if ids is None:
        speakers = _select(connection, "target IS NOT NULL", None)
    else:
        speakers = _select(connection, "target IN ({})", ids)
        rates = [entry.id for entry in speakers if entry.kind == EntryKind.RATE]
        speakers += _select(connection, "target IN ({})", rates)
    late = _untimely(connection, ids)
    if not speakers:
        return Amendments(frozenset(), {}, late) if late else _NOTHING_AMENDED
    targets = by_ids(connection, {target for entry in speakers if (target := target_of(entry))})
    sittings = {entry.sitting for entry in targets.values() if entry.sitting}
    return replace(amendments(speakers, targets, handed_in(connection, sittings)), untimely=late)


def _untimely(connection: sqlite3.Connection, ids: Sequence[bytes] | None) -> frozenset[bytes]:
    """Of these entries those that count for no day, as the cache has it."""
    if connection.execute("SELECT 1 FROM untimely LIMIT 1").fetchone() is None:
        return frozenset()
    found = frozenset(one for (one,) in connection.execute("SELECT entry FROM untimely"))
    return found if ids is None else found.intersection(ids)


def untimely(connection: sqlite3.Connection, device: str) -> frozenset[bytes]:
    """The entries of a device that count for no day, worked out anew from all that it wrote."""
    rows = connection.execute(
        f"SELECT day, id FROM entry WHERE device = ? AND kind IN ({TIMED_WORDS}) ORDER BY seq, id", (device,)
    ).fetchall()
    return frozenset(untimely_of(rows))


def devices_out_of_step(connection: sqlite3.Connection) -> list[str]:
    """The devices that wrote an earlier time after a later one; an id begins with its time."""
    found: dict[str, None] = {}
    last, before = "", b""
    for device, one in connection.execute("SELECT device, id FROM entry ORDER BY device, seq, id"):
        if one < before and device == last:
            found[device] = None
        last, before = device, one
    return [*found]


def handed_in(connection: sqlite3.Connection, sittings: Iterable[str]) -> frozenset[str]:
    """Those of these sittings that were handed in."""
    query = "SELECT 1 FROM entry WHERE kind = 'handin' AND kind NOT IN ('answer', 'past') AND sitting = ?"
    return frozenset(one for one in sittings if connection.execute(query, (one,)).fetchone())


def voided_in_sitting(connection: sqlite3.Connection, sitting: str) -> list[Entry]:
    """The entries of a sitting that a void names, whether or not the void counts."""
    voids = _select(connection, "kind = 'void' AND kind NOT IN ('answer', 'past')", None)
    targets = by_ids(connection, {target for entry in voids if (target := target_of(entry))})
    return [entry for entry in targets.values() if entry.sitting == sitting]


_NOTHING_AMENDED = Amendments(frozenset(), {})


def _select(connection: sqlite3.Connection, where: str, values: Sequence[object] | None) -> list[Entry]:
    query = f"SELECT {COLUMNS} FROM entry WHERE {where}"
    if values is None:
        return [from_row(row) for row in connection.execute(query)]
    found: list[Entry] = []
    for start in range(0, len(values), CHUNK):
        chunk = values[start : start + CHUNK]
        rows = connection.execute(query.format(",".join("?" * len(chunk))), chunk)
        found.extend(from_row(row) for row in rows)
    return found
