"""The app: theme, the first screen, and who follows whom."""

from __future__ import annotations

import studyapp.tui.environment  # noqa: F401 (before textual, which reads it when imported)

# isort: split
from textual import events
from textual.app import App
from textual.reactive import Reactive
from textual.theme import Theme

from studyapp.tui import kinsoku, windows
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import APP, bindings
from studyapp.tui.messages import HelpWanted, HomeWanted, SittingEnded, StartWanted
from studyapp.tui.screens.help import HelpScreen
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.page import Page
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.screens.summary import SummaryScreen
from studyapp.tui.theme import DAY, NIGHT
from studyapp.tui.widgets.blanks import Gap
from studyapp.words import _


class StudyApp(App[int], inherit_bindings=False):
    """The app in a terminal; ``run()`` returns the exit status."""

    CSS_PATH = "studyapp.tcss"
    BINDINGS = bindings(APP)
    ENABLE_COMMAND_PALETTE = False
    TITLE = "studyapp"

    theme = Reactive(NIGHT.name, init=False)  # from the start: to change it later is to read all styles twice

    def __init__(self, desk: Desk, *, deck: str | None = None, limit: int | None = None, study: bool = False) -> None:
        """``study`` begins with a question instead of the home screen, on ``deck`` (``None``: all of them).

        ``limit`` holds for every sitting: how many questions at most.
        """
        kinsoku.install()
        windows.install()
        super().__init__()
        self.register_theme(NIGHT)
        self.register_theme(DAY)
        self._desk = desk
        self._first = (deck, study)
        self._limit = limit

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by name; textual asks for the first one before any can be registered."""
        return NIGHT if theme_name == NIGHT.name else super().get_theme(theme_name)

    def get_default_screen(self) -> Page:
        """Home, or the first question."""
        deck, study = self._first
        return self._study(deck) if study else HomeScreen(self._desk)

    def on_mount(self) -> None:
        """After the first paint, let the desk get ready for the first answer."""
        self.call_after_refresh(self.run_worker, self._desk.warm, thread=True, exit_on_error=False)

    def _study(self, deck: str | None) -> Page:
        """A sitting; where there is none to be had, home with the reason."""
        try:
            session = self._desk.open_session(deck, self._limit)
            shown = session.current()
        except Exception as error:
            reason = trouble_words(error)
            if reason is None:
                raise
            return HomeScreen(self._desk, notice=reason)
        if shown is None:
            return HomeScreen(self._desk, notice=_("这里今天没有要练的题了，明天再来"))
        return StudyScreen(self._desk, session, shown, deck)

    async def _go(self, page: Page) -> None:
        """Show another page in place of this one. The first one stays beneath: textual cannot switch it away."""
        if len(self.screen_stack) > 1:
            await self.switch_screen(page)
        else:
            await self.push_screen(page)

    async def on_start_wanted(self, message: StartWanted) -> None:
        """A sitting is wanted."""
        await self._go(self._study(message.deck))

    async def on_sitting_ended(self, message: SittingEnded) -> None:
        """Say how it went."""
        await self._go(SummaryScreen(message.summary, message.deck))

    async def on_home_wanted(self, message: HomeWanted) -> None:
        """Home, with fresh figures."""
        await self._go(HomeScreen(self._desk))

    def on_help_wanted(self, message: HelpWanted) -> None:
        """Keys in words, over the screen that they belong to."""
        self.push_screen(HelpScreen(message.commands))

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # textual calls its own, too
        """Text that was typed ahead, before there was a field to type it in, belongs to the field."""
        if isinstance(self.focused, Gap) and (event.is_printable or event.key == "enter"):
            event.prevent_default()
            self.focused.post_message(events.Key(event.key, event.character))

    def action_theme(self) -> None:
        """Night or day."""
        self.theme = DAY.name if self.theme == NIGHT.name else NIGHT.name

    async def action_quit(self) -> None:
        """Out; there is nothing to save that is not saved."""
        self.exit(0)

    def action_how_to_quit(self) -> None:
        """Ctrl+C quits nothing here, but who presses it wants out."""
        if isinstance(self.screen, Page):
            self.screen.say(_("退出请按 Ctrl+Q（答过的都已存盘）"))
