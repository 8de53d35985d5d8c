"""One way to show a list to pick from: words on the left, a value or a key on the right, a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.tui.messages import Pressed
from studyapp.tui.text import airy, cut, pad, pad_left
from studyapp.tui.widgets.drawing import lines

_CURSOR = 2
_GAP = 2


class Line(NamedTuple):
    """A line of the list."""

    words: str
    value: str = ""


class PickList(Widget):
    """Told its lines and where the cursor is; a click posts ``Pressed``."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, classes="pick-list")
        self._lines: tuple[Line, ...] = ()
        self.cursor = 0

    def tell(self, rows: Sequence[Line]) -> None:
        """Show these lines; the cursor stays where it was, as far as there are lines."""
        self._lines = tuple(rows)
        self.cursor = max(min(self.cursor, len(self._lines) - 1), 0)
        self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Move the cursor; past the end it comes back at the other."""
        if self._lines:
            self.cursor = (self.cursor + step) % len(self._lines)
            self.refresh()

    def point(self, index: int) -> None:
        """Put the cursor on a line."""
        self.cursor = index
        self.refresh()

    def render(self) -> Content:
        """Lines under each other; the words give way before the value does."""
        return lines([self._line(index, line, self.content_size.width) for index, line in enumerate(self._lines)])

    def _line(self, index: int, line: Line, width: int) -> Content:
        value = cut(airy(line.value), width // 2)
        room = max(width - _CURSOR - (cell_len(value) + _GAP if value else 0), 0)
        chosen = index == self.cursor
        words = pad(("> " if chosen else "  ") + cut(airy(line.words), room), _CURSOR + room)
        right = pad_left(value, width - _CURSOR - room)
        return Content.assemble(
            (words, "bold on $chosen-ground" if chosen else ""),
            (right, "$primary on $chosen-ground" if chosen else "$muted"),
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which line it was."""
        event.stop()
        if 0 <= event.y < len(self._lines):
            self.post_message(Pressed(event.y))
