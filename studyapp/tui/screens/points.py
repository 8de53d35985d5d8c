"""Where the points come from: days and papers, the latest first, each leading to what it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.model import study_day
from studyapp.model.activity import Award, Standing
from studyapp.report.figures import Span
from studyapp.report.titles import period_words
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.screens.statistics import StatisticsPlace
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _, date_words, plural, say

MOST = 400
"""So many of the latest lines are shown: more than a year of days."""


class Gain(NamedTuple):
    """Points that were earned on a day: by its answers (``award``: ``None``), or by a paper."""

    day: int
    points: int
    words: str
    award: Award | None = None


class PointsScreen(Page):
    """A list of what gave points; Enter shows the answers of the day, or the paper."""

    KEYS = "points"

    def __init__(self, desk: Desk, cursor: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._gains: tuple[Gain, ...] = ()
        self._list = PickList(id="points")
        self._list.cursor = cursor
        self._rules = Static(id="points-rules")
        self._nothing = EmptyState(Empty(_("还没有积分"), _("答对一题就有分，多刷不多得。")), id="no-points")

    def compose(self) -> ComposeResult:
        """How points come, and those that came."""
        yield self.top
        with self.body:
            yield self._rules
            yield self._nothing
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """All of them."""
        found = self.attempt(lambda: (self._desk.standing(), self._desk.statistics().days()))
        standing, days = found or (None, {})
        self.top.tell(_("积分明细"), _("共 {points} 分").format(points=f"{standing.points:,}") if standing else "")
        if standing is not None:
            self._gains = tuple(gains(standing, days))[:MOST]
            words = [rules_words(standing), *hasty_words(standing, days.get(standing.day, Span(0, 0)))]
            self._rules.update(plain("\n".join(words), "$muted"))
        self._nothing.display, self._list.display = not self._gains, bool(self._gains)
        self._list.tell([Line(f"{date_words(one.day)}  {one.words}", f"+{one.points}") for one in self._gains])
        self.offer()
        self.call_after_refresh(self._look)

    def anew(self) -> PointsScreen:
        """The same list."""
        return PointsScreen(self._desk, self._list.cursor)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is."""
        return bool(self._gains) if action in ("choose", "move") else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    def _look(self) -> None:
        self.keep_in_sight(self._list, self._list.cursor)

    def action_move(self, way: int) -> None:
        """Another line, kept in sight."""
        self._list.move(STEPS[way])
        self._look()

    def on_pressed(self, message: Pressed) -> None:
        """A click opens."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_choose(self) -> None:
        """The answers of the day, or the paper."""
        here = self._gains[self._list.cursor]
        sitting = self._sitting(here)
        if sitting:
            self.post_message(PlaceWanted("exam-result", sitting))
        else:
            self.post_message(PlaceWanted("day", StatisticsPlace(day=here.day, back="points")))

    def _sitting(self, one: Gain) -> str:
        """The paper that gave these points; empty where it is not known."""
        award = one.award
        if award is None:
            return ""
        results = self.attempt(lambda: self._desk.exams().results(award.what)) or ()
        mine = [result for result in results if study_day(result.at) == one.day]
        best = max(mine, key=lambda result: result.share, default=None)
        return "" if best is None else best.sitting

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def gains(standing: Standing, days: dict[int, Span]) -> Iterator[Gain]:
    """All that gave points within the plan, the latest first; on one day the papers before the answers."""
    found = [
        Gain(day, one.points, _day_words(one))
        for day, one in days.items()
        if one.points and standing.activity.holds(day)
    ]
    found += [
        Gain(award.day, award.points, f"{award.name} · {period_words(award.period)} · {say(award.why)}", award)
        for award in standing.awards
        if award.points
    ]
    return iter(sorted(found, key=lambda one: (one.day, one.award is not None), reverse=True))


def hasty_words(standing: Standing, today: Span) -> Iterator[str]:
    """Why answers of today gave nothing, where some were given before anybody could have read the question."""
    count = today.answered - standing.fair
    if count > 0:
        words = plural("今天有 {count} 次作答比读题还快，不计分，也不算学了一天；看清题目再答。", count)
        yield words.format(count=count)


def _day_words(one: Span) -> str:
    return plural("答了 {answered} 题，答对 {right} 题", one.answered).format(answered=one.answered, right=one.right)


def rules_words(standing: Standing) -> str:
    """How points come, and what is still to be had today."""
    rules = standing.activity.points
    if standing.over or standing.ahead:
        words = _("答对一题 {right} 分，同一题每天只计一次，每天最多 {cap} 分。")
    else:
        words = _("答对一题 {right} 分，同一题每天只计一次，每天最多 {cap} 分。今天已得 {today} 分，还可得 {left} 分。")
    left = max(rules.cap - standing.today, 0)
    return words.format(right=rules.right, cap=rules.cap, today=standing.today, left=left)
