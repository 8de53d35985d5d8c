"""A second process for a large import: it identifies questions while this one is still reading and checking others.

What goes there and back are texts and digests. It begins at once, since a process needs a moment to start. What it
has not come to when all is read is shared: it goes on at the front, this process takes from the back. Where none can
be had, or it ends before its time, all is done here.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import chain
from operator import is_
from typing import NamedTuple

from studyapp.heavy import resting
from studyapp.identity import Identity, identify
from studyapp.importing.identities import Common, Facts, common, identify_all, identify_common
from studyapp.model import Question
from studyapp.store.sharing import Helper, Second, helping

LARGE = 1 << 20
"""Bytes of a file from which there may be so many questions that a process is worth its start."""

PART = 1024
"""Questions that go to the other process at once."""

_Result = bytes | Sequence[Facts]
"""What came of some questions, there or here."""


class Identifier:
    """How an import identifies questions: here, one after the other.

    ``helper``: who takes a share of other work, once all are identified.
    """

    helper: Helper = Helper()

    def take(self, questions: Sequence[Question]) -> None:
        """Take note of questions that were found; they may yet turn out to be unsound, or not to be in the deck."""

    def meanwhile(self, is_over: Callable[[], bool]) -> None:
        """Go on with them while somebody waits for something else."""

    def identify_all(self, questions: Sequence[Question]) -> Iterator[Identity]:
        """Everything that identifies each of these questions, of which none belongs to a case."""
        return identify_all(questions)


@contextmanager
def identifying(size: int) -> Iterator[Identifier]:
    """What identifies the questions of a file of so many bytes."""
    with helping(worth=size >= LARGE) as helper:
        yield _Shared(helper) if isinstance(helper, Second) else Identifier()


def identify_packed(rows: bytes) -> bytes:
    """What the other process does. Rows and facts go there and back as bytes: to pickle them takes twice the time."""
    with resting():
        return marshal.dumps(identify_common(marshal.loads(rows)))


class _Part(NamedTuple):
    """Questions that were given to the other process, and what it was told of them."""

    questions: Sequence[Question]
    rows: Sequence[Common | None]

    def packed(self) -> bytes:
        """What is told of them; of what is no text the other process can make nothing."""
        try:
            return marshal.dumps(self._common)
        except ValueError:
            return b""

    @property
    def _common(self) -> list[Common]:
        return [row for row in self.rows if row is not None]

    def facts(self) -> list[Facts] | None:
        """What this process finds before anybody has looked at them: nothing where they are not what they should be."""
        try:
            return identify_common(self._common)
        except (AttributeError, TypeError, ValueError, LookupError):
            return None

    def identified(self, result: _Result | None) -> Iterable[Identity]:
        """What came of it, where all its questions are sound."""
        known = _known(identify_common(self._common) if result is None else result)
        if None not in self.rows:
            return known
        pairs = zip(self.questions, self.rows, strict=True)
        return (identify(question) if row is None else next(known) for question, row in pairs)

    def received(self, result: _Result, asked: Set[int]) -> Iterator[tuple[int, Identity]]:
        """What came of it, by question; only those that are asked for are sound."""
        known = _known(result)
        for question, row in zip(self.questions, self.rows, strict=True):
            if row is not None:
                yield id(question), next(known)
            elif id(question) in asked:
                yield id(question), identify(question)

    def done_here(self, asked: Set[int]) -> Iterator[tuple[int, Identity]]:
        """What this process finds."""
        mine = [question for question in self.questions if id(question) in asked]
        return zip(map(id, mine), identify_all(mine), strict=True)


def _known(result: _Result) -> Iterator[Identity]:
    facts: Sequence[Facts] = marshal.loads(result) if isinstance(result, bytes) else result
    return map(Identity._make, facts)


class _Shared(Identifier):
    """The work is shared with another process."""

    def __init__(self, helper: Second) -> None:
        self._shared = helper.begin(identify_packed)
        self._parts: list[_Part] = []
        self._early: list[tuple[int, _Result | None]] = []
        self.helper = helper
        self.take(())  # the other process makes itself ready

    def take(self, questions: Sequence[Question]) -> None:
        """Give them to the other process, if they are what they should be."""
        try:
            part = _Part(questions, list(map(common, questions)))
        except (AttributeError, TypeError, ValueError):
            return
        self._parts.append(part)
        self._shared.add(part.packed)

    def meanwhile(self, is_over: Callable[[], bool]) -> None:
        """Go on with them while somebody waits for something else."""
        while not is_over() and (place := self._shared.take_back()) is not None:
            self._early.append((place, self._parts[place].facts()))

    def _results(self) -> Iterator[tuple[int, _Result | None]]:
        """What came of each part, by its place; of some nothing did, and they are to be done here."""
        return chain(self._early, self._shared.results())

    def identify_all(self, questions: Sequence[Question]) -> Iterator[Identity]:
        """Everything that identifies each of these questions, of which none belongs to a case."""
        taken = [question for part in self._parts for question in part.questions]
        if len(taken) <= len(questions) and all(map(is_, taken, questions)):  # as in all files that are sound
            for start in range(len(taken), len(questions), PART):
                self.take(questions[start : start + PART])
            if sum(len(part.questions) for part in self._parts) == len(questions):
                return self._part_by_part()
        known = set(map(id, taken))
        rest = [question for question in questions if id(question) not in known]
        for start in range(0, len(rest), PART):
            self.take(rest[start : start + PART])
        return self._in_order(questions)

    def _part_by_part(self) -> Iterator[Identity]:
        """Yield what identifies each question that was given to the other process, as soon as it is there."""
        found: dict[int, Iterable[Identity]] = {}
        place = 0
        for one, result in self._results():
            found[one] = self._parts[one].identified(result)
            while place in found:
                yield from found.pop(place)
                place += 1

    def _in_order(self, questions: Sequence[Question]) -> Iterator[Identity]:
        """Yield what identifies each, as soon as it is there: whoever asks goes on while others are identified.

        They are told by the objects, which the parts keep alive. Only those of the deck are touched here: others may
        be unsound, which is said elsewhere.
        """
        asked = set(map(id, questions))
        found: dict[int, Identity] = {}
        results = self._results()
        for question in questions:
            while id(question) not in found and (one := next(results, None)) is not None:
                part, result = self._parts[one[0]], one[1]
                found.update(part.done_here(asked) if result is None else part.received(result, asked))
            yield found.get(id(question)) or identify(question)
