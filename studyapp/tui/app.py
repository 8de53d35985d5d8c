"""The app: theme, language, the first screen, and who follows whom."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from studyapp.tui.environment import plain_is_better  # before textual, which reads what this sets when imported

# isort: split
from textual import events
from textual.app import App
from textual.binding import BindingsMap
from textual.reactive import Reactive
from textual.theme import Theme

from studyapp.tui import keymap, kinsoku, loading, widths, windows
from studyapp.tui.background import PATIENCE, SITTINGS, Background
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import bindings
from studyapp.tui.messages import (
    HelpWanted,
    HomeWanted,
    LanguageWanted,
    PageWanted,
    PlaceWanted,
    PreferenceWanted,
    SentOff,
    SittingEnded,
    StartWanted,
    Synced,
    SyncWanted,
    ThemeWanted,
    Warmed,
    WidthWanted,
)
from studyapp.tui.screens.page import Page
from studyapp.tui.theme import NIGHT, THEMES
from studyapp.wording import theme_name
from studyapp.words import _, say

if TYPE_CHECKING:  # what is practised brings the store with it
    from studyapp.desk.practice import Selection


class StudyApp(App[int], inherit_bindings=False):
    """The app in a terminal; ``run()`` returns the exit status."""

    CSS_PATH = "studyapp.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "studyapp"

    theme = Reactive(NIGHT.name, init=False)  # from the start: to change it later is to read all styles twice

    def __init__(
        self,
        desk: Desk,
        *,
        deck: str | None = None,
        limit: int | None = None,
        study: bool = False,
        exam: tuple[str, str, str] | None = None,
        practice: Selection | None = None,
    ) -> None:
        """``study`` begins with a question instead of the home screen, on ``deck`` (``None``: all of them).

        ``practice`` begins with a sitting over some questions; ``exam`` begins with a paper: its task, whom a battle
        is against, the code of a battle.
        ``limit`` holds for every sitting: how many questions at most.
        """
        kinsoku.install()
        windows.install()
        widths.install(desk.preferences.wide)
        self._faults = keymap.use(desk.preferences.keys)
        if desk.preferences.theme in _THEMES:
            self.set_reactive(StudyApp.theme, desk.preferences.theme)
        super().__init__()
        self._bindings.key_to_bindings.update(BindingsMap(bindings(keymap.in_force("app"))).key_to_bindings)
        for theme in THEMES:
            self.register_theme(theme)
        self._desk = desk
        self._first = (deck, study)
        self._exam_first = exam
        self._practice_first = practice
        self._limit = limit
        self._is_warm = False
        self._background = Background(self, desk)
        self._is_leaving = False

    def get_theme(self, theme_name: str) -> Theme | None:
        """A theme by name; textual asks for the first one before any can be registered."""
        return _THEMES.get(theme_name) or super().get_theme(theme_name)

    def get_default_screen(self) -> Page:
        """The first question; else home, or before the first time the introduction."""
        deck, study = self._first
        if self._exam_first:
            return self._exam(*self._exam_first)
        if self._practice_first:
            practice: Page = loading.screen("practice")(self._desk, self._practice_first)
            return practice
        if study:
            return self._study(deck)
        return self._page("home" if self._desk.preferences.toured else "tour")

    def on_mount(self) -> None:
        """After the first paint, let the desk get ready for the first answer."""
        self.call_after_refresh(self.run_worker, self._warm, thread=True, exit_on_error=False)
        if plain_is_better(sys.platform, os.environ):
            advice = _("这个窗口可能显示错位、打不了中文；不顺手请按 Ctrl+Q 退出，运行 studyapp study --plain。")
            self.call_after_refresh(self._say, advice)
        for fault in self._faults[:1]:
            self.call_after_refresh(self._say, say(fault), bad=True)

    def _warm(self) -> None:
        self._desk.warm()
        self.post_message(Warmed())
        loading.everything()
        self._background.get_ready()

    def on_warmed(self, message: Warmed) -> None:
        """Pages that wait for more than the first paint can have it."""
        self._is_warm = True
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.warmed()

    def on_synced(self, message: Synced) -> None:
        """Syncing has come further."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.synced(message.status)

    def on_sync_wanted(self, message: SyncWanted) -> None:
        """Sync now."""
        self._background.ask()

    def on_sent_off(self, message: SentOff) -> None:
        """What the app waited for is done."""
        self.exit(0)

    def _say(self, sentence: str, *, bad: bool = False) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(sentence, bad=bad)

    def _page(self, name: str) -> Page:
        """A page that needs nothing but the desk."""
        page: Page = loading.screen(name)(self._desk)
        return page

    def _home(self, notice: str) -> Page:
        home: Page = loading.screen("home")(self._desk, notice=notice)
        return home

    def _study(self, deck: str | None) -> Page:
        """A sitting; where there is none to be had, home with the reason."""
        try:
            session = self._desk.open_session(deck, self._limit)
            shown = session.current()
        except Exception as error:
            reason = trouble_words(error)
            if reason is None:
                raise
            return self._home(reason)
        if shown is None:
            return self._home(_("这里今天没有要练的题了，明天再来"))
        study: Page = loading.screen("study")(self._desk, session, shown, deck)
        return study

    def _exam(self, task: str, against: str, code: str) -> Page:
        """A paper; where there is none to be had, home with the reason."""
        try:
            exam = self._desk.exams().begin(task, against, code)
        except Exception as error:
            reason = trouble_words(error)
            if reason is None:
                raise
            return self._home(reason)
        page: Page = loading.screen("exam")(self._desk, exam)
        return page

    async def _go(self, page: Page) -> None:
        """Show another page in place of this one. The first one stays beneath: textual cannot switch it away."""
        if isinstance(self.screen, Page) and self.screen.KEYS in SITTINGS and page.KEYS not in SITTINGS:
            self._background.ask()
        if len(self.screen_stack) > 1:
            await self.switch_screen(page)
        else:
            await self.push_screen(page)
        if self._is_warm:
            page.call_after_refresh(page.warmed)

    async def on_start_wanted(self, message: StartWanted) -> None:
        """A sitting is wanted."""
        await self._go(self._study(message.deck))

    async def on_sitting_ended(self, message: SittingEnded) -> None:
        """Say how it went."""
        await self._go(loading.screen("summary")(message.summary, message.deck))

    async def on_home_wanted(self, message: HomeWanted) -> None:
        """Home, with fresh figures, maybe of another learner."""
        self._background.begin()
        await self._go(self._home(message.notice))

    async def on_page_wanted(self, message: PageWanted) -> None:
        """A page by its name."""
        await self._go(self._page(message.name))

    async def on_place_wanted(self, message: PlaceWanted) -> None:
        """A page by its name, about something."""
        await self._go(loading.screen(message.name)(self._desk, message.place))

    def on_help_wanted(self, message: HelpWanted) -> None:
        """Keys in words, over the screen that they belong to."""
        self.push_screen(loading.screen("help")(message.commands))

    async def on_language_wanted(self, message: LanguageWanted) -> None:
        """Speak another language, beginning with the page that is on the screen."""
        await self.action_language(message.language)

    def on_theme_wanted(self, message: ThemeWanted) -> None:
        """Wear another theme."""
        self.action_theme(message.theme)

    async def on_width_wanted(self, message: WidthWanted) -> None:
        """Count ambiguous characters otherwise, and draw the page so."""
        widths.install(message.wide)
        self._keep(wide=message.wide)
        self.screen.refresh(layout=True)
        for widget in self.screen.walk_children():
            widget.refresh(layout=True)

    def on_preference_wanted(self, message: PreferenceWanted) -> None:
        """Keep what needs nothing else."""
        self._keep(**message.changes)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # textual calls its own, too
        """Text that was typed ahead, before there was a field to type it in, belongs to the field."""
        field = self.focused
        if getattr(field, "typed_ahead", False) and field and (event.is_printable or event.key == "enter"):
            event.prevent_default()
            field.post_message(events.Key(event.key, event.character))

    def action_theme(self, name: str = "") -> None:
        """Wear the theme of that name, or the next one."""
        names = list(_THEMES)
        self.theme = name or names[(names.index(self.theme) + 1) % len(names)]
        self._keep(theme=self.theme)
        self._say(_("颜色：{theme}").format(theme=theme_name(self.theme)))

    async def action_language(self, language: str) -> None:
        """Speak it from now on."""
        self._desk.speak(language)
        if isinstance(self.screen, Page) and self.screen.KEYS in ("help", "pick"):
            await self.pop_screen()
        if isinstance(self.screen, Page) and (page := self.screen.anew()):
            await self._go(page)
        self._keep(language=language)

    def _keep(self, **changes: object) -> None:
        """Keep what was chosen; where it cannot be written, it holds until the app is closed."""
        try:
            self._desk.keep(self._desk.preferences.but(**changes))
        except Exception as error:
            sentence = trouble_words(error)
            if sentence is None:
                raise
            self._say(sentence, bad=True)

    def action_palette(self) -> None:
        """All commands of this screen and of the app, found by a word."""
        page = self.screen
        if not isinstance(page, Page) or page.KEYS == "palette":
            return

        def run(action: str | None) -> None:
            if action:
                self.call_later(page.run_action, action)

        self.push_screen(loading.screen("palette").over(page), run)

    async def action_quit(self) -> None:
        """Out; there is nothing to save that is not saved. Answers that wait for a remote are given a moment, once."""
        if self._is_leaving or not self._background.send_off():
            self.exit(0)
            return
        self._is_leaving = True
        self._say(_("正在把答题记录送到单位，最多等 3 秒；再按一次 Ctrl+Q 立即退出。"))
        self.set_timer(PATIENCE, self.exit)

    def action_how_to_quit(self) -> None:
        """Ctrl+C quits nothing here, but who presses it wants out."""
        self._say(_("退出请按 Ctrl+Q（答过的都已存盘）"))


_THEMES = {theme.name: theme for theme in THEMES}
