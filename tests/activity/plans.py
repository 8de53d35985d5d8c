"""A plan for tests, and days in words."""

from __future__ import annotations

from datetime import date

from studyapp.activity.periods import day_of
from studyapp.model import Kind
from studyapp.model.activity import (
    Activity,
    Blueprint,
    Calendar,
    Makeup,
    Part,
    Period,
    PointRules,
    SubjectShare,
    Task,
    TitleRule,
)


def day(text: str) -> int:
    """The study day of a date such as ``2021-05-06``."""
    return day_of(date.fromisoformat(text))


_SET = Blueprint((Part(Kind.SINGLE, 3), Part(Kind.JUDGE, 2)), minutes=45)
_EXAM = Blueprint((Part(Kind.SINGLE, 5, 2.0),), minutes=60)

PLAN = Activity(
    "test-2021",
    "练兵",
    first=day("2021-04-01"),
    last=day("2021-12-31"),
    points=PointRules(cap=30, keeps=5, kinds=(("card", 0),)),
    calendar=Calendar(
        off=frozenset(map(day, ("2021-05-03", "2021-05-04", "2021-05-05"))),
        on=frozenset(map(day, ("2021-04-25", "2021-05-08"))),
    ),
    makeup=Makeup(within=3, times=2, monthly=2, leave=15),
    subjects=(SubjectShare("社会保险", 2.0, ("社保",)), SubjectShare("劳动关系")),
    tasks=(
        Task("weekly", "周周练", Period.WEEK, _SET, attempts=2, opens=1, closes=7, handed=5, passed=5),
        Task("monthly", "月月比", Period.MONTH, _EXAM, attempts=2, opens=25, closes=31, handed=10, passed=20),
        Task("battle", "对战", Period.DAY, _EXAM, attempts=1, passed=2, skill=0.8),
    ),
    titles=(
        TitleRule("daily-star", "日日学之星", "daily", Period.MONTH, 0.9, 0.8, answers=20),
        TitleRule("weekly-expert", "周周练达人", "weekly", Period.MONTH, 1.0, 0.8),
        TitleRule("monthly-master", "月月比能手", "monthly", Period.MONTH, 1.0, 0.9, days=10),
    ),
)
