"""Questions, what answers them, and what a learner gives.

Every class here is a plain value: frozen, comparable, without behaviour that needs a clock, a file or a rule.
They have no slots: these would make the classes take longer to make, at every start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from studyapp.model.value import Value

JUDGE_CHOICES = ("正确", "错误")
"""What a judge question shows; the first is the choice that says the statement is true."""


class Kind(StrEnum):
    """What sort of question it is; the value is the word used in files and on the command line."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    JUDGE = "judge"
    BLANK = "blank"
    SHORT = "short"
    ORDER = "order"
    MATCH = "match"
    CASE = "case"
    CARD = "card"


@dataclass(frozen=True, eq=False, repr=False)
class Basis(Value):
    """The law or document a question rests on: title, 文号 (document number), article and address."""

    title: str
    number: str = ""
    article: str = ""
    url: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Validity(Value):
    """The days on which a question holds; both ends belong to it, ``None`` is an open end.

    ``superseded_by`` names what took its place, in words.
    """

    effective_from: date | None = None
    effective_to: date | None = None
    superseded_by: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class Media(Value):
    """A picture or sound that belongs to a question; ``digest`` is the SHA-256 of its bytes, in hex."""

    name: str
    digest: str


@dataclass(frozen=True, eq=False, repr=False)
class Choices(Value):
    """The right choices of a single, multiple or judge question, as ascending indexes from 0."""

    right: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Blank(Value):
    """One gap to fill.

    ``accepted``: the texts that fill it, the first is the one shown.
    ``tolerance``: where the answer is a number, how far off a number may be (a decimal such as ``"0.01"``);
    empty, and only the texts count.
    ``group``: blanks of the same non-zero group may be filled in any order among themselves.
    """

    accepted: tuple[str, ...]
    tolerance: str = ""
    group: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Blanks(Value):
    """The gaps of a blank question, in the order in which the prompt has them."""

    blanks: tuple[Blank, ...]


@dataclass(frozen=True, eq=False, repr=False)
class KeyPoints(Value):
    """The points that a good short answer makes; the learner ticks those that he made."""

    points: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Steps(Value):
    """The right sequence of the choices of an order question, as indexes from 0."""

    sequence: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Pairs(Value):
    """The right pairs of a match question: indexes from 0 into its choices, left one first."""

    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Back(Value):
    """The other side of a card."""

    text: str


Answer = Choices | Blanks | KeyPoints | Steps | Pairs | Back


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Question(Value):
    """A question as one deck has it: what is asked, what is right, and what is said about it.

    ``choices`` are the texts to choose from, without their letters: of single and multiple; of judge always
    ``JUDGE_CHOICES``; of order the steps as shown; of match the left column followed by the right one.
    ``answer`` fits the kind (``Choices`` for single, multiple, judge; ``Blanks``, ``KeyPoints``, ``Steps``,
    ``Pairs``, ``Back`` for the others); a case, which is only the material of other questions, has none.
    ``difficulty`` runs from 0 (easy) to 1. ``authority`` is the unit that set the question (命题单位).
    """

    kind: Kind
    prompt: str
    choices: tuple[str, ...] = ()
    answer: Answer | None = None
    explanation: str = ""
    subject: str = ""
    tags: tuple[str, ...] = ()
    difficulty: float | None = None
    basis: tuple[Basis, ...] = ()
    validity: Validity = field(default=Validity())
    jurisdiction: str = ""
    authority: str = ""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Picked(Value):
    """Choices that the learner picked, as indexes from 0 (single, multiple, judge)."""

    choices: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Typed(Value):
    """Texts that the learner typed, one a blank; an empty text is a gap left open."""

    texts: tuple[str, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Ticked(Value):
    """Key points that the learner says he made, as indexes from 0 (short)."""

    points: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Arranged(Value):
    """The sequence that the learner put the choices in, as indexes from 0 (order)."""

    sequence: tuple[int, ...]


@dataclass(frozen=True, eq=False, repr=False)
class Paired(Value):
    """Pairs that the learner made: indexes from 0 into the choices, left one first (match)."""

    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False, repr=False)
class Recalled(Value):
    """How well the learner says he remembered the back of a card: a rating from 1 (again) to 4 (easy)."""

    rating: int


@dataclass(frozen=True, eq=False, repr=False)
class Passed(Value):
    """The learner does not know and says so."""


Response = Picked | Typed | Ticked | Arranged | Paired | Recalled | Passed
