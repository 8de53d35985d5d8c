"""Choosing the file that has the answers to the questions of another one."""

from __future__ import annotations

from pathlib import PurePath

from studyapp.tui.desk import Desk
from studyapp.tui.messages import PlaceWanted
from studyapp.tui.screens.choosing import ImportScreen
from studyapp.tui.screens.places import ImportPlace
from studyapp.words import _


class KeyFileScreen(ImportScreen):
    """The list of a folder, at first the one that the questions lie in; every way out leads back to the preview."""

    KEYS = "key-file"

    def __init__(self, desk: Desk, place: ImportPlace, folder: str = "") -> None:
        super().__init__(desk, folder or str(PurePath(place.wish.path).parent))
        self._place = place

    def title_words(self) -> str:
        """Whose answers they are."""
        return _("选答案文件 · {file}").format(file=PurePath(self._place.wish.path).name)

    def anew(self) -> KeyFileScreen:
        """The same folder."""
        return KeyFileScreen(self._desk, self._place, self.here)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is not always a key that could be done without."""
        return bool(self._place.wish.key) if action == "none" else super().check_action(action, parameters)

    def taking_word(self) -> str:
        """The answers are read from it."""
        return _("用它")

    def take_file(self, path: str) -> None:
        """Read the questions with the answers of this file."""
        self._read_with(path)

    def action_none(self) -> None:
        """Read the questions without any other file."""
        self._read_with("")

    def _read_with(self, key: str) -> None:
        """Read anew; to take out what the file lacks was agreed to for what had been read before."""
        wish = self._place.wish._replace(key=key, prune=False)
        self.post_message(PlaceWanted("preview", ImportPlace(wish)))

    def leave(self) -> None:
        """Back to what was read."""
        self.post_message(PlaceWanted("preview", self._place))
