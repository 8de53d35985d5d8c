"""Papers as plain JSON, for scripts."""

from __future__ import annotations

from studyapp.activity.periods import date_of
from studyapp.desk.exams import Line
from studyapp.exam.marking import Marked, Review
from studyapp.model.activity import Result
from studyapp.wording import given_words, right_words
from studyapp.words import say


def line_as_plain(line: Line) -> dict[str, object]:
    """A task as it stands."""
    standing = line.standing
    task = standing.task
    return {
        "id": task.id,
        "name": task.name,
        "period": standing.period,
        "open": standing.open,
        "attempts_left": standing.left,
        "first": date_of(standing.first).isoformat(),
        "last": date_of(standing.last).isoformat(),
        "questions": task.blueprint.count,
        "minutes": task.blueprint.minutes,
        "total": task.blueprint.total,
        "passing": task.blueprint.passing,
        "best": None if standing.best is None else result_as_plain(standing.best),
        "live": None
        if line.left is None
        else {"left": line.left, "answered": line.answered, "questions": line.questions},
        "why": "" if line.why is None else say(line.why),
    }


def result_as_plain(result: Result) -> dict[str, object]:
    """A paper that was handed in."""
    return {
        "task": result.task,
        "sitting": result.sitting,
        "day": date_of(result.day).isoformat(),
        "score": result.score,
        "total": result.total,
        "right": result.right,
        "questions": result.questions,
        "answered": result.answered,
        "milliseconds": result.milliseconds,
        "rival": None if result.rival is None else list(result.rival),
    }


def review_as_plain(review: Review) -> dict[str, object]:
    """A paper that was handed in, with its questions."""
    return {
        **result_as_plain(review.result),
        "title": review.opening.title,
        "passed": review.passed,
        "by": review.by,
        "code": review.code,
        "gone": review.gone,
        "subjects": [
            {"subject": one.subject, "questions": one.answered, "right": one.right} for one in review.subjects
        ],
        "review": [_row_as_plain(review, row) for row in review.rows],
    }


def _row_as_plain(review: Review, row: Marked) -> dict[str, object]:
    question = row.shown.question
    return {
        "number": row.number + 1,
        "id": review.opening.items[row.number].question.hex(),
        "kind": str(question.kind),
        "subject": question.subject,
        "prompt": question.prompt,
        "choices": list(question.choices),
        "given": None if row.response is None else given_words(question, row.response),
        "answer": right_words(question),
        "right": row.verdict.right,
        "marks": row.marks,
        "got": row.got,
        "milliseconds": row.milliseconds,
        "flagged": row.flagged,
        "explanation": question.explanation,
    }
