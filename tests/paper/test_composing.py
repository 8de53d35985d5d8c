"""Papers: the same everywhere, no question twice, as near to the blueprint as the bank allows."""

from __future__ import annotations

import itertools
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import Kind
from studyapp.model.activity import Blueprint, Part, SubjectShare
from studyapp.paper import EXAMINED, Candidate, Lack, compose
from tests.paper.banks import SHARES, banks, blueprints, candidate


def facts(one: Candidate) -> tuple[bytes, bytes]:
    return one.question, one.key


@given(banks(), blueprints(), st.text("0123456789abcdef", min_size=1, max_size=16), st.randoms())
def test_the_same_bank_and_seed_give_the_same_paper_whatever_the_rows_are(
    bank: list[Candidate], blueprint: Blueprint, seed: str, chance: Random
) -> None:
    other = [one._replace(item=chance.randrange(10_000)) for one in bank]
    chance.shuffle(other)
    here, there = compose(blueprint, bank, seed, SHARES), compose(blueprint, other, seed, SHARES)
    assert [(facts(one.candidate), one.marks) for one in here.chosen] == [
        (facts(one.candidate), one.marks) for one in there.chosen
    ]
    assert here.lacks == there.lacks


@given(banks(), blueprints(), st.integers())
def test_no_question_comes_twice_and_the_paper_is_as_long_as_it_can_be(
    bank: list[Candidate], blueprint: Blueprint, seed: int
) -> None:
    paper = compose(blueprint, bank, str(seed), SHARES)
    ids = [one.candidate.question for one in paper.chosen]
    assert len(set(ids)) == len(ids)
    fit = {one.question for one in bank if one.kind in EXAMINED}
    assert len(ids) == min(blueprint.count, len(fit))
    assert all(one.candidate.kind in EXAMINED for one in paper.chosen)


@given(banks(), blueprints(), st.integers())
def test_marks_are_those_of_the_parts(bank: list[Candidate], blueprint: Blueprint, seed: int) -> None:
    paper = compose(blueprint, bank, str(seed))
    short = {one.kind for one in paper.lacks if one.found + one.filled < one.wanted}
    if not short:
        assert paper.total == blueprint.total
        assert [one.marks for one in paper.chosen] == [
            part.marks for part in blueprint.parts for _ in range(part.count)
        ]
    assert all(one.found < one.wanted for one in paper.lacks)


def test_what_is_lacking_is_filled_from_other_kinds_and_said() -> None:
    bank = [candidate(number) for number in range(20)] + [candidate(90, Kind.JUDGE)]
    paper = compose(Blueprint((Part(Kind.JUDGE, 3, 2.0), Part(Kind.SINGLE, 4)), 30), bank, "s")
    assert paper.lacks == (Lack(Kind.JUDGE, 3, 1, 2),)
    assert Counter(one.candidate.kind for one in paper.chosen) == {Kind.JUDGE: 1, Kind.SINGLE: 6}
    assert paper.total == 10


def test_a_bank_that_is_too_small_gives_a_smaller_paper() -> None:
    paper = compose(Blueprint((Part(Kind.SINGLE, 5),), 30), [candidate(1), candidate(2)], "s")
    assert len(paper.chosen) == 2
    assert paper.lacks == (Lack(Kind.SINGLE, 5, 2, 0),)


def test_questions_that_the_learner_marks_himself_are_in_no_paper() -> None:
    bank = [candidate(number, kind) for number, kind in enumerate((Kind.SHORT, Kind.CARD, Kind.CASE))]
    assert compose(Blueprint((Part(Kind.SHORT, 2),), 30), bank, "s").chosen == ()


def test_subjects_come_by_their_weights_and_under_their_other_names() -> None:
    subjects = ["社会保险", "社保", "劳动关系", "就业创业"]
    bank = [
        candidate(number, (Kind.SINGLE, Kind.JUDGE)[number % 2], subjects[number // 2 % 4]) for number in range(200)
    ]
    blueprint = Blueprint((Part(Kind.SINGLE, 8), Part(Kind.JUDGE, 4)), 30, weighted=True)
    count = Counter(one.candidate.subject for one in compose(blueprint, bank, "s", SHARES).chosen)
    assert count["社会保险"] + count["社保"] == 8
    assert count["劳动关系"] == 4


def test_where_a_subject_runs_out_others_of_the_kind_come() -> None:
    bank = [candidate(number, Kind.SINGLE, "劳动关系" if number < 2 else "其他") for number in range(10)]
    blueprint = Blueprint((Part(Kind.SINGLE, 5),), 30, weighted=True)
    paper = compose(blueprint, bank, "s", (SubjectShare("劳动关系"),))
    assert paper.lacks == ()
    assert Counter(one.candidate.subject for one in paper.chosen) == {"劳动关系": 2, "其他": 3}


def test_questions_on_one_case_follow_each_other() -> None:
    bank = [candidate(number, case=bytes([number % 3]) * 16) for number in range(12)]
    cases = [one.candidate.case for one in compose(Blueprint((Part(Kind.CASE, 12),), 30), bank, "s").chosen]
    assert sum(a != b for a, b in itertools.pairwise(cases)) == 2


def test_another_seed_gives_another_paper() -> None:
    bank = [candidate(number) for number in range(100)]
    papers = {compose(Blueprint((Part(Kind.SINGLE, 10),), 30), bank, str(seed)).chosen for seed in range(20)}
    assert len(papers) == 20
