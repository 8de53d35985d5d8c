"""The entries of an envelope looked at once: their rows, what is to be said of them, and what plain answers add up to.

Almost every envelope holds answers of a device in order, of which nothing else speaks. Those merely add up, and a day
that begins with them needs nothing read. All others are folded from the ledger's rows (see ``folding``), which has the
say; tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from studyapp import EntryKind, EntryRow, PointRules, canonical, is_burst, is_early, score
from studyapp_hub.engines.protocol import Value
from studyapp_hub.grading import Keys
from studyapp_hub.learners import Clock, Learner

PENDING_FLAG, REGRADED_FLAG = 64, 128
"""What else there may be to say of an entry: it waits for its question; its device gave it another verdict."""

_ANSWER, _DONE = str(EntryKind.ANSWER), str(EntryKind.DONE)


class Said(NamedTuple):
    """What is to be said of an entry that is not plainly taken: flags."""

    entry: bytes
    flags: int


class NewDay:
    """A day's answers as they come in."""

    __slots__ = ("answers", "best", "written")

    def __init__(self) -> None:
        self.answers = 0
        self.best: dict[bytes, int] = {}
        self.written: dict[str, list[tuple[int, int]]] = {}

    def has_burst(self) -> bool:
        """Whether a device's answers cannot have been given as they say."""
        return any(map(is_burst, self.written.values()))


class Intake:
    """What comes of an envelope's entries. ``is_plain``: whether they merely add up."""

    __slots__ = ("_latest", "_learner", "_rules", "clocks", "days", "is_plain", "pending", "rows", "said")

    def __init__(self, learner: Learner, rules: PointRules, received: int) -> None:
        self.rows: list[Sequence[Value]] = []
        self.said: list[Said] = []
        self.pending: list[Sequence[Value]] = []
        self.days: dict[int, NewDay] = {}
        self.clocks: dict[str, tuple[int, int]] = {}
        self.is_plain = True
        self._learner, self._rules, self._latest = learner, rules, received

    def take(self, rows: Sequence[EntryRow], keys: Keys, envelope: int) -> None:
        """Grade entries and look at them, in the order in which they come."""
        learner, judged, roots = self._learner.id, keys.judged, self._learner.spoken.roots
        add = self.rows.append
        for one, device, seq, at, day, kind, question, key, verdict, _rating, took, sitting, body in rows:
            asked = share = root = None
            spent = took if took is not None and took > 0 else 0
            if kind == _ANSWER and question is not None and key is not None:
                found = judged(question, key, body.get("given"))
                if found is None:
                    self.pending.append((learner, one, question, key, canonical(body.get("given"))))
                    self.said.append(Said(one, PENDING_FLAG))
                else:
                    asked, share = found
                    if verdict is not None and share != verdict:
                        self.said.append(Said(one, REGRADED_FLAG))
            if self.is_plain:
                if roots and question is not None:
                    root = roots.get(question)
                self.is_plain = self._is_in_order(one, device, seq, at, day, kind, sitting)
                if kind == _ANSWER:
                    self._add(day, device, at, spent, root or question, asked, share)
            add((learner, one, device, seq, kind, question, root, sitting, spent, asked, share, 0, envelope))

    def _is_in_order(
        self, one: bytes, device: str, seq: int, at: int, day: int, kind: str, sitting: str | None
    ) -> bool:
        """Whether a device's clock runs on, and nothing speaks of the entry."""
        learner = self._learner
        last = self.clocks.get(device)
        if last is None:
            clock = learner.clocks.get(device)
            if device in learner.held or (clock is not None and clock.uneven):
                return False
            last = (seq - 1, day) if clock is None else (clock.seq, clock.day)
        if seq <= last[0] or day < last[1] or (kind != _ANSWER and kind != _DONE):
            return False
        self.clocks[device] = seq, day
        spoken = learner.spoken
        if one in spoken.targets or sitting in spoken.handed:
            return False
        return not is_early(at, self._latest)

    def _add(
        self, day: int, device: str, at: int, spent: int, question: bytes | None, asked: int | None, share: float | None
    ) -> None:
        """Add an answer to its day."""
        here = self.days.get(day)
        if here is None:
            here = self.days[day] = NewDay()
        here.answers += 1
        written = here.written.get(device)
        if written is None:
            here.written[device] = [(at, spent)]
        else:
            written.append((at, spent))
        if asked is not None and share is not None and share >= 1.0 and question is not None:
            value = score(asked, spent, self._rules)
            if value is not None and value > here.best.get(question, 0):
                here.best[question] = value

    def moved_clocks(self) -> dict[str, Clock]:
        """The devices' clocks after these entries."""
        return {device: Clock(seq, day, uneven=False) for device, (seq, day) in self.clocks.items()}
