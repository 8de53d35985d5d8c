"""Taking turns: one program at a time syncs a learner's store, and nobody has to clean up after one that was killed.

The lock is that of a SQLite file of its own, which the operating system takes back with the process; so it is the
same everywhere, and the store itself stays free for answers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def turn_path(store: Path) -> Path:
    """The file that says whose turn it is."""
    return store.with_suffix(".sync")


@contextmanager
def turn(store: Path, *, patience: float = 0.0) -> Iterator[bool]:
    """Whether it is this program's turn, as long as this lasts. ``patience``: seconds to wait for it."""
    connection = sqlite3.connect(turn_path(store), timeout=patience, isolation_level=None)
    try:
        yield _is_taken(connection)
    finally:
        connection.close()


def _is_taken(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        return False
    return True
