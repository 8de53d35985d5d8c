"""``studyapp restore``: unite a backup with what is here; nothing is replaced."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.store import errors, restoring
from studyapp.words import _


def run(arguments: list[str], shell: Shell) -> int:
    """Restore."""
    parser = Parser("restore", _("把备份并入现有记录")).json()
    parser.add_argument("file", type=Path, metavar=_("文件"))
    options = parser.parse_args(arguments)
    path: Path = options.file
    if not path.is_file():
        raise Refused(_("找不到备份文件 {path}。").format(path=path))
    with desk_of(shell) as desk, errors.told(path):
        restored = restoring.restore(desk.store, path, shell.world, at=shell.world.now())
    found = restored.entries
    if options.json:
        counts = {"new": found.new, "known": found.known, "refused": found.refused}
        shell.tell({"entries": counts, "decks": list(restored.decks)})
    else:
        shell.say(_("并入 {new} 条记录，已有 {known} 条。").format(new=found.new, known=found.known))
        if restored.decks:
            shell.say(_("恢复题库：{decks}。").format(decks="、".join(restored.decks)))
        if found.refused:
            shell.say(_("有 {count} 条记录内容不符，未并入。").format(count=found.refused))
    return LOOK if found.refused else DONE
