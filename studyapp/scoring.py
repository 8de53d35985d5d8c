"""What a hub makes of a learner's entries: its own verdicts, its own points. The definition its tables are held to.

A hub believes nothing that an entry says of itself but what was given, to which question, and how long that took. It
grades with its own key and scores by its own plan; so any two hubs with the same entries, decks, plan and receipts
have the same points, whatever way the entries came and however often.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from studyapp import grading, journal
from studyapp.activity.results import results_of
from studyapp.activity.standing import leave_of, paper_awards, record_of
from studyapp.activity.titles import Record
from studyapp.grading import Unrecallable
from studyapp.model import Entry, EntryKind, Kind, Question, study_day
from studyapp.model.activity import Activity, Result, StudyDay, Task
from studyapp.model.asked import KINDS, length_of
from studyapp.model.asked import asked as asked_number
from studyapp.points import day_counts, day_points

GRACE = 5 * 60_000
"""Milliseconds by which a device's clock may be ahead of the hub's."""

BURST = 10
"""So many answers of a day that say they took longer than there was time since the one before, and somebody has to
look at the day."""

_RIGHT, _WRONG = 3, 1


class Judged(NamedTuple):
    """What an answer was given to, as the hub knows it: the number of kind and length, and the share it is right to."""

    number: int
    share: float


def judge(question: Question, given: object) -> Judged:
    """Grade what an entry says was given, with the hub's key; a record that the question does not hold is wrong."""
    number = asked_number(str(question.kind), length_of(question))
    try:
        return Judged(number, grading.grade(question, grading.recall(question, given)).share)
    except (Unrecallable, ValueError):
        return Judged(number, 0.0)


def is_early(at: int, received: int) -> bool:
    """Whether an entry says that it was written after it was received: its clock is wrong, and it counts for no day."""
    return at > received + GRACE


def is_burst(written: Sequence[tuple[int, int]]) -> bool:
    """Whether a device's answers of one day cannot have been given as they say.

    ``written``: of each answer, in the order of its number, the instant and how long it took, in milliseconds.
    """
    found = 0
    for (before, _took), (at, took) in pairwise(written):
        found += at - before < took // 2 - 1_000
    return found > BURST


class Facts(NamedTuple):
    """What a hub knows besides the entries.

    ``judged``: of each answer whose question it knows, what it was given to and what that came to. ``void``: entries
    that count for no day: early, written with a certificate that was revoked, or held.
    """

    judged: Mapping[bytes, Judged]
    void: Collection[bytes] = frozenset()


def learner_record(entries: Iterable[Entry], facts: Facts, activity: Activity) -> Record:
    """What a learner's points and titles are worked out from, by a hub that has these entries."""
    ordered = sorted({entry.id: entry for entry in entries}.values(), key=lambda one: one.id)
    kinds: dict[str, list[Entry]] = {}
    for entry in ordered:
        kinds.setdefault(entry.kind, []).append(entry)

    def of(kind: str) -> list[Entry]:
        return kinds.get(kind, [])

    handed_in = frozenset(entry.sitting for entry in of(EntryKind.HANDIN) if entry.sitting)
    known = {entry.id: entry for entry in ordered}
    amended = journal.amendments([*of(EntryKind.VOID), *of(EntryKind.RATE)], known, handed_in)
    void = frozenset(facts.void).union(journal.untimely_among(ordered))
    amended = replace(amended, untimely=void)
    aliases = journal.unite(journal.sames(one for one in of(EntryKind.SAME) if one.id not in amended.voided))
    answers = [_graded(one, facts.judged[one.id]) for one in of(EntryKind.ANSWER) if one.id in facts.judged]
    days = journal.new_days()
    for some in journal.by_question(answers, aliases, amended).values():
        journal.add_to_days(days, some, activity.points, first_day=-1)
    journal.add_done(days, of(EntryKind.DONE), amended)
    live = [one for one in answers if one.id not in amended.voided]
    handed = [found for one in of(EntryKind.HANDIN) if (found := regraded(one, live, activity)) is not None]
    leave = leave_of((one for one in of(EntryKind.LEAVE) if one.id not in amended.voided), activity)
    return record_of(activity, _study_days(days, activity), results_of(handed, void), leave)


def _graded(entry: Entry, judged: Judged) -> Entry:
    """An answer with the hub's word on it in the place of its own."""
    kind, length = KINDS[judged.number & 15], judged.number >> 4
    body = {**entry.body, "kind": kind, "length": length}
    rating = entry.rating if entry.rating in (1, 2, 3, 4) else _RIGHT if judged.share >= 1 else _WRONG
    return replace(entry, verdict=judged.share, rating=rating, body=body)


def _study_days(days: journal.Days, activity: Activity) -> dict[int, StudyDay]:
    rules = activity.points
    return {
        day: StudyDay(
            one.fair,
            one.fair_right,
            one.milliseconds,
            one.done,
            day_points(one.worth, rules),
            day_counts(one.fair, one.done, rules),
        )
        for day, one in journal.tallies(days).items()
    }


def regraded(handin: Entry, answers: Iterable[Entry], activity: Activity) -> Entry | None:
    """A hand-in with the marks that the hub's verdicts come to; ``None`` where it is of no task of the plan.

    ``answers``: graded ones, among them those of its sitting. Of each kind no more count than the blueprint has, the
    first of each question; the total is the blueprint's. What is said of the time is believed as far as papers go.
    """
    task = activity.task(str(handin.body.get("task")))
    if task is None or not handin.sitting:
        return None
    mine: dict[bytes | None, Entry] = {}
    for one in sorted(answers, key=lambda one: one.id):
        if one.sitting == handin.sitting:
            mine.setdefault(one.question, one)
    given = [(str(one.body["kind"]), one.verdict or 0.0) for one in mine.values()]
    return replace(handin, body={**handin.body, **paper_marks(task, given)})


def paper_marks(task: Task, given: Sequence[tuple[str, float]]) -> dict[str, object]:
    """What a paper's answers come to: of each its kind and its share, in order."""
    score, answered, right = 0.0, 0, 0
    for part in task.blueprint.parts:
        mine = [share for kind, share in given if kind == str(part.kind)][: part.count]
        score += sum(mine) * part.marks
        answered += len(mine)
        right += sum(share >= 1.0 for share in mine)
    counts = {"right": right, "count": task.blueprint.count, "answered": answered}
    return {"score": round(score, 4), "total": round(task.blueprint.total, 4), **counts}


def points_by_day(activity: Activity, found: Record) -> dict[int, int]:
    """The points of each day of the activity: those of its answers, and of the papers that count from it on."""
    points = {day: one.points for day, one in found.days.items() if one.points and activity.holds(day)}
    for day, some in paper_points(activity, found.results).items():
        points[day] = points.get(day, 0) + some
    return points


def paper_points(activity: Activity, results: Sequence[Result]) -> dict[int, int]:
    """The points of papers by the day from which they count."""
    points: dict[int, int] = {}
    for award in paper_awards(activity, record_of(activity, {}, results)):
        points[award.day] = points.get(award.day, 0) + award.points
    return points


SELF_MARKED = (Kind.SHORT, Kind.CARD)
"""Kinds that learners mark themselves."""


def for_boards(activity: Activity) -> Activity:
    """The plan as boards go by it: what learners mark themselves is worth nothing there unless it says so."""
    said = {kind for kind, _worth in activity.points.kinds}
    more = tuple((str(kind), 0) for kind in SELF_MARKED if str(kind) not in said)
    return replace(activity, points=replace(activity.points, kinds=(*activity.points.kinds, *more)))


def has_begun(at: int, activity: Activity) -> bool:
    """Whether an instant is not before the activity."""
    return activity.first is None or study_day(at) >= activity.first
