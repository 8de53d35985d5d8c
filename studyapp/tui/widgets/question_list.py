"""A window on a list of questions that may be very long: only what is seen is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.tui.messages import Pressed
from studyapp.tui.text import airy, cut, one_line, pad, pad_left
from studyapp.tui.widgets.drawing import lines
from studyapp.words import kind_name

if TYPE_CHECKING:  # the desk's values come with the desk
    from studyapp.desk.views import Entry

_NARROW = 60
_KIND = 10
_GAP = 2


class QuestionList(Widget):
    """Told which questions there are, by number; ``ask`` says how those in sight look. A click posts ``Pressed``."""

    def __init__(self, ask: Callable[[Sequence[int]], Sequence[Entry]], *, id: str) -> None:
        super().__init__(id=id)
        self._ask = ask
        self._numbers: Sequence[int] = ()
        self._seen: tuple[tuple[int, ...], Sequence[Entry]] = ((), ())
        self._first = 0
        self._decks = True
        self.cursor = 0

    def tell(self, numbers: Sequence[int], *, decks: bool) -> None:
        """Show these questions, with their decks or without; the cursor stays where it was, as far as it can."""
        self._numbers, self._decks = numbers, decks
        self.point(self.cursor)

    def forget(self) -> None:
        """How the questions look has changed."""
        self._seen = ((), ())
        self.refresh()

    def point(self, index: int) -> None:
        """Put the cursor on a question, as near as there is one."""
        self.cursor = max(min(index, len(self._numbers) - 1), 0)
        self.refresh()

    @property
    def page(self) -> int:
        """How far a page is: what is seen less one line, so that the eye finds its place again."""
        return max(self.size.height - 1, 1)

    def _window(self) -> range:
        height = max(self.size.height, 1)
        last = max(len(self._numbers) - height, 0)
        self._first = max(min(self._first, self.cursor, last), min(self.cursor - height + 1, last))
        return range(self._first, min(self._first + height, len(self._numbers)))

    def render(self) -> Content:
        """The questions around the cursor."""
        window = self._window()
        wanted = tuple(self._numbers[index] for index in window)
        if self._seen[0] != wanted:
            self._seen = (wanted, self._ask(wanted) if wanted else ())
        entries = zip(window, self._seen[1], strict=False)
        return lines([self._line(index, entry) for index, entry in entries])

    def _line(self, index: int, entry: Entry) -> Content:
        width, chosen = self.content_size.width, index == self.cursor
        kind = kind_name(entry.kind)
        value = cut(airy(one_line(entry.deck)), width // 4) if self._decks and width >= _NARROW else ""
        tail = cell_len(value) + _GAP if value else 0
        head = _KIND if cell_len(kind) < _KIND else cell_len(kind) + 1
        room = max(width - 2 - head - tail, 0)
        ground = " on $chosen-ground" if chosen else ""
        return Content.assemble(
            ("> " if chosen else "  ", f"bold{ground}"),
            (pad(kind, head), f"$muted{ground}"),
            (pad(cut(airy(one_line(entry.text)), room), room), f"{'bold' if chosen else '$foreground'}{ground}"),
            (pad_left(value, tail), f"$muted{ground}"),
        )

    def on_click(self, event: events.Click) -> None:
        """Tell which question it was."""
        event.stop()
        if self._first + event.y < len(self._numbers):
            self.post_message(Pressed(self._first + event.y))
