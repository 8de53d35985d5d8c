"""One sitting of drill: what is asked now, what an answer does, and how it ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from studyapp import grading, memory
from studyapp.grading import Policy
from studyapp.memory import Card
from studyapp.model import (
    Entry,
    EntryKind,
    Feedback,
    Missed,
    Progress,
    Question,
    Recalled,
    Response,
    Shown,
    SubjectTally,
    Summary,
    study_day,
)
from studyapp.model.asked import length_of
from studyapp.queue import Limits
from studyapp.store import absorbing, answering, asking, bank, drill, glance, settings
from studyapp.store.asking import Asked
from studyapp.store.opening import Store

FORECAST_DAYS = 7
MARKS = ("star", "flag", "report")


class Session(Protocol):
    """One go at today's queue; every method that takes ``at`` takes UTC milliseconds."""

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when today is done."""

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""

    def progress(self) -> Progress:
        """How far today is."""

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""


class _Turn(NamedTuple):
    """One answer of this sitting, with what it takes to go back to it."""

    asked: Asked
    feedback: Feedback
    at: int
    milliseconds: int


class Drill:
    """A sitting over today's queue of one deck or of all. Missed questions come again when the queue is through.

    ``limit``: the most answers that this sitting takes; ``None`` for the whole queue. ``first``: the question that
    is on the screen already.
    """

    def __init__(
        self,
        store: Store,
        *,
        sitting: str,
        at: int,
        deck: int | None = None,
        limit: int | None = None,
        limits: Limits | None = None,
        policy: Policy = grading.STRICT,
        first: Asked | None = None,
        minutes: int = 0,
    ) -> None:
        """``minutes``: what the day's task takes at most; 0 leaves it to the queue alone when it is finished."""
        self._store = store
        self._sitting = sitting
        self._day = study_day(at)
        self._scope = asking.scope_of(deck)
        self._limit = limit
        self._policy = policy
        drill.ensure_queue(store, self._day, deck=deck, limits=limits or Limits(*settings.limits(store.connection)))
        self._done = asking.queue_done(store.connection, self._scope, self._day)
        self._size = asking.queue_size(store.connection, self._scope)
        self._total = asking.sitting_size(self._size, self._done, limit)
        self._position = -1
        self._turns: list[_Turn] = []
        self._spent, self._finished = glance.task_of(store.connection, self._day)
        self._minutes = minutes
        self._asked: Asked | None = first
        self._shown: Shown | None = None
        if first is None:
            self._advance()
        else:
            self._shown = self._show(first)
            self._position = self._position if first.missed else first.position

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when today is done."""
        return self._shown

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""
        asked, shown = self._asked, self._shown
        if asked is None or shown is None:
            raise ValueError("there is no question to answer")
        question = asked.content
        verdict = grading.grade(question, response, self._policy)
        rating = _rating(question, response, verdict.share, milliseconds, asked.stability, hinted, guessed)
        body: dict[str, object] = {
            "given": grading.record(question, response),
            "kind": str(question.kind),
            "length": length_of(question),
        }
        if hinted:
            body["hinted"] = True
        if guessed:
            body["guessed"] = True
        entry, card = answering.write_answer(
            self._store,
            asked,
            at=at,
            verdict=verdict.share,
            rating=rating,
            milliseconds=milliseconds,
            sitting=self._sitting,
            body=body,
        )
        feedback = Feedback(
            entry=entry,
            shown=shown,
            response=response,
            verdict=verdict,
            rating=rating,
            due=card.due,
            interval=card.due - study_day(at),
            answered=card.answered,
            right=card.right,
        )
        self._turns.append(_Turn(asked, feedback, at, milliseconds))
        self._done += not shown.again
        self._spent += milliseconds
        self._advance()
        if not self._finished and self._is_task_done():
            absorbing.add(self._store, EntryKind.DONE, at=at, sitting=self._sitting, body={"task": "daily"})
            self._finished = True
        return feedback

    def _is_task_done(self) -> bool:
        """Whether the day's task is finished: nothing of today's whole queue is left, or its time is over."""
        if self._minutes and self._spent >= self._minutes * 60_000:
            return True
        return not self._scope and self._done >= self._size

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""
        if not self._turns:
            raise ValueError("there is no answer to rate")
        turn = self._turns[-1]
        body = {"target": turn.feedback.entry.hex()}
        self._write(EntryKind.RATE, at=at, asked=turn.asked, rating=rating, body=body)
        card = answering.read_card(self._store, turn.asked.question, turn.asked.key)
        due = turn.feedback.due if card is None else card.due
        feedback = turn.feedback._replace(rating=rating, due=due, interval=due - study_day(turn.at))
        self._turns[-1] = _Turn(turn.asked, feedback, turn.at, turn.milliseconds)
        return feedback

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        mark(self._store, item, what, on, at=at)

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""
        if not self._turns:
            return None
        turn = self._turns[-1]
        self._write(EntryKind.VOID, at=at, asked=turn.asked, body={"target": turn.feedback.entry.hex()})
        self._turns.pop()
        self._asked, self._shown = turn.asked, turn.feedback.shown
        self._position = turn.asked.position - 1 if not turn.feedback.shown.again else self._position
        self._done -= not turn.feedback.shown.again
        return self._shown

    def progress(self) -> Progress:
        """How far today is."""
        answered, right = glance.today(self._store.connection, self._day)
        combo = 0
        for turn in reversed(self._turns):
            if not turn.feedback.verdict.right:
                break
            combo += 1
        return Progress(self._done, self._total, answered, right, combo, self._finished)

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""
        day = study_day(at)
        today = glance.status(self._store.connection, day, asking.iso(day), 0)
        right = sum(turn.feedback.verdict.right for turn in self._turns)
        return Summary(
            answered=len(self._turns),
            right=right,
            milliseconds=sum(turn.milliseconds for turn in self._turns),
            subjects=_by_subject(self._turns),
            missed=_missed(self._turns),
            forecast=drill.forecast(self._store.connection, day, FORECAST_DAYS),
            streak=today["streak"],
            points=today["points"],
        )

    def _advance(self) -> None:
        """Go on to the next question of the queue, or to one that was missed today."""
        self._asked = self._next()
        self._shown = None if self._asked is None else self._show(self._asked)

    def _next(self) -> Asked | None:
        if self._limit is not None and len(self._turns) >= self._limit:
            return None
        asked = asking.next_fresh(self._store.connection, self._scope, self._position, self._day)
        if asked is None:
            return asking.next_missed(self._store.connection, self._scope, self._day, self._mended())
        self._position = asked.position
        return asked

    def _mended(self) -> set[int]:
        """The items that were missed in this sitting and answered right since."""
        last = {turn.asked.item: turn.feedback.verdict.right for turn in self._turns}
        return {item for item, right in last.items() if right}

    def _show(self, asked: Asked) -> Shown:
        grading.prepare(asked.content)
        self._store.model.foresee(None if asked.card is None else Card._make(asked.card), self._day)
        case = asking.case_of(self._store.connection, asked.parent)
        return asked.shown(case, min(self._done + 1, self._total), self._total)

    def _write(
        self, kind: EntryKind, *, at: int, asked: Asked, body: Mapping[str, object], rating: int | None = None
    ) -> Entry:
        """Write an entry about an answer of this sitting; the caches follow."""
        return absorbing.add(
            self._store,
            kind,
            at=at,
            question=asked.question,
            key=asked.key,
            rating=rating,
            sitting=self._sitting,
            body=body,
        )


def mark(store: Store, item: int, what: str, on: bool, *, at: int) -> None:
    """Star, flag or report (``what``) a question, or take that back."""
    row = bank.item(store.connection, item)
    if row is None or what not in MARKS:
        raise ValueError(f"nothing to mark: {item} {what}")
    body = {"what": what, "on": on}
    absorbing.add(store, EntryKind.MARK, at=at, question=row.question, key=row.key, body=body)


def _rating(
    question: Question,
    response: Response,
    share: float,
    milliseconds: int,
    stability: float | None,
    hinted: bool,
    guessed: bool,
) -> int:
    """The rating of an answer; of a card the learner gives it himself."""
    if isinstance(response, Recalled):
        return response.rating
    return memory.rate(
        share,
        milliseconds=milliseconds,
        length=length_of(question),
        stability=stability,
        hinted=hinted,
        guessed=guessed,
    )


def _by_subject(turns: list[_Turn]) -> tuple[SubjectTally, ...]:
    answered: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for turn in turns:
        subject = turn.asked.subject
        answered[subject] += 1
        right[subject] += turn.feedback.verdict.right
    return tuple(SubjectTally(subject, count, right[subject]) for subject, count in answered.items())


def _missed(turns: list[_Turn]) -> tuple[Missed, ...]:
    missed = {
        turn.asked.item: Missed(turn.asked.item, turn.asked.content.prompt)
        for turn in turns
        if not turn.feedback.verdict.right
    }
    return tuple(missed.values())
