"""Entries taken in, graded and totalled: an envelope at a time where nothing is odd, else the learner from his rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from studyapp import TIMED, Activity, EntryKind, EntryRow, canonical, for_boards, is_early, study_day
from studyapp_hub import folding
from studyapp_hub.engines.protocol import Engine, Value
from studyapp_hub.folding import Brought, Circumstances, DayLine, Line, Special
from studyapp_hub.grading import Keys, Pair
from studyapp_hub.intake import Intake, Said
from studyapp_hub.learners import Clock, Learner, Learners
from studyapp_hub.openday import OpenDay, opened
from studyapp_hub.periods import start_of
from studyapp_hub.schema import CARRIED, CLOCK, DAY, FORK, LEDGER, PENDING, REPORT, SPECIAL
from studyapp_hub.standing import Placed, Standings, sums_of
from studyapp_hub.units import Units

KEPT = frozenset(map(str, (*TIMED, EntryKind.VOID, EntryKind.SAME)))
"""The kinds that are in the ledger; of all others the envelopes hold what there is."""

SPEAKING = frozenset(map(str, (EntryKind.VOID, EntryKind.SAME, EntryKind.HANDIN)))
_COLUMNS = "id, device, seq, kind, question, root, sitting, took, asked, share, flags, envelope"


class Ledger:
    """The ledger of a hub; every change happens within a transaction of the caller's."""

    def __init__(self, engine: Engine, keys: Keys, learners: Learners, standings: Standings) -> None:
        self._engine = engine
        self._keys = keys
        self._learners = learners
        self._standings = standings
        self.plan: Activity = for_boards(Activity("", ""))
        self.units: Units = Units("", frozenset(), {}, {})
        self.revoked: dict[str, int] = {}

    def take(self, learner: Learner, rows: Sequence[EntryRow], envelope: int, received: int, device: str) -> list[Said]:
        """Take the entries of an envelope in; what is said of those that are not plainly taken."""
        mine = rows if KEPT.issuperset(one[5] for one in rows) else [one for one in rows if one[5] in KEPT]
        if mine is not rows:
            self._engine.put(REPORT, [one for row in rows if (one := report_of(learner.id, row)) is not None])
        if not mine:
            return []
        first, last = min(one[0] for one in mine), max(one[0] for one in mine)
        known = self._known(learner.id, mine, first, last) if first <= learner.last else {}
        learner.last = max(last, learner.last)
        odd = self._carry(learner.id, known, [one[0] for one in mine], envelope, received)
        fresh = mine if not known else [one for one in mine if one[0] not in known]
        if len({one[0] for one in fresh}) < len(fresh):
            fresh = list({one[0]: one for one in fresh}.values())
        intake = Intake(learner, fresh, self._keys, envelope, received)
        self._engine.insert(LEDGER, intake.rows)
        self._engine.insert(PENDING, intake.pending)
        self._engine.insert(SPECIAL, [special_of(learner.id, one) for one in fresh if one[5] in SPEAKING])
        if odd or self.is_revoked(device, received) or not intake.is_plain or not self._add(learner, intake):
            self._fork(learner, {one[1] for one in fresh})
            ids = {one[0] for one in fresh}
            intake.said += [Said(one.id, one.flags) for one in self.refold(learner) if one.id in ids]
        return intake.said

    def _known(self, learner: str, rows: Sequence[EntryRow], first: bytes, last: bytes) -> dict[bytes, int]:
        """Of these entries those that are there, with their flags."""
        found = self._engine.rows(
            "SELECT id, flags FROM ledger WHERE learner = ? AND id >= ? AND id <= ?", learner, first, last
        )
        wanted = {one[0] for one in rows} if found else set()
        return {one: flags for entry, flags in found if (one := bytes(entry)) in wanted}

    def _carry(self, learner: str, known: dict[bytes, int], ids: Sequence[bytes], envelope: int, received: int) -> bool:
        """Note that a further envelope brought entries; whether that may change what counts."""
        again = [one for one in dict.fromkeys(ids) if one in known]
        self._engine.insert(CARRIED, [(learner, one, envelope) for one in again])
        return any(
            known[one] & (folding.EARLY | folding.REVOKED) or is_early(int.from_bytes(one[:6]), received)
            for one in again
        )

    def is_revoked(self, device: str, received: int) -> bool:
        """Whether what was received under a device counts for nothing."""
        revoked = self.revoked.get(device)
        return revoked is not None and received >= revoked

    def _add(self, learner: Learner, intake: Intake) -> bool:
        """Add plain answers to their days; ``False`` where a day turns out to be none that a human can have had."""
        days: dict[int, DayLine] = {}
        rules = self.plan.points
        for day, answered in intake.days().items():
            before = learner.days.get(day)
            papers = before[0].papers if before else 0
            is_released = day in learner.released
            known = learner.open if learner.open is not None and learner.open.day == day else None
            lines: list[Line] = []
            if before is None or not before[0].answers:
                known = OpenDay(day).add(intake.device, answered, rules)
            elif known is not None:
                known.add(intake.device, answered, rules)
            else:
                lines = [one for one in self.lines(learner.id, day) if one.kind == EntryKind.ANSWER]
                known = opened(day, lines, rules)
            learner.open = known
            if not is_released and (known.is_burst if known else _has_burst(lines)):
                return False
            days[day] = (
                folding.day_of(known.worth, known.answers, papers, 0, self.plan, day)
                if known
                else folding.day_line(lines, papers, self.plan, day)
            )
        moved = intake.clock()
        if moved is not None:
            device, clock = moved
            self._engine.put(CLOCK, [(learner.id, device, clock.seq, clock.day, 0)])
            learner.clocks[device] = clock
        self._renew(learner, days, ())
        return True

    def lines(self, learner: str, day: int | None = None) -> list[Line]:
        """A learner's rows in order, of a day or all."""
        if day is None:
            rows = self._engine.rows(f"SELECT {_COLUMNS} FROM ledger WHERE learner = ? ORDER BY id", learner)
        else:
            rows = self._engine.rows(
                f"SELECT {_COLUMNS} FROM ledger WHERE learner = ? AND id >= ? AND id < ? ORDER BY id",
                learner,
                max(start_of(day), 0).to_bytes(6),
                start_of(day + 1).to_bytes(6),
            )
        return [Line(*one) for one in rows]

    def _fork(self, learner: Learner, devices: Iterable[str]) -> None:
        """Find out whether two entries of a device go by one number."""
        for device in devices:
            twice = self._engine.rows(
                "SELECT seq FROM ledger WHERE learner = ? AND device = ? GROUP BY seq HAVING count(*) > 1 LIMIT 1",
                learner.id,
                device,
            )
            if twice:
                self.note_fork(learner, device)

    def note_fork(self, learner: Learner, device: str) -> bool:
        """Remember that two go by a device; whether that is news."""
        if self._engine.rows("SELECT device FROM fork WHERE learner = ? AND device = ?", learner.id, device):
            return False
        self._engine.insert(FORK, [(learner.id, device)])
        self._learners.decide(learner)
        return True

    def circumstances(self, learner: Learner, until: int | None = None) -> Circumstances:
        """What is known besides the rows. ``until``: only of what was received up to an instant."""
        envelopes: dict[int, Brought] = {}
        for arrival, device, received in self._engine.rows(
            "SELECT arrival, device, received FROM envelope WHERE learner = ?", learner.id
        ):
            revoked = self.revoked.get(device)
            is_worth = revoked is None or received < revoked
            if until is None or received <= until:
                envelopes[arrival] = Brought(received, is_worth)
        carried: dict[bytes, list[int]] = {}
        for entry, envelope in self._engine.rows("SELECT id, envelope FROM carried WHERE learner = ?", learner.id):
            if envelope in envelopes:
                carried.setdefault(bytes(entry), []).append(envelope)
        return Circumstances(envelopes, carried, learner.held, learner.released)

    def begin(self, learner: Learner, days: dict[int, DayLine]) -> None:
        """Write the days of a learner of whom there was nothing, and the clocks that he has by now."""
        clocks = learner.clocks.items()
        self._engine.put(CLOCK, [(learner.id, one, it.seq, it.day, int(it.uneven)) for one, it in clocks])
        self._renew(learner, days, ())

    def refold(self, learner: Learner) -> list[Line]:
        """Everything of a learner anew, from his rows; returns those that count for no day."""
        learner.open = None
        specials = self._learners.specials(learner.id)
        lines = self.lines(learner.id)
        found = folding.fold(lines, specials, self.circumstances(learner), self.plan)
        changed = [
            (new.flags, new.root, learner.id, new.id)
            for old, new in zip(lines, found.lines, strict=True)
            if old is not new
        ]
        if changed:
            self._engine.many("UPDATE ledger SET flags = ?, root = ? WHERE learner = ? AND id = ?", changed)
        self._note(learner, found.lines, specials)
        self._renew(learner, found.days, learner.days.keys() - found.days.keys())
        return [one for one in found.lines if one.flags]

    def _note(self, learner: Learner, lines: Sequence[Line], specials: Sequence[Special]) -> None:
        """What the next envelope needs to know."""
        learner.spoken = folding.spoken_by(specials)
        clocks: dict[str, Clock] = {}
        for device, seq, entry, kind in sorted((one.device, one.seq, one.id, one.kind) for one in lines):
            clock = clocks.setdefault(device, Clock(seq - 1, 0, uneven=False))
            clock.uneven = clock.uneven or seq == clock.seq
            clock.seq = seq
            if kind in TIMED:
                day = study_day(int.from_bytes(entry[:6]))
                clock.uneven = clock.uneven or day < clock.day
                clock.day = max(day, clock.day)
        self._engine.put(CLOCK, [(learner.id, one, it.seq, it.day, int(it.uneven)) for one, it in clocks.items()])
        learner.clocks = clocks

    def _renew(self, learner: Learner, days: dict[int, DayLine], gone: Collection[int]) -> None:
        """Put days in the place of what they were, and the standings that they belong to."""
        placed = {day: (line, self.unit_of(learner, day)) for day, line in days.items()}
        changed = {day: one for day, one in placed.items() if learner.days.get(day) != one}
        if not changed and not gone:
            return
        touched = [*changed, *gone]
        before = sums_of(learner.days, self.units, touched)
        if gone:
            self._engine.many("DELETE FROM day WHERE learner = ? AND day = ?", [(learner.id, day) for day in gone])
            for day in list(gone):
                del learner.days[day]
        self._engine.put(DAY, [(learner.id, day, *line, unit) for day, (line, unit) in changed.items()])
        learner.days.update(changed)
        self._standings.move(learner.id, before, sums_of(learner.days, self.units, touched))

    def unit_of(self, learner: Learner, day: int) -> str:
        """For which unit a learner's day counts."""
        place = self.units.place(learner.belongings, day)
        return place.unit if place else ""

    def replace(self, learner: Learner, before: Units) -> None:
        """Put a learner's days where they belong now; ``before``: the units as they were."""
        placed: dict[int, Placed] = {
            day: (line, self.unit_of(learner, day)) for day, (line, _unit) in learner.days.items()
        }
        old = sums_of(learner.days, before)
        moved = [(learner.id, day, *line, unit) for day, (line, unit) in placed.items() if learner.days[day][1] != unit]
        self._engine.put(DAY, moved)
        learner.days = placed
        self._standings.move(learner.id, old, sums_of(placed, self.units))

    def clear(self, learner: Learner) -> None:
        """Take a learner off all boards."""
        self._standings.move(learner.id, sums_of(learner.days, self.units), {})

    def grade_pending(self, pairs: Iterable[Pair]) -> set[str]:
        """Grade what waited for some questions; returns whose days have to be folded anew."""
        touched: set[str] = set()
        for question, key in pairs:
            rows = self._engine.rows(
                "SELECT learner, id, given FROM pending WHERE question = ? AND key = ?", question, key
            )
            graded: list[Sequence[Value]] = []
            for learner, entry, given in rows:
                found = self._keys.judged(question, key, json.loads(given))
                if found is not None:
                    graded.append((found.number, found.share, learner, bytes(entry)))
                    touched.add(learner)
            if graded:
                self._engine.many("UPDATE ledger SET asked = ?, share = ? WHERE learner = ? AND id = ?", graded)
                self._engine.many("DELETE FROM pending WHERE learner = ? AND id = ?", [one[2:] for one in graded])
        return touched


def _has_burst(answers: Iterable[Line]) -> bool:
    by_device: dict[str, list[Line]] = {}
    for one in answers:
        by_device.setdefault(one.device, []).append(one)
    return any(map(folding.burst_among, by_device.values()))


def special_of(learner: str, row: EntryRow) -> Sequence[Value]:
    """The row of an entry that speaks of others."""
    return learner, row[0], row[5], row[11] or "", canonical(row[12])


def report_of(learner: str, row: EntryRow) -> Sequence[Value] | None:
    """The row of a report of a wrong question; ``None`` for other entries."""
    body = row[12]
    if row[5] != EntryKind.MARK or body.get("what") != "report" or row[6] is None:
        return None
    return learner, row[0], row[6], row[7], int(bool(body.get("on")))
