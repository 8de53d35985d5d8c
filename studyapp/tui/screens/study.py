"""The screen one learns on: a sitting of drill, through which one key leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from studyapp.model import Kind, Passed, Response, Shown, Summary
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, SittingEnded
from studyapp.tui.screens.asking import AskingScreen
from studyapp.tui.screens.pictures import Pictures, PicturesPage
from studyapp.tui.widgets.bars import Offer
from studyapp.wording import due_words, mark_name, rating_name, unmark_name
from studyapp.words import _

if TYPE_CHECKING:  # the sitting brings the store and the memory with it
    from studyapp.session import Session


SEVERAL = 2
"""From so many right answers in a row on it is worth saying."""

HARD = 2
"""The best rating that a wrong answer may be given by hand."""


class StudyScreen(AskingScreen, PicturesPage):
    """One sitting. It asks the session, measures the time, and shows what it is told."""

    KEYS = "study"

    def __init__(self, desk: Desk, session: Session, shown: Shown, deck: str | None) -> None:
        """``shown`` is the first question; ``deck`` is what is drilled (``None``: all decks)."""
        super().__init__(shown)
        self._desk = desk
        self._session = session
        self._deck = deck
        self._since = 0
        self._marks: dict[int, tuple[str, ...]] = {}
        self._any_answer = self._ended = False
        self._task_done: bool | None = None
        self._former: StudyScreen | None = None
        self.pictures = Pictures(desk)

    def anew(self) -> StudyScreen:
        """The same question with what became of it so far; what was typed or ticked is asked again."""
        page = StudyScreen(self._desk, self._session, self.shown, self._deck)
        page._former = self
        return page

    async def take_over(self) -> None:
        """Go on where the former one was."""
        former = self._former
        if former is not None:
            self._former = None
            self._since, self._any_answer, self._marks = former._since, former._any_answer, former._marks
            self._task_done = former._task_done
            self.hinted, self.guessed, self._folded = former.hinted, former.guessed, former._folded
            self.tell()
            if former.feedback is not None:
                await self.reveal(former.feedback)

    def begin(self, shown: Shown) -> None:
        """The clock of this question starts."""
        self.pictures.tell(shown.question, shown.case)
        super().begin(shown)
        self._since = self._desk.now()

    def marks(self) -> tuple[str, ...]:
        """What the learner marked in this sitting, too."""
        return (*(mark_name(what) for what in self._marks.get(self.shown.item, ())), *super().marks())

    def tell(self) -> None:
        """Where in the queue this is, and how today goes."""
        super().tell()
        progress = self.attempt(self._session.progress)
        if progress is None:
            return
        if self._task_done is None:
            self._task_done = progress.finished
        figures = _("今日 {answered} 题，对 {right}").format(
            answered=progress.answered_today, right=progress.right_today
        )
        if progress.combo >= SEVERAL:
            figures = " · ".join([_("连对 {combo}").format(combo=progress.combo), figures])
        self.top.tell(self.place(), figures, progress.done / progress.total if progress.total else None)

    def place(self) -> str:
        """Where in the queue this is."""
        return _("第 {number}/{total} 题").format(number=self.shown.number, total=self.shown.total)

    def ended(self, summary: Summary) -> Message:
        """What to tell when the sitting is over."""
        return SittingEnded(self._deck, summary)

    def left(self) -> Message:
        """What to tell when one leaves before the first answer."""
        return HomeWanted()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for pictures where there are none."""
        return bool(self.pictures.count) if action == "picture" else super().check_action(action, parameters)

    def phrase(self, command: Command) -> Offer | None:
        """No undo in the bar before there is something to undo."""
        return None if command.action == "undo" and not self._any_answer else super().phrase(command)

    async def give(self, response: Response) -> None:
        """Have it written; what is shown as answered is on disk."""
        if self._ended:
            return
        at = self._desk.now()
        took = max(at - self._since, 0)
        feedback = self.attempt(
            lambda: self._session.answer(response, at=at, milliseconds=took, hinted=self.hinted, guessed=self.guessed)
        )
        if feedback is None:
            self.sheet.answering.resume()
            return
        self._any_answer = True
        finished = self._just_finished()
        if isinstance(response, Passed) or self.shown.question.kind is not Kind.CARD:
            await self.reveal(feedback)
            if finished:
                self.say(finished)
        else:  # the learner has seen the back and judged it: there is nothing more to show
            await self.go_on()
            self.say(finished or _("上一张：{due}").format(due=due_words(feedback)))

    def _just_finished(self) -> str:
        """A sentence when the day's task has become finished with this answer, once; else empty."""
        before, progress = self._task_done, self.attempt(self._session.progress)
        if progress is None:
            return ""
        self._task_done = progress.finished
        if before is not False or not progress.finished:
            return ""
        return _("今天的任务完成了！想到此为止请按 Esc；想接着练，继续就行。")

    async def go_on(self) -> None:
        """The next question; with none left, the sitting ends."""
        found = self.attempt(lambda: (self._session.current(),))
        if found is None:
            return
        if found[0] is None:
            self._finish()
        else:
            await self.ask(found[0])

    def _finish(self) -> None:
        summary = None if self._ended else self.attempt(lambda: self._session.end(at=self._desk.now()))
        if summary is not None:
            self._ended = True
            self.post_message(self.ended(summary))

    async def action_rate(self, index: int) -> None:
        """The learner's own rating in place of the app's."""
        if self.feedback is not None and not self.feedback.verdict.right and index + 1 > HARD:
            self.say(_("答错的题只能评 1 忘了或 2 吃力；到下一题请按 Enter"))
            return
        feedback = self.attempt(lambda: self._session.rate(index + 1, at=self._desk.now()))
        if feedback is not None:
            await self.correct(feedback)
            self.say(_("已改评为“{rating}”；到下一题请按 Enter").format(rating=rating_name(index + 1)))

    async def action_undo(self) -> None:
        """Take the last answer back and ask again."""
        found = self.attempt(lambda: (self._session.void(at=self._desk.now()) if self._any_answer else None,))
        if found is None:
            return
        if found[0] is None:
            self.say(_("这次没有可以撤销的作答了"))
        else:
            await self.ask(found[0])
            self.say(_("已撤销，请重新作答"))

    def action_mark(self, what: str) -> None:
        """Flag, star or report the question, or take that back."""
        item = self.shown.item
        marks = self._marks.get(item, ())
        on = what not in marks

        def put() -> bool:
            self._session.mark(item, what, on, at=self._desk.now())
            return True

        if self.attempt(put):
            self._marks[item] = (*marks, what) if on else tuple(mark for mark in marks if mark != what)
            self.tell()
            self.say(_("{mark}；再按一次取消").format(mark=mark_name(what)) if on else unmark_name(what))

    def action_back(self) -> None:
        """End here: with a summary where there is something to sum up."""
        if self._any_answer:
            self._finish()
        else:
            self.post_message(self.left())
