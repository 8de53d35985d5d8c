"""What all screens have in common: bars above and below, one place for sentences, and trouble that ends nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import BindingsMap
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from studyapp.tui import keymap
from studyapp.tui.desk import trouble_words
from studyapp.tui.keys import Command, bindings
from studyapp.tui.messages import Advised, HelpWanted
from studyapp.tui.widgets.bars import KeyBar, Offer, TopLine
from studyapp.tui.widgets.sheet import Body

if TYPE_CHECKING:  # syncing comes after the first paint
    from studyapp.desk.syncing import Status

Value = TypeVar("Value")

STEPS = (-1, 1)


class Page(Screen[str]):
    """A screen of this app. ``KEYS`` names its table of keys, from which everything about keys is made."""

    KEYS: ClassVar[str]
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "narrow"), (60, "medium"), (100, "roomy")]  # type: ignore[misc]  # textual declares it without ClassVar around None

    def __init__(self, body: Body | None = None) -> None:
        super().__init__()
        self.table = keymap.in_force(self.KEYS)
        self._bindings.key_to_bindings.update(BindingsMap(bindings(self.table)).key_to_bindings)
        self.top = TopLine()
        self.keys = KeyBar()
        self.body = body or Body()

    def say(self, sentence: str, *, bad: bool = False) -> None:
        """Show a sentence at the foot until the next key."""
        self.keys.say(sentence, bad=bad)

    def offer(self) -> None:
        """Show in the key bar what can be done now."""
        offers = (self.phrase(command) for command in self.table if command.label)
        self.keys.offer([offer for offer in offers if offer is not None])

    def phrase(self, command: Command) -> Offer | None:
        """What the key bar says of a command: its first key and its word; ``None`` where it is of no use now."""
        return Offer.of(command)

    def warmed(self) -> None:
        """The rest of the house is loaded: what the first paint could not wait for can be asked for now."""

    def synced(self, status: Status) -> None:
        """Syncing has come further, or to its end."""

    def anew(self) -> Page | None:
        """The same page made once more, as after a change of the language; ``None`` where this one will do."""
        return None

    def attempt(self, act: Callable[[], Value], tell: Callable[[str], None] | None = None) -> Value | None:
        """Do it; where there is trouble, say so in one sentence, and return ``None``.

        ``tell`` shows the sentence where it shall stay; without it, it stands at the foot until the next key.
        """
        try:
            return act()
        except Exception as error:
            sentence = trouble_words(error)
            if sentence is None:
                raise
            if tell is None:
                self.say(sentence, bad=True)
            else:
                tell(sentence)
            return None

    def keep_in_sight(self, widget: Widget, line: int, lines: int = 1) -> None:
        """Scroll as little as need be for some lines of a widget to be seen."""
        region = Region(0, widget.virtual_region.y + line, 1, lines)
        self.body.scroll_to_region(region, animate=False, force=True)

    def on_key(self, event: events.Key) -> None:
        """A key makes room for the keys again; what it does comes after."""
        self.keys.say("")

    def on_advised(self, message: Advised) -> None:
        """A widget has advice."""
        message.stop()
        self.say(message.sentence)

    def action_help(self) -> None:
        """All keys in words."""
        self.post_message(HelpWanted(self.table))

    def action_move(self, way: int) -> None:
        """Scroll by a line: up (0) or down (1)."""
        self.body.scroll_relative(y=STEPS[way], animate=False)

    def action_page(self, way: int) -> None:
        """Scroll by a page: up (0) or down (1)."""
        scroll_page(self.body, way)


def scroll_page(pane: Widget, way: int) -> None:
    """Scroll by a page less one line, so that the eye finds its place again."""
    pane.scroll_relative(y=STEPS[way] * max(pane.size.height - 1, 1), animate=False)
