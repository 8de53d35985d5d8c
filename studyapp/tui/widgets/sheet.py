"""A question with everything around it that scrolls: heading, prompt, answer, hint, feedback."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from studyapp.model import Feedback, Question, Shown
from studyapp.tui import loading
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.feedback import feedback_rows
from studyapp.tui.widgets.rows import Rows
from studyapp.wording import heading_words, hint_words, picture_words
from studyapp.words import _


class Body(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The part of a screen that scrolls; its keys are the screen's."""

    def __init__(self) -> None:
        super().__init__(id="body")


class Sheet(Body):
    """One question at a time, from the asking to the feedback. What not every question needs is mounted late."""

    def __init__(self, shown: Shown) -> None:
        """``shown`` is the first question, so that it is part of the first paint."""
        super().__init__()
        self._prompt = Static(_face(shown, ()), id="prompt")
        self.answering = _answering(shown.question)
        self._hint = Static(id="hint")
        self._panel = Static(id="feedback")

    def compose(self) -> ComposeResult:
        """The question, and the part that answers it."""
        yield self._prompt
        yield self.answering

    async def ask(self, shown: Shown) -> None:
        """Put another question in the place of this one."""
        gone = [part for part in (self.answering, self._hint, self._panel) if part.is_attached]
        self.answering = _answering(shown.question)
        self._hint = Static(id="hint")
        self._panel = Static(id="feedback")
        with self.app.batch_update():
            await self.remove_children(gone)
            await self.mount(self.answering, after=self._prompt)
            self.scroll_home(animate=False)

    def head(self, shown: Shown, marks: tuple[str, ...]) -> None:
        """Show what kind of question it is, how it is marked, and what it asks."""
        self._prompt.update(_face(shown, marks))

    async def hint(self, shown: Shown) -> bool:
        """Show where the answer can be looked up; return whether anybody knows."""
        words = hint_words(shown.question)
        if words:
            await self._show(self._hint, Rows([(plain(_("提示") + "  ", "bold $accent"), plain(words))]))
        return bool(words)

    async def reveal(self, feedback: Feedback, *, folded: bool) -> None:
        """Show what became of the answer."""
        with self.app.batch_update():
            self._hint.display = False  # what it said stands in the feedback
            self.answering.reveal(feedback)
            await self.tell(feedback, folded=folded)
        self.call_after_refresh(self.scroll_to_widget, self._panel, animate=False)

    async def tell(self, feedback: Feedback, *, folded: bool) -> None:
        """Bring the feedback up to date."""
        self._panel.set_class(feedback.verdict.right, "right")
        self._panel.set_class(not feedback.verdict.right, "wrong")
        await self._show(self._panel, feedback_rows(feedback, folded=folded))

    async def _show(self, part: Static, rows: Rows) -> None:
        part.update(rows)
        if not part.is_attached:
            await self.mount(part)


def _answering(question: Question) -> Answering:
    made: Answering = loading.answering(question.kind)(question)
    return made


def _face(shown: Shown, marks: tuple[str, ...]) -> Content:
    """The heading, with the marks standing out, and the prompt."""
    heading = [*(plain(mark, "bold $accent") for mark in marks), plain(heading_words(shown), "$muted")]
    face = [Content(" · ").join(heading), Content(""), plain(shown.question.prompt, "bold")]
    pictures = picture_words(shown.question)
    return lines([*face, plain(pictures, "$muted")] if pictures else face)
