"""A day's answers as they add up while nothing about them is odd: further ones are added without reading any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from studyapp import EntryKind, Judged, PointRules, is_burst, score
from studyapp_hub.folding import Line

Answered = tuple[int, int, bytes | None, bytes | None, str, tuple[int | None, float | None] | Judged]
"""An answer: instant, milliseconds, what stands for its question, question, kind, and the hub's verdict."""


@dataclass(slots=True)
class OpenDay:
    """A learner's day. ``best``: what each question is worth; ``written``: instants and milliseconds by device."""

    day: int
    answers: int = 0
    best: dict[bytes | None, int] = field(default_factory=dict)
    written: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, device: str, answered: Sequence[Answered], rules: PointRules) -> OpenDay:
        """Add a device's answers that come after those that it has."""
        best = self.best
        self.answers += len(answered)
        self.written.setdefault(device, []).extend((one[0], one[1]) for one in answered)
        for _at, spent, root, question, _kind, (asked, share) in answered:
            if share is not None and share >= 1.0:
                value = score(asked, spent, rules)
                which = root or question
                if value is not None and value > best.get(which, 0):
                    best[which] = value
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
    """A day of the ledger's rows; ``None`` where one of them does not count."""
    by_device: dict[str, list[Line]] = {}
    for one in lines:
        if one.kind == EntryKind.ANSWER:
            if one.flags:
                return None
            by_device.setdefault(one.device, []).append(one)
    found = OpenDay(day)
    for device, some in by_device.items():
        some.sort(key=lambda one: (one.seq, one.id))
        answered = [(one.at, one.took, one.root, one.question, one.kind, (one.asked, one.share)) for one in some]
        found.add(device, answered, rules)
    return found
