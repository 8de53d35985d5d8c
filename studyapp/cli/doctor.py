"""``studyapp doctor``: is everything sound, and mend what is not."""

from __future__ import annotations

import sys
from pathlib import Path

from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Shell
from studyapp.store import health
from studyapp.store.health import Health, Repaired
from studyapp.version import __version__
from studyapp.words import _


def run(arguments: list[str], shell: Shell) -> int:
    """Examine the store and the plugins; with ``--repair`` mend the store."""
    parser = Parser("doctor", _("检查数据文件和插件")).json()
    parser.add_argument("--repair", action="store_true", help=_("修复：救回全部未受损的答题记录"))
    options = parser.parse_args(arguments)
    path = Path(shell.world.store)
    found = health.examine(path) if path.exists() else Health((), ())
    repaired = None
    if options.repair and not found.sound:
        repaired = health.repair(path, shell.world, at=shell.world.now())
        with desk_of(shell):  # brings the bundled decks back where they did not come over
            found_after = health.examine(path)
    else:
        found_after = found
    plugin_flaws = sum(len(one.flaws) for one in load_plugins(Path(shell.world.home)).listed)
    if options.json:
        shell.tell(_plain(shell, path, found_after, repaired, plugin_flaws))
    else:
        _print(shell, path, found, repaired, plugin_flaws)
    if not found_after.sound or plugin_flaws:
        return LOOK
    return LOOK if repaired is not None and repaired.missing else DONE


def _plain(shell: Shell, path: Path, found: Health, repaired: Repaired | None, plugin_flaws: int) -> dict[str, object]:
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "home": shell.world.home,
        "store": str(path),
        "faults": list(found.faults),
        "differences": [{"table": one.table, "rows": one.rows} for one in found.differences],
        "plugin_flaws": plugin_flaws,
        "repaired": repaired
        and {
            "entries": repaired.entries,
            "missing": repaired.missing,
            "decks": list(repaired.decks),
            "kept": str(repaired.kept),
        },
    }


def _print(shell: Shell, path: Path, found: Health, repaired: Repaired | None, plugin_flaws: int) -> None:
    shell.say(f"studyapp {__version__}, Python {sys.version.split()[0]}")
    shell.say(_("数据文件：{path}").format(path=path))
    for fault in found.faults:
        shell.say(_("损坏：{fault}").format(fault=fault))
    for one in found.differences:
        shell.say(_("{table} 有 {rows} 行与答题记录不符。").format(table=one.table, rows=one.rows))
    if repaired is not None:
        shell.say(
            _("已修复：救回 {entries} 条答题记录，至少丢失 {missing} 条。").format(
                entries=repaired.entries, missing=repaired.missing
            )
        )
        shell.say(
            _("随之保留的题库：{decks}。其他题库请重新导入，学习记录会自动接上。").format(
                decks="、".join(repaired.decks) or _("无")
            )
        )
        shell.say(_("损坏的原文件保存在 {path}。").format(path=repaired.kept))
    elif found.sound:
        shell.say(_("数据文件完好。"))
    else:
        shell.say(_("运行 studyapp doctor --repair 修复。"))
    if plugin_flaws:
        shell.say(_("插件有 {count} 处问题；运行 studyapp plugins 查看。").format(count=plugin_flaws))
