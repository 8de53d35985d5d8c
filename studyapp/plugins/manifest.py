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


@dataclass(frozen=True, slots=True)
class PluginEntry:
    """An entry point of a distribution: a plugin's name and its module.

    ``module`` is empty where the distribution's list of entry points cannot be read.
    """

    name: str
    module: str
    distribution: str
    version: str


def entries(cache: Path) -> tuple[PluginEntry, ...]:
    """Return the installed plugins, from ``cache`` where it is of this very installation, and keep them there."""
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


def _remembered(cache: Path, key: list[str]) -> tuple[PluginEntry, ...] | None:
    try:
        kept = json.loads(cache.read_bytes())
        if kept["key"] != key:
            return None
        found = tuple(PluginEntry(*row) for row in kept["plugins"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
    return found if all(isinstance(word, str) for entry in found for word in astuple(entry)) else None


def _remember(cache: Path, key: list[str], found: tuple[PluginEntry, ...]) -> None:
    """Keep the list; where the folder cannot be written to, the next start looks again."""
    fresh = cache.with_name(f"{cache.name}.{os.getpid()}")
    kept = {"key": key, "plugins": [astuple(entry) for entry in found]}
    try:
        fresh.write_text(json.dumps(kept, indent=1), encoding="ascii")
        fresh.replace(cache)
    except OSError:
        try:
            fresh.unlink(missing_ok=True)
        except OSError:
            return


def _scan() -> tuple[PluginEntry, ...]:
    """Ask every distribution; of two with one name the first on the path counts, as it does for imports."""
    from importlib.metadata import distributions  # noqa: PLC0415 - dear, and seldom needed

    found: dict[str, tuple[PluginEntry, ...]] = {}
    for distribution in distributions():
        try:
            announced = distribution.read_text("entry_points.txt") or ""
            if GROUP in announced:
                name, version = str(distribution.name), str(distribution.version)
                found.setdefault(_normal(name), _announced(distribution, name, version))
        except Exception:  # a half removed distribution: no plugin of it can be loaded
            continue
    return tuple(entry for group in found.values() for entry in group)


def _announced(distribution: Distribution, name: str, version: str) -> tuple[PluginEntry, ...]:
    try:
        points = [point for point in distribution.entry_points if point.group == GROUP]
    except Exception:  # one line without "=" makes the whole file unreadable
        return (PluginEntry(name, "", name, version),)
    return tuple(PluginEntry(point.name, point.value, name, version) for point in points)


def _normal(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")
