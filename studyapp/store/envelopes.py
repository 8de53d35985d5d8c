"""Envelopes: the entries of this store, cut once, signed, and sent to the byte the same to every remote.

There is no outbox. What the devices of this store have written is in order, so one number for each says how far it is
cut; what came otherwise and lies in no remote (from a backup, or from a file that was repaired) is named one by one.
Cutting reads without a lock and writes one envelope at a time: an answer never waits for longer than that.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from studyapp.envelope.contents import MOST, line_of, unpack_entries
from studyapp.envelope.sealing import LARGEST_CONTENT, digest_of, seal
from studyapp.envelope.signer import OwnDevice
from studyapp.model import Entry
from studyapp.model.statement import EntriesHead, Statement
from studyapp.store import entries
from studyapp.store.opening import transaction
from studyapp.store.uncut import cut_upto, name_uncut, own_devices, set_cut


class Link(NamedTuple):
    """An envelope's place in its device's chain. ``digest``: of its head; empty, with 0, where there is none."""

    no: int
    digest: str


NO_LINK = Link(0, "")


def last_link(connection: sqlite3.Connection, device: str) -> Link:
    """The last envelope that a device has signed here."""
    row = connection.execute(
        "SELECT no, digest FROM envelope WHERE device = ? ORDER BY no DESC LIMIT 1", (device,)
    ).fetchone()
    return NO_LINK if row is None else Link(*row)


def has_link(connection: sqlite3.Connection, device: str, link: Link) -> bool:
    """Whether a device has signed an envelope of that number here, and that very one."""
    row = connection.execute("SELECT digest FROM envelope WHERE device = ? AND no = ?", (device, link.no)).fetchone()
    return link == NO_LINK or (row is not None and row[0] == link.digest)


def statements(connection: sqlite3.Connection, device: str, after: int) -> Iterator[Statement]:
    """The envelopes of a device after that number, as they travel, without those that were cut anew."""
    rows = connection.execute(
        "SELECT head, signature, content FROM envelope WHERE device = ? AND no > ? AND NOT again ORDER BY no",
        (device, after),
    )
    for head, signature, content in rows.fetchall():
        yield Statement(head, signature, zlib.decompress(content))


class _Batch(NamedTuple):
    """What goes into one envelope. ``last``: of each device the last of its entries; ``named``: those of ``uncut``."""

    lines: list[str]
    last: dict[str, Entry]
    named: list[bytes]


def cut_next(connection: sqlite3.Connection, own: OwnDevice) -> int:
    """Cut one envelope of what is in none; return how many entries were dealt with, 0 where nothing is left."""
    batch = _gather(connection)
    if not batch.last and not batch.named:
        return 0
    before = last_link(connection, own.device)
    head = EntriesHead(by="", device=own.device, no=before.no + 1, before=before.digest)
    content = "\n".join(batch.lines).encode()
    sealed = seal(own.secret, head, content) if batch.lines else None
    packed = zlib.compress(content) if sealed else b""
    with transaction(connection):
        if last_link(connection, own.device) != before:
            return 0  # another program cuts; what is left is cut next time
        if sealed is not None:
            row = (own.device, head.no, digest_of(sealed.head), len(batch.lines), sealed.head, sealed.signature, packed)
            connection.execute("INSERT INTO envelope VALUES (?,?,?,?,?,?,?,0)", row)
        _note_cut(connection, batch)
    return len(batch.lines) or 1


def _gather(connection: sqlite3.Connection) -> _Batch:
    """What is next: no more than an envelope takes. An entry that is too long for any is passed over."""
    batch, room = _Batch([], {}, []), LARGEST_CONTENT
    for entry, named in _candidates(connection):
        line = line_of(entry)
        size = len(line.encode()) + 1
        if size <= LARGEST_CONTENT:
            if len(batch.lines) == MOST or size > room:
                break
            batch.lines.append(line)
            room -= size
        if named:
            batch.named.append(entry.id)
        else:
            batch.last[entry.device] = entry
    return batch


def _candidates(connection: sqlite3.Connection) -> Iterator[tuple[Entry, bool]]:
    for device in own_devices(connection):
        rows = connection.execute(
            f"SELECT {entries.COLUMNS} FROM entry WHERE device = ? AND seq > ? ORDER BY seq, id LIMIT {MOST + 1}",
            (device, cut_upto(connection, device)),
        )
        yield from ((entries.from_row(row), False) for row in rows)
    named = connection.execute(
        f"SELECT {entries.COLUMNS} FROM uncut JOIN entry ON id = entry ORDER BY id LIMIT {MOST + 1}"
    )
    yield from ((entries.from_row(row), True) for row in named)


def _note_cut(connection: sqlite3.Connection, batch: _Batch) -> None:
    """Note how far it is cut; what shares the last one's number, after a fork, is named by itself."""
    for device, last in batch.last.items():
        connection.execute(
            "INSERT OR IGNORE INTO uncut SELECT id FROM entry WHERE device = ? AND seq = ? AND id > ?",
            (device, last.seq, last.id),
        )
        set_cut(connection, device, last.seq)
    connection.executemany("DELETE FROM uncut WHERE entry = ?", ((one,) for one in batch.named))


def cut_anew(connection: sqlite3.Connection, device: str, after: int) -> None:
    """Let what a device's envelopes after that number hold be cut once more: a remote does not take it from it."""
    rows = connection.execute(
        "SELECT no, content FROM envelope WHERE device = ? AND no > ? AND NOT again ORDER BY no", (device, after)
    ).fetchall()
    for no, content in rows:
        ids = [entry.id for entry in unpack_entries(zlib.decompress(content)).entries]
        with transaction(connection):
            name_uncut(connection, ids)
            connection.execute("UPDATE envelope SET again = 1 WHERE device = ? AND no = ?", (device, no))


def count_waiting(connection: sqlite3.Connection, held: Mapping[str, int]) -> int:
    """How many entries a remote does not hold that holds so many envelopes of each device."""
    count = int(connection.execute("SELECT count(*) FROM uncut").fetchone()[0])
    for device in own_devices(connection):
        row = connection.execute(
            "SELECT coalesce(sum(entries), 0) FROM envelope WHERE device = ? AND no > ? AND NOT again",
            (device, held.get(device, 0)),
        ).fetchone()
        tail = connection.execute(
            "SELECT count(*) FROM entry WHERE device = ? AND seq > ?", (device, cut_upto(connection, device))
        ).fetchone()
        count += int(row[0]) + int(tail[0])
    return count


def count_between(connection: sqlite3.Connection, device: str, after: int, upto: int) -> int:
    """How many entries a device's envelopes hold whose numbers are greater than one and no greater than another."""
    query = "SELECT coalesce(sum(entries), 0) FROM envelope WHERE device = ? AND no > ? AND no <= ?"
    return int(connection.execute(query, (device, after, upto)).fetchone()[0])
