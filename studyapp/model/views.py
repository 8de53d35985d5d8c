"""What the screens and the line dialogue are told: values to show, made by the floors between store and shell.

Named tuples rather than dataclasses, whose classes take long to make at every start.
"""

from __future__ import annotations

from typing import NamedTuple

from studyapp.model.question import Question, Response


class Verdict(NamedTuple):
    """What became of a response: a share from 0 to 1, and right or wrong for each of its parts.

    ``parts`` are the blanks of a blank question, the key points of a short one, the steps of an order, the pairs
    of a match; empty for the others.
    """

    share: float
    parts: tuple[bool, ...] = ()

    @property
    def right(self) -> bool:
        """Whether all of it was right."""
        return self.share >= 1.0


class Shown(NamedTuple):
    """The question on the screen.

    ``number`` counts from 1 in today's queue of ``total``; ``again`` says that it is asked once more because it
    was missed today. ``answered`` and ``right`` are the learner's history with it.
    """

    item: int
    question: Question
    case: Question | None
    deck: str
    number: int
    total: int
    answered: int
    right: int
    again: bool


class Feedback(NamedTuple):
    """What follows an answer, when the answer is on disk.

    ``entry``: its id. ``rating``: 1 again, 2 hard, 3 good, 4 easy. ``due``: the study day of the next review
    (days since 1970-01-01), ``interval`` days from now. ``answered`` and ``right`` count this answer too.
    """

    entry: bytes
    shown: Shown
    response: Response
    verdict: Verdict
    rating: int
    due: int
    interval: int
    answered: int
    right: int


class Progress(NamedTuple):
    """How far today is. ``done`` of ``total`` questions of today's queue; ``combo`` right ones in a row.

    ``finished``: the day's task is done, by the queue or by the clock.
    """

    done: int
    total: int
    answered_today: int
    right_today: int
    combo: int
    finished: bool = False


class Missed(NamedTuple):
    """A question missed in this sitting, for the summary's list."""

    item: int
    prompt: str


class GivenAnswer(NamedTuple):
    """An answer of a day: the instant, the item (``None``: no longer in the bank), and what became of it."""

    at: int
    item: int | None
    kind: str
    prompt: str
    right: bool
    milliseconds: int


class SubjectTally(NamedTuple):
    """Answers of one subject in this sitting."""

    subject: str
    answered: int
    right: int


class Summary(NamedTuple):
    """The end of a sitting. ``forecast``: how many cards are due on each of the next seven study days."""

    answered: int
    right: int
    milliseconds: int
    subjects: tuple[SubjectTally, ...]
    missed: tuple[Missed, ...]
    forecast: tuple[int, ...]
    streak: int
    points: int


class DeckLine(NamedTuple):
    """A deck as lists show it: how many questions it has, how many were seen, how many are due."""

    name: str
    questions: int
    seen: int
    due: int


class Today(NamedTuple):
    """The home screen's figures. ``day``: the study day; ``new``: new questions still on offer today."""

    day: int
    due: int
    new: int
    answered_today: int
    right_today: int
    streak: int
    points: int
    decks: tuple[DeckLine, ...]
