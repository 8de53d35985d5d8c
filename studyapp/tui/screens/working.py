"""A page with a task that takes its time: it runs in a thread, a bar says how far it is, and Esc ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.timer import Timer

from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.screens.page import Page
from studyapp.tui.widgets.task import Task, TaskView
from studyapp.words import _

PARTS = 1000
"""Into so many parts a task is cut, of which the bar shows how many are done."""

STILL, LATE = 1000, 0.95
"""Where a share this near to the end stands still for so many milliseconds, what is left of the stage is unknown."""

TICK = 0.1
"""Seconds between two looks of the bar."""

Act = Callable[[Callable[[str, float], bool]], Any]


@dataclass(slots=True)
class Job:
    """One task. The thread writes ``stage`` and ``share``, the screen the rest; each only reads the other's.

    ``seen``: stage and share as they were when the screen last saw one of them change, which was at ``moved``.
    """

    title: str
    act: Act
    then: Callable[[Any], None]
    since: int
    stage: str = ""
    share: float = 0.0
    cancelled: bool = False
    seen: tuple[str, float] = ("", 0.0)
    moved: int = 0

    def go_on(self, stage: str, share: float) -> bool:
        """Note how far the task is; return whether anybody still waits for it."""
        self.stage, self.share = stage, share
        return not self.cancelled

    def total(self, now: int) -> int | None:
        """Into how many parts the stage is cut; ``None`` where nobody knows how much of it is left."""
        stage, share = self.stage, self.share
        if (stage, share) != self.seen:
            self.seen, self.moved = (stage, share), now
        is_still = share >= LATE and now - self.moved >= STILL
        return PARTS if share and not is_still else None


class Ended(Message):
    """A task has come to its end: what it returned, or what it raised."""

    def __init__(self, job: Job, outcome: object, error: Exception | None) -> None:
        super().__init__()
        self.job = job
        self.outcome = outcome
        self.error = error


class WorkingPage(Page):
    """A page that can have one task at a time; a new one ends the one before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.progress = TaskView(Task(""), id="task")
        self.progress.display = False
        self.job: Job | None = None
        self._looking: Timer | None = None

    @property
    def busy(self) -> bool:
        """Whether there is a task."""
        return self.job is not None

    def work(self, title: str, act: Act, then: Callable[[Any], None]) -> None:
        """Do ``act`` in a thread; ``then`` is told what it returned, or ``trouble`` what went wrong.

        ``act`` is handed the function that it tells how far it is, and that says whether to go on.
        """
        self.drop()
        self.job = job = Job(title, act, then, self._desk.now())
        self.run_worker(lambda: self._run(job), thread=True, exit_on_error=False)
        self._looking = self.set_interval(TICK, self.look)
        self.offer()

    def _run(self, job: Job) -> None:
        try:
            outcome, error = job.act(job.go_on), None
        except Exception as raised:
            outcome, error = None, raised
        self.post_message(Ended(job, outcome, error))

    def look(self) -> None:
        """Bring the bar up to date while there is a task."""
        job = self.job
        if job is None:
            return
        now = self._desk.now()
        done, total = min(max(int(job.share * PARTS), 0), PARTS), job.total(now)
        took, words = now - job.since, stage_words(job.stage)
        self.progress.tell(Task(job.title, done, total, took, sentence=words, counted=False))
        self.progress.display = True

    def drop(self) -> None:
        """Wait no longer for the task; the thread ends as soon as it asks."""
        if self.job is not None:
            self.job.cancelled = True
        self._rest()

    def _rest(self) -> None:
        self.job = None
        self.progress.display = False
        if self._looking is not None:
            self._looking.stop()
            self._looking = None

    def cancel(self) -> bool:
        """End the task at the learner's wish; return whether there was one."""
        if self.job is None:
            return False
        self.job.cancelled = True
        self.progress.cancel()
        return True

    def trouble(self, sentence: str) -> None:
        """The task could not be done."""
        self.say(sentence, bad=True)

    def on_ended(self, message: Ended) -> None:
        """A task has ended; of one that was dropped nobody wants to know."""
        message.stop()
        if message.job is not self.job:
            return
        self._rest()
        if message.error is None:
            message.job.then(message.outcome)
        else:
            sentence = trouble_words(message.error)
            if sentence is None:
                raise message.error
            self.trouble(sentence)
        self.offer()

    def on_unmount(self) -> None:
        """Nobody waits any longer."""
        self.drop()

    def on_task_view_cancel_wanted(self, message: TaskView.CancelWanted) -> None:
        """What is to be done about it was done."""
        message.stop()


def stage_words(stage: str) -> str:
    """What is being done."""
    return {
        "read": _("读文件、认题目"),
        "compare": _("与题库里的题比对"),
        "write": _("写入题库"),
    }.get(stage, "")
