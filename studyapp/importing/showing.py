"""What of an import is shown before it is written: the first questions of each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from studyapp.importing.planning import Plan
from studyapp.model import Kind, Question

EACH = 2
"""So many questions of each kind are shown as they were understood."""


def first_of_each(plan: Plan) -> Mapping[Kind, Sequence[tuple[int, Question]]]:
    """The first questions of each kind with their numbers, the kinds in the order in which the file has them.

    The material of a case is no question: it has the number of the question before it.
    """
    found: dict[Kind, list[tuple[int, Question]]] = defaultdict(list)
    number = 0
    for planned in plan.items:
        question = planned.item.question
        number += planned.counts
        if len(found[question.kind]) < EACH:
            found[question.kind].append((number, question))
    return found
