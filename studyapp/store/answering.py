"""The hot path: one answer, its entry, card and day in one transaction, on disk when it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from studyapp import identity, points
from studyapp.memory import Card
from studyapp.model import study_day
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


class Ground(NamedTuple):
    """What an answer is put on top of.

    ``seq``: the device's next number; ``question``, ``key``: what stands for those that are asked; ``latest``: the
    last study day that counts; ``cards``: the question's.
    """

    seq: int
    question: bytes
    key: bytes
    latest: int
    cards: dict[bytes, Card]


class Foreseen(NamedTuple):
    """A ground that was read while the learner reads: it holds as long as nobody has written, here or elsewhere."""

    version: int
    changes: int
    ground: Ground


def foresee(store: Store, asked: Asked) -> Foreseen | None:
    """Read what the answer to a question will be put on top of; ``None`` where that takes more than a look."""
    run = store.connection.cursor().execute
    version, changes = run(_VERSION).fetchone()[0], store.connection.total_changes
    ground = _plain_ground(store, run, asked.question, asked.key)
    return None if ground is None else Foreseen(version, changes, ground)


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
    body: str,
    what: int,
    foreseen: Foreseen | None = None,
) -> tuple[bytes, Card]:
    """Write an answer to the item that is asked; when this returns, it is on disk.

    ``body``: the entry's as canonical JSON; ``what``: the number of what was asked (see ``model.asked``), which stands
    in it in words. Returns the entry's id and the card. What the question stands for and the rules in force may have
    changed since it was asked. The entry's row is made here without an ``Entry``, which would double the time that the
    journal takes.
    """
    run, device, day = store.connection.cursor().execute, store.device, study_day(at)
    question, key = asked.question, asked.key
    run("BEGIN IMMEDIATE")
    try:
        if foreseen is None or not _holds(store, run, foreseen):
            seq, card_question, card_key, latest, cards = _ground(store, run, question, key)
        else:
            seq, card_question, card_key, latest, cards = foreseen.ground
        facts = (device, seq, at, day, "answer", question, key, verdict, rating, milliseconds, sitting)
        entry = identity.entry_id(*facts, body)
        run(entries.INSERT_ASKED, (entry, *facts, None, body, what))
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
        store.connection.commit()
    except BaseException:
        if store.connection.in_transaction:
            run("ROLLBACK")
        raise
    return entry, card


_VERSION = "PRAGMA data_version"
"""A number that is another one once some other connection has written."""

_Run = Callable[..., sqlite3.Cursor]


def _holds(store: Store, run: _Run, foreseen: Foreseen) -> bool:
    """Whether nobody has written since; the caller holds the transaction in which nobody can."""
    same = store.connection.total_changes == foreseen.changes
    return same and run(_VERSION).fetchone()[0] == foreseen.version


def _ground(store: Store, run: _Run, question: bytes, key: bytes) -> Ground:
    ground = _plain_ground(store, run, question, key)
    if ground is not None:
        return ground
    seq = run(_STATE, (store.device, question)).fetchone()[0] or 0
    replaying.renew_within(store)
    root, key_root = (run(_ROOT, (one,)).fetchone()[0] for one in (question, key))
    latest = run("SELECT value FROM stamp WHERE name = 'latest'").fetchone()[0]
    return Ground(seq + 1, root, key_root, int(latest), read_cards(store, root))


def _plain_ground(store: Store, run: _Run, question: bytes, key: bytes) -> Ground | None:
    """The ground where the caches are those of the rules in force, and no question stands for another."""
    rows = run(_STATE, (store.device, question)).fetchall()
    seq, stamp, has_aliases, latest = rows[0][:4]
    if stamp != store.stamp or has_aliases:
        return None
    cards = {} if rows[0][4] is None else {row[4]: Card._make(row[5:]) for row in rows}
    return Ground((seq or 0) + 1, question, key, int(latest), cards)
