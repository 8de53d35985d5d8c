"""All commands that hold now, found by a word and run by Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Input, Static

from studyapp.tui import keymap
from studyapp.tui.messages import Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.theme import THEMES
from studyapp.tui.widgets.notes import muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.wording import theme_name
from studyapp.words import _

_SELF_EVIDENT = ("palette", "submit", "press", "stay", "how_to_quit")


class Choice(NamedTuple):
    """A command as the palette offers it: its sentence, its keys, the action, and a word that also finds it."""

    words: str
    keys: str
    action: str
    name: str


def offered(page: Page) -> list[Choice]:
    """What can be done on a page now, what can be done everywhere, and each theme and language by itself."""
    choices: list[Choice] = []
    for prefix, commands in (("", page.table), ("app.", keymap.in_force("app"))):
        for command in commands:
            if command.each or command.action in _SELF_EVIDENT or not page.check_action(command.action, ()):
                continue
            one = Choice(_(command.help), _(command.shown), f"{prefix}{command.action}", command.name)
            if one.words not in [other.words for other in choices]:  # home leaves as the app quits
                choices.append(one)
    choices += [
        Choice(
            _("颜色：{theme}").format(theme=theme_name(theme.name)),
            _("现在") if theme.name == page.app.theme else "",
            f"app.theme('{theme.name}')",
            "theme",
        )
        for theme in THEMES
    ]
    choices += [
        Choice(_("语言：{language}").format(language=words), "", f"app.language('{language}')", "language")
        for language, words in (("zh", "中文"), ("en", "English"))
    ]
    return choices


def found(choices: Sequence[Choice], words: str) -> list[Choice]:
    """Those that have every one of the words somewhere, in their own order."""
    wanted = words.casefold().split()
    return [one for one in choices if all(word in f"{one.words} {one.keys} {one.name}".casefold() for word in wanted)]


class PaletteScreen(Page):
    """A field and a list; dismissed with the action to run on the screen beneath, or ``None``."""

    KEYS = "palette"

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices = choices
        self._found = list(choices)
        self._field = Input(placeholder=_("输入字词，如“颜色”"), compact=True, id="palette-field")
        self._list = PickList(id="palette-list")
        self._nothing = Static(muted(_("没有这样的命令，换个词试试。")))

    @classmethod
    def over(cls, page: Page) -> PaletteScreen:
        """The palette of what can be done on a page."""
        return cls(offered(page))

    def compose(self) -> ComposeResult:
        """The field, and what it finds."""
        yield self.top
        yield self._field
        with self.body:
            yield self._nothing
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """Everything is offered until something is typed."""
        self.top.tell(_("找命令"))
        self._field.focus()
        self._show("")
        self.offer()

    def _show(self, words: str) -> None:
        self._found = found(self._choices, words)
        self._nothing.display = not self._found
        self._list.display = bool(self._found)
        self._list.tell([Line(one.words, one.keys) for one in self._found])
        self._list.point(0)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look again."""
        message.stop()
        self._show(message.value)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.action_run()

    def action_move(self, way: int) -> None:
        """Choose, and keep it in sight."""
        self._list.move(STEPS[way])
        self.keep_in_sight(self._list, self._list.cursor)

    def on_pressed(self, message: Pressed) -> None:
        """A click runs the command."""
        message.stop()
        self._list.point(message.index)
        self.action_run()

    def action_run(self) -> None:
        """Back, and let the screen beneath do it."""
        if self._found:
            self.dismiss(self._found[self._list.cursor].action)

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
