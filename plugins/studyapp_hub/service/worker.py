"""The one thread that speaks with the hub. Pushes that wait are accepted together, and acknowledged once on disk."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from studyapp import Receipt, Statement
from studyapp_hub.hub import Hub

TOGETHER = 64
"""Pushes that are committed together."""

_Found = TypeVar("_Found")
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Push:
    statements: Sequence[Statement]
    done: Future[Receipt]


@dataclass(slots=True)
class _Question:
    question: Callable[[Hub, int], Any]
    done: Future[Any]


@dataclass(slots=True)
class Worker:
    """The thread and what waits for it. ``after``: what is done in it after every change, such as telling rosters."""

    hub: Hub
    now: Callable[[], int]
    after: Callable[[Hub, int], None] = lambda hub, at: None
    _waiting: SimpleQueue[_Push | _Question | None] = field(default_factory=SimpleQueue, repr=False)
    _thread: Thread | None = field(default=None, repr=False)

    def start(self) -> None:
        """Begin."""
        self._thread = Thread(target=self._run, name="hub", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Do all that waits, then end."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()
            self._thread = None

    async def push(self, statements: Sequence[Statement]) -> Receipt:
        """Hand statements over; what is answered is on disk."""
        done: Future[Receipt] = Future()
        self._waiting.put(_Push(statements, done))
        return await asyncio.wrap_future(done)

    async def ask(self, question: Callable[[Hub, int], _Found]) -> _Found:
        """Have something done with the hub; ``question`` is told the time too."""
        done: Future[_Found] = Future()
        self._waiting.put(_Question(question, done))
        return await asyncio.wrap_future(done)

    def ask_now(self, question: Callable[[Hub, int], _Found]) -> _Found:
        """The same for a thread without a loop, which waits."""
        done: Future[_Found] = Future()
        self._waiting.put(_Question(question, done))
        return done.result()

    def _run(self) -> None:
        while (one := self._waiting.get()) is not None:
            if isinstance(one, _Push):
                if not self._run_together([one]):
                    return
            else:
                self._answer(one)

    def _run_together(self, together: list[_Push]) -> bool:
        """Accept the pushes that wait, and do what comes right after them; return whether to go on."""
        while len(together) < TOGETHER and not self._waiting.empty():
            one = self._waiting.get()
            if isinstance(one, _Push):
                together.append(one)
                continue
            self._accept(together)
            if one is not None:
                self._answer(one)
            return one is not None
        self._accept(together)
        return True

    def _accept(self, together: list[_Push]) -> None:
        """Accept all at once; where that fails, one by one, so that nobody suffers for another."""
        at = self.now()
        waiting = [one for one in together if one.done.set_running_or_notify_cancel()]
        try:
            receipts = self.hub.accept_many([one.statements for one in waiting], at=at)
            self.after(self.hub, at)
        except Exception:
            if len(waiting) > 1:
                _LOG.warning("a batch failed; its %d pushes are tried one by one", len(waiting))
            for one in waiting:
                self._alone(one, at)
            return
        for one, receipt in zip(waiting, receipts, strict=True):
            one.done.set_result(receipt)

    def _alone(self, one: _Push, at: int) -> None:
        try:
            receipt = self.hub.accept_many([one.statements], at=at)[0]
            self.after(self.hub, at)
        except Exception as error:
            one.done.set_exception(error)
        else:
            one.done.set_result(receipt)

    def _answer(self, one: _Question) -> None:
        if not one.done.set_running_or_notify_cancel():
            return
        try:
            found = one.question(self.hub, self.now())
        except Exception as error:
            one.done.set_exception(error)
        else:
            one.done.set_result(found)
