"""``studyapp backup``: the store into one file, without the device's key."""

from __future__ import annotations

from pathlib import Path

from studyapp.cli.opening import MANIFEST, desk_of
from studyapp.cli.parsing import Parser, target
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.store import entries, errors, restoring
from studyapp.words import _, plural


def run(arguments: list[str], shell: Shell) -> int:
    """Back up."""
    parser = Parser("backup", _("备份到一个文件")).json()
    parser.add_argument("file", type=target, metavar=_("文件"))
    options = parser.parse_args(arguments)
    store = Path(shell.world.store).resolve()
    wanted = options.file.resolve()
    if wanted.parent == store.parent and (wanted.name.startswith(f"{store.stem}.") or wanted.name == MANIFEST):
        raise Refused(_("{path} 是应用自己的文件；请备份到另一个文件。").format(path=options.file))
    with desk_of(shell) as desk:
        with errors.told(options.file):
            restoring.backup(desk.store, options.file)
        count = entries.count(desk.store.connection)
    if options.json:
        shell.tell({"path": str(options.file), "entries": count})
    else:
        shell.say(plural("已备份 {count} 条记录到 {path}。", count).format(count=count, path=options.file))
    return DONE
