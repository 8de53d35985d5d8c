"""The entries of an envelope looked at once: the hub's verdicts, and what plain answers add up to.

Almost every envelope holds answers of a device in order, of which nothing else speaks. Those merely add up, and a day
that begins with them needs nothing read. All others are folded with all that their learner ever handed in (see
``folding``), which has the say; tests hold the two together. It goes by columns: a hub looks at a hundred thousand
entries a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import le, lt
from typing import NamedTuple

from studyapp import EntryKind, is_early
from studyapp_hub.columns import Entries
from studyapp_hub.engines.protocol import Value
from studyapp_hub.grading import Keys
from studyapp_hub.learners import Clock, Learner
from studyapp_hub.openday import Answers

PENDING_FLAG, REGRADED_FLAG = 64, 128
"""What else there may be to say of an entry: it waits for its question; its device gave it another verdict."""

_ANSWER, _DONE = str(EntryKind.ANSWER), str(EntryKind.DONE)
_PLAIN = frozenset((_ANSWER, _DONE))


class Said(NamedTuple):
    """What is to be said of an entry that is not plainly taken: flags."""

    entry: bytes
    flags: int


class Intake:
    """What comes of an envelope's entries, of which there is one. ``is_plain``: whether they merely add up."""

    __slots__ = ("_entries", "_judged", "_learner", "is_plain", "pending", "said")

    def __init__(self, learner: Learner, entries: Entries, keys: Keys, received: int) -> None:
        self.said: list[Said] = []
        self.pending: list[Sequence[Value]] = []
        self._learner, self._entries = learner, entries
        self._judged = keys.verdicts(entries)
        self._note()
        self.is_plain = self._merely_adds_up(received)

    def _note(self) -> None:
        """Where the hub's verdicts are others, and what has to wait."""
        entries = self._entries
        for place, (judged, verdict) in enumerate(zip(self._judged, entries.verdict, strict=True)):
            if judged is None:
                question, key = entries.question[place], entries.key[place]
                if entries.kind[place] == _ANSWER and question is not None and key is not None:
                    self.pending.append((self._learner.id, entries.id[place], question, key))
                    self.said.append(Said(entries.id[place], PENDING_FLAG))
            elif verdict is not None and verdict != judged[1]:
                self.said.append(Said(entries.id[place], REGRADED_FLAG))

    def _merely_adds_up(self, received: int) -> bool:
        """Whether these are answers of one device, whose clock runs on, and nothing speaks of them."""
        entries, learner, device = self._entries, self._learner, self.device
        if len(set(entries.device)) > 1 or device in learner.held or not _PLAIN.issuperset(entries.kind):
            return False
        clock, seq, day = learner.clocks.get(device), entries.seq, entries.day
        if clock is not None and (clock.uneven or seq[0] <= clock.seq or day[0] < clock.day):
            return False
        if not (all(map(lt, seq, seq[1:])) and all(map(le, day, day[1:]))) or is_early(max(entries.at), received):
            return False
        spoken = learner.spoken
        return spoken.handed.isdisjoint(entries.sitting) and not (
            spoken.targets and not spoken.targets.isdisjoint(entries.id)
        )

    def days(self) -> Iterator[tuple[int, Answers]]:
        """The plain answers, by day."""
        entries, roots = self._entries, self._learner.spoken.roots
        day, questions = entries.day, entries.question
        if roots:
            questions = [roots.get(one, one) if one is not None else None for one in questions]
        whole = Answers(entries.at, entries.took, questions, self._judged)
        cuts = [place for place, (one, two) in enumerate(pairwise(day), 1) if one != two] if day[0] != day[-1] else []
        for first, after in pairwise([0, *cuts, len(day)]):
            some = whole.between(first, after) if cuts else whole
            if _DONE in entries.kind:
                some = some.among([one == _ANSWER for one in entries.kind[first:after]])
            if some.at:
                yield day[first], some

    @property
    def device(self) -> str:
        """Whose plain answers they are."""
        return self._entries.device[0]

    def clock(self) -> Clock:
        """The device's clock after these entries."""
        return Clock(self._entries.seq[-1], self._entries.day[-1], uneven=False)
