"""What the learner set, and what holds where he set nothing. Loaded by the fast path: keep it light."""

from __future__ import annotations

import sqlite3

DEFAULTS = {"new": "20", "reviews": "200", "partial": "none", "mended": "2", "think": "90"}
"""``new``, ``reviews``: the most new questions and reviews a day; ``partial``: marks for a part (none, subset).

``mended``: on so many later days a question must be answered right to leave the wrong-answer book; ``think``: seconds
to think about a situation.
"""


def read(connection: sqlite3.Connection, name: str) -> str:
    """The value of a setting."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return DEFAULTS[name] if row is None else str(row[0])


def write(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set a setting."""
    if name not in DEFAULTS:
        raise KeyError(name)
    connection.execute("INSERT OR REPLACE INTO setting VALUES (?,?)", (name, value))


def new_a_day(connection: sqlite3.Connection) -> int:
    """The most new questions a study day offers."""
    return int(read(connection, "new"))


def limits(connection: sqlite3.Connection) -> tuple[int, int]:
    """The most new questions and the most reviews of a study day."""
    return new_a_day(connection), int(read(connection, "reviews"))
