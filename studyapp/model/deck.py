"""Decks as readers make them: items with their place in the file, and what was found wrong with the file."""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from studyapp.model.question import Kind, Question
from studyapp.model.value import Value

Argument = str | int | float

_NOTHING: Mapping[str, Argument] = MappingProxyType({})


class Severity(StrEnum):
    """How bad a flaw is.

    An error costs a question; a warning is for somebody to look at; an information accounts for a line that
    belongs to no question and is no fault (a heading, a page number, an advertisement).
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Where(Value):
    """A place in a source: file, first and last line from 1 (0 where the format has none), sheet or page."""

    file: str
    line: int = 0
    last: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}:{self.line}" if self.line else f"{self.file}{sheet}"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Message(Value):
    """Words for a person, not yet in a language: a Chinese msgid with ``{name}`` fields, and their values."""

    text: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Flaw(Value):
    """Something that a reader or the import found wrong, and where.

    ``code`` is a stable word for scripts (``label-gap``, ``no-answer`` …), ``why`` what is wrong and how to mend it,
    for people. ``snippet``: the beginning of what stands at that place, in one line.
    """

    where: Where
    severity: Severity
    code: str
    why: Message
    snippet: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Item(Value):
    """One question at one place of one source.

    ``position`` counts the deck's items from 0. ``label`` is the number as the file prints it.
    ``external_id`` is the source's own identity for it, empty where it has none.
    ``case`` is the position of the case whose material this sub-question needs.
    """

    question: Question
    position: int
    source: Where
    label: str = ""
    external_id: str = ""
    case: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a question; the material of a case is not."""
        return self.question.kind is not Kind.CASE


class Holds(StrEnum):
    """What a column of a table holds. Several columns may hold choices: their order is that of the letters."""

    PROMPT = "prompt"
    KIND = "kind"
    CHOICE = "choice"
    CHOICES = "choices"
    ANSWER = "answer"
    EXPLANATION = "explanation"
    SUBJECT = "subject"
    TAGS = "tags"
    DIFFICULTY = "difficulty"
    BASIS = "basis"
    ARTICLE = "article"
    AUTHORITY = "authority"
    JURISDICTION = "jurisdiction"
    LABEL = "label"
    EXTERNAL = "external"
    CASE = "case"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Column(Value):
    """A column of a table as it was read: its header (its letter where there is none), and its first text."""

    header: str
    holds: Holds
    sample: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Reading(Value):
    """One way of reading a file, and how many questions (``Item.counts``) and errors come of it."""

    layout: Message
    questions: int
    errors: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class History(Value):
    """What a learner did with an item somewhere else, and where his memory of it stands.

    ``at``, ``ratings``, ``milliseconds``: of each review the time (UTC, milliseconds), the rating (1 again to 4 easy)
    and the time taken, the oldest first. ``due`` (a study day: days since 1970-01-01), ``stability`` (days) and
    ``difficulty`` (1 to 10, as FSRS counts it) are for writers; what a reader says of them is not believed.
    """

    position: int
    at: tuple[int, ...]
    ratings: tuple[int, ...]
    milliseconds: tuple[int, ...]
    due: int | None = None
    stability: float | None = None
    difficulty: float | None = None

    def pack(self) -> PackedHistory:
        """The same, with its reviews as bytes."""
        reviews = pack_reviews(self.at, self.ratings, self.milliseconds)
        return PackedHistory(self.position, len(self.at), reviews, self.due, self.stability, self.difficulty)


class PackedHistory(NamedTuple):
    """A ``History`` of which nobody has looked at the reviews, since they are on their way to another process.

    A package may have a million of them: to make values of all, and bytes again, takes longer than what is done with
    them. ``length`` is how many there are, ``reviews`` is what ``pack_reviews`` made of them, or the JSON object that
    an entry of the journal holds them in: ``{"at":[…],"milliseconds":[…],"ratings":[…]}`` without spaces.
    """

    position: int
    length: int
    reviews: bytes
    due: int | None = None
    stability: float | None = None
    difficulty: float | None = None

    def read(self) -> History:
        """The history itself; ``ValueError`` where the bytes are none."""
        return History(self.position, *unpack_reviews(self.reviews), self.due, self.stability, self.difficulty)

    @property
    def at(self) -> tuple[int, ...]:
        """The times of the reviews."""
        return unpack_reviews(self.reviews)[0]

    @property
    def ratings(self) -> tuple[int, ...]:
        """Their ratings."""
        return unpack_reviews(self.reviews)[1]

    @property
    def milliseconds(self) -> tuple[int, ...]:
        """The times that they took."""
        return unpack_reviews(self.reviews)[2]

    def pack(self) -> PackedHistory:
        """It is."""
        return self

    def __eq__(self, other: object) -> bool:
        """A history says the same in either form."""
        told = other.read() if isinstance(other, PackedHistory) else other
        return isinstance(told, History) and self.read() == told

    def __hash__(self) -> int:
        """That of the history."""
        return hash(self.read())


Reviews = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""The times of some reviews, their ratings, and the times that they took."""


def pack_reviews(at: Sequence[int], ratings: Sequence[int], milliseconds: Sequence[int]) -> bytes:
    """Some reviews as bytes, for another process of this program: they are no format of a file."""
    return marshal.dumps((tuple(at), tuple(ratings), tuple(milliseconds)))


def unpack_reviews(reviews: bytes) -> Reviews:
    """What was packed, or is told as JSON; ``ValueError`` where that is none. What the tuples hold may be anything."""
    try:
        at, ratings, milliseconds = _from_json(reviews) if reviews.startswith(b"{") else marshal.loads(reviews)
    except (EOFError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("no reviews") from error
    if not type(at) is type(ratings) is type(milliseconds) is tuple:
        raise ValueError("no reviews")
    return at, ratings, milliseconds


def _from_json(reviews: bytes) -> Iterator[tuple[Any, ...]]:
    told = json.loads(reviews)
    return (tuple(told[name]) for name in ("at", "ratings", "milliseconds"))


_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Deck(Value):
    """What a reader makes of a file.

    ``name`` is empty where the file does not name itself; the import then takes the file's stem.
    ``as_of`` is the day for which its author checked it against the law in force.
    ``files``: the bytes of the questions' media, by digest. ``columns``: of a table, what each was taken to hold.
    ``readings``: how the file was read, and after it how it might have been, the best first.
    ``histories``: where the learner's past was asked for, those of the items that have one.
    """

    name: str
    items: tuple[Item, ...]
    flaws: tuple[Flaw, ...] = ()
    subject: str = ""
    jurisdiction: str = ""
    as_of: date | None = None
    description: str = ""
    files: Mapping[str, bytes] = field(default_factory=lambda: _NO_FILES)
    columns: tuple[Column, ...] = ()
    readings: tuple[Reading, ...] = ()
    histories: tuple[History | PackedHistory, ...] = ()
