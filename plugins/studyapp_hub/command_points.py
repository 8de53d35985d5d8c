"""``hub points``: the list that a unit reports upward (积分上报), as a workbook."""

from __future__ import annotations

from pathlib import Path

from studyapp import Message, Shell, say
from studyapp_hub.command_common import answer, board_options, hold_board, opened, parser_of, refused
from studyapp_hub.points_report import lines_of, workbook

_DONE = 0


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Write the list."""
    parser = parser_of("points", Message("积分上报表（xlsx）"))
    board_options(parser)
    parser.add_argument("--to", required=True, metavar=say(Message("文件")), help=say(Message("存成文件")))
    options = parser.parse_args(arguments)
    at = shell.world.now()
    with opened(options, shell) as here:
        hold_board(options, here.hub, at)
        lines = lines_of(here.hub.earned(options.scope, options.period, at=at))
        data = workbook(here.hub, options.scope, options.period, lines, at=at)
    try:
        Path(options.to).write_bytes(data)
    except OSError:
        raise refused(Message("写不了文件 {path}；请换一个位置。", {"path": options.to})) from None
    words = Message("已把 {count} 人的积分存到 {path}。", {"count": len(lines), "path": options.to})
    answer(options, shell, {"file": options.to, "people": [one._asdict() for one in lines]}, words)
    return _DONE
