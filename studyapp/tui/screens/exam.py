"""A paper that is being sat. Every answer is on disk when it shows; nothing tells what is right."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from studyapp.desk.exam_words import lack_words, rival_name
from studyapp.model import Kind, Passed, Response, Shown
from studyapp.tui import loading
from studyapp.tui.desk import Desk, Exam
from studyapp.tui.keys import Command
from studyapp.tui.messages import Answered, Changed, PageWanted, PlaceWanted
from studyapp.tui.screens.page import STEPS, scroll_page
from studyapp.tui.screens.pictures import Pictures, PicturesPage
from studyapp.tui.widgets.answer_sheet import AnswerSheet, Box, Group, State
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.case import CaseMaterial
from studyapp.tui.widgets.countdown import Countdown
from studyapp.tui.widgets.sheet import Sheet
from studyapp.words import _, kind_name

_SECOND = 1.0
_TYPED = 5
"""Every so many seconds what stands in the gaps is written down."""


class ExamScreen(PicturesPage):
    """One question of the paper at a time, the clock over it, and the answer sheet beside it where there is room."""

    KEYS = "exam"

    def __init__(self, desk: Desk, exam: Exam, number: int = -1) -> None:
        """``number``: the question to begin with, from 0; without one the first that is open."""
        self._exam = exam
        self._number = number if number >= 0 else next(iter(exam.unanswered), 0)
        self.shown = self._shown_at(self._number)
        self.sheet = Sheet(self.shown)
        super().__init__(self.sheet)
        self._desk = desk
        self._case = CaseMaterial()
        self._countdown = Countdown(id="exam-clock")
        self._side = AnswerSheet(id="exam-side-sheet")
        self.pictures = Pictures(desk)
        self._ticks = 0
        self._leaving = self._over = False

    def _shown_at(self, number: int) -> Shown:
        """The question, or the nearest that there is: a bank may lose some while a paper lies still."""
        order = sorted(range(self._exam.count), key=lambda one: (abs(one - number), one))
        for one in order:
            shown = self._exam.shown(one)
            if shown is not None:
                self._number = one
                return shown
        raise ValueError("the bank has none of the questions of this paper")

    def compose(self) -> ComposeResult:
        """Bars, clock, the material of a case, the question, the answer sheet."""
        yield self.top
        yield self._countdown
        yield self._case
        with Horizontal(id="exam-desk"):
            yield self.sheet
            with VerticalScroll(id="exam-side", can_focus=False):
                yield self._side
        yield self.keys

    def on_mount(self) -> None:
        """Ask the first, and let the clock run."""
        self._begin()
        self._tick()
        self.set_interval(_SECOND, self._tick)
        notice = lack_words(self._exam.lacks)
        if notice:
            self.say(notice)

    def anew(self) -> ExamScreen:
        """The same question; what was typed is written down first."""
        self._gather()
        return ExamScreen(self._desk, self._exam, self._number)

    def _tick(self) -> None:
        if self._over:
            return
        self._ticks += 1
        if self._ticks % _TYPED == 0:
            self._gather()
        left = self.attempt(self._exam.tick)
        if left is not None:
            self._countdown.tell(-(-left // 1000))
            self._tell_top()
            if left <= 0:
                self._finish()

    def _begin(self) -> None:
        self.sheet.answering.restore(self._exam.response(self._number))
        self._case.tell(self.shown.case)
        self.pictures.tell(self.shown.question, self.shown.case)
        self._tell()

    def _tell(self) -> None:
        marks = (_("已标记"),) if self._number in self._exam.flagged else ()
        self.sheet.head(self.shown, marks)
        self._side.tell(groups_of(self._exam), self._number)
        self._tell_top()
        self.offer()

    def _tell_top(self) -> None:
        exam = self._exam
        place = _("{title} · 第 {number}/{total} 题").format(
            title=exam.title, number=self._number + 1, total=exam.count
        )
        done = exam.count - len(exam.unanswered)
        figures = _("已答 {count}").format(count=done)
        if exam.rival is not None and exam.rival_done is not None:
            figures += " · " + _("{rival}已答 {count}").format(rival=rival_name(exam.rival), count=exam.rival_done)
        elif exam.code:
            figures += " · " + _("对战码 {code}").format(code=exam.code)
        self.top.tell(place, figures, done / exam.count)

    def _gather(self) -> bool:
        """Write down what stands in the question on the screen; whether that could be done."""
        given = self.sheet.answering.given
        return self._write(Passed() if given is None else given)

    def _write(self, response: Response) -> bool:
        if self._over:
            return False
        taken = self.attempt(lambda: self._exam.answer(self._number, response))
        if taken is False:
            self._finish()
        return bool(taken)

    async def _go(self, number: int) -> None:
        """Another question; what stands in this one is written down first."""
        if not self._gather():
            return
        if 0 <= number < self._exam.count and number != self._number:
            shown = self._exam.shown(number)
            if shown is None:
                self.say(_("这道题已经不在题库里了，不计分。"))
                self._number = number
                return
            self._number, self.shown = number, shown
            await self.sheet.ask(shown)
            self._begin()
        elif number >= self._exam.count:
            self.action_sheet()
        else:
            self._tell()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A letter chooses before it commands; no key for pictures where there are none."""
        if action == "judge":
            return self.shown.question.kind is Kind.JUDGE
        if action == "choose":
            return any(isinstance(at, int) and at < self.sheet.answering.count for at in parameters)
        return bool(self.pictures.count) if action == "picture" else True

    def phrase(self, command: Command) -> Offer | None:
        """Letters are text while typing."""
        answering = self.sheet.answering
        if command.action == "choose":
            return Offer(f"1–{min(answering.count, 9)}", _(command.label)) if answering.count else None
        if command.action == "submit" and self._number + 1 == self._exam.count:
            return Offer.of(command, word=_("答题卡"))
        if not self.check_action(command.action, ()):
            return None
        return Offer.of(command, typing=answering.typing)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Typing makes room for the keys."""
        message.stop()
        self.say("")

    def on_changed(self, message: Changed) -> None:
        """The keys do something else now."""
        message.stop()
        self.offer()

    def on_answered(self, message: Answered) -> None:
        """A click on a choice."""
        message.stop()
        self._take(message.response)

    def _take(self, response: Response | None) -> None:
        """Show a choice when it is on disk."""
        if response is None:
            self._gather()
        elif self._write(response):
            self.sheet.answering.restore(response)
        self._tell()

    async def action_submit(self) -> None:
        """Enter: on to the next question, after the last one to the answer sheet."""
        await self._go(self._number + 1)

    async def action_press(self) -> None:
        """Space: choose what is under the cursor, else as Enter."""
        answering = self.sheet.answering
        if answering.cursor is None:
            await self.action_submit()
        else:
            self._take(answering.press())

    def action_choose(self, index: int) -> None:
        """A digit or letter."""
        self._take(self.sheet.answering.choose(index))

    def action_judge(self, index: int) -> None:
        """True or false, by letter or sign."""
        self.action_choose(index)

    def action_move(self, way: int) -> None:
        """The cursor among the choices."""
        self.sheet.answering.move(STEPS[way])

    def action_page(self, way: int) -> None:
        """The material of a case where there is one, else the question."""
        scroll_page(self._case if self._case.display else self.sheet, way)

    async def action_step(self, way: int) -> None:
        """A neighbour."""
        number = self._number + STEPS[way]
        if 0 <= number < self._exam.count:
            await self._go(number)
        else:
            self.say(_("已经是最后一题了") if way else _("已经是第一题了"))

    def action_flag(self) -> None:
        """Flag the question, or take that back."""
        on = self._number not in self._exam.flagged
        if self.attempt(lambda: self._exam.flag(self._number, on)):
            self._tell()
            self.say(_("已标记，再按一次取消") if on else _("已取消标记"))

    def action_clear(self) -> None:
        """Take back what was given."""
        if self._write(Passed()):
            self.sheet.answering.restore(None)
            self._tell()
            self.say(_("已清除本题的答案"))

    def action_sheet(self) -> None:
        """The answer sheet, to go to any question."""
        if self._gather():
            self._tell()
            page = loading.screen("exam-sheet")(self._exam.title, groups_of(self._exam), self._number)
            self.app.push_screen(page, self._from_sheet)

    async def _from_sheet(self, picked: str | None) -> None:
        if picked == "hand-in":
            self.action_hand_in()
        elif picked is not None:
            await self._go(int(picked))

    async def on_answer_sheet_chosen(self, message: AnswerSheet.Chosen) -> None:
        """A click on a number beside the question."""
        message.stop()
        await self._go(message.index)

    def action_hand_in(self) -> None:
        """Ask once more before the paper is handed in."""
        if self._gather():
            page = loading.screen("exam-handin")(self._exam.title, self._exam.unanswered, self._exam.flagged)
            self.app.push_screen(page, self._from_handin)

    def _from_handin(self, picked: str | None) -> None:
        if picked is not None:
            self._finish()

    def _finish(self) -> None:
        """Hand the paper in; what lies over it goes."""
        if self._over:
            return
        given = self.sheet.answering.given
        if given is not None:  # what was typed last; once the time is over it is not taken
            self.attempt(lambda: self._exam.answer(self._number, given))
        review = self.attempt(self._exam.hand_in)
        if review is None:
            return
        self._over = True
        while self.app.screen is not self and len(self.app.screen_stack) > 1 and self in self.app.screen_stack:
            self.app.pop_screen()
        self.post_message(PlaceWanted("exam-result", review.result.sitting))

    def action_back(self) -> None:
        """Leave at the second time: the clock stands still until one comes back."""
        if not self._leaving:
            self._leaving = True
            self.say(_("再按一次 Esc 离开；答案已存，计时暂停，回来可以接着答。交卷请按 F4。"))
            return
        self._gather()
        if not self._over:
            self.attempt(self._exam.pause)
            self._over = True
            self.post_message(PageWanted("exams"))

    def on_key(self, event: object) -> None:
        """Any other key stays."""
        if getattr(event, "key", "") != "escape":
            self._leaving = False
        super().on_key(event)  # type: ignore[arg-type]


def groups_of(exam: Exam) -> list[Group]:
    """The answer sheet: questions of a kind that follow each other stand under its name."""
    opened, flagged = set(exam.unanswered), set(exam.flagged)
    groups: list[tuple[str, list[Box]]] = []
    for number, title in enumerate(_titles(exam)):
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(Box(State.OPEN if number in opened else State.DONE, number in flagged))
    return [Group(title, tuple(boxes)) for title, boxes in groups]


def _titles(exam: Exam) -> Iterator[str]:
    title = ""
    for number in range(exam.count):
        shown = exam.shown(number)
        title = title if shown is None else kind_name(str(shown.question.kind))
        yield title
