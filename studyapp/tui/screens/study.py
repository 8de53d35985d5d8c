"""The screen one learns on: a question, an answer, what became of it, and on to the next with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from studyapp.model import Feedback, Kind, Passed, Response, Shown
from studyapp.tui.desk import Desk
from studyapp.tui.keys import STUDY, Command, bindings
from studyapp.tui.messages import Answered, Changed, HomeWanted, SittingEnded
from studyapp.tui.screens.page import STEPS, Page, scroll_page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.case import CaseMaterial
from studyapp.tui.widgets.sheet import Sheet
from studyapp.wording import due_words, mark_name
from studyapp.words import _

if TYPE_CHECKING:  # the sitting brings the store and the memory with it
    from studyapp.session import Session

_WHILE_ASKING = ("pass", "hint", "guess", "choose", "judge")
_AFTERWARDS = ("rate", "fold")


class StudyScreen(Page):
    """One sitting. It asks the session, measures the time, and shows what it is told."""

    TABLE = STUDY
    BINDINGS = bindings(STUDY)

    def __init__(self, desk: Desk, session: Session, shown: Shown, deck: str | None) -> None:
        """``shown`` is the first question; ``deck`` is what is drilled (``None``: all decks)."""
        self._sheet = Sheet(shown)
        super().__init__(self._sheet)
        self._desk = desk
        self._session = session
        self._deck = deck
        self._shown = shown
        self._feedback: Feedback | None = None
        self._since = 0
        self._hinted = self._guessed = self._folded = False
        self._marks: dict[int, tuple[str, ...]] = {}
        self._any_answer = self._ended = False
        self._case = CaseMaterial()

    def compose(self) -> ComposeResult:
        """Bars, the material where it is a case, and the question."""
        yield self.top
        if self._shown.case is not None:
            yield self._case
        yield self._sheet
        yield self.keys

    def on_mount(self) -> None:
        """Ask the first."""
        self._begin(self._shown)

    def _begin(self, shown: Shown) -> None:
        self._shown, self._feedback = shown, None
        self._hinted = self._guessed = False
        self._case.tell(shown.case)
        self._tell()
        self._since = self._desk.now()

    def _tell(self) -> None:
        """Bring heading, top line and key bar up to date."""
        marks = tuple(mark_name(what) for what in self._marks.get(self._shown.item, ()))
        self._sheet.head(self._shown, (*marks, *((_("蒙的"),) if self._guessed else ())))
        self.offer()
        progress = self.attempt(self._session.progress)
        if progress is None:
            return
        figures = _("连对 {combo} · 今日 {answered} 对 {right}").format(
            combo=progress.combo, answered=progress.answered_today, right=progress.right_today
        )
        place = _("第 {number}/{total} 题").format(number=self._shown.number, total=self._shown.total)
        self.top.tell(place, figures, progress.done / progress.total if progress.total else None)

    async def _ask(self, shown: Shown | None) -> None:
        """Put a question in place of the one on the screen; with none left, the sitting ends."""
        if shown is None:
            self._finish()
        else:
            await self._sheet.ask(shown)
            if shown.case is not None and not self._case.is_attached:
                await self.mount(self._case, before=self._sheet)
            self._begin(shown)

    def _finish(self) -> None:
        summary = None if self._ended else self.attempt(lambda: self._session.end(at=self._desk.now()))
        if summary is not None:
            self._ended = True
            self.post_message(SittingEnded(self._deck, summary))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys answer, some correct what was answered; a letter chooses before it commands."""
        asking = self._feedback is None
        if action in _AFTERWARDS:
            return not asking
        if action not in _WHILE_ASKING:
            return True
        if action == "judge":
            return asking and self._shown.question.kind is Kind.JUDGE
        if action == "choose":
            return asking and any(isinstance(at, int) and at < self._sheet.answering.count for at in parameters)
        return asking

    def phrase(self, command: Command) -> Offer | None:
        """Words and keys as they are now: Enter leads on after the answer, and letters are text while typing."""
        asking, answering = self._feedback is None, self._sheet.answering
        match command.action:
            case "submit":
                return Offer.of(command, word=answering.next_words if asking else _("继续"))
            case "choose":
                return Offer(f"1–{min(answering.count, 9)}", _(command.label)) if answering.count and asking else None
            case "undo" if not self._any_answer:
                return None
            case name if not self.check_action(name, ()):
                return None
        return Offer.of(command, typing=asking and answering.typing)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Typing makes room for the keys, as every key does."""
        message.stop()
        self.say("")

    def on_changed(self, message: Changed) -> None:
        """The keys do something else now."""
        message.stop()
        self.offer()

    async def on_answered(self, message: Answered) -> None:
        """An answer: have it written, then show what became of it."""
        message.stop()
        await self._give(message.response)

    async def _give(self, response: Response | None) -> None:
        if response is None or self._feedback is not None or self._ended:
            return
        at = self._desk.now()
        took = max(at - self._since, 0)
        feedback = self.attempt(
            lambda: self._session.answer(response, at=at, milliseconds=took, hinted=self._hinted, guessed=self._guessed)
        )
        if feedback is None:
            self._sheet.answering.resume()
            return
        self._any_answer = True
        if isinstance(response, Passed) or self._shown.question.kind is not Kind.CARD:
            self._feedback = feedback
            self.set_focus(None)
            await self._sheet.reveal(feedback, folded=self._folded)
            self._tell()
        else:  # the learner has seen the back and judged it: there is nothing more to show
            await self._ask(self.attempt(self._session.current))
            self.say(_("上一张：{due}").format(due=due_words(feedback)))

    async def action_submit(self) -> None:
        """Enter: answer, then go on."""
        if self._feedback is None:
            await self._give(self._sheet.answering.submit())
        else:
            await self._ask(self.attempt(self._session.current))

    async def action_press(self) -> None:
        """Space: as Enter, but it ticks where things are ticked."""
        if self._feedback is None:
            await self._give(self._sheet.answering.press())
        else:
            await self.action_submit()

    async def action_choose(self, index: int) -> None:
        """A digit or letter."""
        await self._give(self._sheet.answering.choose(index))

    async def action_judge(self, index: int) -> None:
        """True or false, by letter or sign."""
        await self.action_choose(index)

    async def action_pass(self) -> None:
        """The learner does not know."""
        await self._give(Passed())

    def action_move(self, way: int) -> None:
        """The cursor while asking, the page afterwards."""
        if self._feedback is None:
            self._sheet.answering.move(STEPS[way])
        else:
            super().action_move(way)

    def action_page(self, way: int) -> None:
        """The material of a case where there is one, else the question."""
        scroll_page(self._case if self._case.display else self._sheet, way)

    async def action_hint(self) -> None:
        """Where to look it up; from then on the answer counts as hinted."""
        if await self._sheet.hint(self._shown):
            self._hinted = True
        else:
            self.say(_("本题没有注明依据，没有提示"))

    def action_guess(self) -> None:
        """A guess, or not after all."""
        self._guessed = not self._guessed
        self._tell()

    async def action_rate(self, index: int) -> None:
        """The learner's own rating in place of the app's."""
        feedback = self.attempt(lambda: self._session.rate(index + 1, at=self._desk.now()))
        if feedback is not None:
            self._feedback = feedback
            await self._sheet.tell(feedback, folded=self._folded)

    async def action_undo(self) -> None:
        """Take the last answer back and ask again."""
        shown = self.attempt(lambda: self._session.void(at=self._desk.now())) if self._any_answer else None
        if shown is not None:
            await self._ask(shown)
            self.say(_("已撤销，请重新作答"))
        elif not self._any_answer:
            self.say(_("这次还没有可以撤销的作答"))

    async def action_fold(self) -> None:
        """The explanation: its beginning, or all of it."""
        self._folded = not self._folded
        if self._feedback is not None:
            await self._sheet.tell(self._feedback, folded=self._folded)

    def action_mark(self, what: str) -> None:
        """Flag, star or report the question, or take that back."""
        item = self._shown.item
        marks = self._marks.get(item, ())
        on = what not in marks

        def put() -> bool:
            self._session.mark(item, what, on, at=self._desk.now())
            return True

        if self.attempt(put):
            self._marks[item] = (*marks, what) if on else tuple(mark for mark in marks if mark != what)
            self._tell()

    def action_back(self) -> None:
        """End here: with a summary where there is something to sum up."""
        if self._any_answer:
            self._finish()
        else:
            self.post_message(HomeWanted())
