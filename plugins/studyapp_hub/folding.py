"""What follows from a learner's entries: which count for no day and why, and the points of his days. Pure.

The definition is ``studyapp.learner_record``; this works on what a hub keeps, and is held to it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json import loads
from typing import Any, NamedTuple

from studyapp import (
    TIMED,
    Activity,
    Entry,
    EntryKind,
    Judged,
    day_points,
    is_burst,
    is_early,
    paper_marks,
    paper_points,
    read_id,
    results_of,
    score,
    study_day,
    unite,
    untimely_of,
)

VOIDED, UNTIMELY, EARLY, REVOKED, FORKED, BURST = 1, 2, 4, 8, 16, 32
"""Why an entry counts for no day."""

HELD = FORKED | BURST
"""What somebody may decide on."""


class Line(NamedTuple):
    """An entry as it counts, of some learner.

    ``day``: the study day that it bears; ``root``: the question that stands for its set, where it is another;
    ``judged``: the hub's own verdict, none while the question is not known; ``flags``: why it counts for no day, 0
    where it does; ``envelope``: which brought it.
    """

    id: bytes
    device: str
    seq: int
    day: int
    kind: str
    question: bytes | None
    root: bytes | None
    sitting: str | None
    took: int
    judged: Judged | None
    flags: int
    envelope: int

    @property
    def at(self) -> int:
        """The instant that it bears."""
        return int.from_bytes(self.id[:6])


class Special(NamedTuple):
    """An entry that speaks of others, or a paper handed in."""

    id: bytes
    kind: str
    sitting: str
    body: str


class Brought(NamedTuple):
    """An envelope. ``received``: its first receipt; ``worth``: whether the certificate still was worth something."""

    received: int
    worth: bool


class DayLine(NamedTuple):
    """A day: points in all, the worth of its answers before the cap, points of papers, answers, whether it is held, and
    how many of the answers were wholly right.
    """

    points: int
    worth: int
    papers: int
    answers: int
    held: int
    correct: int


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a hub knows of a learner besides his rows.

    ``envelopes``: by arrival; ``carried``: the further envelopes of entries; ``forked``: devices that two go by and
    nobody has decided on; ``released``: days that count although they were held.
    """

    envelopes: Mapping[int, Brought]
    carried: Mapping[bytes, Sequence[int]] = field(default_factory=dict)
    forked: Collection[str] = frozenset()
    released: Collection[int] = frozenset()


class Folded(NamedTuple):
    """Lines whose flags and roots hold, and the learner's days."""

    lines: list[Line]
    days: dict[int, DayLine]


def fold(lines: Sequence[Line], specials: Sequence[Special], about: Circumstances, plan: Activity) -> Folded:
    """Everything anew. ``lines`` are in order of their ids."""
    handed = {one.sitting for one in specials if one.kind == EntryKind.HANDIN and one.sitting}
    voided = _voided(lines, specials, handed)
    roots = roots_of(specials, voided)
    untimely = _untimely(lines)
    burst = bursts(lines, about.released)
    is_odd = bool(voided or untimely or burst or about.forked)
    found: list[Line] = []
    for one in lines:
        flags = _arrival_flags(one, about)
        if is_odd:
            flags |= VOIDED * (one.id in voided) | UNTIMELY * (one.id in untimely)
            flags |= FORKED * (one.device in about.forked) | BURST * ((one.device, one.day) in burst)
        root = roots.get(one.question) if roots and one.question is not None else None
        found.append(one if (flags, root) == (one.flags, one.root) else one._replace(flags=flags, root=root))
    return Folded(found, days_of(found, papers_of(found, specials, plan), plan))


def _arrival_flags(one: Line, about: Circumstances) -> int:
    """Of several envelopes the first that is worth something counts."""
    first = about.envelopes[one.envelope]
    if first.worth and not about.carried:  # as it almost always is
        return EARLY if is_early(int.from_bytes(one.id[:6]), first.received) else 0
    brought = [about.envelopes[number] for number in (one.envelope, *about.carried.get(one.id, ()))]
    worth = [envelope.received for envelope in brought if envelope.worth]
    return EARLY * is_early(one.at, min(worth)) if worth else REVOKED


def _voided(lines: Iterable[Line], specials: Iterable[Special], handed: Collection[str]) -> set[bytes]:
    """Who is voided: no void, and nothing of a paper that was handed in."""
    targets = {target for one in specials if one.kind == EntryKind.VOID and (target := target_in(one)) is not None}
    if not targets:
        return set()
    return {one.id for one in lines if one.id in targets and one.kind != EntryKind.VOID and one.sitting not in handed}


def target_in(one: Special) -> bytes | None:
    """The entry that a void speaks of."""
    return read_id(loads(one.body).get("target"))


class Spoken(NamedTuple):
    """What voids, hand-ins and equal questions say: who is spoken of, which papers, what stands for what."""

    targets: set[bytes]
    handed: set[str]
    roots: dict[bytes, bytes]


def spoken_by(specials: Sequence[Special]) -> Spoken:
    """What the next entries have to be looked at for."""
    targets = {target for one in specials if one.kind == EntryKind.VOID and (target := target_in(one)) is not None}
    handed = {one.sitting for one in specials if one.kind == EntryKind.HANDIN and one.sitting}
    voided = {one.id for one in specials if one.id in targets and one.sitting not in handed}
    return Spoken(targets, handed, roots_of(specials, voided))


def roots_of(specials: Iterable[Special], voided: Collection[bytes] = ()) -> dict[bytes, bytes]:
    """What stands for a question, or a key, where it is another one."""
    pairs = []
    for one in specials:
        if one.kind == EntryKind.SAME and one.id not in voided:
            body = loads(one.body)
            for old, new in (("old", "new"), ("old_key", "new_key")):
                pair = read_id(body.get(old)), read_id(body.get(new))
                if pair[0] and pair[1]:
                    pairs.append((pair[0], pair[1]))
    return unite(pairs)


def _untimely(lines: Iterable[Line]) -> set[bytes]:
    by_device: dict[str, list[tuple[int, bytes, int]]] = {}
    for one in lines:
        if one.kind in TIMED:
            by_device.setdefault(one.device, []).append((one.seq, one.id, one.day))
    found: set[bytes] = set()
    for written in by_device.values():
        written.sort()
        found.update(untimely_of([(day, entry) for _seq, entry, day in written]))
    return found


def bursts(lines: Iterable[Line], released: Collection[int]) -> set[tuple[str, int]]:
    """On which days, unless they were released, a device's answers cannot have been given as they say."""
    by_day: dict[tuple[str, int], list[Line]] = {}
    for one in lines:
        if one.kind == EntryKind.ANSWER and one.day not in released:
            by_day.setdefault((one.device, one.day), []).append(one)
    return {which for which, some in by_day.items() if _burst_among(some)}


def _burst_among(answers: Iterable[Line]) -> bool:
    """Whether a device's answers of one day cannot have been given as they say."""
    ordered = sorted((one.seq, one.id, one.took) for one in answers)
    return is_burst([(int.from_bytes(entry[:6]), took) for _seq, entry, took in ordered])


def papers_of(lines: Iterable[Line], specials: Iterable[Special], plan: Activity) -> dict[int, int]:
    """The points of papers by day."""
    handed = [one for one in specials if one.kind == EntryKind.HANDIN and one.sitting]
    if not handed:
        return {}
    of_sitting: dict[str, dict[bytes | None, Line]] = {one.sitting: {} for one in handed}
    void: set[bytes] = set()
    for one in lines:
        if one.kind == EntryKind.ANSWER and one.judged is not None and not one.flags & VOIDED:
            if one.sitting in of_sitting:
                of_sitting[one.sitting].setdefault(one.question, one)
        elif one.kind == EntryKind.HANDIN and one.flags:
            void.add(one.id)
    marked = [found for one in handed if (found := _marked(one, of_sitting[one.sitting].values(), plan)) is not None]
    return paper_points(plan, results_of(marked, void))


def _marked(handin: Special, answers: Iterable[Line], plan: Activity) -> Entry | None:
    """A hand-in with the marks that the hub's verdicts come to."""
    body = loads(handin.body)
    task = plan.task(str(body.get("task")))
    if task is None:
        return None
    judged = [one.judged for one in answers if one.judged is not None]
    given = [(_KIND_WORDS[one.number & 15], one.share) for one in judged]
    at = int.from_bytes(handin.id[:6])
    return _entry(handin, at, {**body, **paper_marks(task, given)})


def _entry(one: Special, at: int, body: Mapping[str, Any]) -> Entry:
    return Entry(
        id=one.id,
        device="",
        seq=0,
        at=at,
        day=study_day(at),
        kind=one.kind,
        question=None,
        key=None,
        verdict=None,
        rating=None,
        milliseconds=None,
        sitting=one.sitting,
        body=body,
    )


def days_of(lines: Iterable[Line], papers: Mapping[int, int], plan: Activity) -> dict[int, DayLine]:
    """The days of some lines, each with all its lines; those on which nothing is, are not among them."""
    by_day: dict[int, list[Line]] = {}
    for one in lines:
        if one.kind == EntryKind.ANSWER:
            by_day.setdefault(one.day, []).append(one)
    days = {day: day_line(some, papers.get(day, 0), plan, day) for day, some in by_day.items()}
    days |= {day: DayLine(points, 0, points, 0, 0, 0) for day, points in papers.items() if day not in days}
    return days


def day_line(answers: Iterable[Line], papers: int, plan: Activity, day: int) -> DayLine:
    """A day of its answers."""
    rules = plan.points
    best: dict[bytes | None, int] = {}
    count, held, correct = 0, 0, 0
    for one in answers:
        count += 1
        is_right = one.judged is not None and one.judged.share >= 1.0
        correct += is_right
        if one.flags:
            held |= one.flags & HELD
            continue
        value = score(one.judged.number, one.took, rules) if one.judged is not None and is_right else None
        question = one.root or one.question
        if value is not None and value > best.get(question, 0):
            best[question] = value
    return day_of(sum(best.values()), count, correct, papers, held, plan, day)


def day_of(worth: int, answers: int, correct: int, papers: int, held: int, plan: Activity, day: int) -> DayLine:
    """A day of what its answers are worth."""
    points = day_points(worth, plan.points) if plan.holds(day) else 0
    return DayLine(points + papers, worth, papers, answers, held, correct)


_KIND_WORDS = ("single", "multiple", "judge", "blank", "short", "order", "match", "case", "card", *("",) * 7)
"""The kinds by the number of what was asked; a test holds it against the house's."""
