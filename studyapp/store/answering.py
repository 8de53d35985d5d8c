"""The hot path: one answer, its entry, card and day in one transaction, on disk when it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studyapp import identity, points
from studyapp.memory import Card
from studyapp.model import Entry, EntryKind
from studyapp.store import caches, entries
from studyapp.store.opening import Store

_SEQ = "SELECT max(seq) FROM entry WHERE device = ?"
_CARDS = f"SELECT key, {caches.CARD} FROM card WHERE question = ?"
_DAY = """
    INSERT INTO day VALUES (?1, 1, ?2, ?3, ?4, ?5, min(?6, ?5))
    ON CONFLICT (day) DO UPDATE SET
        answered = answered + 1, right = right + ?2, milliseconds = milliseconds + ?3, started = started + ?4,
        worth = worth + ?5, points = min(?6, worth + ?5)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that is to be written.

    ``question``, ``key``: the item's own; ``card_question``, ``card_key``: what these stand for.
    """

    question: bytes
    key: bytes
    card_question: bytes
    card_key: bytes
    at: int
    verdict: float
    rating: int
    milliseconds: int
    sitting: str
    body: Mapping[str, Any]


def read_cards(store: Store, question: bytes) -> dict[bytes, Card]:
    """The cards of a question, by key digest, each standing for its set."""
    rows = store.connection.execute(_CARDS, (question,)).fetchall()
    return {row[0]: caches.card_from_row(row[1:]) for row in rows}


def write_answer(store: Store, given: Given) -> tuple[Entry, Card]:
    """Write an answer; when this returns, it is on disk."""
    connection = store.connection
    connection.execute("BEGIN IMMEDIATE")
    try:
        entry, card = _write(store, given)
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return entry, card


def _write(store: Store, given: Given) -> tuple[Entry, Card]:
    connection = store.connection
    seq = connection.execute(_SEQ, (store.device,)).fetchone()[0] or 0
    entry = identity.make_entry(
        device=store.device,
        seq=seq + 1,
        at=given.at,
        kind=EntryKind.ANSWER,
        question=given.question,
        key=given.key,
        verdict=given.verdict,
        rating=given.rating,
        milliseconds=given.milliseconds,
        sitting=given.sitting,
        body=given.body,
    )
    cards = read_cards(store, given.card_question)
    connection.execute(entries.INSERT, entries.to_row(entry))
    if all(card.last_day < entry.day for card in cards.values()):
        card = _apply(store, given, entry, cards.get(given.card_key), started=not cards)
    else:  # answered today already, or a clock went back: what the answer changes is folded anew
        caches.refold(store, [given.question])
        card = read_cards(store, given.card_question)[given.card_key]
    return entry, card


def _apply(store: Store, given: Given, entry: Entry, before: Card | None, *, started: bool) -> Card:
    """Put the question's first answer of a study day on top of its card and of the day."""
    card = store.model.review(before, ((entry.id, entry.day, given.verdict, given.rating),))
    if card is None:
        raise AssertionError("a review makes a card")
    connection, rules = store.connection, store.rules.points
    connection.execute(caches.WRITE_CARD, (given.card_question, given.card_key, *caches.card_to_row(card)))
    right, worth = int(given.verdict >= 1.0), points.worth(given.verdict, rules)
    connection.execute(_DAY, (entry.day, right, given.milliseconds, int(started), worth, rules.cap))
    return card
