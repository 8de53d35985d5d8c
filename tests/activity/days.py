"""Study days and papers for tests, made in few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from studyapp.activity.periods import Days
from studyapp.activity.standing import record_of, standing_of
from studyapp.activity.titles import Record
from studyapp.model import DAY
from studyapp.model.activity import Result, Standing, StudyDay
from tests.activity.plans import PLAN, day


def studied(right: int = 8, of: int = 9, points: int = 8) -> StudyDay:
    """A day that counts, with no answers to spare."""
    return StudyDay(of, right, of * 20_000, 1, points, counts=True)


def working(first: str, last: str) -> list[int]:
    """The working days of a span."""
    return [one for one in range(day(first), day(last) + 1) if PLAN.calendar.works(one)]


def paper(task: str, on: str, right: int = 5, *, rival: tuple[int, int] | None = None, number: int = 0) -> Result:
    """A paper of five questions handed in at noon."""
    at = day(on) * DAY + number
    one = at.to_bytes(6) + number.to_bytes(10)
    marks = 2.0 if task == "monthly" else 1.0
    return Result(one, one.hex(), task, day(on), at, right * marks, 5 * marks, right, 5, 5, 60_000, rival)


def record(days: Mapping[int, StudyDay], papers: Iterable[Result] = (), leave: Iterable[int] = ()) -> Record:
    return record_of(PLAN, days, list(papers), leave)


def standing(
    days: Mapping[int, StudyDay], papers: Iterable[Result] = (), leave: Iterable[int] = (), *, today: str = "2021-06-30"
) -> Standing:
    return standing_of(PLAN, record(days, papers, leave), day(today))


def given(one: Standing) -> list[tuple[str, str, int]]:
    """The titles that were given: id, period, day."""
    return [(award.what, award.period, award.day) for award in one.awards if not award.points]


MAY: Days = (day("2021-05-01"), day("2021-05-31"))
