"""What a unit reports upward, from what its people earned: the lines of the list, and the workbook."""

from __future__ import annotations

from studyapp_hub.boards import pseudonym
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Earned
from studyapp_hub.points_list import PointsLine, PointsList, group_words, points_list, ranked
from studyapp_hub.roles import EVERYBODY
from studyapp_hub.service.board_words import period_words

_NOTE = "积分由服务器按活动方案重新判分得出；学习天数、答题数、正确率为统计期间内的。"
_PUBLIC = "社会公众"


def lines_of(earned: tuple[Earned, ...]) -> tuple[PointsLine, ...]:
    """The list's lines, by unit and points."""
    return ranked([_line(one) for one in earned])


def workbook(hub: Hub, scope: str, period: str, lines: tuple[PointsLine, ...], *, at: int) -> bytes:
    """The list as a workbook."""
    names = {f"unit:{one.unit}": one.name for one in hub.units(at=at)}
    who = names.get(scope) or (hub.name if scope == EVERYBODY else scope.partition(":")[2])
    return points_list(PointsList(who, period_words(period), lines, note=_NOTE))


def _line(one: Earned) -> PointsLine:
    name = one.name or (pseudonym(one.learner) if one.learner else "")
    group = group_words(front=one.front, staff=one.staff, window=one.window) if one.unit else _PUBLIC
    return PointsLine(name, one.unit, group, one.points, one.days, one.answers, one.right, one.titles)
