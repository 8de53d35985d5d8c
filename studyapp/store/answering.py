"""The hot path: one answer, its entry, card and day in one transaction, on disk when it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from studyapp import identity, points
from studyapp.memory import Card
from studyapp.model import study_day
from studyapp.model.asked import asked_of
from studyapp.model.plain import canonical
from studyapp.store import caches, entries, replaying
from studyapp.store.asking import Asked
from studyapp.store.opening import Store

_STATE = f"""
    SELECT (SELECT max(seq) FROM entry WHERE device = ?1), (SELECT value FROM stamp WHERE name = 'rules'),
        EXISTS (SELECT 1 FROM alias), (SELECT value FROM stamp WHERE name = 'latest'), key, {caches.CARD}
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
    INSERT INTO day (day, answered, right, milliseconds, started, worth, fair, fair_right, reviews, recalled, done,
        points, counts)
    VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, ?6 * ?2, 1 - ?4, (1 - ?4) * ?2, 0, min(?7, ?5), ?6 >= ?8)
    ON CONFLICT (day) DO UPDATE SET
        answered = answered + 1, right = right + ?2, milliseconds = milliseconds + ?3, started = started + ?4,
        worth = worth + ?5, fair = fair + ?6, fair_right = fair_right + ?6 * ?2, reviews = reviews + 1 - ?4,
        recalled = recalled + (1 - ?4) * ?2, points = min(?7, worth + ?5),
        counts = fair + ?6 >= ?8 OR (done > 0 AND fair + ?6 > 0)
"""
"""What the first answer of the day to a question adds: see ``journal.add_to_days``."""
_LATEST = "INSERT OR REPLACE INTO stamp VALUES ('latest', ?)"


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
        seq, card_question, card_key, latest, cards = _state(store, run, question, key)
        facts = (device, seq, at, day, "answer", question, key, verdict, rating, milliseconds, sitting)
        entry, what = identity.entry_id(*facts, contents), asked_of(body)
        run(entries.INSERT_ASKED, (entry, *facts, None, contents, what))
        if day >= latest and all([card.last_day < day for card in cards.values()]):  # noqa: C419 - a list is faster
            card = store.model.answer(cards.get(card_key), (entry, day, verdict, rating))
            run(caches.WRITE_CARD, (card_question, card_key, *card))
            rules = store.rules.points
            value, right = points.score(what, milliseconds, rules), verdict >= 1.0
            worth = value if value is not None and right else 0
            run(_DAY, (day, right, milliseconds, not cards, worth, value is not None, rules.cap, rules.keeps))
            if day > latest:
                run(_LATEST, (str(day),))
        else:  # answered today already, or a clock went back: what the answer changes is folded anew
            touched, days = caches.retime(store, [] if day >= latest else [device])
            caches.refold(store, {question, *touched}, touched_days={day, *days})
            card = read_cards(store, card_question)[card_key]
    except BaseException:
        if store.connection.in_transaction:
            run("ROLLBACK")
        raise
    store.connection.commit()
    return entry, card


def _state(
    store: Store, run: Callable[..., sqlite3.Cursor], question: bytes, key: bytes
) -> tuple[int, bytes, bytes, int, dict[bytes, Card]]:
    """What an answer is put on top of.

    Returns the device's next number, what stands for the question and for the key, the last study day that counts,
    and the question's cards.
    """
    rows = run(_STATE, (store.device, question)).fetchall()
    seq, stamp, has_aliases, latest = rows[0][:4]
    if stamp == store.stamp and not has_aliases:
        cards = {} if rows[0][4] is None else {row[4]: Card._make(row[5:]) for row in rows}
        return (seq or 0) + 1, question, key, int(latest), cards
    replaying.renew_within(store)
    root, key_root = (run(_ROOT, (one,)).fetchone()[0] for one in (question, key))
    latest = run("SELECT value FROM stamp WHERE name = 'latest'").fetchone()[0]
    return (seq or 0) + 1, root, key_root, int(latest), read_cards(store, root)
