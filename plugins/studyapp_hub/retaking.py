"""A learner's entries taken in anew, all envelopes at once, into tables that hold nothing of him."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studyapp import EntryRow
from studyapp_hub import folding
from studyapp_hub.core import Core
from studyapp_hub.engines.protocol import Value
from studyapp_hub.folding import DayLine
from studyapp_hub.intake import Intake
from studyapp_hub.learners import Learner
from studyapp_hub.ledger import KEPT, SPEAKING, report_of, special_of
from studyapp_hub.openday import OpenDay
from studyapp_hub.schema import CARRIED, LEDGER, PENDING, REPORT, SPECIAL

_AT_ONCE = 5_000
"""Rows of a sentence."""


class Envelope(NamedTuple):
    """An envelope as it is stored, read."""

    arrival: int
    device: str
    received: int
    rows: Sequence[EntryRow]


class _Heap:
    """Rows on their way to the tables."""

    def __init__(self) -> None:
        self.ledger: list[Sequence[Value]] = []
        self.pending: list[Sequence[Value]] = []
        self.special: list[Sequence[Value]] = []
        self.report: dict[bytes, Sequence[Value]] = {}
        self.carried: list[Sequence[Value]] = []

    def write(self, core: Core) -> None:
        """Write them."""
        for table, rows in (
            (LEDGER, self.ledger),
            (PENDING, self.pending),
            (SPECIAL, self.special),
            (REPORT, list(self.report.values())),
            (CARRIED, list(dict.fromkeys(self.carried))),
        ):
            for first in range(0, len(rows), _AT_ONCE):
                core.engine.insert(table, rows[first : first + _AT_ONCE])


def retake(core: Core, learner: Learner, envelopes: Iterable[Envelope]) -> None:
    """Take a learner's envelopes in, in the order of their arrival."""
    heap, days, is_plain, seen = _Heap(), dict[int, DayLine](), True, dict[bytes, int]()
    ledger = core.ledger
    for one in envelopes:
        mine = _fresh(learner.id, one, heap, seen)
        intake = Intake(learner, mine, core.keys, one.arrival, one.received)
        heap.ledger += intake.rows
        heap.pending += intake.pending
        heap.special += [special_of(learner.id, row) for row in mine if row[5] in SPEAKING]
        is_plain = is_plain and intake.is_plain and not ledger.is_revoked(one.device, one.received)
        if not is_plain:
            continue
        moved = intake.clock()
        if moved is not None:
            learner.clocks[moved[0]] = moved[1]
        for day, answered in intake.days().items():
            new = OpenDay(day).add(intake.device, answered, ledger.plan.points)
            is_plain = is_plain and day not in days and (not new.is_burst or day in learner.released)
            days[day] = folding.day_of(new.worth, new.answers, 0, 0, ledger.plan, day)
    heap.write(core)
    learner.last = max(seen, default=b"")
    if is_plain and not heap.carried:
        ledger.begin(learner, days)
    else:
        ledger.refold(learner)


def _fresh(learner: str, one: Envelope, heap: _Heap, seen: dict[bytes, int]) -> list[EntryRow]:
    """The entries of an envelope that were in none before it."""
    fresh: list[EntryRow] = []
    for row in one.rows:
        if row[5] not in KEPT:
            report = report_of(learner, row)
            if report is not None:
                heap.report[row[0]] = report
        elif row[0] not in seen:
            seen[row[0]] = one.arrival
            fresh.append(row)
        elif seen[row[0]] != one.arrival:
            heap.carried.append((learner, row[0], one.arrival))
    return fresh
