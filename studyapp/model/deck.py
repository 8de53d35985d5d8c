"""Decks as readers make them: items with their place in the file, and what was found wrong with the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from studyapp.model.question import Question

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


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a source: file, first and last line from 1 (0 where the format has none), sheet or page."""

    file: str
    line: int = 0
    last: int = 0
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"[{self.sheet}]" if self.sheet else ""
        return f"{self.file}{sheet}:{self.line}" if self.line else f"{self.file}{sheet}"


@dataclass(frozen=True, slots=True)
class Message:
    """Words for a person, not yet in a language: a Chinese msgid with ``{name}`` fields, and their values."""

    text: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that a reader or the import found wrong, and where.

    ``code`` is a stable word for scripts (``label-gap``, ``no-answer`` …), ``why`` the sentence for people.
    """

    where: Where
    severity: Severity
    code: str
    why: Message


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class Deck:
    """What a reader makes of a file.

    ``name`` is empty where the file does not name itself; the import then takes the file's stem.
    ``as_of`` is the day for which its author checked it against the law in force.
    """

    name: str
    items: tuple[Item, ...]
    flaws: tuple[Flaw, ...] = ()
    subject: str = ""
    jurisdiction: str = ""
    as_of: date | None = None
    description: str = ""
