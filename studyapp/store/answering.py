"""The hot path: one answer, its entry, card and day in one transaction, on disk when it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from studyapp import identity, points
from studyapp.memory import Card
from studyapp.model import study_day
from studyapp.model.plain import canonical
from studyapp.store import caches, entries, replaying
from studyapp.store.asking import Asked
from studyapp.store.opening import Store

_STATE = f"""
    SELECT (SELECT max(seq) FROM entry WHERE device = ?1), (SELECT value FROM stamp WHERE name = 'rules'),
        EXISTS (SELECT 1 FROM alias), key, {caches.CARD}
    FROM (SELECT 1) LEFT JOIN card ON question = ?2
"""
_ROOT = "SELECT coalesce((SELECT root FROM alias WHERE id = ?1), ?1)"
_CARDS = f"SELECT key, {caches.CARD} FROM card WHERE question = ?"
_CARD = f"""
    SELECT {caches.CARD} FROM card
    WHERE question = coalesce((SELECT root FROM alias WHERE id = ?1), ?1)
        AND key = coalesce((SELECT root FROM alias WHERE id = ?2), ?2)
"""
_DAY = """
    INSERT INTO day VALUES (?1, 1, ?2, ?3, ?4, ?5, min(?6, ?5))
    ON CONFLICT (day) DO UPDATE SET
        answered = answered + 1, right = right + ?2, milliseconds = milliseconds + ?3, started = started + ?4,
        worth = worth + ?5, points = min(?6, worth + ?5)
"""


def read_cards(store: Store, question: bytes) -> dict[bytes, Card]:
    """The cards of a question, by key digest, each standing for its set."""
    rows = store.connection.execute(_CARDS, (question,)).fetchall()
    return {row[0]: Card._make(row[1:]) for row in rows}


def read_card(store: Store, question: bytes, key: bytes) -> Card | None:
    """The card of a question under a key, whatever stands for them now."""
    row = store.connection.execute(_CARD, (question, key)).fetchone()
    return None if row is None else Card._make(row)


def write_answer(
    store: Store,
    asked: Asked,
    *,
    at: int,
    verdict: float,
    rating: int,
    milliseconds: int,
    sitting: str,
    body: Mapping[str, Any],
) -> tuple[bytes, Card]:
    """Write an answer to the item that is asked; when this returns, it is on disk.

    Returns the entry's id and the card. What the question stands for and the rules in force may have changed since
    it was asked. The entry's row is made here without an ``Entry``, which would double the time that the journal
    takes.
    """
    run, device, day = store.connection.cursor().execute, store.device, study_day(at)
    question, key, contents = asked.question, asked.key, canonical(body)
    run("BEGIN IMMEDIATE")
    try:
        seq, card_question, card_key, cards = _state(store, run, question, key)
        facts = (device, seq, at, day, "answer", question, key, verdict, rating, milliseconds, sitting)
        entry = identity.entry_id(*facts, contents)
        run(entries.INSERT, (entry, *facts, None, contents))
        if all([card.last_day < day for card in cards.values()]):  # noqa: C419 - a list is faster
            card = store.model.answer(cards.get(card_key), (entry, day, verdict, rating))
            run(caches.WRITE_CARD, (card_question, card_key, *card))
            rules = store.rules.points
            worth = points.worth(verdict, rules)
            run(_DAY, (day, int(verdict >= 1.0), milliseconds, int(not cards), worth, rules.cap))
        else:  # answered today already, or a clock went back: what the answer changes is folded anew
            caches.refold(store, [question])
            card = read_cards(store, card_question)[card_key]
    except BaseException:
        if store.connection.in_transaction:
            run("ROLLBACK")
        raise
    store.connection.commit()
    return entry, card


def _state(
    store: Store, run: Callable[..., sqlite3.Cursor], question: bytes, key: bytes
) -> tuple[int, bytes, bytes, dict[bytes, Card]]:
    """What an answer is put on top of.

    Returns the device's next number, what stands for the question and for the key, and the question's cards.
    """
    rows = run(_STATE, (store.device, question)).fetchall()
    seq, stamp, has_aliases = rows[0][:3]
    if stamp == store.stamp and not has_aliases:
        cards = {} if rows[0][3] is None else {row[3]: Card._make(row[4:]) for row in rows}
        return (seq or 0) + 1, question, key, cards
    replaying.renew_within(store)
    root = run(_ROOT, (question,)).fetchone()[0]
    return (seq or 0) + 1, root, run(_ROOT, (key,)).fetchone()[0], read_cards(store, root)
