"""A board: persons by their places with the learner's own, units by participation or by points per head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from studyapp.activity.periods import date_of, span
from studyapp.activity.periods import name as period_name
from studyapp.model.activity import Period
from studyapp.model.remote import Board, Place, UnitPlace
from studyapp.report.words import percent
from studyapp.sync.outcome import Points
from studyapp.tui.text import airy, cut, pad, pad_left
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.notes import heading
from studyapp.words import _, date_words, month_name, pgettext, plural, say

_GAP = 2
_NARROWEST = 10
"""Cells of a column of words at least; with less it is left out."""
_LONGEST_NAME = 24
_FAR_UP = 8
"""Who is among so many first ones sees himself at once."""
_WHOLE = "all"
_NOBODY = "–"


class View(Enum):
    """What of a board is shown."""

    PERSONS = "persons"
    PARTICIPATION = "participation"
    PER_HEAD = "per_head"


class Span(NamedTuple):
    """A period of boards: that which a study day lies in; ``None`` is the whole activity."""

    period: Period | None
    day: int

    @property
    def name(self) -> str:
        """As boards are asked for."""
        return _WHOLE if self.period is None else period_name(self.period, self.day)

    def step(self, way: int) -> Span:
        """The one before (-1), or after (1)."""
        if self.period is None:
            return self
        first, last = span(self.period, self.day)
        return self._replace(day=first - 1 if way < 0 else last + 1)


def span_words(one: Span, today: int) -> str:
    """A period, as people say it."""
    if one.period is None:
        return pgettext("board", "整个活动")
    when = date_of(one.day)
    if one.period is Period.DAY:
        words = date_words(one.day)
    elif one.period is Period.WEEK:
        first, last = span(Period.WEEK, one.day)
        words = _("{first}至{last}").format(first=date_words(first), last=date_words(last))
    else:
        words = month_name(when.month)
    if when.year != date_of(today).year:
        words = _("{year}年{date}").format(year=when.year, date=words)
    return words


class _Column(NamedTuple):
    """A column: its heading, its cells, whether it is of figures; words give way, figures do not."""

    head: str
    cells: Sequence[str]
    figures: bool = True


def persons_parts(board: Board) -> list[tuple[str, list[Place]]]:
    """Headings and lines: one list for who is far up; else first those around the learner, then the first ones."""
    near, first = list(board.near), list(board.places)
    up = next((number for number, one in enumerate(first) if one.mine), None)
    if up is not None and up < _FAR_UP:
        known = set(first)
        return [(_("个人"), [*first, *(one for one in near if one not in known)])]
    parts = [(_("我和前后的人"), near)] if near else []
    return [*parts, (plural("前 {count} 名", len(first)).format(count=len(first)), first)] if first else parts


def persons_table(board: Board, width: int) -> Content:
    """Places, names, units, points; the learner's own line on a ground."""
    drawn: list[Content] = []
    for head, rows in persons_parts(board):
        drawn += [*([Content("")] if drawn else []), heading(head), *_persons(rows, width)]
    return lines(drawn)


def _persons(rows: Sequence[Place], width: int) -> list[Content]:
    names = [_("{name}（我）").format(name=one.name) if one.mine else one.name for one in rows]
    columns = [
        _Column(_("名次"), [f"{one.rank:,}" for one in rows]),
        _Column(_("姓名"), [cut(name, _LONGEST_NAME) for name in names], figures=False),
        _Column(_("单位"), [one.unit for one in rows], figures=False),
        _Column(_("积分"), [f"{one.points:,}" for one in rows]),
    ]
    return _table(columns, width, lambda row: rows[row].mine)


def units_table(units: Sequence[UnitPlace], view: View, mine: str, width: int) -> Content:
    """Units in the order of what is looked at, each with its place in that; the learner's own on a ground."""
    rows = ordered(units, view)
    heads = [f"{one.per_head:.1f}" for _rank, one in rows]
    shares = [percent(one.participation) if one.expected else _NOBODY for _rank, one in rows]
    joined = [f"{one.joined}/{one.expected}" if one.expected else str(one.joined) for _rank, one in rows]
    columns = [
        _Column(_("名次"), [rank for rank, _one in rows]),
        _Column(_("单位"), [one.name for _rank, one in rows], figures=False),
        _Column(_("参加"), joined),
        _Column(_("参与率"), shares),
        _Column(_("人均积分"), heads),
    ]
    if _least(columns) > width:  # who joined is in the share already
        del columns[2]
    name = _("单位 · 按参与率") if view is View.PARTICIPATION else _("单位 · 按人均积分")
    return lines([heading(name), *_table(columns, width, lambda row: rows[row][1].name == mine)])


def ordered(units: Sequence[UnitPlace], view: View) -> list[tuple[str, UnitPlace]]:
    """Units with their places, the equal ones with the same; where nobody is expected, none can take part."""

    def worth(one: UnitPlace) -> float:
        if view is View.PER_HEAD:
            return one.per_head
        return one.participation if one.expected else -1.0

    found: list[tuple[str, UnitPlace]] = []
    before, rank = None, 0
    for number, one in enumerate(sorted(units, key=worth, reverse=True), 1):
        if worth(one) != before:
            before, rank = worth(one), number
        found.append((str(rank) if worth(one) >= 0 else _NOBODY, one))
    return found


def _least(columns: Sequence[_Column]) -> int:
    """The cells that columns take at least."""
    widest = [max(cell_len(airy(text)) for text in (one.head, *one.cells)) for one in columns]
    taken = [cells if one.figures else min(cells, _NARROWEST) for one, cells in zip(columns, widest, strict=True)]
    return sum(taken) + _GAP * (len(columns) - 1)


def _table(columns: Sequence[_Column], width: int, stands_out: Callable[[int], bool]) -> list[Content]:
    """A heading and lines, all of the same width; the last column of words takes what is left."""
    widths = [max(cell_len(airy(text)) for text in (one.head, *one.cells)) for one in columns]
    over = sum(widths) + _GAP * (len(widths) - 1) - width
    for place in reversed([place for place, one in enumerate(columns) if not one.figures]):
        least = min(widths[place], _NARROWEST)
        taken = min(max(over, 0), widths[place] - least)
        widths[place] -= taken
        over -= taken
    if over > 0 and sum(not one.figures for one in columns) > 1:  # a column of words goes
        place = max(place for place, one in enumerate(columns) if not one.figures)
        return _table([one for number, one in enumerate(columns) if number != place], width, stands_out)
    heads = [one.head for one in columns]
    rows = list(zip(*(one.cells for one in columns), strict=True))
    drawn = [plain(cut(_row(heads, columns, widths), width), "$muted")]
    for number, cells in enumerate(rows):
        text = cut(_row(cells, columns, widths), width)
        drawn.append(Content.styled(text, "bold on $chosen-ground") if stands_out(number) else Content(text))
    return drawn


def _row(cells: Sequence[str], columns: Sequence[_Column], widths: Sequence[int]) -> str:
    fitted = [
        pad_left(text, room) if one.figures else pad(cut(airy(text), room), room)
        for text, one, room in zip(cells, columns, widths, strict=True)
    ]
    return (" " * _GAP).join(fitted)


def own_place(board: Board) -> Place | None:
    """The learner's own line."""
    return next((one for one in (*board.near, *board.places) if one.mine), None)


def own_lines(board: Board, points: Points | None, width: int) -> list[Content]:
    """The learner's place, the remote's points beside his own, and why they differ."""
    mine = own_place(board)
    if mine is None:
        return [plain(_("这一期榜上还没有你：还没有积分，或答题记录还没有送到。"), "$muted")]
    place = _("第 {rank} 名，共 {people} 人有积分").format(rank=f"{mine.rank:,}", people=f"{board.people:,}")
    parts = [plain(place, "bold"), plain(_("积分 {points}").format(points=f"{mine.points:,}"))]
    if points is None:
        return flow(parts, width)
    if points.ours == points.theirs:
        return flow([*parts, plain(_("与本机一致"), "$muted")], width)
    ours = plain(_("本机暂计 {points}").format(points=f"{points.ours:,}"), "$accent")
    return [*flow([*parts, ours], width), *(plain(say(why), "$muted") for why in points.why)]
