"""What the learner may set: how it looks, and how much a day holds. Every change holds at once and is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.tui.desk import Desk
from studyapp.tui.messages import HomeWanted, LanguageWanted, Pressed, ThemeWanted, WidthWanted
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.theme import THEMES
from studyapp.tui.widgets.notes import muted, width_sample
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.wording import theme_name
from studyapp.words import _, language

_NEW = ("0", "5", "10", "15", "20", "30", "40", "60", "100", "200")
_REVIEWS = ("20", "50", "100", "150", "200", "300", "500", "1000", "9999")


class Setting(NamedTuple):
    """One line: its name, what it means, its values with their words, the one that holds, and how to set it."""

    name: str
    help: str
    values: tuple[tuple[str, str], ...]
    value: str
    set: Callable[[str], object]

    @property
    def words(self) -> str:
        """The word for the value that holds."""
        return dict(self.values).get(self.value, self.value)

    def after(self, step: int) -> str:
        """The value that comes before or after the one that holds; the ends meet."""
        known = [value for value, _words in self.values]
        here = known.index(self.value) if self.value in known else -1 if step > 0 else 0
        return known[(here + step) % len(known)]


class SettingsScreen(Page):
    """A list of settings; left and right change the one under the cursor."""

    KEYS = "settings"

    def __init__(self, desk: Desk, *, cursor: int = 0) -> None:
        """``cursor``: the line to begin on."""
        super().__init__()
        self._desk = desk
        self._list = PickList(id="settings")
        self._list.cursor = cursor
        self._help = Static(id="settings-help")
        self._sample = Static(id="width-sample")
        self._settings: tuple[Setting, ...] = ()

    def compose(self) -> ComposeResult:
        """The list, and what its line means."""
        yield self.top
        with self.body:
            yield self._list
            yield self._help
            yield self._sample
        yield self.keys

    def on_mount(self) -> None:
        """Read what holds."""
        self.top.tell(_("设置"))
        self._tell()
        self.offer()

    def anew(self) -> SettingsScreen:
        """The same in the language that holds now."""
        return SettingsScreen(self._desk, cursor=self._list.cursor)

    def _tell(self) -> None:
        self._settings = self.attempt(lambda: _settings(self, self._desk)) or ()
        self._list.tell([Line(one.name, f"< {one.words} >") for one in self._settings])
        here = self._settings[self._list.cursor] if self._settings else None
        self._help.update(muted(here.help if here else ""))
        self._sample.update(width_sample())
        self._sample.display = here is not None and here.name == _("字宽")

    def action_move(self, way: int) -> None:
        """Another setting."""
        self._list.move(STEPS[way])
        self._tell()

    def action_change(self, way: int) -> None:
        """Another value of the setting under the cursor."""
        here = self._settings[self._list.cursor] if self._settings else None
        if here is not None:
            self.attempt(lambda: here.set(here.after(STEPS[way])))
            self._tell()

    def action_next(self) -> None:
        """The next value."""
        self.action_change(1)

    def on_pressed(self, message: Pressed) -> None:
        """A click changes what it is on."""
        message.stop()
        self._list.point(message.index)
        self.action_change(1)

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def _settings(page: Page, desk: Desk) -> tuple[Setting, ...]:
    wishes = desk.preferences
    words = {"zh": "中文", "en": "English"}
    return (
        Setting(
            _("颜色"),
            _("三种配色；高对比适合视力弱或屏幕差时使用。任何一页按 F9 也可切换。"),
            tuple((theme.name, theme_name(theme.name)) for theme in THEMES),
            page.app.theme,
            lambda value: page.post_message(ThemeWanted(value)),
        ),
        Setting(
            _("语言"),
            _("界面的语言；题目保持原文。"),
            tuple(words.items()),
            language(),
            lambda value: page.post_message(LanguageWanted(value)),
        ),
        Setting(
            _("字宽"),
            _("下面两行的竖线对齐就不用改；对不齐，请改成另一种。"),
            (("narrow", _("一般终端")), ("wide", _("老式中文终端"))),
            "wide" if wishes.wide else "narrow",
            lambda value: page.post_message(WidthWanted(value == "wide")),
        ),
        Setting(
            _("每天新题"),
            _("每天最多学多少道新题；改后今天就按新数目安排。"),
            tuple((value, value) for value in _NEW),
            desk.setting("new"),
            lambda value: desk.set("new", value),
        ),
        Setting(
            _("每天复习"),
            _("每天最多复习多少道到期的题；超出的留到后面几天，先忘的先来。"),
            tuple((value, _("不限") if value == "9999" else value) for value in _REVIEWS),
            desk.setting("reviews"),
            lambda value: desk.set("reviews", value),
        ),
        Setting(
            _("多选题少选"),
            _("多选题没有选错、但没有选全时怎样算；比武一般不得分。"),
            (("none", _("不得分")), ("subset", _("按比例得分"))),
            desk.setting("partial"),
            lambda value: desk.set("partial", value),
        ),
    )
