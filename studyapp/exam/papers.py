"""A sitting of a paper as its drafts tell it: what it is, what was answered, and how much time is left.

The drafts of a sitting are put in order by the time that was left when each was written, which no clock of the
system can change: a clock that was set back puts nothing out of order here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

from studyapp.model import Entry

_LONGEST = 24 * 60
"""Minutes beyond which no paper is believed to last."""


class Place(NamedTuple):
    """A question of a paper: which, under which key, for how many marks."""

    question: bytes
    key: bytes
    marks: float


@dataclass(frozen=True, slots=True)
class Rival:
    """Whom a battle is against: ``who`` is ``machine``, ``best`` (one's own), or ``colleague``.

    ``right`` and ``milliseconds`` are what there is to beat; ``None`` while nobody knows it.
    """

    who: str
    right: int | None = None
    milliseconds: int | None = None

    @property
    def result(self) -> tuple[int, int] | None:
        """What there is to beat."""
        return None if self.right is None or self.milliseconds is None else (self.right, self.milliseconds)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a paper is from its beginning on. ``passing``: the share of its marks that passes; ``code``: of a battle."""

    task: str
    plan: str
    title: str
    seed: str
    minutes: int
    items: tuple[Place, ...]
    passing: float = 0.6
    rival: Rival | None = None
    code: str = ""

    @property
    def milliseconds(self) -> int:
        """The time it has."""
        return self.minutes * 60_000


@dataclass(slots=True)
class Answers:
    """A sitting as it stands.

    ``given``: what was recorded as answer, by the number of the question from 0; ``spent``: the milliseconds that
    each took, which are those up to what was done at it; ``left``: of the whole paper.
    """

    left: int
    given: dict[int, Any] = field(default_factory=dict)
    flags: set[int] = field(default_factory=set)
    spent: dict[int, int] = field(default_factory=dict)
    _waiting: int = 0

    def take(self, body: Mapping[str, Any], count: int) -> None:
        """Go on to what the body of a draft says, of a paper of so many questions."""
        left = body.get("left")
        if type(left) is int:
            now = max(0, min(self.left, left))
            self._waiting += self.left - now
            self.left = now
        number = body.get("no")
        if type(number) is not int or not 0 <= number < count:
            return
        self.spent[number] = self.spent.get(number, 0) + self._waiting
        self._waiting = 0
        if "given" in body:
            self.given[number] = body["given"]
            if body["given"] is None:
                del self.given[number]
        if "flag" in body:
            (self.flags.add if body["flag"] is True else self.flags.discard)(number)


def body_of(opening: Opening) -> dict[str, object]:
    """The body of a paper's first draft."""
    told: dict[str, object] = {
        "task": opening.task,
        "plan": opening.plan,
        "seed": opening.seed,
        "minutes": opening.minutes,
        "title": opening.title,
        "passing": opening.passing,
        "items": [[one.question.hex(), one.key.hex(), one.marks] for one in opening.items],
    }
    if opening.rival is not None:
        told["rival"] = [opening.rival.who, opening.rival.right, opening.rival.milliseconds]
    if opening.code:
        told["code"] = opening.code
    return {"open": told, "left": opening.milliseconds}


def opening_of(body: Mapping[str, Any]) -> Opening | None:
    """What the body of a first draft says; ``None`` where it is none that makes sense: it may come from anywhere."""
    told: Any = body.get("open")
    if not isinstance(told, Mapping):
        return None
    words = [told.get(name, "") for name in ("task", "plan", "title", "seed", "code")]
    minutes, items, passing = told.get("minutes"), told.get("items"), told.get("passing", 0.6)
    if not all(isinstance(one, str) for one in words) or not isinstance(items, list) or not items:
        return None
    if type(minutes) is not int or not 0 < minutes <= _LONGEST or type(passing) not in (int, float):
        return None
    places = [_place(one) for one in items]
    task, plan, title, seed, code = words
    found = tuple(one for one in places if one is not None)
    if len(found) != len(places):
        return None
    return Opening(task, plan, title, seed, minutes, found, float(passing), _rival(told.get("rival")), code)


def _place(value: Any) -> Place | None:
    if not isinstance(value, list) or len(value) != 3:
        return None
    question, key, marks = value
    if type(marks) not in (int, float) or not isfinite(marks) or not 0 <= marks <= 1_000:
        return None
    try:
        return Place(bytes.fromhex(question), bytes.fromhex(key), float(marks))
    except (TypeError, ValueError):
        return None


def _rival(value: Any) -> Rival | None:
    if not isinstance(value, list) or len(value) != 3 or not isinstance(value[0], str):
        return None
    who, right, time = value
    return Rival(who, right if type(right) is int else None, time if type(time) is int else None)


def read(drafts: Iterable[Entry]) -> tuple[Opening, Answers] | None:
    """A sitting as its drafts tell it, in whatever order they come; ``None`` where none opens it."""
    ordered = sorted(drafts, key=_order)
    opening = next((found for one in ordered if (found := opening_of(one.body)) is not None), None)
    if opening is None:
        return None
    answers = Answers(opening.milliseconds)
    for one in ordered:
        answers.take(one.body, len(opening.items))
    return opening, answers


def _order(draft: Entry) -> tuple[bool, int, int, bytes]:
    left = draft.body.get("left")
    return "open" not in draft.body, -left if type(left) is int else 0, draft.seq, draft.id
