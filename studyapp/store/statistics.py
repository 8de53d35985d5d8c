"""What the figures are made of, as rows. Before the sums are read, ``counting.renew`` brings them up to date."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from studyapp.journal import CardKey
from studyapp.model import DAY, GivenAnswer
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.tally import Tally
from studyapp.store import caches, entries
from studyapp.store.counting import UNSEEN


class Group(NamedTuple):
    """The questions of the bank of a kind and a subject, how many of them were seen, and the answers to them."""

    kind: str
    subject: str
    questions: int
    seen: int
    answered: int
    right: int


class Load(NamedTuple):
    """So many questions that hold today are due on a day (``None``: never seen), mature or not."""

    due: int | None
    mature: bool
    questions: int


class Hard(NamedTuple):
    """A question that is missed: the item (``body`` as the bank has it) and what became of it."""

    item: int
    body: str
    answered: int
    right: int
    lapses: int


def days(connection: sqlite3.Connection) -> dict[int, tuple[Tally, int]]:
    """Every study day that has an answer, with its points."""
    points = dict(connection.execute("SELECT day, points FROM day").fetchall())
    return {day: (tally, points[day]) for day, tally in caches.tallies(connection).items()}


def groups(connection: sqlite3.Connection) -> list[Group]:
    """The questions of the bank and the answers to them, under the keys that they have now."""
    rows = connection.execute(
        "SELECT kind, subject, questions, seen, answered, right FROM counted_group ORDER BY kind, subject"
    )
    return list(map(Group._make, rows))


def groups_since(connection: sqlite3.Connection, first: int) -> list[Group]:
    """The same, of the answers of the study days from ``first`` on; ``seen``: the questions that these were to."""
    sums: dict[tuple[str, str], Counter[str]] = {}
    for card, (answered, right) in _answers_since(connection, first).items():
        row = connection.execute("SELECT kind, subject FROM counted WHERE question = ? AND key = ?", card).fetchone()
        if row is not None:
            sums.setdefault(row, Counter()).update(seen=1, answered=answered, right=right)
    return [_with(group, sums.get(group[:2], _NOTHING)) for group in groups(connection)]


def _answers_since(connection: sqlite3.Connection, first: int) -> dict[CardKey, list[int]]:
    """The live answers from a study day on, and how many of them are right, by what stands for question and key.

    What ``journal.answer_of`` takes, without reading the bodies of what may be a million entries.
    """
    amended, known = entries.amendments_of(connection, None), caches.aliases(connection)
    left_out, found = amended.voided | amended.untimely, dict[CardKey, list[int]]()
    start = max(first * DAY - STUDY_DAY_OFFSET, 0).to_bytes(6)
    rows = connection.execute(
        """
        SELECT id, question, key, verdict >= 1.0, rating FROM entry
        WHERE id >= ? AND kind = 'answer' AND day >= ? AND verdict BETWEEN 0 AND 1 AND question IS NOT NULL
            AND key IS NOT NULL
        """,
        (start, first),
    )
    for entry, question, key, right, rating in rows:
        if entry not in left_out and amended.ratings.get(entry, rating) in (1, 2, 3, 4):
            mine = found.setdefault((known.get(question, question), known.get(key, key)), [0, 0])
            mine[0] += 1
            mine[1] += right
    return found


def _with(group: Group, sums: Counter[str]) -> Group:
    return group._replace(seen=sums["seen"], answered=sums["answered"], right=sums["right"])


_NOTHING: Counter[str] = Counter()


def loads(connection: sqlite3.Connection, date: str) -> list[Load]:
    """How many questions that hold on a date are due on which day."""
    rows = connection.execute(
        """
        SELECT due, mature, sum(questions) FROM counted_due
        WHERE effective_from <= ?1 AND effective_to >= ?1 GROUP BY due, mature ORDER BY due, mature
        """,
        (date,),
    )
    return [Load(None if due == UNSEEN else due, bool(mature), questions) for due, mature, questions in rows]


def hardest(connection: sqlite3.Connection, limit: int) -> list[Hard]:
    """The questions of the bank that are forgotten most often; of those, the ones that are least often right."""
    cards = connection.execute(
        """
        SELECT question, key, answered, right, lapses FROM counted WHERE right < answered
        ORDER BY lapses DESC, CAST(right AS REAL) / answered, answered DESC, question, key LIMIT ?
        """,
        (limit,),
    ).fetchall()
    found = []
    for question, key, *figures in cards:
        item = connection.execute(_ITEM_OF, (question, key)).fetchone()
        found.append(Hard(*item, *figures))
    return found


_ITEM_OF = """
    SELECT no, body FROM item WHERE card_question = ? AND card_key = ? AND removed IS NULL AND kind <> 'case'
    ORDER BY no LIMIT 1
"""
_FACE_OF_QUESTION = """
    SELECT no, kind, json_extract(body, '$.prompt') FROM item
    WHERE card_question = ?1 AND removed IS NULL AND kind <> 'case'
    ORDER BY card_key <> ?2, no LIMIT 1
"""


def marks(connection: sqlite3.Connection) -> dict[str, int]:
    """How many questions of the bank are marked, by what they are marked as."""
    rows = connection.execute(
        """
        SELECT what, count(*) FROM mark WHERE is_on
            AND EXISTS (SELECT 1 FROM counted WHERE counted.question = mark.question)
        GROUP BY what
        """
    )
    return dict(rows.fetchall())


def answers_of(connection: sqlite3.Connection, day: int) -> Sequence[GivenAnswer]:
    """The live answers that count for a study day, in order."""
    known = caches.aliases(connection)
    given = caches.live_answers(connection, entries.of_day(connection, day), known)
    answers = sorted(one for some in given.values() for one in some if not one[6])
    found = []
    for entry, _day, key, verdict, _rating, milliseconds, _past, question, _asked in answers:
        row = connection.execute(_FACE_OF_QUESTION, (question, key)).fetchone()
        no, kind, prompt = row or (None, "", "")
        found.append(GivenAnswer(int.from_bytes(entry[:6]), no, kind, prompt, verdict >= 1.0, milliseconds))
    return found


def reviewed(connection: sqlite3.Connection, day: int) -> int:
    """How many questions that were met earlier were answered on a study day."""
    row = connection.execute("SELECT reviews FROM day WHERE day = ?", (day,)).fetchone()
    return 0 if row is None else int(row[0])
