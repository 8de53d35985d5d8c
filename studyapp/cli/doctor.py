"""``studyapp doctor``: is everything sound, and mend what is not."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from studyapp.cli.differences import difference_words
from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, LOOK, Shell
from studyapp.store import health, replaying
from studyapp.store.health import Health, Repaired
from studyapp.version import __version__
from studyapp.words import _, listed, plural

SHORT = 200
"""Characters of what SQLite says of a damage, which may quote the damaged bytes."""


@dataclass(frozen=True, slots=True)
class _Findings:
    """What was found, what was done about it, and what is found after that."""

    path: Path
    before: Health
    after: Health
    repaired: Repaired | None
    plugin_flaws: int


def run(arguments: list[str], shell: Shell) -> int:
    """Examine the store and the plugins; with ``--repair`` mend the store."""
    parser = Parser("doctor", _("检查数据文件和插件")).json()
    parser.add_argument("--repair", action="store_true", help=_("修复：救回全部未受损的答题记录"))
    options = parser.parse_args(arguments)
    path = Path(shell.world.store)
    before = after = health.examine(path, patience=shell.patience)
    repaired = None
    if options.repair and not before.sound:
        repaired = _repair(path, before, shell)
        after = health.examine(path, patience=shell.patience)
    plugin_flaws = sum(len(one.flaws) for one in load_plugins(Path(shell.world.home)).listed)
    found = _Findings(path, before, after, repaired, plugin_flaws)
    if options.json:
        shell.tell(_plain(shell, found))
    else:
        _print(shell, found)
    lost = repaired is not None and (repaired.missing or not repaired.entries or not repaired.decks)
    return DONE if after.sound and not plugin_flaws and not lost else LOOK


def _repair(path: Path, found: Health, shell: Shell) -> Repaired | None:
    """Salvage a damaged file; where only the caches are wrong, replay."""
    repaired = None
    if not found.intact:
        repaired = health.repair(path, shell.world, at=shell.world.now(), patience=shell.patience)
    with desk_of(shell) as desk:  # brings the bundled decks back where they did not come over
        if found.intact:
            replaying.rebuild(desk.store)
    return repaired


def _plain(shell: Shell, found: _Findings) -> dict[str, object]:
    after, repaired = found.after, found.repaired
    return {
        "version": __version__,
        "python": sys.version.split()[0],
        "home": shell.world.home,
        "store": str(found.path),
        "faults": list(after.faults),
        "rotten": {"entries": after.rotten_entries, "items": after.rotten_items},
        "differences": [{"table": one.table, "rows": one.rows} for one in after.differences],
        "plugin_flaws": found.plugin_flaws,
        "repaired": repaired
        and {
            "entries": repaired.entries,
            "missing": repaired.missing,
            "decks": list(repaired.decks),
            "kept": str(repaired.kept),
        },
    }


def _print(shell: Shell, found: _Findings) -> None:
    shell.say(f"studyapp {__version__}, Python {sys.version.split()[0]}")
    shell.say(_("数据文件：{path}").format(path=found.path))
    for line in _ailments(found.before):
        shell.say(line)
    if found.repaired is not None:
        _print_repair(shell, found.repaired)
    elif not found.path.exists():
        shell.say(_("还没有数据文件；第一次学习或导入时自动建立。"))
    elif found.before.sound:
        shell.say(_("数据文件完好。"))
    elif found.after.sound:
        shell.say(_("已按答题记录重新推算，现在全部相符。"))
    else:
        shell.say(_("运行 studyapp doctor --repair 修复。"))
    if found.plugin_flaws:
        shell.say(
            plural("插件有 {count} 处问题；运行 studyapp plugins 查看。", found.plugin_flaws).format(
                count=found.plugin_flaws
            )
        )


def _ailments(found: Health) -> list[str]:
    lines = [_("损坏：{fault}").format(fault=" ".join(fault.split())[:SHORT]) for fault in found.faults]
    if found.rotten_entries:
        lines.append(
            plural("有 {count} 条答题记录的内容已损坏。", found.rotten_entries).format(count=found.rotten_entries)
        )
    if found.rotten_items:
        lines.append(plural("有 {count} 道题的内容已损坏。", found.rotten_items).format(count=found.rotten_items))
    return lines + [difference_words(one) for one in found.differences]


def _print_repair(shell: Shell, repaired: Repaired) -> None:
    shell.say(plural("已修复：救回 {count} 条答题记录。", repaired.entries).format(count=repaired.entries))
    if repaired.missing:
        shell.say(plural("至少有 {count} 条记录没能救回。", repaired.missing).format(count=repaired.missing))
    if repaired.decks:
        shell.say(_("一并救回的题库：{decks}。").format(decks=listed(repaired.decks)))
    shell.say(_("没有列出的题库请重新导入，学习记录会自动接上；随程序提供的题库已经恢复。"))
    shell.say(_("损坏的原文件保存在 {path}。").format(path=repaired.kept))
