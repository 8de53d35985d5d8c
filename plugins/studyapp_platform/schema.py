"""What may stand in a mapping file: all of it, as data.

What goes up are points and nothing else: every value in it is one of ``FIELDS``. No expression, no text and nothing
that was read from the site can be put there, so a mapping cannot say "answer this question". Keep it so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

FIELDS = (
    "id", "learner", "account", "name", "unit", "activity", "day", "points", "answers", "right", "minutes",
)  # fmt: skip
"""What can be said of a learner's day, and nothing else can go up. ``id`` is the same for the same learner and day."""

KINDS = ("single", "multiple", "judge", "blank", "short", "order", "match", "card")
ANSWERS = ("letters", "texts", "from0", "from1", "flags")


class Takes(StrEnum):
    """What a leaf holds."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    SITE = "site"
    TARGET = "target"
    EXPRESSION = "expression"
    PATH = "path"
    SECRET = "secret"
    WORD = "word"


@dataclass(frozen=True)
class Leaf:
    """A value. ``words``: of ``WORD``, which there are; ``least``, ``most``: of ``NUMBER``."""

    takes: Takes
    required: bool = False
    words: tuple[str, ...] = ()
    least: int = 0
    most: int = 0


@dataclass(frozen=True)
class Table:
    """A table with names of its own; ``many``: a list of such tables."""

    fields: Mapping[str, Spec]
    required: bool = False
    many: bool = False


@dataclass(frozen=True)
class Names:
    """A table whose names the mapping chooses."""

    of: Leaf
    required: bool = False
    most: int = field(default=100)


Spec = Leaf | Table | Names

_TEXT = Leaf(Takes.TEXT)
_NAMED = Leaf(Takes.TEXT, required=True)
_ASKED = Leaf(Takes.EXPRESSION)
_NEEDED = Leaf(Takes.EXPRESSION, required=True)
_FLAG = Leaf(Takes.FLAG)
_SAID = Leaf(Takes.WORD, words=FIELDS)

_READ: Mapping[str, Spec] = {
    "get": Leaf(Takes.TARGET),
    "file": _TEXT,
    "format": Leaf(Takes.WORD, words=("json", "xlsx", "csv")),
    "sheet": _TEXT,
    "pages": Table({
        "parameter": _NAMED,
        "cursor": Leaf(Takes.PATH),
        "first": Leaf(Takes.NUMBER, most=1),
    }),
}  # fmt: skip
"""Where something is read from: a GET of the site, or a file that somebody has put there."""

_QUESTIONS = Table({
    "each": _ASKED,
    "prompt": _NEEDED,
    "kind": _ASKED,
    "kinds": Names(Leaf(Takes.WORD, words=KINDS)),
    "default_kind": Leaf(Takes.WORD, words=KINDS),
    "choices": _ASKED,
    "labels": _ASKED,
    "answer": _NEEDED,
    "answer_is": Leaf(Takes.WORD, words=ANSWERS),
    "alternatives": _TEXT,
    "html": _FLAG,
    "material": _ASKED,
    **dict.fromkeys(
        (
            "id", "label", "explanation", "subject", "tags", "difficulty", "basis", "authority", "jurisdiction",
            "effective_from", "effective_to",
        ),
        _ASKED,
    ),
})  # fmt: skip

_PLACES = Table({
    "each": _ASKED, "rank": _ASKED, "name": _NEEDED, "unit": _ASKED, "points": _NEEDED, "mine": _ASKED,
})  # fmt: skip
_UNITS = Table({
    "each": _ASKED, "rank": _ASKED, "id": _ASKED, "name": _NEEDED, "points": _NEEDED, "expected": _ASKED,
    "joined": _ASKED,
})  # fmt: skip

POINTS = Table({
    "plan": _TEXT,
    "activity": _TEXT,
    "account": _TEXT,
    "state": _TEXT,
    "send": Table({
        "to": Leaf(Takes.TARGET, required=True),
        "method": Leaf(Takes.WORD, words=("POST", "PUT")),
        "rows": _TEXT,
        "row": Names(_SAID, required=True),
        "about": Names(Leaf(Takes.WORD, words=("activity", "account"))),
    }),
    "drop": Table({
        "folder": _NAMED,
        "file": _TEXT,
        "columns": Names(_SAID, required=True),
    }),
})  # fmt: skip
"""How points go up: as JSON to one address, or as a workbook into a folder."""

MAPPING = Table({
    "name": _NAMED,
    "site": Leaf(Takes.SITE),
    "plain_http": _FLAG,
    "ca": _TEXT,
    "timeout": Leaf(Takes.NUMBER, least=1, most=120),
    "headers": Names(_TEXT, most=20),
    "secrets": Names(Leaf(Takes.SECRET), most=20),
    "decks": Table({"name": _NAMED, **_READ, "questions": _QUESTIONS}, many=True),
    "boards": Table(
        {"scope": _NAMED, "title": _NAMED, **_READ, "people": _ASKED, "places": _PLACES, "units": _UNITS}, many=True
    ),
    "points": POINTS,
})  # fmt: skip
"""A whole mapping."""
