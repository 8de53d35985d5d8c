"""Order and match."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Policy, grade
from studyapp.model import Arranged, Kind, Paired, Pairs, Passed, Question, Steps, Verdict
from tests.strategies import questions, responses

PARTS = Policy(parts=True)
STEPS = Question(
    kind=Kind.ORDER,
    prompt="工伤认定的办理顺序",
    choices=("送达", "受理", "申请", "决定", "调查"),
    answer=Steps((2, 1, 4, 3, 0)),
)
COLUMNS = Question(
    kind=Kind.MATCH,
    prompt="险种与缴费人",
    choices=("养老", "工伤", "生育", "单位和个人", "单位", "单位"),
    answer=Pairs(((0, 3), (1, 4), (2, 5))),
)


@pytest.mark.parametrize(
    ("sequence", "parts", "share"),
    [
        ((2, 1, 4, 3, 0), "11111", 1.0),
        ((1, 4, 3, 0, 2), "00000", 0.75),  # one step, the first, put last
        ((1, 2, 4, 3, 0), "00111", 0.5),
        ((0, 3, 4, 1, 2), "00100", 0.0),
        ((2, 1, 4), "11100", 0.5),
        ((2,), "10000", 0.0),
        ((), "00000", 0.0),
    ],
)
def test_order(sequence: tuple[int, ...], parts: str, share: float) -> None:
    shown = tuple(part == "1" for part in parts)
    assert grade(STEPS, Arranged(sequence)) == Verdict(float(all(shown)), shown)
    assert grade(STEPS, Arranged(sequence), PARTS) == Verdict(share, shown)


def test_equal_steps_may_change_places() -> None:
    question = Question(kind=Kind.ORDER, prompt="序", choices=("盖章", "审核", "盖章"), answer=Steps((0, 1, 2)))
    assert grade(question, Arranged((2, 1, 0))).right


def test_all_the_right_neighbours_in_a_wrong_sequence_are_not_all_right() -> None:
    question = Question(kind=Kind.ORDER, prompt="序", choices=tuple("甲乙甲丙甲"), answer=Steps((0, 1, 2, 3, 4)))
    assert grade(question, Arranged((0, 3, 2, 1, 4)), PARTS).share == 0.75


@given(st.data())
def test_order_is_all_right_only_where_every_place_is(data: st.DataObject) -> None:
    question = data.draw(questions([Kind.ORDER]))
    verdict = grade(question, data.draw(responses(question)), PARTS)
    assert verdict.right is all(verdict.parts)


@pytest.mark.parametrize(
    ("pairs", "parts", "share"),
    [
        (((0, 3), (1, 4), (2, 5)), "111", 1.0),
        (((2, 4), (1, 5), (0, 3)), "111", 1.0),  # the right column has 单位 twice
        (((0, 3), (1, 4)), "110", 0.6667),
        (((0, 4), (1, 3), (2, 5)), "001", 0.3333),
        (((3, 0), (4, 1), (5, 2)), "000", 0.0),
        (tuple((left, right) for left in range(3) for right in (3, 4)), "111", 0.5),
        ((), "000", 0.0),
    ],
)
def test_match(pairs: tuple[tuple[int, int], ...], parts: str, share: float) -> None:
    shown = tuple(part == "1" for part in parts)
    assert grade(COLUMNS, Paired(pairs)) == Verdict(float(share == 1.0), shown)
    assert grade(COLUMNS, Paired(pairs), PARTS) == Verdict(share, shown)


@pytest.mark.parametrize("pairs", [((0, 6),), ((-1, 3),), ((0, 0),), ((0, 3), (0, 3))])
def test_pairs_outside_or_twice_are_a_mistake_of_the_program(pairs: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match=r"index|pair"):
        grade(COLUMNS, Paired(pairs))


@pytest.mark.parametrize("sequence", [(0, 0), (5,), (-1,)])
def test_steps_outside_or_twice_are_a_mistake_of_the_program(sequence: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="index"):
        grade(STEPS, Arranged(sequence))


@pytest.mark.parametrize(("question", "count"), [(STEPS, 5), (COLUMNS, 3)])
def test_passing_gets_every_part_wrong(question: Question, count: int) -> None:
    assert grade(question, Passed()) == Verdict(0.0, (False,) * count)
