"""Rows on their way to PostgreSQL: those of all tables that wait go in one sentence, since every sentence is a journey.

What several batches write under one key is one row by then: the last that was put, the sum of what was added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from studyapp_hub.engines.protocol import BLOB, INTEGER, REAL, TEXT, Table, Value
from studyapp_hub.engines.sql import insert_sql

_ARRAYS = {INTEGER: "bigint[]", TEXT: "text[]", BLOB: "bytea[]", REAL: "double precision[]"}
_WORD = re.compile(r"[a-z_]+")

Rows = Iterable[Sequence[Value]]


class _Part:
    """Rows of one table that are written alike."""

    def __init__(self, table: Table, verb: str) -> None:
        self.table, self.verb = table, verb
        names = table.names
        self._key = [names.index(one) for one in table.key]
        self._rest = [place for place, name in enumerate(names) if name not in table.key]
        self._listed: list[Sequence[Value]] = []
        self._keyed: dict[tuple[Value, ...], Sequence[Value]] = {}

    def take(self, rows: Rows) -> None:
        """More rows."""
        if self.verb == "insert":
            self._listed += rows
            return
        for row in rows:
            key = tuple(row[place] for place in self._key)
            before = self._keyed.get(key) if self.verb == "add" else None
            self._keyed[key] = row if before is None else self._sum(before, row)

    def _sum(self, one: Sequence[Value], two: Sequence[Value]) -> Sequence[Value]:
        found = list(one)
        for place in self._rest:
            found[place] = one[place] + two[place]  # type: ignore[operator]
        return found

    def columns(self) -> list[Sequence[Value]]:
        """The rows, a column an array."""
        return list(zip(*(self._listed or self._keyed.values()), strict=True))


class Heap:
    """What waits, by table, in order where a table is written in several ways."""

    def __init__(self) -> None:
        self._parts: dict[str, list[_Part]] = {}

    def put(self, table: Table, verb: str, rows: Sequence[Sequence[Value]]) -> None:
        """Rows that are to be written."""
        if not rows:
            return
        parts = self._parts.setdefault(table.name, [])
        if not parts or parts[-1].verb != verb:
            parts.append(_Part(table, verb))
        parts[-1].take(rows)

    def concerns(self, sql: str) -> bool:
        """Whether a sentence speaks of a table of which rows wait."""
        return bool(self._parts) and not words_of(sql).isdisjoint(self._parts)

    def take(self) -> tuple[str, list[Sequence[Value]]] | None:
        """The next sentence and its values, of each table the first part; ``None`` where nothing waits."""
        first = [parts.pop(0) for parts in self._parts.values()]
        self._parts = {name: parts for name, parts in self._parts.items() if parts}
        if not first:
            return None
        first.sort(key=lambda one: (one.table.name, one.verb))
        sql = sentence(tuple((one.table, one.verb) for one in first))
        return sql, [column for one in first for column in one.columns()]


@lru_cache(maxsize=512)
def sentence(parts: tuple[tuple[Table, str], ...]) -> str:
    """One sentence that writes into several tables."""
    written = [_insert(table, verb) for table, verb in parts]
    before = ", ".join(f"w{number} AS ({one})" for number, one in enumerate(written[:-1]))
    return f"WITH {before} {written[-1]}" if before else written[-1]


def _insert(table: Table, verb: str) -> str:
    arrays = ", ".join(f"?::{_ARRAYS[kind]}" for _name, kind in table.columns)
    return insert_sql(table, f"SELECT * FROM unnest({arrays})", verb)


@lru_cache(maxsize=1024)
def words_of(sql: str) -> frozenset[str]:
    """The words of a sentence in small letters: among them its tables."""
    return frozenset(_WORD.findall(sql))
