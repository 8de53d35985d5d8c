"""The question that stands next in today's queue. Needed for the first paint: keep it light."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Collection
from typing import Any, NamedTuple

from studyapp.model import Question, Shown
from studyapp.model.plain import question_from_text

_NEXT = """
    SELECT queue.position, item.no, item.question, item.key, item.parent, deck.name,
        item.subject, item.body, coalesce(card.answered, 0), coalesce(card.right, 0), card.stability, card.*
    FROM queue CROSS JOIN item ON item.no = queue.item JOIN deck ON deck.no = item.deck
    LEFT JOIN card ON card.question = item.card_question AND card.key = item.card_key
"""
_DONE = """
    (coalesce(card.last_day, -1) = {day} OR coalesce(card.last_day, -1) > {day} AND EXISTS (
        SELECT 1 FROM entry WHERE entry.question = item.question AND entry.day = {day} AND entry.kind = 'answer'
            AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.target = entry.id AND later.kind = 'void')))
"""
"""Answered on the study day; a card that a clock running ahead has put into the future does not tell."""

_FRESH = f"""{_NEXT}
    WHERE queue.scope = ?1 AND queue.position > ?2 AND item.removed IS NULL AND NOT {_DONE.format(day="?3")}
    ORDER BY queue.position LIMIT 1
"""
_MISSED = f"""{_NEXT}
    WHERE queue.scope = ?1 AND item.removed IS NULL AND card.last_day = ?2 AND card.last_right = 0
    ORDER BY card.last, queue.position
"""


_ITEM = (
    _NEXT.replace("queue.position", "0").replace("queue CROSS JOIN item ON item.no = queue.item", "item")
    + """
    WHERE item.no = ? AND item.removed IS NULL
"""
)


class Asked(NamedTuple):
    """The item that is asked now, with what an answer to it needs.

    ``missed``: it was answered today, wrong. ``stability``: of its card, in days; ``None`` before the first answer.
    ``card``: the card itself, as the row of the store that it is.
    """

    position: int
    item: int
    question: bytes
    key: bytes
    parent: int | None
    deck: str
    subject: str
    content: Question
    answered: int
    right: int
    stability: float | None
    card: tuple[Any, ...] | None
    missed: bool

    def shown(self, case: Question | None, number: int, total: int) -> Shown:
        """What the learner sees of it: as question ``number`` of ``total``."""
        return Shown(
            item=self.item,
            question=self.content,
            case=case,
            deck=self.deck,
            number=number,
            total=total,
            answered=self.answered,
            right=self.right,
            again=self.missed,
        )


def iso(day: int) -> str:
    """A study day as an ISO date."""
    return time.strftime("%Y-%m-%d", time.gmtime(day * 86_400))


def scope_of(deck: int | None) -> str:
    """The name of the queue of one deck, or of all decks together."""
    return "" if deck is None else str(deck)


def queue_stamp(day: int, new: int, reviews: int, rules: str) -> str:
    """What marks a queue as that of a study day, under these limits and rules."""
    return f"{day} {new} {reviews} {rules}"


def read_stamp(connection: sqlite3.Connection, name: str) -> str:
    """A stamp of the store, empty where there is none."""
    row = connection.execute("SELECT value FROM stamp WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def next_fresh(connection: sqlite3.Connection, scope: str, after: int, day: int) -> Asked | None:
    """The next item of the queue, past a position, that was not answered on the study day."""
    return _asked(connection.execute(_FRESH, (scope, after, day)).fetchone(), missed=False)


def next_missed(connection: sqlite3.Connection, scope: str, day: int, mended: Collection[int] = ()) -> Asked | None:
    """The item of the queue that was missed on the study day, the one missed longest ago first.

    ``mended``: items that were answered right since, whatever a clock that was set back says of their order.
    """
    for row in connection.execute(_MISSED, (scope, day)):
        if row[1] not in mended:
            return _asked(row, missed=True)
    return None


def asked_item(connection: sqlite3.Connection, item: int, *, position: int, missed: bool = False) -> Asked | None:
    """An item as it is asked outside the queue, at a place in another list; ``None`` where it is there no more."""
    asked = _asked(connection.execute(_ITEM, (item,)).fetchone(), missed=missed)
    return None if asked is None else asked._replace(position=position)


def case_of(connection: sqlite3.Connection, parent: int | None) -> Question | None:
    """The material of a case."""
    if parent is None:
        return None
    body = connection.execute("SELECT body FROM item WHERE no = ?", (parent,)).fetchone()[0]
    return read_question(body)


def read_question(body: str) -> Question:
    """The question in a row of the bank; one that cannot be read is damage, like any other of the file."""
    try:
        return question_from_text(body)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise sqlite3.DatabaseError(f"malformed item: {error}") from error


def queue_size(connection: sqlite3.Connection, scope: str) -> int:
    """How many items the queue has."""
    return int(connection.execute("SELECT count(*) FROM queue WHERE scope = ?", (scope,)).fetchone()[0])


def sitting_size(size: int, done: int, limit: int | None) -> int:
    """How many questions the day counts for a sitting that takes at most ``limit`` answers."""
    return size if limit is None else min(size, done + limit)


def queue_done(connection: sqlite3.Connection, scope: str, day: int) -> int:
    """How many items of the queue were answered on the study day."""
    row = connection.execute(
        f"""
        SELECT count(*) FROM queue CROSS JOIN item ON item.no = queue.item
        JOIN card ON card.question = item.card_question AND card.key = item.card_key
        WHERE queue.scope = ?1 AND {_DONE.format(day="?2")}
        """,
        (scope, day),
    ).fetchone()
    return int(row[0])


def _asked(row: tuple[Any, ...] | None, *, missed: bool) -> Asked | None:
    if row is None:
        return None
    card = None if row[10] is None else row[13:]
    return Asked(*row[:7], read_question(row[7]), *row[8:11], card, missed)  # type: ignore[call-arg]
