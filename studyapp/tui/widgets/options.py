"""One line to choose: its number, its letter, its text, and what became of it."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.tui.messages import Pressed
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.rows import Rows


class Look(NamedTuple):
    """How an option looks: a mark before it, words after it, and a tone (a CSS class: chosen, right, wrong)."""

    mark: str = ""
    note: str = ""
    tone: str = ""


class Option(Widget):
    """A choice, a step, a key point or one side of a pair. A click posts ``Pressed``."""

    def __init__(self, index: int, label: str, text: str, *, digit: str = "") -> None:
        super().__init__(classes="option")
        self.index = index
        self._label = label
        self._text = text
        self._digit = digit
        self._look = Look()
        self._pointed = False

    def point(self, on: bool) -> None:
        """Put the cursor here, or take it away."""
        if on != self._pointed:
            self._pointed = on
            self.set_class(on, "cursor")
            self.refresh()

    def wear(self, look: Look) -> None:
        """Take a look."""
        if look == self._look:
            return
        for tone in {self._look.tone, look.tone} - {""}:
            self.set_class(tone == look.tone, tone)
        self._look = look
        self.refresh(layout=True)

    def render(self) -> Rows:
        """Mark, digit and letter stand clear of the text."""
        look = self._look
        mark = plain(look.mark, f"bold {_COLOURS.get(look.tone, '')}".strip())
        gap = " " * max(cell_len("√") + 1 - mark.cell_length, 0)
        digit = f"{self._digit} " if self._digit else ""
        cursor = ">" if self._pointed else " "
        label = Content.assemble(
            cursor, mark, gap, (digit, "$muted"), (self._label, "bold"), "  " if self._label else ""
        )
        text = plain(self._text)
        if look.note:
            text = Content.assemble(text, (f"  {look.note}", _COLOURS.get(look.tone, "$muted")))
        return Rows([(label, text)])

    def on_click(self, event: events.Click) -> None:
        """Tell which one it was."""
        event.stop()
        self.post_message(Pressed(self.index))


_COLOURS = {"right": "$success", "wrong": "$error", "chosen": "$primary"}
