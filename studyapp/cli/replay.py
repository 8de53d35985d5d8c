"""``studyapp replay``: fold the journal anew, or hold the caches against it."""

from __future__ import annotations

from studyapp.cli.differences import difference_words
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Shell
from studyapp.store import entries, replaying
from studyapp.store.replaying import Difference
from studyapp.words import _, plural


def run(arguments: list[str], shell: Shell) -> int:
    """Replay; with ``--check`` only compare."""
    parser = Parser("replay", _("由答题记录重新推算记忆、积分等结果")).json()
    parser.add_argument("--check", action="store_true", help=_("只核对，不改动"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        differences: tuple[Difference, ...] = ()
        if options.check:
            differences = replaying.check(desk.store)
        else:
            replaying.rebuild(desk.store)
        count = entries.count(desk.store.connection)
    if options.json:
        plain = [{"table": one.table, "rows": one.rows} for one in differences]
        shell.tell({"entries": count, "differences": plain})
    elif differences:
        for one in differences:
            shell.say(difference_words(one))
        shell.say(_("运行 studyapp replay 按答题记录重新推算。"))
    elif options.check:
        shell.say(plural("核对 {count} 条记录，全部相符。", count).format(count=count))
    else:
        shell.say(plural("已由 {count} 条记录重新推算。", count).format(count=count))
    return LOOK if differences else DONE
