"""The learner's figures, as the screens and commands ask for them: each call is one page of them."""

from __future__ import annotations

from pathlib import Path

from studyapp.activity.periods import date_of
from studyapp.desk import activity
from studyapp.desk.whose import learner_of
from studyapp.importing.exporting import write_whole
from studyapp.model import GivenAnswer, Kind, study_day
from studyapp.model.activity import Period
from studyapp.report import adding
from studyapp.report.figures import Accuracy, Figures, Hard, Honours, Marks, Memory, Span
from studyapp.report.page import Learner, page
from studyapp.store import counting, errors, settings, statistics
from studyapp.store.asking import iso, read_question
from studyapp.store.opening import Store
from studyapp.world import World

WEEKS, MONTHS = 26, 12
"""So many weeks and months are told."""

HEAT_DAYS = 53 * 7
"""The days of the heat map."""

HARDEST = 20
"""So many of the hardest questions are told."""

_KINDS = [*map(str, Kind)]


class Statistics:
    """What is asked of a learner's store. It keeps nothing; every trouble is told as a ``StoreError``."""

    def __init__(self, world: World, store: Store) -> None:
        self._world = world
        self._store = store

    @property
    def today(self) -> int:
        """The study day."""
        return study_day(self._world.now())

    def days(self, first: int | None = None) -> dict[int, Span]:
        """Every study day that has answers, from ``first`` on."""
        with errors.told(self._store.path):
            return adding.by_day(statistics.days(self._store.connection), first=first)

    def accuracy(self, first: int | None = None) -> tuple[tuple[Accuracy, ...], tuple[Accuracy, ...]]:
        """Accuracy by subject and by kind; with ``first``, of the answers given from that day on."""
        with errors.told(self._store.path):
            counting.renew(self._store)
            connection = self._store.connection
            groups = statistics.groups(connection) if first is None else statistics.groups_since(connection, first)
        return adding.by_subject(groups), adding.by_kind(groups, _KINDS)

    def memory(self) -> Memory:
        """How well the bank is known, and what the coming days ask."""
        with errors.told(self._store.path):
            counting.renew(self._store)
            connection, today = self._store.connection, self.today
            loads = statistics.loads(connection, iso(today))
            _new, reviews = settings.limits(connection)
            done = statistics.reviewed(connection, today)
        known = adding.maturity(loads)
        coming = adding.forecast(loads, today, reviews, done=done)
        return Memory(known, coming, self._store.rules.parameters.retention)

    def hardest(self, limit: int = HARDEST) -> tuple[Hard, ...]:
        """The questions that are forgotten most often."""
        with errors.told(self._store.path):
            counting.renew(self._store)
            return tuple(map(_hard, statistics.hardest(self._store.connection, limit)))

    def marks(self) -> Marks:
        """How many questions are marked."""
        with errors.told(self._store.path):
            counting.renew(self._store)
            counts = statistics.marks(self._store.connection)
        return Marks(*(counts.get(name, 0) for name in Marks._fields))

    def honours(self) -> Honours:
        """What was earned."""
        with errors.told(self._store.path):
            one = activity.standing(self._store, self._world.now())
        return Honours(one.points, one.today, one.streak, one.longest, one.awards)

    def answers(self, day: int) -> tuple[GivenAnswer, ...]:
        """The answers of a study day, in order."""
        with errors.told(self._store.path):
            return tuple(statistics.answers_of(self._store.connection, day))

    def figures(self, first: int | None = None) -> Figures:
        """All figures, from a day on where one is given."""
        days, today = self.days(first), self.today
        subjects, kinds = self.accuracy(first)
        return Figures(
            first=min(days, default=today) if first is None else first,
            today=today,
            total=adding.total(list(days.values()), min(days, default=today) if first is None else first, today),
            days=days,
            weeks=adding.by_period(days, Period.WEEK, WEEKS, today),
            months=adding.by_period(days, Period.MONTH, MONTHS, today),
            subjects=subjects,
            kinds=kinds,
            memory=self.memory(),
            hardest=self.hardest(),
            marks=self.marks(),
            honours=self.honours(),
        )

    def save_page(self, path: Path | None = None, learner: Learner | None = None) -> Path:
        """Write the report as a page to a file; without ``path``, beside the store, under the day's date."""
        where = path or Path(self._world.home) / f"studyapp-report-{date_of(self.today).isoformat()}.html"
        text = page(self.figures(), learner or learner_of(self._world))
        write_whole(where, text.encode())
        return where


def _hard(one: statistics.Hard) -> Hard:
    question = read_question(one.body)
    kind, subject, prompt = str(question.kind), question.subject, question.prompt
    return Hard(one.item, kind, subject, prompt, one.answered, one.right, one.lapses)
