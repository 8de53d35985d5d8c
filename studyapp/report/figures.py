"""The figures that a learner is told, as values. Days are study days, counted from 1970-01-01 (see ``study_day``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from studyapp.model.activity import Award


class Accuracy(NamedTuple):
    """Of a subject or a kind (``name``): its questions, how many of them were seen, the answers, the right ones."""

    name: str
    questions: int
    seen: int
    answered: int
    right: int

    @property
    def share(self) -> float:
        """The share of right answers."""
        return self.right / self.answered if self.answered else 0.0


class Span(NamedTuple):
    """What a day, a week or a month adds up to.

    ``days``: study days with answers in it; ``started``: questions met for the first time; ``reviews``, ``recalled``:
    of what true retention is made (see ``model.tally``).
    """

    first: int
    last: int
    days: int = 0
    answered: int = 0
    right: int = 0
    milliseconds: int = 0
    started: int = 0
    reviews: int = 0
    recalled: int = 0
    points: int = 0

    @property
    def share(self) -> float:
        """The share of right answers."""
        return self.right / self.answered if self.answered else 0.0

    @property
    def retention(self) -> float | None:
        """The share of reviews that were recalled; ``None`` where there were none."""
        return self.recalled / self.reviews if self.reviews else None


class Ahead(NamedTuple):
    """What a coming day asks: questions that are ``due`` then, and ``moved`` ones from days before it."""

    day: int
    due: int
    moved: int


class Forecast(NamedTuple):
    """The coming days, today first, and how many questions come after them though they are due before."""

    days: tuple[Ahead, ...]
    later: int

    @property
    def total(self) -> int:
        """What these days ask in all."""
        return sum(one.due + one.moved for one in self.days)


class Maturity(NamedTuple):
    """The questions of the bank by how well they are known: not seen yet, young, mature (three weeks and more)."""

    unseen: int
    young: int
    mature: int


class Hard(NamedTuple):
    """A question that is missed: where it is in the bank, what it asks, and what became of it."""

    item: int
    kind: str
    subject: str
    prompt: str
    answered: int
    right: int
    lapses: int


class Marks(NamedTuple):
    """How many questions are starred, flagged and reported."""

    star: int
    flag: int
    report: int


class Honours(NamedTuple):
    """What was earned: all points and today's, study days in a row now and at most, titles among other awards."""

    points: int = 0
    today: int = 0
    streak: int = 0
    longest: int = 0
    awards: tuple[Award, ...] = ()

    @property
    def titles(self) -> tuple[Award, ...]:
        """The titles; an award with points is none."""
        return tuple(one for one in self.awards if not one.points)


class Memory(NamedTuple):
    """How well the bank is known, what comes, and the retention that is asked for."""

    maturity: Maturity
    forecast: Forecast
    wanted: float


class Figures(NamedTuple):
    """All of them. ``first``: the day from which on the figures are, ``today`` the last; ``days`` by day."""

    first: int
    today: int
    total: Span
    days: Mapping[int, Span]
    weeks: tuple[Span, ...]
    months: tuple[Span, ...]
    subjects: tuple[Accuracy, ...]
    kinds: tuple[Accuracy, ...]
    memory: Memory
    hardest: tuple[Hard, ...]
    marks: Marks
    honours: Honours
