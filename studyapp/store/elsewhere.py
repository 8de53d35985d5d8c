"""Entries of histories that another process makes while this one does something else."""

from __future__ import annotations

import marshal
from collections.abc import Callable

from studyapp.store import pastrows
from studyapp.store.beside import Beside
from studyapp.store.sharing import Second


class Elsewhere:
    """Entries that another process makes, one part after the other, and puts in order beside the store."""

    def __init__(self, helper: Second, beside: Beside) -> None:
        self._helper = helper
        self._beside = beside
        self._filling = beside.filling("entry")
        self._ids: list[Callable[[], bytes | None]] = []
        self._put: Callable[[], bytes | None] = bytes

    def add(self, task: bytes) -> None:
        """Have the entries of a task made."""
        self._ids.append(self._helper.charge(pastrows.keep, marshal.dumps((self._filling.path, task))))

    def put(self, count: int) -> None:
        """Have them put in order, as many as they are."""
        self._put = self._helper.charge(pastrows.put, marshal.dumps((count, *self._filling)))

    def ids(self) -> bytes | None:
        """The ids of all, one after the other; ``None`` where they are to be made here."""
        found = [wait() for wait in self._ids]
        made = [some for some in found if some is not None]
        return b"".join(made) if len(made) == len(found) else None

    def copy(self, count: int) -> bool:
        """Copy them into the store; return whether they were there."""
        if not self._put():
            return False
        self._beside.copy("entry", count)
        return True
