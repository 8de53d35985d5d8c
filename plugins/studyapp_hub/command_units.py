"""``hub unit add|list``."""

from __future__ import annotations

from argparse import Namespace

from studyapp import Message, Shell, UnitHead, say
from studyapp_hub.command_common import COMMAND_LINE, Opened, answer, day_of, opened, parser_of, refused, unit_of
from studyapp_hub.service.admin_hub import hold_unit
from studyapp_hub.service.faults import Fault

_DONE = 0


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Add a unit, or list them."""
    parser = parser_of("unit", Message("单位：添加、列出"))
    parser.add_argument("what", choices=("add", "list"), help=say(Message("add 添加或修改，list 列出")))
    parser.add_argument("unit", nargs="?", default="", metavar=say(Message("编号")), help=say(Message("单位的编号")))
    parser.add_argument("name", nargs="?", default="", metavar=say(Message("名称")), help=say(Message("单位的名称")))
    parser.add_argument("--parent", default="", metavar=say(Message("编号")), help=say(Message("上级单位")))
    parser.add_argument("--code", default="", metavar=say(Message("代码")), help=say(Message("12 位区划代码")))
    parser.add_argument("--line", default="", metavar=say(Message("条线")), help=say(Message("条线")))
    parser.add_argument("--area", default="", metavar=say(Message("赛区")), help=say(Message("赛区")))
    parser.add_argument("--from", dest="day", default="", metavar=say(Message("日期")), help=say(Message("从哪天起")))
    parser.add_argument("--closed", action="store_true", help=say(Message("已撤销")))
    options = parser.parse_intermixed_args(arguments) if arguments[:1] not in (["-h"], ["--help"]) else (
        parser.parse_args(arguments)
    )  # fmt: skip
    with opened(options, shell) as here:
        return (_add if options.what == "add" else _list)(here, options, shell)


def _add(here: Opened, options: Namespace, shell: Shell) -> int:
    at = shell.world.now()
    if not options.unit or not options.name:
        raise refused(Message("请写上编号和名称，如 studyapp hub unit add qingshan 青山县人社局。"))
    head = UnitHead(
        by="",
        hub="",
        unit=options.unit,
        day=day_of(options.day),
        name=options.name,
        parent=unit_of(here.hub, options.parent, at) if options.parent else "",
        code=options.code,
        line=options.line,
        area=options.area,
        closed=options.closed,
        at=at,
    )
    try:
        hold_unit(head, here.hub.units(at=at))
    except Fault as fault:
        raise refused(fault.why) from None
    here.hub.say(head)
    here.office.note(at, COMMAND_LINE, "unit", head.unit)
    words = Message("已保存单位“{name}”（{unit}）。", {"name": head.name, "unit": head.unit})
    answer(options, shell, {"unit": head.unit, "name": head.name, "parent": head.parent}, words)
    return _DONE


def _list(here: Opened, options: Namespace, shell: Shell) -> int:
    found = here.hub.units(at=shell.world.now())
    if options.json:
        shell.tell({"units": [one._asdict() for one in found]})
        return _DONE
    depth: dict[str, int] = {}
    for one in found:
        depth[one.unit] = depth.get(one.parent, -1) + 1
        about = " ".join(filter(None, (one.code, one.line, one.area, say(Message("已撤销")) if one.closed else "")))
        counted = say(Message("学员 {persons}，应参加 {expected}", {"persons": one.persons, "expected": one.expected}))
        shell.say(f"{'  ' * depth[one.unit]}{one.name}  {one.unit}  {counted}  {about}".rstrip())
    if not found:
        shell.say(say(Message("还没有单位；用 studyapp hub unit add 编号 名称 添加。")))
    return _DONE
