"""Which entries are in no envelope yet: a number for each device of this store, and some that are named one by one.

Answers know nothing of it, and those who bring entries home do: it needs nothing of what signs and packs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from studyapp.store import entries


def own_devices(connection: sqlite3.Connection) -> list[str]:
    """The devices that have written to this store, the first one first."""
    return [one for (one,) in connection.execute("SELECT id FROM device ORDER BY since, id")]


def name_uncut(connection: sqlite3.Connection, ids: Iterable[bytes]) -> None:
    """Let these entries be cut, inside a transaction: they came from elsewhere, and no remote may hold them."""
    connection.executemany("INSERT OR IGNORE INTO uncut VALUES (?)", ((one,) for one in ids))


def settle(connection: sqlite3.Connection) -> None:
    """Name all that is not cut, inside a transaction, so that what comes from a remote now is not taken for it."""
    for device in own_devices(connection):
        connection.execute(
            "INSERT OR IGNORE INTO uncut SELECT id FROM entry WHERE device = ? AND seq > ?",
            (device, cut_upto(connection, device)),
        )


def settled(connection: sqlite3.Connection, held: Iterable[bytes]) -> None:
    """What came from a remote since ``settle`` is in an envelope, ``held`` too; inside the same transaction."""
    for device in own_devices(connection):
        set_cut(connection, device, entries.next_seq(connection, device) - 1)
    connection.executemany("DELETE FROM uncut WHERE entry = ?", ((one,) for one in held))


def cut_upto(connection: sqlite3.Connection, device: str) -> int:
    """The number up to which a device's entries are cut, or named."""
    row = connection.execute("SELECT seq FROM cut WHERE device = ?", (device,)).fetchone()
    return 0 if row is None else int(row[0])


def set_cut(connection: sqlite3.Connection, device: str, seq: int) -> None:
    """Note that number, inside a transaction."""
    connection.execute("INSERT OR REPLACE INTO cut VALUES (?,?)", (device, seq))
