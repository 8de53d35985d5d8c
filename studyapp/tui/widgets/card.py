"""The question itself: what kind it is, the material it needs, the prompt, the hint."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.model import Question, Shown
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.wording import heading_words
from studyapp.words import _


class CaseMaterial(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The material of a case, in a part of the screen that scrolls by itself."""

    def __init__(self) -> None:
        super().__init__(id="case")
        self._text = Static("", markup=False)
        self._case: Question | None = None

    def compose(self) -> ComposeResult:
        """The text only."""
        yield self._text

    def tell(self, case: Question | None) -> None:
        """Show this case; it stays where it was scrolled to while its questions go by."""
        self.display = case is not None
        if case is not None and case != self._case:
            self._text.update(Content.assemble((_("材料"), "bold $primary"), "  ", plain(case.prompt)))
            self.scroll_home(animate=False)
        self._case = case


class Heading(Widget):
    """One muted line: kind, subject, deck, and what the learner has marked."""

    def __init__(self) -> None:
        super().__init__(id="heading")
        self._text = ""
        self._marks: tuple[str, ...] = ()

    def tell(self, shown: Shown, marks: tuple[str, ...]) -> None:
        """Show this."""
        self._text, self._marks = heading_words(shown), marks
        self.refresh(layout=True)

    def render(self) -> Content:
        """Marks stand out."""
        marks = [Content.styled(f" {mark} ", "bold $accent") for mark in self._marks]
        return Content(" ").join([plain(self._text, "$muted"), *marks])


class Hint(Widget):
    """Where the answer can be looked up."""

    def __init__(self) -> None:
        super().__init__(id="hint")
        self._text = ""

    def tell(self, text: str) -> None:
        """Show this; nothing where there is none."""
        self._text = text
        self.display = bool(text)
        self.refresh(layout=True)

    def render(self) -> Rows:
        """A label and the text."""
        return Rows([(plain(_("提示") + "  ", "bold $accent"), plain(self._text))])
