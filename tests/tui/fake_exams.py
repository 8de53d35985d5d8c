"""Papers of a real store in a folder of its own, on clocks that stand still."""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from studyapp.desk.exams import Exams
from studyapp.model import Kind, Question
from studyapp.model.activity import Activity, Blueprint, Part, Period, Task
from studyapp.store import plans
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store
from studyapp.world import World
from tests.support import LEFT, OPENED, StillWorld, deck_of, put
from tests.tui import questions as q

NOON = 1_622_692_800_000  # 2021-06-03 12:00 at Shanghai
DECK = "陕西省人社窗口业务技能练兵比武题库"
_SET = Blueprint((Part(Kind.SINGLE, 2, 2.0), Part(Kind.MULTIPLE, 1, 2.0), Part(Kind.JUDGE, 1), Part(Kind.BLANK, 1)), 45)
_ODD = Blueprint((Part(Kind.ORDER, 1), Part(Kind.MATCH, 1), Part(Kind.CASE, 1)), 10)
PLAN = Activity(
    "fake",
    "练兵",
    tasks=(
        Task("weekly", "周周练", Period.WEEK, _SET, attempts=2),
        Task("monthly", "月月比", Period.MONTH, _SET, attempts=2, opens=25, closes=31),
        Task("battle", "人机对战", Period.DAY, Blueprint((Part(Kind.SINGLE, 2),), 10), attempts=3, skill=0.8),
        Task("mock", "模拟考试", Period.DAY, _ODD),
    ),
)
QUESTIONS = [q.SINGLE, q.LONG, q.MULTIPLE, q.JUDGE, q.BLANK, q.SHORT, q.ORDER, q.MATCH, q.CARD]


class ExamWorld(World):
    """Clocks that the test moves, and chance that can be foretold."""

    def __init__(self, home: str) -> None:
        super().__init__(home)
        self.at = NOON
        self.awake = 1_000_000
        self._numbers = itertools.count(1)

    def now(self) -> int:
        return self.at

    def monotonic(self) -> int:
        return self.awake

    def token(self) -> str:
        return f"{next(self._numbers):016x}"


@lru_cache(maxsize=4)
def _prepared(questions: tuple[Question, ...], plan: Activity) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="studyapp-exams-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = open_store(folder / "default.db", synchronous="OFF")
    store.device = claim(store.connection, store.path, StillWorld(), at=NOON)
    put(store, deck_of(list(questions), name=DECK), at=NOON)
    plans.write(store, plan)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    return folder


class FakeExams(Exams):
    """The desk's papers over a copy of a prepared store; ``tick`` moves both clocks."""

    def __init__(self, questions: list[Question] | None = None, plan: Activity = PLAN) -> None:
        folder = Path(tempfile.mkdtemp(prefix="studyapp-exam-"))
        LEFT.append(folder)
        for file in _prepared(tuple(QUESTIONS if questions is None else questions), plan).iterdir():
            shutil.copy(file, folder / file.name)
        self.world = ExamWorld(str(folder))
        self.store: Store = open_store(folder / "default.db", synchronous="OFF")
        OPENED.append(self.store)
        self.store.device = claim(self.store.connection, self.store.path, StillWorld(), at=NOON)
        super().__init__(self.world, self.store)

    def tick(self, milliseconds: int) -> None:
        self.world.at += milliseconds
        self.world.awake += milliseconds
