"""What is known of many questions, for a package: their reviews, answered here or elsewhere, and where memory stands.

Questions and keys are those that stand for their sets; ratings are the learner's own where he gave one.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain
from operator import le
from pathlib import Path
from typing import Any, NamedTuple

from studyapp import journal
from studyapp.journal import CardKey, History
from studyapp.model import pack_reviews
from studyapp.model.past import MOST, Past, are_within, past_from_plain
from studyapp.model.reviews import ReviewColumns, told_alike
from studyapp.store import caches, entries, replaying
from studyapp.store.sharing import Helper, Second

Known = tuple[CardKey, tuple[int, bytes, int | None, float | None, float | None]]
"""Of a question under a key how many reviews are known, these (packed), and of its card due, stability, difficulty."""

PART = 2_000
"""How many questions are one task."""

_CARDS = "SELECT question, key, due, stability, difficulty FROM card WHERE {which}"
_WITHIN = "question >= ? AND question < ?"

_decode = json.JSONDecoder().decode


class _Journal(NamedTuple):
    """Answers and histories of some questions, as ``replaying`` reads them, what amends them, and the cards."""

    rows: Iterable[tuple[bytes, Iterable[replaying.Row]]]
    bodies: replaying.Bodies
    amended: journal.Amendments
    cards: Mapping[CardKey, Sequence[Any]]


def of_some(connection: sqlite3.Connection, questions: Collection[bytes], helper: Helper) -> Iterator[Known]:
    """Begin to look some questions up, in parts; whoever helps reads the file himself, and so what is committed."""
    some = sorted(questions)
    if not isinstance(helper, Second):
        return _known(_of_some(connection, some))
    path = _path(connection)
    tasks = [marshal.dumps((path, some[start : start + PART])) for start in range(0, len(some), PART)]
    return chain.from_iterable(map(marshal.loads, helper.share(known_of, tasks)))


def of_all(connection: sqlite3.Connection, count: int, helper: Second) -> Iterator[Known]:
    """Begin to look all questions up, which are about so many: one after the other in half the time that some take."""
    parts = min(max(count // PART, 1), 1 << 12)
    bounds = [((1 << 16) * part // parts).to_bytes(2) for part in range(parts)]
    tasks = [
        marshal.dumps((_path(connection), *ends)) for ends in zip(bounds, [*bounds[1:], b"\xff" * 17], strict=True)
    ]
    return chain.from_iterable(map(marshal.loads, helper.share(known_within, tasks)))


def known_of(task: bytes) -> bytes:
    """What whoever helps does with some questions."""
    path, questions = marshal.loads(task)
    with closing(_opened(path)) as connection:
        return marshal.dumps(list(_known(_of_some(connection, questions))))


def known_within(task: bytes) -> bytes:
    """What he does with all questions whose ids lie between two."""
    path, low, high = marshal.loads(task)
    with closing(_opened(path)) as connection:
        return marshal.dumps(list(_known(_within(connection, low, high))))


def _path(connection: sqlite3.Connection) -> str:
    path: str = connection.execute("PRAGMA database_list").fetchone()[2]
    return path


def _opened(path: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True)


def _of_some(connection: sqlite3.Connection, questions: Sequence[bytes]) -> _Journal:
    there, bodies = replaying.of_questions(connection, questions, caches.aliases(connection))
    ids = [row[0] for row in chain.from_iterable(there.values())]
    amended = entries.amendments_of(connection, ids if len(ids) < PART else None)
    roots, cards = list(there), list[tuple[Any, ...]]()
    for start in range(0, len(roots), entries.CHUNK):
        chunk = roots[start : start + entries.CHUNK]
        cards += connection.execute(_CARDS.format(which=f"question IN ({','.join('?' * len(chunk))})"), chunk)
    return _Journal(there.items(), bodies, amended, {(question, key): rest for question, key, *rest in cards})


def _within(connection: sqlite3.Connection, low: bytes, high: bytes) -> _Journal:
    known = caches.aliases(connection)
    cards = connection.execute(_CARDS.format(which=_WITHIN), (low, high))
    return _Journal(
        replaying.questions_within(connection, known, low, high),
        replaying.bodies_within(connection, known, low, high),
        entries.amendments_of(connection, None),
        {(question, key): rest for question, key, *rest in cards},
    )


def _known(found: _Journal) -> Iterator[Known]:
    """Of almost every question all that is known is one history from elsewhere, which goes on as it is."""
    nothing, alone = (None, None, None), list[tuple[CardKey, tuple[int, str]]]()
    for question, some in found.rows:
        rows = list(some)
        if len(rows) == 1 and rows[0][3] is None and rows[0][0] not in found.amended.voided:
            alone.append(((question, rows[0][2]), found.bodies[rows[0][0]]))
            continue
        for place, past in _united(question, *replaying.live(rows, found.amended, found.bodies)):
            yield place, (len(past.at), pack_reviews(*past), *found.cards.get(place, nothing))
    for place, (size, reviews) in _as_they_are(alone):
        yield place, (size, reviews, *found.cards.get(place, nothing))


def _united(question: bytes, answers: list[journal.Answer], histories: list[History]) -> Iterator[tuple[CardKey, Past]]:
    """The reviews of a question under each key."""
    if histories and not answers and (one := journal.as_one(histories)) is not None:
        yield (question, one.key), one.past
        return
    by_key: dict[bytes, list[journal.Answer]] = {}
    for answer in journal.unite_reviews(answers, histories):
        by_key.setdefault(answer[2], []).append(answer)
    for key, given in by_key.items():
        at = [int.from_bytes(one[0][:6]) for one in given]
        yield (question, key), Past(at, [one[4] for one in given], [one[5] for one in given])


def _as_they_are(alone: Sequence[tuple[CardKey, tuple[int, str]]]) -> Iterator[tuple[CardKey, tuple[int, bytes]]]:
    """Histories by the bodies of their entries, each with the time of that; of what is none nothing is known."""
    told = [body.encode() for _place, (_at, body) in alone]
    columns = told_alike(told)
    if columns is not None and _are_sound(columns, [at for _place, (at, _body) in alone]):
        for (place, _body), size, reviews in zip(alone, columns.counts, told, strict=True):
            yield place, (size, reviews)
        return
    for place, (at, body) in alone:
        if (past := past_from_plain(_decode(body), until=at)) is not None:
            yield place, (len(past.at), pack_reviews(*past))


def _are_sound(columns: ReviewColumns, moments: Sequence[int]) -> bool:
    """Whether all are what ``is_sound`` says, each until its moment."""
    last = [columns.at[end - 1] for end in columns.ends]
    return (
        max(columns.counts) <= MOST
        and columns.ascend()
        and are_within(last, columns.ratings, columns.milliseconds, until=max(moments))
        and all(map(le, last, moments))
    )
