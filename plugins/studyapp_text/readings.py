"""Reads lines in the way that gives the most whole questions, and says which other way there would have been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from studyapp import Deck, Flaw, Message, Reading, Severity
from studyapp_text.engine import Hints, read_lines
from studyapp_text.forms import formed
from studyapp_text.keyfile import Attached, attach, blame
from studyapp_text.keylist import KeyList
from studyapp_text.layouts import FORMS, layout_of
from studyapp_text.profiles import PROFILES, Rows
from studyapp_text.raw import Assembled

Progress = Callable[[float], None]

_SAMPLE = 400
_OFTEN = 2_000
_DOUBTS = frozenset(("stray-line", "answer-twice"))
_FROM, _TO = 0.5, 0.9
"""The shares of the whole between which lines are read: before it the file is opened, after it places are settled."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A deck, how it was read, and the flaws of the key's file."""

    deck: Deck
    layout: Message
    of_key: tuple[Flaw, ...] = ()

    @property
    def reading(self) -> Reading:
        """What is told of it."""
        return Reading(self.layout, sum(item.counts for item in self.deck.items), self.errors)

    @property
    def errors(self) -> int:
        """How many questions are lost."""
        return sum(flaw.severity is Severity.ERROR for flaw in self.deck.flaws)

    @property
    def worth(self) -> tuple[bool, int]:
        """Whether there is any question; whole questions less errors, and less what was put to them in doubt."""
        doubts = sum(flaw.code in _DOUBTS for flaw in self.deck.flaws)
        return bool(self.deck.items), len(self.deck.items) - self.errors - doubts


@dataclass(slots=True)
class _Witness:
    """Looks at questions in pieces: how they are laid out, and what the key has for them."""

    key: KeyList | None
    layout: Message | None = None
    attached: Attached = field(default_factory=lambda: Attached({}, []))

    def __call__(self, assembled: Assembled) -> None:
        if self.key is not None:
            self.attached = attach(assembled.questions, self.key)
        self.layout = layout_of(assembled, {id(raw) for _, raw in self.attached.given.values()})


def read_best(rows: Rows, hints: Hints, key: KeyList | None, progress: Progress) -> Outcome:
    """Read rows the usual way, and where that leaves errors another way, if it is better."""
    best = _read(rows, hints, key, progress)
    readings = [best]
    if (forms := formed(rows)) is not None:  # whose names would pass for words of the questions
        best = replace(_read(forms, hints, key, lambda _share: progress(_TO)), layout=FORMS)
        readings.insert(0, best)
    if best.errors or not best.deck.items:

        def again(_share: float) -> None:
            progress(_TO)

        for profile in PROFILES:
            taken = profile.rows(rows)
            if taken is None or not _is_worth_it(rows, taken, hints, key, again):
                continue
            other = replace(_read(taken, hints, key, again), layout=profile.layout)
            if other.deck.items:
                readings.append(other)
    readings.sort(key=lambda one: one.worth, reverse=True)
    best = readings[0]
    told = tuple(one.reading for one in readings[:3])
    return replace(best, deck=replace(best.deck, readings=told))


def _is_worth_it(rows: Rows, taken: Rows, hints: Hints, key: KeyList | None, progress: Progress) -> bool:
    """Say of a long file, from its beginning, whether another way to read it may be the better one."""
    if len(rows) <= 2 * _SAMPLE:
        return True
    last = rows[_SAMPLE][0]
    one, other = (tuple(row for row in some[: 8 * _SAMPLE] if row[0] <= last) for some in (rows, taken))
    return _read(other, hints, key, progress).worth > _read(one, hints, key, progress).worth


def _read(rows: Rows, hints: Hints, key: KeyList | None, progress: Progress) -> Outcome:
    witness = _Witness(key)
    deck = read_lines(_watched(rows, progress), replace(hints, before_building=witness))
    of_key: list[Flaw] = []
    if key is not None:
        deck, of_key = blame(deck, witness.attached, key)
    return Outcome(deck, witness.layout or layout_of(Assembled([], [], [], [], [])), tuple(of_key))


def _watched(rows: Rows, progress: Progress) -> Iterator[tuple[int, str]]:
    """Yield rows, and tell now and then how many are done."""
    for start in range(0, len(rows), _OFTEN):
        progress(_FROM + (_TO - _FROM) * start / len(rows))
        yield from rows[start : start + _OFTEN]
