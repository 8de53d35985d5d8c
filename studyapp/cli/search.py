"""``studyapp search``: questions by words that stand in them."""

from __future__ import annotations

from studyapp.cli import rows
from studyapp.cli.opening import deck_no, desk_of
from studyapp.cli.parsing import Parser, count
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.search import excerpt, find, sieve, words_of
from studyapp.store import bank
from studyapp.words import _, kind_name, pgettext


def run(arguments: list[str], shell: Shell) -> int:
    """Search; for people the first twenty, for scripts all, unless a limit is given."""
    parser = Parser("search", _("按字词查题目")).json()
    parser.add_argument("words", nargs="+", metavar=_("字词"), help=_("题目里要有的字词，可写几个，都要有"))
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只查这个题库"))
    parser.add_argument("--limit", type=count, metavar="N", help=_("最多列出几题"))
    options = parser.parse_args(arguments)
    words = words_of(" ".join(options.words))
    if not words:
        raise Refused(_("没有写要查的字词；例如 studyapp search 失业保险。"))
    with desk_of(shell) as desk:
        connection = desk.store.connection
        names = {deck.no: deck.name for deck in bank.decks(connection)}
        may_have = sieve(words)
        found = [
            (match.part > 0, item, match)
            for item in bank.find_items(connection, deck=deck_no(names, options.deck))
            if may_have(item.body) and (match := find(item.read(), words)) is not None
        ]
        found.sort(key=lambda one: one[0])  # what stands in the prompt first, else in the bank's order
        if options.json:
            items = [item for _elsewhere, item, _match in found[: options.limit]]
            shell.tell(rows.listing(connection, items, names, len(found)))
            return DONE
        shown = found[: 20 if options.limit is None else options.limit]
        for _elsewhere, item, match in shown:
            shell.say(f"{item.question.hex()[:8]}  {kind_name(item.kind)}  {excerpt(match)}")
        shell.say(
            _("找到 {total} 题，列出 {shown} 题；用 studyapp show 编号 查看全部内容。").format(
                total=len(found), shown=len(shown)
            )
        )
    return DONE
