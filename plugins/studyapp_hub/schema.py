"""The tables of a hub.

``personal`` tables hold rows of learners, and every key and every join of theirs holds ``learner``: a database that is
spread over machines keeps a learner's rows on one of them. All others are small, or are sums over everybody.

``statement`` and ``envelope`` are what the hub was told, to the byte; ``board``, ``roster`` and ``meta`` are its own.
All else follows from them, and ``rebuild`` makes it again.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from studyapp_hub.engines.protocol import Table

_SHORT = {"i": "integer", "t": "text", "b": "blob", "r": "real"}


def _table(
    name: str,
    columns: str,
    key: str,
    *indexes: str,
    personal: bool = False,
    clustered: bool = True,
    by_month: bool = False,
) -> Table:
    """``columns``: names with the first letter of their type."""
    listed = tuple((one.split(":")[0], _SHORT[one.split(":")[1]]) for one in columns.split())
    cut = tuple(tuple(one.split(", ")) for one in indexes)
    return Table(name, listed, tuple(key.split()), cut, personal, clustered, by_month)


META = _table("meta", "name:t value:t", "name")
STATEMENT = _table(
    "statement",
    "learner:t digest:b arrival:i kind:t head:b signature:b content:b",
    "learner digest",
    "arrival",
    "kind, arrival",
    personal=True,
    clustered=False,
)
"""Of learners and, with an empty learner, of nobody in particular."""

ENVELOPE = _table(
    "envelope",
    "learner:t digest:b arrival:i device:t key:t no:i received:i stamped:i head:b signature:b content:b",
    "learner digest",
    "arrival",
    "digest",
    "learner, device, no",
    personal=True,
    clustered=False,
)
"""``received``: the first receipt that is known; ``stamped``: this hub's own, 0 where another one stamped before."""

STAMP = _table("stamp", "envelope:b key:t at:i", "envelope key")
"""The first receipt of an envelope by each of the others, by the key that stamped it."""

DEVICE = _table(
    "device",
    "learner:t digest:b device:t key:t parent:t at:i arrival:i",
    "learner digest",
    "device",
    personal=True,
)
CHAIN = _table("chain", "learner:t device:t key:t no:i head:b", "learner device key", personal=True)
"""How far a device's envelopes are here without a gap."""

FORK = _table("fork", "learner:t device:t", "learner device", personal=True)
REVOKED = _table("revoked", "device:t digest:b at:i key:t", "device digest")
PERSON = _table(
    "person",
    "learner:t day:i at:i digest:b unit:t front:i staff:i window:i name:t key:t",
    "learner day at digest",
    personal=True,
)
RELEASE = _table(
    "release", "learner:t day:i device:t at:i digest:b counts:i key:t", "learner day device at digest", personal=True
)
ERASED = _table("erased", "learner:t at:i", "learner", personal=True)

LEDGER = _table(
    "ledger",
    "learner:t id:b device:t seq:i kind:t question:b root:b sitting:t took:i asked:i share:r flags:i envelope:i",
    "learner id",
    personal=True,
    by_month=True,
)
"""Every entry that counts for something, or tells of a clock.

``root``: the question that stands for its set, where it is another; ``asked``, ``share``: the hub's own verdict, null
while the question is not known; ``flags``: why it counts for no day, 0 where it does; ``envelope``: which brought it.
"""

CARRIED = _table("carried", "learner:t id:b envelope:i", "learner id envelope", personal=True)
"""Further envelopes that brought an entry."""

SPECIAL = _table("special", "learner:t id:b kind:t sitting:t body:t", "learner id", personal=True)
"""Voids, hand-ins and what says that two questions are one: with their bodies."""

PENDING = _table("pending", "learner:t id:b question:b key:b given:t", "learner id", "question, key", personal=True)
REPORT = _table("report", "learner:t id:b question:b key:b lit:i", "learner id", "question", personal=True)
CLOCK = _table("clock", "learner:t device:t seq:i day:i uneven:i", "learner device", personal=True)
"""Of each device the last number and the last day; ``uneven``: they did not come in order."""

DAY = _table(
    "day",
    "learner:t day:i points:i worth:i papers:i answers:i held:i unit:t",
    "learner day",
    "day, points",
    personal=True,
)
STANDING = _table(
    "standing",
    "learner:t period:t scope:t points:i",
    "learner period scope",
    "scope, period, points DESC, learner",
    personal=True,
)
LEVEL = _table("level", "scope:t period:t points:i people:i", "scope period points")
BUCKET = _table("bucket", "scope:t period:t bucket:i people:i points:i", "scope period bucket")
"""How many persons have so many points, one by one and by the hundred: of scopes with many persons."""

QUESTION = _table("question", "question:b key:b at:i digest:b text:t", "question key")
FILE = _table(
    "file",
    "what:t name:t version:i at:i digest:b file:t arrival:i items:i data:b",
    "what name version digest",
    "arrival",
)
BOARD = _table("board", "scope:t period:t at:i content:b", "scope period")
ROSTER = _table("roster", "unit:t key:t name:t front:i staff:i window:i learner:t", "unit key", "learner")

DERIVED = (
    STAMP, DEVICE, CHAIN, FORK, REVOKED, PERSON, RELEASE, ERASED, LEDGER, CARRIED, SPECIAL, PENDING, REPORT, CLOCK,
    DAY, STANDING, LEVEL, BUCKET,
)  # fmt: skip
TABLES = (META, STATEMENT, ENVELOPE, QUESTION, FILE, BOARD, ROSTER, *DERIVED)

_BEFORE, _AHEAD = 2, 15
"""Months before and after the hub's first day that have a part of their own."""


def months(day: int) -> list[tuple[bytes, bytes]]:
    """From which id on and up to which each month's part is, around a study day."""
    first = date.fromordinal(day + date(1970, 1, 1).toordinal()).replace(day=1)
    number = first.year * 12 + first.month - 1
    starts = [_start(one) for one in range(number - _BEFORE, number + _AHEAD + 1)]
    return list(pairwise(starts))


def _start(number: int) -> bytes:
    """The first id of a month: study days begin at four o'clock in Shanghai."""
    begin = date(number // 12, number % 12 + 1, 1).toordinal() - date(1970, 1, 1).toordinal()
    return (begin * 86_400_000 - 4 * 3_600_000).to_bytes(6)
