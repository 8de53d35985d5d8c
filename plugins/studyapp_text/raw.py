"""Questions as the file has them: which line is what, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from studyapp import Flaw, Kind


class Phase(IntEnum):
    """What was read last, and so what an unlabelled line continues."""

    OUTSIDE = 0
    MATERIAL = 1
    PROMPT = 2
    OPTIONS = 3
    ANSWER = 4
    LONG_FIELD = 5
    SHORT_FIELD = 6
    KEY = 7


@dataclass(slots=True)
class Section:
    """Questions under one heading. ``told``: a heading named their kind (``kind`` None: 选择题, either choice).

    ``word``: the heading's own word for it. ``ordinal``: what 二、 or the like before it counts, else 0.
    """

    kind: Kind | None = None
    told: bool = False
    subject: str = ""
    declared: int = 0
    line: int = 0
    word: str = ""
    ordinal: int = 0


@dataclass(slots=True)
class RawOption:
    """A choice: its letter as the file has it, and its lines."""

    letter: str
    lines: list[str]
    line: int
    style: str
    marked: bool = False


@dataclass(slots=True)
class Raw:
    """A question in pieces.

    ``last`` is its last line; ``number`` is its label where that counts the questions, else 0. ``answer`` is None
    where the file gives none; ``points`` are the indexes of its lines that a bullet began. ``answered_first``: the
    answer stood before the options. ``children`` counts the questions of a case. ``held``: the prompt with the answer
    that was taken out of it.
    """

    first: int
    last: int
    section: Section
    label: str = ""
    style: str = ""
    number: int = 0
    prompt: list[str] = field(default_factory=list)
    options: list[RawOption] = field(default_factory=list)
    answer: list[str] | None = None
    answer_line: int = 0
    points: list[int] = field(default_factory=list)
    answered_first: bool = False
    fields: dict[str, list[str]] = field(default_factory=dict)
    kind: Kind | None = None
    is_case: bool = False
    case: Raw | None = None
    children: int = 0
    held: str = ""
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """An answer that stands apart from its question; ``group`` counts the lists of the key."""

    number: int
    answer: list[str]
    line: int
    group: int
    kind: Kind | None = None
    told: bool = False
    explanation: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Assembled:
    """All that the lines of a file gave: questions, key, and the flaws of lines outside both."""

    questions: list[Raw]
    key: list[KeyEntry]
    key_lines: list[int]
    flaws: list[Flaw]
    sections: list[Section]
