"""The list of installed plugins, remembered so that most starts need not look through every distribution.

``importlib.metadata`` is imported only where the remembered list is stale: this is the one place for that.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import Distribution

GROUP = "studyapp.plugins"
COMMANDS = "studyapp.commands"
"""Entry points that are commands: each names a module with ``run(arguments, shell)``."""

_GROUPS = {"plugins": GROUP, "commands": COMMANDS}


@dataclass(frozen=True, slots=True)
class PluginEntry:
    """An entry point of a distribution: a plugin's name and its module.

    ``module`` is empty where the distribution's list of entry points cannot be read.
    """

    name: str
    module: str
    distribution: str
    version: str


_Found = dict[str, tuple[PluginEntry, ...]]
"""The entry points of each group, by its short name."""


def entries(cache: Path) -> tuple[PluginEntry, ...]:
    """Return the installed plugins, from ``cache`` where it is of this very installation, and keep them there."""
    return _of_this_installation(cache)["plugins"]


def command(cache: Path, name: str) -> PluginEntry | None:
    """The command of that name that a plugin brings; looked up in the same way."""
    return next((one for one in _of_this_installation(cache)["commands"] if one.name == name), None)


def commands(cache: Path) -> list[str]:
    """The names of the commands that plugins bring; looked up in the same way."""
    return [entry.name for entry in _of_this_installation(cache)["commands"]]


def _of_this_installation(cache: Path) -> _Found:
    key = _key(cache)
    remembered = _remembered(cache, key)
    if remembered is not None:
        return remembered
    found = _scan()
    _remember(cache, key, found)
    return found


def _key(cache: Path) -> list[str]:
    """Name this interpreter and the state of the folders it imports from.

    Installing, upgrading or removing a distribution adds or removes a folder there, and so moves a time. The
    folder of the cache is let be: it changes whenever the cache is written, and nobody installs into it.
    """
    own = str(cache.absolute().parent)
    folders = (f"{path}|{_changed(path)}" for path in sys.path if path != own)
    return [str(sys.implementation.cache_tag), sys.prefix, *folders]


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except (OSError, ValueError):
        return -1


def _remembered(cache: Path, key: list[str]) -> _Found | None:
    try:
        kept = json.loads(cache.read_bytes())
        if kept["key"] != key:
            return None
        found = {word: tuple(PluginEntry(*row) for row in kept[word]) for word in _GROUPS}
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    every = (entry for some in found.values() for entry in some)
    return found if all(isinstance(word, str) for entry in every for word in astuple(entry)) else None


def _remember(cache: Path, key: list[str], found: _Found) -> None:
    """Keep the list, and beside it the names of the commands, a line each, for those who only list them."""
    kept = {"key": key, **{word: [astuple(entry) for entry in some] for word, some in found.items()}}
    _write(cache, json.dumps(kept, indent=1))
    _write(cache.with_suffix(".commands"), "".join(f"{entry.name}\n" for entry in found["commands"]))


def _write(path: Path, text: str) -> None:
    """Write a file whole; where the folder cannot be written to, the next start looks again."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError:
        try:
            fresh.unlink(missing_ok=True)
        except OSError:
            return


def _scan() -> _Found:
    """Ask every distribution; of two with one name the first on the path counts, as it does for imports."""
    from importlib.metadata import distributions  # noqa: PLC0415 - dear, and seldom needed

    found: dict[str, _Found] = {}
    for distribution in distributions():
        try:
            announced = distribution.read_text("entry_points.txt") or ""
            if any(group in announced for group in _GROUPS.values()):
                name, version = str(distribution.name), str(distribution.version)
                found.setdefault(_normal(name), _announced(distribution, name, version))
        except Exception:  # a half removed distribution: no plugin of it can be loaded
            continue
    return {word: tuple(entry for some in found.values() for entry in some[word]) for word in _GROUPS}


def _announced(distribution: Distribution, name: str, version: str) -> _Found:
    try:
        points = [
            (point.group, PluginEntry(point.name, point.value, name, version)) for point in distribution.entry_points
        ]
    except Exception:  # one line without "=" makes the whole file unreadable
        return {"plugins": (PluginEntry(name, "", name, version),), "commands": ()}
    return {word: tuple(entry for group, entry in points if group == wanted) for word, wanted in _GROUPS.items()}


def _normal(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
