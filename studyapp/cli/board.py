"""``studyapp board``: the boards of a remote, or without a network those that were seen last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.remote import time_words
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.cli.sync_words import period_words, points_as_plain, points_lines, said
from studyapp.cli.tables import table
from studyapp.desk.boards import Boards, Shown
from studyapp.envelope.wire import board_to_plain
from studyapp.model.remote import Board, Place, UnitPlace
from studyapp.sync.figures import WHOLE, is_period
from studyapp.words import _, pgettext, say


def run(arguments: list[str], shell: Shell) -> int:
    """Show a board."""
    parser = Parser("board", _("排行榜：个人和单位，可按日、周、月或整个活动")).json()
    parser.add_argument("--remote", default="", metavar=pgettext("metavar", "名称"), help=_("看哪个远程的"))
    parser.add_argument(
        "--scope", default="", metavar=pgettext("metavar", "范围"), help=_("范围的编号，list 列出全部；不写则为本单位")
    )
    parser.add_argument(
        "--period",
        default=WHOLE,
        metavar=pgettext("metavar", "时段"),
        help=_("2021-05-03、2021-W18、2021-05 或 all（整个活动）"),
    )
    options = parser.parse_args(arguments)
    if not is_period(options.period):
        raise Refused(
            _("不认识时段 {period}；可以写 2021-05-03、2021-W18、2021-05 或 all。").format(period=options.period)
        )
    with desk_of(shell):
        pass
    boards = Boards(shell.world)
    if options.scope == "list":
        return _scopes(boards, options.remote, shell, as_json=options.json)
    shown = boards.board(options.remote, options.scope, options.period)
    if shown is None:
        raise Refused(_("还没有远程；用 studyapp remote add 名称 地址 添加后再看排行榜。"))
    if options.json:
        shell.tell(_plain(shown))
    else:
        for line in board_lines(shown):
            shell.say(line)
    if shown.trouble is not None:
        shell.complain(say(shown.trouble))
    return DONE if shown.live else LOOK


def _scopes(boards: Boards, remote: str, shell: Shell, *, as_json: bool) -> int:
    found = boards.scopes(remote)
    if as_json:
        shell.tell({"scopes": [one._asdict() for one in found]})
        return DONE
    for line in table([(one.scope, one.title) for one in found]):
        shell.say(line)
    return DONE


def board_lines(shown: Shown) -> Iterator[str]:
    """A board as a table."""
    board = shown.board
    yield _("{title}  {period}  {people} 人有积分").format(
        title=board.title, period=period_words(board.period), people=board.people
    )
    if board.closed:
        yield _("本期已经截止，名次不再变动。")
    if not shown.live:
        yield _("这是 {when} 取到的。").format(when=time_words(shown.fetched))
    if board.units:
        yield from _units(board.units)
    persons = _persons(board)
    if persons:
        yield from persons
    if shown.points is not None:
        yield from points_lines(shown.points)


def _persons(board: Board) -> list[str]:
    """The first ones, then those around the learner who are not among them."""
    head = (_("名次"), _("姓名"), _("单位"), _("积分"))
    shown = {(one.rank, one.name, one.unit, one.points, one.mine) for one in board.places}
    near = [one for one in board.near if (one.rank, one.name, one.unit, one.points, one.mine) not in shown]
    if not board.places and not near:
        return []
    gap = [("…", "", "", "")] if board.places and near else []
    return table([head, *map(_person, board.places), *gap, *map(_person, near)], numbers=(0, 3))


def _person(one: Place) -> tuple[str, str, str, str]:
    name = _("{name}（我）").format(name=one.name) if one.mine else one.name
    return str(one.rank), name, one.unit, str(one.points)


def _units(units: Sequence[UnitPlace]) -> list[str]:
    head = (_("名次"), _("单位"), _("应参加"), _("已参加"), _("参与率"), _("积分"), _("人均"))
    rows = [
        (
            str(one.rank),
            one.name,
            str(one.expected) if one.expected else "",
            str(one.joined),
            f"{one.participation:.0%}" if one.expected else "",
            str(one.points),
            f"{one.per_head:.1f}",
        )
        for one in units
    ]
    return table([head, *rows], numbers=(0, 2, 3, 4, 5, 6))


def _plain(shown: Shown) -> dict[str, Any]:
    return {
        "remote": shown.remote,
        "live": shown.live,
        "fetched": shown.fetched,
        "board": board_to_plain(shown.board),
        "points": None if shown.points is None else points_as_plain(shown.points),
        "trouble": said(shown.trouble),
    }
