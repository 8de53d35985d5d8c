"""Looking through the bank: what is typed is looked for at once, in a deck or in all, of a kind or of all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import NamedTuple

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from studyapp.desk.views import Entry, Wanted
from studyapp.model import Kind
from studyapp.tui import loading
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import Line
from studyapp.tui.widgets.question_list import QuestionList
from studyapp.words import _, kind_name, plural


class BrowsePlace(NamedTuple):
    """Where in the bank one is: what is wanted, what was found (``complete``: all of it), and where the cursor is.

    ``back``: the page to which a question of it leads back, and what that is told, where it is not this list.
    """

    wanted: Wanted = Wanted()
    numbers: Sequence[int] = ()
    cursor: int = 0
    complete: bool = False
    back: tuple[str, object] | None = None


class Found(Message):
    """Some more questions fit; ``done``: there are no others."""

    def __init__(self, wanted: Wanted, numbers: Sequence[int], *, done: bool, error: Exception | None = None) -> None:
        super().__init__()
        self.wanted = wanted
        self.numbers = numbers
        self.done = done
        self.error = error


class BrowseScreen(Page):
    """A field, and the questions that it finds. The search runs in a thread, and a new one ends the one before."""

    KEYS = "browse"

    def __init__(self, desk: Desk, place: BrowsePlace | str | None = None) -> None:
        """``place``: a deck's name, or where one was before."""
        super().__init__()
        self._desk = desk
        self._place = place if isinstance(place, BrowsePlace) else BrowsePlace(Wanted(place))
        self._wanted = self._place.wanted
        self._numbers: list[int] = list(self._place.numbers)
        self._done = self._place.complete
        self._aim = self._place.cursor
        self._field = Input(
            self._wanted.words, placeholder=_("查找字词，如“失业 期限”"), compact=True, id="search-field"
        )
        self._list = QuestionList(self._entries, id="questions")
        self._nothing = EmptyState(Empty(""), id="nothing")

    def compose(self) -> ComposeResult:
        """The field, and what it finds."""
        yield self.top
        yield self._field
        yield self._nothing
        yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """Begin where one was."""
        self._field.focus()
        self._field.cursor_position = len(self._field.value)
        self._list.cursor = self._aim
        if not self._done:
            self._look_for(self._wanted)
        self._tell()

    def anew(self) -> BrowseScreen:
        """The same in the language that holds now."""
        return BrowseScreen(self._desk, self._here())

    @property
    def busy(self) -> bool:
        """Whether it still looks for more."""
        return not self._done

    def _here(self) -> BrowsePlace:
        return BrowsePlace(self._wanted, self._numbers, self._list.cursor, self._done)

    def _entries(self, numbers: Sequence[int]) -> Sequence[Entry]:
        return self.attempt(lambda: self._desk.browser().entries(numbers, self._wanted.words)) or ()

    def _look_for(self, wanted: Wanted) -> None:
        """Begin another search; what is on the screen stays until the first questions are found."""
        self._wanted, self._done = wanted, False
        self._numbers = []
        self.run_worker(lambda: self._search(wanted), thread=True, exit_on_error=False)
        self._tell_top()

    def _search(self, wanted: Wanted) -> None:
        """In a thread: hand on what is found until there is no more, or nobody wants it."""
        try:
            with closing(self._desk.browser().find(wanted)) as portions:
                for portion in portions:
                    if wanted is not self._wanted or not self.is_attached:
                        return
                    if portion:
                        self.post_message(Found(wanted, portion, done=False))
        except Exception as error:
            self.post_message(Found(wanted, (), done=True, error=error))
        else:
            self.post_message(Found(wanted, (), done=True))

    def on_found(self, message: Found) -> None:
        """Some more, or the end of the search."""
        message.stop()
        if message.wanted is not self._wanted:
            return
        first = not self._numbers
        self._numbers.extend(message.numbers)
        self._done = message.done
        if message.error is not None:
            sentence = trouble_words(message.error)
            if sentence is None:
                raise message.error
            self.say(sentence, bad=True)
        if first:
            self._list.forget()
        if first or message.done:
            self._list.tell(self._numbers, decks=self._wanted.deck is None)
        if 0 < self._aim < len(self._numbers):
            self._list.point(self._aim)
            self._aim = 0
        self._tell()

    def _tell(self) -> None:
        """Figures, keys, and what to do where nothing was found."""
        self._nothing.display = self._done and not self._numbers
        self._list.display = not self._nothing.display
        if self._nothing.display:
            self._nothing.tell(self._emptiness())
        self._list.tell(self._numbers, decks=self._wanted.deck is None)
        self._tell_top()
        self.offer()

    def _tell_top(self) -> None:
        kind = kind_name(self._wanted.kind) if self._wanted.kind else ""
        count = len(self._numbers)
        figures = plural("{count} 题", count).format(count=f"{count:,}")
        right = figures if self._done else _("正在找……{figures}").format(figures=figures)
        self.top.tell(" · ".join(filter(None, (_("查题"), self._wanted.deck or _("全部题库"), kind))), right)

    def _emptiness(self) -> Empty:
        if not self._wanted.words.strip():
            return Empty(_("这里还没有题目"), _("按 F3 换一个题库，按 F2 换一种题型，或按 Esc 回首页导入题库。"))
        narrowed = self._wanted.deck is not None or self._wanted.kind
        advice = _("按 F3 看全部题库，按 F2 看全部题型，或换个词。") if narrowed else _("换个词，或少写几个字。")
        return Empty(_("没有找到含“{words}”的题").format(words=self._wanted.words.strip()), advice)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where there is nothing, there is nothing to look at."""
        return bool(self._numbers) if action in ("choose", "move", "page", "ends") else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        if not self.check_action(command.action, ()):
            return None
        clears = command.action == "home" and self._field.value
        return Offer.of(command, word=_("清空") if clears else "")

    def on_input_changed(self, message: Input.Changed) -> None:
        """Look for it."""
        message.stop()
        self.say("")
        if message.value != self._wanted.words:
            self._point(0)
            self._look_for(self._wanted._replace(words=message.value))
            self.offer()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.action_choose()

    def _point(self, index: int) -> None:
        self._aim = 0
        self._list.point(index)

    def action_move(self, way: int) -> None:
        """The question before, or after."""
        self._point(self._list.cursor + STEPS[way])

    def action_page(self, way: int) -> None:
        """A page up or down."""
        self._point(self._list.cursor + STEPS[way] * self._list.page)

    def action_ends(self, way: int) -> None:
        """The first question, or the last."""
        self._point(way * len(self._numbers))

    def on_pressed(self, message: Pressed) -> None:
        """A click on a question shows it."""
        message.stop()
        self._point(message.index)
        self.action_choose()

    def action_choose(self) -> None:
        """Show the question."""
        if self._numbers:
            self.post_message(PlaceWanted("question", self._here()))

    def action_deck(self) -> None:
        """One deck, or all."""
        names = self.attempt(self._desk.browser().decks)
        if names is None:
            return
        known = (None, *names)
        rows = [Line(name or _("全部题库")) for name in known]
        here = known.index(self._wanted.deck) if self._wanted.deck in known else 0

        def narrow(picked: str | None) -> None:
            if picked is not None:
                self._narrow(self._wanted._replace(deck=known[int(picked)]))

        self.app.push_screen(loading.screen("pick")(_("看哪个题库"), rows, here=here), narrow)

    def action_kind(self) -> None:
        """One kind, or all."""
        counts = self.attempt(lambda: self._desk.browser().kinds(self._wanted.deck))
        if counts is None:
            return
        known = ["", *(str(kind) for kind in Kind if counts.get(kind))]
        rows = [Line(_("全部题型")), *(Line(kind_name(kind), f"{counts[kind]:,}") for kind in known[1:])]
        here = known.index(self._wanted.kind) if self._wanted.kind in known else 0

        def narrow(picked: str | None) -> None:
            if picked is not None:
                self._narrow(self._wanted._replace(kind=known[int(picked)]))

        self.app.push_screen(loading.screen("pick")(_("看哪种题型"), rows, here=here), narrow)

    def _narrow(self, wanted: Wanted) -> None:
        self._point(0)
        self._look_for(wanted)
        self.offer()

    def action_home(self) -> None:
        """Nothing is looked for any more; then home."""
        if self._field.value:
            self._field.value = ""
        else:
            self.post_message(HomeWanted())
