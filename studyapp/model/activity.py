"""The yearly activity as data, and what a learner has of it.

A plan is what a unit edits; points, streaks and titles follow from journal and plan by the functions of ``activity``.
Days are study days everywhere: days since 1970-01-01 (see ``study_day``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from studyapp.model.asked import KINDS
from studyapp.model.deck import Message
from studyapp.model.question import Kind


class Period(StrEnum):
    """For how long a task or title is: one of each day, week (from Monday) or month."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class PointRules:
    """How answers are worth points.

    ``right``: what a right answer is worth; ``kinds``: what it is worth for questions of some kinds, by word.
    ``cap``: the most that one day gives. ``keeps``: so many fair answers make a study day count.
    ``least``, ``reading``: an answer is fair from ``least`` milliseconds on and ``reading`` for each character that
    had to be read: far below what reading takes (200 a character), since a known question is told by its first words.
    """

    right: int = 1
    cap: int = 100
    kinds: tuple[tuple[str, int], ...] = ()
    keeps: int = 1
    least: int = 500
    reading: int = 15
    values: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """What a right answer is worth by the number of its kind (see ``model.asked``)."""

    def __post_init__(self) -> None:
        special = dict(self.kinds)
        object.__setattr__(self, "values", tuple(special.get(kind, self.right) for kind in KINDS))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days: Monday to Friday, but for the days ``off``, and the days ``on`` that are worked.

    It is part of the plan, as data: an update of a package of holidays must not give titles anew.
    """

    off: frozenset[int] = frozenset()
    on: frozenset[int] = frozenset()

    def works(self, day: int) -> bool:
        """Whether a day is a working day."""
        return day in self.on or (day not in self.off and (day + 3) % 7 < 5)  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True)
class SubjectShare:
    """A subject of the activity: its weight in papers, and by which other names decks call it."""

    name: str
    weight: float = 1.0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """So many questions of a kind in a paper, each with so many marks."""

    kind: Kind
    count: int
    marks: float = 1.0


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a paper is made of. ``minutes``: its time; ``passing``: the share of its marks that passes.

    ``weighted``: whether the subjects' weights decide how many questions come from each.
    """

    parts: tuple[Part, ...]
    minutes: int
    passing: float = 0.6
    weighted: bool = False

    @property
    def count(self) -> int:
        """How many questions it has."""
        return sum(part.count for part in self.parts)

    @property
    def total(self) -> float:
        """How many marks it has."""
        return sum(part.count * part.marks for part in self.parts)


@dataclass(frozen=True, slots=True)
class Task:
    """A paper that is sat once a period: the week's set, the month's exam, a battle, a mock exam.

    ``id``: ``weekly``, ``monthly``, ``battle``, ``mock``. ``attempts``: how often in a period, 0 for any number; the
    best counts. ``opens``, ``closes``: the days of the period on which it can be begun, from 1, both included.
    ``handed``, ``passed``: the points for handing in, and further ones for passing, once a period.
    ``skill``: of a battle, how often the machine is right.
    """

    id: str
    name: str
    period: Period
    blueprint: Blueprint
    attempts: int = 0
    opens: int = 1
    closes: int = 31
    handed: int = 0
    passed: int = 0
    skill: float = 0.0


@dataclass(frozen=True, slots=True)
class TitleRule:
    """A title that is given once a period to who keeps at it and is good at it.

    ``task``: ``daily``, or the id of a task. ``persistence``: of ``daily``, the share of the period's working days
    that count; of another task, the share of its periods within that of the title (the weeks of a month) that are
    passed. ``accuracy``: of ``daily``, the share of fair answers that are right, over at least ``answers`` of them;
    of another task, the share of marks, on the average of each period's best. ``days``: working days that must count.
    """

    id: str
    name: str
    task: str
    period: Period
    persistence: float
    accuracy: float
    answers: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Makeup:
    """When a working day without study breaks no streak.

    A later day, within ``within`` days, that has ``times`` the fair answers a day needs makes up for one, and
    ``monthly`` of them at most in a month. ``leave``: how many days of leave a learner may note in a year.
    """

    within: int = 0
    times: int = 2
    monthly: int = 0
    leave: int = 30


@dataclass(frozen=True, slots=True)
class Activity:
    """A plan. ``first``, ``last``: its days, ``None`` for an open end; ``minutes``: what a day's task takes."""

    id: str
    name: str
    note: str = ""
    first: int | None = None
    last: int | None = None
    minutes: int = 10
    points: PointRules = field(default_factory=PointRules)
    calendar: Calendar = field(default_factory=Calendar)
    makeup: Makeup = field(default_factory=Makeup)
    subjects: tuple[SubjectShare, ...] = ()
    tasks: tuple[Task, ...] = ()
    titles: tuple[TitleRule, ...] = ()

    def task(self, one: str) -> Task | None:
        """The task of that id."""
        return next((task for task in self.tasks if task.id == one), None)

    def holds(self, day: int) -> bool:
        """Whether a day lies within it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class StudyDay(NamedTuple):
    """What a study day gives to points and titles: of a ``Tally`` what they ask for, the points, whether it counts."""

    fair: int
    fair_right: int
    milliseconds: int
    done: int
    points: int
    counts: bool


class Result(NamedTuple):
    """A paper that was handed in, as the journal has it.

    ``task``: the id of its task; ``questions``: how many it had, of which ``answered`` were answered and ``right`` are
    right; ``milliseconds``: how long it was sat. ``rival``: of a battle, the other's right answers and milliseconds.
    """

    entry: bytes
    sitting: str
    task: str
    day: int
    at: int
    score: float
    total: float
    right: int
    questions: int
    answered: int
    milliseconds: int
    rival: tuple[int, int] | None = None

    @property
    def share(self) -> float:
        """The share of the marks."""
        return self.score / self.total if self.total else 0.0


class Award(NamedTuple):
    """Points or a title, given once for its period.

    ``what``: ``daily``, a task's or a title's id; ``period``: ``2021-05-03``, ``2021-W18`` or ``2021-05``; ``day``:
    when it was given; ``points``: 0 for a title; ``why``: the reason, with its figures. ``first``, ``last``: the days
    whose answers it came from.
    """

    what: str
    name: str
    period: str
    day: int
    points: int
    why: Message
    first: int
    last: int


class TitleStanding(NamedTuple):
    """How far a title is in its present period.

    ``have`` of ``need`` days or sets; ``accuracy`` so far (``None`` before the first answer) of ``wanted``; ``answers``
    of ``answers_wanted``. ``given``: the award, where it was given already. ``times``: how often in the activity.
    """

    rule: TitleRule
    period: str
    have: int
    need: int
    accuracy: float | None
    wanted: float
    answers: int
    answers_wanted: int
    given: Award | None
    times: int


class TaskStanding(NamedTuple):
    """How a task stands today.

    ``open``: whether it can be begun; ``left``: attempts left, ``None`` for any number; ``best``: the best result of
    the period; ``first``, ``last``: the days on which it can be begun in this period; ``live``: a sitting of it that
    goes on, empty for none.
    """

    task: Task
    period: str
    open: bool
    left: int | None
    best: Result | None
    first: int
    last: int
    live: str = ""


class Standing(NamedTuple):
    """All that a learner has of an activity on a day.

    ``over``, ``ahead``: the plan's dates are past, or yet to come. ``points``: in all; ``today``: today's, under a
    daily cap; ``fair`` answers and ``milliseconds`` of today, ``done`` whether today's task is finished; ``streak``:
    study days that count, in a row; ``longest``: the longest ever.
    """

    activity: Activity
    day: int
    over: bool
    ahead: bool
    points: int
    today: int
    fair: int
    milliseconds: int
    done: bool
    streak: int
    longest: int
    tasks: tuple[TaskStanding, ...]
    titles: tuple[TitleStanding, ...]
    awards: tuple[Award, ...]
