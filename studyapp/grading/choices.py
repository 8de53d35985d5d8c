"""Single choice, multiple choice and judge: which choices were picked.

Choices with the same text are one choice: real banks print an option twice and name one of the two letters as
the key, and nobody can be asked to guess which.
"""

from __future__ import annotations

from studyapp.grading.checks import check_indexes
from studyapp.grading.policy import Partial, Policy, share_of
from studyapp.model import Choices, Picked, Question, Verdict

_RIGHT = Verdict(1.0)
_WRONG = Verdict(0.0)


def grade_picked(question: Question, answer: Choices, response: Picked, policy: Policy) -> Verdict:
    """Compare the picked choices with the right ones as sets of texts."""
    choices, picked = question.choices, response.choices
    check_indexes(picked, len(choices))
    if picked == answer.right:
        return _RIGHT
    given = {choices[index] for index in picked}
    right = {choices[index] for index in answer.right}
    if given == right:
        return _RIGHT
    if policy.multiple is Partial.SUBSET and given < right:
        return Verdict(share_of(len(given), len(right)))
    return _WRONG
