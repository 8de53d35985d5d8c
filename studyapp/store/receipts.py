"""What a remote has said of this store: what it holds, of which entries it says something, which devices it knows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from studyapp.envelope.sealing import digest_of
from studyapp.envelope.wire import message_from_plain, message_to_plain
from studyapp.model.plain import canonical
from studyapp.model.remote import Verdict, Word
from studyapp.model.statement import Statement
from studyapp.store.envelopes import NO_LINK, Link

MOST_PARKED = 1_000
"""Statements that wait for a certificate; a remote that sends more of them is not to be taken at its word."""


class Certificate(NamedTuple):
    """A remote's word on a device: what ``key`` signs is the learner's. ``revoked``: from when on not, 0 for never."""

    device: str
    key: str
    learner: str
    revoked: int = 0


def held(connection: sqlite3.Connection, remote: str) -> dict[str, Link]:
    """The last envelope of each own device that a remote was known to hold."""
    rows = connection.execute("SELECT device, no, digest FROM remote_held WHERE remote = ?", (remote,))
    return {device: Link(no, digest) for device, no, digest in rows}


def note_held(connection: sqlite3.Connection, remote: str, device: str, link: Link) -> None:
    """Note that a remote holds a device's envelopes up to one that was signed here."""
    if link == NO_LINK:
        connection.execute("DELETE FROM remote_held WHERE remote = ? AND device = ?", (remote, device))
    else:
        connection.execute("INSERT OR REPLACE INTO remote_held VALUES (?,?,?,?)", (remote, device, *link))


def note_words(connection: sqlite3.Connection, remote: str, words: Iterable[Word]) -> None:
    """Note what a remote says of entries; of one that is taken there is nothing more to say."""
    for one in words:
        if one.verdict is Verdict.TAKEN:
            connection.execute("DELETE FROM remote_word WHERE remote = ? AND entry = ?", (remote, one.entry))
        else:
            row = (remote, one.entry, str(one.verdict), canonical(message_to_plain(one.why)))
            connection.execute("INSERT OR REPLACE INTO remote_word VALUES (?,?,?,?)", row)


def words(connection: sqlite3.Connection, remote: str) -> list[Word]:
    """All that a remote says of entries that are not plainly taken, in their order."""
    rows = connection.execute("SELECT entry, verdict, why FROM remote_word WHERE remote = ? ORDER BY entry", (remote,))
    return [Word(entry, Verdict(verdict), message_from_plain(json.loads(why))) for entry, verdict, why in rows]


def count_words(connection: sqlite3.Connection, remote: str) -> dict[str, int]:
    """How many entries there are of each verdict."""
    rows = connection.execute(
        "SELECT verdict, count(*) FROM remote_word WHERE remote = ? GROUP BY verdict ORDER BY verdict", (remote,)
    )
    return dict(rows.fetchall())


def certificates(connection: sqlite3.Connection, remote: str) -> dict[str, Certificate]:
    """The devices of the learner that a remote knows."""
    rows = connection.execute("SELECT device, key, learner, revoked FROM remote_device WHERE remote = ?", (remote,))
    return {row[0]: Certificate(*row) for row in rows}


def note_certificates(
    connection: sqlite3.Connection, remote: str, before: Mapping[str, Certificate], after: Mapping[str, Certificate]
) -> None:
    """Note which devices a remote knows now, inside a transaction."""
    gone = [(remote, device) for device in before.keys() - after.keys()]
    connection.executemany("DELETE FROM remote_device WHERE remote = ? AND device = ?", gone)
    rows = [(remote, *one) for device, one in after.items() if before.get(device) != one]
    connection.executemany("INSERT OR REPLACE INTO remote_device VALUES (?,?,?,?,?)", rows)


def note_joining(connection: sqlite3.Connection, remote: str, device: str, asking: Statement) -> None:
    """Keep what asks a remote to know a device until it does."""
    row = (remote, device, asking.head, asking.signature)
    connection.execute("INSERT OR REPLACE INTO remote_joining VALUES (?,?,?,?)", row)


def joinings(connection: sqlite3.Connection, remote: str) -> dict[str, Statement]:
    """What asks a remote to know devices."""
    rows = connection.execute("SELECT device, head, signature FROM remote_joining WHERE remote = ?", (remote,))
    return {device: Statement(head, signature) for device, head, signature in rows}


def forget_joining(connection: sqlite3.Connection, remote: str, device: str) -> None:
    """Ask no more for a device: it is known, or its code was refused."""
    connection.execute("DELETE FROM remote_joining WHERE remote = ? AND device = ?", (remote, device))


def park(connection: sqlite3.Connection, remote: str, some: Iterable[Statement]) -> None:
    """Keep statements of a device of which nobody knows yet whose it is, in the place of those that were kept."""
    connection.execute("DELETE FROM remote_parked WHERE remote = ?", (remote,))
    rows = [(remote, digest_of(one.head), *one) for one in some]
    connection.executemany("INSERT OR REPLACE INTO remote_parked VALUES (?,?,?,?,?)", rows[-MOST_PARKED:])


def parked(connection: sqlite3.Connection, remote: str) -> list[Statement]:
    """The statements that wait."""
    rows = connection.execute("SELECT head, signature, content FROM remote_parked WHERE remote = ?", (remote,))
    return [Statement(*row) for row in rows]
