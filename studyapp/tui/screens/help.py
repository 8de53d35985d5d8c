"""All keys of a screen in words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.tui import keymap
from studyapp.tui.keys import Command
from studyapp.tui.screens.page import Page
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.rows import Rows
from studyapp.words import _


class HelpScreen(Page):
    """Keys on the left, what they do on the right."""

    KEYS = "help"

    def __init__(self, commands: tuple[Command, ...]) -> None:
        """``commands`` is the table of the screen that the help is for."""
        super().__init__()
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The screen's own keys, then those that hold everywhere."""
        yield self.top
        with self.body:
            own = {one.keys for one in self._commands}
            everywhere = tuple(one for one in keymap.in_force("app") if one.keys not in own)
            yield Static(_table(self._commands + everywhere), id="help")
            yield Static(
                plain(_("输入法处于中文状态时字母键可能失灵：请用数字、功能键（F1–F9）或先切换到英文。"), "$muted"),
                id="help-note",
            )
        yield self.keys

    def on_mount(self) -> None:
        """Title and keys."""
        self.top.tell(_("按键说明"))
        self.offer()

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss()


def _table(commands: tuple[Command, ...]) -> Rows:
    gap = "   "
    return Rows([(plain(_(command.shown) + gap, "bold $primary"), plain(_(command.help))) for command in commands])
