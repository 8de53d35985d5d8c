"""The fold: what follows from a set of entries.

The journal is a set by id, ordered by id, which is the order of time. Everything here is a pure function of that
set and of the rules; nothing depends on the order in which the entries arrived, or how often.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise
from operator import itemgetter
from typing import NamedTuple

from studyapp.memory import AGAIN, Card, Model, Parameters, valid_weights
from studyapp.model import DAY, Entry, EntryKind, study_day
from studyapp.model.activity import PointRules
from studyapp.model.asked import asked_of
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.past import Past, past_from_plain
from studyapp.model.plain import canonical
from studyapp.model.tally import Tally
from studyapp.points import score
from studyapp.timeliness import untimely

VERSION = 3
"""The version of this fold: another one, and every cache that it made is replayed."""

Answer = tuple[bytes, int, bytes, float, int, int, bool, bytes, int | None]
"""An answer as the fold sees it.

Entry id, study day, key digest, verdict, rating, milliseconds, past, question, what was asked. Key and question stand
for their sets (see ``unite``), the rating is the learner's own where he gave one, and ``past`` says that it counts
for memory and for no day, since it comes from elsewhere or its day cannot be right (see ``timeliness``). Of a review
in a history the id is what stands for one (see ``Past``). What was asked is a number of ``model.asked``.
"""


class History(NamedTuple):
    """A history elsewhere as the fold sees it: its entry's id, what stands for its question and key, the reviews."""

    entry: bytes
    question: bytes
    key: bytes
    past: Past


@dataclass(frozen=True, slots=True)
class Rules:
    """What the fold takes besides the entries."""

    parameters: Parameters = field(default_factory=Parameters)
    points: PointRules = field(default_factory=PointRules)

    def stamp(self) -> str:
        """A digest of these rules and of the fold's version: what a cache made by them is marked with."""
        points = self.points
        contents = [
            VERSION,
            self.parameters.weights,
            self.parameters.retention,
            [points.right, points.cap, points.kinds, points.keeps, points.least, points.reading],
        ]
        return hashlib.sha256(canonical(contents).encode()).hexdigest()[:16]


Days = defaultdict[int, list[int]]
"""Sums by study day while they are being added up: the fields of a ``Tally``."""

CardKey = tuple[bytes, bytes]
"""A question's id and a key digest, each standing for its set."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The last word on a mark: whether it is on, and the entry that said so."""

    on: bool
    entry: bytes


@dataclass(frozen=True, slots=True)
class Fold:
    """All that follows from a journal: what the store's caches must hold."""

    cards: Mapping[CardKey, Card]
    days: Mapping[int, Tally]
    marks: Mapping[tuple[bytes, str], Mark]
    aliases: Mapping[bytes, bytes]
    untimely: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class Amendments:
    """What entries say about other entries.

    ``voided``: ids that count no more; ``ratings``: the learner's own rating by id of the answer; ``untimely``: ids
    that count for no day, by what the other entries of their devices say of the time.
    """

    voided: frozenset[bytes]
    ratings: Mapping[bytes, int]
    untimely: frozenset[bytes] = frozenset()


TIMED = (EntryKind.ANSWER, EntryKind.HANDIN, EntryKind.DONE)
"""The kinds that count for a day; a device's other entries say nothing of its clock."""


def untimely_of(written: Sequence[tuple[int, bytes]]) -> list[bytes]:
    """Of the timed entries of one device, in the order of their numbers, those that count for no day.

    ``written``: study day and id of each.
    """
    return [written[place][1] for place in untimely([day for day, _entry in written])]


def target_of(entry: Entry) -> bytes | None:
    """The entry that a void or rate speaks of; ``None`` for other kinds, or where it names none."""
    if entry.kind not in (EntryKind.VOID, EntryKind.RATE):
        return None
    return read_id(entry.body.get("target"))


def read_id(text: object) -> bytes | None:
    """Sixteen bytes from their hex, ``None`` where the text is not that."""
    if not isinstance(text, str) or len(text) != 32:
        return None
    try:
        found = bytes.fromhex(text)  # which passes over spaces
    except ValueError:
        return None
    return found if len(found) == 16 else None


def amendments(speakers: Iterable[Entry], targets: Mapping[bytes, Entry], handed_in: frozenset[str]) -> Amendments:
    """Resolve voids and rates.

    ``speakers``: the void and rate entries, in order; ``targets``: the entries they may speak of, by id;
    ``handed_in``: the sittings that were handed in. A void cannot be voided, nor reach into such a sitting.
    """
    ordered = sorted(speakers, key=lambda entry: entry.id)
    voided = set()
    for entry in ordered:
        target = targets.get(target_of(entry) or b"") if entry.kind == EntryKind.VOID else None
        if target is not None and target.kind != EntryKind.VOID and target.sitting not in handed_in:
            voided.add(target.id)
    ratings = {}
    for entry in ordered:
        spoken_of = target_of(entry)
        if entry.kind == EntryKind.RATE and spoken_of and entry.id not in voided and entry.rating in (1, 2, 3, 4):
            ratings[spoken_of] = entry.rating
    return Amendments(frozenset(voided), ratings)


def sames(entries: Iterable[Entry]) -> Iterable[tuple[bytes, bytes]]:
    """The pairs of question ids, and of key digests, that live ``same`` entries declare equal."""
    for entry in entries:
        for old, new in (("old", "new"), ("old_key", "new_key")):
            pair = read_id(entry.body.get(old)), read_id(entry.body.get(new))
            if pair[0] and pair[1]:
                yield pair[0], pair[1]


def unite(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The smallest id of each set of equal ones, for every id that is not itself the smallest."""
    parents: dict[bytes, bytes] = {}

    def root(one: bytes) -> bytes:
        while (parent := parents.get(one, one)) != one:
            one = parent
        return one

    for left, right in pairs:
        small, large = sorted((root(left), root(right)))
        parents.setdefault(small, small)
        parents[large] = small
    return {one: root(one) for one in parents if root(one) != one}


def fold_question(
    answers: Sequence[Answer], model: Model, points: PointRules, days: Days, histories: Sequence[History] = ()
) -> dict[bytes, Card]:
    """Fold the live answers of one question, in the journal's order, and the histories that are not among them.

    Returns its cards by key digest; what the answers add to the study days is added to ``days``.
    """
    if histories and not answers and (one := as_one(histories)) is not None:
        return {one.key: recall(one, model)}
    if histories:
        answers = unite_reviews(answers, histories)
    if not answers:
        return {}
    add_to_days(days, answers, points, first_day=answers[0][1])
    keys = dict.fromkeys(map(_KEY, answers))
    cards = {}
    for one in keys:
        given = answers if len(keys) == 1 else [answer for answer in answers if answer[2] == one]
        if (card := model.review(None, map(_REVIEW, given))) is not None:
            cards[one] = card
    return cards


def as_one(histories: Sequence[History]) -> History | None:
    """Several histories under one key as one, where each goes on after the other; ``None`` where they do not.

    So it is with almost all that come from elsewhere: reviews one by one would take three times as long.
    """
    if len(histories) == 1:
        return histories[0]
    ordered = sorted(histories, key=lambda one: one.past.at[0])
    if any(one.key != two.key or one.past.at[-1] >= two.past.at[0] for one, two in pairwise(ordered)):
        return None
    at, ratings, milliseconds = zip(*(one.past for one in ordered), strict=True)
    past = Past([*chain(*at)], [*chain(*ratings)], [*chain(*milliseconds)])
    return History(ordered[-1].entry, ordered[0].question, ordered[0].key, past)


def recall(history: History, model: Model) -> Card:
    """The card of a history that is all there is: what ``fold_question`` makes of its reviews."""
    at, ratings, _milliseconds = history.past
    return model.recall(
        [(one + STUDY_DAY_OFFSET) // DAY for one in at], ratings, at[-1].to_bytes(6) + history.entry[6:]
    )


_ID, _KEY = itemgetter(0), itemgetter(2)
_REVIEW = itemgetter(0, 1, 3, 4)
"""Of an answer what memory sees of it: entry id, study day, verdict, rating."""


def add_to_days(days: Days, answers: Iterable[Answer], points: PointRules, *, first_day: int) -> None:
    """Add what the live answers of one question, in the journal's order, add to their study days.

    ``first_day``: the day on which the question was met for the first time.
    """
    current, best, sums = None, 0, _NOTHING
    for _entry, day, _key, verdict, _rating, milliseconds, past, _question, asked in answers:
        if past:
            continue
        right = verdict >= 1.0
        if day != current:
            current, best, sums = day, 0, days[day]
            if day == first_day:
                sums[3] += 1
            else:
                sums[7] += 1
                sums[8] += right
        sums[0] += 1
        sums[1] += right
        sums[2] += milliseconds
        value = score(asked, milliseconds, points)
        if value is None:
            continue
        sums[5] += 1
        if right:
            sums[6] += 1
            if value > best:
                sums[4] += value - best
                best = value


_NOTHING = [0] * 10


def add_done(days: Days, done: Iterable[Entry], amended: Amendments) -> None:
    """Add to the study days that their tasks were finished, where that is believed."""
    for entry in done:
        if entry.id not in amended.voided and entry.id not in amended.untimely:
            days[entry.day][9] += 1


def new_days() -> Days:
    """Sums of no answers."""
    return defaultdict(lambda: [0] * 10)


def tallies(days: Days) -> dict[int, Tally]:
    """The sums as tallies; a day on which nothing was answered has none."""
    return {day: Tally(*sums) for day, sums in days.items() if sums[0]}


def add_up(parts: Iterable[Mapping[int, Tally]]) -> dict[int, Tally]:
    """The study days of several parts of the questions as one."""
    days: dict[int, Tally] = {}
    for part in parts:
        for day, tally in part.items():
            days[day] = days[day].plus(tally) if day in days else tally
    return days


def fold_marks(entries: Iterable[Entry], aliases: Mapping[bytes, bytes]) -> dict[tuple[bytes, str], Mark]:
    """The last word of the live mark entries, by question and what is marked."""
    marks = {}
    for entry in sorted(entries, key=lambda one: one.id):
        what = entry.body.get("what")
        if entry.question is not None and isinstance(what, str):
            marks[aliases.get(entry.question, entry.question), what] = Mark(bool(entry.body.get("on")), entry.id)
    return marks


def answer_of(entry: Entry, aliases: Mapping[bytes, bytes], amended: Amendments) -> Answer | None:
    """An answer or a single review elsewhere as the fold sees it; ``None`` where it lacks what memory needs."""
    rating = amended.ratings.get(entry.id, entry.rating)
    if entry.question is None or entry.key is None or entry.verdict is None:
        return None
    if not 0 <= entry.verdict <= 1 or rating not in (1, 2, 3, 4):
        return None
    question, key = aliases.get(entry.question, entry.question), aliases.get(entry.key, entry.key)
    past = entry.kind == EntryKind.PAST or entry.id in amended.untimely
    milliseconds, asked = max(entry.milliseconds or 0, 0), asked_of(entry.body)
    return entry.id, entry.day, key, entry.verdict, rating, milliseconds, past, question, asked


def history_of(entry: Entry, aliases: Mapping[bytes, bytes]) -> History | None:
    """The history that a ``past`` entry holds: such an entry has no verdict of its own."""
    if entry.kind != EntryKind.PAST or entry.verdict is not None or entry.question is None or entry.key is None:
        return None
    past = past_from_plain(entry.body, until=entry.at)
    if past is None:
        return None
    return History(entry.id, aliases.get(entry.question, entry.question), aliases.get(entry.key, entry.key), past)


def reviews_of(history: History) -> list[Answer]:
    """The reviews of a history as the fold sees answers."""
    entry, question, key, (times, ratings, spent) = history
    rest = entry[6:]
    return [
        (at.to_bytes(6) + rest, study_day(at), key, float(rating > AGAIN), rating, milliseconds, True, question, None)
        for at, rating, milliseconds in zip(times, ratings, spent, strict=True)
    ]


def unite_reviews(answers: Sequence[Answer], histories: Iterable[History]) -> list[Answer]:
    """Answers to one question and its histories, in order: each review stands where an answer of its time would.

    A review is told by its time. Packages overlap, the same one is taken in on two devices, and one that was made
    here brings back what was answered here: the answer counts first, then the history whose entry's id is smallest.
    """
    held = {(answer[0][:6], answer[2]) for answer in answers}
    united = list(answers)
    for history in sorted(histories):
        fresh = [review for review in reviews_of(history) if (review[0][:6], review[2]) not in held]
        held.update((review[0][:6], review[2]) for review in fresh)
        united += fresh
    return sorted(united, key=_ID)


def by_question(
    entries: Iterable[Entry], aliases: Mapping[bytes, bytes], amended: Amendments
) -> dict[bytes, list[Answer]]:
    """Those of these answers and reviews that count, by the question that stands for their set, in order.

    ``entries`` are in order, and hold all the histories of a question or none.
    """
    answers: dict[bytes, list[Answer]] = defaultdict(list)
    histories: dict[bytes, list[History]] = defaultdict(list)
    for entry in entries:
        if entry.kind not in (EntryKind.ANSWER, EntryKind.PAST) or entry.id in amended.voided:
            continue
        if (answer := answer_of(entry, aliases, amended)) is not None:
            answers[answer[7]].append(answer)
        elif (history := history_of(entry, aliases)) is not None:
            histories[history.question].append(history)
    for question, some in histories.items():
        answers[question] = unite_reviews(answers[question], some)
    return answers


def parameters_of(entries: Iterable[Entry], default: Parameters) -> Parameters:
    """The memory's parameters that the last live and valid ``params`` entry sets; else the default."""
    for entry in sorted(entries, key=lambda one: one.id, reverse=True):
        weights, retention = entry.body.get("weights"), entry.body.get("retention")
        if not isinstance(weights, list) or not isinstance(retention, float) or not 0.5 <= retention <= 0.99:
            continue
        if valid_weights(weights):
            return Parameters(tuple(weights), retention)
    return default


def replay(entries: Iterable[Entry], rules: Rules) -> Fold:
    """Fold a whole journal, in memory: the definition that every cache is held against."""
    journal = {entry.id: entry for entry in entries}
    ordered = [journal[one] for one in sorted(journal)]
    kinds = defaultdict(list)
    for entry in ordered:
        kinds[entry.kind].append(entry)
    handed_in = frozenset(entry.sitting for entry in kinds[EntryKind.HANDIN] if entry.sitting)
    amended = replace(
        amendments([*kinds[EntryKind.VOID], *kinds[EntryKind.RATE]], journal, handed_in),
        untimely=frozenset(untimely_among(ordered)),
    )

    def live(kind: str) -> Iterable[Entry]:
        return (entry for entry in kinds[kind] if entry.id not in amended.voided)

    aliases = unite(sames(live(EntryKind.SAME)))
    model = Model(parameters_of(live(EntryKind.PARAMS), rules.parameters))
    cards: dict[CardKey, Card] = {}
    days = new_days()
    for question, answers in by_question(ordered, aliases, amended).items():
        for key, card in fold_question(answers, model, rules.points, days).items():
            cards[question, key] = card
    add_done(days, kinds[EntryKind.DONE], amended)
    return Fold(cards, tallies(days), fold_marks(live(EntryKind.MARK), aliases), aliases, frozenset(amended.untimely))


def untimely_among(ordered: Iterable[Entry]) -> Iterable[bytes]:
    """Of all entries those that count for no day."""
    by_device = defaultdict(list)
    for entry in ordered:
        if entry.kind in TIMED:
            by_device[entry.device].append(entry)
    for written in by_device.values():
        written.sort(key=lambda one: (one.seq, one.id))
        yield from untimely_of([(one.day, one.id) for one in written])
