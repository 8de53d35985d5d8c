"""What the screens that look at the bank and at files are told: values to show."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from studyapp.model import Column, Flaw, Holds, Question, Reading


class Wanted(NamedTuple):
    """Which questions of the bank are wanted: of one deck (``None``: all), of a kind, with these words in them."""

    deck: str | None = None
    kind: str = ""
    words: str = ""


class Entry(NamedTuple):
    """A question as a list shows it; ``text`` is its beginning, or the place where the words stand."""

    kind: str
    text: str
    deck: str


class Whole(NamedTuple):
    """A question with all that is known of it. ``due``: the study day of its next review, ``None`` for none."""

    item: int
    question: Question
    case: Question | None
    deck: str
    label: str
    source: str
    first_line: int
    last_line: int
    answered: int
    right: int
    due: int | None
    marks: frozenset[str]


class Picture(NamedTuple):
    """Where a picture of a question was written to, and whether the system shows it."""

    path: str
    opened: bool


class FileLine(NamedTuple):
    """A file or folder to choose; ``likely``: whether its name is that of a bank."""

    name: str
    path: str
    is_folder: bool = False
    likely: bool = False
    size: int = 0


class Folder(NamedTuple):
    """A folder's contents, what is likeliest first; ``parent`` is empty where there is nothing above it."""

    path: str
    parent: str
    files: tuple[FileLine, ...]


class Part(NamedTuple):
    """The first questions of a kind as a file holds them, with their numbers in it (from 1), and how many there are."""

    kind: str
    total: int
    first: tuple[tuple[int, Question], ...]


class Preview(NamedTuple):
    """What an import would do, or did.

    ``readings``: how the file was read, after it how it might have been. ``new``, ``changed``, ``same`` count its
    questions; of the changed, ``linked`` keep their history; ``missing``: those of the deck that the file lacks.
    ``columns``: of a table, what each was taken to hold. ``written``: whether the bank was changed.
    ``histories``: of how many questions the file tells the learner's past, or after an import, of how many it was
    taken over. ``takes_key``: whether a file of this kind can have its answers in a second one.
    """

    path: str
    deck: str
    reader: str
    readings: tuple[Reading, ...]
    parts: tuple[Part, ...]
    new: int
    changed: int
    same: int
    linked: int
    missing: int
    flaws: tuple[Flaw, ...]
    columns: tuple[Column, ...]
    written: bool
    histories: int = 0
    takes_key: bool = False

    @property
    def items(self) -> int:
        """How many questions the file holds."""
        return self.new + self.changed + self.same


class Wish(NamedTuple):
    """What shall be imported, into which deck (empty: as the file says), and what columns hold by the user's word.

    ``key``: a second file with the answers, empty for none. ``history``: the learner's past is taken over, too.
    ``prune``: what the file no longer has is taken out of the deck.
    """

    path: str
    deck: str = ""
    columns: Mapping[str, Holds] = MappingProxyType({})
    key: str = ""
    history: bool = False
    prune: bool = False
