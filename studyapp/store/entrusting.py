"""Histories of which the journal knows nothing yet: another process has them in hand, from weighing to writing."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import count

from studyapp.heavy import resting
from studyapp.memory import Parameters
from studyapp.store import aside, bulk, caches, entries, pastrows, replaying
from studyapp.store.beside import Beside
from studyapp.store.opening import Store
from studyapp.store.pastrows import ID, CardOf, Place, last_entry
from studyapp.store.pasts import Writing
from studyapp.store.sharing import Second

_names = map(str, count())

_Wait = Callable[[], bytes | None]


class Elsewhere:
    """Histories that another process weighs, part by part, and keeps.

    ``tasks``: what ``pastrows.weights`` is to look at; ``sizes``: how many histories each holds.
    """

    def __init__(self, helper: Second, tasks: Sequence[bytes], sizes: Sequence[int]) -> None:
        self.sizes = sizes
        self._name = next(_names)
        self._charge = helper.charge
        self._tasks = tasks
        for place, task in enumerate(tasks):
            self._charge(aside.weigh, marshal.dumps((self._name, place, task)))

    def weighed(self) -> Iterator[bytes]:
        """What comes of each task, where that is needed here."""
        waits = [self._charge(aside.what_came, marshal.dumps((self._name, place))) for place in range(len(self.sizes))]
        for task, wait in zip(self._tasks, waits, strict=True):
            yield wait() or pastrows.weights(task)

    def enter(self, device: str, at: int, first: int, told: Sequence[Place]) -> list[_Wait]:
        """Have the entries made of all histories, whose questions and keys are known now; what waits for each part."""
        waits, start = list[_Wait](), 0
        for place, size in enumerate(self.sizes):
            some = told[start : start + size]
            columns = [one[0] for one in some], [one[1] for one in some]
            task = marshal.dumps((self._name, place, device, at, first + start, *columns))
            waits.append(self._charge(aside.enter, task))
            start += size
        return waits

    def put(self, device: str, beside: Beside) -> _Wait:
        """Have them put in order beside a store."""
        task = marshal.dumps((self._name, device, sum(self.sizes), *beside.filling("entry")))
        return self._charge(aside.put, task)


class WritingElsewhere:
    """Histories whose entries are being made by another process.

    ``told``: question and key of each; ``roots``: what stands for these, where nothing else is known of them.
    ``otherwise`` begins to write them where that process is gone, or finds one that the journal cannot hold as it is.
    """

    def __init__(
        self,
        store: Store,
        beside: Beside,
        there: Elsewhere,
        told: Sequence[Place],
        roots: Sequence[Place],
        *,
        at: int,
        otherwise: Callable[[], Writing],
    ) -> None:
        self._store = store
        self._beside = beside
        self._roots = roots
        self._otherwise = otherwise
        self._instead: Writing | None = None
        self._first = entries.next_seq(store.connection, store.device)
        self._parts = there.enter(store.device, at, self._first, told)
        self._put = there.put(store.device, beside)

    @property
    def count(self) -> int:
        """How many histories, which is how many entries; that is known when the other process has entered them."""
        if self._cards is None and self._instead is None:
            self._instead = self._otherwise()
        return len(self._roots) if self._instead is None else self._instead.count

    @property
    def entry_range(self) -> tuple[str, int, int]:
        """Which entries are theirs: of which device, the first number, and the one after the last."""
        first = self._first
        return self._store.device, first, first + self.count

    def finish(self) -> None:
        """Write the cards, while the entries are put in order, and copy these."""
        with resting():
            if self._cards is not None:
                bulk.insert(self._store.connection, "card", pastrows.cards(self._cards), "INSERT OR REPLACE")
                if self._put():
                    self._beside.copy("entry", self.count)
                    return
            self._instead = self._instead or self._otherwise()
            self._instead.finish()

    @cached_property
    def _cards(self) -> list[CardOf] | None:
        """The cards of all; ``None`` where they are to be made here."""
        cards, roots = list[CardOf](), iter(self._roots)
        for wait in self._parts:
            if not (result := wait()):
                return None
            ids, rest = marshal.loads(result)
            starts = range(0, len(ids), ID)
            for (at, memory), start, (question, key) in zip(rest, starts, roots, strict=False):
                cards.append((question + key, last_entry(ids[start : start + ID], at), memory))
        return cards


def entrust(
    store: Store,
    told: Sequence[Place],
    there: Elsewhere,
    *,
    at: int,
    under: Parameters,
    beside: Beside,
    otherwise: Callable[[], Writing],
) -> WritingElsewhere | None:
    """Begin to write histories of these questions and keys, which ``there`` are being weighed under some parameters.

    Returns nothing where the journal knows any of the questions, or two histories are of one: then they must be put
    together, which is done otherwise. The caller holds a transaction.
    """
    replaying.renew_within(store)
    known = caches.aliases(store.connection)
    roots = [(known.get(question, question), known.get(key, key)) for question, key in told]
    questions = {question for question, _key in roots}
    if (
        under != store.rules.parameters
        or len(questions) < len(roots)
        or replaying.knows(store.connection, questions, known)
    ):
        return None
    return WritingElsewhere(store, beside, there, told, roots, at=at, otherwise=otherwise)
