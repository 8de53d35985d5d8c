"""What holds for every kind; short answers and cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import STRICT, Partial, Policy, grade, ideal
from studyapp.model import Back, KeyPoints, Kind, Passed, Picked, Question, Recalled, Ticked, Verdict
from tests.strategies import GRADED, questions, responses

POLICIES = st.builds(Policy, st.sampled_from(Partial), st.booleans(), st.floats(0.01, 1))
ESSAY = Question(kind=Kind.SHORT, prompt="简述", answer=KeyPoints(("合法", "公平", "平等自愿", "协商一致", "诚实信用")))
CARD = Question(kind=Kind.CARD, prompt="12333", answer=Back("人社服务热线"))


@given(questions(GRADED), POLICIES)
def test_a_question_is_right_on_its_own_key(question: Question, policy: Policy) -> None:
    verdict = grade(question, ideal(question), policy)
    assert verdict.share == 1.0
    assert all(verdict.parts)


@given(st.data(), POLICIES)
def test_a_share_is_a_share(data: st.DataObject, policy: Policy) -> None:
    question = data.draw(questions(GRADED))
    verdict = grade(question, data.draw(responses(question)), policy)
    assert 0 <= verdict.share <= 1
    assert verdict.share == round(verdict.share, 4)


@given(st.data(), POLICIES)
def test_a_milder_policy_never_takes_marks_away(data: st.DataObject, policy: Policy) -> None:
    question = data.draw(questions(GRADED))
    response = data.draw(responses(question))
    strict = Policy(short_pass=1.0)
    assert grade(question, response, policy).share >= grade(question, response, strict).share


@given(questions(GRADED))
def test_passing_is_worth_nothing_and_has_as_many_parts(question: Question) -> None:
    passed = grade(question, Passed())
    assert passed.share == 0
    assert passed.parts == (False,) * len(grade(question, ideal(question)).parts)


@pytest.mark.parametrize(
    ("ticked", "drill", "paper"),
    [((0, 1, 2, 3, 4), 1.0, 1.0), ((0, 2, 4), 1.0, 0.6), ((4, 0), 0.4, 0.4), ((), 0.0, 0.0)],
)
def test_enough_key_points_are_a_right_answer(ticked: tuple[int, ...], drill: float, paper: float) -> None:
    parts = tuple(point in ticked for point in range(5))
    assert grade(ESSAY, Ticked(ticked), STRICT) == Verdict(drill, parts)
    assert grade(ESSAY, Ticked(ticked), Policy(short_pass=1)) == Verdict(paper, parts)


@pytest.mark.parametrize("ticked", [(5,), (-1,), (0, 0)])
def test_points_outside_or_twice_are_a_mistake_of_the_program(ticked: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="index"):
        grade(ESSAY, Ticked(ticked))


@pytest.mark.parametrize("share", [0, -0.5, 1.01])
def test_the_share_that_passes_is_a_share(share: float) -> None:
    with pytest.raises(ValueError, match="short_pass"):
        Policy(short_pass=share)


@pytest.mark.parametrize(("rating", "share"), [(1, 0.0), (2, 1.0), (3, 1.0), (4, 1.0)])
def test_a_card_is_right_unless_forgotten(rating: int, share: float) -> None:
    assert grade(CARD, Recalled(rating)) == Verdict(share)


@pytest.mark.parametrize("rating", [0, 5])
def test_a_rating_is_one_to_four(rating: int) -> None:
    with pytest.raises(ValueError, match="rating"):
        grade(CARD, Recalled(rating))


def test_two_of_three_parts_rounds_to_four_decimals_and_nearly_all_is_not_all() -> None:
    points = tuple(map(str, range(30_000)))
    question = Question(kind=Kind.SHORT, prompt="简述", answer=KeyPoints(points))
    strict = Policy(short_pass=1)
    assert grade(question, Ticked(tuple(range(20_000))), strict).share == 0.6667
    assert grade(question, Ticked(tuple(range(29_999))), strict).share == 0.9999


def test_a_question_without_a_key_has_no_ideal_response() -> None:
    with pytest.raises(ValueError, match="case"):
        ideal(Question(kind=Kind.CASE, prompt="材料"))


def test_a_question_without_a_key_cannot_be_graded() -> None:
    with pytest.raises(ValueError, match="keyed by nothing"):
        grade(Question(kind=Kind.SINGLE, prompt="题", choices=("甲", "乙")), Picked((0,)))
