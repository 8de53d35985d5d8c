"""The rules of points that the plan in force brings, as opening a store needs them."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from studyapp.activity.plain import points_from_plain
from studyapp.model.activity import PointRules


def plain_plan(connection: sqlite3.Connection) -> dict[str, Any] | None:
    """The plan in force as JSON; ``None`` where none was taken yet."""
    row = connection.execute("SELECT contents FROM plan WHERE id = 'current'").fetchone()
    if row is None:
        return None
    try:
        plain: dict[str, Any] = json.loads(row[0])
    except ValueError as error:
        raise sqlite3.DatabaseError(f"malformed plan: {error}") from error
    return plain


def points_in_force(connection: sqlite3.Connection, default: PointRules) -> PointRules:
    """The plan's rules of points, else the default."""
    plain = plain_plan(connection)
    return default if plain is None else points_from_plain(plain["points"])
