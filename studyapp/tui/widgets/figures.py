"""The parts of the statistics' pages, drawn to fit a width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from studyapp.report.figures import Accuracy, Forecast, Hard, Honours, Marks, Maturity, Span
from studyapp.report.words import day_words, duration_words, minutes_words, percent
from studyapp.tui.text import airy, cut, one_line, pad, pad_left
from studyapp.tui.widgets.bar_chart import Bar, bar_chart
from studyapp.tui.widgets.drawing import bar, heat, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.words import _, date_words, pgettext, plural

_GAP = 3
_LONGEST_BAR = 40
_CELL = 8
_DAYS = 10
"""So many of the coming days stand in a line at most."""


class Amount(NamedTuple):
    """A row of amounts: its label, how full its bar is (0 to 1), the figure in words."""

    label: str
    share: float
    value: str


def totals(total: Span, marks: Marks, honours: Honours, width: int) -> Content:
    """The few figures that say most, each with its name, as many in a line as fit."""
    shown = [
        (f"{honours.points:,}", pgettext("figure", "积分")),
        (f"{total.days:,}", _("学习天数")),
        (f"{honours.streak:,}", _("连续天数")),
        (f"{total.answered:,}", _("答题")),
        (percent(total.share) if total.answered else "–", _("正确率")),
        (duration_words(total.milliseconds), _("用时")),
    ]
    drawn = flow([Content.assemble((value, "bold $primary"), " ", (name, "$muted")) for value, name in shown], width)
    marked = [
        (marks.star, _("收藏 {count} 题")),
        (marks.flag, _("标记 {count} 题")),
        (marks.report, _("报错 {count} 题")),
    ]
    rest = [plain(words.format(count=count), "$muted") for count, words in marked if count]
    return lines([*drawn, *flow(rest, width)])


def titles(honours: Honours, width: int) -> Content:
    """The titles with how often each was given and when last."""
    given = honours.titles
    if not given:
        return plain(_("还没有称号；坚持每天练，看首页的进度。"), "$muted")
    names = dict.fromkeys(award.name for award in given)
    parts = []
    for name in names:
        mine = [award for award in given if award.name == name]
        told = plural("{count} 次 · 最近 {date}", len(mine)).format(
            count=len(mine), date=date_words(max(award.day for award in mine))
        )
        parts.append(Content.assemble((airy(name), "bold $accent"), " ", (airy(told), "$muted")))
    return lines(list(flow(parts, width)))


def accuracies(rows: Sequence[Accuracy], names: Sequence[str], width: int) -> Content:
    """Two bars for each: the share of right answers, and of the questions that were seen."""
    bars = [
        Bar(
            name,
            one.share,
            f"{one.right:,}/{one.answered:,}",
            one.seen / one.questions if one.questions else 0.0,
            f"{one.seen:,}/{one.questions:,}",
            tone="$success",
        )
        for one, name in zip(rows, names, strict=True)
    ]
    return bar_chart(bars, width, names=(_("正确率"), _("学过的题")))


def maturity_bar(one: Maturity, width: int) -> Content:
    """One bar of three parts, and what they are."""
    whole = max(one.unseen + one.young + one.mature, 1)
    length = min(width, 2 * _LONGEST_BAR)
    mature = round(one.mature / whole * length)
    young = min(round((one.mature + one.young) / whole * length), length) - mature
    drawn = Content.assemble(
        (" " * mature, "on $success"), (" " * young, "on $secondary"), (" " * (length - mature - young), "on $faint")
    )
    parts = [
        ("on $success", _("记牢 {count}").format(count=f"{one.mature:,}")),
        ("on $secondary", _("在学 {count}").format(count=f"{one.young:,}")),
        ("on $faint", _("未学 {count}").format(count=f"{one.unseen:,}")),
    ]
    legend = [Content.assemble(("  ", tone), " ", words) for tone, words in parts]
    return lines([drawn, *flow(legend, width)])


def ahead(forecast: Forecast, width: int) -> Content:
    """The coming days, as many in a line as fit: the date above, the number of questions on its heat."""
    columns = max(min(width // _CELL, _DAYS), 1)
    top = max((one.due + one.moved for one in forecast.days), default=0)
    drawn: list[Content] = []
    for start in range(0, len(forecast.days), columns):
        row = forecast.days[start : start + columns]
        drawn.append(plain("".join(pad(date_words(one.day), _CELL) for one in row), "$muted"))
        cells = []
        for one in row:
            count = one.due + one.moved
            ground = heat(count, top, 1).spans[0].style
            cells += [Content.styled(pad_left(str(count), _CELL - 2) + " ", f"$text {ground}"), Content(" ")]
        drawn.append(Content.assemble(*cells))
    week = sum(one.due + one.moved for one in forecast.days[:7])
    told = [plain(plural("今后七天复习 {count} 题。", week).format(count=f"{week:,}"))]
    if any(one.moved for one in forecast.days):
        told.append(plain(_("前些天没复习的已匀到各天，照每天的量练就行。")))
    return lines([*drawn, *flow(told, width)])


def amounts(rows: Sequence[Amount], width: int) -> Content:
    """A label, a bar and the figure for each row."""
    name = max((cell_len(airy(row.label)) for row in rows), default=0)
    value = max((cell_len(row.value) for row in rows), default=0)
    length = max(min(width - name - value - 2 * _GAP, _LONGEST_BAR), 4)
    return lines(
        [
            Content.assemble(
                (pad(airy(row.label), name), "$muted"), "  ", bar(row.share, length), "  ", pad_left(row.value, value)
            )
            for row in rows
        ]
    )


def times(spans: Sequence[Span], labels: Sequence[str]) -> list[Amount]:
    """The time of some spans, with how many answers, and how many of them right, that was."""
    top = max(max((one.milliseconds for one in spans), default=0), 1)
    return [Amount(label, one.milliseconds / top, _time_words(one)) for one, label in zip(spans, labels, strict=True)]


def _time_words(one: Span) -> str:
    if not one.answered:
        return _("没有练习")
    count = plural("{count} 题", one.answered).format(count=f"{one.answered:,}")
    minutes = one.milliseconds // 60_000
    time = minutes_words(minutes) if minutes < 120 else duration_words(one.milliseconds)
    return f"{time} · {count} · {pad_left(percent(one.share), 4)}"


def hard_words(one: Hard) -> tuple[str, str]:
    """The beginning of a hard question, and what became of it."""
    told = _("答对 {right}/{answered} · 忘 {lapses} 次").format(
        right=one.right, answered=one.answered, lapses=one.lapses
    )
    return one_line(one.prompt), told


def range_words(first: int, last: int) -> str:
    """From when to when the figures are."""
    return _("{first} 至 {last}").format(first=day_words(first), last=day_words(last))


def tabs(names: Sequence[str], chosen: int, width: int) -> Content:
    """The names of the pages with their digits, the one that is shown standing out; narrow: only that one."""
    marked = [f"{number} {name}" for number, name in enumerate(names, 1)]
    if sum(map(cell_len, marked)) + 3 * (len(marked) - 1) > width:
        marked = [name if number == chosen else str(number + 1) for number, name in enumerate(marked)]
    parts = list(_tabs(marked, chosen))
    return Content("   ").join(parts) if width > 20 else plain(cut(marked[chosen], width), "bold")


def _tabs(marked: Sequence[str], chosen: int) -> Iterator[Content]:
    for number, words in enumerate(marked):
        yield (
            Content.styled(f" {words} ", "bold $background on $primary") if number == chosen else plain(words, "$muted")
        )
