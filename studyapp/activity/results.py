"""Papers that were handed in, read from the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import isfinite
from typing import Any

from studyapp.activity.periods import Days, span
from studyapp.model.activity import PointRules, Result, Task
from studyapp.model.entry import Entry, EntryKind

_LARGEST = 1 << 40


def results_of(entries: Iterable[Entry], untimely: Collection[bytes] = ()) -> list[Result]:
    """The results in the hand-ins among some live entries, in order; of two of one sitting, the first.

    ``untimely``: entries whose day cannot be right: they count for no task.
    """
    found: dict[str, Result] = {}
    for entry in sorted(entries, key=lambda one: one.id):
        if entry.kind == EntryKind.HANDIN and entry.sitting and entry.id not in untimely:
            result = result_of(entry)
            if result is not None:
                found.setdefault(entry.sitting, result)
    return list(found.values())


def result_of(entry: Entry) -> Result | None:
    """The result in a hand-in; ``None`` where it says nothing that makes sense: an entry may come from anywhere."""
    body = entry.body
    task: Any = body.get("task")
    score: Any = body.get("score")
    total: Any = body.get("total")
    rival: Any = body.get("rival")
    counts: list[Any] = [body.get(key) for key in ("right", "count", "answered", "milliseconds")]
    if not isinstance(task, str) or not all(map(_is_count, counts)) or not (_is_mark(score) and _is_mark(total)):
        return None
    right, questions, answered, milliseconds = counts
    if score > total or not right <= answered <= questions:
        return None
    return Result(
        entry=entry.id,
        sitting=entry.sitting or "",
        task=task,
        day=entry.day,
        at=entry.at,
        score=float(score),
        total=float(total),
        right=right,
        questions=questions,
        answered=answered,
        milliseconds=milliseconds,
        rival=(rival[0], rival[1]) if _is_rival(rival) else None,
    )


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= _LARGEST


def _is_mark(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value) and 0 <= value <= _LARGEST


def _is_rival(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(map(_is_count, value))


SHORT = 30
"""Characters of a question that is short, its choices among them."""


def is_fair(result: Result, rules: PointRules) -> bool:
    """Whether a paper was sat as long as it takes to read it, were all its questions short."""
    return result.milliseconds >= result.answered * (rules.least + SHORT * rules.reading)


def of_task(results: Iterable[Result], task: Task) -> dict[Days, list[Result]]:
    """The results of a task by its period, in order: no more than it has attempts, and begun or not, in its window."""
    by_period: dict[Days, list[Result]] = {}
    for result in sorted(results, key=lambda one: (one.at, one.entry)):
        if result.task != task.id:
            continue
        tried = by_period.setdefault(span(task.period, result.day), [])
        if not task.attempts or len(tried) < task.attempts:
            tried.append(result)
    return by_period


def counting(results: Iterable[Result], task: Task, rules: PointRules) -> dict[Days, list[Result]]:
    """Of the attempts at a task those that count, by its period: what nobody could have read is an attempt in vain."""
    found = {days: [one for one in some if is_fair(one, rules)] for days, some in of_task(results, task).items()}
    return {days: some for days, some in found.items() if some}


def best(results: Sequence[Result]) -> Result | None:
    """The best of some results: by its share of the marks, then by less time, then the earlier one."""
    return min(results, key=lambda one: (-one.share, one.milliseconds, one.at, one.entry), default=None)


def passes(result: Result, task: Task) -> bool:
    """Whether a result passes; of a battle, whether the rival was beaten, or all the marks without one."""
    if result.rival is not None:
        theirs, time = result.rival
        return (result.right, -result.milliseconds) > (theirs, -time)
    return result.share >= task.blueprint.passing
