"""The decks that come with the app: imported when a store is made, and again when the app's version changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from studyapp.hookspecs import NotABank
from studyapp.importing.executing import Options, import_file
from studyapp.plugins import Plugins
from studyapp.store import bank
from studyapp.store.opening import Store
from studyapp.version import __version__

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE.parent / "decks", _PACKAGE / "decks")
"""Beside the package in a checkout, inside it in a wheel."""


def bundled_decks() -> tuple[Path, ...]:
    """The files of the bundled decks."""
    for folder in _FOLDERS:
        if (folder / "README.md").is_file():
            return tuple(sorted(path for path in folder.glob("*.md") if path.name != "README.md"))
    return ()


def import_bundled_decks(store: Store, load: Callable[[], Plugins], *, at: int) -> None:
    """Bring the bundled decks up to date.

    A deck that cannot be read never keeps the app from starting; it is tried again at the next start.
    """
    readers = load()
    all_read = True
    for path in bundled_decks():
        try:
            import_file(store, path, readers, Options(prune=True, bundled=True), at=at)
        except NotABank:
            all_read = False
    if all_read:
        bank.set_bundled_version(store.connection, __version__)
