"""A store with a bank and a plan, and papers that are sat in it."""

from __future__ import annotations

from pathlib import Path

from studyapp.exam import starting
from studyapp.exam.papers import Rival
from studyapp.exam.sitting import Exam
from studyapp.model import JUDGE_CHOICES, Blank, Blanks, Choices, Kind, Question
from studyapp.model.activity import Activity, Blueprint, Part, Period, Task, TaskStanding
from studyapp.store.opening import Store
from tests.support import MONDAY, deck_of, make_store, put, single

BLUEPRINT = Blueprint((Part(Kind.SINGLE, 4, 2.0), Part(Kind.JUDGE, 2), Part(Kind.BLANK, 1, 3.0)), minutes=10)
TASK = Task("weekly", "周周练", Period.WEEK, BLUEPRINT, attempts=2)
BATTLE = Task("battle", "对战", Period.DAY, Blueprint((Part(Kind.SINGLE, 5),), minutes=10), attempts=1, skill=0.8)
PLAN = Activity("test", "练兵", tasks=(TASK, BATTLE))
EXPLAINED = "依据第十四条，应为十日。"


def judge(number: int) -> Question:
    return Question(
        kind=Kind.JUDGE,
        prompt=f"第{number}号规定适用于全体职工。",
        choices=JUDGE_CHOICES,
        answer=Choices((number % 2,)),
        subject="劳动关系",
    )


def blank(number: int) -> Question:
    return Question(
        kind=Kind.BLANK,
        prompt=f"第{number}号规定的期限为____日，由____受理。",
        answer=Blanks((Blank(("十五", "15")), Blank(("经办机构",)))),
        subject="就业创业",
    )


def bank() -> list[Question]:
    return [*(single(number) for number in range(8)), *map(judge, range(4)), *map(blank, range(2))]


def store_of(folder: Path) -> Store:
    store = make_store(folder)
    put(store, deck_of(bank()))
    return store


def standing(task: Task = TASK, **changes: object) -> TaskStanding:
    one = TaskStanding(task, "2026-W48", True, 2, None, 0, 1 << 20)
    return one._replace(**changes)  # type: ignore[arg-type]


def begin(store: Store, token: str = "00000000000000a1", *, task: Task = TASK, rival: Rival | None = None) -> Exam:
    return starting.start(store, PLAN, standing(task), token=token, at=MONDAY, now=1_000, rival=rival)


def resume(store: Store, sitting: str = "00000000000000a1", *, now: int = 0) -> Exam:
    found = starting.resume(store, sitting, now=now)
    assert found is not None
    return found
