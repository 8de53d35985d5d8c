"""A stick that is pulled out at a given operation: what was not brought to the disk by then may be there or not.

It stands in the place of ``os`` in ``studyapp.stick``. At the operation, a write stops half way and all else fails, for
good. ``plug_in`` makes of the folder what a file system without a journal may show afterwards: files that were not
synced are cut somewhere, renames and removals whose folder was not synced may not have happened.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from random import Random
from typing import Any

_COUNTED = frozenset(
    ["open", "write", "fsync", "close", "replace", "rename", "unlink", "mkdir", "read", "fstat", "stat", "scandir"]
)


class PulledOut:
    """``at``: the number of the operation at which it goes, from 1; 0 for never."""

    def __init__(self, at: int, chance: Random) -> None:
        self.at, self.chance, self.done = at, chance, 0
        self.open_files: dict[int, str] = {}
        self.unsynced: set[str] = set()
        self.undoable: list[tuple[str, str, bytes | None]] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in _COUNTED:
            return real

        def counted(*arguments: Any, **named: Any) -> Any:
            self._count(name, arguments)
            return getattr(self, f"_{name}", real)(*arguments, **named)

        return counted

    def _count(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.done += 1
        if self.at and self.done >= self.at:
            if self.done == self.at and name == "write":
                file, data = arguments
                os.write(file, bytes(data)[: self.chance.randrange(len(data) + 1)])
            if name == "close":
                os.close(*arguments)
            raise OSError(errno.EIO if self.done == self.at else errno.ENODEV, "pulled out")

    def _open(self, path: str, flags: int, mode: int = 0o777) -> int:
        file = os.open(path, flags, mode)
        self.open_files[file] = path
        if flags & os.O_WRONLY:
            self.unsynced.add(path)
        return file

    def _fsync(self, file: int) -> None:
        os.fsync(file)
        path = self.open_files[file]
        self.unsynced.discard(path)
        self.undoable = [one for one in self.undoable if str(Path(one[0]).parent) != path]

    def _replace(self, draft: str, target: str) -> None:
        old = Path(target).read_bytes() if Path(target).exists() else None
        Path(draft).replace(target)
        if draft in self.unsynced:
            self.unsynced.discard(draft)
            self.unsynced.add(target)
        self.undoable.append((target, draft, old))

    def _unlink(self, path: str) -> None:
        old = Path(path).read_bytes() if Path(path).is_file() else None
        Path(path).unlink()
        self.undoable.append((path, "", old))

    def plug_in(self) -> None:
        """What the folder may look like when the stick is there again."""
        for target, draft, old in reversed(self.undoable):
            if self.chance.random() < 0.5:
                continue
            if draft and Path(target).exists():
                Path(target).replace(draft)
            if old is not None:
                Path(target).write_bytes(old)
        for path in self.unsynced:
            if Path(path).exists():
                data = Path(path).read_bytes()
                Path(path).write_bytes(data[: self.chance.randrange(len(data) + 1)])
