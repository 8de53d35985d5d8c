"""What heavy work is done with: a second process, and a garbage collector that rests. Plugins may use it, too."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, redirect_stderr
from multiprocessing import get_context, parent_process
from threading import Thread

_MANY = 50_000
"""So many new values the collector may look through once: that takes some milliseconds."""


@contextmanager
def second_process(*, worth: bool) -> Iterator[ProcessPoolExecutor | None]:
    """A second process, which begins at once and ends with its block; ``None`` where there is none to be had.

    ``worth``: there is so much to do that it is worth its start. Within such a block, in whatever thread, it is the
    same process: a third would only take turns with the two. What one has not got done when the first block ends is
    cancelled.
    """
    if worth and _there:
        yield _there[-1]
        return
    pool = _pool() if worth and (os.cpu_count() or 1) > 1 else None
    if pool is None:
        yield None
        return
    _there.append(pool)
    try:
        yield pool
    finally:
        _there.remove(pool)
        pool.shutdown(cancel_futures=True)


_there: list[ProcessPoolExecutor] = []
"""The second process that is there, if one is."""


def _pool() -> ProcessPoolExecutor | None:
    try:
        with true_streams():
            pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_begin)
            pool.submit(os.getpid)
    except (OSError, ImportError, NotImplementedError, ValueError):  # no processes, or nothing to speak with them
        return None
    return pool


@contextmanager
def true_streams() -> Iterator[None]:
    """Let processes begin where an application has the whole screen.

    It puts something in the place of the stream for errors that is no file, and Python's tracker of semaphores cannot
    be started with that.
    """
    with redirect_stderr(sys.__stderr__):
        yield


def _begin() -> None:
    """Leave Ctrl-C to the process that the user sees; it ends this one, or this one ends when it is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    """A process that waits for a task does not see that nobody is there any more, as after a kill."""
    first = parent_process()
    if first is not None:
        first.join()
        os._exit(1)


@contextmanager
def resting() -> Iterator[None]:
    """Let the garbage collector rest where a million values are made of which none is garbage.

    It would look through all of them again and again, and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY and gc.get_freeze_count() == 0:  # which counts the frozen ones, one by one
                gc.freeze()  # all is old from now on: else the next look goes through all of it, too
                gc.unfreeze()
            gc.enable()
