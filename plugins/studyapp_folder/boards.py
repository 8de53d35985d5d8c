"""Boards as a stick last brought them."""

from __future__ import annotations

import json

from studyapp import LARGEST_BOARD, Board, Stick, Subfolder, board_from_plain

Boards = dict[tuple[str, str], Board]
"""By scope and period."""


def read_boards(stick: Stick) -> Boards:
    """Those that anyone may read; of each the last. Raises ``OSError``."""
    found: Boards = {}
    for name in stick.names(Subfolder.BOARDS):
        data = stick.read(Subfolder.BOARDS, name, LARGEST_BOARD) if name.lower().endswith(".json") else None
        board = _board(data) if data else None
        if board is not None:
            put(found, board)
    return found


def put(boards: Boards, board: Board) -> None:
    """Add a board, unless a later one is there."""
    known = boards.get((board.scope, board.period))
    if known is None or known.at <= board.at:
        boards[board.scope, board.period] = board


def _board(data: bytes) -> Board | None:
    """A board without what it says of one learner: it was made for nobody."""
    try:
        board = board_from_plain(json.loads(data))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return board._replace(near=(), places=tuple(one._replace(mine=False) for one in board.places))
