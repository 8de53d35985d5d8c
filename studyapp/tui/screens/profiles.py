"""The learners of this computer: who learns, who else, and the PIN that keeps others out."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.profiles import Profile, Profiles
from studyapp.tui import loading
from studyapp.tui.desk import Desk, Trouble
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, Pressed
from studyapp.tui.screens.form import Field
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notes import muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _


class ProfilesScreen(Page):
    """A list; Enter lets the one under the cursor learn."""

    KEYS = "profiles"

    def __init__(self, desk: Desk, cursor: int | None = None) -> None:
        """``cursor``: the line to begin on; ``None`` for who learns now."""
        super().__init__()
        self._desk = desk
        self._learners = desk.learners()
        self._known: Profiles | None = None
        self._cursor = cursor
        self._list = PickList(id="profiles")
        self._note = Static(id="profiles-note")

    def compose(self) -> ComposeResult:
        """The list, and what it is for."""
        yield self.top
        with self.body:
            yield self._list
            yield self._note
        yield self.keys

    def on_mount(self) -> None:
        """Who there is."""
        self._show()
        words = _(
            "每名学员的答题记录、积分和称号各自分开；添加时复制一份现在的题库。"
            "PIN 防止别人用你的名字答题，不加密数据文件。"
        )
        self._note.update(muted(words))

    def anew(self) -> ProfilesScreen:
        """The same list."""
        return ProfilesScreen(self._desk, self._list.cursor)

    def _show(self) -> None:
        self._known = known = self.attempt(self._learners.known)
        if known is None:
            return
        self._list.tell([Line(who(one), _state(one, known)) for one in known.all])
        here = [one.id for one in known.all].index(known.current) if self._cursor is None else self._cursor
        self._cursor = self._list.cursor = min(here, len(known.all) - 1)
        self._list.refresh()
        self.top.tell(_("学员"), who(known.now))
        self.offer()

    @property
    def _here(self) -> Profile:
        known = self._known
        if known is None:
            raise Trouble(_("学员名单读不出来；请回首页再试。"))
        return known.all[self._list.cursor]

    def phrase(self, command: Command) -> Offer | None:
        """Nobody is switched to himself."""
        known = self._known
        if command.action == "choose" and known is not None and known.all[self._list.cursor].id == known.current:
            return None
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Another one."""
        self._list.move(STEPS[way])
        self._cursor = self._list.cursor
        self.offer()

    def on_pressed(self, message: Pressed) -> None:
        """A click switches."""
        message.stop()
        self._list.point(message.index)
        self._cursor = message.index
        self.action_choose()

    def action_choose(self) -> None:
        """Let the one under the cursor learn."""
        here = self.attempt(lambda: self._here)
        if here is None:
            return
        if self._known is not None and here.id == self._known.current:
            self.post_message(HomeWanted())
            return

        def switch(pin: str) -> None:
            self._learners.switch(here.id, pin)

        self._with_pin(here, switch, lambda _pin: self._go_home(_("已切换到学员“{name}”。").format(name=who(here))))

    def _go_home(self, notice: str) -> None:
        self.post_message(HomeWanted(notice))

    def _with_pin(self, one: Profile, act: Callable[[str], object], then: Callable[[str], object]) -> None:
        """Ask for the PIN where there is one, do it, and go on."""
        given: list[str] = []
        if not one.pin:
            if self.attempt(lambda: (act(""),)) is not None:
                then("")
            return

        def with_this(pin: str) -> None:
            act(pin)
            given.append(pin)

        def done(result: str | None) -> None:
            if result is not None:
                then(given[-1])

        fields = (Field("PIN", is_hidden=True),)
        self.app.push_screen(loading.screen("form")(_("{name}的 PIN").format(name=who(one)), fields, with_this), done)

    def action_add(self) -> None:
        """Add one, and let him learn."""
        names: list[str] = []

        def act(name: str, unit: str, pin: str, again: str) -> None:
            self._learners.add(name, unit, _twice(pin, again))
            names.append(name.strip())

        def done(result: str | None) -> None:
            if result is not None:
                self._go_home(_("已添加学员“{name}”，并切换到该学员。").format(name=names[-1]))

        fields = (
            Field(_("姓名")),
            Field(_("单位"), _("可以不写")),
            Field("PIN", _("可以不设"), is_hidden=True),
            Field(_("再输入一次 PIN"), _("可以不设"), is_hidden=True),
        )
        self.app.push_screen(loading.screen("form")(_("添加学员"), fields, act), done)

    def action_change(self) -> None:
        """Another name and unit."""
        here = self.attempt(lambda: self._here)
        if here is not None:
            self._with_pin(here, lambda pin: self._learners.check(here.id, pin), lambda pin: self._change(here, pin))

    def _change(self, one: Profile, pin: str) -> None:
        def act(name: str, unit: str) -> None:
            self._learners.change(one.id, pin, name, unit)

        fields = (Field(_("姓名"), value=one.name), Field(_("单位"), _("可以不写"), value=one.unit))
        form = loading.screen("form")(_("改资料 · {name}").format(name=who(one)), fields, act)
        self.app.push_screen(form, lambda result: self._changed(result, _("已改好。")))

    def action_pin(self) -> None:
        """Another PIN, or none any more."""
        here = self.attempt(lambda: self._here)
        if here is not None:
            self._with_pin(here, lambda pin: self._learners.check(here.id, pin), lambda pin: self._set_pin(here, pin))

    def _set_pin(self, one: Profile, pin: str) -> None:
        def act(new: str, again: str) -> None:
            self._learners.set_pin(one.id, pin, _twice(new, again))

        fields = (
            Field(_("新的 PIN"), _("留空为不设"), is_hidden=True),
            Field(_("再输入一次 PIN"), _("留空为不设"), is_hidden=True),
        )
        form = loading.screen("form")(_("PIN · {name}").format(name=who(one)), fields, act)
        self.app.push_screen(form, lambda result: self._changed(result, _("PIN 已改好。")))

    def _changed(self, result: str | None, sentence: str) -> None:
        if result is not None:
            self._show()
            self.say(sentence)

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def _twice(pin: str, again: str) -> str:
    if pin != again:
        raise Trouble(_("两次输入的 PIN 不一样；没有改动，请再试一次。"))
    return pin


def who(one: Profile) -> str:
    """A learner's name; also of the first one, who has given none."""
    return one.name or _("未命名")


def _state(one: Profile, known: Profiles) -> str:
    parts = [one.unit, _("有 PIN") if one.pin else "", _("正在学") if one.id == known.current else ""]
    return " · ".join(filter(None, parts))
