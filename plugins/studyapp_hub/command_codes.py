"""``hub enrol``: one-time codes for a unit, for the people of a list, for a further device."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from studyapp import Message, Shell, say
from studyapp_hub.command_common import ADDRESS, COMMAND_LINE, Opened, opened, parser_of, refused, unit_of
from studyapp_hub.enrolment import Code
from studyapp_hub.private import write_private
from studyapp_hub.roster_reading import RosterRead, read_roster, unit_names
from studyapp_hub.service.admin_people import stop_devices
from studyapp_hub.service.admin_roster import take_list
from studyapp_hub.service.serving import LOOPBACK
from studyapp_hub.sheet import html_sheet, text_sheet

_DONE, _LOOK = 0, 1
_ADDRESS = "http://127.0.0.1:8700"
_MOST = 2_000


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Make codes, and print them or write them to a file."""
    parser = parser_of("enrol", Message("生成登记码，可打印"))
    parser.add_argument(
        "--unit", default="", metavar=say(Message("单位")), help=say(Message("给这个单位（编号或名称）"))
    )
    parser.add_argument("--count", type=int, default=1, metavar="N", help=say(Message("不记名的码要几个")))
    parser.add_argument(
        "--roster", default="", metavar=say(Message("文件")), help=say(Message("应参加人员名单，一人一个码"))
    )
    parser.add_argument(
        "--learner", default="", metavar=say(Message("学员编号")), help=say(Message("这位学员再加一台设备"))
    )
    parser.add_argument("--reset", action="store_true", help=say(Message("与 --learner 合用：停用他原来的设备")))
    parser.add_argument("--sheet", choices=("html", "text"), default="text", help=say(Message("html 可打印，带二维码")))
    parser.add_argument("--to", default="", metavar=say(Message("文件")), help=say(Message("存成文件")))
    parser.add_argument("--address", default="", metavar=say(Message("地址")), help=say(Message("学员访问的地址")))
    parser.add_argument("--public", choices=("on", "off"), default="", help=say(Message("对社会公众开放，或不再开放")))
    options = parser.parse_args(arguments)
    if options.public:
        return _open(options, shell)
    if not 1 <= options.count <= _MOST:
        raise refused(Message("--count 要在 1 到 {most} 之间。", {"most": _MOST}))
    with opened(options, shell) as here:
        return _enrol(here, options, shell)


def _open(options: Namespace, shell: Shell) -> int:
    """Open the hub to anybody, or not any more."""
    lets = options.public == "on"
    with opened(options, shell) as here:
        here.enrolment.let_public_in(lets=lets)
        here.office.note(shell.world.now(), COMMAND_LINE, "public", options.public)
    if options.json:
        shell.tell({"public": lets})
    elif lets:
        shell.say(say(Message("已对社会公众开放：登记码填“公众”就能参加；另外计数，不计入任何单位。")))
    else:
        shell.say(say(Message("已不对社会公众开放；已经登记的人不受影响。")))
    return _DONE


def _enrol(here: Opened, options: Namespace, shell: Shell) -> int:
    at = shell.world.now()
    unit = unit_of(here.hub, options.unit, at) if options.unit else ""
    read = RosterRead(())
    if options.learner:
        codes = [_further(here, options, at)]
    elif options.roster:
        codes, read = _of_roster(here, options, unit, at)
    elif unit:
        codes = here.enrolment.for_unit(unit, options.count, at, COMMAND_LINE)
    else:
        raise refused(Message("请用 --unit 写明单位，或用 --roster 给名单。"))
    here.office.note(at, COMMAND_LINE, "codes", str(len(codes)))
    names = {one.unit: one.name for one in here.hub.units(at=at)}
    address = options.address.rstrip("/") or here.office.setting(ADDRESS) or _ADDRESS
    _hand_out(codes, names, address, options, shell, read)
    for one in read.flaws if not options.json else ():
        shell.complain(f"{one.where} {say(one.why)}")
    return _LOOK if read.flaws else _DONE


def _further(here: Opened, options: Namespace, at: int) -> Code:
    found = next((one for one in here.hub.persons(at=at) if one.learner == options.learner), None)
    if found is None:
        raise refused(Message("没有学员 {learner}；请在管理页的“学员”中查看编号。", {"learner": options.learner}))
    if options.reset:
        stop_devices(here.hub, found.learner, at)
    return here.enrolment.for_learner(found.learner, found.unit, at, COMMAND_LINE, found.name)


def _of_roster(here: Opened, options: Namespace, unit: str, at: int) -> tuple[list[Code], RosterRead]:
    path = Path(options.roster)
    if not path.is_file():
        raise refused(Message("找不到名单 {path}；请检查路径。", {"path": options.roster}))
    units = here.hub.units(at=at)
    known = unit_names([(one.unit, one.name, one.code) for one in units if not one.closed])
    read = read_roster(path.name, path.read_bytes(), known, unit)
    if not read.people:
        why = read.flaws[0].why if read.flaws else Message("名单里没有人；请检查 {path}。", {"path": options.roster})
        raise refused(why)
    take_list(here.hub, here.roster, read.people, whole=False, at=at)
    listed = {(one.unit, one.name, one.mark) for one in read.people}
    waiting = [
        one.id
        for one in here.roster.people()
        if not one.learner and ((one.unit, one.name, one.mark) in listed or (one.unit, one.name, "") in listed)
    ]
    return here.enrolment.for_persons(waiting, at, COMMAND_LINE), read


def _hand_out(
    codes: list[Code], names: dict[str, str], address: str, options: Namespace, shell: Shell, read: RosterRead
) -> None:
    sheet = (html_sheet if options.sheet == "html" else text_sheet)(codes, names, address)
    if options.to:
        try:
            write_private(Path(options.to), sheet.encode())
        except OSError:
            raise refused(Message("写不了文件 {path}；请换一个位置。", {"path": options.to})) from None
    if options.json:
        flaws = [{"line": one.where.line, "why": say(one.why)} for one in read.flaws]
        plain: dict[str, Any] = {"codes": [one._asdict() for one in codes], "flaws": flaws}
        shell.tell(plain)
    elif options.to:
        shell.say(
            say(Message("已把 {count} 个登记码存到 {path}；打印后请删除。", {"count": len(codes), "path": options.to}))
        )
    else:
        shell.say(sheet)
    if (urlsplit(address).hostname or "") in LOOPBACK:
        here = Message(
            "登记单上的地址 {address} 只在这台电脑上有效；别的电脑也要用时，请用 --address 写明。", {"address": address}
        )
        shell.complain(say(here))
