"""Pictures and sounds of the bank's questions: bytes by the SHA-256 of their content, kept once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping


def read(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """The bytes of a medium, ``None`` where the store lacks them."""
    row = connection.execute("SELECT data FROM media WHERE digest = ?", (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def lacking(connection: sqlite3.Connection, digests: Iterable[str]) -> frozenset[str]:
    """Those of the digests whose bytes the store lacks."""
    wanted = frozenset(digests)
    if not wanted:
        return wanted
    return wanted.difference(digest for (digest,) in connection.execute("SELECT digest FROM media"))


def write(connection: sqlite3.Connection, files: Mapping[str, bytes]) -> None:
    """Keep bytes by their digest; those that are kept already stay."""
    connection.executemany("INSERT OR IGNORE INTO media VALUES (?,?)", files.items())
