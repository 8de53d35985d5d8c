"""``studyapp export``: decks out to a file, in the format of its suffix."""

from __future__ import annotations

from pathlib import Path

from studyapp import plugins
from studyapp.cli.flaws import flaw_as_plain, print_flaws
from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser, put, target
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.importing import exporting
from studyapp.model import Kind, Severity
from studyapp.store import bank
from studyapp.words import _, pgettext, plural


def run(arguments: list[str], shell: Shell) -> int:
    """Write one deck, or all as one."""
    parser = Parser("export", _("导出题库")).json()
    parser.add_argument("--to", required=True, type=target, metavar=_("文件"), help=_("写到哪个文件，后缀决定格式"))
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只导出这个题库"))
    parser.add_argument("--history", action="store_true", help=_("连同复习记录和安排（如写给 Anki 时）"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        connection = desk.store.connection
        row = bank.deck_named(connection, options.deck) if options.deck else None
        if options.deck and row is None:
            raise Refused(_("没有名为“{name}”的题库；运行 studyapp decks 查看。").format(name=options.deck))
        with exporting.in_company(connection, row, history=options.history):
            deck = exporting.deck_of(connection, row, history=options.history)
            try:
                loaded = load_plugins(Path(shell.world.home))
                writer, data, flaws = plugins.write(loaded, deck, options.to.suffix.lower())
            except plugins.CannotWrite as error:
                raise put(error.why) from None
    exporting.write_whole(options.to, data)
    left_out = {flaw.where for flaw in flaws if flaw.severity is Severity.ERROR}
    count = sum(item.question.kind is not Kind.CASE and item.source not in left_out for item in deck.items)
    if options.json:
        why = [flaw_as_plain(flaw) for flaw in flaws]
        shell.tell({"path": str(options.to), "writer": writer, "items": count, "flaws": len(flaws), "why": why})
    else:
        shell.say(plural("已导出 {count} 题到 {path}。", count).format(count=count, path=options.to))
        print_flaws(flaws, shell)
    return LOOK if flaws else DONE
