"""What is said where there is nothing to show, and where something went wrong."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.words import _


class Empty(NamedTuple):
    """Nothing is here: ``what`` is missing, ``advice`` on what to do, and the ``key`` that does ``word``."""

    what: str
    advice: str = ""
    key: str = ""
    word: str = ""


class Fault(NamedTuple):
    """Something went wrong: ``what``, ``where`` (a file, a line), and ``mend``, how to put it right."""

    what: str
    where: str = ""
    mend: str = ""


def empty_words(empty: Empty) -> Content:
    """What is missing, what to do, and the key on a ground of its own."""
    drawn = [plain(empty.what, "bold $accent")]
    if empty.advice:
        drawn.append(plain(empty.advice))
    if empty.key:
        drawn += [Content(""), plain(f"  {empty.key}  {empty.word}  ", "bold $background on $primary")]
    return lines(drawn)


def fault_rows(fault: Fault) -> Rows:
    """What went wrong, and under it where, and how to mend it."""
    rows: list[Row] = [(plain(_("× 出错") + "  ", "bold $error"), plain(fault.what, "bold"))]
    if fault.where:
        rows.append((plain("  " + _("位置") + "  ", "$muted"), plain(fault.where)))
    if fault.mend:
        rows.append((plain("  " + _("办法") + "  ", "$muted"), plain(fault.mend)))
    return Rows(rows)


class EmptyState(Widget):
    """An empty place. A click on it posts ``Wanted``; its key is the screen's."""

    DEFAULT_CSS = "EmptyState { height: auto; }"

    class Wanted(Message):
        """What the key does is wanted."""

    def __init__(self, empty: Empty, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._empty = empty

    def tell(self, empty: Empty) -> None:
        """Say this."""
        self._empty = empty
        self.refresh(layout=True)

    def render(self) -> Content:
        """The words."""
        return empty_words(self._empty)

    def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        event.stop()
        if self._empty.key:
            self.post_message(self.Wanted())


class FaultBlock(Widget):
    """Something went wrong. It stays until its owner takes it away; it takes no keys."""

    DEFAULT_CSS = "FaultBlock { height: auto; padding: 0 1; background: $wrong-ground; }"

    def __init__(self, fault: Fault, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fault = fault

    def tell(self, fault: Fault) -> None:
        """Say this."""
        self._fault = fault
        self.refresh(layout=True)

    def render(self) -> Rows:
        """What, where, how to mend it."""
        return fault_rows(self._fault)
