"""Boards for the screens and commands: fresh where the remote answers, else the last that was seen. For any thread.

``Boards(world).board()`` is all that a screen needs; it may take as long as the remote does, so ask in a thread.
``kept`` answers at once, from the store.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from studyapp.desk.full import Desk
from studyapp.desk.readers import load_plugins
from studyapp.desk.remotes import own_device, store_of, unknown
from studyapp.model import Message
from studyapp.model.remote import Board, Scope
from studyapp.plugins import Plugins
from studyapp.plugins.remoting import OpenRemote, RemoteError, open_remote
from studyapp.store import envelopes, receipts, remotes
from studyapp.store.errors import StoreError
from studyapp.store.remotes import RemoteRow
from studyapp.sync import figures
from studyapp.sync.outcome import Points
from studyapp.world import World


class Shown(NamedTuple):
    """A board as it is shown. ``fetched``: when it came from the remote, UTC milliseconds; ``live``: just now.

    ``trouble``: why it is not fresh. ``points``: the learner's own figures beside the remote's, where there are such.
    """

    remote: str
    board: Board
    fetched: int
    live: bool
    points: Points | None = None
    trouble: Message | None = None


class Boards:
    """Who has the boards of a learner's remotes. ``remote`` empty: the first one that has boards."""

    def __init__(self, world: World) -> None:
        self._world = world

    def remotes(self) -> tuple[str, ...]:
        """The names of the remotes."""
        with store_of(self._world) as desk:
            return tuple(row.name for row in remotes.every(desk.store.connection))

    def scopes(self, remote: str = "") -> tuple[Scope, ...]:
        """Whose boards can be asked for; where the remote does not answer, those that were seen before."""
        with store_of(self._world) as desk:
            row = self._chosen(desk, remote)
            if row is None:
                return ()
            try:
                with self._opened(desk, row) as there:
                    return there.scopes()
            except RemoteError:
                kept = remotes.kept_scopes(desk.store.connection, row.name)
                return tuple(Scope(scope, title) for scope, title in kept.items())

    def kept(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        """A board as it was seen last; ``None`` where it never was."""
        with store_of(self._world) as desk:
            row = self._chosen(desk, remote)
            return None if row is None else _kept(desk, row.name, scope, period, None)

    def board(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        """A board, fresh where the remote answers, else as it was seen last; ``None`` where there is no remote.

        Raises ``StoreError`` with a sentence where it has never been seen and cannot be had now.
        """
        with store_of(self._world) as desk:
            row = self._chosen(desk, remote)
            if row is None:
                return None
            try:
                with self._opened(desk, row) as there:
                    board = there.standings(scope, period)
            except RemoteError as error:
                found = _kept(desk, row.name, scope, period, error.why)
                if found is None:
                    raise StoreError(error.why) from error
                return found
            at = desk.now()
            remotes.keep_board(desk.store.connection, row.name, (scope, period), board, at=at)
            return Shown(row.name, board, at, live=True, points=_points(desk, row.name, board))

    @cached_property
    def _plugins(self) -> Plugins:
        return load_plugins(Path(self._world.home))

    def _chosen(self, desk: Desk, name: str) -> RemoteRow | None:
        """The remote of that name; without one, the first that was heard to have boards, else the first."""
        every = remotes.every(desk.store.connection)
        if name:
            found = next((row for row in every if row.name == name), None)
            if found is None:
                raise unknown(name)
            return found
        with_boards = [row for row in every if remotes.kept_scopes(desk.store.connection, row.name)]
        return next(iter([*with_boards, *every]), None)

    @contextmanager
    def _opened(self, desk: Desk, row: RemoteRow) -> Iterator[OpenRemote]:
        there = open_remote(self._plugins, row.name, row.url, own_device(desk.store))
        try:
            if not there.can.ranks:
                raise RemoteError(Message("远程“{remote}”没有排行榜。", {"remote": row.name}))
            yield there
        finally:
            there.close()


def _kept(desk: Desk, remote: str, scope: str, period: str, trouble: Message | None) -> Shown | None:
    found = remotes.kept_board(desk.store.connection, remote, scope, period)
    if found is None:
        return None
    board, at = found
    return Shown(remote, board, at, live=False, points=_points(desk, remote, board), trouble=trouble)


def _points(desk: Desk, remote: str, board: Board) -> Points | None:
    held = {device: link.no for device, link in receipts.held(desk.store.connection, remote).items()}
    return figures.compare(desk.store, remote, board, envelopes.count_waiting(desk.store.connection, held))
