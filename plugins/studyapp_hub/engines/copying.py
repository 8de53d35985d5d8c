"""All tables of a database of any kind written into a file that is a hub's database itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from studyapp_hub.engines.protocol import BLOB, Engine, Row, Table
from studyapp_hub.engines.sqlite import open_sqlite

_AT_ONCE = 2_000
_FEW = 200
"""Rows of a portion, and of one whose rows hold files."""


def copy_into(source: Engine, target: Path, tables: Sequence[Table]) -> None:
    """Write a whole copy as it is at one moment, while the first one is used. Raises ``Unavailable``."""
    other = open_sqlite(target, patience=5.0, synchronous="OFF")
    try:
        other.furnish(tables, ())
        with source.glance(), other.change():
            for table in tables:
                for rows in _portions(source, table):
                    other.insert(table, [tuple(one) for one in rows])
        other.run("PRAGMA synchronous = FULL")
        other.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        other.close()


def _portions(source: Engine, table: Table) -> Iterator[Sequence[Row]]:
    """A table's rows in the order of its key, some at a time."""
    most = _FEW if ("content", BLOB) in table.columns or ("data", BLOB) in table.columns else _AT_ONCE
    places = [table.names.index(one) for one in table.key]
    key = ", ".join(table.key)
    last: tuple[object, ...] | None = None
    while True:
        where = "" if last is None else f" WHERE ({key}) > ({', '.join('?' * len(places))})"
        sql = f"SELECT {table.quoted} FROM {table.name}{where} ORDER BY {key} LIMIT ?"
        rows = source.rows(sql, *(last or ()), most)  # type: ignore[arg-type]
        if rows:
            yield rows
        if len(rows) < most:
            return
        last = tuple(rows[-1][place] for place in places)
