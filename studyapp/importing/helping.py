"""A second process for a large import: it identifies questions while this one is still reading and checking others.

What goes there and back are texts and digests. It begins at once, since a process needs a moment to start. What it
has not come to when all is read is shared: it goes on at the front, this process takes from the back. Where none can
be had, or it ends before its time, all is done here.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
from collections.abc import Iterator, Sequence, Set
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import NamedTuple

from studyapp.identity import Identity, identify
from studyapp.importing.identities import Common, Facts, common, identify_all, identify_common
from studyapp.model import Question

LARGE = 1 << 20
"""Bytes of a file from which there may be so many questions that a process is worth its start."""

PART = 1024
"""Questions that go to the other process at once."""

_OFTEN = 0.0005
"""Seconds after which the thread that reads lets those that send and receive go on.

They do so for every 64 KiB, the room of a pipe; with the usual five milliseconds the other process would mostly wait.
"""


class Identifier:
    """How an import identifies questions: here, one after the other."""

    def take(self, questions: Sequence[Question]) -> None:
        """Take note of questions that were found; they may yet turn out to be unsound, or not to be in the deck."""

    def identify_all(self, questions: Sequence[Question]) -> Iterator[Identity]:
        """Everything that identifies each of these questions, of which none belongs to a case."""
        return identify_all(questions)


@contextmanager
def identifying(size: int) -> Iterator[Identifier]:
    """What identifies the questions of a file of so many bytes."""
    pool = _pool() if size >= LARGE and (os.cpu_count() or 1) > 1 else None
    if pool is None:
        yield Identifier()
        return
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_OFTEN)
    try:
        yield _Shared(pool)
    finally:
        sys.setswitchinterval(usual)
        pool.shutdown(cancel_futures=True)


def _pool() -> ProcessPoolExecutor | None:
    try:
        pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
        pool.submit(identify_packed, marshal.dumps([]))
    except (OSError, ImportError, NotImplementedError):  # no processes, or no semaphores to speak with them
        return None
    return pool


def _begin() -> None:
    """Leave Ctrl-C to the process that the user sees; it ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def identify_packed(rows: bytes) -> bytes:
    """What the other process does. Rows and facts go there and back as bytes: to pickle them takes twice the time."""
    return marshal.dumps(identify_common(marshal.loads(rows)))


class _Part(NamedTuple):
    """Questions that the other process was given, what of them it knows, and what will come of that."""

    questions: Sequence[Question]
    rows: Sequence[Common | None]
    future: Future[bytes]

    def received(self, asked: Set[int]) -> Iterator[tuple[int, Identity]]:
        """What came of it, by question; where nothing did, it is done here."""
        try:
            facts: Iterator[Facts] = iter(marshal.loads(self.future.result()))
        except Exception:  # the process is gone, or a question is unsound, which is said elsewhere
            yield from self.done_here(asked)
            return
        for question, row in zip(self.questions, self.rows, strict=True):
            if row is not None:
                yield id(question), Identity._make(next(facts))
            elif id(question) in asked:
                yield id(question), identify(question)

    def done_here(self, asked: Set[int]) -> Iterator[tuple[int, Identity]]:
        """What this process finds."""
        mine = [question for question in self.questions if id(question) in asked]
        return zip(map(id, mine), identify_all(mine), strict=True)


class _Shared(Identifier):
    """The work is shared with another process."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._parts: list[_Part] = []

    def take(self, questions: Sequence[Question]) -> None:
        """Give them to the other process, if they are what they should be."""
        try:
            rows = list(map(common, questions))
            packed = marshal.dumps([row for row in rows if row is not None])
            future = self._pool.submit(identify_packed, packed)
        except (AttributeError, TypeError, ValueError, BrokenProcessPool):
            return
        self._parts.append(_Part(questions, rows, future))

    def identify_all(self, questions: Sequence[Question]) -> Iterator[Identity]:
        """Everything that identifies each of these questions, of which none belongs to a case."""
        taken = {id(question) for part in self._parts for question in part.questions}
        rest = [question for question in questions if id(question) not in taken]
        for start in range(0, len(rest), PART):
            self.take(rest[start : start + PART])
        found = self._found(set(map(id, questions)))
        self._pool.shutdown(wait=False, cancel_futures=True)  # the last parts are done here
        return (found.get(id(question)) or next(identify_all([question])) for question in questions)

    def _found(self, asked: Set[int]) -> dict[int, Identity]:
        """What identifies the questions that were given away, by the objects, which the parts keep alive.

        ``asked``: those of the deck. Only these are touched here: others may be unsound.
        """
        found: dict[int, Identity] = {}
        first, end = 0, len(self._parts)
        while first < end:
            if self._parts[first].future.done():
                found.update(self._parts[first].received(asked))
                first += 1
            else:
                end -= 1
                found.update(self._parts[end].done_here(asked))
        return found
