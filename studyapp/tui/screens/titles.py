"""The wall of titles: what was given and why, how far each one is; and leave, which they make allowance for."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.desk.titles import Leave, awards_of
from studyapp.model.activity import Award, Standing
from studyapp.report.titles import period_words
from studyapp.report.words import day_words
from studyapp.tui import loading
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.form import Field
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.screens.statistics import StatisticsPlace
from studyapp.tui.widgets.badge import wall
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.notes import heading, muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.tui.widgets.rows import Fitted
from studyapp.tui.widgets.standing import dates_sentence
from studyapp.words import _, plural, say


class TitlesScreen(Page):
    """Every title with its badge; below, each time one was given. Enter makes a picture of it."""

    KEYS = "titles"

    def __init__(self, desk: Desk, cursor: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._titles = desk.titles()
        self._standing: Standing | None = None
        self._given: tuple[Award, ...] = ()
        self._wall = Static(id="title-wall")
        self._heading = Static(heading(_("得到的称号")), id="title-heading")
        self._list = PickList(id="titles")
        self._list.cursor = cursor
        self._why = Static(id="title-why")

    def compose(self) -> ComposeResult:
        """The wall, the list, and the reason of what is under its cursor."""
        yield self.top
        with self.body:
            yield self._wall
            yield self._heading
            yield self._list
            yield self._why
        yield self.keys

    def on_mount(self) -> None:
        """As they stand now."""
        self.top.tell(_("称号"))
        self._show()

    def anew(self) -> TitlesScreen:
        """The same wall."""
        return TitlesScreen(self._desk, self._list.cursor)

    def _show(self) -> None:
        self._standing = standing = self.attempt(self._titles.standing)
        self._given = awards_of(standing) if standing else ()
        if standing is not None:
            self.top.tell(_("称号"), standing.activity.name)
            self._wall.update(Fitted(partial(wall, standing)))
        self._list.tell([Line(f"{one.name} · {period_words(one.period)}", day_words(one.day)) for one in self._given])
        self._heading.display = self._list.display = bool(self._given)
        self._tell()

    def _tell(self) -> None:
        here = self._here
        standing = self._standing
        if here is not None:
            self._why.update(plain(_("理由：{why}。").format(why=say(here.why))))
        elif standing is not None and standing.titles:
            sentence = dates_sentence(standing)
            self._why.update(muted(sentence or _("还没有得过称号；达到上面写的要求，当天就得。")))
        elif standing is not None:
            self._why.update(muted(_("方案里没有设称号。")))
        self.offer()

    @property
    def _here(self) -> Award | None:
        return self._given[self._list.cursor] if self._given else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A picture, and days, only of what was given."""
        return bool(self._given) if action in ("choose", "days") else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        if command.action in ("choose", "days", "move") and not self._given:
            return None
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Another time a title was given; where there is none, a line."""
        if not self._given:
            super().action_move(way)
            return
        self._list.move(STEPS[way])
        self._tell()
        self.keep_in_sight(self._list, self._list.cursor, lines=3)

    def on_pressed(self, message: Pressed) -> None:
        """A click shows the reason."""
        message.stop()
        self._list.point(message.index)
        self._tell()

    def action_choose(self) -> None:
        """Make a picture of the title under the cursor."""
        here = self._here
        picture = None if here is None else self.attempt(lambda: self._titles.share(here))
        if picture is not None:
            opened, written = _("图已存到 {path}，已用系统的程序打开。"), _("图已存到 {path}，用浏览器打开。")
            self.say((opened if picture.opened else written).format(path=picture.path))

    def action_days(self) -> None:
        """The days that the title under the cursor came from, each with its answers."""
        if self._here is not None:
            self.post_message(PlaceWanted("statistics", StatisticsPlace(day=self._here.day)))

    def action_leave(self) -> None:
        """Note leave, or take one back."""
        found = self.attempt(lambda: (self._titles.leaves(), self._titles.leave_left()))
        if found is None:
            return
        leaves, left = found
        first = Line(_("登记请假"), plural("今年还可登记 {count} 个工作日", left).format(count=left))
        rows = [Line(_("取消：{days}").format(days=leave_words(one))) for one in leaves]

        def picked(number: str | None) -> None:
            if number == "0":
                self._note()
            elif number is not None:
                self._take_back(leaves[int(number) - 1])

        self.app.push_screen(loading.screen("pick")(_("请假"), [first, *rows]), picked)

    def _note(self) -> None:
        fields = (
            Field(_("第一天"), _("如 2021-07-01，今年的可写 7-1")),
            Field(_("最后一天"), _("只请一天的可以不写")),
        )
        noted: list[Leave] = []

        def act(first: str, last: str) -> None:
            noted.append(self._titles.note_leave(first, last))

        def done(result: str | None) -> None:
            if result is not None:
                self._show()
                self.say(_("已登记请假：{days}").format(days=leave_words(noted[-1])))

        note = _("请假的工作日不断连续天数，称号也不要求这些天；再按一次请假可以取消。")
        self.app.push_screen(loading.screen("form")(_("登记请假"), fields, act, note), done)

    def _take_back(self, leave: Leave) -> None:
        def take_back() -> bool:
            self._titles.take_leave_back(leave)
            return True

        if self.attempt(take_back):
            self._show()
            self.say(_("已取消请假：{days}").format(days=leave_words(leave)))

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def leave_words(leave: Leave) -> str:
    """From when to when a leave is."""
    if leave.first == leave.last:
        return day_words(leave.first)
    return _("{first} 至 {last}").format(first=day_words(leave.first), last=day_words(leave.last))
