"""What the hub has at hand of a learner, read once and kept while nobody else writes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from studyapp_hub.engines.protocol import Engine
from studyapp_hub.folding import DayLine, Special, Spoken, spoken_by
from studyapp_hub.openday import OpenDay
from studyapp_hub.standing import Placed
from studyapp_hub.units import Belonging

MOST = 20_000
"""Learners that are kept."""

_BELONGINGS = 'SELECT day, at, digest, unit, front, staff, "window", name, key FROM person WHERE learner = ?'


@dataclass
class Clock:
    """A device's last number and last day; ``uneven``: they did not come in order."""

    seq: int
    day: int
    uneven: bool


@dataclass
class Learner:
    """A learner. ``held``: forked devices that nobody has decided on.

    ``released``: days that count although they were held. ``open``: the day to which answers were added last.
    """

    id: str
    erased: bool = False
    belongings: list[Belonging] = field(default_factory=list)
    days: dict[int, Placed] = field(default_factory=dict)
    clocks: dict[str, Clock] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
    released: frozenset[int] = frozenset()
    open: OpenDay | None = None
    spoken: Spoken = field(default_factory=lambda: Spoken(set(), set(), {}))


class Learners:
    """Those at hand."""

    def __init__(self, engine: Engine) -> None:
        self.may_speak: Callable[[str, str], bool] = lambda key, learner: True
        """Whether the hub with a key may say something of a learner; the hub's core knows."""
        self._engine = engine
        self._kept: OrderedDict[str, Learner] = OrderedDict()

    def forget(self, learner: str = "") -> None:
        """Read him, or everybody, anew."""
        if learner:
            self._kept.pop(learner, None)
        else:
            self._kept.clear()

    def get(self, learner: str) -> Learner:
        """A learner; of one who is new there is nothing."""
        found = self._kept.get(learner)
        if found is None:
            found = self._kept[learner] = self._read(learner)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(learner)
        return found

    def _read(self, learner: str) -> Learner:
        rows = self._engine.rows
        found = Learner(learner)
        found.erased = bool(rows("SELECT at FROM erased WHERE learner = ?", learner))
        self.placed(found)
        for day, *line, unit in rows(
            "SELECT day, points, worth, papers, answers, held, correct, unit FROM day WHERE learner = ?", learner
        ):
            found.days[day] = DayLine(*line), unit
        for device, seq, day, uneven in rows("SELECT device, seq, day, uneven FROM clock WHERE learner = ?", learner):
            found.clocks[device] = Clock(seq, day, bool(uneven))
        self.decide(found)
        found.spoken = spoken_by(self.specials(learner))
        return found

    def placed(self, learner: Learner) -> None:
        """Read where he belongs."""
        found: list[Belonging] = []
        for day, at, digest, unit, front, staff, window, name, key in self._engine.rows(_BELONGINGS, learner.id):
            if self.may_speak(key, learner.id):
                found.append(Belonging(day, at, bytes(digest), unit, bool(front), bool(staff), bool(window), name, key))
        learner.belongings = found

    def decide(self, learner: Learner) -> None:
        """Read what is held of him and what was decided."""
        rows = self._engine.rows
        forked = {one[0] for one in rows("SELECT device FROM fork WHERE learner = ?", learner.id)}
        followed = (
            {one[0] for one in rows("SELECT parent FROM device WHERE learner = ?", learner.id)} if forked else set()
        )
        words: dict[tuple[int, str], bool] = {}
        for day, device, counts, key in rows(
            "SELECT day, device, counts, key FROM release WHERE learner = ? ORDER BY at, digest", learner.id
        ):
            if self.may_speak(key, learner.id):
                words[day, device] = bool(counts)
        never = {device for (day, device), counts in words.items() if device and not day and not counts}
        counted = {device for (day, device), counts in words.items() if device and not day and counts}
        learner.held = frozenset((forked - followed - counted) | never)
        learner.released = frozenset(day for (day, device), counts in words.items() if not device and counts)

    def specials(self, learner: str) -> list[Special]:
        """His voids, hand-ins and equal questions, in order."""
        rows = self._engine.rows("SELECT id, kind, sitting, body FROM special WHERE learner = ? ORDER BY id", learner)
        return [Special(bytes(one[0]), one[1], one[2], one[3]) for one in rows]
