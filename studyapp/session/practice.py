"""Practice: a sitting over some chosen questions, due or not: the wrong-answer book, a chapter, some at random."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp import grading
from studyapp.grading import Policy
from studyapp.session.sitting import Sitting, Turn
from studyapp.store import asking, shelves
from studyapp.store.asking import Asked
from studyapp.store.opening import Store


class Practice(Sitting):
    """A sitting over some items in their order. Those that are missed come again at the end, until they are right.

    ``items``: their numbers; one that is in the bank no more, or asks nothing, is passed over.
    """

    def __init__(
        self,
        store: Store,
        items: Sequence[int],
        *,
        sitting: str,
        at: int,
        policy: Policy = grading.STRICT,
        minutes: int = 0,
    ) -> None:
        """``minutes``: what the day's task takes at most; time spent here counts for it, too."""
        super().__init__(store, sitting=sitting, at=at, policy=policy, minutes=minutes)
        there = shelves.askable(store.connection, items)
        self._items = [one for one in dict.fromkeys(items) if one in there]
        self._place = -1
        self.total = len(self._items)
        self._advance()

    def next_asked(self) -> Asked | None:
        """The next item, or the one missed longest ago."""
        while (place := self._place + 1) < len(self._items):
            asked = asking.asked_item(self.store.connection, self._items[place], position=place)
            if asked is not None:
                self._place = place
                return asked
            del self._items[place]  # an import took it out meanwhile
            self.total = len(self._items)
        missed = self._missed()
        return missed and asking.asked_item(self.store.connection, missed.item, position=missed.position, missed=True)

    def went_back(self, turn: Turn) -> None:
        """The list goes on behind the question that is asked again."""
        if not turn.feedback.shown.again:
            self._place = turn.asked.position

    def _missed(self) -> Asked | None:
        last = {turn.asked.item: turn for turn in self.turns}  # in the order of the first answers
        order = {turn.asked.item: place for place, turn in enumerate(self.turns)}
        wrong = [turn.asked for turn in last.values() if not turn.feedback.verdict.right]
        return min(wrong, key=lambda one: order[one.item], default=None)
