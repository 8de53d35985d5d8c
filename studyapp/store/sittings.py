"""Papers in the store: what may be asked in one, the drafts of one that goes on, and handing it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from studyapp import identity
from studyapp.model import Entry, EntryKind, Kind, Question
from studyapp.paper import EXAMINED, Candidate
from studyapp.store import absorbing, entries
from studyapp.store.asking import read_question
from studyapp.store.opening import Store, transaction

_KINDS = ", ".join(f"'{kind}'" for kind in EXAMINED)
_CANDIDATES = f"""
    SELECT item.no, item.question, item.key, item.revision, item.kind, item.subject, parent.question
    FROM item LEFT JOIN item AS parent ON parent.no = item.parent
    WHERE item.removed IS NULL AND item.kind IN ({_KINDS})
        AND coalesce(item.effective_from, '0') <= ?1 AND coalesce(item.effective_to, '9') >= ?1
"""
_ASKED = """
    SELECT item.no, item.key, item.body, deck.name, parent.body
    FROM item JOIN deck ON deck.no = item.deck LEFT JOIN item AS parent ON parent.no = item.parent
    WHERE item.question = ?1 ORDER BY item.removed IS NOT NULL, item.key <> ?2, item.revision
"""
_OPEN = f"""
    SELECT {entries.COLUMNS} FROM entry
    WHERE kind = 'draft' AND kind NOT IN ('answer', 'past') AND sitting IS NOT NULL AND body LIKE '%"open":%'
        AND NOT EXISTS (SELECT 1 FROM entry AS over WHERE over.sitting = entry.sitting AND over.kind = 'handin'
            AND over.kind NOT IN ('answer', 'past'))
    ORDER BY id DESC
"""


class Found(NamedTuple):
    """A question of a paper as the bank has it now, or had it; ``identity``: its id."""

    item: int
    identity: bytes
    key: bytes
    question: Question
    deck: str
    case: Question | None


class Given(NamedTuple):
    """An answer of a paper that is being handed in."""

    question: bytes
    key: bytes
    verdict: float
    rating: int
    milliseconds: int
    body: Mapping[str, object]


def candidates(connection: sqlite3.Connection, as_of: str) -> list[Candidate]:
    """The questions that may be asked on a date (ISO)."""
    rows = connection.execute(_CANDIDATES, (as_of,))
    return [
        Candidate(item, question, key, revision, Kind(kind), subject, case)
        for item, question, key, revision, kind, subject, case in rows
    ]


def find(connection: sqlite3.Connection, question: bytes, key: bytes) -> Found | None:
    """A question under a key; under another where the bank has no other now, and even one that was taken out of it."""
    row = connection.execute(_ASKED, (question, key)).fetchone()
    if row is None:
        return None
    item, its_key, body, deck, material = row
    case = None if material is None else read_question(material)
    return Found(item, question, its_key, read_question(body), deck, case)


def drafts(connection: sqlite3.Connection, sitting: str) -> list[Entry]:
    """The drafts of a sitting."""
    rows = connection.execute(
        f"SELECT {entries.COLUMNS} FROM entry WHERE sitting = ? AND kind = 'draft' AND kind NOT IN ('answer', 'past')",
        (sitting,),
    )
    return [entries.from_row(row) for row in rows]


def open_drafts(connection: sqlite3.Connection) -> list[Entry]:
    """The first drafts of all sittings that were not handed in, the latest first."""
    return [entries.from_row(row) for row in connection.execute(_OPEN)]


def handin(connection: sqlite3.Connection, sitting: str) -> Entry | None:
    """The entry by which a sitting was handed in; of two, the first."""
    row = connection.execute(
        f"SELECT {entries.COLUMNS} FROM entry WHERE sitting = ? AND kind = 'handin' "
        "AND kind NOT IN ('answer', 'past') ORDER BY id LIMIT 1",
        (sitting,),
    ).fetchone()
    return None if row is None else entries.from_row(row)


def draft(store: Store, sitting: str, body: Mapping[str, object], *, at: int) -> None:
    """Write a draft; it is on disk when this returns."""
    absorbing.add(store, EntryKind.DRAFT, at=at, sitting=sitting, body=body)


def hand_in(store: Store, sitting: str, given: Sequence[Given], body: Mapping[str, Any], *, at: int) -> Entry:
    """Write a paper's answers and that it was handed in, all or nothing; where it was already, that holds."""
    with transaction(store.connection):
        before = handin(store.connection, sitting)
        if before is not None:
            return before
        batch = list(_batch(store, sitting, given, body, at))
        absorbing.absorb_within(store, batch)
    return batch[-1]


def _batch(store: Store, sitting: str, given: Sequence[Given], body: Mapping[str, Any], at: int) -> Iterable[Entry]:
    seq = entries.next_seq(store.connection, store.device)
    for number, one in enumerate(given):
        yield identity.make_entry(
            device=store.device,
            seq=seq + number,
            at=at,
            kind=EntryKind.ANSWER,
            question=one.question,
            key=one.key,
            verdict=one.verdict,
            rating=one.rating,
            milliseconds=one.milliseconds,
            sitting=sitting,
            body=one.body,
        )
    yield identity.make_entry(
        device=store.device, seq=seq + len(given), at=at, kind=EntryKind.HANDIN, sitting=sitting, body=body
    )
