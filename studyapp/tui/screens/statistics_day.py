"""The answers of one study day, each leading to its question."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.model import GivenAnswer
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import PageWanted, PlaceWanted, Pressed
from studyapp.tui.screens.browse import BrowsePlace
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.screens.statistics import StatisticsPlace
from studyapp.tui.text import one_line
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _, date_words, plural


class DayScreen(Page):
    """What was answered on a day of the heat map."""

    KEYS = "day"

    def __init__(self, desk: Desk, place: StatisticsPlace) -> None:
        """``place``: where in the statistics one was; its day, and which answer of it."""
        super().__init__()
        self._desk = desk
        self._place = place
        self._day = place.day or 0
        self._given: tuple[GivenAnswer, ...] = ()
        self._days: list[int] = []
        self._list = PickList(id="day-answers")
        self._nothing = Static(plain(_("这一天没有作答。"), "$muted"))

    def compose(self) -> ComposeResult:
        """The answers."""
        yield self.top
        with self.body:
            yield self._nothing
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """The day, and those beside it."""
        statistics = self.attempt(self._desk.statistics)
        if statistics is not None:
            self._days = sorted(self.attempt(statistics.days) or ())
        self._list.cursor = self._place.cursor
        self._show(self._day)

    def anew(self) -> DayScreen:
        """The same day."""
        return DayScreen(self._desk, self._here())

    def _here(self) -> StatisticsPlace:
        return self._place._replace(day=self._day, cursor=self._list.cursor)

    def _show(self, day: int) -> None:
        self._day = day
        self._given = self.attempt(lambda: self._desk.statistics().answers(day)) or ()
        self._list.tell([_line(one) for one in self._given])
        self._list.display, self._nothing.display = bool(self._given), not self._given
        right = sum(one.right for one in self._given)
        told = plural("答了 {answered} 题，答对 {right} 题", len(self._given))
        self.top.tell(date_words(day), told.format(answered=len(self._given), right=right))
        self.body.scroll_home(animate=False)
        self.offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is an answer."""
        return bool(self._given) if action in ("choose", "move") else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    def action_move(self, way: int) -> None:
        """Another answer."""
        self._list.move(STEPS[way])
        self.keep_in_sight(self._list, self._list.cursor)

    def action_side(self, way: int) -> None:
        """The day before or after it that has answers."""
        beside = [day for day in self._days if (day > self._day if way else day < self._day)]
        if beside:
            self._list.cursor = 0
            self._show(min(beside) if way else max(beside))
        else:
            self.say(_("没有更晚的作答了") if way else _("没有更早的作答了"))

    def action_choose(self) -> None:
        """The question of the answer under the cursor."""
        chosen = self._given[self._list.cursor]
        if chosen.item is None:
            self.say(_("这道题已经不在题库里了。"))
            return
        numbers = list(dict.fromkeys(one.item for one in self._given if one.item is not None))
        place = BrowsePlace(
            numbers=numbers, cursor=numbers.index(chosen.item), complete=True, back=("day", self._here())
        )
        self.post_message(PlaceWanted("question", place))

    def on_pressed(self, message: Pressed) -> None:
        """A click on an answer shows its question."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_back(self) -> None:
        """To the statistics, on the day that was looked at; or to the page that one came from."""
        if self._place.back != "statistics":
            self.post_message(PageWanted(self._place.back))
            return
        self.post_message(PlaceWanted("statistics", self._place._replace(day=self._day, cursor=0)))


def _line(one: GivenAnswer) -> Line:
    prompt = one_line(one.prompt) or _("（题目已不在题库里）")
    seconds = max(round(one.milliseconds / 1000), 1)
    return Line(f"{'√' if one.right else '×'} {prompt}", plural("{count} 秒", seconds).format(count=seconds))
