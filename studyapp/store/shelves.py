"""The items that stand on a shelf: of one deck or of all, as far as they hold on a study day.

A question that several decks have is there once, with its first item.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from studyapp.journal import CardKey
from studyapp.model import EntryKind, study_day
from studyapp.shelf import Arrival, Shelf, is_unmended, late_arrivals
from studyapp.store import caches, entries
from studyapp.store.asking import iso


class Chapter(NamedTuple):
    """The questions of a subject: how many there are, were seen, and were right the last time."""

    subject: str
    questions: int
    seen: int
    right: int


class Missed(NamedTuple):
    """A question in the wrong-answer book: how often it was answered wrong, and on which day last."""

    times: int
    day: int


_ON = "EXISTS (SELECT 1 FROM mark WHERE mark.question = item.card_question AND what = '{what}' AND is_on)"
_UNSEEN = """
    NOT EXISTS (SELECT 1 FROM card WHERE card.question = item.card_question AND card.key = item.card_key)
"""
_IS = {
    **{shelf: _ON.format(what=shelf) for shelf in (Shelf.STAR, Shelf.FLAG, Shelf.REPORT)},
    Shelf.NEW: """
        (substr(coalesce(effective_from, ''), 1, 4) = substr(:date, 1, 4)
            OR (item.replaces IS NULL AND item.added IN (SELECT value FROM json_each(:late)))
            OR item.no IN (SELECT no FROM corrected WHERE added IN (SELECT value FROM json_each(:late))))
    """,
    Shelf.UNSEEN: _UNSEEN,
    Shelf.SITUATIONS: "(item.kind = 'short' OR item.parent IS NOT NULL)",
    Shelf.RANDOM: "1",
    Shelf.ALL: "1",
    Shelf.CHAPTER: "item.subject = :subject",
}
_OF_ALL = (Shelf.RANDOM, Shelf.ALL, Shelf.CHAPTER)
_CORRECTED = """
    WITH RECURSIVE chain(no, replaces, added) AS (
        SELECT no, replaces, added FROM item WHERE removed IS NULL AND replaces IS NOT NULL
        UNION ALL SELECT chain.no, item.replaces, item.added FROM chain JOIN item ON item.no = chain.replaces
    ),
    corrected AS MATERIALIZED (SELECT no, added FROM chain WHERE replaces IS NULL)
"""
"""Of what was corrected since it came: the import that it came with."""
_LIVE = """
    FROM item WHERE removed IS NULL AND item.kind <> 'case' AND coalesce(:deck, item.deck) = item.deck
        AND coalesce(effective_from, '0') <= :date AND coalesce(effective_to, '9') >= :date
"""


def numbers(
    connection: sqlite3.Connection,
    shelf: Shelf,
    *,
    deck: int | None,
    day: int,
    mended: int = 1,
    subject: str = "",
) -> list[int]:
    """The items of a shelf in the bank's order; of the wrong-answer book those answered longest ago come first.

    ``mended``: see ``shelf.is_unmended``; ``subject``: the chapter's.
    """
    if shelf is Shelf.WRONG:
        return list(wrong(connection, deck=deck, day=day, mended=mended))
    rows = connection.execute(
        f"{_CORRECTED} SELECT item.no, card_question, card_key {_LIVE} AND {_IS[shelf]} ORDER BY deck, position, no",
        _values(connection, deck, day, subject),
    )
    return [*_firsts(rows).values()]


def askable(connection: sqlite3.Connection, items: Iterable[int]) -> set[int]:
    """Those of these items that the bank has and that ask something."""
    rows = connection.execute(
        "SELECT no FROM item WHERE removed IS NULL AND kind <> 'case' AND no IN (SELECT value FROM json_each(?))",
        (str([*items]),),
    )
    return {no for (no,) in rows}


def counts(connection: sqlite3.Connection, *, deck: int | None, day: int, mended: int) -> dict[Shelf, int]:
    """How many questions stand on each shelf; for the chapters those of all of them."""
    told = [shelf for shelf in _IS if shelf not in _OF_ALL]
    columns = ", ".join(f"max({_IS[shelf]}) AS on_{shelf}" for shelf in told)
    sums = ", ".join(f"coalesce(sum(on_{shelf}), 0)" for shelf in told)
    row = connection.execute(
        f"{_CORRECTED} SELECT count(*), {sums} FROM (SELECT {columns} {_LIVE} GROUP BY card_question, card_key)",
        _values(connection, deck, day),
    ).fetchone()
    found = dict(zip(told, row[1:], strict=True))
    found[Shelf.WRONG] = len(wrong(connection, deck=deck, day=day, mended=mended))
    found.update(dict.fromkeys(_OF_ALL, row[0]))
    return {shelf: found[shelf] for shelf in Shelf}


def chapters(connection: sqlite3.Connection, *, deck: int | None, day: int) -> list[Chapter]:
    """The subjects in the order of their first questions; those without one come last."""
    rows = connection.execute(
        f"""
        SELECT subject, count(*), count(card.due), coalesce(sum(card.last_right), 0) FROM (
            SELECT subject, card_question, card_key, min(position) AS place, min(deck) AS deck {_LIVE}
            GROUP BY subject, card_question, card_key
        ) AS one
        LEFT JOIN card ON card.question = one.card_question AND card.key = one.card_key
        GROUP BY subject ORDER BY subject = '', min(deck), min(place), subject
        """,
        {"deck": deck, "date": iso(day)},
    )
    return [Chapter(*row) for row in rows]


def wrong(connection: sqlite3.Connection, *, deck: int | None, day: int, mended: int) -> dict[int, Missed]:
    """The items of the wrong-answer book and what stands against them, those answered longest ago first."""
    missed = _missed(connection, mended)
    rows = connection.execute(
        f"""
        SELECT no, card_question, card_key, card.last_day
        FROM (SELECT no, deck, position, card_question, card_key {_LIVE}) AS one
        JOIN card ON card.question = card_question AND card.key = card_key AND card.right < card.answered
        ORDER BY deck, position, no
        """,
        {"deck": deck, "date": iso(day)},
    )
    found: dict[CardKey, tuple[int, int]] = {}
    for no, question, key, last in rows:
        if (question, key) in missed:
            found.setdefault((question, key), (last, no))
    return {no: missed[card] for card, (_last, no) in sorted(found.items(), key=lambda one: one[1][0])}


def _values(connection: sqlite3.Connection, deck: int | None, day: int, subject: str = "") -> dict[str, object]:
    date = iso(day)
    first = next(one for one in range(day - 366, day + 1) if iso(one)[:4] == date[:4])
    rows = connection.execute("SELECT no, deck, at FROM batch WHERE undone = 0")
    late = late_arrivals((Arrival(no, of, study_day(at)) for no, of, at in rows), first)
    return {"deck": deck, "date": date, "subject": subject, "late": str(sorted(late))}


def _firsts(rows: Iterable[tuple[int, bytes, bytes]]) -> dict[CardKey, int]:
    """The first item of each question under each key."""
    found: dict[CardKey, int] = {}
    for no, question, key in rows:
        found.setdefault((question, key), no)
    return found


_ANSWERED = """
    SELECT question, min(key), max(key), max(CASE WHEN verdict < 1 THEN day END),
        max(CASE WHEN verdict >= 1 THEN day END), sum(verdict < 1),
        group_concat(CASE WHEN verdict >= 1 THEN day END)
    FROM entry INDEXED BY entry_question
    WHERE question IS NOT NULL AND kind = 'answer' AND key IS NOT NULL AND verdict BETWEEN 0 AND 1
        AND rating IN (1, 2, 3, 4)
    GROUP BY question HAVING min(verdict) < 1
"""
_AMENDED = """
    SELECT answer.question FROM entry AS void JOIN entry AS answer ON answer.id = void.target
    WHERE void.kind = 'void' AND void.kind NOT IN ('answer', 'past') AND answer.kind = 'answer'
    UNION SELECT question FROM entry WHERE id IN (SELECT entry FROM untimely)
    UNION SELECT id FROM alias UNION SELECT root FROM alias
"""
"""Questions of which something was taken back, bears a day that cannot be right, or stands for others."""


def _missed(connection: sqlite3.Connection, mended: int) -> dict[CardKey, Missed]:
    """The questions of the wrong-answer book, each under the key that it was missed under.

    What is plain is added up by the store; of what was amended, and of questions that were answered under several
    keys, the live answers are looked at one by one.
    """
    known = caches.aliases(connection)
    amended = {one for (one,) in connection.execute(_AMENDED)}
    found = {}
    for question, key, other, day, last, times, right in connection.execute(_ANSWERED):
        if question in amended:
            continue
        if key != other:
            amended.add(question)
        elif last is None or last <= day or is_unmended(day, map(int, right.split(",")), mended):
            found[question, known.get(key, key)] = Missed(times, day)
    for card, answers in _live(connection, amended, known).items():
        wrong_days = [day for day, is_right in answers if not is_right]
        day = max(wrong_days, default=None)
        if day is not None and is_unmended(day, (one for one, is_right in answers if is_right), mended):
            found[card] = Missed(len(wrong_days), day)
    return found


def _live(
    connection: sqlite3.Connection, questions: set[bytes], known: dict[bytes, bytes]
) -> dict[CardKey, list[tuple[int, bool]]]:
    """Day and rightness of the live answers to these questions that count for a day, by what stands for them."""
    given = [one for one in entries.of_questions(connection, questions) if one.kind == EntryKind.ANSWER]
    found = defaultdict(list)
    for answers in caches.live_answers(connection, given, known).values():
        for _entry, day, key, verdict, _rating, _spent, is_past, question, _asked in answers:
            if not is_past:
                found[question, key].append((day, verdict >= 1.0))
    return found


def reported_items(connection: sqlite3.Connection) -> set[int]:
    """The rows of the bank whose questions the learner reported as wrong."""
    rows = connection.execute(
        "SELECT item.no FROM mark JOIN item ON item.card_question = mark.question "
        "WHERE mark.what = ? AND mark.is_on AND item.removed IS NULL",
        (str(Shelf.REPORT),),
    )
    return {no for (no,) in rows}
