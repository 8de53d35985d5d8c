"""Is the file sound, and what to do where it is not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from studyapp.journal import Rules
from studyapp.store import errors, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.devices import World, claim
from studyapp.store.opening import Store, connect, open_store
from studyapp.store.restoring import copy_decks
from studyapp.store.salvage import salvage


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a store: what SQLite says of the file, and where the caches belie the journal."""

    faults: tuple[str, ...]
    differences: tuple[replaying.Difference, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.differences


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair brought over into a new file.

    ``missing``: numbers missing in the devices' sequences, at least so many entries are lost. ``decks``: the decks
    that came over; ``kept``: where the damaged file lies now.
    """

    entries: int
    missing: int
    decks: tuple[str, ...]
    kept: Path


def examine(path: Path) -> Health:
    """Look at a store's file. Raises ``NewerStoreError`` for one that this version must not touch."""
    try:
        store = open_store(path)
    except (sqlite3.DatabaseError, errors.DamagedStoreError) as error:
        if isinstance(error, sqlite3.OperationalError) and not _is_damage(error):
            raise
        return Health((str(error),), ())
    try:
        found = [str(row[0]) for row in store.connection.execute("PRAGMA integrity_check(20)")]
        faults = () if found == ["ok"] else tuple(found)
        return Health(faults, () if faults else replaying.check(store))
    except sqlite3.DatabaseError as error:
        return Health((str(error),), ())
    finally:
        store.close()


def repair(path: Path, world: World, *, at: int, rules: Rules | None = None) -> Repaired:
    """Bring every intact entry, and the decks that can still be read, into a new file in the old one's place.

    The damaged file is kept beside it.
    """
    salvaged = salvage(path)
    draft = path.with_name(f"{path.name}.repair")
    _remove(draft)
    store = open_store(draft, rules=rules)
    try:
        absorb(store, salvaged.entries)
        decks = _save_decks(store, path)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    kept = _set_aside(path, at)
    draft.replace(path)
    _remove(draft)
    connection = connect(path)
    try:
        claim(connection, path, world, at=at)
    finally:
        connection.close()
    return Repaired(len(salvaged.entries), salvaged.missing, decks, kept)


def _is_damage(error: sqlite3.Error) -> bool:
    text = str(error)
    return "malformed" in text or "not a database" in text or "disk I/O" in text


def _save_decks(store: Store, damaged: Path) -> tuple[str, ...]:
    try:
        return copy_decks(store, damaged)
    except sqlite3.Error:
        return ()


def _set_aside(path: Path, at: int) -> Path:
    """Rename the damaged file and its log out of the way."""
    kept = path.with_name(f"{path.stem}.damaged-{at}{path.suffix}")
    for tail in ("", "-wal", "-shm"):
        part = path.with_name(path.name + tail)
        if part.exists():
            part.replace(kept.with_name(kept.name + tail))
    return kept


def _remove(path: Path) -> None:
    for tail in ("", "-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
