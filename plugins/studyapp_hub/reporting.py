"""Who earned what in a period: what a unit reports upward, man by man, with names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from studyapp import Award, Facts, learner_record, standing_of, study_day, unpack_entries
from studyapp_hub.core import Core
from studyapp_hub.expecting import roster_of
from studyapp_hub.folding import UNTIMELY, VOIDED
from studyapp_hub.learners import Learner
from studyapp_hub.nouns import Earned, Expected, Titled, Titles
from studyapp_hub.periods import days_of
from studyapp_hub.units import ALL


class _Days(NamedTuple):
    """What the days of a period that count for a scope come to."""

    points: int
    answers: int
    correct: int
    days: frozenset[int]


def earned(core: Core, scope: str, period: str, *, at: int) -> tuple[Earned, ...]:
    """Everybody who should take part in a scope, and whoever else earned something for it in the period.

    A day counts where its learner belonged then. The public is only in ``*``. Nothing for a period that is none.
    """
    bounds = days_of(period)
    if bounds is None:
        return ()
    today = study_day(at)
    listed = roster_of(core, scope, today)
    known = {one.learner for one in listed if one.learner}
    found = [_expected(core, one, scope, bounds, today) for one in listed]
    for learner in _learners(core):
        if learner not in known:
            found += _further(core, learner, scope, bounds, today)
    return tuple(found)


def titles(core: Core, scope: str, period: str, *, at: int) -> Titles:
    """The titles that ``earned`` counts, by learner and day. Nothing for a period that is none."""
    bounds = days_of(period)
    plan = core.activity
    if bounds is None or plan is None or not plan.titles:
        return Titles(plan, ())
    today = study_day(at)
    given: list[Titled] = []
    for learner in list(_learners(core)):
        state = core.learners.get(learner)
        days = _days(core, state, scope, bounds).days
        if state.erased or not days:
            continue
        place = core.units.place(state.belongings, today)
        name = place.name if place else ""
        given += [Titled(learner, name, award) for award in _awards(core, learner, days, today)]
    return Titles(plan, tuple(given))


def _learners(core: Core) -> Iterator[str]:
    yield from (one[0] for one in core.engine.rows("SELECT DISTINCT learner FROM device ORDER BY learner"))


def _expected(core: Core, one: Expected, scope: str, bounds: tuple[int, int], today: int) -> Earned:
    head = core.units.on(one.unit, today)
    blank = Earned(one.learner, one.name, head.name if head else one.unit, one.front, one.staff, one.window)
    return _counted(core, blank, scope, bounds, today) if one.learner else blank


def _further(core: Core, learner: str, scope: str, bounds: tuple[int, int], today: int) -> list[Earned]:
    """A learner who stands on no roster here: where he belongs to the scope, or earned something for it."""
    state = core.learners.get(learner)
    place = core.units.place(state.belongings, today)
    unit = place.unit if place else ""
    if state.erased or (unit == "" and scope != ALL):
        return []
    head = core.units.on(unit, today) if unit else None
    flags = (place.front, place.staff, place.window) if place else (True, True, True)
    found = _counted(
        core, Earned(learner, place.name if place else "", head.name if head else "", *flags), scope, bounds, today
    )
    belongs = scope == ALL or scope in core.units.scopes(unit, today)
    return [found] if belongs or found.points or found.answers else []


def _counted(core: Core, one: Earned, scope: str, bounds: tuple[int, int], today: int) -> Earned:
    state = core.learners.get(one.learner)
    days = _days(core, state, scope, bounds)
    if not days.days:
        return one
    return one._replace(
        points=days.points,
        days=len(days.days),
        answers=days.answers,
        right=days.correct,
        titles=tuple(award.name for award in _awards(core, one.learner, days.days, today)),
    )


def _days(core: Core, state: Learner, scope: str, bounds: tuple[int, int]) -> _Days:
    inside = {
        day: line
        for day, (line, unit) in state.days.items()
        if bounds[0] <= day <= bounds[1] and (scope == ALL or scope in core.units.scopes(unit, day))
    }
    lines = inside.values()
    return _Days(
        sum(one.points for one in lines),
        sum(one.answers for one in lines),
        sum(one.correct for one in lines),
        frozenset(inside),
    )


def _awards(core: Core, learner: str, days: Iterable[int], today: int) -> Iterator[Award]:
    """The titles that were given on these days, by the hub's own verdicts."""
    plan = core.activity
    if plan is None or not plan.titles:
        return
    lines = core.ledger.read(core.learners.get(learner)).lines
    judged = {one.id: one.judged for one in lines if one.judged is not None}
    void = {one.id for one in lines if one.flags & ~(VOIDED | UNTIMELY)}
    contents = core.engine.rows("SELECT content FROM envelope WHERE learner = ? AND sound = 1", learner)
    entries = [entry for (content,) in contents for entry in unpack_entries(bytes(content)).entries]
    record = learner_record(entries, Facts(judged, void), plan)
    rules = {one.id for one in plan.titles}
    first, last = min(days), max(days)
    for award in standing_of(plan, record, today).awards:
        if award.what in rules and not award.points and first <= award.day <= last:
            yield award
