"""Reading a command's options."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import NoReturn

from studyapp.cli.shell import Refused
from studyapp.model import Message
from studyapp.words import _, say


class Parser(argparse.ArgumentParser):
    """An argument parser that explains and refuses in the interface's language."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(
            prog=f"studyapp {command}",
            description=description,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Help,
        )
        self._positionals.title = _("参数")
        self._optionals.title = _("选项")
        self.add_argument("-h", "--help", action="help", help=_("显示本说明"))

    def json(self) -> Parser:
        """Add ``--json``."""
        self.add_argument("--json", action="store_true", help=_("输出一个 JSON 对象，供程序读取"))
        return self

    def error(self, message: str) -> NoReturn:
        """Refuse in one sentence."""
        raise Refused(_("{problem}；运行 {program} --help 查看用法。").format(problem=_put(message), program=self.prog))


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, _("用法："))


def _put(message: str) -> str:
    """Put what argparse says into words."""
    sentences = {
        r"unrecognized arguments: (?P<given>.+)": _("不认识的参数 {given}"),
        r"the following arguments are required: (?P<names>.+)": _("缺少 {names}"),
        r"argument (?P<name>\S+): expected one argument": _("{name} 后面缺少内容"),
        r"argument (?P<name>\S+): ignored explicit argument .+": _("{name} 后面不带内容"),
        r"argument (?P<name>\S+): invalid choice: (?P<given>.+) \(choose from (?P<known>.+)\)": _(
            "{name} 不能是 {given}，可以是 {known}"
        ),
        r"argument (?P<name>\S+): (?P<why>.+)": _("{name} {why}"),
    }
    for pattern, words in sentences.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format_map(found.groupdict())
    return _("参数不对（{message}）").format(message=message)


def count(text: str) -> int:
    """A number of things, at least one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("要写 1 以上的整数"))
    return int(text)


def day(text: str) -> date:
    """A date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_("要写日期，如 2026-11-23")) from None


def target(text: str) -> Path:
    """A file that can be written."""
    path = Path(text)
    if path.is_dir():
        raise argparse.ArgumentTypeError(_("不能是文件夹 {path}，要写文件名").format(path=path))
    if path.exists() and not path.is_file():
        raise argparse.ArgumentTypeError(_("要写文件名，{path} 不是普通文件").format(path=path))
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(_("所在的文件夹 {path} 不存在，请先建立").format(path=path.parent))
    return path


def put(message: Message) -> Refused:
    """A refusal in the words of a message from below."""
    return Refused(say(message))
