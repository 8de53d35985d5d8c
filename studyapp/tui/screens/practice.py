"""The menu of practice: the wrong-answer book, marks, chapters, chance, situations; and reading with the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from studyapp.desk.practice import Selection
from studyapp.desk.practice_words import about, chapter_figures, chapter_name, nothing_words, shelf_name
from studyapp.shelf import Shelf
from studyapp.store.shelves import Chapter
from studyapp.tui import loading
from studyapp.tui.desk import Desk, Practices, trouble_words
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.browse import BrowsePlace
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.screens.practice_places import PracticePlace, ReadPlace, Sat
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notes import muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _, plural

READ = "read"
"""The line of the menu that opens no sitting."""

MENU = (
    Shelf.WRONG,
    Shelf.STAR,
    Shelf.FLAG,
    Shelf.REPORT,
    Shelf.UNSEEN,
    Shelf.NEW,
    Shelf.RANDOM,
    Shelf.CHAPTER,
    READ,
    Shelf.SITUATIONS,
)
DRAWN = (10, 20, 30, 50, 100)
"""How many questions may be drawn at random."""

SETTINGS = {Shelf.WRONG: "mended", Shelf.SITUATIONS: "think"}
VALUES = {"mended": ("1", "2", "3", "4", "5"), "think": ("30", "60", "90", "120", "180", "300")}


class Counted(Message):
    """How many questions stand on each shelf of a deck, or why nobody knows."""

    def __init__(self, deck: str | None, counts: dict[Shelf, int], error: Exception | None = None) -> None:
        super().__init__()
        self.deck = deck
        self.counts = counts
        self.error = error


class PracticeScreen(Page):
    """What there is to practise, with figures, which are counted in a thread."""

    KEYS = "practice"

    def __init__(self, desk: Desk, place: PracticePlace | Selection | None = None) -> None:
        """``place``: where one was before, or what to begin at once."""
        super().__init__()
        self._desk = desk
        if isinstance(place, Selection):
            place = PracticePlace(place.deck, MENU.index(place.shelf), place)
        self._place = place or PracticePlace()
        self._practices: Practices | None = None
        self._counts: dict[Shelf, int] = {}
        self._list = PickList(id="practices")
        self._list.cursor = self._place.cursor
        self._about = Static(id="practice-about")

    def compose(self) -> ComposeResult:
        """The lines, and what the one under the cursor means."""
        yield self.top
        with self.body:
            yield self._list
            yield self._about
        yield self.keys

    def on_mount(self) -> None:
        """The lines at once, their figures when they are counted."""
        self._practices = self.attempt(self._desk.practices)
        self._show()
        self._count()
        start, self._place = self._place.start, self._place._replace(start=None)
        if start is not None:
            self.open(start)

    def anew(self) -> PracticeScreen:
        """The same line."""
        return PracticeScreen(self._desk, self._here())

    def _here(self) -> PracticePlace:
        return PracticePlace(self._place.deck, self._list.cursor)

    @property
    def _chosen(self) -> str:
        return MENU[self._list.cursor]

    def _count(self) -> None:
        practices, deck = self._practices, self._place.deck
        if practices is not None:
            self.run_worker(lambda: self._ask(practices, deck), thread=True, exit_on_error=False)

    def _ask(self, practices: Practices, deck: str | None) -> None:
        """In a thread: a large bank takes its time."""
        try:
            self.post_message(Counted(deck, practices.counts(deck)))
        except Exception as error:
            self.post_message(Counted(deck, {}, error))

    def on_counted(self, message: Counted) -> None:
        """The figures have come."""
        message.stop()
        if message.deck != self._place.deck:
            return
        if message.error is not None:
            sentence = trouble_words(message.error)
            if sentence is None:
                raise message.error
            self.say(sentence, bad=True)
        self._counts = message.counts
        self._show()

    def _show(self) -> None:
        self._list.tell([Line(_name(one), self._figure(one)) for one in MENU])
        self.top.tell(_("专项练习 · {deck}").format(deck=self._place.deck or _("全部题库")))
        self._tell()

    def _tell(self) -> None:
        """What the line under the cursor is, and what can be done with it."""
        self._about.update(muted(self._words()))
        self.offer()

    def _figure(self, one: str) -> str:
        shelf = Shelf.CHAPTER if one == READ else Shelf(one)
        if shelf not in self._counts:
            return ""
        count = self._counts[shelf]
        return plural("{count} 题", count).format(count=f"{count:,}")

    def _words(self) -> str:
        if self._chosen == READ:
            return _("题目和答案、解析一起看，不答题，也不记成绩。")
        shelf = Shelf(self._chosen)
        words = about(shelf, int(self._setting("mended")))
        if shelf is Shelf.SITUATIONS:
            words += _("现在限时 {seconds} 秒。").format(seconds=self._setting("think"))
        return words

    def _setting(self, name: str) -> str:
        return self.attempt(lambda: self._desk.setting(name)) or "0"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only some lines have something to set."""
        return self._chosen in SETTINGS if action == "change" else True

    def phrase(self, command: Command) -> Offer | None:
        """What Enter and the setting do depends on the line."""
        if not self.check_action(command.action, ()):
            return None
        if command.action == "change":
            return Offer.of(command, word=_("限时") if self._chosen == Shelf.SITUATIONS else _("移出天数"))
        if command.action == "choose" and self._chosen == READ:
            return Offer.of(command, word=_("开始看"))
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Another line."""
        self._list.move(STEPS[way])
        self._tell()
        self.body.scroll_to_widget(self._list, animate=False)

    def on_pressed(self, message: Pressed) -> None:
        """A click begins."""
        message.stop()
        self._list.point(message.index)
        self._tell()
        self.action_choose()

    def action_change(self) -> None:
        """The next value of what the line lets one set."""
        name = SETTINGS[Shelf(self._chosen)]
        values, now = VALUES[name], self._setting(name)
        value = values[(values.index(now) + 1) % len(values)] if now in values else values[0]
        self.attempt(lambda: self._desk.set(name, value))
        self._tell()
        if name == "mended":
            self._count()

    def action_deck(self) -> None:
        """One deck, or all."""
        names = self.attempt(lambda: self._desk.browser().decks())
        if names is None:
            return
        known = (None, *names)
        here = known.index(self._place.deck) if self._place.deck in known else 0

        def narrow(number: int) -> None:
            self._place = self._here()._replace(deck=known[number])
            self._counts = {}
            self._show()
            self._count()

        self._pick(_("练哪个题库"), [Line(name or _("全部题库")) for name in known], narrow, here)

    def _pick(self, title: str, lines: Sequence[Line], act: Callable[[int], None], here: int = 0) -> None:
        def picked(number: str | None) -> None:
            if number is not None:
                act(int(number))

        self.app.push_screen(loading.screen("pick")(title, lines, here=here), picked)

    def action_choose(self) -> None:
        """Begin, or ask first which chapter or how many."""
        deck, chosen = self._place.deck, self._chosen
        if chosen == READ:
            self._pick_chapter(_("看哪一科"), self._read, all_too=True)
        elif chosen == Shelf.CHAPTER:
            self._pick_chapter(_("练哪一科"), lambda one: self._open_chapter(one))
        elif chosen == Shelf.RANDOM:
            lines = [Line(plural("{count} 题", count).format(count=count)) for count in DRAWN]
            self._pick(_("抽几题"), lines, lambda one: self.open(Selection(Shelf.RANDOM, deck, "", DRAWN[one])), 1)
        else:
            self.open(Selection(Shelf(chosen), deck))

    def _pick_chapter(self, title: str, act: Callable[[Chapter | None], None], *, all_too: bool = False) -> None:
        practices = self._practices
        chapters = practices and self.attempt(lambda: practices.chapters(self._place.deck))
        if chapters is None:
            return
        if not chapters:
            self.say(nothing_words(Shelf.RANDOM))
            return
        known: tuple[Chapter | None, ...] = (None, *chapters) if all_too else chapters
        lines = [Line(chapter_name(one.subject), chapter_figures(one)) if one else Line(_("全部科目")) for one in known]
        self._pick(title, lines, lambda number: act(known[number]))

    def _open_chapter(self, one: Chapter | None) -> None:
        if one is not None:
            self.open(Selection(Shelf.CHAPTER, self._place.deck, one.subject))

    def _read(self, one: Chapter | None) -> None:
        """All questions of a chapter, or of all of them, with their answers."""
        practices, deck = self._practices, self._place.deck
        chosen = Selection(Shelf.CHAPTER, deck, one.subject) if one else Selection(Shelf.ALL, deck)
        numbers = practices and self.attempt(lambda: practices.numbers(chosen))
        if numbers:
            name = chapter_name(one.subject) if one else deck or _("全部题库")
            place = BrowsePlace(numbers=numbers, complete=True, back=("practice", self._here()))
            self.post_message(PlaceWanted("practice-read", ReadPlace(place, name)))

    def open(self, chosen: Selection) -> None:
        """Begin a sitting; where there is nothing to practise, say how that comes."""
        practices = self._practices
        if practices is None:
            return
        session = self.attempt(lambda: practices.open(chosen))
        if session is None:
            return
        shown = session.current()
        if shown is None:
            self.say(nothing_words(chosen.shelf))
            return
        is_situation = chosen.shelf is Shelf.SITUATIONS
        seconds = int(self._setting("think")) if is_situation else 0
        sat = Sat(session, shown, chosen, self._here(), seconds)
        self.post_message(PlaceWanted("situation" if is_situation else "practice-study", sat))

    def action_home(self) -> None:
        """To the home screen."""
        self.post_message(HomeWanted())


def _name(one: str) -> str:
    return _("背题（看题和答案）") if one == READ else shelf_name(Shelf(one))
