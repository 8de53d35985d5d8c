"""``studyapp hub …``: which module does what. What the server needs is loaded for the commands that need it."""

from __future__ import annotations

from importlib import import_module

from studyapp import Message, Refused, Shell, say

ACTIONS = {
    "init": ("studyapp_hub.command_hub", Message("在这台电脑上建立单位的服务器")),
    "serve": ("studyapp_hub.command_serve", Message("启动服务器")),
    "unit": ("studyapp_hub.command_units", Message("单位：添加、列出")),
    "enrol": ("studyapp_hub.command_codes", Message("生成登记码，可打印")),
    "ingest": ("studyapp_hub.command_files", Message("收下同步文件或 U 盘")),
    "publish": ("studyapp_hub.command_files", Message("发布题库或活动方案")),
    "board": ("studyapp_hub.command_hub", Message("榜单")),
    "closing": ("studyapp_hub.command_hub", Message("月榜定稿日")),
    "points": ("studyapp_hub.command_points", Message("积分上报表（xlsx）")),
    "badges": ("studyapp_hub.command_badges", Message("把称号签发成徽章（Open Badges 3.0）")),
    "account": ("studyapp_hub.command_accounts", Message("管理账号：添加、列出")),
    "above": ("studyapp_hub.command_levels", Message("上级服务器：设定后自动上报、取题库")),
    "below": ("studyapp_hub.command_levels", Message("下级服务器：允许它上报一个单位")),
    "rebuild": ("studyapp_hub.command_hub", Message("由原始记录重新推算")),
    "doctor": ("studyapp_hub.command_hub", Message("检查数据")),
    "backup": ("studyapp_hub.command_hub", Message("备份到一个文件夹")),
    "demo": ("studyapp_hub.demo", Message("演示：一个虚构的县")),
}
"""Every action is a module with ``run(action, arguments, shell)``."""

_EXTRA = {
    **dict.fromkeys(
        ("starlette", "uvicorn", "msgspec", "asyncpg", "argon2", "segno", "python_multipart", "multipart"), "hub"
    ),
    **dict.fromkeys(("openbadgeslib", "cryptography", "jwt"), "badges"),
}
"""The modules that an extra brings, each with the name of that extra."""


def run(arguments: list[str], shell: Shell) -> int:
    """Do what was asked."""
    action = arguments[0] if arguments else "--help"
    if action in ("-h", "--help", "help"):
        for line in usage():
            shell.say(line)
        return 0
    if action not in ACTIONS:
        raise Refused(say(Message("没有命令 hub {action}；运行 studyapp hub --help 查看。", {"action": action})))
    try:
        module = import_module(ACTIONS[action][0])
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _EXTRA:
            raise
        about = {"name": name, "extra": _EXTRA[name]}
        lacks = Message("缺少组件 {name}；请运行 pip install 'studyapp[{extra}]' 后再试。", about)
        raise Refused(say(lacks)) from error
    return int(module.run(action, arguments[1:], shell))


def usage() -> list[str]:
    """What ``--help`` prints."""
    head = say(Message("用法：studyapp hub 命令 [选项]"))
    tail = say(
        Message("studyapp hub 命令 --help 查看该命令的选项；数据在 --hub 指定的文件夹，不写则在用户数据的 hub 中。")
    )
    return [head, "", *(f"  {name:<9} {say(words)}" for name, (_module, words) in ACTIONS.items()), "", tail]
