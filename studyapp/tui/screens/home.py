"""The first screen: today's task, the activity, and the decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.style import Style
from textual.widgets import Static

from studyapp.model import Today
from studyapp.tui import loading
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PageWanted, PlaceWanted, Pressed, RemotesRead, StartWanted
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.text import airy, cut
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.decks import DeckList
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.rows import Fitted
from studyapp.tui.widgets.standing import ActivityPanel, label_width
from studyapp.tui.widgets.today import TodayPanel
from studyapp.words import _, date_words, plural

if TYPE_CHECKING:  # syncing comes after the first paint
    from studyapp.desk.remotes import RemoteLine
    from studyapp.desk.syncing import Status


class HomeScreen(Page):
    """Today's task and figures; Enter begins. What the activity holds comes after the first paint."""

    KEYS = "home"

    def __init__(self, desk: Desk, *, notice: str = "") -> None:
        """``notice`` is a sentence to show at once."""
        super().__init__()
        self._desk = desk
        self._notice = notice
        self._panel = TodayPanel()
        self._activity = ActivityPanel()
        self._decks = DeckList()
        self._sync_line = Static(id="sync-line")
        self._today: Today | None = None
        self._is_linked = False
        self._remotes: tuple[RemoteLine, ...] = ()

    def compose(self) -> ComposeResult:
        """Bars, the task, the activity, decks."""
        yield self.top
        with self.body:
            yield self._panel
            yield self._activity
            yield self._decks
        yield self._sync_line
        yield self.keys

    def on_mount(self) -> None:
        """Ask the desk once."""
        self._show_today()
        self.offer()
        if self._notice:
            self.say(self._notice)

    def _show_today(self) -> None:
        self._today = today = self.attempt(self._desk.today, self._panel.show_trouble)
        has_decks = today is not None and bool(today.decks)
        self._decks.display = self._activity.display = has_decks
        if today is not None:
            self._panel.tell(today)
            self._decks.tell(today.decks, today.due)
            streak = plural("连续 {count} 天", today.streak).format(count=today.streak) if today.streak else ""
            who = " · ".join(filter(None, (self._desk.learner, streak)))
            self.top.tell(_("今日练兵 · {date}").format(date=date_words(today.day)), who)

    def warmed(self) -> None:
        """Show the activity, and how syncing stands."""
        self._show_activity()
        self._is_linked = bool(self.attempt(self._desk.has_remotes, lambda _sentence: None))
        if self._is_linked:
            self._read_remotes()
            self.offer()

    def _show_activity(self) -> None:
        if self._today is None or not self._today.decks:
            return
        standing = self.attempt(self._desk.standing)
        if standing is not None:
            self._panel.tell_standing(standing, label_width(standing))
            self._activity.tell(standing)

    def _read_remotes(self) -> None:
        """Read, in a thread, how all remotes stand."""

        def read() -> None:
            try:
                found = self._desk.syncing().remotes()
            except Exception as error:
                if trouble_words(error) is None:
                    raise
            else:
                self.post_message(RemotesRead(found))

        self.run_worker(read, thread=True, exit_on_error=False)

    def on_remotes_read(self, message: RemotesRead) -> None:
        """Say how syncing stands."""
        message.stop()
        self._remotes = message.remotes
        self._tell_sync(self._desk.syncing().status)

    def _tell_sync(self, status: Status) -> None:
        words = loading.sync_words()(self._remotes, status, self._desk.now())
        link = Style.from_meta({"@click": "screen.open('remotes')"})
        self._sync_line.update(Fitted(lambda width: plain(cut(airy(words), width)).stylize(link)))
        self._sync_line.display = bool(words)

    def synced(self, status: Status) -> None:
        """Say how far it is; what came down may have changed the figures."""
        if not self._is_linked:
            return
        if status.busy:
            self._tell_sync(status)
            return
        if any(one.down or any(file.taken for file in one.files) for one in status.last):
            self._show_today()
            self._show_activity()
        for file in (file for one in status.last for file in one.files if file.corrected):
            self.say(loading.corrected_words()(file))
        self._read_remotes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without decks there is nothing to start, to choose or to look at."""
        today = self._today
        if action == "start" and today is None:
            return True  # try again
        if action == "open":
            return loading.is_known(str(parameters[0]))
        if action in ("start", "move", "browse"):
            return today is not None and bool(today.decks)
        return True

    def action_start(self) -> None:
        """Begin with the deck under the cursor; after trouble, try again."""
        self.post_message(HomeWanted() if self._today is None else StartWanted(self._decks.chosen))

    def anew(self) -> HomeScreen:
        """Home again."""
        return HomeScreen(self._desk)

    def action_import_file(self) -> None:
        """Choose a file to import."""
        self.post_message(PageWanted("import"))

    def action_browse(self) -> None:
        """Look at the questions of the deck under the cursor."""
        self.post_message(PlaceWanted("browse", self._decks.chosen))

    def action_open(self, name: str) -> None:
        """A page of the activity, by its name."""
        self.post_message(PageWanted(name))

    def action_settings(self) -> None:
        """Colours, language, limits."""
        self.post_message(PageWanted("settings"))

    async def action_leave(self) -> None:
        """Out."""
        await self.app.action_quit()

    async def action_stay(self) -> None:
        """Esc and q quit nothing here, but who presses them wants out."""
        await self.run_action("app.how_to_quit")

    def action_tour(self) -> None:
        """The introduction again."""
        self.post_message(PageWanted("tour"))

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        action, _bracket, name = command.action.partition("(")
        if not self.check_action(action, (name.strip("')"),)):
            return None
        if name in ("'boards')", "'remotes')") and not self._is_linked:
            return None
        today = self._today
        if command.action == "start" and today is None:
            return Offer.of(command, word=_("重试"))
        if command.action == "start" and today and not (self._decks.cursor or today.due or today.new):
            return None
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Choose another deck, and keep it in sight."""
        self._decks.move(STEPS[way])
        self.offer()
        self.keep_in_sight(self._decks, 1 + self._decks.cursor)

    def on_pressed(self, message: Pressed) -> None:
        """A click on a deck begins with it."""
        message.stop()
        self._decks.point(message.index)
        self.action_start()
