"""Syncing beside the screens: begun after the first paint, wanted after a sitting, waited for a moment at the end.

Nothing here waits for a network, and trouble is told by the status only: no answer is ever kept waiting.
"""

from __future__ import annotations

from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.messages import SentOff, Synced

if TYPE_CHECKING:
    from textual.app import App

    from studyapp.desk.syncing import Status
    from studyapp.tui.desk import Syncing

PATIENCE = 2.5
"""Seconds that the last sync may keep the app from closing; with the closing itself that stays under three."""

SITTINGS = frozenset({"study", "practice-study", "situation", "exam", "exam-sheet", "exam-handin"})
"""The screens that answers are given on; who leaves them has something to hand over."""


class Background:
    """Has the learner's store synced, and lets the app hear of it."""

    def __init__(self, app: App[int], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._is_ready = False
        self._is_going = False

    def get_ready(self) -> None:
        """What syncing needs may be loaded now; called in the thread that loads."""
        self._is_ready = True
        self.begin()

    def begin(self) -> None:
        """Begin where there is a remote; may be called again whenever another one may learn."""
        if not self._is_ready:
            return
        with _quietly():
            self._is_going = self._desk.has_remotes()
            if self._is_going:
                syncing = self._desk.syncing()
                syncing.listen(self._hear)
                syncing.start()

    def ask(self) -> None:
        """Sync now, where there is a remote."""
        if not self._is_going:
            self.begin()
            return
        with _quietly():
            self._desk.syncing().ask()

    def send_off(self) -> bool:
        """Hand over what waits, and post ``SentOff``; ``False`` where nobody syncs, and so nothing is posted."""
        if not self._is_going:
            return False
        Thread(target=self._finish, args=(self._desk.syncing(),), daemon=True).start()
        return True

    def _finish(self, syncing: Syncing) -> None:
        with _quietly():
            if any(one.waiting for one in syncing.remotes()):
                syncing.finish(PATIENCE)
        with suppress(RuntimeError):
            self._app.post_message(SentOff())

    def _hear(self, status: Status) -> None:
        with suppress(RuntimeError):  # the app has closed meanwhile
            self._app.post_message(Synced(status))


class _quietly:  # noqa: N801 - it is used as a statement
    """What has a sentence for people is told where one looks at the remotes, never here."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: object, _trace: object) -> bool:
        return isinstance(error, Exception) and trouble_words(error) is not None
