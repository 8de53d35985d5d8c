"""The sentences that both dialects share: insert or ignore, or replace, or add; and the placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from studyapp_hub.engines.protocol import Table

_PLACE = re.compile(r"\?")


def insert_sql(table: Table, source: str, verb: str) -> str:
    """Insert what ``source`` brings. ``verb``: ``insert`` keeps what is there, ``put`` replaces, ``add`` adds to it."""
    names = ", ".join(f'"{name}"' for name in table.names)
    begin = f"INSERT INTO {table.name} ({names}) {source} ON CONFLICT"
    rest = [f'"{name}"' for name in table.names if name not in table.key]
    if verb == "insert" or not rest:
        return f"{begin} DO NOTHING"
    new = "{0} = excluded.{0}" if verb == "put" else f"{{0}} = {table.name}.{{0}} + excluded.{{0}}"
    key = ", ".join(f'"{name}"' for name in table.key)
    return f"{begin} ({key}) DO UPDATE SET {', '.join(new.format(name) for name in rest)}"


def index_sql(table: Table) -> Iterator[str]:
    """The table's indexes."""
    for number, columns in enumerate(table.indexes, 1):
        yield f"CREATE INDEX IF NOT EXISTS {table.name}_{number} ON {table.name} ({', '.join(columns)})"


@lru_cache(maxsize=1024)
def numbered(sql: str) -> str:
    """The same sentence with ``$1``, ``$2`` … for its values."""
    count = iter(range(1, sql.count("?") + 1))
    return _PLACE.sub(lambda _found: f"${next(count)}", sql)
