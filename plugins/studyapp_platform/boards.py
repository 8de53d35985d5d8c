"""What comes back: the site's own boards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studyapp import Board, Message, Place, Scope, UnitPlace, Unreachable
from studyapp_platform import sources
from studyapp_platform.expressions import ask, number, text
from studyapp_platform.mapping import BoardMap, Part, PlatformMap

MOST = 1_000
"""Places of a board that are handed on."""

NEAR = 5
"""Places before and behind the learner's own."""


def scopes(mapping: PlatformMap) -> tuple[Scope, ...]:
    """Whose boards there are."""
    return tuple(Scope(one.scope, one.title) for one in mapping.boards)


def standings(mapping: PlatformMap, scope: str, period: str, at: int) -> Board:
    """A board of the site, the first of the mapping where none is named. Raises ``Unreachable``."""
    one = next((one for one in mapping.boards if scope in ("", one.scope)), None)
    if one is None:
        raise Unreachable(Message("映射文件里没有排行榜“{scope}”。", {"scope": scope}))
    part = one.places or one.units
    documents = sources.read_documents(mapping, one.read, part and part.each, period)
    places = _places(documents, one.places)
    mine = next((index for index, place in enumerate(places) if place.mine), None)
    near = () if mine is None else places[max(mine - NEAR, 0) : mine + NEAR + 1]
    told = number(ask(one.people, documents[0])) if one.people is not None and documents else None
    return Board(
        scope=one.scope,
        title=one.title,
        period=period,
        at=at,
        people=len(places) if told is None else told,
        places=tuple(places[:MOST]),
        near=tuple(near),
        units=tuple(_units(documents, one)[:MOST]),
    )


def _objects(documents: Sequence[Any], part: Part) -> list[Any]:
    lists = [ask(part.each, document) for document in documents]
    if any(not isinstance(one, list) for one in lists):
        raise Unreachable(Message("排行榜的回答里没有 each 所说的列表。请核对映射文件。"))
    return [one for some in lists for one in some]


def _places(documents: Sequence[Any], part: Part | None) -> list[Place]:
    if part is None:
        return []
    rows = []
    for one in _objects(documents, part):
        points = number(_ask(part, one, "points"))
        name = text(_ask(part, one, "name"))
        if points is not None and name:
            mine = text(_ask(part, one, "mine")).lower() in ("true", "1", "是")
            rows.append(Place(_rank(part, one), name, text(_ask(part, one, "unit")), points, mine))
    ranks = _ranks([row.points for row in rows])
    rows = [row if row.rank else row._replace(rank=rank) for row, rank in zip(rows, ranks, strict=True)]
    return sorted(rows, key=lambda row: row.rank)


def _units(documents: Sequence[Any], board: BoardMap) -> list[UnitPlace]:
    part = board.units
    if part is None:
        return []
    rows = []
    for one in _objects(documents, part):
        points, name = number(_ask(part, one, "points")), text(_ask(part, one, "name"))
        if points is None or not name:
            continue
        expected, joined = number(_ask(part, one, "expected")) or 0, number(_ask(part, one, "joined")) or 0
        heads = expected or joined
        per_head = points / heads if heads else 0.0
        unit = text(_ask(part, one, "id"))
        rows.append(UnitPlace(_rank(part, one), unit, name, expected, joined, points, per_head))
    ranks = _ranks([row.points for row in rows])
    rows = [row if row.rank else row._replace(rank=rank) for row, rank in zip(rows, ranks, strict=True)]
    return sorted(rows, key=lambda row: row.rank)


def _ask(part: Part, one: Any, name: str) -> Any:
    return ask(part.ask[name], one) if name in part.ask else None


def _rank(part: Part, one: Any) -> int:
    return number(_ask(part, one, "rank")) or 0


def _ranks(points: Sequence[int]) -> list[int]:
    """The rank of each: who has the same points has the same."""
    first: dict[int, int] = {}
    for rank, one in enumerate(sorted(points, reverse=True), 1):
        first.setdefault(one, rank)
    return [first[one] for one in points]
