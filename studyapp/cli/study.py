"""``studyapp study``: straight to the first question."""

from __future__ import annotations

from studyapp.cli import dialogue
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Opening, Refused, Shell
from studyapp.words import _


def run(arguments: list[str], shell: Shell) -> int:
    """Drill, on the screen or line by line."""
    parser = Parser("study", _("开始今天的练习"))
    parser.add_argument("--plain", action="store_true", help=_("逐行问答，适合读屏软件、串口和脚本"))
    parser.add_argument("--deck", help=_("只练这个题库"))
    parser.add_argument("--limit", type=int, metavar="N", help=_("这次最多练几题"))
    options = parser.parse_args(arguments)
    if options.limit is not None and options.limit < 1:
        raise Refused(_("--limit 要写 1 以上的整数。"))
    if options.plain:
        with desk_of(shell) as desk:
            dialogue.talk(desk.open_session(options.deck, options.limit), shell)
        return DONE
    if not (shell.output.isatty() and shell.input.isatty()):
        raise Refused(_("这里没有终端画面；请加 --plain 逐行问答。"))
    return shell.screens(shell.world, Opening(study=True, deck=options.deck, limit=options.limit))
