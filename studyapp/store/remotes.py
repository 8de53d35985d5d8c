"""Remotes: where they are, how far they were read, what came of it, and what was seen of their boards."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple

from studyapp.envelope.wire import board_from_plain, board_to_plain, message_from_plain, message_to_plain
from studyapp.model import Message
from studyapp.model.plain import canonical
from studyapp.model.remote import Board

_COLUMNS = "name, url, added, cursor, learner, key, tried, synced, trouble"


class RemoteRow(NamedTuple):
    """A remote. ``learner``: whose this store is there; ``key``: the hub's public key in hex, once it has certified us.

    ``added``, ``tried``, ``synced``: instants, 0 for never. ``trouble``: what kept the last sync from its end.
    """

    name: str
    url: str
    added: int
    cursor: str
    learner: str
    key: str
    tried: int
    synced: int
    trouble: Message | None


def add(connection: sqlite3.Connection, name: str, url: str, *, at: int) -> bool:
    """Add a remote; ``False`` where there is one of that name."""
    query = "INSERT OR IGNORE INTO remote (name, url, added) VALUES (?,?,?)"
    return connection.execute(query, (name, url, at)).rowcount == 1


def remove(connection: sqlite3.Connection, name: str) -> bool:
    """Forget a remote and all it has said; what came from it stays. ``False`` where there is none of that name."""
    return connection.execute("DELETE FROM remote WHERE name = ?", (name,)).rowcount == 1


def every(connection: sqlite3.Connection) -> list[RemoteRow]:
    """All remotes, in the order in which they were added."""
    return [_row(one) for one in connection.execute(f"SELECT {_COLUMNS} FROM remote ORDER BY added, name")]


def named(connection: sqlite3.Connection, name: str) -> RemoteRow | None:
    """The remote of that name."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM remote WHERE name = ?", (name,)).fetchone()
    return None if row is None else _row(row)


def note_cursor(connection: sqlite3.Connection, name: str, cursor: str) -> None:
    """Note where the next pull begins."""
    connection.execute("UPDATE remote SET cursor = ? WHERE name = ?", (cursor, name))


def begin_anew(connection: sqlite3.Connection) -> None:
    """Read all remotes from the beginning: as another device, one is told other things."""
    connection.execute("UPDATE remote SET cursor = ''")


def note_owner(connection: sqlite3.Connection, name: str, learner: str, key: str) -> None:
    """Note whose this store is there, and whose word that is."""
    connection.execute("UPDATE remote SET learner = ?, key = ? WHERE name = ?", (learner, key, name))


def note_end(connection: sqlite3.Connection, name: str, trouble: Message | None, *, at: int) -> None:
    """Note how a sync ended."""
    told = "" if trouble is None else canonical(message_to_plain(trouble))
    connection.execute("UPDATE remote SET tried = ?, trouble = ? WHERE name = ?", (at, told, name))
    if trouble is None:
        connection.execute("UPDATE remote SET synced = ? WHERE name = ?", (at, name))


class FileRow(NamedTuple):
    """A file that came down: its version there, and the SHA-256 of what was made of it."""

    version: int
    digest: str


def files(connection: sqlite3.Connection, name: str, what: str) -> dict[str, FileRow]:
    """The files of a kind that came from a remote, by their names."""
    rows = connection.execute(
        "SELECT name, version, digest FROM remote_file WHERE remote = ? AND what = ?", (name, what)
    )
    return {one: FileRow(version, digest) for one, version, digest in rows}


def note_file(connection: sqlite3.Connection, name: str, what: str, one: str, row: FileRow) -> None:
    """Note that a file has come down."""
    connection.execute("INSERT OR REPLACE INTO remote_file VALUES (?,?,?,?,?)", (name, what, one, *row))


def keep_board(connection: sqlite3.Connection, name: str, asked: tuple[str, str], board: Board, *, at: int) -> None:
    """Keep a board for when the remote does not answer. ``asked``: the scope and period that it is the answer to."""
    row = (name, *asked, at, canonical(board_to_plain(board)))
    connection.execute("INSERT OR REPLACE INTO remote_board VALUES (?,?,?,?,?)", row)


def kept_board(connection: sqlite3.Connection, name: str, scope: str, period: str) -> tuple[Board, int] | None:
    """A board as it was seen last, and when."""
    row = connection.execute(
        "SELECT contents, at FROM remote_board WHERE remote = ? AND scope = ? AND period = ?", (name, scope, period)
    ).fetchone()
    return None if row is None else (board_from_plain(json.loads(row[0])), int(row[1]))


def kept_scopes(connection: sqlite3.Connection, name: str) -> dict[str, str]:
    """The titles of the boards that were kept, by their scopes."""
    rows = connection.execute("SELECT scope, contents FROM remote_board WHERE remote = ? ORDER BY scope", (name,))
    return {scope: str(json.loads(contents)["title"]) for scope, contents in rows}


def _row(row: tuple[str, str, int, str, str, str, int, int, str]) -> RemoteRow:
    return RemoteRow(*row[:8], message_from_plain(json.loads(row[8])) if row[8] else None)
