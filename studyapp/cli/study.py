"""``studyapp study``: straight to the first question."""

from __future__ import annotations

from studyapp.cli.parsing import Parser, count
from studyapp.cli.shell import Opening, Refused, Shell
from studyapp.words import _, pgettext


def run(arguments: list[str], shell: Shell) -> int:
    """Drill, on the screen or line by line."""
    parser = Parser("study", _("开始今天的练习"))
    parser.add_argument("--plain", action="store_true", help=_("逐行问答，适合读屏软件、串口和脚本"))
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只练这个题库"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("这次最多练几题"))
    options = parser.parse_args(arguments)
    opening = Opening(study=True, deck=options.deck, limit=options.limit)
    if options.plain:
        return shell.dialogue(shell, opening)
    if not (shell.output.isatty() and shell.input.isatty()):
        raise Refused(_("这里不是终端，打不开画面；请加 --plain 逐行问答。"))
    return shell.screens(shell.world, opening)
