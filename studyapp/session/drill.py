"""The day's drill: a sitting over today's queue."""

from __future__ import annotations

from studyapp import grading
from studyapp.grading import Policy
from studyapp.queue import Limits
from studyapp.session.sitting import Sitting, Turn
from studyapp.store import asking, drill, settings
from studyapp.store.asking import Asked
from studyapp.store.opening import Store


class Drill(Sitting):
    """A sitting over today's queue of one deck or of all. Missed questions come again when the queue is through.

    ``limit``: the most answers that this sitting takes; ``None`` for the whole queue. ``first``: the question that
    is on the screen already.
    """

    def __init__(
        self,
        store: Store,
        *,
        sitting: str,
        at: int,
        deck: int | None = None,
        limit: int | None = None,
        limits: Limits | None = None,
        policy: Policy = grading.STRICT,
        first: Asked | None = None,
        minutes: int = 0,
    ) -> None:
        """``minutes``: what the day's task takes at most; 0 leaves it to the queue alone when it is finished."""
        super().__init__(store, sitting=sitting, at=at, policy=policy, minutes=minutes)
        self._scope = asking.scope_of(deck)
        self._limit = limit
        drill.ensure_queue(store, self.day, deck=deck, limits=limits or Limits(*settings.limits(store.connection)))
        self._size = asking.queue_size(store.connection, self._scope)
        self.done = asking.queue_done(store.connection, self._scope, self.day)
        self.total = asking.sitting_size(self._size, self.done, limit)
        self._position = -1
        if first is None:
            self._advance()
        else:
            self.show(first)
            self._position = self._position if first.missed else first.position

    def next_asked(self) -> Asked | None:
        """The next question of the queue, or one that was missed today."""
        if self._limit is not None and len(self.turns) >= self._limit:
            return None
        asked = asking.next_fresh(self.store.connection, self._scope, self._position, self.day)
        if asked is None:
            return asking.next_missed(self.store.connection, self._scope, self.day, self.mended())
        self._position = asked.position
        return asked

    def went_back(self, turn: Turn) -> None:
        """The queue goes on behind the question that is asked again."""
        if not turn.feedback.shown.again:
            self._position = turn.asked.position - 1

    def is_task_done(self) -> bool:
        """Nothing of today's whole queue is left, or the task's time is over."""
        return super().is_task_done() or (not self._scope and self.done >= self._size)
