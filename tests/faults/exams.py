"""A process that sits a paper and says of each act when it is acknowledged: ``python -m tests.faults.exams HOME``.

With ``--statements N`` it kills itself before the N-th SQL statement after the beginning, with ``--at-hand-in N``
before the N-th of those that hand the paper in.
"""

from __future__ import annotations

import argparse
from itertools import count
from pathlib import Path

from studyapp.desk.exams import Exams
from studyapp.desk.full import Desk, open_desk
from studyapp.model import Kind, Picked
from studyapp.model.activity import Activity, Blueprint, Part, Period, Task
from studyapp.world import World
from tests.faults.driver import Countdown, tell

TASK = "weekly"
PLAN = Activity("exam", "练兵", tasks=(Task(TASK, "周周练", Period.WEEK, Blueprint((Part(Kind.SINGLE, 30),), 45)),))


class Leap(World):
    """A world whose monotonic clock leaps seven seconds at every look, so that no test has to wait for one."""

    looks = count()

    def monotonic(self) -> int:
        return next(self.looks) * 7_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("home", type=Path)
    parser.add_argument("--statements", type=int, default=0)
    parser.add_argument("--at-hand-in", type=int, default=0)
    options = parser.parse_args()
    world = Leap(str(options.home))
    desk = open_desk(world)
    exam = Exams(world, desk.store).begin(TASK)
    tell("ready")
    _arm(desk, options.statements)
    for step in count():
        number = step % exam.count
        shown = exam.shown(number)
        assert shown is not None
        choice = step * 7 % len(shown.question.choices)
        if not exam.answer(number, Picked((choice,))):
            break
        tell("answer", number, choice)
        if step % 3 == 0:
            exam.flag(number, step % 2 == 0)
            tell("flag", number, int(step % 2 == 0))
        tell("left", exam.tick())
    _arm(desk, options.at_hand_in)
    exam.hand_in()
    tell("handed in")
    desk.close()


def _arm(desk: Desk, statements: int) -> None:
    if statements:
        desk.store.connection.set_trace_callback(Countdown(statements))


if __name__ == "__main__":
    main()
