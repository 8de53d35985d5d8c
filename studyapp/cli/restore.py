"""``studyapp restore``: unite a backup with what is here; nothing is replaced."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.desk.full import Desk
from studyapp.store import errors, restoring
from studyapp.store.restoring import Restored
from studyapp.words import _, listed, plural


def run(arguments: list[str], shell: Shell) -> int:
    """Restore."""
    parser = Parser("restore", _("把备份并入现有记录")).json()
    parser.add_argument("file", type=Path, metavar=_("文件"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        restored = _restore(desk, options.file)
    found = restored.entries
    if options.json:
        counts = {"new": found.new, "known": found.known, "refused": found.refused}
        shell.tell({"entries": counts, "decks": list(restored.decks)})
    else:
        shell.say(_("并入 {new} 条记录，另有 {known} 条原来就有。").format(new=found.new, known=found.known))
        if restored.decks:
            shell.say(_("恢复题库：{decks}。").format(decks=listed(restored.decks)))
        if found.refused:
            shell.say(plural("备份里有 {count} 条记录已损坏，未并入。", found.refused).format(count=found.refused))
    return LOOK if found.refused else DONE


def _restore(desk: Desk, path: Path) -> Restored:
    """Unite; what is wrong with the backup is said of the backup."""
    if not path.is_file():
        raise Refused(_("找不到备份文件 {path}；请检查路径。").format(path=path))
    if not path.stat().st_size:
        raise Refused(_("{path} 是空文件，不是备份。").format(path=path))
    try:
        return restoring.restore(desk.store, path, desk.world, at=desk.now())
    except errors.NewerStoreError:
        raise Refused(_("备份 {path} 由更新版本的 studyapp 创建；请先升级程序。").format(path=path)) from None
    except Exception as error:
        if not errors.is_damage(error):
            raise
        sentence = _("备份 {path} 读不出来：它已损坏，或者不是备份文件。请换一个备份。")
        raise Refused(sentence.format(path=path)) from error
