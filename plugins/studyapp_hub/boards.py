"""Boards put together: the first ones, those near, the units below, in names that may be shown."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from studyapp import Board, Place, Scope, UnitPlace, board_from_plain, study_day
from studyapp_hub.core import Core
from studyapp_hub.daily import Daily
from studyapp_hub.periods import ALL as EVER
from studyapp_hub.periods import days_of
from studyapp_hub.units import ALL

FAR = 250_000_000_000_000
"""An instant beyond all that was said."""

TOP = 100
NEAR = 5
"""Places shown before and after the learner's own."""


class Ranks(Protocol):
    """Where points of a period lie."""

    def people(self, scope: str, period: str) -> tuple[int, int]:
        """How many persons have points, and how many points they have."""

    def rank(self, scope: str, period: str, points: int) -> int:
        """The rank of who has so many points."""

    def top(self, scope: str, period: str, most: int) -> list[tuple[str, int]]:
        """The first ones."""

    def near(self, scope: str, period: str, learner: str, points: int, most: int) -> list[tuple[str, int]]:
        """A learner and those right before and after him."""

    def points(self, learner: str, scope: str, period: str) -> int:
        """A learner's points, 0 for none."""

    def joined(self, scope: str, period: str) -> set[str]:
        """Who has points."""


def ranks_of(core: Core, period: str) -> Ranks:
    """Where the points of a period lie."""
    days = days_of(period)
    return Daily(core.engine, core.units, days[0]) if days is not None and days[0] == days[1] else core.standings


def board_of(
    core: Core, scope: str, period: str, *, at: int, learner: str = "", names: bool = False, top: int = TOP
) -> Board:
    """A board; that of a month whose time was over is as it was sealed."""
    today = study_day(at)
    days = days_of(period)
    if days is None:
        return Board(scope, title_of(core, scope, today), period, at)
    day = max(min(days[1], today), days[0]) if period != EVER else today
    title = title_of(core, scope, day)
    sealed = core.engine.rows("SELECT content FROM board WHERE scope = ? AND period = ?", scope, period)
    if sealed:
        return _sealed(core, bytes(sealed[0][0]), learner, day, names)
    ranks = ranks_of(core, period)
    first = ranks.top(scope, period, top)
    mine = ranks.points(learner, scope, period) if learner else 0
    near = ranks.near(scope, period, learner, mine, NEAR) if mine else []
    shown = shown_of(core, [one for one, _points in (*first, *near)], day, names)
    people, _points = ranks.people(scope, period)
    return Board(
        scope=scope,
        title=title,
        period=period,
        at=at,
        people=people,
        places=tuple(places(first, 1, shown, learner)),
        near=tuple(places(near, ranks.rank(scope, period, near[0][1]), shown, learner, ranks, scope, period))
        if near
        else (),
        units=unit_places(core, ranks, scope, period, day),
    )


def places(
    rows: Sequence[tuple[str, int]],
    rank: int,
    shown: Mapping[str, tuple[str, str]],
    learner: str,
    ranks: Ranks | None = None,
    scope: str = "",
    period: str = "",
) -> Iterable[Place]:
    """Lines of a board in order. ``rank``: of the first; where others may lie before it, ``ranks`` is asked."""
    last, count = None, 0
    for number, (one, points) in enumerate(rows):
        if last is None or points == last:
            count = rank if last is None else count
        elif ranks is None:
            count = rank + number
        else:
            count = ranks.rank(scope, period, points)
        last = points
        name, unit = shown[one]
        yield Place(count, name, unit, points, one == learner)


def shown_of(core: Core, learners: Iterable[str], day: int, names: bool) -> dict[str, tuple[str, str]]:
    """The name and the unit's name of some learners, as they may be shown."""
    found: dict[str, tuple[str, str]] = {}
    for one in dict.fromkeys(learners):
        state = core.learners.get(one)
        place = core.units.place(state.belongings, day)
        unit = core.units.on(place.unit, day) if place and place.unit else None
        name = place.name if place else ""
        if names and not name:
            rows = core.engine.rows("SELECT name FROM roster WHERE learner = ?", one)
            name = str(rows[0][0]) if rows else ""
        found[one] = name or pseudonym(one), unit.name if unit else ""
    return found


def pseudonym(learner: str) -> str:
    """What a learner is called who does not want to be named."""
    return f"学员 {learner[:4].upper()}"


def title_of(core: Core, scope: str, day: int) -> str:
    """A scope in words."""
    kind, _colon, name = scope.partition(":")
    if scope == ALL:
        return "全部人员"
    if kind == "unit":
        unit = core.units.on(name, day)
        return unit.name if unit else name
    return name


def unit_places(core: Core, ranks: Ranks, scope: str, period: str, day: int) -> tuple[UnitPlace, ...]:
    """The units right below a scope, those with most points for each head first."""
    found: list[tuple[float, UnitPlace]] = []
    heads_below = core.units.right_below(scope, day)
    listed = _listed(core, {f"unit:{head.unit}" for head in heads_below}, day)
    for head in heads_below:
        below = f"unit:{head.unit}"
        people, points = ranks.people(below, period)
        expected, joined = len(listed[below]), people
        if expected:
            joined = len(ranks.joined(below, period).intersection(listed[below])) if people else 0
        heads = expected or people
        per_head = points / heads if heads else 0.0
        found.append((per_head, UnitPlace(0, head.unit, head.name, expected, joined, points, per_head)))
    found.sort(key=lambda one: (-one[0], one[1].name, one[1].unit))
    ranked: list[UnitPlace] = []
    for number, (per_head, one) in enumerate(found, 1):
        rank = ranked[-1].rank if ranked and ranked[-1].per_head == per_head else number
        ranked.append(one._replace(rank=rank))
    return tuple(ranked)


def _listed(core: Core, scopes: Collection[str], day: int) -> dict[str, list[str]]:
    """Who should take part, of each of some scopes: their ids as learners, empty of those who have not joined."""
    found: dict[str, list[str]] = {scope: [] for scope in scopes}
    inside: dict[str, list[list[str]]] = {}
    for unit, learner in core.engine.rows("SELECT unit, learner FROM roster") if scopes else ():
        lists = inside.get(unit)
        if lists is None:
            lists = inside[unit] = [found[one] for one in core.units.scopes(unit, day) if one in scopes]
        for one in lists:
            one.append(learner)
    return found


def _sealed(core: Core, content: bytes, learner: str, day: int, names: bool) -> Board:
    """A sealed board, with the learner found on it."""
    plain = json.loads(content)
    board = board_from_plain(plain)
    ids = [str(one) for one in plain.get("learners", ())]
    if len(ids) != len(board.places):
        return board
    shown = shown_of(core, ids, day, names) if names else {}
    all_places = tuple(
        one._replace(mine=who == learner, name=shown[who][0] if names else one.name)
        for who, one in zip(ids, board.places, strict=True)
    )
    near: tuple[Place, ...] = ()
    if learner in ids:
        place = ids.index(learner)
        near = all_places[max(place - NEAR, 0) : place + NEAR + 1]
    return board._replace(places=all_places[:TOP], near=near)


def scopes_of(core: Core, learner: str, *, at: int) -> tuple[Scope, ...]:
    """Whose boards may be asked for: those on which the learner stands, his unit's first, or the highest ones."""
    day = study_day(at)
    if learner:
        place = core.units.place(core.learners.get(learner).belongings, day)
        scopes = core.units.scopes(place.unit if place else "", day)
        ordered = [*(one for one in scopes if one != ALL), ALL]
    else:
        ordered = [ALL, *(f"unit:{one.unit}" for one in core.units.children("", day))]
    return tuple(Scope(one, title_of(core, one, day)) for one in ordered)
