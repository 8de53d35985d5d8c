"""Files and folders that nobody but their owner reads: who learns what, names, keys. On Windows folders see to that."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_OWN, _READ = 0o700, 0o600


def private_folder(path: Path) -> None:
    """Make a folder, or shut one. Raises ``OSError`` where it cannot be made."""
    path.mkdir(parents=True, exist_ok=True, mode=_OWN)
    _shut(path, _OWN)


def private_file(path: Path) -> None:
    """Make an empty file, or shut the one there is: a database makes the files beside it as this one is."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, _READ))
    _shut(path, _READ)


def write_private(path: Path, data: bytes) -> None:
    """Write a file."""
    private_file(path)
    path.write_bytes(data)


def _shut(path: Path, mode: int) -> None:
    if os.name == "posix":
        with contextlib.suppress(PermissionError):  # another's, who has let us in
            path.chmod(mode)
