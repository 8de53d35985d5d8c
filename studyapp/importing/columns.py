"""What the columns of a table hold: as found, as the user says, and as he said of a table with the same header."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from studyapp.model import Column, Holds
from studyapp.model.plain import canonical
from studyapp.store import mappings
from studyapp.store.bank import Connection


def held(columns: Sequence[Column]) -> dict[str, Holds]:
    """What was taken to be in each column, by its header."""
    return {column.header: column.holds for column in columns}


def remembered(connection: Connection, columns: Sequence[Column]) -> dict[str, Holds]:
    """What the user said of a table with this header; a word that this version does not know is passed over."""
    known = mappings.read(connection, _header(columns))
    return {header: Holds(word) for header, word in known.items() if word in set(Holds)}


def remember(connection: Connection, columns: Sequence[Column], told: Mapping[str, Holds]) -> None:
    """Keep what he says now for the next table with this header."""
    if columns and told:
        mappings.write(connection, _header(columns), {header: str(holds) for header, holds in told.items()})


def _header(columns: Sequence[Column]) -> str:
    """A digest of the headers, in their order."""
    return hashlib.sha256(canonical([column.header for column in columns]).encode()).hexdigest()
