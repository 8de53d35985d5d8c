"""What a hub's administrators keep: the roster with its names, codes, accounts, who did what. It never leaves the hub.

It never leaves the hub: a file of its own beside the ledger, so that no name can get among the statements that go up.
"""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from studyapp import Message
from studyapp_hub.private import private_file

FILE = "office.db"
PATIENCE = 10.0
"""Seconds to wait for another program that writes."""

VERSION = 1

_TABLES = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE person (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, mark TEXT NOT NULL DEFAULT '',
    front INTEGER NOT NULL, staff INTEGER NOT NULL, "window" INTEGER NOT NULL,
    learner TEXT UNIQUE, gone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_unit ON person (unit, name);
CREATE TABLE code (
    digest BLOB PRIMARY KEY, unit TEXT NOT NULL, person INTEGER REFERENCES person (id), learner TEXT,
    made INTEGER NOT NULL, until INTEGER NOT NULL, by TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0, device TEXT NOT NULL DEFAULT '', key TEXT NOT NULL DEFAULT '',
    withdrawn INTEGER NOT NULL DEFAULT 0, fresh INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX code_person ON code (person);
CREATE TABLE account (
    name TEXT PRIMARY KEY, password TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
    made INTEGER NOT NULL, closed INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE session (
    id BLOB PRIMARY KEY, account TEXT NOT NULL REFERENCES account (name), until INTEGER NOT NULL
) STRICT;
CREATE TABLE act (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, account TEXT NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL
) STRICT;
"""


class OfficeFault(Exception):  # noqa: N818 - it is an answer to a person
    """It cannot be done; ``why`` says why and what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Act(NamedTuple):
    """What somebody did. ``about``: to whom or what, by id: no secret and no name stands here."""

    at: int
    account: str
    what: str
    about: str


class Office:
    """The file, which any thread may ask. ``random`` gives so many random bytes."""

    def __init__(self, connection: sqlite3.Connection, path: Path, random: Callable[[int], bytes]) -> None:
        self.path = path
        self.random = random
        self._connection = connection
        self._lock = threading.RLock()

    def rows(self, sql: str, *arguments: object) -> list[Any]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(sql, arguments).fetchall()

    def row(self, sql: str, *arguments: object) -> Any:
        """The first row that a query finds, or ``None``."""
        with self._lock:
            return self._connection.execute(sql, arguments).fetchone()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """All or nothing; what is read meanwhile nobody else changes."""
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def note(self, at: int, account: str, what: str, about: str) -> None:
        """Remember who did what."""
        with self.change() as change:
            change.execute("INSERT INTO act (at, account, what, about) VALUES (?, ?, ?, ?)", (at, account, what, about))

    def acts(self, most: int) -> list[Act]:
        """What was done last, the latest first."""
        found = self.rows("SELECT at, account, what, about FROM act ORDER BY id DESC LIMIT ?", most)
        return [Act(*one) for one in found]

    def acts_about(self, whom: str) -> list[Act]:
        """What was done with somebody, by the id that the notes have of him."""
        found = self.rows("SELECT at, account, what, about FROM act WHERE instr(about, ?) > 0 ORDER BY id", whom)
        return [Act(*one) for one in found]

    def setting(self, name: str) -> str:
        """What is noted under a name, empty where nothing is."""
        row = self.row("SELECT value FROM setting WHERE name = ?", name)
        return str(row[0]) if row else ""

    def set(self, name: str, value: str) -> None:
        """Note something under a name."""
        with self.change() as change:
            change.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    def digest(self, purpose: str, text: str) -> bytes:
        """What is kept of a secret in its place: without the hub's own secret nobody can try texts against it."""
        secret = bytes.fromhex(self.row("SELECT value FROM setting WHERE name = 'secret'")[0])
        return hmac.new(secret, f"{purpose}\n{text}".encode(), hashlib.sha256).digest()

    def copy(self, target: Path) -> None:
        """A copy of the file as it is now."""
        private_file(target)
        with self._lock:
            other = sqlite3.connect(target)
            try:
                self._connection.backup(other)
            finally:
                other.close()

    def scrub(self) -> None:
        """Empty the log, which has the pages as they were before something was deleted."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def is_sound(self) -> bool:
        """Whether the file is whole."""
        return [one for (one,) in self.rows("PRAGMA integrity_check")] == ["ok"]

    def close(self) -> None:
        """Put it away."""
        with self._lock:
            self._connection.close()


def open_office(folder: Path, random: Callable[[int], bytes]) -> Office:
    """The office of a hub in its folder; it is furnished where there is none."""
    path = folder / FILE
    private_file(path)
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection, random)
    except BaseException:
        connection.close()
        raise
    return Office(connection, path, random)


def _prepare(connection: sqlite3.Connection, random: Callable[[int], bytes]) -> None:
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise OfficeFault(Message("管理数据是新版本程序写的；请升级本机的 studyapp 后再启动。"))
    if version < VERSION:
        for statement in _statements(_TABLES):
            connection.execute(statement)
        connection.execute("INSERT INTO setting VALUES ('secret', ?)", (random(32).hex(),))
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _statements(script: str) -> Sequence[str]:
    return [one for one in script.split(";\n") if one.strip()]
