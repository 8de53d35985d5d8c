"""Figures from what the store has: sums over spans of days, over subjects and kinds, and what the coming days ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from studyapp.activity.periods import span
from studyapp.model.activity import Period
from studyapp.model.tally import Tally
from studyapp.report.figures import Accuracy, Ahead, Forecast, Maturity, Span
from studyapp.store.statistics import Group, Load

HORIZON = 30
"""So many days are foreseen, today included."""

PACE = 20
"""So many questions from earlier days are no burden on top of a day's own; of more, each day takes an even part."""


def by_day(tallies: Mapping[int, tuple[Tally, int]], *, first: int | None = None) -> dict[int, Span]:
    """A span for each study day that has answers; ``tallies``: with the day's points."""
    return {
        day: Span(
            day,
            day,
            1,
            tally.answered,
            tally.right,
            tally.milliseconds,
            tally.started,
            tally.reviews,
            tally.recalled,
            points,
        )
        for day, (tally, points) in tallies.items()
        if first is None or day >= first
    }


def total(days: Sequence[Span], first: int, last: int) -> Span:
    """What some days add up to; the span is told, since it may begin and end with days without answers."""
    return Span(first, last, *map(sum, zip(*(one[2:] for one in days), strict=True))) if days else Span(first, last)


def by_period(days: Mapping[int, Span], period: Period, count: int, today: int) -> tuple[Span, ...]:
    """The last ``count`` days, weeks or months up to that of ``today``, those without answers too, in order."""
    spans = []
    last = span(period, today)[1]
    for _number in range(count):
        first, last = span(period, last)
        spans.append((first, last))
        last = first - 1
    inside: dict[int, list[Span]] = {first: [] for first, _last in spans}
    for day, one in days.items():
        if (home := inside.get(span(period, day)[0])) is not None:
            home.append(one)
    return tuple(total(inside[first], first, last) for first, last in reversed(spans))


def retention_by_day(days: Mapping[int, Span], count: int, today: int, *, window: int = 7) -> list[float | None]:
    """Of each of the last ``count`` days the share that was recalled in the ``window`` days up to it."""
    found = []
    for day in range(today - count + 1, today + 1):
        near = [days[one] for one in range(day - window + 1, day + 1) if one in days]
        found.append(total(near, day - window + 1, day).retention)
    return found


def by_subject(groups: Iterable[Group]) -> tuple[Accuracy, ...]:
    """Accuracy by subject, in the order of their names; no subject comes last."""
    return _added((group.subject, group) for group in groups)


def by_kind(groups: Iterable[Group], order: Sequence[str]) -> tuple[Accuracy, ...]:
    """Accuracy by kind, in a given order."""
    return tuple(sorted(_added((group.kind, group) for group in groups), key=lambda one: order.index(one.name)))


def _added(named: Iterable[tuple[str, Group]]) -> tuple[Accuracy, ...]:
    sums: dict[str, list[int]] = {}
    for name, group in named:
        mine = sums.setdefault(name, [0, 0, 0, 0])
        mine[:] = (one + two for one, two in zip(mine, group[2:], strict=True))
    return tuple(Accuracy(name, *sums[name]) for name in sorted(sums, key=lambda name: (not name, name)))


def maturity(loads: Iterable[Load]) -> Maturity:
    """The questions by how well they are known."""
    unseen = young = mature = 0
    for load in loads:
        if load.due is None:
            unseen += load.questions
        elif load.mature:
            mature += load.questions
        else:
            young += load.questions
    return Maturity(unseen, young, mature)


def forecast(loads: Iterable[Load], today: int, limit: int, *, done: int = 0) -> Forecast:
    """What the coming days ask, at most ``limit`` questions each, of which ``done`` were reviewed today.

    What was due earlier is spread over the days that have room: it is asked in time, and nobody owes it.
    """
    due = [0] * HORIZON
    waiting = 0
    for load in loads:
        if load.due is None or load.due >= today + HORIZON:
            continue
        if load.due < today:
            waiting += load.questions
        else:
            due[load.due - today] += load.questions
    days = []
    for number, count in enumerate(due):
        room = max(limit - (0 if number else done), 0)
        own = min(count, room)
        moved = min(waiting, room - own, max(-(-waiting // (HORIZON - number)), PACE))
        waiting += count - own - moved
        days.append(Ahead(today + number, own, moved))
    return Forecast(tuple(days), waiting)
