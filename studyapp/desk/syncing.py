"""Syncing for the screens and commands: in a thread of its own, with a connection of its own.

A screen makes one ``Syncer(world, tell)``, calls ``start()`` once, ``ask()`` where the learner wants it now, and
``finish()`` at the end. ``tell`` is called in the syncer's thread with a ``Status`` whenever that changes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

from studyapp.desk import remotes as desk_remotes
from studyapp.desk.arrivals import Arrivals
from studyapp.desk.full import Desk
from studyapp.desk.readers import load_plugins
from studyapp.desk.remotes import RemoteLine, store_of
from studyapp.envelope.signer import OwnDevice
from studyapp.model import Message
from studyapp.plugins import Plugins
from studyapp.plugins.remoting import OpenRemote, open_remote
from studyapp.store import errors, remotes
from studyapp.store.errors import StoreError
from studyapp.store.remotes import RemoteRow
from studyapp.store.turns import turn
from studyapp.sync.exchange import Hands, sync
from studyapp.sync.outcome import Outcome, Stage
from studyapp.world import World

EVERY = 5 * 60.0
"""Seconds between two syncs by itself."""

PATIENCE = 3.0
"""Seconds that the last sync may keep the app from closing."""

TURN = 5.0
"""Seconds that a command waits for another program that syncs."""


BREATH = 0.12
"""Seconds between two writes of many: who waits for SQLite looks every tenth of a second."""


class OccupiedError(StoreError):
    """Another program syncs the store just now."""


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


Tell = Callable[[Status], None]


def unheard(status: Status) -> None:
    """Nobody listens."""


class Syncer:
    """Who syncs a learner's store."""

    def __init__(self, world: World, tell: Tell = unheard, *, every: float = EVERY) -> None:
        self._world = world
        self._tell = tell
        self._every = every
        self._status = Status()
        self._thread: Thread | None = None
        self._wake, self._hurry = Event(), Event()
        self._ending = False

    @property
    def status(self) -> Status:
        """Where it stands; any thread may ask."""
        return self._status

    def listen(self, tell: Tell) -> None:
        """Tell somebody else from now on."""
        self._tell = tell

    def start(self) -> None:
        """Begin: sync now, and again after some minutes; where there is no remote, nothing happens."""
        if self._thread is None:
            self._thread = Thread(target=self._go_on, name="studyapp-sync", daemon=True)
            self._thread.start()

    def ask(self) -> None:
        """Sync as soon as can be."""
        self._wake.set()
        self.start()

    def finish(self, patience: float = PATIENCE) -> bool:
        """Sync once more and end; return whether that was done in time. What is left goes next time."""
        self._ending = True
        self._hurry.set()
        self.ask()
        if self._thread is not None:
            self._thread.join(patience)
            return not self._thread.is_alive()
        return True

    def run(self, name: str = "", *, patience: float = TURN) -> tuple[Outcome, ...]:
        """Sync with one remote, or with all, in this thread.

        ``patience``: seconds to wait for another program that syncs. Raises ``StoreError`` where there is no remote of
        that name, or the other program takes longer.
        """
        with turn(Path(self._world.store), patience=patience) as mine:
            if not mine:
                raise OccupiedError(Message("另一个程序正在同步；请等它完成后再试。"))
            with store_of(self._world) as desk:
                wanted = _wanted(desk, name)
                try:
                    outcomes = tuple(self._sync(desk, row) for row in wanted)
                except BaseException:
                    self._say(self._status._replace(busy=False))
                    raise
                self._say(Status(last=outcomes, at=desk.now()))
                return outcomes

    def remotes(self) -> tuple[RemoteLine, ...]:
        """The remotes, as they stand."""
        return desk_remotes.lines(self._world)

    def add(self, name: str, url: str, code: str = "", shown: str = "") -> None:
        """Add a remote; with a code, the next sync asks it to know this device. All of it, or nothing.

        ``shown``: the learner's name on boards, empty for none. Raises ``StoreError``.
        """
        desk_remotes.add(self._world, name, url, self._plugins)
        if code.strip():
            try:
                self.join(name, code, shown)
            except StoreError:
                self.remove(name)
                raise

    def remove(self, name: str) -> None:
        """Forget a remote; what came from it stays. Raises ``StoreError``."""
        desk_remotes.remove(self._world, name)

    def join(self, name: str, code: str, shown: str = "") -> None:
        """Have the next sync ask a remote to know this device. Raises ``StoreError``."""
        desk_remotes.join(self._world, name, code, shown)

    @cached_property
    def _plugins(self) -> Plugins:
        return load_plugins(Path(self._world.home))

    def _sync(self, desk: Desk, row: RemoteRow) -> Outcome:
        arrivals = Arrivals(desk, row.name, lambda: self._plugins)
        hands = Hands(
            now=desk.now,
            world=desk.world,
            connect=partial(self._connect, row),
            take=arrivals.take,
            tell=partial(self._watch, row.name),
            breathe=partial(self._hurry.wait, BREATH),
        )
        return sync(desk.store, row.name, hands)

    def _connect(self, row: RemoteRow, own: OwnDevice) -> OpenRemote:
        return open_remote(self._plugins, row.name, row.url, own)

    def _watch(self, remote: str, stage: Stage, share: float) -> None:
        self._say(self._status._replace(busy=True, remote=remote, stage=stage, share=share))

    def _say(self, status: Status) -> None:
        self._status = status
        self._tell(status)

    def _go_on(self) -> None:
        while True:
            self._wake.clear()
            last = self._ending
            self._once()
            if last:
                return
            self._wake.wait(self._every)

    def _once(self) -> None:
        """Sync, quietly: whatever goes wrong is a sentence in the status."""
        if not os.path.exists(self._world.store):  # noqa: PTH110 - as the paths of the world are
            return
        try:
            if self._has_remotes():
                self.run(patience=0.0)
        except OccupiedError:
            return
        except Exception as error:  # it is the thread's last resort: nobody else would hear of it
            why = errors.explain(error, Path(self._world.store)) or Message(
                "同步没有完成（{error}）；本机的记录不受影响，稍后会再试。",
                {"error": f"{type(error).__name__}: {error}"},
            )
            self._say(Status(last=(Outcome("", trouble=why),), at=self._world.now()))

    def _has_remotes(self) -> bool:
        with store_of(self._world) as desk:
            return bool(remotes.every(desk.store.connection))


def _wanted(desk: Desk, name: str) -> list[RemoteRow]:
    every = remotes.every(desk.store.connection)
    wanted = [row for row in every if name in ("", row.name)]
    if name and not wanted:
        raise desk_remotes.unknown(name)
    return wanted


__all__ = ["EVERY", "PATIENCE", "RemoteLine", "Stage", "Status", "Syncer"]
