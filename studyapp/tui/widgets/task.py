"""A task that takes its time: what it is, how far it is, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.text import airy, cut, one_line
from studyapp.tui.widgets.countdown import clock
from studyapp.tui.widgets.drawing import bar, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted, Row, Rows
from studyapp.words import _

_LONGEST_BAR = 40
_SHORTEST_BAR = 8
_TICK = 100
"""Milliseconds between two looks of a task: ten a second."""
_SIGN = "<=>"


class Stage(Enum):
    """How a task stands: its sign, and its colour."""

    RUNNING = ("", "")
    DONE = ("√", "$success")
    FAILED = ("×", "$error")
    CANCELLED = ("-", "$warning")


@dataclass(frozen=True, slots=True)
class Task:
    """A task as it stands.

    ``done`` of ``total`` steps (``None``: nobody knows how many) after ``milliseconds``. ``sentence`` says what is
    being done, and in the end what came of it or why nothing did. ``counted``: whether the steps say something to
    people; if not, the share alone is shown.
    """

    title: str
    done: int = 0
    total: int | None = None
    milliseconds: int = 0
    stage: Stage = Stage.RUNNING
    sentence: str = ""
    counted: bool = True


def progress_lines(task: Task, width: int, *, cancelling: bool = False) -> Content:
    """A running task: title, bar and figures, what is being done, time and the way out."""
    share = None if task.total is None else task.done / task.total if task.total else 1.0
    figures = _figures(task, share)
    length = min(width - figures.cell_length - 2, _LONGEST_BAR)
    drawn = [plain(cut(one_line(airy(task.title)), width), "bold")]
    if length < _SHORTEST_BAR:
        drawn += [_bar(task, share, min(width, _LONGEST_BAR)), *flow([figures], width)]
    else:
        drawn.append(Content.assemble(_bar(task, share, length), "  ", figures))
    if task.sentence:
        drawn.append(plain(cut(one_line(airy(task.sentence)), width), "$muted"))
    return lines([*drawn, *flow(_foot(task, cancelling), width)])


def _figures(task: Task, share: float | None) -> Content:
    if share is None and not task.counted:
        return Content("")
    if share is None:
        return plain(_("已处理 {done}").format(done=f"{task.done:,}"))
    percent = min(int(share * 100), 100)  # rounded down: nothing is done before it is
    if not task.counted:
        return plain(f"{percent}%", "bold")
    return Content.assemble(f"{task.done:,}/{task.total:,}", "  ", (f"{percent}%", "bold"))


def _bar(task: Task, share: float | None, length: int) -> Content:
    """How much is full; where nobody knows, a sign that goes to and fro as time passes."""
    if share is not None:
        return bar(share, length)
    way = max(length - len(_SIGN), 1)
    turn = task.milliseconds // _TICK % (2 * way)
    at = min(turn, 2 * way - turn)
    rest = max(length - at - len(_SIGN), 0)
    return Content.assemble((" " * at, "on $faint"), (_SIGN, "bold $text on $primary"), (" " * rest, "on $faint"))


def _foot(task: Task, cancelling: bool) -> Iterator[Content]:
    yield plain(_("用时 {time}").format(time=clock(task.milliseconds // 1000)), "$muted")
    if cancelling:
        yield plain(_("正在取消……"), "$warning")
    else:
        yield Content.assemble(("Esc", "bold $primary"), f" {_('取消')}")


def ending_rows(task: Task) -> Rows:
    """A task that has ended: sign, title, how it ended and after what time; below, what came of it."""
    sign, colour = task.stage.value
    words = {Stage.DONE: _("完成"), Stage.FAILED: _("没有完成"), Stage.CANCELLED: _("已取消")}
    title = Content.assemble(
        (airy(task.title), "bold"),
        "  ",
        (words.get(task.stage, ""), f"bold {colour}"),
        "  ",
        (_("用时 {time}").format(time=clock(task.milliseconds // 1000)), "$muted"),
    )
    rows: list[Row] = [(plain(f"{sign} ", f"bold {colour}"), title)]
    if task.sentence:
        rows.append((Content(""), plain(task.sentence)))
    return Rows(rows)


class TaskView(Widget):
    """A task, while it runs and after. Esc on the screen calls ``cancel``, which posts ``CancelWanted``, once.

    It looks new at most ten times a second of the time it is told. The moving sign moves only when it is told.
    """

    DEFAULT_CSS = "TaskView { height: auto; }"

    class CancelWanted(Message):
        """The task is to be ended before its end."""

    def __init__(self, task: Task, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told = self._seen = task
        self._cancelling = False

    def tell(self, task: Task) -> None:
        """The task stands like this now."""
        before, self._told = self._seen, task
        running = task.stage is before.stage is Stage.RUNNING
        if running and task.title == before.title and _ticks(task) == _ticks(before):
            return
        self._cancelling = self._cancelling and task.stage is Stage.RUNNING
        self._look()

    def _look(self) -> None:
        self._seen = self._told
        self.refresh(layout=True)

    def render(self) -> Fitted | Rows:
        """The progress, or the end."""
        if self._seen.stage is not Stage.RUNNING:
            return ending_rows(self._seen)
        task, cancelling = self._seen, self._cancelling
        return Fitted(lambda width: progress_lines(task, width, cancelling=cancelling))

    @property
    def cancellable(self) -> bool:
        """Whether Esc ends the task; else it is free for something else."""
        return self._told.stage is Stage.RUNNING and not self._cancelling

    def cancel(self) -> None:
        """Ask the owner to end the task; what comes of that he tells."""
        if self.cancellable:
            self._cancelling = True
            self.post_message(self.CancelWanted())
            self._look()


def _ticks(task: Task) -> int:
    return task.milliseconds // _TICK
