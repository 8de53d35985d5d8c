"""Whether every board of a hub is what follows from the journals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from studyapp import Board
from studyapp_hub.boards import pseudonym
from studyapp_hub.demo_expected import Expected
from studyapp_hub.hub import Hub

_WHOLE = 1 << 30
"""More places than a board has."""


class Checked(NamedTuple):
    """What came of it. ``boards``: all of them; ``different``: scope and period of those that are wrong."""

    boards: tuple[Board, ...]
    different: tuple[tuple[str, str], ...]


def check(hub: Hub, at: int, expected: Expected, learners: Mapping[int, str]) -> Checked:
    """Hold every board of persons and of units against what it must be. ``learners``: the ids of persons."""
    boards: list[Board] = []
    different: list[tuple[str, str]] = []
    for scope in expected.scopes:
        for period in expected.periods:
            board = hub.board(scope, period, at=at, top=_WHOLE)
            boards.append(board)
            if not _is_right(board, expected, learners):
                different.append((scope, period))
    return Checked(tuple(boards), tuple(different))


def _is_right(board: Board, expected: Expected, learners: Mapping[int, str]) -> bool:
    wanted = list(_places(board, expected, learners))
    units = [
        (one.rank, one.unit, expected.units[one.unit].name, one.expected, one.joined, one.points, one.per_head)
        for one in expected.below(board.scope, board.period)
    ]
    return (
        board.people == len(wanted)
        and [(one.rank, one.name, one.unit, one.points) for one in board.places] == wanted
        and [tuple(one) for one in board.units] == units
    )


def _places(board: Board, expected: Expected, learners: Mapping[int, str]) -> Iterator[tuple[int, str, str, int]]:
    """The places as they must be; those with equal points are in the order of their learners' ids."""
    rows = expected.persons(board.scope, board.period)
    for row in sorted(rows, key=lambda one: (one.rank, learners[one.person])):
        person = expected.people[row.person]
        name = person.name if person.shown else pseudonym(learners[row.person])
        yield row.rank, name, expected.units[row.unit].name if row.unit else "", row.points
