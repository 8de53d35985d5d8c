"""``hub above`` and ``hub below``: which hub this one forwards to, and which may forward to it."""

from __future__ import annotations

import re
from argparse import Namespace

from studyapp import BadAddress, HubHead, Message, OwnDevice, Shell, Unreachable, say
from studyapp_hub.client import HubKind
from studyapp_hub.command_common import COMMAND_LINE, Opened, opened, parser_of, refused, unit_of

_DONE = 0
_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Note the hub above, or make one below known."""
    return (_above if action == "above" else _below)(arguments, shell)


def _above(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("above", Message("上级服务器：设定后自动上报、取题库"))
    parser.add_argument(
        "url", nargs="?", default="", metavar=say(Message("地址")), help=say(Message("上级服务器的地址"))
    )
    options = parser.parse_args(arguments)
    with opened(options, shell) as here:
        if options.url:
            _note(here, options, shell)
        url, arrival = here.hub.upstream()
        about = {"hub": here.hub.id, "key": here.hub.key, "url": url}
    if options.json:
        shell.tell({**about, "told": arrival})
    elif not url:
        shell.say(say(Message("没有上级服务器。")))
    else:
        shell.say(say(Message("上级服务器是 {url}。请上级管理员运行：studyapp hub below {hub} {key} 单位编号", about)))
    return _DONE


def _note(here: Opened, options: Namespace, shell: Shell) -> None:
    try:
        kind = HubKind(options.url.partition(":")[0], shell.world.now)
        remote = kind.open(options.url, OwnDevice(here.hub.id, "00" * 32))
        try:
            said = remote.who()
        finally:
            remote.close()
    except (BadAddress, Unreachable) as error:
        raise refused(error.why) from None
    if said == here.hub.key:
        raise refused(Message("{url} 是本服务器自己；请写上级服务器的地址。", {"url": options.url}))
    before, arrival = here.hub.upstream()
    here.hub.set_upstream(options.url, key=said, arrival=arrival if before == options.url else 0)
    here.office.note(shell.world.now(), COMMAND_LINE, "above", options.url)


def _below(arguments: list[str], shell: Shell) -> int:
    parser = parser_of("below", Message("下级服务器：允许它上报一个单位"))
    parser.add_argument("below", metavar=say(Message("编号")), help=say(Message("下级服务器的编号")))
    parser.add_argument("key", metavar=say(Message("公钥")), help=say(Message("下级服务器的公钥，64 位十六进制")))
    parser.add_argument("unit", nargs="?", default="", metavar=say(Message("单位")), help=say(Message("它管的单位")))
    parser.add_argument("--remove", action="store_true", help=say(Message("不再允许；不写单位")))
    options = parser.parse_args(arguments)
    if not _KEY.fullmatch(options.key):
        raise refused(Message("公钥要写 64 位十六进制数；请照 hub above 显示的抄写。"))
    if bool(options.unit) == options.remove:
        raise refused(Message("请写它管的单位；要取消就不写单位，加 --remove。"))
    at = shell.world.now()
    with opened(options, shell) as here:
        unit = unit_of(here.hub, options.unit, at) if options.unit else ""
        here.hub.say(HubHead(by="", hub="", below=options.below, key=options.key, unit=unit, at=at))
        here.office.note(at, COMMAND_LINE, "below", f"{options.below} {unit}")
    if options.json:
        shell.tell({"below": options.below, "unit": unit})
    elif options.remove:
        shell.say(say(Message("服务器 {below} 不再能上报；已收下的记录不变。", {"below": options.below})))
    else:
        shell.say(say(Message("已允许服务器 {below} 上报单位 {unit}。", {"below": options.below, "unit": unit})))
    return _DONE
