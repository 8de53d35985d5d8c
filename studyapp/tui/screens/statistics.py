"""The learner's figures, page by page; each page asks the desk for what it shows, and no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from studyapp.activity.periods import date_of
from studyapp.model.activity import Period
from studyapp.report import adding
from studyapp.report.figures import Hard, Span
from studyapp.report.words import subject_name
from studyapp.tui.desk import Desk, Statistics
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.browse import BrowsePlace
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets import figures
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.heat_map import Calendar, HeatMap
from studyapp.tui.widgets.line_chart import LineChart, Lines, Series
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _, date_words, kind_name, month_name, pgettext, plural

OVERVIEW, ACCURACY, MEMORY, TIME, HARDEST = range(5)
PERIODS = ((Period.DAY, 14), (Period.WEEK, 14), (Period.MONTH, 12))
"""The periods of the time page, and how many of each it tells."""

RETENTION_DAYS = 120


class StatisticsPlace(NamedTuple):
    """Where in the statistics one is: the page, the day under the cursor, the question, the period of the times.

    ``back``: the page to which a day leads back.
    """

    page: int = OVERVIEW
    day: int | None = None
    cursor: int = 0
    period: int = 1
    back: str = "statistics"


class StatisticsScreen(Page):
    """Five pages under one line of names."""

    KEYS = "statistics"

    def __init__(self, desk: Desk, place: StatisticsPlace | None = None) -> None:
        """``place``: where one was before."""
        super().__init__()
        self._desk = desk
        self._place = place or StatisticsPlace()
        self._tabs = Static(id="statistics-tabs")
        self._statistics: Statistics | None = None
        self._days: dict[int, Span] = {}
        self._map: HeatMap | None = None
        self._list: PickList | None = None
        self._hardest: tuple[Hard, ...] = ()

    def compose(self) -> ComposeResult:
        """The names of the pages, and one of them."""
        yield self.top
        yield self._tabs
        with self.body:
            pass
        yield self.keys

    async def on_mount(self) -> None:
        """The page where one was."""
        await self._show(self._place.page)

    def anew(self) -> StatisticsScreen:
        """The same page."""
        return StatisticsScreen(self._desk, self._here())

    def _here(self) -> StatisticsPlace:
        day = self._place.day if self._map is None else self._map.cursor
        cursor = self._place.cursor if self._list is None else self._list.cursor
        return self._place._replace(day=day, cursor=cursor)

    async def _show(self, number: int) -> None:
        """Put a page in the place of the one that is there."""
        self._place = self._here()._replace(page=number)
        self._map = self._list = None
        pages = (self._overview, self._accuracy, self._memory, self._time, self._hard)
        parts = self.attempt(lambda: list(pages[number](self._source())))
        with self.app.batch_update():
            await self.body.remove_children()
            await self.body.mount(*(parts or []))
            self.body.scroll_home(animate=False)
        names = (_("总览"), _("科目与题型"), pgettext("page", "记忆"), _("时间"), _("难题"))
        self._tabs.update(Fitted(partial(figures.tabs, names, number)))
        self.top.tell(_("学习统计 · {page}").format(page=names[number]), self._range())
        self.offer()

    def _source(self) -> Statistics:
        if self._statistics is None:
            self._statistics = self._desk.statistics()
            self._days = self._statistics.days()
        return self._statistics

    def _range(self) -> str:
        if not self._days or self._statistics is None:
            return ""
        return figures.range_words(min(self._days), self._statistics.today)

    def _nothing(self) -> list[Widget]:
        return [EmptyState(Empty(_("还没有答题记录"), _("练过几题以后，这里会有统计。")))]

    def _overview(self, source: Statistics) -> list[Widget]:
        marks, honours = source.marks(), source.honours()
        total = adding.total(list(self._days.values()), source.today, source.today)
        notes = {
            day: _("答了 {answered} 题，答对 {right} 题，积分 {points}").format(
                answered=one.answered, right=one.right, points=one.points
            )
            for day, one in self._days.items()
        }
        calendar = Calendar(source.today, {day: one.answered for day, one in self._days.items()}, notes)
        self._map = HeatMap(calendar, id="statistics-days")
        if self._place.day is not None:
            self._map.cursor = calendar.within(self._place.day)
        return [
            _drawn(partial(figures.totals, total, marks, honours)),
            _drawn(partial(figures.titles, honours)),
            _spaced(self._map),
        ]

    def _accuracy(self, source: Statistics) -> list[Widget]:
        subjects, kinds = source.accuracy()
        if not any(one.answered for one in subjects):
            return self._nothing()
        by_subject = partial(figures.accuracies, subjects, [subject_name(one.name) for one in subjects])
        by_kind = partial(figures.accuracies, kinds, [kind_name(one.name) for one in kinds])
        return [_heading(_("各科")), _drawn(by_subject), _spaced(_heading(_("各题型"))), _drawn(by_kind)]

    def _memory(self, source: Statistics) -> list[Widget]:
        memory = source.memory()
        parts: list[Widget] = [_heading(_("掌握程度")), _drawn(partial(figures.maturity_bar, memory.maturity))]
        if memory.forecast.total:
            parts += [_spaced(_heading(_("今后三十天"))), _drawn(partial(figures.ahead, memory.forecast))]
        values = adding.retention_by_day(self._days, RETENTION_DAYS, source.today)
        if any(value is not None for value in values):
            true = [None if value is None else value * 100 for value in values]
            low = min(50.0, *(value // 10 * 10 for value in true if value is not None))
            series = (
                Series(_("复习时还记得的（每七天）"), true),
                Series(_("目标"), [memory.wanted * 100] * RETENTION_DAYS),
            )
            chart = Lines(series, source.today - RETENTION_DAYS + 1, "%", bounds=(low, 100.0))
            parts += [_spaced(_heading(_("记住了多少"))), LineChart(chart)]
        return parts

    def _time(self, source: Statistics) -> list[Widget]:
        if not self._days:
            return self._nothing()
        period, count = PERIODS[self._place.period]
        spans = adding.by_period(self._days, period, count, source.today)[::-1]
        today = self._days.get(source.today, Span(source.today, source.today))
        minutes = today.milliseconds // 60_000
        head = plural("今天练了 {count} 分钟", minutes).format(count=minutes)
        names = {Period.DAY: _("按日"), Period.WEEK: _("按周"), Period.MONTH: _("按月")}
        rows = figures.times(spans, [_label(period, one) for one in spans])
        return [_heading(f"{names[period]} · {head}"), _drawn(partial(figures.amounts, rows))]

    def _hard(self, source: Statistics) -> list[Widget]:
        self._hardest = source.hardest()
        if not self._hardest:
            return [EmptyState(Empty(_("还没有答错的题"), _("答错的题会按忘的次数排在这里。")))]
        self._list = PickList(id="statistics-hardest")
        self._list.tell([Line(*figures.hard_words(one)) for one in self._hardest])
        self._list.cursor = max(min(self._place.cursor, len(self._hardest) - 1), 0)
        return [self._list]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the page can do."""
        if action == "choose":
            return self._list is not None or (self._map is not None and bool(self._days))
        if action == "period":
            return self._place.page == TIME and bool(self._days)
        return True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    async def action_turn(self, number: int) -> None:
        """Another page."""
        await self._show(number)

    async def action_next(self) -> None:
        """The next page, after the last the first."""
        await self._show((self._place.page + 1) % 5)

    async def action_side(self, way: int) -> None:
        """A week back or forth; where there is no map, a page."""
        if self._map is not None:
            self._map.step(2 + way)
        else:
            await self._show((self._place.page + STEPS[way]) % 5)

    def action_move(self, way: int) -> None:
        """A day or a question up or down; else a line."""
        if self._map is not None:
            self._map.step(way)
        elif self._list is not None:
            self._list.move(STEPS[way])
            self.keep_in_sight(self._list, self._list.cursor)
        else:
            super().action_move(way)

    async def action_period(self) -> None:
        """Times by day, by week, by month, in turns."""
        self._place = self._place._replace(period=(self._place.period + 1) % len(PERIODS))
        await self._show(TIME)

    def action_choose(self) -> None:
        """What the day or the question under the cursor was."""
        if self._map is not None:
            self._map.press()
        elif self._list is not None:
            numbers = [one.item for one in self._hardest]
            here = self._here()
            place = BrowsePlace(numbers=numbers, cursor=self._list.cursor, complete=True, back=("statistics", here))
            self.post_message(PlaceWanted("question", place))

    def on_heat_map_chosen(self, message: HeatMap.Chosen) -> None:
        """The answers of a day."""
        message.stop()
        if message.day in self._days:
            self.post_message(PlaceWanted("day", self._here()._replace(day=message.day, cursor=0)))
        else:
            self.say(_("{date}没有练习").format(date=date_words(message.day)))

    def on_pressed(self, message: Pressed) -> None:
        """A click on a question shows it."""
        message.stop()
        if self._list is not None:
            self._list.point(message.index)
            self.action_choose()

    def action_export(self) -> None:
        """Write the page for the wall."""
        path = self.attempt(lambda: self._source().save_page())
        if path is not None:
            self.say(_("报告已写到 {path}，用浏览器打开即可查看、打印。").format(path=path))

    def action_home(self) -> None:
        """To the home screen."""
        self.post_message(HomeWanted())


def _drawn(draw: Callable[[int], Content]) -> Static:
    return Static(Fitted(draw))


def _heading(words: str) -> Static:
    return Static(plain(words, "$muted"))


def _spaced(part: Widget) -> Widget:
    part.add_class("section")
    return part


def _label(period: Period, one: Span) -> str:
    if period is Period.MONTH:
        return _("{year}年{date}").format(year=date_of(one.first).year, date=month_name(date_of(one.first).month))
    words = date_words(one.first)
    return words if period is Period.DAY else _("{date}起").format(date=words)
