"""What a sync tells while it goes on, and when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from studyapp.model import Message


class Stage(StrEnum):
    """What a sync is doing."""

    JOIN = "join"
    PULL = "pull"
    FILES = "files"
    PUSH = "push"
    BOARD = "board"
    DONE = "done"


Tell = Callable[[Stage, float], None]
"""Is told the stage and the share of it that is done, from 0 to 1."""


def unwatched(stage: Stage, share: float) -> None:
    """Nobody watches how far it is."""


class Taken(NamedTuple):
    """What became of a file that came down. ``what``: ``deck`` or ``plan``.

    ``taken``: the bank or the plan in force is another one by it. ``why``: what there is to say of it, a fault or the
    reason why it was let be; ``None`` for nothing. ``corrected``: how many questions that the learner had reported as
    wrong are other ones now, or none.
    """

    what: str
    name: str
    version: int
    taken: bool
    why: Message | None = None
    corrected: int = 0


class Points(NamedTuple):
    """The learner's points of a period (as boards have it) by this store, and by the remote; why, where they differ."""

    period: str
    ours: int
    theirs: int
    why: tuple[Message, ...] = ()


class Outcome(NamedTuple):
    """What one sync with one remote did.

    ``up``: entries that were handed over and are held there now; ``down``: entries that came from the learner's other
    devices; ``waiting``: entries that are not there yet. ``words``: of the entries that are not plainly taken, how
    many there are of each verdict. ``renewed``: the store was set back or copied, and goes on as a new device.
    ``strange``: statements that came down and prove nothing. ``points``: what the remote counts; ``silent``: for how
    many days it has said nothing new, as its boards have it: somebody may carry its words, and keep them back.
    ``trouble``: why it went no further; what was done holds.
    """

    remote: str
    up: int = 0
    down: int = 0
    waiting: int = 0
    files: tuple[Taken, ...] = ()
    words: Mapping[str, int] = {}
    renewed: bool = False
    strange: int = 0
    points: tuple[Points, ...] = ()
    silent: int = 0
    trouble: Message | None = None
