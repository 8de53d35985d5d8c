"""``hub points``: the list that a unit reports upward (积分上报), as a workbook."""

from __future__ import annotations

from pathlib import Path

from studyapp import Message, Shell, say
from studyapp_hub.boards import pseudonym
from studyapp_hub.command_common import opened, parser_of, refused
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Earned
from studyapp_hub.points_list import PointsLine, PointsList, group_words, points_list, ranked
from studyapp_hub.roles import EVERYBODY, is_scope
from studyapp_hub.service.board_view import is_period
from studyapp_hub.service.board_words import period_words

_DONE = 0
_NOTE = "积分由服务器按活动方案重新判分得出；学习天数、答题数、正确率为统计期间内的。"
_PUBLIC = "社会公众"


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Write the list."""
    parser = parser_of("points", Message("积分上报表（xlsx）"))
    parser.add_argument(
        "--scope", default=EVERYBODY, help=say(Message("范围：*（全部）、unit:编号、line:条线、area:赛区"))
    )
    parser.add_argument("--period", default="all", help=say(Message("2021-05-03、2021-W18、2021-05 或 all")))
    parser.add_argument("--to", required=True, metavar=say(Message("文件")), help=say(Message("存成文件")))
    options = parser.parse_args(arguments)
    at = shell.world.now()
    with opened(options, shell) as here:
        if not is_period(options.period):
            raise refused(Message("不认识时段 {period}；可以写 2021-05-03、2021-W18、2021-05 或 all。",
                                  {"period": options.period}))  # fmt: skip
        if not is_scope(options.scope, here.hub.units(at=at)):
            raise refused(Message("没有范围 {scope}；运行 studyapp hub unit list 查看。", {"scope": options.scope}))
        lines = lines_of(here.hub.earned(options.scope, options.period, at=at))
        data = workbook(here.hub, options.scope, options.period, lines, at=at)
    try:
        Path(options.to).write_bytes(data)
    except OSError:
        raise refused(Message("写不了文件 {path}；请换一个位置。", {"path": options.to})) from None
    if options.json:
        shell.tell({"file": options.to, "people": [one._asdict() for one in lines]})
    else:
        shell.say(say(Message("已把 {count} 人的积分存到 {path}。", {"count": len(lines), "path": options.to})))
    return _DONE


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
