"""``hub account add|list|close``: who administers what."""

from __future__ import annotations

from argparse import Namespace
from getpass import getpass

from studyapp import Message, Shell, say
from studyapp_hub.accounts import Accounts
from studyapp_hub.command_common import (
    COMMAND_LINE,
    Opened,
    answer,
    hold_scope,
    opened,
    parser_of,
    refused,
    scope_option,
)
from studyapp_hub.roles import ROLES, WORDS

_DONE = 0


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Add an account, or list them."""
    parser = parser_of("account", Message("管理账号：添加、列出"))
    parser.add_argument(
        "what", choices=("add", "list", "close"), help=say(Message("add 添加或重设，list 列出，close 停用"))
    )
    parser.add_argument("name", nargs="?", default="", metavar=say(Message("账号")), help=say(Message("账号名")))
    parser.add_argument("--role", default="province", choices=tuple(ROLES), help=say(Message("角色")))
    scope_option(parser)
    parser.add_argument("--ask", action="store_true", help=say(Message("自己输入密码；不写则生成一个")))
    options = parser.parse_intermixed_args(arguments) if arguments[:1] not in (["-h"], ["--help"]) else (
        parser.parse_args(arguments)
    )  # fmt: skip
    with opened(options, shell) as here:
        accounts = Accounts(here.office)
        return {"add": _add, "list": _list, "close": _close}[options.what](here, accounts, options, shell)


def _add(here: Opened, accounts: Accounts, options: Namespace, shell: Shell) -> int:
    at = shell.world.now()
    if not options.name:
        raise refused(Message("请写上账号名，如 studyapp hub account add admin。"))
    hold_scope(options.scope, here.hub, at)
    password = getpass(say(Message("密码："))) if options.ask else accounts.made_up()
    account = accounts.add(options.name, password, options.role, options.scope, at=at)
    here.office.note(at, COMMAND_LINE, "account", account.name)
    shown = "" if options.ask else password
    if options.json:
        shell.tell({"name": account.name, "role": account.role, "scope": account.scope, "password": shown})
        return _DONE
    about = {"name": account.name, "role": WORDS[account.role], "scope": account.scope}
    shell.say(say(Message("已添加账号 {name}（{role}，范围 {scope}）。", about)))
    if shown:
        shell.say(say(Message("密码：{password}（只显示这一次）", {"password": shown})))
    return _DONE


def _list(here: Opened, accounts: Accounts, options: Namespace, shell: Shell) -> int:
    found = accounts.all()
    if options.json:
        shell.tell({"accounts": [one._asdict() for one in found]})
        return _DONE
    for one in found:
        closed = say(Message("已停用")) if one.closed else ""
        shell.say(f"{one.name}  {WORDS.get(one.role, one.role)}  {one.scope}  {closed}".rstrip())
    if not found:
        shell.say(say(Message("还没有账号；用 studyapp hub account add 添加。")))
    return _DONE


def _close(here: Opened, accounts: Accounts, options: Namespace, shell: Shell) -> int:
    if accounts.named(options.name) is None:
        raise refused(Message("没有账号 {name}；运行 studyapp hub account list 查看。", {"name": options.name}))
    accounts.close(options.name, at=shell.world.now())
    here.office.note(shell.world.now(), COMMAND_LINE, "close account", options.name)
    answer(options, shell, {"closed": options.name}, Message("已停用账号 {name}。", {"name": options.name}))
    return _DONE
