"""Objects whose members are columns: a list of the questions, a list of their answers."""

from __future__ import annotations

from typing import Any

from studyapp_interchange.foreign_names import FIELDS_OF, plain_name
from studyapp_interchange.lenient_nodes import Array, Object


def columns_of(node: Object) -> dict[str, list[Any]]:
    """Return the columns of an object by the names that their cells would have in a row; none where it has no such."""
    found = {name: _column(value) for name, value in node.items()}
    lists = {_of_one(name): column for name, column in found.items() if column is not None}
    meanings = {field for name in lists for field in FIELDS_OF.get(name, ())}
    alike = len({len(column) for column in lists.values()}) == 1
    return lists if {"stem", "answer"} <= meanings and len(lists) > 1 and alike else {}


def _of_one(name: str) -> str:
    """Return the name that a column's cells would have in a row: ``questions`` hold a question each."""
    known = plain_name(name)
    return known if known in FIELDS_OF or known.removesuffix("s") not in FIELDS_OF else known.removesuffix("s")


def _column(value: Any) -> list[Any] | None:
    if isinstance(value, Object) and value and all(name.strip().isdecimal() for name in value):
        return list(value.values())
    return value if isinstance(value, Array) and value else None
