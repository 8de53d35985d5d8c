"""``studyapp study``: straight to the first question."""

from __future__ import annotations

from studyapp.cli.parsing import Parser, count
from studyapp.cli.shell import Opening, Refused, Shell
from studyapp.shelf import Shelf
from studyapp.words import _, listed, pgettext

CHAPTER = f"{Shelf.CHAPTER}:"
MODES = [f"{CHAPTER}NAME" if shelf is Shelf.CHAPTER else str(shelf) for shelf in Shelf]


def run(arguments: list[str], shell: Shell) -> int:
    """Drill, on the screen or line by line."""
    parser = Parser("study", _("开始今天的练习"))
    parser.add_argument("--plain", action="store_true", help=_("逐行问答，适合读屏软件、串口和脚本"))
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只练这个题库"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("这次最多练几题"))
    words = _(
        "专项：wrong 错题本，star 收藏，flag 标记，report 报错，new 本年新题，unseen 没做过的题，random 随机，"
        "chapter:科目，situations 情景"
    )
    add_mode(parser, words)
    options = parser.parse_args(arguments)
    opening = Opening(study=True, deck=options.deck, limit=options.limit, mode=options.mode or "")
    if options.plain:
        return shell.dialogue(shell, opening)
    if not (shell.output.isatty() and shell.input.isatty()):
        raise Refused(_("这里不是终端，打不开画面；请加 --plain 逐行问答。"))
    return shell.screens(shell.world, opening)


def add_mode(parser: Parser, words: str) -> None:
    """Add ``--mode``, which takes the words for the shelves."""
    parser.add_argument("--mode", type=mode, metavar=pgettext("metavar", "专项"), help=words)


def mode(text: str) -> str:
    """A shelf, or a chapter by its name."""
    if text in [str(shelf) for shelf in Shelf if shelf is not Shelf.CHAPTER] or text.startswith(CHAPTER):
        return text
    raise Refused(_("没有专项“{mode}”；可用的有 {known}。").format(mode=text, known=listed(MODES)))
