"""Somebody who keeps at it, and the learners of a computer, for the screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Protocol

from studyapp import profiles
from studyapp.activity.periods import day_of
from studyapp.activity.standing import record_of, standing_of
from studyapp.desk.titles import Leave, read_date
from studyapp.desk.views import Picture
from studyapp.model.activity import Activity, Award, Result, Standing, StudyDay
from studyapp.profiles import Profile, Profiles
from studyapp.tui.desk import Trouble
from tests.activity.plans import PLAN, day

TODAY = day("2021-06-03")


def worked(first: int, last: int, *, right: int = 26) -> dict[int, StudyDay]:
    """Every day but the Sundays: thirty fair answers, 11 minutes, all points."""
    return {
        one: StudyDay(30, right, 660_000, 1, 30, counts=True) for one in range(first, last + 1) if (one + 3) % 7 != 6
    }


def paper(task: str, on: int, score: float) -> Result:
    """A paper handed in on a day; fairly, since it took half an hour."""
    total = 10.0 if task == "monthly" else 5.0
    return Result(bytes(16), f"{task}-{on}", task, on, on * 86_400_000, score, total, int(score), 5, 5, 1_800_000)


def busy(plan: Activity = PLAN, today: int = TODAY, *, done: bool = False) -> Standing:
    """Who learned all of May, passed every set, and has begun today."""
    days = worked(day("2021-04-26"), today - 1)
    days[today] = StudyDay(19, 17, 700_000 if done else 384_000, int(done), 17, counts=True)
    weeks = [paper("weekly", day(one), 5.0) for one in ("2021-05-06", "2021-05-13", "2021-05-20", "2021-05-27")]
    results = [*weeks, paper("monthly", day("2021-05-28"), 10.0), paper("weekly", day("2021-06-02"), 4.0)]
    return standing_of(plan, record_of(plan, days, results), today)


def idle(plan: Activity = PLAN, today: int = TODAY) -> Standing:
    """Who has done nothing yet."""
    return standing_of(plan, record_of(plan, {}, []), today)


LONG_AGO = replace(PLAN, first=day("2020-04-01"), last=day("2021-05-31"))
YET_TO_COME = replace(PLAN, first=day("2021-07-01"))


class HasStanding(Protocol):
    """A desk, as far as titles need it."""

    honours: Standing
    viewer: bool


class FakeTitles:
    """Titles of a desk; leave is remembered."""

    def __init__(self, desk: HasStanding) -> None:
        self._desk = desk
        self.noted = [Leave(b"a", day("2021-05-06"), day("2021-05-07"))]
        self.shared: list[Award] = []
        self.trouble: Exception | None = None

    def standing(self) -> Standing:
        if self.trouble:
            raise self.trouble
        return self._desk.honours

    def leaves(self) -> tuple[Leave, ...]:
        return tuple(self.noted)

    def leave_left(self) -> int:
        return 15 - 2 * len(self.noted)

    def note_leave(self, first: str, last: str) -> Leave:
        start = day_of(read_date(first, date(2021, 6, 3)))
        leave = Leave(b"b", start, day_of(read_date(last, date(2021, 6, 3))) if last else start)
        self.noted.insert(0, leave)
        return leave

    def take_leave_back(self, leave: Leave) -> None:
        self.noted.remove(leave)

    def share(self, award: Award) -> Picture:
        self.shared.append(award)
        return Picture(f"/home/li/.local/share/studyapp/studyapp-{award.what}-{award.period}.svg", self._desk.viewer)


@cache
def _hashed_pin() -> str:
    """Slow by design, and one of these is made for every desk."""
    return profiles.hashed("2580", "00" * 16)


class FakeLearners:
    """Three people at one computer, the second with the PIN 2580."""

    def __init__(self) -> None:
        self.people = Profiles(
            (
                Profile("default", "王小燕", "西安市社会保险经办中心"),
                Profile("b", "李明", "西安市社会保险经办中心", _hashed_pin()),
                Profile("c", "Anna Chen", "", ""),
            ),
            "default",
        )

    def known(self) -> Profiles:
        return self.people

    def check(self, one: str, pin: str) -> Profile:
        profile = next(profile for profile in self.people.all if profile.id == one)
        if not profiles.opens(profile, pin):
            raise Trouble("PIN 不对。")
        return profile

    def switch(self, one: str, pin: str) -> None:
        self.people = self.people.chosen(self.check(one, pin).id)

    def add(self, name: str, unit: str, pin: str) -> None:
        if not name.strip():
            raise Trouble("请写上姓名。")
        self.people = self.people.with_one(Profile("d", name, unit, profiles.hashed(pin, "00" * 16))).chosen("d")

    def change(self, one: str, pin: str, name: str, unit: str) -> None:
        self.people = self.people.with_one(Profile(one, name, unit, self.check(one, pin).pin))

    def set_pin(self, one: str, pin: str, new: str) -> None:
        mine = self.check(one, pin)
        self.people = self.people.with_one(Profile(one, mine.name, mine.unit, profiles.hashed(new, "00" * 16)))
