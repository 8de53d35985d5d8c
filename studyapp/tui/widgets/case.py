"""The material of a case, in a part of the screen that scrolls by itself."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from studyapp.model import Question
from studyapp.tui.widgets.drawing import plain
from studyapp.wording import picture_words
from studyapp.words import _


class CaseMaterial(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Stays where it was scrolled to while the questions of one case go by."""

    def __init__(self) -> None:
        super().__init__(id="case")
        self._text = Static()
        self._case: Question | None = None

    def compose(self) -> ComposeResult:
        """The text only."""
        yield self._text

    def tell(self, case: Question | None) -> None:
        """Show this case; ``None`` for nothing."""
        self.display = case is not None
        if case is not None and case != self._case:
            text = "\n".join(filter(None, (case.prompt, picture_words(case))))
            self._text.update(Content.assemble((_("材料"), "bold $primary"), "  ", plain(text)))
            self.scroll_home(animate=False)
        self._case = case
