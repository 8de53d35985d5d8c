"""Boards for the screens and commands: fresh where the remote answers, else the last that was seen. For any thread.

``Boards(world).board()`` is all that a screen needs; it may take as long as the remote does, so ask in a thread.
``kept`` answers at once, from the store.
"""

from __future__ import annotations

from typing import NamedTuple

from studyapp.model import Message
from studyapp.model.remote import Board, Scope
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
        raise NotImplementedError

    def scopes(self, remote: str = "") -> tuple[Scope, ...]:
        """Whose boards can be asked for; where the remote does not answer, those that were seen before."""
        raise NotImplementedError

    def kept(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        """A board as it was seen last; ``None`` where it never was."""
        raise NotImplementedError

    def board(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        """A board, fresh where the remote answers; ``None`` where there is no remote, or nothing is to be had.

        Raises ``StoreError`` with a sentence where it has never been seen and cannot be had now.
        """
        raise NotImplementedError
