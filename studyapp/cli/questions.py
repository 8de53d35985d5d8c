"""``studyapp questions``: list what is in the bank."""

from __future__ import annotations

from studyapp.cli import rows
from studyapp.cli.opening import deck_no, desk_of
from studyapp.cli.parsing import Parser, count, day
from studyapp.cli.practising import selection_of
from studyapp.cli.shell import DONE, Opening, Shell
from studyapp.cli.study import add_mode
from studyapp.desk.practice import Practices
from studyapp.model import Kind
from studyapp.store import bank
from studyapp.words import _, kind_name, pgettext

SHORT = 60
"""Characters of a prompt in a list for people."""


def run(arguments: list[str], shell: Shell) -> int:
    """List questions; for people the first twenty, for scripts all, unless a limit is given."""
    parser = Parser("questions", _("列出题目")).json()
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只列这个题库"))
    parser.add_argument("--kind", choices=[str(kind) for kind in Kind], metavar=_("题型"), help=_("只列这种题型"))
    parser.add_argument("--as-of", type=day, metavar=_("日期"), help=_("只列这一天有效的题"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("最多列出几题"))
    add_mode(parser, _("只列这个专项的题，如 wrong、star、chapter:科目"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        connection = desk.store.connection
        names = {deck.no: deck.name for deck in bank.decks(connection)}
        deck = deck_no(names, options.deck)
        found = [
            item
            for item in bank.find_items(connection, deck=deck, kind=options.kind or "", as_of=options.as_of)
            if item.kind != Kind.CASE or options.kind == Kind.CASE
        ]
        if options.mode:
            practices = Practices(desk)
            wanted = practices.numbers(selection_of(practices, Opening(mode=options.mode, deck=options.deck)))
            by_number = {item.no: item for item in found}
            found = [by_number[no] for no in wanted if no in by_number]
        if options.json:
            shell.tell(rows.listing(connection, found[: options.limit], names, len(found)))
            return DONE
        shown = found[: 20 if options.limit is None else options.limit]
        for item in shown:
            prompt = " ".join(item.read().prompt.split())
            short = prompt if len(prompt) <= SHORT else f"{prompt[:SHORT]}…"
            shell.say(f"{item.question.hex()[:8]}  {kind_name(item.kind)}  {short}")
        shell.say(
            _("共 {total} 题，列出 {shown} 题；用 studyapp show 编号 查看全部内容。").format(
                total=len(found), shown=len(shown)
            )
        )
    return DONE
