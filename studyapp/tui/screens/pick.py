"""One of a few things to pick, over the page that asks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from studyapp.tui.messages import Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.pick_list import Line, PickList


class PickScreen(Page):
    """A list; dismissed with the number of the line, from 0, as text, or ``None``."""

    KEYS = "pick"

    def __init__(self, title: str, choices: Sequence[Line], *, here: int = 0) -> None:
        """``here``: the line that holds now."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._list = PickList(id="pick")
        self._list.cursor = here

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.top
        with self.body:
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """What there is."""
        self.top.tell(self._title)
        self._list.tell(self._choices)
        self.offer()
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        self.keep_in_sight(self._list, self._list.cursor)

    def action_move(self, way: int) -> None:
        """Another line, kept in sight."""
        self._list.move(STEPS[way])
        self._look()

    def on_pressed(self, message: Pressed) -> None:
        """A click picks."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_choose(self) -> None:
        """The line under the cursor."""
        self.dismiss(str(self._list.cursor))

    def action_close(self) -> None:
        """None of them."""
        self.dismiss(None)
