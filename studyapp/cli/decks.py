"""``studyapp decks``: the decks and how far each is learnt."""

from __future__ import annotations

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Shell
from studyapp.words import _


def run(arguments: list[str], shell: Shell) -> int:
    """List the decks."""
    options = Parser("decks", _("列出题库")).json().parse_args(arguments)
    with desk_of(shell) as desk:
        decks = desk.today().decks
    if options.json:
        shell.tell(
            {
                "decks": [
                    {"name": deck.name, "questions": deck.questions, "seen": deck.seen, "due": deck.due}
                    for deck in decks
                ]
            }
        )
        return DONE
    for deck in decks:
        shell.say(
            _("{name}：{questions} 题，学过 {seen} 题，到期 {due} 题").format(
                name=deck.name, questions=deck.questions, seen=deck.seen, due=deck.due
            )
        )
    if not decks:
        shell.say(_("还没有题库；用 studyapp import 文件名 导入。"))
    return DONE
