"""What to ask today, and in which order."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby, pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studyapp.queue import Due, New, order_due, order_new

cases = st.none() | st.integers(1, 3)
known = st.lists(
    st.builds(
        Due,
        st.integers(1, 1_000),
        st.sampled_from([0.1, 0.5, 0.5, 0.9]),
        st.binary(min_size=2, max_size=2),
        cases,
    ),
    unique_by=(lambda one: one.item, lambda one: one.question),
    max_size=12,
)
fresh = st.lists(
    st.builds(New, st.integers(1, 1_000), st.sampled_from(["甲", "乙", "丙"]), cases),
    unique_by=lambda one: one.item,
    max_size=12,
)


def test_what_is_least_remembered_comes_first() -> None:
    due = [Due(1, 0.9, b"a"), Due(2, 0.3, b"b"), Due(3, 0.6, b"c")]
    assert order_due(due, 10) == [2, 3, 1]
    assert order_due(due, 2) == [2, 3]
    assert order_due(due, 0) == []


def test_ties_are_broken_by_the_question_s_id() -> None:
    """Not by the row, which differs from computer to computer."""
    due = [Due(1, 0.5, b"c"), Due(2, 0.5, b"a"), Due(3, 0.5, b"b")]
    assert order_due(due, 10) == [2, 3, 1]


def test_sub_questions_of_a_case_come_together_in_the_order_of_the_deck() -> None:
    """A corrected sub-question has a younger row than those after it."""
    due = [Due(9, 0.8, b"a", case=1), Due(3, 0.2, b"b"), Due(5, 0.1, b"c", case=1), Due(6, 0.9, b"d", case=1)]
    assert order_due(due, 10) == [9, 5, 6, 3]
    new = [New(9, "甲", case=1), New(3, "甲"), New(5, "甲", case=1), New(6, "甲", case=1)]
    assert order_new(new, 10) == [9, 5, 6, 3]


def test_a_limit_never_tears_a_case_apart() -> None:
    due = [Due(1, 0.1, b"a"), Due(2, 0.2, b"b", case=1), Due(3, 0.3, b"c", case=1), Due(4, 0.4, b"d")]
    assert [order_due(due, limit) for limit in range(5)] == [[], [1], [1, 2, 3], [1, 2, 3], [1, 2, 3, 4]]


def test_subjects_take_turns() -> None:
    new = [New(1, "甲"), New(2, "甲"), New(3, "甲"), New(4, "乙"), New(5, "丙"), New(6, "乙")]
    assert order_new(new, 10) == [1, 4, 5, 2, 6, 3]
    assert order_new(new, 4) == [1, 4, 5, 2]


def test_a_case_is_one_turn_of_its_subject() -> None:
    new = [New(1, "甲", case=7), New(2, "甲", case=7), New(3, "乙"), New(4, "甲"), New(5, "乙")]
    assert order_new(new, 10) == [1, 2, 3, 4, 5]


@given(known, st.integers(0, 14))
def test_a_limit_takes_from_the_front(due: list[Due], limit: int) -> None:
    everything, order = order_due(due, 1_000), order_due(due, limit)
    assert sorted(everything) == sorted(one.item for one in due)
    assert everything[: len(order)] == order
    assert len(order) >= min(limit, len(due))


@given(known, st.randoms(use_true_random=False))
def test_the_order_in_which_questions_are_given_does_not_matter(due: list[Due], chance: Random) -> None:
    loose = [one for one in due if one.case is None]
    expected = [one.item for one in sorted(loose, key=lambda one: (one.retrievability, one.question))]
    chance.shuffle(loose)
    assert order_due(loose, 1_000) == expected


@given(known)
def test_a_case_stands_whole_where_its_least_remembered_does(due: list[Due]) -> None:
    order = order_due(due, 1_000)
    ranks = []
    for case, group in groupby(order, {one.item: one.case for one in due}.__getitem__):
        items = list(group)
        if case is not None:
            assert items == [one.item for one in due if one.case == case]
            ranks.append(min((one.retrievability, one.question) for one in due if one.case == case))
        else:
            ranks += [(one.retrievability, one.question) for item in items for one in due if one.item == item]
    assert ranks == sorted(ranks)


@given(fresh, st.integers(0, 14))
def test_new_questions(new: list[New], limit: int) -> None:
    order = order_new(new, limit)
    subject_of = {one.item: one.subject for one in new}
    assert sorted(order_new(new, 1_000)) == sorted(subject_of)
    assert order_new(new, 1_000)[: len(order)] == order
    assert limit <= len(order) or len(order) == len(new)
    lanes = defaultdict(list)
    for one in new:
        if one.case is None:
            lanes[one.subject].append(one.item)
    for lane in lanes.values():
        assert [item for item in order_new(new, 1_000) if item in lane] == lane
    loose = [one for one in new if one.case is None]
    subjects = [subject_of[item] for item in order_new(loose, 1_000)]
    rounds = [subjects[:1]]
    for subject in subjects[1:]:
        if subject in rounds[-1]:
            rounds.append([])
        rounds[-1].append(subject)
    for earlier, later in pairwise(rounds):
        assert [subject for subject in earlier if subject in later] == later
