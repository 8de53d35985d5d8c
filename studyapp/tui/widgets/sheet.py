"""A question with everything around it that scrolls: heading, prompt, answer, hint, feedback."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from studyapp.model import Feedback, Shown
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.card import Heading, Hint
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.feedback import FeedbackPanel
from studyapp.tui.widgets.making import answering
from studyapp.tui.wording import hint_words


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The part of a screen that scrolls; its keys are the screen's."""

    def __init__(self) -> None:
        super().__init__(id="body")


class Sheet(Body):
    """One question at a time, from the asking to the feedback."""

    def __init__(self, shown: Shown) -> None:
        """``shown`` is the first question, so that it is part of the first paint."""
        super().__init__()
        self._heading = Heading()
        self._prompt = Static(plain(shown.question.prompt), id="prompt")
        self.answering: Answering = answering(shown.question)
        self._hint = Hint()
        self._panel = FeedbackPanel()
        self._hint.tell("")
        self._panel.tell(None)

    def compose(self) -> ComposeResult:
        """From the question to what became of it."""
        yield self._heading
        yield self._prompt
        yield self.answering
        yield self._hint
        yield self._panel

    async def ask(self, shown: Shown) -> None:
        """Put another question in the place of this one."""
        fresh = answering(shown.question)
        with self.app.batch_update():
            self._prompt.update(plain(shown.question.prompt))
            self._hint.tell("")
            self._panel.tell(None)
            await self.answering.remove()
            self.answering = fresh
            await self.mount(fresh, after=self._prompt)
            self.scroll_home(animate=False)

    def head(self, shown: Shown, marks: tuple[str, ...]) -> None:
        """Say what kind of question it is, and how it is marked."""
        self._heading.tell(shown, marks)

    def hint(self, shown: Shown) -> bool:
        """Show where the answer can be looked up; return whether anybody knows."""
        words = hint_words(shown.question)
        self._hint.tell(words)
        return bool(words)

    def reveal(self, feedback: Feedback, *, folded: bool) -> None:
        """Show what became of the answer."""
        self.answering.answered = True
        self.answering.reveal(feedback)
        self.tell(feedback, folded=folded)
        self.call_after_refresh(self.scroll_to_widget, self._panel, animate=False)

    def tell(self, feedback: Feedback | None, *, folded: bool) -> None:
        """Bring the feedback up to date."""
        self._panel.tell(feedback, folded=folded)
