"""A paper that is being sat: every answer, every flag and every quarter of a minute is on disk."""

from __future__ import annotations

from collections.abc import Mapping

from studyapp import grading, paper
from studyapp.activity.results import result_of
from studyapp.exam import marking
from studyapp.exam.clock import Clock
from studyapp.exam.marking import Review, Sheet
from studyapp.exam.papers import Answers, Opening, read
from studyapp.model import Passed, Response, Shown
from studyapp.paper import Lack
from studyapp.store import sittings
from studyapp.store.opening import Store

EVERY = 15_000
"""So many milliseconds may pass before the clock is journalled: what a crash gives back at most."""


class Exam:
    """One go at a paper. ``at`` is UTC, ``now`` a reading of a monotonic clock, both in milliseconds.

    Nothing here tells what is right before the paper was handed in.
    """

    def __init__(
        self, store: Store, sitting: str, opening: Opening, answers: Answers, *, now: int, lacks: tuple[Lack, ...] = ()
    ) -> None:
        self.sitting = sitting
        self.opening = opening
        self.lacks = lacks
        self._store = store
        self._answers = answers
        self._clock = Clock(answers.left, now)
        self._sheets = sheets_of(store, opening)

    @property
    def count(self) -> int:
        """How many questions it has."""
        return len(self.opening.items)

    @property
    def left(self) -> int:
        """The milliseconds left when the clock was last read."""
        return self._clock.left

    @property
    def passed(self) -> int:
        """The milliseconds that have passed."""
        return self.opening.milliseconds - self._clock.left

    def shown(self, number: int) -> Shown | None:
        """A question (from 0) without its key; ``None`` where the bank has it no more."""
        sheet = self._sheets.get(number)
        return None if sheet is None else marking.shown_of(sheet, number, self.count, paper.blind(sheet.question))

    def response(self, number: int) -> Response | None:
        """What was given to a question so far."""
        sheet = self._sheets.get(number)
        return None if sheet is None else marking.response_of(sheet, self._answers.given.get(number))

    def is_answered(self, number: int) -> bool:
        """Whether something was given to it; what is gone needs nothing."""
        return number not in self._sheets or self.response(number) is not None

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The questions that nothing was given to."""
        return tuple(number for number in range(self.count) if not self.is_answered(number))

    @property
    def flagged(self) -> tuple[int, ...]:
        """The questions that are flagged."""
        return tuple(sorted(self._answers.flags))

    def tick(self, *, at: int, now: int) -> int:
        """Read the clock, and journal it now and then; return the milliseconds left."""
        left = self._clock.read(now)
        if self._answers.left - left >= EVERY:
            self._write({}, at)
        return left

    def pause(self, *, at: int, now: int) -> None:
        """The paper leaves the screen: journal the clock as it stands."""
        if self._clock.read(now) < self._answers.left:
            self._write({}, at)

    def answer(self, number: int, response: Response, *, at: int, now: int) -> bool:
        """Write what is given to a question; ``Passed`` takes back what was. ``False`` once the time is over."""
        if self._clock.read(now) <= 0 or number not in self._sheets:
            return False
        recorded = grading.record(self._sheets[number].question, response)
        if recorded == self._answers.given.get(number):
            return True
        self._write({"no": number, "given": recorded}, at)
        return True

    def flag(self, number: int, on: bool, *, at: int, now: int) -> bool:
        """Flag a question, or take that back. ``False`` once the time is over."""
        if self._clock.read(now) <= 0:
            return False
        self._write({"no": number, "flag": on}, at)
        return True

    def clear(self, number: int, *, at: int, now: int) -> bool:
        """Take back what was given to a question."""
        return self.answer(number, Passed(), at=at, now=now)

    def hand_in(self, *, at: int, now: int) -> Review:
        """Hand the paper in, and look at it. Where the time is over, it was the time that did it."""
        self._clock.read(now)
        self._answers.take({"left": self._clock.left}, self.count)
        by = "hand" if self._clock.left > 0 else "time"
        rows = marking.mark(self._sheets, self._answers, self.count)
        body = marking.body_of(self.opening, rows, self._answers, by)
        sittings.hand_in(self._store, self.sitting, marking.given_of(self._sheets, rows), body, at=at)
        review = review_of(self._store, self.sitting)
        if review is None:
            raise ValueError(f"the sitting {self.sitting} was not handed in")
        return review

    def _write(self, what: Mapping[str, object], at: int) -> None:
        body = {**what, "left": self._clock.left}
        sittings.draft(self._store, self.sitting, body, at=at)
        self._answers.take(body, self.count)


def sheets_of(store: Store, opening: Opening) -> dict[int, Sheet]:
    """The questions of a paper that the bank has, by their numbers; each shuffled by the paper's seed."""
    found = {}
    for number, place in enumerate(opening.items):
        one = sittings.find(store.connection, place.question, place.key)
        if one is not None and one.question.answer is not None:
            question = paper.shuffled(one.question, f"{opening.seed} {place.question.hex()}")
            found[number] = Sheet(one, question, place.marks)
    return found


def review_of(store: Store, sitting: str) -> Review | None:
    """The review of a paper that was handed in; ``None`` for one that was not, or that nobody can read."""
    handed_in = sittings.handin(store.connection, sitting)
    found = read(sittings.drafts(store.connection, sitting))
    result = None if handed_in is None else result_of(handed_in)
    if handed_in is None or found is None or result is None:
        return None
    opening, answers = found
    rows = marking.mark(sheets_of(store, opening), answers, len(opening.items))
    return marking.review(opening, rows, result, handed_in.body)
