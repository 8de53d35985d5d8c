"""``studyapp remote``: the places that decks come from and answers go to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.cli.sync import status_of, sync_now, tell
from studyapp.cli.sync_words import outcome_as_plain, said, word_lines
from studyapp.desk import remotes
from studyapp.desk.remotes import RemoteLine
from studyapp.words import N_, _, pgettext, plural, say

_WANTS = {"add": 2, "list": 0, "remove": 1, "join": 2}
"""What can be done, and how many words that takes."""

_SHANGHAI = timedelta(hours=8)


def run(arguments: list[str], shell: Shell) -> int:
    """Add, list, remove remotes; have a hub know this device."""
    parser = _parser()
    asks = (
        "-h" in arguments or "--help" in arguments
    )  # which argparse answers wrongly where options stand between words
    options = parser.parse_args(arguments) if asks else parser.parse_intermixed_args(arguments)
    if len(options.words) != _WANTS[options.action]:
        raise Refused(_(_USAGE[options.action]))
    if options.action not in ("add", "join") and (options.code or options.name):
        raise Refused(_("--code 和 --name 只用于 remote add 和 remote join；请删去。"))
    with desk_of(shell):
        pass
    return _ACTIONS[options.action](options, shell)


def _parser() -> Parser:
    parser = Parser("remote", _("远程：单位的服务器、共享文件夹、U 盘；添加、列出、登记")).json()
    parser.add_argument(
        "action",
        nargs="?",
        choices=tuple(_WANTS),
        default="list",
        help=_("add 添加，list 列出，remove 移除，join 用登记码登记这台设备"),
    )
    parser.add_argument(
        "words", nargs="*", metavar=pgettext("metavar", "名称 地址"), help=_("名称；add 后接地址，join 后接登记码")
    )
    parser.add_argument("--code", default="", metavar=pgettext("metavar", "登记码"), help=_("单位发的登记码"))
    parser.add_argument(
        "--name", default="", metavar=pgettext("metavar", "姓名"), help=_("排行榜上显示的姓名；不写则只显示代号")
    )
    return parser


def _add(options: Namespace, shell: Shell) -> int:
    name, url = options.words
    remotes.add(shell.world, name, url, load_plugins(Path(shell.world.home)))
    if options.code:
        remotes.join(shell.world, name, options.code, options.name)
        return _sync(name, options, shell)
    if options.json:
        shell.tell({"name": name, "url": url})
    else:
        shell.say(_("已添加远程“{name}”；运行 studyapp sync 同步。").format(name=name))
    return DONE


def _list(options: Namespace, shell: Shell) -> int:
    found = remotes.lines(shell.world)
    if options.json:
        shell.tell({"remotes": [_plain(one) for one in found]})
        return DONE
    for one in found:
        for line in _lines(one):
            shell.say(line)
    if not found:
        shell.say(_("还没有远程；用 studyapp remote add 名称 地址 添加单位的服务器、共享文件夹或 U 盘。"))
    return DONE


def _remove(options: Namespace, shell: Shell) -> int:
    remotes.remove(shell.world, options.words[0])
    if options.json:
        shell.tell({"removed": options.words[0]})
    else:
        shell.say(_("已移除远程“{name}”；收到的题库和本机的记录都还在。").format(name=options.words[0]))
    return DONE


def _join(options: Namespace, shell: Shell) -> int:
    if options.code:
        raise Refused(_("登记码直接写在名称后面：studyapp remote join 名称 登记码。"))
    name, code = options.words
    remotes.join(shell.world, name, code, options.name)
    return _sync(name, options, shell)


def _sync(name: str, options: Namespace, shell: Shell) -> int:
    """Sync at once, and say what came of the code."""
    outcomes = sync_now(shell, name, as_json=options.json)
    joined = next((one.joined for one in remotes.lines(shell.world) if one.name == name), False)
    if options.json:
        shell.tell({"name": name, "joined": joined, "sync": outcome_as_plain(outcomes[0])})
        return status_of(outcomes)
    if joined:
        shell.say(_("已在“{name}”登记这台设备。").format(name=name))
    elif outcomes[0].trouble is None:
        shell.say(_("登记已交给“{name}”，等它答复；以后同步时自动完成。").format(name=name))
    tell(outcomes, shell)
    return status_of(outcomes)


_ACTIONS = {"add": _add, "list": _list, "remove": _remove, "join": _join}

_USAGE = {
    "add": N_("请写上名称和地址，如 studyapp remote add 县局 http://10.1.2.3:8700。"),
    "list": N_("remote list 后面不写名称。"),
    "remove": N_("请写上一个名称，如 studyapp remote remove 县局。"),
    "join": N_("请写上名称和登记码，如 studyapp remote join 县局 ABCD-EFGH。"),
}


def _lines(one: RemoteLine) -> Iterator[str]:
    state = _("已登记") if one.joined else _("登记中") if one.asked else _("未登记")
    yield f"{one.name}  {one.url}  {state}"
    when = time_words(one.synced) if one.synced else _("从未")
    yield _("  上次同步：{when}").format(when=when)
    if one.waiting:
        yield plural("  还有 {count} 条没有送到。", one.waiting).format(count=one.waiting)
    yield from word_lines(one.words)
    if one.trouble is not None:
        yield f"  {say(one.trouble)}"


def _plain(one: RemoteLine) -> dict[str, Any]:
    return {**one._asdict(), "words": dict(one.words), "trouble": said(one.trouble)}


def time_words(at: int) -> str:
    """An instant as people in China read it."""
    there = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at) + _SHANGHAI
    return there.strftime("%Y-%m-%d %H:%M")
