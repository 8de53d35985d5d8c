"""Papers, as the screens and commands ask for them; every trouble is told as a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from studyapp.activity.results import results_of
from studyapp.desk import activity
from studyapp.exam import battle, starting
from studyapp.exam.battle import Code, clock
from studyapp.exam.marking import Review
from studyapp.exam.papers import Rival
from studyapp.exam.sitting import Exam, review_of
from studyapp.model import EntryKind, Message, Response, Shown, study_day
from studyapp.model.activity import Result, TaskStanding
from studyapp.paper import Lack
from studyapp.store import caches, entries, errors, plans
from studyapp.store.opening import Store
from studyapp.world import World

BATTLE = "battle"
"""The id of the task that is a battle."""


class Line(NamedTuple):
    """A task as the list of papers shows it. ``left``: milliseconds of the sitting that goes on, ``None`` for none.

    ``answered`` of ``questions`` are answered in it. ``why``: why it cannot be begun, ``None`` where it can.
    """

    standing: TaskStanding
    left: int | None = None
    answered: int = 0
    questions: int = 0
    why: Message | None = None


class Exams:
    """What is asked of a learner's store about papers."""

    def __init__(self, world: World, store: Store) -> None:
        self._world = world
        self._store = store

    def lines(self) -> tuple[Line, ...]:
        """All tasks of the plan, as they stand now."""
        with errors.told(self._store.path):
            return tuple(self._line(one) for one in self._standings())

    def line(self, task: str) -> Line:
        """The task of that id or name."""
        found = next((one for one in self.lines() if task in (one.standing.task.id, one.standing.task.name)), None)
        if found is None:
            why = Message("方案里没有“{task}”；运行 studyapp exam 查看全部考试。", {"task": task})
            raise starting.Refusal(why)
        return found

    def begin(self, task: str, against: str = "machine", code: str = "") -> ToldExam:
        """Begin a paper, or go on with the one that was broken off.

        Of a battle: ``against`` whom, or the ``code`` that a colleague has told.
        """
        standing = self.line(task).standing
        with errors.told(self._store.path):
            exam = starting.resume(self._store, standing.live, now=self._world.monotonic()) if standing.live else None
            if exam is not None and not code:
                return ToldExam(self._world, self._store, exam)
            read = _read(code) if code else None
            exam = starting.start(
                self._store,
                plans.read(self._store.connection),
                standing,
                token=self._world.token(),
                at=self._world.now(),
                now=self._world.monotonic(),
                rival=self._rival(standing, against, read),
                code=read,
            )
        return ToldExam(self._world, self._store, exam)

    def compare(self, code: str) -> Message | None:
        """How one's own battle on the questions of a code went against the colleague's; ``None`` before it was."""
        read = battle.read(code)
        if read is None:
            return None
        with errors.told(self._store.path):
            found = (review_of(self._store, one.sitting) for one in self.results(BATTLE))
            mine = next((one for one in found if one is not None and one.opening.seed == read.seed), None)
        if mine is None or battle.check_of(mine.opening.items) != read.check:
            return None
        right, time = mine.result.right, mine.result.milliseconds
        told: dict[str, str | int] = {"right": right, "time": clock(time // 1000)}
        if read.result is None:
            return Message("这套题你已经答过，答对 {right}，用时 {time}；对战码里还没有同事的成绩。", told)
        theirs, their_time = read.result
        told |= {"theirs": theirs, "their_time": clock(their_time // 1000)}
        # A code tells tenths of a second, rounded up; so is one's own time for a fair comparison.
        own, other = (right, -battle.tenths(time)), (theirs, -battle.tenths(their_time))
        if own == other:
            return Message("这套题你答对 {right}，用时 {time}；同事答对 {theirs}，用时 {their_time}：平局。", told)
        if own > other:
            return Message("这套题你答对 {right}，用时 {time}；同事答对 {theirs}，用时 {their_time}：你胜。", told)
        return Message("这套题你答对 {right}，用时 {time}；同事答对 {theirs}，用时 {their_time}：同事胜。", told)

    def results(self, task: str = "") -> tuple[Result, ...]:
        """The papers that were handed in, of a task or of all, the latest first."""
        with errors.told(self._store.path):
            connection = self._store.connection
            handed_in = entries.entries_of_kind(connection, EntryKind.HANDIN)
            found = results_of(handed_in, caches.untimely(connection))
        return tuple(one for one in reversed(found) if not task or one.task == task)

    def review(self, sitting: str) -> Review | None:
        """A paper that was handed in, question by question."""
        with errors.told(self._store.path):
            return review_of(self._store, sitting)

    def _standings(self) -> list[TaskStanding]:
        now = self._world.now()
        found = activity.standing(self._store, now).tasks
        live = starting.live(self._store, found, study_day(now))
        return [one._replace(live=live.get(one.task.id, "")) for one in found]

    def _line(self, standing: TaskStanding) -> Line:
        exam = starting.resume(self._store, standing.live, now=0) if standing.live else None
        if exam is not None:
            return Line(standing, exam.left, exam.count - len(exam.unanswered), exam.count)
        try:
            starting.refuse_closed(standing, plans.read(self._store.connection), study_day(self._world.now()))
        except starting.Refusal as refusal:
            return Line(standing, why=refusal.why)
        return Line(standing)

    def _rival(self, standing: TaskStanding, against: str, code: Code | None) -> Rival | None:
        if standing.task.id != BATTLE:
            return None
        return starting.rival_of("colleague" if code else against, self.results(BATTLE), code)


def _read(code: str) -> Code:
    found = battle.read(code)
    if found is None:
        why = Message("对战码“{code}”不对；请核对后再输入，形如 7K2MQ-X9P。", {"code": code[:24]})
        raise starting.Refusal(why)
    return found


class ToldExam:
    """A paper on the world's clocks, whose troubles with the store are told as sentences."""

    def __init__(self, world: World, store: Store, exam: Exam) -> None:
        self._world = world
        self._path: Path = store.path
        self._exam = exam
        self._moves = self._moves_of(store)

    def _moves_of(self, store: Store) -> tuple[battle.Move, ...]:
        rival = self._exam.opening.rival
        return starting.moves_of(store, self._exam.opening, 0.0) if rival and rival.who == "machine" else ()

    @property
    def title(self) -> str:
        """The name of the task."""
        return self._exam.opening.title

    @property
    def count(self) -> int:
        """How many questions it has."""
        return self._exam.count

    @property
    def milliseconds(self) -> int:
        """The time it has."""
        return self._exam.opening.milliseconds

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What the bank was too small for, just after it was begun."""
        return self._exam.lacks

    @property
    def rival(self) -> Rival | None:
        """The other side of a battle."""
        return self._exam.opening.rival

    @property
    def code(self) -> str:
        """The code of a battle, to be told to a colleague; empty where there is none."""
        return self._exam.opening.code

    @property
    def rival_done(self) -> int | None:
        """How many questions the machine has answered by now; ``None`` where it does not play."""
        return battle.moves_until(self._moves, self._exam.passed) if self._moves else None

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The questions that nothing was given to, from 0."""
        return self._exam.unanswered

    @property
    def flagged(self) -> tuple[int, ...]:
        """The questions that are flagged."""
        return self._exam.flagged

    def shown(self, number: int) -> Shown | None:
        """A question (from 0) without its key; ``None`` where the bank has it no more."""
        return self._exam.shown(number)

    def response(self, number: int) -> Response | None:
        """What was given to it so far."""
        return self._exam.response(number)

    def tick(self) -> int:
        """Let the clock run on; return the milliseconds left."""
        with errors.told(self._path):
            return self._exam.tick(at=self._world.now(), now=self._world.monotonic())

    def pause(self) -> None:
        """The paper leaves the screen."""
        with errors.told(self._path):
            self._exam.pause(at=self._world.now(), now=self._world.monotonic())

    def answer(self, number: int, response: Response) -> bool:
        """Write what is given to a question; it is on disk when this returns. ``False`` once the time is over."""
        with errors.told(self._path):
            return self._exam.answer(number, response, at=self._world.now(), now=self._world.monotonic())

    def flag(self, number: int, on: bool) -> bool:
        """Flag a question, or take that back. ``False`` once the time is over."""
        with errors.told(self._path):
            return self._exam.flag(number, on, at=self._world.now(), now=self._world.monotonic())

    def hand_in(self) -> Review:
        """Hand the paper in, and look at it."""
        with errors.told(self._path):
            return self._exam.hand_in(at=self._world.now(), now=self._world.monotonic())
