"""Grade a response of any kind, and give the response that a question's own key would be."""

from __future__ import annotations

from studyapp.grading.arrangements import grade_arranged, grade_paired
from studyapp.grading.blanks import grade_typed
from studyapp.grading.checks import check_indexes, check_rating
from studyapp.grading.choices import grade_picked
from studyapp.grading.policy import STRICT, Policy, share_of
from studyapp.model import (
    Answer,
    Arranged,
    Back,
    Blanks,
    Choices,
    KeyPoints,
    Paired,
    Pairs,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Steps,
    Ticked,
    Typed,
    Verdict,
)

_GOOD = 3


def grade(question: Question, response: Response, policy: Policy = STRICT) -> Verdict:
    """Return what ``response`` is worth.

    A response that does not fit the question (of another kind, with an index that it has not, or twice the same)
    is a mistake of the program, not of the learner: ``ValueError``. So is grading a case, which asks nothing.
    """
    answer = question.answer
    if isinstance(answer, Choices) and isinstance(response, Picked):
        return grade_picked(question, answer, response, policy)
    if isinstance(answer, Blanks) and isinstance(response, Typed):
        return grade_typed(answer, response, policy)
    if isinstance(answer, KeyPoints) and isinstance(response, Ticked):
        return _grade_ticked(answer, response, policy)
    if isinstance(answer, Steps) and isinstance(response, Arranged):
        return grade_arranged(question, answer, response, policy)
    if isinstance(answer, Pairs) and isinstance(response, Paired):
        return grade_paired(question, answer, response, policy)
    if isinstance(answer, Back) and isinstance(response, Recalled):
        return _grade_recalled(response)
    if answer is not None and isinstance(response, Passed):
        return Verdict(0.0, (False,) * _count_parts(answer))
    key = "nothing" if answer is None else type(answer).__name__
    raise ValueError(f"{type(response).__name__} is no response to a {question.kind} question keyed by {key}")


def ideal(question: Question) -> Response:
    """Return the response that the key itself is; graded, it is all right (law 6)."""
    match question.answer:
        case Choices(right):
            return Picked(right)
        case Blanks(blanks):
            return Typed(tuple(blank.accepted[0] if blank.accepted else "" for blank in blanks))
        case KeyPoints(points):
            return Ticked(tuple(range(len(points))))
        case Steps(sequence):
            return Arranged(sequence)
        case Pairs(pairs):
            return Paired(pairs)
        case Back():
            return Recalled(_GOOD)
        case None:
            raise ValueError(f"a {question.kind} question without a key has no right response")


def _grade_ticked(answer: KeyPoints, response: Ticked, policy: Policy) -> Verdict:
    """Share of the key points that the learner ticks; enough of them (``Policy.short_pass``) is all right."""
    check_indexes(response.points, len(answer.points))
    ticked = set(response.points)
    parts = tuple(point in ticked for point in range(len(answer.points)))
    share = share_of(sum(parts), len(parts))
    return Verdict(1.0 if share >= policy.short_pass else share, parts)


def _grade_recalled(response: Recalled) -> Verdict:
    check_rating(response.rating)
    return Verdict(0.0 if response.rating == 1 else 1.0)


def _count_parts(answer: Answer) -> int:
    match answer:
        case Blanks(parts) | KeyPoints(parts) | Steps(parts) | Pairs(parts):
            return len(parts)
        case _:
            return 0
