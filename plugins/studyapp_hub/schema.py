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

VERSION = "2"
"""Of these tables: a database with other ones is refused."""

_SHORT = {"i": "integer", "t": "text", "b": "blob", "r": "real"}


def _table(
    name: str,
    columns: str,
    key: str,
    *indexes: str,
    personal: bool = False,
    clustered: bool = True,
    by_month: str = "",
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
    "learner:t digest:b since:i until:i arrival:i sound:i device:t key:t no:i received:i stamped:i head:b "
    "signature:b content:b",
    "learner digest since",
    "arrival",
    "digest",
    "learner, device, no",
    personal=True,
    clustered=False,
    by_month="since",
)
"""What learners handed in, each entry once, to the byte: who wants an entry reads the envelopes of its learner.

``since``, ``until``: the first and the last study day of its entries, 0 where it has none; ``sound``: 0 once it was
found damaged; ``received``: the first receipt that is known; ``stamped``: this hub's own, 0 where another one stamped
before.
"""

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

FLAGGED = _table("flagged", "learner:t id:b device:t kind:t flags:i", "learner id", personal=True)
"""The entries that count for no day, and why."""

SPECIAL = _table("special", "learner:t id:b kind:t sitting:t body:t", "learner id", personal=True)
"""Voids, hand-ins and what says that two questions are one: with their bodies."""

PENDING = _table("pending", "learner:t id:b question:b key:b", "learner id", "question, key", personal=True)
"""The answers to questions that are not known yet."""

REPORT = _table("report", "learner:t id:b question:b key:b lit:i", "learner id", "question", personal=True)
CLOCK = _table("clock", "learner:t device:t seq:i day:i uneven:i", "learner device", personal=True)
"""Of each device the last number and the last day; ``uneven``: they did not come in order."""

DAY = _table(
    "day",
    "learner:t day:i points:i worth:i papers:i answers:i held:i correct:i unit:t",
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
    STAMP, DEVICE, CHAIN, FORK, REVOKED, PERSON, RELEASE, ERASED, FLAGGED, SPECIAL, PENDING, REPORT, CLOCK, DAY,
    STANDING, LEVEL, BUCKET,
)  # fmt: skip
TABLES = (META, STATEMENT, ENVELOPE, QUESTION, FILE, BOARD, ROSTER, *DERIVED)

_BEFORE, _AHEAD = 2, 15
"""Months before and after a day that have a part of their own."""

_EPOCH = date(1970, 1, 1).toordinal()


def months(day: int) -> list[tuple[int, int]]:
    """From which study day on and before which each month's part is, around one."""
    first = date.fromordinal(day + _EPOCH).replace(day=1)
    number = first.year * 12 + first.month - 1
    starts = [
        date(one // 12, one % 12 + 1, 1).toordinal() - _EPOCH for one in range(number - _BEFORE, number + _AHEAD + 1)
    ]
    return list(pairwise(starts))
