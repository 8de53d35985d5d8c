"""``hub init``, ``board``, ``rebuild``, ``doctor``, ``backup``."""

from __future__ import annotations

from pathlib import Path

from studyapp import Board, Message, Shell, board_to_plain, say
from studyapp_hub.closing import DAYS
from studyapp_hub.command_common import (
    COMMAND_LINE,
    answer,
    board_options,
    hold_board,
    opened,
    parser_of,
    place_of,
    refused,
)
from studyapp_hub.command_founding import found
from studyapp_hub.service.admin_files import backup_into

_DONE, _LOOK = 0, 1
_TOP = 20


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Do one of these."""
    return {
        "init": _init,
        "board": _board,
        "closing": _closing,
        "rebuild": _rebuild,
        "doctor": _doctor,
        "backup": _backup,
    }[action](arguments, shell)


def _init(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("init", Message("在这台电脑上建立单位的服务器"))
    parser.add_argument("--name", required=True, metavar=say(Message("名称")), help=say(Message("单位的名称")))
    parser.add_argument(
        "--database", default="", metavar=say(Message("地址")), help=say(Message("PostgreSQL 的地址；不写则用本机文件"))
    )
    options = parser.parse_args(arguments)
    if options.database and not options.database.startswith(("postgresql://", "postgres://")):
        raise refused(Message("--database 要写 postgresql:// 开头的地址；不用 PostgreSQL 就不写。"))
    place = place_of(options, shell)
    founded = found(place, options.name, options.database, shell)
    told = {**founded._asdict(), "name": options.name, "place": str(place)}
    if options.json:
        shell.tell(told)
        return _DONE
    shell.say(say(Message("已在 {place} 建立“{name}”的服务器。", {"place": str(place), "name": options.name})))
    shell.say(say(Message("接着：studyapp hub unit add 添加单位，hub account add 添加管理账号，hub serve 启动。")))
    return _DONE


def _board(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("board", Message("榜单"))
    board_options(parser)
    options = parser.parse_args(arguments)
    at = shell.world.now()
    with opened(options, shell) as here:
        hold_board(options, here.hub, at)
        board = here.hub.board(options.scope, options.period, at=at)
    if options.json:
        shell.tell(board_to_plain(board))
    else:
        _show(board, shell)
    return _DONE


def _show(board: Board, shell: Shell) -> None:
    shell.say(f"{board.title}  {board.period}")
    for place in board.places[:_TOP]:
        shell.say(f"{place.rank:>5}  {place.points:>7}  {place.name}  {place.unit}".rstrip())
    if board.units:
        shell.say()
    for unit in board.units[:_TOP]:
        shell.say(f"{unit.rank:>5}  {unit.per_head:>7.1f}  {unit.joined}/{unit.expected}  {unit.name}")
    if not board.places:
        shell.say(say(Message("这个范围和时段还没有积分。")))


def _closing(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("closing", Message("月榜定稿日"))
    parser.add_argument(
        "day", nargs="?", type=int, default=0, metavar=say(Message("日")), help=say(Message("1 到 28；不写则显示"))
    )
    options = parser.parse_args(arguments)
    if options.day and options.day not in DAYS:
        raise refused(Message("定稿日要在 1 到 28 之间；请改正。"))
    with opened(options, shell) as here:
        if options.day:
            here.hub.set_closing_day(options.day)
            here.office.note(shell.world.now(), COMMAND_LINE, "closing day", str(options.day))
        day = here.hub.closing_day()
    answer(options, shell, {"day": day}, Message("每月的榜在次月 {day} 日之后定稿。", {"day": day}))
    return _DONE


def _rebuild(arguments: list[str], shell: Shell) -> int:
    options = parser_of("rebuild", Message("由原始记录重新推算")).parse_args(arguments)
    with opened(options, shell) as here:
        here.hub.rebuild()
    answer(options, shell, {"rebuilt": True}, Message("已由原始记录重新推算积分和榜单。"))
    return _DONE


def _doctor(arguments: list[str], shell: Shell) -> int:
    options = parser_of("doctor", Message("检查数据")).parse_args(arguments)
    with opened(options, shell) as here:
        wrong = [say(one) for one in here.hub.check()]
        if not here.office.is_sound():
            wrong.append(
                say(Message("管理数据 {file} 已损坏；请用备份中的同名文件替换。", {"file": str(here.office.path)}))
            )
    if options.json:
        shell.tell({"sound": not wrong, "wrong": wrong})
    else:
        for line in wrong or [say(Message("数据完好，榜单与原始记录一致。"))]:
            shell.say(line)
    return _LOOK if wrong else _DONE


def _backup(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("backup", Message("备份到一个文件夹"))
    parser.add_argument("folder", metavar=say(Message("备份到")), help=say(Message("新文件夹；服务器不必停")))
    options = parser.parse_args(arguments)
    target = Path(options.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refused(Message("{target} 已有内容；请写一个新文件夹。", {"target": str(target)}))
    with opened(options, shell) as here:
        target.mkdir(parents=True, exist_ok=True)
        backup_into(here.hub, here.office, target)
    words = Message(
        "已备份到 {target}，用 --hub 指向它就能启动；里面有密钥和姓名，请妥善保管。", {"target": str(target)}
    )
    answer(options, shell, {"backup": str(target)}, words)
    return _DONE
