"""How the learner likes the app to look and to be used on this computer. Loaded by the fast path: keep it light.

They lie in ``preferences.json`` in the home folder, beside the store, so that an office PC may look otherwise than a
laptop. A file that cannot be read costs nothing but its wishes.
"""

from __future__ import annotations

import json
import os

from studyapp.world import PREFERENCES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Preferences:
    """What was chosen; it is not changed but replaced (a dataclass would cost the fast path a fifth of its time).

    ``language``: ``zh``, ``en``, or empty where nobody chose. ``theme``: a theme's name, or empty. ``wide``: whether
    the terminal gives characters of ambiguous width (“ ” → ①) two cells. ``toured``: whether the tour was seen.
    ``keys``: the keys that shall run a command, by its id. ``folder``: where the last file to import lay, or empty.
    """

    __slots__ = ("folder", "keys", "language", "theme", "toured", "wide")

    def __init__(
        self,
        *,
        language: str = "",
        theme: str = "",
        wide: bool = False,
        toured: bool = False,
        keys: Mapping[str, str] | None = None,
        folder: str = "",
    ) -> None:
        self.language = language
        self.theme = theme
        self.wide = wide
        self.toured = toured
        self.keys: Mapping[str, str] = dict(keys or {})
        self.folder = folder

    def plain(self) -> dict[str, object]:
        """The preferences as they are written."""
        return {name: getattr(self, name) for name in ("language", "theme", "wide", "toured", "keys", "folder")}

    def but(self, **changes: object) -> Preferences:
        """The same with these fields changed."""
        return of_plain({**self.plain(), **changes})


def of_plain(plain: object) -> Preferences:
    """Preferences from what JSON gave; what is missing or makes no sense is as if nobody had said it."""
    if not isinstance(plain, dict):
        return Preferences()
    keys = plain.get("keys")
    return Preferences(
        language=_text(plain.get("language")),
        theme=_text(plain.get("theme")),
        wide=plain.get("wide") is True,
        toured=plain.get("toured") is True,
        keys={one: text for one, text in keys.items() if isinstance(text, str)} if isinstance(keys, dict) else {},
        folder=_text(plain.get("folder")),
    )


def read(home: str) -> Preferences:
    """The preferences kept in a home folder."""
    try:
        with open(os.path.join(home, PREFERENCES), encoding="utf-8-sig") as file:
            return of_plain(json.load(file))
    except (OSError, ValueError, RecursionError):
        return Preferences()


def write(home: str, preferences: Preferences) -> None:
    """Keep the preferences; raises ``OSError`` where the folder cannot be written to."""
    os.makedirs(home, exist_ok=True)
    path = os.path.join(home, PREFERENCES)
    draft = f"{path}.draft"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump(preferences.plain(), file, ensure_ascii=False, indent=2)
        file.write("\n")
    os.replace(draft, path)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
