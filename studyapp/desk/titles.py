"""Titles and leave, as the screens and commands ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from studyapp.activity.leave import LONGEST, leave_days
from studyapp.activity.periods import date_of, day_of
from studyapp.desk import activity
from studyapp.desk.full import Desk
from studyapp.desk.views import Picture
from studyapp.desk.whose import learner_of
from studyapp.importing.exporting import write_whole
from studyapp.model import Message, study_day
from studyapp.model.activity import Award, Standing
from studyapp.report.certificate import certificate
from studyapp.report.page import Learner
from studyapp.store import errors


class TitleError(Exception):
    """It cannot be; ``why`` says what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Leave(NamedTuple):
    """A leave that was noted: its entry, and its first and last study day."""

    entry: bytes
    first: int
    last: int


class Titles:
    """What a learner's titles are made of, and a picture of each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def standing(self) -> Standing:
        """How all titles stand."""
        return self._desk.standing()

    def leaves(self) -> tuple[Leave, ...]:
        """The leave that was noted, the latest first."""
        with errors.told(self._desk.store.path):
            noted = activity.leaves(self._desk.store)
        found = [Leave(entry, *days) for entry, *texts in noted if (days := _days(*texts)) is not None]
        return tuple(sorted(found, key=lambda one: one.first, reverse=True))

    def leave_left(self) -> int:
        """How many working days of leave may still be noted this year."""
        with errors.told(self._desk.store.path):
            noted = activity.leaves(self._desk.store)
        plan = self._desk.standing().activity
        year = date_of(study_day(self._desk.now())).year
        days = leave_days(noted, plan.calendar.works, plan.makeup.leave)
        return plan.makeup.leave - sum(plan.calendar.works(day) and date_of(day).year == year for day in days)

    def note_leave(self, first: str, last: str) -> Leave:
        """Note leave from one date to another, as people write dates; an empty ``last`` is one day."""
        start, end = self.days_of(first, last)
        if end < start:
            raise TitleError(Message("请假的最后一天早于第一天；请核对日期。"))
        if end - start > LONGEST:
            raise TitleError(Message("一次请假最多 {count} 天；请分几次登记。", {"count": LONGEST}))
        with errors.told(self._desk.store.path):
            entry = activity.note_leave(self._desk.store, date_of(start), date_of(end), at=self._desk.now())
        return Leave(entry.id, start, end)

    def days_of(self, first: str, last: str) -> tuple[int, int]:
        """The study days of two dates as people write them; an empty ``last`` is the first one."""
        today = date_of(study_day(self._desk.now()))
        start = read_date(first, today)
        return day_of(start), day_of(read_date(last, today) if last.strip() else start)

    def take_leave_back(self, leave: Leave) -> None:
        """Take a leave back."""
        with errors.told(self._desk.store.path):
            activity.take_leave_back(self._desk.store, leave.entry, at=self._desk.now())

    def save(self, award: Award, path: Path | None = None, learner: Learner | None = None) -> Path:
        """Write a picture of a title to a file; without ``path``, beside the store, under its id and period."""
        where = path or Path(self._desk.world.home) / f"{file_stem(award)}.svg"
        text = certificate(award, learner or learner_of(self._desk.world), self.standing().activity.name)
        try:
            write_whole(where, text.encode())
        except OSError as error:
            what = {"path": str(where), "error": str(error.strerror)}
            raise TitleError(Message("图没有写到 {path}（{error}）；请检查该文件夹。", what)) from error
        return where

    def share(self, award: Award) -> Picture:
        """Write a picture of a title, and have the system show it if it can."""
        path = self.save(award)
        return Picture(str(path), self._desk.world.view(str(path)))


def file_stem(award: Award) -> str:
    """The name of the file of a title's picture."""
    return "-".join(["studyapp", *re.findall(r"[\w-]+", f"{award.what} {award.period}")])


def awards_of(standing: Standing) -> tuple[Award, ...]:
    """The titles that were given, the latest first; points for papers are none."""
    rules = {one.rule.id for one in standing.titles}
    return tuple(award for award in reversed(standing.awards) if award.what in rules and not award.points)


def read_date(text: str, today: date) -> date:
    """A date as people write it: 2021-07-01, 2021年7月1日, 7.1, 0701; without a year, that of today."""
    figures = list(_figures(text))
    try:
        if len(figures) == 2:
            return date(today.year, *figures)
        if len(figures) == 3:
            return date(*figures)
    except ValueError:
        pass
    raise TitleError(Message("“{text}”不是日期；请写成 2021-07-01 或 7-1。", {"text": text.strip()}))


def _figures(text: str) -> Iterator[int]:
    clean = text.strip()
    if re.fullmatch(r"\d{8}|\d{4}", clean):
        clean = "-".join([*([clean[:-4]] if len(clean) > 4 else []), clean[-4:-2], clean[-2:]])
    if re.fullmatch(r"\D{0,2}(\d{1,4}\D{1,2}){1,2}\d{1,2}\D{0,2}", clean):
        yield from map(int, re.findall(r"\d+", clean))


def _days(first: str, last: str) -> tuple[int, int] | None:
    """The study days of a leave; ``None`` for one that some other program wrote badly."""
    try:
        return day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last))
    except ValueError:
        return None
