"""Is the file sound, and what to do where it is not."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from studyapp import identity
from studyapp.journal import Rules
from studyapp.store import bank, entries, errors, replaying
from studyapp.store.absorbing import bring_home
from studyapp.store.devices import World, claim
from studyapp.store.opening import Store, connect, open_store, transaction
from studyapp.store.restoring import copy_decks
from studyapp.store.salvage import salvage


@dataclass(frozen=True, slots=True)
class Health:
    """What is wrong with a store: what SQLite says of the file, and where the caches belie the journal.

    ``rotten_entries``, ``rotten_items``: how many rows are not what was written, though SQLite finds no fault.
    """

    faults: tuple[str, ...]
    differences: tuple[replaying.Difference, ...]
    rotten_entries: int = 0
    rotten_items: int = 0

    @property
    def intact(self) -> bool:
        """Whether the file is what was written, be the caches right or wrong."""
        return not (self.faults or self.rotten_entries or self.rotten_items)

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.intact and not self.differences


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


def examine(path: Path, *, patience: float = 5.0) -> Health:
    """Look at a store's file; where there is none, nothing is wrong.

    Raises what is no damage but keeps from looking: the file is locked (``patience`` is how many seconds to wait),
    cannot be opened, or was made by a newer version (``NewerStoreError``).
    """
    try:
        errors.refuse_lossy(path)
        return _look_into(path, patience) if path.exists() else Health((), ())
    except errors.DamagedStoreError:
        return Health(("the entries are not in this file but beside it",), ())
    except (sqlite3.Error, ValueError) as error:
        if not _is_the_files(error, path):
            raise
        return Health((str(error),), ())


def _look_into(path: Path, patience: float) -> Health:
    store = open_store(path, patience=patience)
    try:
        found = [str(row[0]) for row in store.connection.execute("PRAGMA integrity_check(20)")]
        if found != ["ok"]:
            return Health(tuple(found), ())
        rows = store.connection.execute(f"SELECT {entries.COLUMNS} FROM entry")
        rotten_entries = sum(not _is_intact(row) for row in rows)
        rotten_items = len(_decks_of_rotten_items(store))
        differences = () if rotten_entries or rotten_items else replaying.check(store)
        return Health((), differences, rotten_entries, rotten_items)
    finally:
        store.close()


def _is_the_files(error: Exception, path: Path) -> bool:
    """Whether an error is the fault of the file, or of a worn disk under it."""
    return errors.is_damage(error) or (errors.is_input_output(error) and not errors.is_full(path))


def _is_intact(row: entries.Row) -> bool:
    try:
        return identity.is_intact(entries.from_row(row))
    except (ValueError, TypeError):
        return False


def _decks_of_rotten_items(store: Store) -> list[int]:
    """The deck of each live item that cannot be read, or is not what was written."""
    return [item.deck for item in bank.find_items(store.connection) if not _is_as_written(item)]


def _is_as_written(item: bank.StoredItem) -> bool:
    try:
        return identity.revision(item.read()) == item.revision
    except (sqlite3.DatabaseError, ValueError, LookupError, TypeError, AttributeError):
        return False


def repair(path: Path, world: World, *, at: int, rules: Rules | None = None, patience: float = 5.0) -> Repaired:
    """Bring every intact entry, and the decks that can still be read, into a new file in the old one's place.

    The damaged file is kept beside it. Nobody else may have it open meanwhile: what he wrote would be left behind.
    A repair that is broken off is taken up again by the next: until the new file is whole the old one lies
    untouched, and from then on ``errors.refuse_lossy`` lets nobody in before the new one is in place.
    """
    _refuse_shared(path, patience)
    ready, draft = errors.repaired_path(path), path.with_name(f"{path.name}.repair-draft")
    _remove(draft)
    store = open_store(draft, rules=rules)
    try:
        bring_home(store, [*salvage(path).entries, *salvage(ready).entries])
        decks = _save_decks(store, path) + _save_decks(store, ready)
        count, missing = _tally(store)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        store.close()
    draft.replace(ready)
    kept = _set_aside(path, at)
    ready.replace(path)
    connection = connect(path)
    try:
        claim(connection, path, world, at=at)
    finally:
        connection.close()
    return Repaired(count, missing, decks, kept)


def _refuse_shared(path: Path, patience: float) -> None:
    """Raise where another program has the file open; damage, which may keep from finding out, is let pass."""
    if not path.exists() or not path.stat().st_size:
        return  # SQLite would delete the log beside it
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
    except (sqlite3.Error, ValueError) as error:
        if not _is_the_files(error, path):
            raise
    finally:
        connection.close()


def _tally(store: Store) -> tuple[int, int]:
    """How many entries there are, and how many numbers are missing below the last one that each device wrote."""
    row = store.connection.execute("""
        SELECT coalesce(sum(held), 0), coalesce(sum(last - held), 0)
        FROM (SELECT count(DISTINCT seq) AS held, max(seq) AS last FROM entry GROUP BY device)
    """).fetchone()
    return int(row[0]), int(row[1])


def _save_decks(store: Store, damaged: Path) -> tuple[str, ...]:
    """Copy the decks over; one that holds an item which cannot be read stays behind, to be imported again."""
    if not damaged.exists():
        return ()
    try:
        names = copy_decks(store, damaged)
    except (sqlite3.Error, ValueError):
        return ()
    rotten = set(_decks_of_rotten_items(store))
    gone = {deck.name for deck in bank.decks(store.connection) if deck.no in rotten}
    with transaction(store.connection):
        for table, column in (("item", "deck"), ("batch", "deck"), ("deck", "no")):
            store.connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((no,) for no in rotten))
    return tuple(name for name in names if name not in gone)


def _set_aside(path: Path, at: int) -> Path:
    """Rename the damaged file and its logs out of the way."""
    kept = path.with_name(f"{path.stem}.damaged-{at}{path.suffix}")
    for tail in _TAILS:
        part = path.with_name(path.name + tail)
        if part.exists():
            part.replace(kept.with_name(kept.name + tail))
    return kept


_TAILS = "", "-wal", "-shm", "-journal"
"""What the names of a store's file and of those that SQLite keeps beside it end in."""


def _remove(path: Path) -> None:
    for tail in _TAILS:
        path.with_name(path.name + tail).unlink(missing_ok=True)
