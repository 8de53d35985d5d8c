"""Work that another process takes a share of, and misses nobody: where there is none, or it is gone, it is done here.

What goes there and back are bytes: to pickle values takes longer than ``marshal`` takes for plain ones.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from threading import Lock

from studyapp.heavy import second_process

Work = Callable[[bytes], bytes]
"""A function of a module, so that another process finds it; it needs no store."""

_AHEAD = 2
"""Tasks that the other process has at once, so that it need not wait; those it has cannot be taken back."""

_OFTEN = 0.0005
"""Seconds after which the thread that works lets those that send and receive go on.

They do so for every 64 KiB, the room of a pipe; with the usual five milliseconds the other process would mostly wait.
"""


class Helper:
    """Nobody else: all is done here, when it is asked for."""

    def share(self, work: Work, tasks: Sequence[bytes]) -> Iterator[bytes]:
        """Begin with some tasks; what comes of each is yielded in their order."""
        return map(work, tasks)


class Second(Helper):
    """A second process."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self._charged: Future[bytes] | None = None

    def begin(self, work: Work) -> Shared:
        """Begin with work whose tasks come one after the other."""
        return Shared(self._pool, work, self._is_charged)

    def charge(self, work: Work, task: bytes) -> Callable[[], bytes | None]:
        """Charge the other process with a task that nobody else does, behind those that it has.

        Until it is done, what is shared is left to this process: it would wait for it. Return what waits for what
        comes of it, which is nothing where it fails or the process is gone.
        """
        try:
            future = self._pool.submit(work, task)
        except RuntimeError:  # it is gone
            return _nothing
        self._charged = future

        def wait() -> bytes | None:
            return None if future.cancelled() or future.exception() else future.result()

        return wait

    def _is_charged(self) -> bool:
        """Whether it has something that was not shared: one task is done after the other."""
        return self._charged is not None and not self._charged.done()

    def share(self, work: Work, tasks: Sequence[bytes]) -> Iterator[bytes]:
        """Begin with some tasks; what comes of each is yielded in their order."""
        shared = self.begin(work)
        for task in tasks:
            shared.add(partial(bytes, task))
        return _in_order(shared, work, tasks)


def _nothing() -> None:
    """Wait for nothing."""


@contextmanager
def helping(*, worth: bool) -> Iterator[Helper]:
    """Who helps; ``worth``: there is so much to do that a process is worth its start. It begins at once."""
    with second_process(worth=worth) as pool:
        if pool is None:
            yield Helper()
            return
        usual = sys.getswitchinterval()
        sys.setswitchinterval(_OFTEN)
        try:
            yield Second(pool)
        finally:
            sys.setswitchinterval(usual)


def _in_order(shared: Shared, work: Work, tasks: Sequence[bytes]) -> Iterator[bytes]:
    """What came of each, once somebody asks: until then, and while he is busy with some, the other process is alone
    with the rest.
    """
    found: dict[int, bytes] = {}
    place = 0
    for one, result in shared.results():
        found[one] = work(tasks[one]) if result is None else result
        while place in found:
            yield found.pop(place)
            place += 1


class Shared:
    """Tasks of one kind: the other process begins at the front, and this one takes from the back, until they meet.

    ``is_busy``: whether the other one has something else to do. They are not given to the pool all at once: one that
    breaks while a task of it is being cancelled never ends.
    """

    def __init__(self, pool: Executor, work: Work, is_busy: Callable[[], bool] = lambda: False) -> None:
        self._pool = pool
        self._work = work
        self._is_busy = is_busy
        self._lock = Lock()
        self._waiting: deque[tuple[int, Callable[[], bytes]]] = deque()
        self._given: deque[Future[bytes]] = deque()
        self._count = self._out = 0

    def add(self, task: Callable[[], bytes]) -> None:
        """Add a task, which is packed when it is given away; the other process begins with it as soon as it can."""
        self._waiting.append((self._count, task))
        self._count += 1
        self._give()

    def results(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield the place of each task with what came of it; of some nothing did, and they are to be done here."""
        place = 0
        while True:
            self._give()  # the other one may have been busy with something else
            with self._lock:  # what is not given is taken back in the same moment: else it could be given in between
                given = self._given[place] if place < len(self._given) else None
                mine = None if given and given.done() else self._taken_back()
            if mine is not None:
                yield mine, None
            elif given is not None:
                yield place, None if given.cancelled() or given.exception() else given.result()
                place += 1
            else:
                return

    def take_back(self) -> int | None:
        """Take back the last task that the other process has not been given, to do it here."""
        with self._lock:
            return self._taken_back()

    def _taken_back(self) -> int | None:
        return self._waiting.pop()[0] if self._waiting else None

    def _give(self) -> None:
        """Give the other process what it has room for."""
        with self._lock:
            if self._out >= _AHEAD or not self._waiting or self._is_busy():
                return
            try:
                future = self._pool.submit(self._work, self._waiting[0][1]())
            except RuntimeError:  # it is gone
                return
            self._waiting.popleft()
            self._given.append(future)
            self._out += 1
        future.add_done_callback(self._give_more)

    def _give_more(self, done: Future[bytes]) -> None:
        """Go on, unless nothing came of it: a pool that breaks holds locks of its own while it says so."""
        if done.cancelled() or done.exception():
            return
        with self._lock:
            self._out -= 1
        self._give()
