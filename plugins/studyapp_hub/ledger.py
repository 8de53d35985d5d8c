"""Entries taken in, graded and totalled: an envelope at a time where nothing is odd, else all that a learner has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from studyapp import TIMED, Activity, EntryKind, canonical, for_boards
from studyapp_hub import folding
from studyapp_hub.columns import Entries, read_entries
from studyapp_hub.engines.protocol import Engine, Value
from studyapp_hub.folding import Brought, Circumstances, DayLine, Line, Special
from studyapp_hub.grading import Keys, Pair
from studyapp_hub.intake import Intake, Said
from studyapp_hub.learners import Clock, Learner, Learners
from studyapp_hub.openday import OpenDay, opened
from studyapp_hub.owing import Owing
from studyapp_hub.reading import KEPT, Lines, read_lines
from studyapp_hub.schema import CLOCK, DAY, FLAGGED, FORK, PENDING, REPORT, SPECIAL
from studyapp_hub.standing import Placed, Standings
from studyapp_hub.units import Units

SPEAKING = frozenset(map(str, (EntryKind.VOID, EntryKind.SAME, EntryKind.HANDIN)))
_SPEAKING_OR_MARK = SPEAKING | {str(EntryKind.MARK)}


class Ledger:
    """What a hub makes of its learners' entries; every change happens within a transaction of the caller's."""

    def __init__(
        self, engine: Engine, keys: Keys, learners: Learners, standings: Standings, arrival: Callable[[], int]
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._learners = learners
        self.owing = Owing(engine, learners, standings, arrival)
        self.plan: Activity = for_boards(Activity("", ""))
        self.units: Units = Units("", frozenset(), {}, {})
        self.revoked: dict[str, int] = {}

    def take(self, learner: Learner, entries: Entries, received: int, device: str) -> list[Said]:
        """Take the entries of an envelope in that is stored; what is said of those that are not plainly taken."""
        mine = entries.of_kinds(KEPT)
        self._note_speakers(learner.id, entries)
        if not mine:
            return []
        intake = Intake(learner, mine, self._keys, received)
        self._engine.insert(PENDING, intake.pending)
        if self.is_revoked(device, received) or not intake.is_plain or not self._add(learner, intake):
            flagged = self.refold(learner, {*mine.device})
            intake.said += [Said(one, flagged[one]) for one in dict.fromkeys(mine.id) if one in flagged]
        return intake.said

    def take_again(self, learner: Learner, entries: Entries) -> None:
        """Take the entries of an envelope in that was damaged and is whole again."""
        self._note_speakers(learner.id, entries)
        self.refold(learner, {*entries.device})

    def _note_speakers(self, learner: str, entries: Entries) -> None:
        """Note the entries that speak of others, and the reports of wrong questions."""
        if _SPEAKING_OR_MARK.isdisjoint(entries.kind):
            return
        specials: list[Sequence[Value]] = []
        reports: dict[bytes, Sequence[Value]] = {}
        for entry, kind, question, key, sitting, body in zip(
            entries.id, entries.kind, entries.question, entries.key, entries.sitting, entries.body, strict=True
        ):
            if kind in SPEAKING:
                specials.append((learner, entry, kind, sitting or "", canonical(body)))
            elif kind == EntryKind.MARK and body.get("what") == "report" and question is not None:
                reports[entry] = learner, entry, question, key, int(bool(body.get("on")))
        self._engine.insert(SPECIAL, specials)
        self._engine.insert(REPORT, list(reports.values()))

    def begin_anew(self, learner: Learner) -> None:
        """All that follows from a learner's envelopes, where there is nothing of it."""
        envelopes = [*self._entries(learner.id)]
        for _arrival, entries in envelopes:
            self._note_speakers(learner.id, entries)
        self._fold(learner, read_lines(envelopes, self._keys, {}, {}))

    def is_revoked(self, device: str, received: int) -> bool:
        """Whether what was received under a device counts for nothing."""
        revoked = self.revoked.get(device)
        return revoked is not None and received >= revoked

    def _add(self, learner: Learner, intake: Intake) -> bool:
        """Add plain answers to their days; ``False`` where a day turns out to be none that a human can have had."""
        days: dict[int, DayLine] = {}
        rules = self.plan.points
        for day, answers in intake.days():
            before = learner.days.get(day)
            papers = before[0].papers if before else 0
            is_released = day in learner.released
            known = learner.open if learner.open is not None and learner.open.day == day else None
            lines: list[Line] = []
            if before is None or not before[0].answers:
                known = OpenDay(day).add(intake.device, answers, rules)
            elif known is not None:
                known.add(intake.device, answers, rules)
            else:
                lines = self.answers_of(learner, day)
                known = opened(day, lines, rules)
            learner.open = known
            if not is_released and (known.is_burst if known else folding.bursts(lines, ())):
                return False
            days[day] = (
                folding.day_of(known.worth, known.answers, known.correct, papers, 0, self.plan, day)
                if known
                else folding.day_line(lines, papers, self.plan, day)
            )
        clock = learner.clocks[intake.device] = intake.clock()
        self._engine.put(CLOCK, [(learner.id, intake.device, clock.seq, clock.day, 0)])
        self._renew(learner, days, ())
        return True

    def read(self, learner: Learner, day: int | None = None) -> Lines:
        """What a learner handed in, all of it or what may be of a study day."""
        flags = {
            bytes(entry): number
            for entry, number in self._engine.rows("SELECT id, flags FROM flagged WHERE learner = ?", learner.id)
        }
        return read_lines(self._entries(learner.id, day), self._keys, flags, learner.spoken.roots)

    def answers_of(self, learner: Learner, day: int) -> list[Line]:
        """A learner's answers of a study day."""
        return [one for one in self.read(learner, day).lines if one.kind == EntryKind.ANSWER and one.day == day]

    def _entries(self, learner: str, day: int | None = None) -> Iterator[tuple[int, Entries]]:
        """A learner's sound envelopes as they arrived, of which there may be something of a day."""
        sql = "SELECT arrival, content FROM envelope WHERE learner = ? AND sound = 1"
        if day is None:
            rows = self._engine.rows(f"{sql} ORDER BY arrival", learner)
        else:
            rows = self._engine.rows(f"{sql} AND since <= ? AND until >= ? ORDER BY arrival", learner, day, day)
        for arrival, content in rows:
            yield arrival, read_entries(bytes(content))[0]

    def _fork(self, learner: Learner, lines: Iterable[Line], devices: Collection[str]) -> None:
        """Find out whether two entries of one of these devices go by one number."""
        seen: set[tuple[str, int]] = set()
        for one in lines:
            if one.device in devices:
                if (one.device, one.seq) in seen:
                    self.note_fork(learner, one.device)
                seen.add((one.device, one.seq))

    def note_fork(self, learner: Learner, device: str) -> bool:
        """Remember that two go by a device; whether that is news."""
        if self._engine.rows("SELECT device FROM fork WHERE learner = ? AND device = ?", learner.id, device):
            return False
        self._engine.insert(FORK, [(learner.id, device)])
        self._learners.decide(learner)
        return True

    def circumstances(self, learner: Learner, lines: Lines, until: int | None = None) -> Circumstances:
        """What is known besides the lines. ``until``: only of what was received up to an instant."""
        envelopes: dict[int, Brought] = {}
        for arrival, device, received in self._engine.rows(
            "SELECT arrival, device, received FROM envelope WHERE learner = ?", learner.id
        ):
            revoked = self.revoked.get(device)
            is_worth = revoked is None or received < revoked
            if until is None or received <= until:
                envelopes[arrival] = Brought(received, is_worth)
        carried = {entry: [one for one in brought if one in envelopes] for entry, brought in lines.carried.items()}
        return Circumstances(envelopes, carried, learner.held, learner.released)

    def refold(self, learner: Learner, devices: Collection[str] = ()) -> dict[bytes, int]:
        """Everything of a learner anew; returns what counts for no day, with flags.

        ``devices``: those of which two may go by one number now.
        """
        lines = self.read(learner)
        self._fork(learner, lines.lines, devices)
        return self._fold(learner, lines)

    def _fold(self, learner: Learner, lines: Lines) -> dict[bytes, int]:
        learner.open = None
        self._engine.insert(PENDING, [(learner.id, *one) for one in lines.waiting])
        specials = self._learners.specials(learner.id)
        found = folding.fold(lines.lines, specials, self.circumstances(learner, lines), self.plan)
        self._flag(learner, lines.lines, found.lines)
        self._note(learner, found.lines, specials)
        self._renew(learner, found.days, learner.days.keys() - found.days.keys())
        return {one.id: one.flags for one in found.lines if one.flags}

    def _flag(self, learner: Learner, before: Sequence[Line], after: Sequence[Line]) -> None:
        """Keep why entries count for no day."""
        gone = [(learner.id, new.id) for old, new in zip(before, after, strict=True) if old.flags and not new.flags]
        if gone:
            self._engine.many("DELETE FROM flagged WHERE learner = ? AND id = ?", gone)
        self._engine.put(
            FLAGGED,
            [
                (learner.id, new.id, new.device, new.kind, new.flags)
                for old, new in zip(before, after, strict=True)
                if new.flags and new.flags != old.flags
            ],
        )

    def _note(self, learner: Learner, lines: Sequence[Line], specials: Sequence[Special]) -> None:
        """What the next envelope needs to know."""
        learner.spoken = folding.spoken_by(specials)
        clocks: dict[str, Clock] = {}
        written: dict[str, list[tuple[int, bytes, int, bool]]] = {}
        for one in lines:
            written.setdefault(one.device, []).append((one.seq, one.id, one.day, one.kind in TIMED))
        for device, some in written.items():
            some.sort()
            clocks[device] = _clock_of(some)
        self._engine.put(CLOCK, [(learner.id, one, it.seq, it.day, int(it.uneven)) for one, it in clocks.items()])
        learner.clocks = clocks

    def _renew(self, learner: Learner, days: dict[int, DayLine], gone: Collection[int]) -> None:
        """Put days in the place of what they were; the standings that they belong to are owed."""
        placed = {day: (line, self.unit_of(learner, day)) for day, line in days.items()}
        changed = {day: one for day, one in placed.items() if learner.days.get(day) != one}
        touched = [*changed, *gone]
        if not touched:
            return
        if gone:
            self._engine.many("DELETE FROM day WHERE learner = ? AND day = ?", [(learner.id, day) for day in gone])
            for day in list(gone):
                del learner.days[day]
        self._engine.put(DAY, [(learner.id, day, *line, unit) for day, (line, unit) in changed.items()])
        learner.days.update(changed)
        self.owing.owe(learner.id, touched, self.units)

    def unit_of(self, learner: Learner, day: int) -> str:
        """For which unit a learner's day counts."""
        place = self.units.place(learner.belongings, day)
        return place.unit if place else ""

    def replace(self, learner: Learner) -> None:
        """Put a learner's days where they belong now."""
        placed: dict[int, Placed] = {
            day: (line, self.unit_of(learner, day)) for day, (line, _unit) in learner.days.items()
        }
        moved = [(learner.id, day, *line, unit) for day, (line, unit) in placed.items() if learner.days[day][1] != unit]
        self._engine.put(DAY, moved)
        learner.days = placed
        self.owing.owe(learner.id, None, self.units)

    def clear(self, learner: Learner) -> None:
        """Take a learner off all boards."""
        learner.days = {}
        self.owing.owe(learner.id, None, self.units)
        self.settle()

    def settle(self) -> None:
        """Write the standings that are owed."""
        self.owing.settle(self.units)

    def waiting_for(self, pairs: Iterable[Pair]) -> set[str]:
        """Whose answers waited for some questions, which are known now: they wait no longer."""
        touched: set[str] = set()
        for question, key in pairs:
            where = "FROM pending WHERE question = ? AND key = ?"
            found = {one[0] for one in self._engine.rows(f"SELECT DISTINCT learner {where}", question, key)}
            for learner in found:
                self._engine.run(f"DELETE {where} AND learner = ?", question, key, learner)
            touched |= found
        return touched

    def asked(self, pairs: Iterable[Pair]) -> set[str]:
        """Who answered some questions, which read otherwise now; it is seldom, and every envelope is looked through."""
        sql = f"SELECT DISTINCT learner FROM envelope WHERE {self._engine.holds('content')}"
        return {
            one[0] for question, _key in pairs for one in self._engine.rows(sql, canonical(question.hex()).encode())
        }


def _clock_of(written: Sequence[tuple[int, bytes, int, bool]]) -> Clock:
    """A device's clock. ``written``: numbers in order, with ids, days, and whether the day tells of the clock."""
    last, latest, is_uneven = written[0][0] - 1, 0, False
    for seq, _entry, day, is_timed in written:
        is_uneven = is_uneven or seq == last or (is_timed and day < latest)
        last = seq
        if is_timed and day > latest:
            latest = day
    return Clock(last, latest, is_uneven)
