"""The list of decks on the home screen, one line each."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.model import DeckLine
from studyapp.tui.messages import Pressed
from studyapp.tui.text import cut, pad, pad_left
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.words import _

_FIGURE = 8
_NARROW = 50


class DeckList(Widget):
    """All decks, and before them one line for all together; the cursor is on the one that Enter starts.

    Whether a deck has anything to review is told, but not how much: what was left undone is no debt.
    """

    def __init__(self) -> None:
        super().__init__(id="decks")
        self._decks: tuple[DeckLine, ...] = ()
        self._due = 0
        self.cursor = 0

    def tell(self, decks: tuple[DeckLine, ...], due: int) -> None:
        """Show these decks; ``due``: how many questions of all together are."""
        self._decks, self._due = decks, due
        self.cursor = min(self.cursor, len(decks))
        self.styles.height = len(decks) + 2
        self.refresh(layout=True)

    @property
    def chosen(self) -> str | None:
        """The deck under the cursor; ``None`` for all."""
        return self._decks[self.cursor - 1].name if self.cursor else None

    def move(self, step: int) -> None:
        """Move the cursor, from the last line to the first and back."""
        self.point((self.cursor + step) % (len(self._decks) + 1))

    def point(self, index: int) -> None:
        """Put the cursor on a line (0 is all decks)."""
        self.cursor = index
        self.refresh()

    def render(self) -> Content:
        """A heading, the line for all, and the decks."""
        width = self.content_size.width
        heading = _line(_("题库"), (_("题数"), _("学过"), _("待复习")), width)
        questions, seen = sum(deck.questions for deck in self._decks), sum(deck.seen for deck in self._decks)
        rows = [(_("全部题库"), (str(questions), str(seen), _is_due(self._due)))]
        rows += [(deck.name, (str(deck.questions), str(deck.seen), _is_due(deck.due))) for deck in self._decks]
        drawn = [plain(heading, "$muted")]
        for index, (name, figures) in enumerate(rows):
            here = index == self.cursor
            text = _line(("> " if here else "  ") + name, figures, width)
            drawn.append(plain(text, "bold on $chosen-ground") if here else plain(text))
        return lines(drawn)

    def on_click(self, event: events.Click) -> None:
        """A click starts the deck under it."""
        event.stop()
        if event.y >= 1:
            self.post_message(Pressed(event.y - 1))


def _is_due(count: int) -> str:
    return _("有") if count else "–"


def _line(name: str, figures: tuple[str, str, str], width: int) -> str:
    shown = figures if width >= _NARROW else figures[-1:]
    tail = "".join(pad_left(figure, _FIGURE) for figure in shown)
    return pad(cut(name, width - len(shown) * _FIGURE - 1), width - len(shown) * _FIGURE) + tail
