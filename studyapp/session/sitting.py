"""One go at some questions: what is asked now, what an answer does, and how it ends."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from studyapp import grading, memory
from studyapp.grading import Policy
from studyapp.memory import Card
from studyapp.model import (
    Entry,
    EntryKind,
    Feedback,
    Missed,
    Progress,
    Recalled,
    Response,
    Shown,
    SubjectTally,
    Summary,
    study_day,
)
from studyapp.model.asked import asked as asked_number
from studyapp.model.asked import body_text, length_of
from studyapp.session.marks import mark
from studyapp.store import absorbing, answering, asking, drill, glance
from studyapp.store.answering import Foreseen
from studyapp.store.asking import Asked
from studyapp.store.opening import Store

FORECAST_DAYS = 7


class Turn(NamedTuple):
    """One answer of this sitting, with what it takes to go back to it.

    ``finished``: the entry that says that the day's task is done, where this answer has finished it.
    """

    asked: Asked
    feedback: Feedback
    at: int
    milliseconds: int
    finished: Entry | None = None


class Sitting(ABC):
    """Questions one after the other; where they come from is for those who build on it."""

    def __init__(self, store: Store, *, sitting: str, at: int, policy: Policy, minutes: int) -> None:
        """``minutes``: what the day's task takes at most; with 0 its time does not finish it."""
        self.store = store
        self.day = study_day(at)
        self.turns: list[Turn] = []
        self.done = 0
        self.total = 0
        self.asked: Asked | None = None
        self._sitting = sitting
        self._policy = policy
        self._minutes = minutes
        self._spent, self._finished = glance.task_of(store.connection, self.day)
        self._shown: Shown | None = None
        self._what = 0
        self._foreseen: Foreseen | None = None

    @abstractmethod
    def next_asked(self) -> Asked | None:
        """The question to ask next; ``None`` at the end."""

    @abstractmethod
    def went_back(self, turn: Turn) -> None:
        """The answer of a turn was taken back, and its question is asked again."""

    def is_task_done(self) -> bool:
        """Whether the day's task is finished: its time is over."""
        return self._minutes > 0 and self._spent >= self._minutes * 60_000

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when there is none left."""
        return self._shown

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""
        asked, shown = self.asked, self._shown
        if asked is None or shown is None:
            raise ValueError("there is no question to answer")
        question, what = asked.content, self._what
        verdict = grading.grade(question, response, self._policy)
        rating = _rating(response, verdict.share, milliseconds, what >> 4, asked.stability, hinted, guessed)
        entry, card = answering.write_answer(
            self.store,
            asked,
            at=at,
            verdict=verdict.share,
            rating=rating,
            milliseconds=milliseconds,
            sitting=self._sitting,
            body=body_text(grading.record(question, response), what, hinted=hinted, guessed=guessed),
            what=what,
            foreseen=self._foreseen,
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
        self.turns.append(Turn(asked, feedback, at, milliseconds))
        self.done += not shown.again
        self._spent += milliseconds
        self._advance()
        if not self._finished and self.is_task_done():
            done = absorbing.add(self.store, EntryKind.DONE, at=at, sitting=self._sitting, body={"task": "daily"})
            self.turns[-1] = self.turns[-1]._replace(finished=done)
            self._finished = True
        return feedback

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""
        if not self.turns:
            raise ValueError("there is no answer to rate")
        turn = self.turns[-1]
        body = {"target": turn.feedback.entry.hex()}
        self._write(EntryKind.RATE, at=at, asked=turn.asked, rating=rating, body=body)
        card = answering.read_card(self.store, turn.asked.question, turn.asked.key)
        due = turn.feedback.due if card is None else card.due
        feedback = turn.feedback._replace(rating=rating, due=due, interval=due - study_day(turn.at))
        self.turns[-1] = turn._replace(feedback=feedback)
        return feedback

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        mark(self.store, item, what, on, at=at)

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""
        if not self.turns:
            return None
        turn = self.turns[-1]
        if turn.finished is not None:
            absorbing.add(self.store, EntryKind.VOID, at=at, body={"target": turn.finished.id.hex()})
            self._finished = False
        self._write(EntryKind.VOID, at=at, asked=turn.asked, body={"target": turn.feedback.entry.hex()})
        self.turns.pop()
        self.show(turn.asked)
        self._shown = turn.feedback.shown
        self.done -= not turn.feedback.shown.again
        self._spent -= turn.milliseconds
        self.went_back(turn)
        return self._shown

    def progress(self) -> Progress:
        """How far today is."""
        answered, right = glance.today(self.store.connection, self.day)
        combo = 0
        for turn in reversed(self.turns):
            if not turn.feedback.verdict.right:
                break
            combo += 1
        return Progress(self.done, self.total, answered, right, combo, self._finished)

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""
        day = study_day(at)
        today = glance.status(self.store.connection, day, asking.iso(day), 0)
        right = sum(turn.feedback.verdict.right for turn in self.turns)
        return Summary(
            answered=len(self.turns),
            right=right,
            milliseconds=sum(turn.milliseconds for turn in self.turns),
            subjects=_by_subject(self.turns),
            missed=_missed(self.turns),
            forecast=drill.forecast(self.store.connection, day, FORECAST_DAYS),
            streak=today["streak"],
            points=today["points"],
        )

    def show(self, asked: Asked) -> None:
        """Put a question on the screen, and get ready for its answer."""
        self.asked = asked
        self._what = asked_number(asked.content.kind, length_of(asked.content))
        self._foreseen = answering.foresee(self.store, asked)
        grading.prepare(asked.content)
        self.store.model.foresee(None if asked.card is None else Card._make(asked.card), self.day)
        case = asking.case_of(self.store.connection, asked.parent)
        self._shown = asked.shown(case, min(self.done + 1, self.total), self.total)

    def mended(self) -> set[int]:
        """The items that were missed in this sitting and answered right since."""
        last = {turn.asked.item: turn.feedback.verdict.right for turn in self.turns}
        return {item for item, right in last.items() if right}

    def _advance(self) -> None:
        """Go on to the next question."""
        asked = self.next_asked()
        if asked is None:
            self.asked = self._shown = None
        else:
            self.show(asked)

    def _write(
        self, kind: EntryKind, *, at: int, asked: Asked, body: Mapping[str, object], rating: int | None = None
    ) -> Entry:
        """Write an entry about an answer of this sitting; the caches follow."""
        return absorbing.add(
            self.store,
            kind,
            at=at,
            question=asked.question,
            key=asked.key,
            rating=rating,
            sitting=self._sitting,
            body=body,
        )


def _rating(
    response: Response,
    share: float,
    milliseconds: int,
    length: int,
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
        length=length,
        stability=stability,
        hinted=hinted,
        guessed=guessed,
    )


def _by_subject(turns: list[Turn]) -> tuple[SubjectTally, ...]:
    answered: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for turn in turns:
        subject = turn.asked.subject
        answered[subject] += 1
        right[subject] += turn.feedback.verdict.right
    return tuple(SubjectTally(subject, count, right[subject]) for subject, count in answered.items())


def _missed(turns: list[Turn]) -> tuple[Missed, ...]:
    missed = {
        turn.asked.item: Missed(turn.asked.item, turn.asked.content.prompt)
        for turn in turns
        if not turn.feedback.verdict.right
    }
    return tuple(missed.values())
