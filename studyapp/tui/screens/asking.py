"""Asking: a question on the screen, the keys that answer it, and the feedback. Who grades it is not known here."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from studyapp.model import Feedback, Kind, Passed, Response, Shown
from studyapp.tui.keys import Command
from studyapp.tui.messages import Answered, Changed
from studyapp.tui.screens.page import STEPS, Page, scroll_page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.case import CaseMaterial
from studyapp.tui.widgets.sheet import Sheet
from studyapp.words import _

_WHILE_ASKING = ("pass", "hint", "guess", "choose", "judge")
_AFTERWARDS = ("rate", "fold")


class AskingScreen(Page):
    """Shows one question after the other; a subclass says what an answer does, and what comes next."""

    def __init__(self, shown: Shown) -> None:
        """``shown`` is the first question."""
        self.sheet = Sheet(shown)
        super().__init__(self.sheet)
        self.shown = shown
        self.feedback: Feedback | None = None
        self.hinted = self.guessed = False
        self._folded = False
        self._case = CaseMaterial()

    def compose(self) -> ComposeResult:
        """Bars, the material where it is a case, and the question."""
        yield self.top
        if self.shown.case is not None:
            yield self._case
        yield self.sheet
        yield self.keys

    async def on_mount(self) -> None:
        """Ask the first."""
        self.begin(self.shown)
        await self.take_over()

    async def take_over(self) -> None:
        """Go on where a former screen was, whose place this one takes."""

    async def ask(self, shown: Shown) -> None:
        """Put a question in place of the one on the screen."""
        await self.sheet.ask(shown)
        if shown.case is not None and not self._case.is_attached:
            await self.mount(self._case, before=self.sheet)
        self.begin(shown)

    def begin(self, shown: Shown) -> None:
        """The question is on the screen: nothing is known of its answer."""
        self.shown, self.feedback = shown, None
        self._folded = False
        self._case.remove_class("seen")
        self.hinted = self.guessed = False
        self._case.tell(shown.case)
        self.tell()

    def marks(self) -> tuple[str, ...]:
        """The words that stand before the heading."""
        return (_("蒙的"),) if self.guessed else ()

    def tell(self) -> None:
        """Bring heading and key bar up to date."""
        self.sheet.head(self.shown, self.marks())
        self.offer()

    async def give(self, response: Response) -> None:
        """Have an answer graded."""

    async def go_on(self) -> None:
        """Ask the next question."""

    async def reveal(self, feedback: Feedback) -> None:
        """Show what became of the answer, until a key."""
        self.feedback = feedback
        self._case.add_class("seen")
        self.set_focus(None)
        await self.sheet.reveal(feedback, folded=self._folded)
        self.tell()

    async def correct(self, feedback: Feedback) -> None:
        """Show the feedback as it is now."""
        self.feedback = feedback
        await self.sheet.tell(feedback, folded=self._folded)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some keys answer, some correct what was answered; a letter chooses before it commands."""
        asking = self.feedback is None
        if action in _AFTERWARDS:
            return not asking
        if action not in _WHILE_ASKING:
            return True
        if action == "judge":
            return asking and self.shown.question.kind is Kind.JUDGE
        if action == "choose":
            return asking and any(isinstance(at, int) and at < self.sheet.answering.count for at in parameters)
        return asking

    def phrase(self, command: Command) -> Offer | None:
        """Words and keys as they are now: Enter leads on after the answer, and letters are text while typing."""
        asking, answering = self.feedback is None, self.sheet.answering
        if command.action == "submit":
            return Offer.of(command, word=answering.next_words if asking else _("继续"))
        if command.action == "page":
            return Offer(_("PgDn"), _(command.label)) if self._case.display else None
        if command.action == "choose":
            return Offer(f"1–{min(answering.count, 9)}", _(command.label)) if answering.count and asking else None
        if not self.check_action(command.action, ()):
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
        """An answer that did not come by a key of this screen."""
        message.stop()
        await self._offer_up(message.response)

    async def _offer_up(self, response: Response | None) -> None:
        if response is not None and self.feedback is None:
            await self.give(response)

    async def action_submit(self) -> None:
        """Enter: answer, then go on."""
        if self.feedback is None:
            await self._offer_up(self.sheet.answering.submit())
        else:
            await self.go_on()

    async def action_press(self) -> None:
        """Space: as Enter, but it ticks where things are ticked."""
        if self.feedback is None:
            await self._offer_up(self.sheet.answering.press())
        else:
            await self.go_on()

    async def action_choose(self, index: int) -> None:
        """A digit or letter."""
        await self._offer_up(self.sheet.answering.choose(index))

    async def action_judge(self, index: int) -> None:
        """True or false, by letter or sign."""
        await self.action_choose(index)

    async def action_pass(self) -> None:
        """The learner does not know."""
        await self._offer_up(Passed())

    def action_move(self, way: int) -> None:
        """The cursor while asking, the page afterwards."""
        if self.feedback is None:
            self.sheet.answering.move(STEPS[way])
        else:
            super().action_move(way)

    def action_page(self, way: int) -> None:
        """The material of a case where there is one, else the question."""
        scroll_page(self._case if self._case.display else self.sheet, way)

    async def action_hint(self) -> None:
        """Where to look it up; from then on the answer counts as hinted."""
        if await self.sheet.hint(self.shown):
            self.hinted = True
        else:
            self.say(_("本题没有注明依据，没有提示"))

    def action_guess(self) -> None:
        """A guess, or not after all."""
        self.guessed = not self.guessed
        self.tell()

    async def action_fold(self) -> None:
        """The explanation: its beginning, or all of it."""
        self._folded = not self._folded
        if self.feedback is not None:
            await self.correct(self.feedback)
