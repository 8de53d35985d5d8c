"""What the user said that a table's columns hold, kept for the next file with the same header."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping

from studyapp.model.plain import canonical


def read(connection: sqlite3.Connection, header: str) -> dict[str, str]:
    """What columns hold, by their header; empty where nobody has said anything of a table with this header."""
    row = connection.execute("SELECT columns FROM mapping WHERE header = ?", (header,)).fetchone()
    return {} if row is None else dict(json.loads(row[0]))


def write(connection: sqlite3.Connection, header: str, columns: Mapping[str, str]) -> None:
    """Keep it in the place of what was said before."""
    connection.execute("INSERT OR REPLACE INTO mapping VALUES (?,?)", (header, canonical(dict(columns))))
