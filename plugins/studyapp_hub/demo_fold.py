"""What the boards of a hub must be: the fold of the union of the journals, worked out without the hub's tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from studyapp import (
    Activity,
    Entry,
    EntryKind,
    Facts,
    Judged,
    Question,
    is_burst,
    is_early,
    judge,
    learner_record,
    points_by_day,
)


def points_of(
    entries: Iterable[Entry], received: Mapping[bytes, int], keys: Mapping[bytes, Question], plan: Activity
) -> dict[int, int]:
    """The points of a learner's days.

    ``entries``: of all his devices; ``received``: the first receipt of each; ``keys``: questions by the digests of
    their keys.
    """
    union = {one.id: one for one in entries}
    early = {one for one, entry in union.items() if is_early(entry.at, received[one])}
    void = early.union(bursts(union.values()))
    record = learner_record(union.values(), Facts(judged_of(union.values(), keys), void), plan)
    return {day: points for day, points in points_by_day(plan, record).items() if points}


def judged_of(entries: Iterable[Entry], keys: Mapping[bytes, Question]) -> dict[bytes, Judged]:
    """The hub's verdicts on answers, those of questions that are not known left out."""
    return {
        one.id: judge(keys[one.key], one.body.get("given"))
        for one in entries
        if one.kind == EntryKind.ANSWER and one.key is not None and one.key in keys
    }


def bursts(entries: Iterable[Entry]) -> set[bytes]:
    """The entries of those devices' days on which answers came faster than they say that they took."""
    by_day: dict[tuple[str, int], list[Entry]] = {}
    for one in entries:
        if one.kind == EntryKind.ANSWER:
            by_day.setdefault((one.device, one.day), []).append(one)
    found: set[bytes] = set()
    for some in by_day.values():
        some.sort(key=lambda one: (one.seq, one.id))
        if is_burst([(one.at, one.milliseconds or 0) for one in some]):
            found.update(one.id for one in some)
    return found


def total(points: Mapping[int, int], days: Collection[int] | range) -> int:
    """The points of some days."""
    return sum(one for day, one in points.items() if day in days)


def days_of(period: str, plan: Activity) -> range:
    """The study days of a period; of ``all``, those of the plan."""
    if period == "all":
        return range(plan.first or 0, (plan.last or 1 << 20) + 1)
    if "W" in period:
        first = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return _days(first, first + timedelta(days=6))
    if len(period) == len("2021-05"):
        first = date.fromisoformat(f"{period}-01")
        return _days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    one = date.fromisoformat(period)
    return _days(one, one)


def _days(first: date, last: date) -> range:
    epoch = date(1970, 1, 1).toordinal()
    return range(first.toordinal() - epoch, last.toordinal() - epoch + 1)


def ranked(points: Mapping[str, int]) -> list[tuple[int, str, int]]:
    """Rank, learner and points of those who have any; equal points, equal rank."""
    found: list[tuple[int, str, int]] = []
    for place, (learner, one) in enumerate(sorted(points.items(), key=lambda pair: (-pair[1], pair[0])), 1):
        if one > 0:
            rank = found[-1][0] if found and found[-1][2] == one else place
            found.append((rank, learner, one))
    return found
