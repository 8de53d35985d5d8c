"""Order and match: what stands next to what. Texts are compared, so equal ones may change places."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from studyapp.grading.checks import check_indexes
from studyapp.grading.policy import Policy, share_of
from studyapp.model import Arranged, Paired, Pairs, Question, Steps, Verdict


def grade_arranged(question: Question, answer: Steps, response: Arranged, policy: Policy) -> Verdict:
    """Compare a sequence with the right one; the parts are its positions, missing ones are wrong.

    Partial marks go by neighbours: of the steps that follow each other in the key, how many do so in the
    response. One step put in the wrong place then costs two or three neighbours, not all positions after it,
    and a guess earns next to nothing.
    """
    choices = question.choices
    check_indexes(response.sequence, len(choices))
    given = [choices[index] for index in response.sequence]
    right = [choices[index] for index in answer.sequence]
    parts = tuple(place < len(given) and given[place] == step for place, step in enumerate(right))
    if all(parts):
        return Verdict(1.0, parts)
    if not policy.parts or len(right) < 2:
        return Verdict(0.0, parts)
    neighbours = Counter(pairwise(right)) & Counter(pairwise(given))
    # Where a text occurs twice, a wrong sequence can have all the neighbours of the right one.
    kept = min(neighbours.total(), len(right) - 2)
    return Verdict(share_of(kept, len(right) - 1), parts)


def grade_paired(question: Question, answer: Pairs, response: Paired, policy: Policy) -> Verdict:
    """Compare the pairs made with the right ones as sets; the parts are the key's pairs.

    Partial marks are the right pairs by the pairs made, or by the key's where those are more: pairing everything
    with everything is not worth more than a guess.
    """
    choices = question.choices
    if len(set(response.pairs)) != len(response.pairs):
        raise ValueError(f"a pair occurs twice in {response.pairs}")
    for pair in response.pairs:
        check_indexes(pair, len(choices))
    given = {(choices[left], choices[right]) for left, right in response.pairs}
    key = [(choices[left], choices[right]) for left, right in answer.pairs]
    parts = tuple(pair in given for pair in key)
    if given == set(key):
        return Verdict(1.0, parts)
    if not policy.parts:
        return Verdict(0.0, parts)
    return Verdict(share_of(len(given & set(key)), max(len(set(key)), len(given))), parts)
