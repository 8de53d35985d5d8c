"""A year of five learners under the plan of 2021: what each ends with, and why."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest

from studyapp import journal
from studyapp.activity.periods import date_of, within
from studyapp.activity.reading import read_plan
from studyapp.activity.results import results_of
from studyapp.activity.standing import leave_of, record_of, standing_of, window
from studyapp.identity import make_entry
from studyapp.journal import Rules
from studyapp.model import DAY, Entry
from studyapp.model.activity import Activity, Period, Standing, StudyDay, Task
from studyapp.points import day_counts, day_points
from tests.activity.plans import day
from tests.support import ROOT

PLAN_FILE = ROOT / "studyapp" / "activities" / "2021-shaanxi.toml"
BANK = 800
READING = {"kind": "single", "length": 60}
"""What every question takes to read."""


def plan_of_2021() -> Activity:
    read = read_plan(PLAN_FILE.read_text(encoding="utf-8"), PLAN_FILE.name)
    assert read.activity is not None, read.flaws
    return read.activity


PLAN = plan_of_2021()
WEEKLY, MONTHLY = (task for task in PLAN.tasks if task.id in ("weekly", "monthly"))


class Desk:
    """Where one learner answers; it writes the entries that the app would."""

    def __init__(self, name: str) -> None:
        self.chance = Random(name)
        self.entries: list[Entry] = []
        self._name = name
        self._seqs = itertools.count(1)

    def write(self, kind: str, at: int, **facts: Any) -> None:
        self.entries.append(make_entry(device=self._name, seq=next(self._seqs), at=at, kind=kind, **facts))

    def drill(self, on: int, answers: int, *, right: float, milliseconds: int = 15_000) -> None:
        """Answer so many different questions from nine o'clock on."""
        at = on * DAY + 3_600_000
        for number in self.chance.sample(range(BANK), answers):
            at += milliseconds
            is_right = self.chance.random() < right
            one = number.to_bytes(16)
            self.write(
                "answer", at, question=one, key=one, verdict=float(is_right), rating=3 if is_right else 1,
                milliseconds=milliseconds, body=READING,
            )  # fmt: skip

    def sit(self, on: int, task: Task, share: float, *, each: int = 20_000) -> None:
        """Hand a paper in at noon."""
        blueprint = task.blueprint
        right = round(blueprint.count * share)
        body = {
            "task": task.id, "score": blueprint.total * right / blueprint.count, "total": blueprint.total,
            "right": right, "count": blueprint.count, "answered": blueprint.count,
            "milliseconds": blueprint.count * each,
        }  # fmt: skip
        self.write("handin", on * DAY + 4 * 3_600_000, sitting=f"{task.id}{on}", body=body)


def year() -> range:
    assert PLAN.first is not None and PLAN.last is not None
    return range(PLAN.first, PLAN.last + 1)


def working() -> list[int]:
    return [one for one in year() if PLAN.calendar.works(one)]


def last_working_days(period: Period, away: Iterable[int] = ()) -> Iterator[int]:
    """Of each week or month the last day on which one is at work and, of a month, can sit its exam."""
    gone = set(away)
    for days in within(period, (year()[0], year()[-1])):
        first, last = window(MONTHLY, days) if period is Period.MONTH else days
        there = [
            one for one in range(first, last + 1) if PLAN.calendar.works(one) and one not in gone and one in year()
        ]
        if there:
            yield there[-1]


# The learners


def diligent(desk: Desk, away: Iterable[int] = ()) -> None:
    gone = set(away)
    papers = {WEEKLY: set(last_working_days(Period.WEEK, gone)), MONTHLY: set(last_working_days(Period.MONTH, gone))}
    for one in working():
        if one in gone:
            continue
        desk.drill(one, 25, right=0.9)
        for task, days in papers.items():
            if one in days:
                desk.sit(one, task, 0.94)


def weekend_only(desk: Desk) -> None:
    for one in year():
        if (one + 3) % 7 >= 5 and not PLAN.calendar.works(one):
            desk.drill(one, 60, right=0.9)


def crammer(desk: Desk) -> None:
    exams = set(last_working_days(Period.MONTH))
    days = working()
    for one in days:
        if any(one in days[max(days.index(exam) - 2, 0) : days.index(exam) + 1] for exam in exams):
            desk.drill(one, 300, right=0.95)
        if one in exams:
            desk.sit(one, MONTHLY, 0.96)


def cheat(desk: Desk) -> None:
    for one in year():
        desk.drill(one, 60, right=1.0, milliseconds=300)
    for task, period in ((WEEKLY, Period.WEEK), (MONTHLY, Period.MONTH)):
        for one in last_working_days(period):
            desk.sit(one, task, 1.0, each=300)


LEAVE = range(day("2021-07-12"), day("2021-07-26"))


def on_leave(desk: Desk) -> None:
    body = {"from": date_of(LEAVE[0]).isoformat(), "to": date_of(LEAVE[-1]).isoformat()}
    desk.write("leave", day("2021-07-09") * DAY, body=body)
    diligent(desk, away=LEAVE)


def standing(entries: list[Entry], today: str = "2021-12-31") -> Standing:
    """What the app says, from nothing but the entries and the plan."""
    rules = Rules(points=PLAN.points)
    fold = journal.replay(entries, rules)
    days = {
        one: StudyDay(
            tally.fair, tally.fair_right, tally.milliseconds, tally.done, day_points(tally.worth, rules.points),
            day_counts(tally.fair, tally.done, rules.points),
        )
        for one, tally in fold.days.items()
    }  # fmt: skip
    record = record_of(PLAN, days, results_of(entries, fold.untimely), leave_of(entries_of("leave", entries), PLAN))
    return standing_of(PLAN, record, day(today))


def entries_of(kind: str, entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]


@dataclass(frozen=True)
class Expected:
    """How often each title was given, the points, the longest streak, and in words why."""

    star: int
    expert: int
    master: int
    points: int
    longest: int
    why: str


TABLE: dict[Callable[[Desk], None], Expected] = {
    diligent: Expected(
        9, 9, 9, 5198, 190,
        "Nine months, 190 working days, 25 questions a day of which nine in ten are right: 4,238 points. Every set"
        " is passed (40 weeks of 15 points) and every exam (nine of 40). No holiday breaks the streak.",
    ),
    weekend_only: Expected(
        0, 0, 0, 3911, 3,
        "He learns a lot, 54 right answers on each of 73 free days, and no day of it is a working day. Two days a month"
        " can be made up for: around the October holiday, three days in a row.",
    ),
    crammer: Expected(
        0, 0, 0, 1980, 3,
        "300 answers on three days a month are worth the cap of 60 a day: 27 days, 1,620 points. He passes nine exams"
        " brilliantly, for 40 points each, and is no master: that asks for ten working days a month.",
    ),
    cheat: Expected(
        0, 0, 0, 0, 0,
        "Sixty right answers in 300 milliseconds each, every day, and every paper full in seconds: nobody can read"
        " that fast, so nothing counts.",
    ),
    on_leave: Expected(
        9, 9, 9, 4992, 180,
        "Like the diligent one, less ten working days of leave in July, which break nothing and are not asked for: nine"
        " titles of each, and fewer points, since nobody answered.",
    ),
}  # fmt: skip


def test_the_table_is_for_everybody() -> None:
    assert {learner.__name__ for learner in TABLE} == {"diligent", "weekend_only", "crammer", "cheat", "on_leave"}


@pytest.mark.parametrize("learner", TABLE, ids=lambda one: one.__name__)
def test_a_year_ends_with_what_was_earned(learner: Callable[[Desk], None]) -> None:
    desk, expected = Desk(learner.__name__), TABLE[learner]
    learner(desk)
    here = standing(desk.entries)
    found = [title.times for title in here.titles]
    assert (*found, here.points, here.longest) == (
        expected.star, expected.expert, expected.master, expected.points, expected.longest,
    ), expected.why  # fmt: skip
    mixed = desk.entries + desk.chance.sample(desk.entries, len(desk.entries) // 3)
    desk.chance.shuffle(mixed)
    assert standing(mixed) == here, "neither order nor repetition matters"
