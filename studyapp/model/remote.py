"""What goes between an app and a remote: a hub, a folder on a stick, a platform.

Whatever a remote is, it speaks in these values. A remote may be able to do only some of what there is: a folder
ranks nobody, a platform may take points and give no decks.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from studyapp.model.deck import Message
from studyapp.model.statement import Statement


class Verdict(StrEnum):
    """What a remote says of an entry.

    ``taken``: it counts as far as the plan lets it, or was known already. ``pending``: its question is not known there
    yet. ``held``: somebody has to look at it first. ``void``: it is kept and counts for nothing. ``refused``: it is
    no entry, or not this learner's. ``regraded``: it was given another verdict than here.
    """

    TAKEN = "taken"
    PENDING = "pending"
    HELD = "held"
    VOID = "void"
    REFUSED = "refused"
    REGRADED = "regraded"


class Word(NamedTuple):
    """What a remote says of one entry, and why, for the learner."""

    entry: bytes
    verdict: Verdict
    why: Message


class Held(NamedTuple):
    """What a remote holds of a device: the number of its last envelope without a gap, and the digest of its head."""

    no: int
    digest: str


class Receipt(NamedTuple):
    """What came of a push.

    ``held``: by device; ``words``: of entries that are not plainly ``taken``; ``forked``: devices of which two go by
    one name, so that they need new ones; ``statements``: what the remote says for its part, such as certificates.
    ``refused``: why nothing was taken at all.
    """

    held: Mapping[str, Held]
    words: tuple[Word, ...] = ()
    forked: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    refused: Message | None = None


class File(NamedTuple):
    """A deck or plan that comes down. ``what``: ``deck`` or ``plan``; ``name``: of the deck, or the plan's id.

    ``file``: the name of the file, whose ending may tell its format; ``version`` counts up, 0 where nothing is known.
    """

    what: str
    name: str
    file: str
    version: int
    data: bytes


class Pulled(NamedTuple):
    """What came down since a cursor; ``cursor`` is where the next pull begins.

    ``held``, ``statements``: as in a receipt; among the statements are envelopes of the learner's other devices.
    ``more``: there is more to pull at once.
    """

    cursor: str
    files: tuple[File, ...] = ()
    held: Mapping[str, Held] = {}
    words: tuple[Word, ...] = ()
    forked: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()
    more: bool = False


class Place(NamedTuple):
    """A line of a board of persons. ``name`` is what is shown: a pseudonym, unless the learner wants to be named.

    ``rank`` counts from 1; who has the same points has the same rank. ``mine``: it is the learner who asks.
    """

    rank: int
    name: str
    unit: str
    points: int
    mine: bool = False


class UnitPlace(NamedTuple):
    """A line of a board of units.

    ``expected``: how many should take part (0: nobody has said); ``joined``: how many of them did in the period;
    ``points``: of all of them; ``per_head``: points for each who is expected, or where nobody has said, for each who
    joined.
    """

    rank: int
    unit: str
    name: str
    expected: int
    joined: int
    points: int
    per_head: float

    @property
    def participation(self) -> float:
        """The share of those expected who joined."""
        return self.joined / self.expected if self.expected else 0.0


class Board(NamedTuple):
    """A board. ``scope``: whose, as asked; ``title``: the same in words; ``period``: ``2021-05-03``, ``2021-W18``,
    ``2021-05`` or ``all``.

    ``places``: the first ones; ``near``: those around the learner; ``units``: the units below the scope. ``people``:
    how many persons have points. ``closed``: it does not move any more. ``at``: of which instant it is.
    """

    scope: str
    title: str
    period: str
    at: int
    people: int = 0
    places: tuple[Place, ...] = ()
    near: tuple[Place, ...] = ()
    units: tuple[UnitPlace, ...] = ()
    closed: bool = False


class Scope(NamedTuple):
    """Whose board one can ask for: ``scope`` as ``standings`` takes it, and in words."""

    scope: str
    title: str
