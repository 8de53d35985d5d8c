"""The list of papers: what can be sat now, what goes on, and what came of the last ones."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.desk.exam_words import about, result_line, state_words
from studyapp.desk.exams import BATTLE, Line
from studyapp.model.activity import Result
from studyapp.tui import loading
from studyapp.tui.desk import Desk, Exam
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets import pick_list
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import PickList
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.whole import labelled
from studyapp.words import _, say

_RIVALS = ("machine", "best", "colleague")


class ExamsScreen(Page):
    """The tasks of the plan; Enter begins the one under the cursor, or goes on with it."""

    KEYS = "exams"

    def __init__(self, desk: Desk, cursor: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._exams = desk.exams()
        self._lines: tuple[Line, ...] = ()
        self._results: tuple[Result, ...] = ()
        self._list = PickList(id="exams")
        self._list.cursor = cursor
        self._about = Static(id="exam-about")
        self._nothing = EmptyState(Empty(""), id="no-exams")

    def compose(self) -> ComposeResult:
        """The list, and what is under its cursor."""
        yield self.top
        with self.body:
            yield self._nothing
            yield self._list
            yield self._about
        yield self.keys

    def on_mount(self) -> None:
        """As they stand now."""
        self.top.tell(_("考试"))
        self._lines = self.attempt(self._exams.lines) or ()
        self._results = self.attempt(self._exams.results) or ()
        self._nothing.display = not self._lines
        self._nothing.tell(Empty(_("方案里没有考试"), _("用 studyapp activity 换一份方案，或在方案里加上考试。")))
        self._list.tell([pick_list.Line(one.standing.task.name, state_words(one)) for one in self._lines])
        self._tell()

    def anew(self) -> ExamsScreen:
        """The same list."""
        return ExamsScreen(self._desk, self._list.cursor)

    @property
    def _here(self) -> Line | None:
        return self._lines[self._list.cursor] if self._lines else None

    def _tell(self) -> None:
        here = self._here
        self._about.update(Rows([labelled(*one) for one in about(here)]) if here else "")
        self.offer()

    def phrase(self, command: Command) -> Offer | None:
        """Enter begins or goes on, where that can be."""
        here = self._here
        if command.action == "choose":
            if here is None or here.why is not None:
                return None
            return Offer.of(command, word=_("开始") if here.left is None else _("继续"))
        if command.action == "results" and not self._mine():
            return None
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Another task."""
        self._list.move(STEPS[way])
        self._tell()

    def on_pressed(self, message: Pressed) -> None:
        """A click goes to a task."""
        message.stop()
        self._list.point(message.index)
        self._tell()

    def action_choose(self) -> None:
        """Begin, or go on; of a battle, ask against whom first."""
        here = self._here
        if here is None:
            return
        if here.standing.task.id == BATTLE and here.left is None and here.why is None:
            names = [_("电脑"), _("自己的最好成绩"), _("同事（得到对战码，发给对方）"), _("输入同事的对战码")]
            page = loading.screen("pick")(_("对战：选对手"), [pick_list.Line(name) for name in names])
            self.app.push_screen(page, self._against)
        else:
            self._begin(here.standing.task.id)

    def _against(self, picked: str | None) -> None:
        if picked is None:
            return
        if int(picked) < len(_RIVALS):
            self._begin(BATTLE, _RIVALS[int(picked)])
        else:
            self.app.push_screen(loading.screen("exam-code")(), self._with_code)

    def _with_code(self, code: str | None) -> None:
        if not code:
            return
        told = self.attempt(lambda: (self._exams.compare(code),))
        if told is not None and told[0] is not None:
            self.say(say(told[0]))
        elif told is not None:
            self._begin(BATTLE, code=code)

    def _begin(self, task: str, against: str = "machine", code: str = "") -> None:
        exam: Exam | None = self.attempt(lambda: self._exams.begin(task, against, code))
        if exam is not None:
            self.post_message(PlaceWanted("exam", exam))

    def _mine(self) -> tuple[Result, ...]:
        here = self._here
        return tuple(one for one in self._results if here and one.task == here.standing.task.id)

    def action_results(self) -> None:
        """The papers of this task that were handed in."""
        mine = self._mine()
        if not mine:
            self.say(_("还没有交过卷"))
            return
        lines = [pick_list.Line(*result_line(one)) for one in mine]
        title = _("成绩 · {name}").format(name=self._here.standing.task.name if self._here else "")

        def show(picked: str | None) -> None:
            if picked is not None:
                self.post_message(PlaceWanted("exam-result", mine[int(picked)].sitting))

        self.app.push_screen(loading.screen("pick")(title, lines), show)

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())
