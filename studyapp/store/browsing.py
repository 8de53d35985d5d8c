"""Looking through the bank: which items there are, and what a learner did with one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Standing(NamedTuple):
    """What a learner did with an item: answers, right ones, the study day it is due, and how he marked it."""

    answered: int = 0
    right: int = 0
    due: int | None = None
    marks: frozenset[str] = frozenset()


FIRST_PORTION, PORTION = 200, 20_000
"""So many rows are told first, and at a time after that."""


def numbers(connection: sqlite3.Connection, *, deck: int | None, kind: str) -> Iterator[tuple[int, ...]]:
    """The rows of the live items of a deck (``None``: of all) and of a kind (empty: of all but cases), in order."""
    rows = connection.execute(
        """
        SELECT no FROM item WHERE removed IS NULL AND coalesce(?1, deck) = deck
            AND CASE ?2 WHEN '' THEN kind <> 'case' ELSE kind = ?2 END
        ORDER BY deck, position, no
        """,
        (deck, kind),
    )
    portion = rows.fetchmany(FIRST_PORTION)
    while portion:
        yield tuple(no for (no,) in portion)
        portion = rows.fetchmany(PORTION)


def kinds(connection: sqlite3.Connection, *, deck: int | None) -> dict[str, int]:
    """How many live items of each kind there are in a deck (``None``: in all)."""
    rows = connection.execute(
        "SELECT kind, count(*) FROM item WHERE removed IS NULL AND coalesce(?1, deck) = deck GROUP BY kind", (deck,)
    )
    return dict(rows.fetchall())


def bodies(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The bodies of items and the names of their decks, by row."""
    found = connection.execute(
        f"""
        SELECT item.no, item.body, deck.name FROM item JOIN deck ON deck.no = item.deck
        WHERE item.no IN ({",".join("?" * len(rows))})
        """,
        tuple(rows),
    )
    return {no: (body, name) for no, body, name in found}


def standing(connection: sqlite3.Connection, no: int) -> Standing:
    """What the learner did with the item of a row."""
    marks = connection.execute(
        "SELECT what FROM mark JOIN item ON mark.question = item.card_question WHERE item.no = ? AND is_on", (no,)
    )
    card = connection.execute(
        """
        SELECT answered, right, due FROM card JOIN item
        ON card.question = item.card_question AND card.key = item.card_key WHERE item.no = ?
        """,
        (no,),
    ).fetchone()
    answered, right, due = card or (0, 0, None)
    return Standing(answered, right, due, frozenset(what for (what,) in marks))
