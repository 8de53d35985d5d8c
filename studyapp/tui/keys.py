"""Keys and what they do: the shape of a command, and what textual and people are told of it.

Letters are bound in lower and upper case and full width; since an input method swallows letters, every command that
has one also has a digit, a function key or a Ctrl form. A key may stand in several commands of a table: the first
whose action the screen allows takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from textual.binding import Binding, BindingType

from studyapp.words import _

_FULL_WIDTH = 0xFEE0
_FORMS = {"space": ("space", "ideographic_space")}


class Command(NamedTuple):
    """One thing that keys do on a screen.

    ``action``: the screen's method ``action_…``. ``keys``: as textual names them; with ``each``, every one of them
    may be several with spaces between, and hands its number, from 0, to the action.
    ``shown``: msgid of how people name the keys, with spaces between. ``label``: msgid of the word in the key bar,
    empty where it is not there.
    ``help``: msgid of the sentence on the help page and in the palette.
    """

    action: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    each: bool = False

    @property
    def name(self) -> str:
        """The action in one word, as the learner's own keys are filed under: ``mark('star')`` is ``mark-star``."""
        return "-".join(re.findall(r"\w+", self.action))

    @property
    def groups(self) -> tuple[str, ...]:
        """The keys of each number that the action is handed; without ``each`` there is one group of all keys."""
        return self.keys if self.each else (" ".join(self.keys),)


def forms(key: str) -> tuple[str, ...]:
    """All that a key may arrive as: upper case, full width."""
    if len(key) != 1:
        return _FORMS.get(key, (key,))
    cases = dict.fromkeys((key, key.lower(), key.upper()))
    wide = [chr(ord(case) + _FULL_WIDTH) for case in cases if case.isascii()]
    return (*cases, *wide)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Textual's bindings for a table. They carry no words: those are this app's own to show."""
    return [
        Binding(
            ",".join(form for key in group.split() for form in forms(key)),
            f"{command.action}({number})" if command.each else command.action,
            show=False,
        )
        for command in commands
        for number, group in enumerate(command.groups)
    ]


def key_name(key: str) -> str:
    """A key as people name it."""
    names = {
        "space": _("空格"), "enter": "Enter", "escape": "Esc", "up": "↑", "down": "↓", "left": "←", "right": "→",
        "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del", "backspace": _("退格"),
    }  # fmt: skip
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if modifiers or re.fullmatch(r"f\d+", last):
        last = last.upper()
    return "+".join([*(one.capitalize() for one in modifiers), names.get(last, last)])
