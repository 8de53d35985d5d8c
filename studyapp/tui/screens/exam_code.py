"""The code of a battle, as a colleague has told it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input, Static

from studyapp.exam import battle
from studyapp.tui.screens.page import Page
from studyapp.tui.widgets.notes import muted
from studyapp.words import _


class ExamCodeScreen(Page):
    """A field; dismissed with the code, or ``None``."""

    KEYS = "exam-code"

    def __init__(self) -> None:
        super().__init__()
        self._field = Input(placeholder=_("如 7K2MQ-X9P"), compact=True, id="code-field")

    def compose(self) -> ComposeResult:
        """The field, and what belongs in it."""
        yield self.top
        with self.body:
            yield self._field
            yield Static(
                muted(_("对战码由同事告诉你；题库和方案相同，抽出的题就相同。带成绩的对战码，交卷后就分胜负。"))
            )
        yield self.keys

    def on_mount(self) -> None:
        """Type at once."""
        self.top.tell(_("输入对战码"))
        self.set_focus(self._field)
        self.offer()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Take the code if it is one."""
        if battle.read(self._field.value) is None:
            self.say(_("对战码不对，请核对"), bad=True)
        else:
            self.dismiss(self._field.value)

    def action_close(self) -> None:
        """No code."""
        self.dismiss(None)
