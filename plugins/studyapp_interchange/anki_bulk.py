"""A hundred thousand rows at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import chain

_AT_ONCE = 100


def insert(connection: sqlite3.Connection, table: str, row: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows, ``row`` being one with its placeholders, a hundred with each statement."""
    whole = len(rows) - len(rows) % _AT_ONCE
    many = f"INSERT INTO {table} VALUES {','.join([row] * _AT_ONCE)}"
    pieces = (rows[place : place + _AT_ONCE] for place in range(0, whole, _AT_ONCE))
    connection.executemany(many, (tuple(chain.from_iterable(piece)) for piece in pieces))
    connection.executemany(f"INSERT INTO {table} VALUES {row}", rows[whole:])
