"""The activity on the home screen: papers, points, streak, titles. A click on a line opens what it came from.

Nothing but the words is loaded here before the first paint: the figures come after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from studyapp.tui.text import airy, cut, pad, pad_left
from studyapp.tui.widgets.drawing import bar, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import EPOCH, _, date_words, pgettext, plural

if TYPE_CHECKING:  # the plan comes after the first paint
    from studyapp.model.activity import Standing, TaskStanding, TitleStanding

_GAP = 2
_LABEL = 12
"""Cells of the first column at least."""
_LONGEST_BAR = 24
_SHORTEST_BAR = 6
_ROOM = 8
"""Lines that are kept free for the figures until they are there, so that the decks do not jump."""


class ActivityPanel(Widget):
    """What there is of the activity beside today's task."""

    auto_links = False

    def __init__(self) -> None:
        super().__init__(id="activity")
        self._standing: Standing | None = None
        self.styles.min_height = _ROOM

    def tell(self, standing: Standing) -> None:
        """Show these figures."""
        self._standing = standing
        self.styles.min_height = 0
        self.refresh(layout=True)

    def render(self) -> Fitted | Content:
        """The figures, once they are there."""
        standing = self._standing
        return Content("") if standing is None else Fitted(lambda width: activity_lines(standing, width))


def label_width(standing: Standing) -> int:
    """Cells of the first column, in which the names stand."""
    names = [*(one.rule.name for one in standing.titles), *(one.task.name for one in standing.tasks)]
    return max([_LABEL, *(min(cell_len(airy(name)) + _GAP, 2 * _LABEL) for name in names)])


def activity_lines(standing: Standing, width: int) -> Content:
    """Papers, points and titles, with a line between them."""
    column = min(label_width(standing), max(width // 3, 1))
    parts = [
        list(_papers(standing, column, width)),
        _linked(_points(standing, column, width), "open('points')"),
        _linked(list(_titles(standing, column, width)), "open('titles')"),
    ]
    drawn: list[Content] = []
    for part in parts:
        drawn += [*([Content("")] if drawn and part else []), *part]
    return lines(drawn)


def _linked(drawn: list[Content], action: str) -> list[Content]:
    return [one.stylize(Style.from_meta({"@click": f"screen.{action}"})) for one in drawn]


def _labelled(label: str, parts: list[Content], column: int, width: int) -> list[Content]:
    """A name and what is to be said of it, in as many lines as that takes."""
    first, *rest = flow(parts, max(width - column, 1)) or [Content("")]
    head = Content.assemble((pad(cut(airy(label), column - _GAP), column), "bold"), first)
    return [head, *(Content.assemble(" " * column, one) for one in rest)]


def dates_sentence(standing: Standing) -> str:
    """What is to be known of a plan whose dates are past or yet to come; else empty."""
    plan = standing.activity
    if standing.over and plan.last is not None:
        return _("“{name}”已于{date}结束，积分和称号不再变动，题照常可以练。").format(
            name=plan.name, date=_whole_date(plan.last)
        )
    if standing.ahead and plan.first is not None:
        return _("“{name}”从{date}起计积分，现在就可以先练。").format(name=plan.name, date=_whole_date(plan.first))
    return ""


def _whole_date(day: int) -> str:
    year = date.fromordinal(EPOCH + day).year
    return _("{year}年{date}").format(year=year, date=date_words(day))


def _papers(standing: Standing, column: int, width: int) -> Iterator[Content]:
    """The week's set and the month's exam, and what goes on; out of the plan's dates one sentence in their place."""
    sentence = dates_sentence(standing)
    if sentence:
        yield plain(sentence, "$accent")
        return
    for one in standing.tasks:
        if one.live or one.task.period != "day":
            told = [plain(words, tone) for words, tone in _state(one, standing.day)]
            yield from _linked(_labelled(one.task.name, told, column, width), "open('exams')")


def _state(one: TaskStanding, today: int) -> Iterator[tuple[str, str]]:
    """How a paper stands, in parts: words and their colour."""
    if one.live:
        yield _("答了一半，可以接着答"), "$accent"
    elif one.open:
        yield _("可以开始"), "$success"
        if one.left is not None:
            yield plural("还有 {count} 次", one.left).format(count=one.left), "$muted"
    elif one.left == 0:
        yield _("本期次数已用完"), "$muted"
    elif today < one.first:
        yield _("{date}开始").format(date=date_words(one.first)), "$muted"
    else:
        yield _("本期已截止"), "$muted"
    if one.open:
        yield _("截至{date}").format(date=date_words(one.last)), "$muted"
    if one.best is not None:
        passed = one.best.share >= one.task.blueprint.passing
        words = _("最好 {score}/{total}，已及格") if passed else _("最好 {score}/{total}，未及格")
        yield words.format(score=f"{one.best.score:g}", total=f"{one.best.total:g}"), "bold" if passed else "$muted"


def _points(standing: Standing, column: int, width: int) -> list[Content]:
    """Points in all, today's with what is still to be had, and the streak."""
    parts = [Content.styled(f"{standing.points:,}", "bold $accent")]
    left = standing.activity.points.cap - standing.today
    if not (standing.over or standing.ahead):
        words = _("今日 {today}，还可得 {left}") if left > 0 else _("今日 {today}，已到上限")
        parts.append(plain(words.format(today=standing.today, left=left)))
    if standing.streak:
        streak = plural("连续 {count} 天", standing.streak).format(count=standing.streak)
        if standing.longest > standing.streak:
            streak = _("{streak}，最长 {longest} 天").format(streak=streak, longest=standing.longest)
        parts.append(plain(streak))
    return _labelled(pgettext("figure", "积分"), parts, column, width)


def _titles(standing: Standing, column: int, width: int) -> Iterator[Content]:
    """Each title: how far it is in its period; after the last one, how often it was given."""
    if standing.over or standing.ahead:
        for one in standing.titles:
            if one.times:
                told = plain(plural("得过 {count} 次", one.times).format(count=one.times), "bold $accent")
                yield from _labelled(one.rule.name, [told], column, width)
        return
    rows = [(one, have_words(one), accuracy_words(one)) for one in standing.titles]
    figures = max((cell_len(have) for _one, have, _accuracy in rows), default=0)
    said = max((cell_len(accuracy) for _one, _have, accuracy in rows), default=0)
    room = width - column - figures - _GAP
    length = min(room - said - 2 * _GAP, _LONGEST_BAR)
    if length < _SHORTEST_BAR:  # too narrow for all: the accuracy goes
        length, said = min(room, _LONGEST_BAR), 0
    for one, have, accuracy in rows:
        yield Content.assemble(
            (pad(cut(airy(one.rule.name), column - _GAP), column), "bold"),
            bar(title_share(one), max(length, 1), full="$success" if one.given else "$primary"),
            " " * _GAP,
            (pad_left(have, figures), "bold $success" if one.given else ""),
            (" " * (2 * _GAP) + accuracy if said else "", "$muted"),
        )


def title_share(one: TitleStanding) -> float:
    """How far a title is, by what must be kept up: 1 only where it was given."""
    if one.given:
        return 1.0
    return min(one.have / one.need, 1.0) * 0.99 if one.need else 0.0


def have_words(one: TitleStanding) -> str:
    """Days or papers of those that are asked for; or that it was given."""
    if one.given:
        return _("√ 已得")
    if not one.need:
        return _("本期不评")
    words = _("{have}/{need} 天") if one.rule.task == "daily" else _("{have}/{need} 次")
    return words.format(have=one.have, need=one.need)


def accuracy_words(one: TitleStanding) -> str:
    """How accurate, and how accurate it must be."""
    so_far = "–" if one.accuracy is None else f"{one.accuracy * 100:.0f}%"
    words = _("正确率 {now}，要 {wanted}") if one.rule.task == "daily" else _("得分率 {now}，要 {wanted}")
    return words.format(now=so_far, wanted=f"{one.wanted * 100:.0f}%")
