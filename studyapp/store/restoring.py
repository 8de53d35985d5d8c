"""Backup, and restore as a union: a backup never replaces what is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp.model import Message
from studyapp.store import bank, caches, entries, errors, replaying
from studyapp.store.absorbing import Absorbed, bring_home
from studyapp.store.devices import World, new_device
from studyapp.store.opening import Store, connect, is_busy, take_parameters, transaction

_PREFIX = ".studyapp-restore-"
_COPY = "backup.db"
_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore brought: entries by what became of them, and the names of decks that were not there."""

    entries: Absorbed
    decks: tuple[str, ...]


def backup(store: Store, target: Path) -> None:
    """Write a copy of the store, without the device's key, as one file; whole or not at all."""
    draft = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        copy = sqlite3.connect(draft, isolation_level=None)
        try:
            store.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        draft.replace(target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def restore(store: Store, source: Path, world: World, *, at: int) -> Restored:
    """Unite a backup's journal and decks with the store, which goes on as a new device."""
    _sweep(store.path.parent)
    with TemporaryDirectory(dir=store.path.parent, prefix=_PREFIX) as folder:
        copy = Path(folder) / _COPY
        with _unwritten(source):
            for tail in ("", "-wal", _JOURNAL):  # a store that is in use has its newest entries in its log
                if (part := source.with_name(source.name + tail)).is_file():
                    shutil.copyfile(part, copy.with_name(copy.name + tail))
        _refuse_foreign(copy, source)
        connection = connect(copy)
        try:
            absorbed = bring_home(store, entries.every(connection))
        finally:
            connection.close()
        names = copy_decks(store, copy)
    store.device = new_device(store.connection, store.path, world, at=at)
    return Restored(absorbed, names)


@contextmanager
def _unwritten(source: Path) -> Iterator[None]:
    """Let whoever puts many rows into a file without a log wait while it is copied.

    What was broken off cannot be read until it is rolled back, as the copy will be.
    """
    if not source.with_name(source.name + _JOURNAL).exists():
        yield
        return
    uri = f"{source.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)) as connection:
        with errors.told(source):
            _begin_to_read(connection)
        yield


def _begin_to_read(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise


_JOURNAL = "-journal"
_PATIENCE = 5.0
"""Seconds to wait for whoever is writing."""


def _sweep(folder: Path) -> None:
    """Remove what a restore of a process that is no more has left."""
    for left in folder.glob(f"{_PREFIX}*"):
        if all(file.name.startswith(_COPY) for file in left.iterdir()) and _age(left) > _DAY:
            shutil.rmtree(left, ignore_errors=True)


def _age(folder: Path) -> float:
    """Seconds since something was last put into a folder, as its file system counts them."""
    with TemporaryDirectory(dir=folder.parent, prefix=_PREFIX) as now:
        return Path(now).stat().st_mtime - folder.stat().st_mtime


def _refuse_foreign(copy: Path, source: Path) -> None:
    """Refuse a file that is no store: opening it would make it one."""
    connection = sqlite3.connect(copy)
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'entry'").fetchone()
    finally:
        connection.close()
    if found is None:
        raise errors.StoreError(Message("{path} 不是 studyapp 的备份文件；请换一个文件。", {"path": str(source)}))


def copy_decks(store: Store, source: Path) -> tuple[str, ...]:
    """Copy what another store of the same version has and this one lacks: decks, by name, settings, and files.

    Returns the names of the decks that came over.
    """
    connection, copied = store.connection, list[str]()
    connection.execute("ATTACH ? AS other", (str(source),))
    try:
        with transaction(connection):
            rows = connection.execute("""
                SELECT no, name FROM other.deck
                WHERE EXISTS (SELECT 1 FROM other.item WHERE deck = deck.no AND removed IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM main.deck AS here JOIN main.item ON item.deck = here.no
                        WHERE here.name = other.deck.name AND item.removed IS NULL)
                ORDER BY no
            """).fetchall()
            for no, name in rows:
                if _can_copy(connection, no, name):
                    copied.append(name)
            connection.execute("INSERT OR IGNORE INTO main.setting SELECT name, value FROM other.setting")
            for table in ("media", "mapping"):
                _copy_rows(connection, table)
            connection.execute(_PLAN)
            connection.execute(_REMOTES)
            caches.point_items(connection)
            bank.forget_queue(connection)
    finally:
        connection.execute("DETACH other")
    take_parameters(store)
    if not caches.is_current(store):
        replaying.rebuild(store)
    return tuple(copied)


_PLAN = """
    INSERT OR REPLACE INTO main.plan SELECT id, contents FROM other.plan
    WHERE NOT EXISTS (SELECT 1 FROM main.plan AS here WHERE json_extract(here.contents, '$.id') <> 'evergreen')
"""
"""The other's plan, where nobody has chosen one here: everybody begins with the evergreen one."""


_REMOTES = """
    INSERT INTO main.remote (name, url, added) SELECT name, url, added FROM other.remote WHERE true
    ON CONFLICT (name) DO NOTHING
"""
"""Where the other's remotes are; what they said to another device is not for this one."""


def _copy_rows(connection: sqlite3.Connection, table: str) -> None:
    """Copy the rows of a table that are not here, up to the first damaged page: they come back with their file."""
    rows = connection.execute(f"SELECT * FROM other.{table}")
    with suppress(sqlite3.DatabaseError):
        for row in rows:
            connection.execute(f"INSERT OR IGNORE INTO main.{table} VALUES (?,?)", row)


def _can_copy(connection: sqlite3.Connection, no: int, name: str) -> bool:
    """Copy a deck whole, or where it lies on a damaged page not at all."""
    connection.execute("SAVEPOINT deck")
    try:
        _copy_deck(connection, no, name)
    except sqlite3.DatabaseError:
        connection.execute("ROLLBACK TO deck")
        return False
    finally:
        connection.execute("RELEASE deck")
    return True


_ITEM = (
    "position, question, key, card_question, card_key, revision, kind, subject, effective_from, effective_to, "
    "label, external_id, source, first_line, last_line, body"
)


def _copy_deck(connection: sqlite3.Connection, no: int, name: str) -> None:
    """Copy a deck with its live items, as one import that can be undone."""
    connection.execute(
        """
        INSERT INTO main.deck (name, subject, jurisdiction, as_of, description, bundled)
        SELECT name, subject, jurisdiction, as_of, description, bundled FROM other.deck WHERE no = ?
        ON CONFLICT (name) DO NOTHING
        """,
        (no,),
    )
    deck = connection.execute("SELECT no FROM main.deck WHERE name = ?", (name,)).fetchone()[0]
    batch = connection.execute(
        """
        INSERT INTO main.batch (deck, at, path, digest, reader)
        SELECT ?, at, path, digest, reader FROM other.batch WHERE deck = ? ORDER BY no DESC LIMIT 1
        """,
        (deck, no),
    ).lastrowid
    rows = connection.execute(
        f"SELECT no, parent, {_ITEM} FROM other.item WHERE deck = ? AND removed IS NULL ORDER BY parent, no", (no,)
    ).fetchall()
    places: dict[int, int | None] = {}
    marks = ",".join("?" * (len(_ITEM.split(", ")) + 3))
    for old, parent, *values in rows:
        place = None if parent is None else places.get(parent)
        added = connection.execute(
            f"INSERT INTO main.item (deck, parent, added, {_ITEM}) VALUES ({marks})", (deck, place, batch, *values)
        )
        places[old] = added.lastrowid
