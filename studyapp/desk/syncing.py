"""Syncing for the screens and commands: in a thread of its own, with a connection of its own.

A screen makes one ``Syncer(world, tell)``, calls ``start()`` once, ``ask()`` where the learner wants it now, and
``finish()`` at the end. ``tell`` is called in the syncer's thread with a ``Status`` whenever that changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from studyapp.model import Message
from studyapp.sync.outcome import Outcome, Stage
from studyapp.world import World

EVERY = 5 * 60.0
"""Seconds between two syncs by itself."""

PATIENCE = 3.0
"""Seconds that the last sync may keep the app from closing."""


class Status(NamedTuple):
    """Where syncing stands. ``busy``: it goes on, with ``remote``, at this share of this stage.

    ``last``: what the last one did, remote by remote; ``at``: when it ended, UTC milliseconds, 0 for never.
    """

    busy: bool = False
    remote: str = ""
    stage: Stage = Stage.DONE
    share: float = 0.0
    last: tuple[Outcome, ...] = ()
    at: int = 0

    @property
    def trouble(self) -> Message | None:
        """What the learner should know, if anything."""
        return next((one.trouble for one in self.last if one.trouble is not None), None)


class RemoteLine(NamedTuple):
    """A remote as a list shows it. ``joined``: it knows this device; ``synced``, ``tried``: when, 0 for never.

    ``waiting``: entries that it does not hold yet; ``words``: how many entries it says something of, by verdict.
    """

    name: str
    url: str
    joined: bool
    tried: int
    synced: int
    waiting: int
    words: dict[str, int]
    trouble: Message | None


Tell = Callable[[Status], None]


def unheard(status: Status) -> None:
    """Nobody listens."""


class Syncer:
    """Who syncs a learner's store."""

    def __init__(self, world: World, tell: Tell = unheard, *, every: float = EVERY) -> None:
        self._world = world
        self._tell = tell
        self._every = every

    @property
    def status(self) -> Status:
        """Where it stands; any thread may ask."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin: sync now, and again after some minutes; where there is no remote, nothing happens."""
        raise NotImplementedError

    def ask(self) -> None:
        """Sync as soon as can be."""
        raise NotImplementedError

    def finish(self, patience: float = PATIENCE) -> bool:
        """Sync once more and end; return whether that was done in time. What is left goes next time."""
        raise NotImplementedError

    def run(self, name: str = "") -> tuple[Outcome, ...]:
        """Sync with one remote, or with all, in this thread. Raises ``StoreError`` where there is none of that name."""
        raise NotImplementedError

    def remotes(self) -> tuple[RemoteLine, ...]:
        """The remotes, as they stand."""
        raise NotImplementedError
