"""A day's answers as they add up while nothing about them is odd: further ones are added without reading any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from studyapp import EntryKind, Judged, PointRules, is_burst, score
from studyapp_hub.folding import Line


class Answers(NamedTuple):
    """A device's answers of a day, by columns: instants, milliseconds, what each was given to, the hub's verdicts."""

    at: Sequence[int]
    took: Sequence[int]
    question: Sequence[bytes | None]
    judged: Sequence[Judged | None]

    def between(self, first: int, after: int) -> Answers:
        """Those of some places."""
        return Answers(
            self.at[first:after], self.took[first:after], self.question[first:after], self.judged[first:after]
        )

    def among(self, wanted: Sequence[bool]) -> Answers:
        """Some of them."""
        return Answers(
            [*compress(self.at, wanted)],
            [*compress(self.took, wanted)],
            [*compress(self.question, wanted)],
            [*compress(self.judged, wanted)],
        )


@dataclass(slots=True)
class OpenDay:
    """A learner's day. ``best``: what each question is worth; ``written``: instants and milliseconds by device."""

    day: int
    answers: int = 0
    correct: int = 0
    best: dict[bytes | None, int] = field(default_factory=dict)
    written: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, device: str, some: Answers, rules: PointRules) -> OpenDay:
        """Add a device's answers that come after those that it has."""
        best = self.best
        self.answers += len(some.at)
        self.written.setdefault(device, []).extend(zip(some.at, some.took, strict=True))
        for spent, question, judged in zip(some.took, some.question, some.judged, strict=True):
            if judged is not None and judged[1] >= 1.0:
                self.correct += 1
                value = score(judged[0], spent, rules)
                if value is not None and value > best.get(question, 0):
                    best[question] = value
        return self

    @property
    def worth(self) -> int:
        """What the answers are worth before the cap."""
        return sum(self.best.values())

    @property
    def is_burst(self) -> bool:
        """Whether no human can have given them."""
        return any(map(is_burst, self.written.values()))


def opened(day: int, lines: Iterable[Line], rules: PointRules) -> OpenDay | None:
    """A day of its lines; ``None`` where one of them does not count."""
    by_device: dict[str, list[Line]] = {}
    for one in lines:
        if one.kind == EntryKind.ANSWER:
            if one.flags:
                return None
            by_device.setdefault(one.device, []).append(one)
    found = OpenDay(day)
    for device, some in by_device.items():
        some.sort(key=lambda one: (one.seq, one.id))
        answers = Answers(
            [one.at for one in some],
            [one.took for one in some],
            [one.root or one.question for one in some],
            [one.judged for one in some],
        )
        found.add(device, answers, rules)
    return found
