"""The file of a collection, out of what has been made of it in two places."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from studyapp_interchange.anki_revlog import QUICK, Trees, compressed, write_reviews
from studyapp_interchange.anki_schedule import CardHistories
from studyapp_interchange.anki_zip import PIECE, Part, deflated
from studyapp_interchange.sqlite_pages import PAGE, planted

_ROOTS = "SELECT rootpage FROM sqlite_master WHERE name IN ('revlog', 'ix_revlog_cid') ORDER BY name DESC"


def joined(path: Path, leaves: Path, grown: Callable[[], Trees | None], histories: CardHistories) -> list[Part]:
    """Return the parts of a collection: the file that has all but the reviews, and these.

    ``leaves``: where the reviews are being written as leaves; ``grown`` waits for them. They change the roots in the
    file, which lie at its beginning; the pieces after these need not wait to be compressed.
    """
    with closing(sqlite3.connect(path)) as connection:
        roots = [root for (root,) in connection.execute(_ROOTS)]
    file, start = _read(path), -(-max(roots) * PAGE // PIECE) * PIECE
    later = deflated(memoryview(file)[start:])
    if (trees := grown()) is not None:
        branches = planted(file, [(root, *tree) for root, tree in zip(roots, trees, strict=True)])
        if branches is not None:
            whole = memoryview(file)
            return [
                Part(whole, deflated(whole[:start]) + later),
                Part(leaves.read_bytes(), compressed(leaves).read_bytes()),
                Part(branches, deflated(branches)),
            ]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(QUICK)
        write_reviews(connection, histories)
    whole = memoryview(_read(path))
    return [Part(whole, deflated(whole))]


def _read(path: Path) -> bytearray:
    """Read a file into a place where it can be changed."""
    file = bytearray(path.stat().st_size)
    with path.open("rb", buffering=0) as source:
        source.readinto(file)
    return file
