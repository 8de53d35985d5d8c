"""Practice over a real store in a folder of its own, on the fake desk's clock."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from studyapp.desk.full import Desk
from studyapp.desk.practice import Practices
from studyapp.model import DAY, Deck, Item, Question, Where
from studyapp.session import mark
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store
from studyapp.world import World
from tests.support import LEFT, OPENED, StillWorld, give, put
from tests.tui import questions as q

DECK = "陕西省人社窗口业务技能练兵比武题库"
ITEMS = [q.SINGLE, q.LONG, q.MULTIPLE, q.JUDGE, q.BLANK, q.SHORT, q.ORDER, q.CARD, q.CASE, q.CASE_PART]


class Clock(Protocol):
    """Whoever knows the time."""

    def now(self) -> int:
        """UTC in milliseconds."""


class PracticeWorld(World):
    """The clock of the fake desk, and chance that can be foretold."""

    __slots__ = ("_clock", "_numbers")

    def __init__(self, home: str, clock: Clock) -> None:
        super().__init__(home)
        self._clock = clock
        self._numbers = itertools.count(1)

    def now(self) -> int:
        return self._clock.now()

    def token(self) -> str:
        return f"{next(self._numbers):016x}"


@lru_cache(maxsize=4)
def _prepared(asked: tuple[Question, ...], with_past: bool, at: int) -> Path:
    """A folder with a store of these questions, made once and copied for each desk."""
    folder = Path(tempfile.mkdtemp(prefix="studyapp-practices-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = open_store(folder / "default.db", synchronous="OFF")
    store.device = claim(store.connection, store.path, StillWorld(), at=at)
    case = next((place for place, one in enumerate(asked) if one == q.CASE), None)
    items = (
        Item(one, place, Where("题库.md", place + 1), case=case if one == q.CASE_PART else None)
        for place, one in enumerate(asked)
    )
    put(store, Deck(DECK, tuple(items)), at=at - 400 * DAY)
    if with_past:
        for days, one, right in ((9, q.LONG, False), (8, q.MULTIPLE, True), (3, q.SINGLE, False), (1, q.LONG, True)):
            give(store, one, right=right, at=at - days * DAY)
        for later, (item, what) in enumerate([(1, "star"), (3, "flag")]):
            mark(store, item, what, True, at=at + later)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return folder


class FakePractices(Practices):
    """Some questions of every kind, of which two were missed, and two are marked."""

    def __init__(self, clock: Clock, questions: list[Question] | None = None) -> None:
        folder = Path(tempfile.mkdtemp(prefix="studyapp-practice-"))
        LEFT.append(folder)
        asked = tuple(ITEMS if questions is None else questions)
        for file in _prepared(asked, questions is None, clock.now()).iterdir():
            shutil.copy(file, folder / file.name)
        self.store: Store = open_store(folder / "default.db", synchronous="OFF")
        OPENED.append(self.store)
        self.store.device = claim(self.store.connection, self.store.path, StillWorld(), at=clock.now())
        super().__init__(Desk(PracticeWorld(str(folder), clock), self.store))
