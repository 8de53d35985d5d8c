"""The calendar of study days: a week a column, the more was done the deeper, with a cursor that names the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.text import pad
from studyapp.tui.widgets.drawing import HEAT, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import EPOCH, _, date_words, pgettext, plural

_WEEK = 7
_CELL = 2
_DEEPEST = len(HEAT) - 1
_SIGNS = ".1234"
_STEPS = (-1, 1, -_WEEK, _WEEK)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What was done on which day. Days count from 1970-01-01.

    ``counts``: a figure a day, nothing where nothing was done. ``notes``: what is said of a day in place of its
    figure. ``weeks``: how far back it goes, this week included. ``full``: the figure from which a day has the
    deepest colour (a goal, say); 0 lets the best tenth of the days set it, so that one mad day pales no other.
    """

    today: int
    counts: Mapping[int, int]
    notes: Mapping[int, str] = field(default_factory=dict)
    weeks: int = 53
    full: int = 0

    @property
    def first(self) -> int:
        """The first day, a Monday."""
        return monday(self.today) - _WEEK * (max(self.weeks, 1) - 1)

    def within(self, day: int) -> int:
        """The nearest day that the calendar has."""
        return max(self.first, min(day, self.today))

    def top(self) -> int:
        """The figure from which a day has the deepest colour."""
        done = sorted(count for day, count in self.counts.items() if count > 0 and self.first <= day <= self.today)
        return self.full or (done[len(done) * 9 // 10] if done else 0)


class View(NamedTuple):
    """What of a calendar is in sight: ``weeks`` columns from the Monday ``first``, right of ``label`` cells."""

    first: int
    weeks: int
    label: int


def monday(day: int) -> int:
    """The Monday of a day's week."""
    return day - (day + 3) % _WEEK  # 1970-01-01 was a Thursday


def level(count: int, top: int) -> int:
    """How deep a day is, 0 to 4: 0 is nothing, anything over nothing is 1, ``top`` and more is 4."""
    if count <= 0 or top <= 0:
        return 0
    return min(_DEEPEST, -(-_DEEPEST * count // top))


def view(calendar: Calendar, width: int, cursor: int) -> View:
    """The last weeks that fit; where the cursor is before them, those that begin with its week."""
    label = max(cell_len(name) for name in _weekdays()) + 1
    weeks = max(1, min(calendar.weeks, (width - label) // _CELL))
    last = monday(calendar.today)
    first = min(last - _WEEK * (weeks - 1), monday(calendar.within(cursor)))
    return View(first, weeks, label)


def heat_map(calendar: Calendar, width: int, *, cursor: int | None = None, signs: bool = False) -> Content:
    """Month names, seven lines of days, the day under the cursor (else today) in words, and the legend.

    ``signs`` puts the level of each day into it as a digit, for eyes or terminals without colours.
    """
    seen = view(calendar, width, calendar.today if cursor is None else cursor)
    top = calendar.top()
    drawn = [plain(_months(seen, width), "$muted")]
    for weekday, name in enumerate(_weekdays()):
        days = (seen.first + weekday + _WEEK * week for week in range(seen.weeks))
        cells = (_cell(calendar, day, top, cursor=day == cursor, signs=signs) for day in days)
        drawn.append(Content.assemble((pad(name, seen.label), "$muted"), *cells))
    drawn += flow(_day(calendar, calendar.within(calendar.today if cursor is None else cursor)), width)
    drawn += flow(_legend(signs), width)
    return lines(drawn)


def _cell(calendar: Calendar, day: int, top: int, *, cursor: bool, signs: bool) -> Content:
    if day > calendar.today:
        return Content(" " * _CELL)
    depth = level(calendar.counts.get(day, 0), top)
    today = day == calendar.today
    if signs:
        text = (">" if cursor else "*" if today else " ") + _SIGNS[depth]
    else:
        text = pad(_("今"), _CELL) if today else "<>" if cursor else " " * _CELL
    return Content.styled(text, "bold $background on $accent" if cursor else _ground(depth, bold=today))


def _ground(depth: int, *, bold: bool = False) -> str:
    return f"{'bold ' if bold else ''}$text {HEAT[depth]}"


def _months(seen: View, width: int) -> str:
    """The names of months, each over the week that its first day is in; the first gives way where two collide."""
    names = _month_names()
    places: list[tuple[int, str]] = []
    for week in range(seen.weeks):
        last = date.fromordinal(EPOCH + seen.first + _WEEK * week + _WEEK - 1)
        if last.day <= _WEEK or week == 0:
            places.append((seen.label + _CELL * week, names[last.month - 1]))
    if len(places) > 1 and places[0][0] + cell_len(places[0][1]) >= places[1][0]:
        places.pop(0)
    line = ""
    for place, name in places:
        start = min(place, width - cell_len(name))  # the last one may hang out to the left
        if start > place - _CELL - 1 and (not line or cell_len(line) < start):
            line = pad(line, start) + name
    return line


def _day(calendar: Calendar, day: int) -> tuple[Content, Content]:
    """A day in words: its date, and what was done."""
    words = date_words(day)
    year = date.fromordinal(EPOCH + day).year
    if year != date.fromordinal(EPOCH + calendar.today).year:
        words = _("{year}年{date}").format(year=year, date=words)
    words = _("{date} 周{weekday}").format(date=words, weekday=_weekdays()[(day + 3) % _WEEK])
    if day == calendar.today:
        words = _("{date}（今天）").format(date=words)
    count = calendar.counts.get(day, 0)
    note = calendar.notes.get(day) or (plural("答了 {count} 题", count).format(count=count) if count else _("没有练习"))
    return plain(words, "bold"), plain(note)


def _legend(signs: bool) -> list[Content]:
    cells = (
        Content.styled(f" {_SIGNS[depth]}" if signs else " " * _CELL, _ground(depth)) for depth in range(_DEEPEST + 1)
    )
    scale = Content.assemble((_("少"), "$muted"), " ", *cells, " ", (_("多"), "$muted"))
    return [scale, plain(_("* 今天"), "$muted")] if signs else [scale]


def _weekdays() -> tuple[str, ...]:
    return (
        *(pgettext("weekday", "一"), pgettext("weekday", "二"), pgettext("weekday", "三"), pgettext("weekday", "四")),
        *(pgettext("weekday", "五"), pgettext("weekday", "六"), pgettext("weekday", "日")),
    )


def _month_names() -> tuple[str, ...]:
    return (
        *(_("1月"), _("2月"), _("3月"), _("4月"), _("5月"), _("6月")),
        *(_("7月"), _("8月"), _("9月"), _("10月"), _("11月"), _("12月")),
    )


class HeatMap(Widget):
    """The calendar with a cursor on a day. The screen's keys call ``step``, ``end`` and ``press``.

    ``press``, or a click on a day, posts ``Chosen``.
    """

    DEFAULT_CSS = "HeatMap { height: auto; }"

    class Chosen(Message):
        """A day is to be looked at; ``day`` counts from 1970-01-01."""

        def __init__(self, day: int) -> None:
            super().__init__()
            self.day = day

    def __init__(self, calendar: Calendar, *, signs: bool | None = None, id: str | None = None) -> None:
        """``signs``: digits besides colours; ``None`` where colours are missing or few."""
        super().__init__(id=id)
        self._calendar = calendar
        self._signs = signs
        self.cursor = calendar.today

    def tell(self, calendar: Calendar) -> None:
        """Show this calendar; the cursor stays where it can."""
        self._calendar = calendar
        self.point(self.cursor)

    def point(self, day: int) -> None:
        """Put the cursor on a day, or on the nearest that there is."""
        self.cursor = self._calendar.within(day)
        self.refresh(layout=True)

    def render(self) -> Fitted:
        """As many weeks as fit."""
        signs = self._signs
        if signs is None:
            signs = self.app.no_color or "contrast" in self.app.theme
        return Fitted(partial(heat_map, self._calendar, cursor=self.cursor, signs=signs))

    def day_at(self, x: int, y: int) -> int | None:
        """The day in a cell of the content; ``None`` where there is none."""
        seen = view(self._calendar, self.content_size.width, self.cursor)
        week, weekday = (x - seen.label) // _CELL, y - 1
        if not (x >= seen.label and week < seen.weeks and 0 <= weekday < _WEEK):
            return None
        day = seen.first + _WEEK * week + weekday
        return day if day == self._calendar.within(day) else None

    def step(self, way: int) -> None:
        """Move the cursor: a day up (0) or down (1), a week left (2) or right (3)."""
        day = self.cursor + _STEPS[way]
        if day == self._calendar.within(day):
            self.point(day)

    def end(self, way: int) -> None:
        """Put the cursor on the first day (0) or on today (1)."""
        self.point((self._calendar.first, self._calendar.today)[way])

    def press(self) -> None:
        """Choose the day under the cursor."""
        self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose the day that was clicked."""
        event.stop()
        offset = event.get_content_offset(self)
        day = None if offset is None else self.day_at(offset.x, offset.y)
        if day is not None:
            self.point(day)
            self.press()
