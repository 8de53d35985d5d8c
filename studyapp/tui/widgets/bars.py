"""The line at the top of a screen and the key bar at its foot: one widget each, so that the first paint is early."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from studyapp.tui.keys import Command
from studyapp.tui.text import cut
from studyapp.tui.widgets.drawing import bar, plain
from studyapp.words import _

_GAP = 2


class TopLine(Widget):
    """One line: what this is on the left, figures on the right, and between them a bar where there is room."""

    def __init__(self) -> None:
        super().__init__(id="top")
        self._left = ""
        self._right = ""
        self._share: float | None = None

    def tell(self, left: str, right: str = "", share: float | None = None) -> None:
        """Show these; ``share`` (0 to 1) is how full the bar is, ``None`` for no bar."""
        self._left, self._right, self._share = left, right, share
        self.refresh()

    def render(self) -> Content:
        """Fit the parts into the width; the right gives way first, then the bar."""
        width = self.content_size.width
        left = plain(cut(self._left, width), "bold")
        right = plain(self._right, "$muted")
        room = width - left.cell_length - right.cell_length
        if room < _GAP:
            right = plain(cut(self._right, max(width - left.cell_length - _GAP, 0)), "$muted")
            room = width - left.cell_length - right.cell_length
        middle = Content(" " * room)
        if self._share is not None and room >= 2 * _GAP + 6:
            length = min(room - 2 * _GAP, 24)
            middle = Content.assemble("  ", bar(self._share, length), " " * (room - length - 2))
        return Content.assemble(left, middle, right)


class Offer(NamedTuple):
    """A key as the bar shows it: the key, the word, and the action that a click runs (empty: none)."""

    key: str
    word: str
    action: str = ""

    @classmethod
    def of(cls, command: Command, *, word: str = "", typing: bool = False) -> Offer:
        """The offer of a command; ``word`` in place of its own, while ``typing`` a key that is no character."""
        action = "" if command.each else f"screen.{command.action}"
        keys = _(command.shown).split(" ")
        key = next((key for key in keys if len(key) > 1), keys[0]) if typing else keys[0]
        return cls(key, word or _(command.label), action)


def fit(items: Sequence[Offer], width: int) -> list[Offer]:
    """Leave out what does not fit: first the words of the last two, which lead to the help and out.

    Then whole offers, but never the first, which leads on, nor those two.
    """
    kept = list(items)
    if _length(kept) > width:
        kept[-2:] = [item._replace(word="") if item is not kept[0] else item for item in kept[-2:]]
    while len(kept) > 1 and _length(kept) > width:
        kept.pop(-3 if len(kept) > 3 else -1)
    return kept


def _length(items: Sequence[Offer]) -> int:
    return sum(cell_len(item.key) + (cell_len(item.word) + 1 if item.word else 0) + 3 for item in items) - 3


class KeyBar(Widget):
    """The foot: one line of the keys that lead on, or a sentence until the next key, in as many lines as it takes."""

    auto_links = False  # a key is no hyperlink: no underline

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._offers: list[Offer] = []
        self._sentence = ""
        self._bad = False

    def offer(self, items: list[Offer]) -> None:
        """Show these keys."""
        self._offers = items
        self.refresh()

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show a sentence in place of the keys; an empty one brings them back."""
        if (self._sentence, self._bad) != (sentence, bad):
            self._sentence, self._bad = sentence, bad
            self.refresh(layout=True)

    def render(self) -> Content:
        """The sentence, or as many keys as fit."""
        width = self.content_size.width
        if self._sentence:
            return plain(self._sentence, "bold $error" if self._bad else "bold $accent")
        parts = [
            Content.assemble((item.key, "bold $primary"), f" {item.word}" if item.word else "").stylize(
                Style.from_meta({"@click": item.action}) if item.action else ""
            )
            for item in fit(self._offers, width)
        ]
        return Content("   ").join(parts)
