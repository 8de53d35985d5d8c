"""Today's queue: built once a day, and kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from studyapp import journal
from studyapp.memory import Card
from studyapp.model import Entry, EntryKind
from studyapp.queue import Due, Limits, New, order_due, order_new
from studyapp.store import caches, entries, replaying
from studyapp.store.asking import iso, queue_stamp, read_stamp, scope_of
from studyapp.store.opening import Store, transaction

_CANDIDATES = """
    SELECT item.no, item.subject, item.parent, item.question, item.card_question, item.card_key, {card}
    FROM item LEFT JOIN card ON card.question = item.card_question AND card.key = item.card_key
    WHERE item.removed IS NULL AND item.kind <> 'case' AND coalesce(?1, item.deck) = item.deck
        AND coalesce(item.effective_from, '0') <= ?2 AND coalesce(item.effective_to, '9') >= ?2
    ORDER BY item.deck, item.position, item.no
""".format(card=", ".join(f"card.{column}" for column in caches.CARD.split(", ")))


def ensure_queue(store: Store, day: int, *, deck: int | None, limits: Limits) -> None:
    """Build the study day's queue unless it stands already.

    It is computed from the journal before that day, so that it is the same whenever in the day it is built.
    """
    connection = store.connection
    if not caches.is_current(store):
        with transaction(connection):
            replaying.renew_within(store)
    stamp = queue_stamp(day, limits.new, limits.reviews, store.stamp)
    scope, name = scope_of(deck), f"queue {scope_of(deck)}"
    if read_stamp(connection, "queue") == stamp and read_stamp(connection, name) == stamp:
        return
    with transaction(connection):
        if read_stamp(connection, "queue") != stamp:
            connection.execute("DELETE FROM queue")
            connection.execute("DELETE FROM stamp WHERE name LIKE 'queue%'")
        connection.execute("DELETE FROM queue WHERE scope = ?", (scope,))
        due, new = _candidates(store, day, deck)
        places = [(item, 1) for item in order_due(due, limits.reviews)]
        places += [(item, 0) for item in order_new(new, limits.new)]
        rows = ((scope, position, item, is_due) for position, (item, is_due) in enumerate(places))
        connection.executemany("INSERT INTO queue VALUES (?,?,?,?)", rows)
        connection.executemany("INSERT OR REPLACE INTO stamp VALUES (?,?)", (("queue", stamp), (name, stamp)))


def forecast(connection: sqlite3.Connection, day: int, days: int) -> tuple[int, ...]:
    """How many cards fall due on each of the study days after ``day``; what is overdue counts for the first."""
    counts = dict.fromkeys(range(day + 1, day + days + 1), 0)
    rows = connection.execute(
        """
        SELECT max(due, ?1 + 1), count(DISTINCT card.question || card.key) FROM card
        JOIN item ON item.card_question = card.question AND item.card_key = card.key AND item.removed IS NULL
        WHERE due <= ?1 + ?2 AND coalesce(item.effective_to, '9') >= ?3 GROUP BY 1
        """,
        (day, days, iso(day + 1)),
    )
    counts.update(rows.fetchall())
    return tuple(counts.values())


def _candidates(store: Store, day: int, deck: int | None) -> tuple[list[Due], list[New]]:
    """What is due and what is new as of the morning of the study day, each question and key once."""
    earlier = _cards_this_morning(store, day)
    due, new, seen = [], [], set()
    for row in store.connection.execute(_CANDIDATES, (deck, iso(day))):
        item, subject, parent, question, card_question, card_key = row[:6]
        if (card_question, card_key) in seen:
            continue
        seen.add((card_question, card_key))
        card = None if row[6] is None else Card._make(row[6:])
        if card is not None and card.last_day >= day:
            card = earlier.get((card_question, card_key))
        if card is None:
            new.append(New(item, subject, parent))
        elif card.due <= day:
            chance = store.model.retrievability(card.stability, day - card.last_day)
            due.append(Due(item, chance, question, parent))
    return due, new


def _cards_this_morning(store: Store, day: int) -> dict[journal.CardKey, Card]:
    """The cards that were answered on the study day (or, by a wrong clock, later) as they were before it."""
    connection = store.connection
    rows = connection.execute("SELECT DISTINCT question FROM card WHERE last_day >= ?", (day,)).fetchall()
    cards: dict[journal.CardKey, Card] = {}
    if rows:
        known = caches.aliases(connection)
        for (root,) in rows:
            members = [root, *(one for one, its_root in known.items() if its_root == root)]
            answers = _answers_before(store, day, members, known)
            its_cards = journal.fold_question(answers, store.model, store.rules.points, journal.new_days())
            cards.update({(root, key): card for key, card in its_cards.items()})
    return cards


def _answers_before(
    store: Store, day: int, members: Sequence[bytes], known: dict[bytes, bytes]
) -> list[journal.Answer]:
    given: list[Entry] = [
        entry
        for entry in entries.of_questions(store.connection, members)
        if entry.kind in (EntryKind.ANSWER, EntryKind.PAST) and entry.day < day
    ]
    return [answer for answers in caches.live_answers(store.connection, given, known).values() for answer in answers]
