"""What every store begins with."""

from __future__ import annotations

from pathlib import Path

from studyapp.desk.full import Desk
from studyapp.desk.readers import load_plugins
from studyapp.importing.activities import renew_evergreen
from studyapp.importing.bundled import import_bundled_decks


def furnish(desk: Desk) -> None:
    """Bring in what is not there: the bundled decks, and the plan of those who have chosen none."""
    if not desk.is_ready:
        renew_evergreen(desk.store)
        import_bundled_decks(desk.store, lambda: load_plugins(Path(desk.world.home)), at=desk.now())
