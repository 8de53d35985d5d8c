"""The sums that the figures by subject and of memory are read from.

To add up a hundred thousand cards takes longer than a screen may. So the sums are kept, with what they counted of
each question, and before they are read, the questions of the entries that came since are counted again. What came
into the journal late, and a changed bank, throw them away (triggers see to that); then all is counted afresh.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from studyapp.journal import target_of
from studyapp.model import Entry, EntryKind
from studyapp.store import caches, entries
from studyapp.store.opening import Store, transaction

UNSEEN = -1
"""Stands for the day on which a question is due that was never answered."""

MATURE = 21
"""A question whose next review is so many days after the last is a mature one, as Anki has it."""

MANY = 2_000
"""From so many questions on it is quicker to count afresh."""

_CARD = f"coalesce(card.due, {UNSEEN}), coalesce(card.due - card.last_day >= {MATURE}, 0)"
_ANSWERS = "coalesce(card.answered, 0), coalesce(card.right, 0), coalesce(card.lapses, 0)"
_COUNT = f"""
    INSERT INTO counted
    SELECT one.card_question, one.card_key, one.kind, one.subject, one.first, one.last, {_CARD}, {_ANSWERS}
    FROM (
        SELECT card_question, card_key, max(kind) AS kind, max(subject) AS subject,
            min(coalesce(effective_from, '')) AS first, max(coalesce(effective_to, '9')) AS last
        FROM item NOT INDEXED WHERE removed IS NULL AND kind <> 'case' GROUP BY card_question, card_key
    ) AS one
    LEFT JOIN card ON card.question = one.card_question AND card.key = one.card_key
"""
"""A question that several decks have counts once, and holds on a date where one of them says so."""
_SUM = (
    """
    INSERT INTO counted_group
    SELECT kind, subject, count(*), sum(due >= 0), sum(answered), sum(right) FROM counted GROUP BY kind, subject
    """,
    """
    INSERT INTO counted_due
    SELECT effective_from, effective_to, due, mature, count(*) FROM counted GROUP BY 1, 2, 3, 4
    """,
)
_COUNTED = "key, kind, subject, effective_from, effective_to, due, mature, answered, right, lapses"
_AGAIN = f"""
    SELECT counted.key, counted.kind, counted.subject, counted.effective_from, counted.effective_to,
        {_CARD}, {_ANSWERS}
    FROM counted LEFT JOIN card ON card.question = counted.question AND card.key = counted.key
    WHERE counted.question = ?
"""
_ADD_GROUP = """
    UPDATE counted_group SET seen = seen + ?, answered = answered + ?, right = right + ? WHERE kind = ? AND subject = ?
"""
_ADD_DUE = """
    INSERT INTO counted_due VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO UPDATE SET questions = questions + ?5
"""


class _Counted(NamedTuple):
    """What was counted of a question under a key."""

    key: bytes
    kind: str
    subject: str
    effective_from: str
    effective_to: str
    due: int
    mature: int
    answered: int
    right: int
    lapses: int


def renew(store: Store) -> None:
    """Bring the sums up to the journal's last entry."""
    connection = store.connection
    last = _last(connection)
    if _upto(connection) == (last, store.stamp):
        return
    with _unhurried(connection), transaction(connection):
        last = _last(connection)
        upto = _upto(connection)
        touched = None if upto is None or upto[1] != store.stamp else _touched(connection, upto[0])
        if touched is None or len(touched) > MANY:
            _count(connection)
        else:
            _count_again(connection, touched)
        connection.execute("INSERT OR REPLACE INTO counted_upto VALUES (1, ?, ?)", (last, store.stamp))


@contextmanager
def _unhurried(connection: sqlite3.Connection) -> Iterator[None]:
    """Do not wait for the disk: what a power cut takes of the sums is counted again."""
    (level,) = connection.execute("PRAGMA synchronous").fetchone()
    connection.execute(f"PRAGMA synchronous = {min(level, _NORMAL)}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA synchronous = {level}")


_NORMAL = 1


def _last(connection: sqlite3.Connection) -> bytes:
    """The journal's last entry; nothing where there is none."""
    row = connection.execute("SELECT id FROM entry ORDER BY id DESC LIMIT 1").fetchone()
    return b"" if row is None else bytes(row[0])


def _upto(connection: sqlite3.Connection) -> tuple[bytes, str] | None:
    """The last entry that is in the sums, and under which rules; ``None`` where they do not hold."""
    row = connection.execute("SELECT entry, rules FROM counted_upto").fetchone()
    return None if row is None else (row[0], row[1])


def _count(connection: sqlite3.Connection) -> None:
    for table in ("counted", "counted_group", "counted_due"):
        connection.execute(f"DELETE FROM {table}")
    for statement in (_COUNT, *_SUM):
        connection.execute(statement)


def _touched(connection: sqlite3.Connection, upto: bytes) -> set[bytes] | None:
    """The questions, each standing for its set, whose cards entries after ``upto`` may have changed.

    ``None`` where that cannot be told, or is not worth it.
    """
    rows = connection.execute(
        "SELECT kind, question, target, sitting FROM entry WHERE id > ? ORDER BY id LIMIT ?", (upto, MANY + 1)
    ).fetchall()
    if len(rows) > MANY:
        return None
    questions, targets = set[bytes](), set[bytes]()
    for kind, question, target, sitting in rows:
        if kind in (EntryKind.ANSWER, EntryKind.PAST) and question is not None:
            questions.add(question)
        elif target is not None:
            targets.add(target)
        elif kind == EntryKind.HANDIN and sitting:  # what was taken back in it counts again
            questions.update(_questions(entries.voided_in_sitting(connection, sitting)))
    spoken_of = entries.by_ids(connection, targets)
    rated = {target for one in spoken_of.values() if (target := target_of(one)) is not None}
    questions.update(_questions([*spoken_of.values(), *entries.by_ids(connection, rated).values()]))
    known = caches.aliases(connection)
    return {known.get(one, one) for one in questions}


def _questions(some: Iterable[Entry]) -> set[bytes]:
    return {entry.question for entry in some if entry.question is not None}


def _count_again(connection: sqlite3.Connection, touched: Iterable[bytes]) -> None:
    """Put what the cards of these questions are now in the place of what was counted of them."""
    groups: dict[tuple[str, str], Counter[str]] = {}
    dues: Counter[tuple[str, str, int, int]] = Counter()
    for question in touched:
        old = connection.execute(f"SELECT {_COUNTED} FROM counted WHERE question = ? ORDER BY key", (question,))
        before = [_Counted._make(row) for row in old]
        after = [_Counted._make(row) for row in connection.execute(_AGAIN + " ORDER BY counted.key", (question,))]
        for sign, counted in ((-1, before), (1, after)):
            for one in counted:
                sums = groups.setdefault((one.kind, one.subject), Counter())
                sums["seen"] += sign * (one.due != UNSEEN)
                sums["answered"] += sign * one.answered
                sums["right"] += sign * one.right
                dues[one[3:7]] += sign
        changed = [one for one, was in zip(after, before, strict=True) if one != was]
        connection.executemany(
            "UPDATE counted SET due=?, mature=?, answered=?, right=?, lapses=? WHERE question = ? AND key = ?",
            [(*one[5:], question, one.key) for one in changed],
        )
    connection.executemany(
        _ADD_GROUP, [(sums["seen"], sums["answered"], sums["right"], *group) for group, sums in groups.items()]
    )
    connection.executemany(_ADD_DUE, [(*place, count) for place, count in dues.items() if count])
    connection.execute("DELETE FROM counted_due WHERE questions = 0")
