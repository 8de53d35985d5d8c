"""The entries of an envelope looked at once: their rows, what is to be said of them, and what plain answers add up to.

Almost every envelope holds answers of a device in order, of which nothing else speaks. Those merely add up, and a day
that begins with them needs nothing read. All others are folded from the ledger's rows (see ``folding``), which has the
say; tests hold the two together. It goes by columns: a hub looks at a hundred thousand entries a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, repeat
from operator import le, lt
from typing import NamedTuple

from studyapp import EntryKind, EntryRow, Judged, canonical, is_early
from studyapp_hub.engines.protocol import Value
from studyapp_hub.grading import Keys
from studyapp_hub.learners import Clock, Learner
from studyapp_hub.openday import Answered

PENDING_FLAG, REGRADED_FLAG = 64, 128
"""What else there may be to say of an entry: it waits for its question; its device gave it another verdict."""

_ANSWER, _DONE = str(EntryKind.ANSWER), str(EntryKind.DONE)
_PLAIN = frozenset((_ANSWER, _DONE))
_NOTHING = (None, None)


class Said(NamedTuple):
    """What is to be said of an entry that is not plainly taken: flags."""

    entry: bytes
    flags: int


class Intake:
    """What comes of an envelope's entries. ``is_plain``: whether they merely add up."""

    __slots__ = ("_columns", "_judged", "_learner", "is_plain", "pending", "rows", "said")

    def __init__(self, learner: Learner, rows: Sequence[EntryRow], keys: Keys, envelope: int, received: int) -> None:
        self.said: list[Said] = []
        self.pending: list[Sequence[Value]] = []
        self.rows: Sequence[Sequence[Value]] = ()
        self.is_plain = True
        self._learner = learner
        if not rows:
            return
        ids, devices, seqs, ats, days, kinds, questions, _keys, _verdicts, _ratings, took, sittings, _bodies = zip(
            *rows, strict=True
        )
        spent = [one if one is not None and one > 0 else 0 for one in took]
        self._judged = self._grade(rows, keys)
        self.is_plain = self._merely_adds_up(ids, devices, seqs, ats, days, kinds, sittings, received)
        roots = learner.spoken.roots
        root = list(map(roots.get, questions)) if roots and self.is_plain else [None] * len(rows)
        asked, share = zip(*self._judged, strict=True)
        self._columns = days, ats, spent, root, questions, kinds, devices[0], seqs[-1]
        self.rows = list(
            zip(repeat(learner.id), ids, devices, seqs, kinds, questions, root, sittings, spent, asked, share,
                repeat(0), repeat(envelope))
        )  # fmt: skip

    def _grade(self, rows: Sequence[EntryRow], keys: Keys) -> list[tuple[int | None, float | None]]:
        """The hub's own verdict on each; noted is where it differs, and what has to wait."""
        right, judged = keys.right, keys.judged
        found: list[tuple[int | None, float | None]] = []
        for row in rows:
            question, key = row[6], row[7]
            if row[5] != _ANSWER or question is None or key is None:
                found.append(_NOTHING)
                continue
            given = row[12].get("given")
            known = right.get((question, key))
            if known is not None and known[0] == given and type(known[0]) is type(given):
                verdict: Judged | None = known[1]
            else:
                verdict = judged(question, key, given)
            if verdict is None:
                self.pending.append((self._learner.id, row[0], question, key, canonical(given)))
                self.said.append(Said(row[0], PENDING_FLAG))
                found.append(_NOTHING)
                continue
            if verdict[1] != row[8] and row[8] is not None:
                self.said.append(Said(row[0], REGRADED_FLAG))
            found.append(verdict)
        return found

    def _merely_adds_up(
        self,
        ids: Sequence[bytes],
        devices: Sequence[str],
        seqs: Sequence[int],
        ats: Sequence[int],
        days: Sequence[int],
        kinds: Sequence[str],
        sittings: Sequence[str | None],
        received: int,
    ) -> bool:
        """Whether these are answers of one device, whose clock runs on, and nothing speaks of them."""
        learner, device = self._learner, devices[0]
        if len(set(devices)) > 1 or device in learner.held or not _PLAIN.issuperset(kinds):
            return False
        clock = learner.clocks.get(device)
        if clock is not None and (clock.uneven or seqs[0] <= clock.seq or days[0] < clock.day):
            return False
        if not (all(map(lt, seqs, seqs[1:])) and all(map(le, days, days[1:]))):
            return False
        spoken = learner.spoken
        return (
            spoken.targets.isdisjoint(ids) and spoken.handed.isdisjoint(sittings) and not is_early(max(ats), received)
        )

    def days(self) -> dict[int, list[Answered]]:
        """The plain answers, by day."""
        if not self.rows:
            return {}
        days, ats, spent, root, questions, kinds, _device, _seq = self._columns
        lines = list(zip(ats, spent, root, questions, kinds, self._judged, strict=True))
        cuts = (
            [place for place, (one, two) in enumerate(pairwise(days), 1) if one != two] if days[0] != days[-1] else []
        )
        found = {}
        for first, after in pairwise([0, *cuts, len(lines)]):
            some = [one for one in lines[first:after] if one[4] == _ANSWER]
            if some:
                found[days[first]] = some
        return found

    @property
    def device(self) -> str:
        """Whose plain answers they are."""
        return str(self._columns[6]) if self.rows else ""

    def clock(self) -> tuple[str, Clock] | None:
        """The device's clock after these entries."""
        if not self.rows:
            return None
        days, _ats, _spent, _root, _questions, _kinds, device, seq = self._columns
        return device, Clock(seq, days[-1], uneven=False)
