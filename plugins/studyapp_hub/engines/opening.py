"""A database by its address."""

from __future__ import annotations

from pathlib import Path

from studyapp_hub.engines.postgresql import open_postgres
from studyapp_hub.engines.protocol import Engine
from studyapp_hub.engines.sqlite import open_sqlite

FILE = "hub.db"


def open_engine(place: Path, database: str, *, patience: float) -> Engine:
    """The database of a hub. ``database``: an address, or empty for a file in its folder. Raises ``Unavailable``."""
    if database:
        return open_postgres(database, patience=patience)
    return open_sqlite(place / FILE, patience=patience)
