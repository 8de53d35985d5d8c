"""Calls into a plugin's code, which may raise anything, never come back, or print where it should not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")

TIME_LIMIT = 5.0
"""Seconds that a plugin may take to load, or to look at the head of a file."""

_LONGEST = 300
_SLICE = 0.1


class Failure(Exception):  # noqa: N818 - it is caught where it is made into words, and never leaves this package
    """A plugin's call did not end well; ``error`` tells a plugin's author what happened."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class TookTooLong(Failure):
    """A plugin's call was not waited for any longer."""


def guarded(act: Callable[[], T], limit: float | None = None, passing: tuple[type[Exception], ...] = ()) -> T:
    """Return what ``act`` returns; raise ``Failure`` whatever it raises, and ``passing`` as it is.

    It runs in a thread of its own, so that one that hangs can be left behind after ``limit`` seconds, and so that
    a ``KeyboardInterrupt`` in this thread is always the user's.
    """
    call = _Call(act, passing)
    with _stdout_spared():
        call.start()
        call.wait(limit)
    if call.is_alive():
        raise TookTooLong(f"> {limit:g} s")
    if call.passed is not None:
        raise call.passed
    if call.error:
        raise Failure(call.error)
    return call.result[0]


def describe(error: BaseException) -> str:
    """Name an exception in one line, even one that cannot say what it is."""
    name = type(error).__name__
    try:
        words = " ".join(str(error).split())[:_LONGEST].encode(errors="replace").decode()
    except BaseException:
        return name
    return f"{name}: {words}" if words else name


class _Call(Thread, Generic[T]):
    """One call; ``result`` holds its value when it returned."""

    def __init__(self, act: Callable[[], T], passing: tuple[type[Exception], ...]) -> None:
        super().__init__(daemon=True, name="studyapp-plugin")
        self.result: list[T] = []
        self.passed: Exception | None = None
        self.error = ""
        self._act = act
        self._passing = passing

    def run(self) -> None:
        try:
            self.result.append(self._act())
        except BaseException as error:  # a plugin's SystemExit must not end the app either
            if isinstance(error, self._passing):
                self.passed = error
            else:
                self.error = describe(error)

    def wait(self, limit: float | None) -> None:
        """Wait in slices, since Windows delivers Ctrl-C to no thread that waits for a lock."""
        left = limit
        while self.is_alive() and (left is None or left > 0):
            self.join(_SLICE if left is None else min(_SLICE, left))
            left = None if left is None else left - _SLICE


@contextmanager
def _stdout_spared() -> Iterator[None]:
    """Send what a plugin prints to stderr: stdout belongs to the command's own answer."""
    before, stand_in = sys.stdout, sys.stderr
    sys.stdout = stand_in
    try:
        yield
    finally:
        if sys.stdout is stand_in:  # else somebody, such as a closing screen, has set it meanwhile
            sys.stdout = before
