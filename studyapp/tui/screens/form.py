"""A few fields to fill in, over the page that asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from studyapp.tui.keys import Command
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notes import muted
from studyapp.words import _


class Field(NamedTuple):
    """A field: its name, an example or advice while it is empty, what stands in it, and whether it is hidden."""

    name: str
    advice: str = ""
    value: str = ""
    is_hidden: bool = False


class FormScreen(Page):
    """Fields under each other; Enter leads to the next, after the last one it is done.

    ``act`` is told the texts; where it raises what has a sentence for people, that is shown, and the form stays.
    Dismissed with ``done``, or ``None``.
    """

    KEYS = "form"

    def __init__(self, title: str, fields: Sequence[Field], act: Callable[..., object], note: str = "") -> None:
        super().__init__()
        self._title = title
        self._names = [Static(field.name, classes="form-name") for field in fields]
        self._fields = [
            Input(
                field.value,
                placeholder=field.advice,
                password=field.is_hidden,
                select_on_focus=False,  # a name is mended, not typed anew
                compact=True,
                classes="form-field",
            )
            for field in fields
        ]
        self._act = act
        self._note = note

    def compose(self) -> ComposeResult:
        """Names and fields, and what is to be known."""
        yield self.top
        with self.body:
            for name, field in zip(self._names, self._fields, strict=True):
                yield name
                yield field
            yield Static(muted(self._note), classes="form-note")
        yield self.keys

    def on_mount(self) -> None:
        """Type at once."""
        self.top.tell(self._title)
        self.set_focus(self._fields[0])
        self.offer()

    @property
    def _here(self) -> int:
        return next((number for number, field in enumerate(self._fields) if field is self.focused), 0)

    def phrase(self, command: Command) -> Offer | None:
        """Enter goes on, or is the end."""
        if command.action == "submit" and self._here == len(self._fields) - 1:
            return Offer.of(command, word=_("完成"))
        return Offer.of(command)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Enter does something else in the last field."""
        self.offer()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Typing makes room for the keys."""
        message.stop()
        self.say("")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in a field."""
        message.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """The next field; after the last one, do it."""
        here = self._here
        if here < len(self._fields) - 1:
            self.set_focus(self._fields[here + 1])
            return
        texts = [field.value for field in self._fields]
        if self.attempt(lambda: (self._act(*texts),)) is not None:
            self.dismiss("done")

    def action_move(self, way: int) -> None:
        """The field above or below."""
        self.set_focus(self._fields[max(min(self._here + STEPS[way], len(self._fields) - 1), 0)])

    def action_close(self) -> None:
        """Nothing."""
        self.dismiss(None)
