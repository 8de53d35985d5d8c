"""Reading a command's options."""

from __future__ import annotations

import argparse
from typing import NoReturn

from studyapp.cli.shell import Refused
from studyapp.model import Message
from studyapp.words import _, say


class Parser(argparse.ArgumentParser):
    """An argument parser that refuses in one sentence, in the interface's language."""

    def __init__(self, command: str, description: str) -> None:
        super().__init__(prog=f"studyapp {command}", description=description, add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", action="help", help=_("显示本说明"))

    def json(self) -> Parser:
        """Add ``--json``."""
        self.add_argument("--json", action="store_true", help=_("输出一个 JSON 对象，供程序读取"))
        return self

    def error(self, message: str) -> NoReturn:
        """Refuse."""
        raise Refused(
            _("参数不对（{message}）；运行 {program} --help 查看用法。").format(message=message, program=self.prog)
        )


def put(message: Message) -> Refused:
    """A refusal in the words of a message from below."""
    return Refused(say(message))
