"""A second process for large packages: the reviews are its business, while this one is busy with the notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from typing import Any, Generic, ParamSpec, TypeVar

from studyapp import second_process

Given = ParamSpec("Given")
Made = TypeVar("Made")


def _is_here() -> bool:
    """It is done by whoever waits, who loses nothing by beginning at once."""
    return True


class Begun(Generic[Made]):
    """Work that was begun. To call it is to wait for what comes of it; ``is_done``: whether that is no waiting."""

    def __init__(self, wait: Callable[[], Made], is_done: Callable[[], bool] = _is_here) -> None:
        self._wait = wait
        self.is_done = is_done

    def __call__(self) -> Made:
        """Return what came of it."""
        return self._wait()


class Aside:
    """Where work is done that need not be done now: here, as soon as somebody waits for it."""

    def begin(self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Begun[Made]:
        """Begin with some work. It may be done twice."""
        return Begun(partial(work, *given, **named))

    def end(self) -> None:
        """Return when nothing of what was begun goes on any longer: the files that it works on may go away then."""


class _Process(Aside):
    """Another process. What is lost with it or fails there is done here, and fails here if it must.

    Not all that is raised comes from there as it was: a ``NotABank`` cannot be pickled.
    """

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self._pool = pool
        self._begun: list[Future[Any]] = []

    def begin(self, work: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Begun[Made]:
        """Begin with some work, a function of a module that takes and gives what can be pickled."""
        try:
            future = self._pool.submit(work, *given, **named)
        except RuntimeError:  # it is gone
            return Begun(partial(work, *given, **named))
        self._begun.append(future)

        def told() -> Made:
            try:
                return future.result()
            except Exception:
                return work(*given, **named)

        return Begun(told, future.done)

    def end(self) -> None:
        """Wait for what cannot be cancelled; the process may be another's, too, and stay."""
        wait([one for one in self._begun if not one.cancel()])


@contextmanager
def aside(*, worth: bool) -> Iterator[Aside]:
    """Yield where work may be done aside; ``worth``: it is so much that it is worth the start of a process."""
    with second_process(worth=worth) as pool:
        by = Aside() if pool is None else _Process(pool)
        try:
            yield by
        finally:
            by.end()
