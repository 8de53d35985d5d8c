"""``studyapp sync``: decks down, answers up."""

from __future__ import annotations

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, NOT_DONE, Shell
from studyapp.cli.sync_words import outcome_as_plain, outcome_lines
from studyapp.cli.tables import width
from studyapp.desk.sync_words import stage_words
from studyapp.desk.syncing import Status, Syncer
from studyapp.sync.outcome import Outcome
from studyapp.words import _, pgettext, say


def run(arguments: list[str], shell: Shell) -> int:
    """Sync with one remote, or with all."""
    parser = Parser("sync", _("同步：收题库，传答题记录")).json()
    parser.add_argument("name", nargs="?", default="", metavar=pgettext("metavar", "名称"), help=_("只同步这个远程"))
    options = parser.parse_args(arguments)
    outcomes = sync_now(shell, options.name, as_json=options.json)
    if options.json:
        shell.tell({"remotes": [outcome_as_plain(one) for one in outcomes]})
    else:
        tell(outcomes, shell)
    return status_of(outcomes)


def sync_now(shell: Shell, name: str, *, as_json: bool) -> tuple[Outcome, ...]:
    """Sync, with the progress on the terminal where somebody looks at it."""
    with desk_of(shell):
        pass
    shows = not as_json and shell.errors.isatty()
    progress = _Progress(shell) if shows else None
    syncer = Syncer(shell.world) if progress is None else Syncer(shell.world, progress.show)
    try:
        return syncer.run(name)
    finally:
        if progress is not None:
            progress.clear()


def tell(outcomes: tuple[Outcome, ...], shell: Shell) -> None:
    """Say what was done; troubles are lines of trouble."""
    if not outcomes:
        shell.say(_("还没有远程；用 studyapp remote add 名称 地址 添加单位的服务器、共享文件夹或 U 盘。"))
    for one in outcomes:
        for line in outcome_lines(one):
            shell.say(line)
    for one in outcomes:
        if one.trouble is not None:
            shell.complain(_("{remote}：{why}").format(remote=one.remote, why=say(one.trouble)))


def status_of(outcomes: tuple[Outcome, ...]) -> int:
    """The exit status: whether all was done, and whether there is something to look at."""
    if any(one.trouble is not None for one in outcomes):
        return NOT_DONE
    looked_for = ("refused", "held", "void")
    odd = any(one.strange or any(one.words.get(word) for word in looked_for) for one in outcomes)
    return LOOK if odd or any(file.why is not None for one in outcomes for file in one.files) else DONE


class _Progress:
    """One line on the terminal, written over and over."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._cells = 0

    def show(self, status: Status) -> None:
        if not status.busy:
            return
        line = f"{status.remote}  {stage_words(status.stage)}  {status.share:.0%}"
        self._write(line)

    def clear(self) -> None:
        self._write("")
        self._shell.errors.write("\r")
        self._shell.errors.flush()

    def _write(self, line: str) -> None:
        cells = width(line)
        self._shell.errors.write(f"\r{line}{' ' * (self._cells - cells)}")
        self._shell.errors.flush()
        self._cells = cells
