"""``studyapp`` without a command: the app; where nobody looks at a screen, today's status and how to go on."""

from __future__ import annotations

from studyapp.cli import status
from studyapp.cli.shell import DONE, Opening, Refused, Shell
from studyapp.words import _


def run(arguments: list[str], shell: Shell) -> int:
    """Open the app's home screen."""
    if arguments:
        raise Refused(_("不认识的参数 {argument}；运行 studyapp --help 查看用法。").format(argument=arguments[0]))
    if not (shell.output.isatty() and shell.input.isatty()):
        shell.prepare(shell)
        for line in status.lines(status.read(shell)):
            shell.say(line)
        shell.say(_("在终端里运行 studyapp 打开应用；studyapp study --plain 逐行问答；studyapp --help 查看全部命令。"))
        return DONE
    return shell.screens(shell.world, Opening())
