"""What a paper came to: marks by question, and the review of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from studyapp import grading
from studyapp.exam import battle
from studyapp.exam.papers import Answers, Opening, Rival
from studyapp.grading import Unrecallable
from studyapp.model import Passed, Question, Response, Shown, SubjectTally, Verdict
from studyapp.model.activity import Result
from studyapp.model.asked import length_of
from studyapp.store.sittings import Found, Given

RIGHT, WRONG = 3, 1
"""The ratings of an answer given in a paper."""


class Sheet(NamedTuple):
    """A question of a paper as it is on the screen, with its key.

    ``question``: its options in the order of this paper. ``found``: as the bank has it.
    """

    found: Found
    question: Question
    marks: float


class Marked(NamedTuple):
    """A question of a paper that was handed in: what was given (``None``: nothing), and what it came to."""

    number: int
    shown: Shown
    response: Response | None
    verdict: Verdict
    marks: float
    got: float
    flagged: bool
    milliseconds: int


class Review(NamedTuple):
    """A paper that was handed in. ``by``: ``hand``, or ``time``; ``code``: of a battle, what a colleague is told.

    ``gone``: how many of its questions the bank has no more; they count for nothing.
    """

    opening: Opening
    result: Result
    passed: bool
    by: str
    rows: tuple[Marked, ...]
    subjects: tuple[SubjectTally, ...]
    rival: Rival | None
    code: str
    gone: int


def response_of(sheet: Sheet, recorded: object) -> Response | None:
    """What was recorded, read against the question as it is shown; ``None`` for nothing."""
    if recorded is None:
        return None
    try:
        response = grading.recall(sheet.question, recorded)
    except Unrecallable:
        return None
    return None if isinstance(response, Passed) else response


def mark(sheets: Mapping[int, Sheet], answers: Answers, count: int) -> list[Marked]:
    """Every question that is still there, in order."""
    return [_marked(number, sheet, answers, count) for number, sheet in sorted(sheets.items())]


def _marked(number: int, sheet: Sheet, answers: Answers, count: int) -> Marked:
    response = response_of(sheet, answers.given.get(number))
    verdict = grading.grade(sheet.question, Passed() if response is None else response)
    got = round(sheet.marks * verdict.share, 4)
    return Marked(
        number,
        shown_of(sheet, number, count),
        response,
        verdict,
        sheet.marks,
        got,
        number in answers.flags,
        answers.spent.get(number, 0),
    )


def shown_of(sheet: Sheet, number: int, count: int, question: Question | None = None) -> Shown:
    """A question of a paper as screens take it; ``question`` in place of it, as without its key."""
    found = sheet.found
    # What the learner did with it before is not told in a paper: it counts as neither new nor missed.
    return Shown(found.item, question or sheet.question, found.case, found.deck, number + 1, count, 1, 1, again=False)


def given_of(sheets: Mapping[int, Sheet], rows: Iterable[Marked]) -> list[Given]:
    """The answers that the journal gets: those of the questions that were answered."""
    return [
        Given(
            identity,
            sheet.found.key,
            row.verdict.share,
            RIGHT if row.verdict.right else WRONG,
            row.milliseconds,
            {
                "given": grading.record(sheet.question, row.response),
                "kind": str(sheet.question.kind),
                "length": length_of(sheet.question),
            },
        )
        for row in rows
        if row.response is not None
        for sheet in [sheets[row.number]]
        for identity in [sheet.found.identity]
    ]


def body_of(opening: Opening, rows: Sequence[Marked], answers: Answers, by: str) -> dict[str, Any]:
    """The body of the hand-in."""
    body: dict[str, Any] = {
        "task": opening.task,
        "plan": opening.plan,
        "title": opening.title,
        "score": round(sum(row.got for row in rows), 4),
        "total": round(sum(row.marks for row in rows), 4),
        "right": sum(row.verdict.right for row in rows),
        "count": len(rows),
        "answered": sum(row.response is not None for row in rows),
        "milliseconds": opening.milliseconds - answers.left,
        "marks": [[opening.items[row.number].question.hex(), row.got] for row in rows],
        "by": by,
    }
    if opening.rival is not None and opening.rival.result is not None:
        body["rival"] = list(opening.rival.result)
    return body


def review(opening: Opening, rows: Sequence[Marked], result: Result, body: Mapping[str, Any]) -> Review:
    """The review of a paper; the marks are those that it was given when it was handed in."""
    given = {one[0]: one[1] for one in body.get("marks", ()) if _is_mark(one)}
    kept = tuple(row._replace(got=float(given.get(opening.items[row.number].question.hex(), row.got))) for row in rows)
    code = ""
    if opening.code:
        check = battle.check_of(opening.items)
        code = battle.write(opening.seed, check, (result.right, result.milliseconds))
    return Review(
        opening,
        result,
        is_passed(opening, result),
        str(body.get("by", "hand")),
        kept,
        by_subject(kept),
        opening.rival,
        code,
        len(opening.items) - len(rows),
    )


def _is_mark(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and type(value[1]) in (int, float)


def is_passed(opening: Opening, result: Result) -> bool:
    """Whether the rival was beaten, or without one the marks are enough."""
    if result.rival is not None:
        right, milliseconds = result.rival
        return (result.right, -result.milliseconds) > (right, -milliseconds)
    return result.share >= opening.passing


def by_subject(rows: Iterable[Marked]) -> tuple[SubjectTally, ...]:
    """How many questions of each subject there were, and how many are right; the weakest first."""
    found: dict[str, list[bool]] = {}
    for row in rows:
        found.setdefault(row.shown.question.subject, []).append(row.verdict.right)
    tallies = [SubjectTally(subject, len(right), sum(right)) for subject, right in found.items()]
    return tuple(sorted(tallies, key=lambda one: (one.right / one.answered, one.subject)))
