"""What a hub hands out to its pages and commands. Values only."""

from __future__ import annotations

from typing import NamedTuple

from studyapp import Activity, Award, Message, Statement


class UnitLine(NamedTuple):
    """A unit as it is today. ``expected``: how many should take part; ``persons``: who belong to it itself."""

    unit: str
    name: str
    parent: str
    code: str
    line: str
    area: str
    closed: bool
    day: int
    persons: int
    expected: int


class PersonLine(NamedTuple):
    """A learner as he is today. ``points``: of the activity; ``last``: the last study day that has points, 0 for none.

    ``key``: of the roster's line that he is, empty where there is none.
    """

    learner: str
    name: str
    unit: str
    front: bool
    staff: bool
    window: bool
    points: int
    last: int
    key: str = ""


class DeviceLine(NamedTuple):
    """A device that is certified. ``revoked``: from which instant on, 0 for never; ``received``: the last envelope."""

    device: str
    learner: str
    key: str
    parent: str
    at: int
    revoked: int
    forked: bool
    envelopes: int
    received: int


class HeldLine(NamedTuple):
    """What somebody has to look at: a learner's day of too quick answers, or (``day`` 0) a device that two go by."""

    learner: str
    day: int
    device: str
    answers: int
    why: Message


class ReportLine(NamedTuple):
    """A question that learners say is wrong. ``times``: how many of them; ``prompt``: empty where it is not known."""

    question: str
    key: str
    prompt: str
    times: int
    last: int


class Expected(NamedTuple):
    """A line of a roster: who should take part. ``key``: what tells him, such as a digest of his number.

    ``learner`` is empty until he has joined.
    """

    unit: str
    key: str
    name: str
    front: bool = True
    staff: bool = True
    window: bool = True
    learner: str = ""


class Coverage(NamedTuple):
    """How many of those expected took part in a period: in a unit and all below it.

    ``group``: ``""`` for all, ``front``, ``back``, ``staff``, ``other``, ``window`` or ``elsewhere``; a level by the
    unit's 区划代码 (``province``, ``city``, ``county``, ``town``, ``village``); of the unit that was asked for also a
    level and a group, such as ``town front``. ``learnt``: how many took part, expected or not, and ``points``: what
    they have; of all alone.
    """

    unit: str
    name: str
    group: str
    expected: int
    joined: int
    learnt: int = 0
    points: int = 0


class FileLine(NamedTuple):
    """A deck or plan as it was handed down. ``items``: questions that count, 0 where nobody counted."""

    what: str
    name: str
    version: int
    file: str
    items: int
    at: int


class Earned(NamedTuple):
    """What somebody earned in a period for a scope. ``learner`` is empty for who should take part and never joined.

    ``name``: of the roster, or as he wants it shown, empty for neither; ``unit``: by name, empty for the public.
    ``right`` of the ``answers`` on ``days`` days were wholly right; ``titles``: those given then, by name.
    """

    learner: str
    name: str
    unit: str
    front: bool
    staff: bool
    window: bool
    points: int = 0
    days: int = 0
    answers: int = 0
    right: int = 0
    titles: tuple[str, ...] = ()


class Titled(NamedTuple):
    """A title that a learner was given. ``name``: as he wants it shown, empty where he does not."""

    learner: str
    name: str
    award: Award


class Titles(NamedTuple):
    """The titles that were given, and by which plan; ``plan`` is ``None`` where there is none."""

    plan: Activity | None
    given: tuple[Titled, ...]


class Arrived(NamedTuple):
    """A statement with the number under which it arrived here."""

    arrival: int
    statement: Statement


class Since(NamedTuple):
    """Statements for the hub above; ``arrival`` is where to go on. ``more``: there is more at once."""

    arrival: int
    statements: tuple[Statement, ...]
    more: bool
