"""The learner's own keys in place of those declared."""

from __future__ import annotations

import re
from collections.abc import Mapping

from studyapp.model import Message
from studyapp.tui.commands import TABLES
from studyapp.tui.keys import Command, key_name

_chosen: dict[str, str] = {}
"""The learner's own keys by ``table.command``; set once, before the screens are made."""


def use(chosen: Mapping[str, str]) -> list[Message]:
    """Let these keys hold from now on; return a sentence for each that cannot.

    ``chosen``: keys by ``table.command``, with spaces between; with ``each``, commas between the numbers.
    """
    kept, faults = sound(chosen)
    _chosen.clear()
    _chosen.update(kept)
    return faults


def in_force(table: str) -> tuple[Command, ...]:
    """The commands of a table under the keys that hold."""
    return remapped(table, _chosen)


def remapped(table: str, chosen: Mapping[str, str]) -> tuple[Command, ...]:
    """The commands of a table with these keys in place of those declared."""
    return tuple(_remapped(command, chosen.get(f"{table}.{command.name}")) for command in TABLES[table])


def _remapped(command: Command, keys: str | None) -> Command:
    if keys is None:
        return command
    groups = tuple(" ".join(group.split()) for group in keys.split(","))
    shown = " ".join(key_name(key) for group in groups for key in group.split())
    return command._replace(keys=groups if command.each else tuple(" ".join(groups).split()), shown=shown)


def sound(chosen: Mapping[str, str]) -> tuple[dict[str, str], list[Message]]:
    """Of the learner's own keys those that can be used, and a sentence for each of the others."""
    kept: dict[str, str] = {}
    faults = []
    for name, keys in chosen.items():
        why = _fault(name, keys) or _clash(name, {**kept, name: keys})
        if why is None:
            kept[name] = keys
        else:
            faults.append(why)
    return kept, faults


RESERVED = frozenset({"ctrl+w", "ctrl+t", "ctrl+n", "tab", "ctrl+tab", "f11", "f12"})
"""Keys that a browser keeps for itself, or that lead from field to field."""

_KEY = re.compile(r"(?:(?:ctrl|alt|shift)\+)*(?:\S|f\d{1,2}|[a-z_]{2,})")


def _fault(name: str, keys: str) -> Message | None:
    """Why keys cannot be used, seen by themselves."""
    command = _command(name)
    if command is None:
        return Message("按键设置里的 {name} 不是命令；名称见 README 的“按键”一节。", {"name": name})
    groups = [group.split() for group in keys.split(",")]
    if not all(groups) or (command.each and len(groups) > len(command.keys)):
        return Message("按键设置 {name} 未采用：请逐个写出键名，用空格隔开。", {"name": name})
    for key in (key for group in groups for key in group):
        if key in RESERVED or not _KEY.fullmatch(key):
            return Message("按键设置 {name} 未采用：{key} 不能用，请换一个键。", {"name": name, "key": key})
    return None


def _clash(name: str, chosen: Mapping[str, str]) -> Message | None:
    """The other command of the table that has one of these keys, unless both were declared with a key in common."""
    table = name.partition(".")[0]
    declared = {command.name: command for command in TABLES[table]}
    commands = {command.name: command for command in remapped(table, chosen)}
    mine = commands.pop(name.partition(".")[2])
    for other in commands.values():
        shared = _keys(mine) & _keys(other)
        if shared and not _keys(declared[mine.name]) & _keys(declared[other.name]):
            where = {"name": name, "key": key_name(min(shared)), "other": f"{table}.{other.name}"}
            return Message("按键设置 {name} 未采用：{key} 已用于 {other}，请换一个键。", where)
    return None


def _command(name: str) -> Command | None:
    table, _dot, one = name.partition(".")
    return next((command for command in TABLES.get(table, ()) if command.name == one), None)


def _keys(command: Command) -> set[str]:
    return {key for group in command.groups for key in group.split()}
