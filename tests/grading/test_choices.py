"""Single, multiple and judge."""

from __future__ import annotations

import pytest

from studyapp.grading import Partial, Policy, grade
from studyapp.model import JUDGE_CHOICES, Choices, Kind, Passed, Picked, Question, Typed, Verdict

SUBSET = Policy(multiple=Partial.SUBSET)


def asked(kind: Kind, right: tuple[int, ...], choices: tuple[str, ...] = ("甲", "乙", "丙", "丁")) -> Question:
    return Question(kind=kind, prompt="下列说法正确的是（ ）。", choices=choices, answer=Choices(right))


@pytest.mark.parametrize(
    ("picked", "share"),
    [((1,), 1.0), ((0,), 0.0), ((), 0.0), ((0, 1), 0.0), ((1, 0), 0.0)],
)
def test_single(picked: tuple[int, ...], share: float) -> None:
    question = asked(Kind.SINGLE, (1,))
    assert grade(question, Picked(picked)) == Verdict(share)
    assert grade(question, Picked(picked), SUBSET) == Verdict(share)


@pytest.mark.parametrize(("picked", "share"), [((0,), 1.0), ((1,), 0.0), ((), 0.0)])
def test_judge(picked: tuple[int, ...], share: float) -> None:
    assert grade(asked(Kind.JUDGE, (0,), JUDGE_CHOICES), Picked(picked)).share == share


@pytest.mark.parametrize(
    ("picked", "strict", "subset"),
    [
        ((0, 1, 3), 1.0, 1.0),
        ((3, 0, 1), 1.0, 1.0),
        ((0, 1), 0.0, 0.6667),
        ((0,), 0.0, 0.3333),
        ((0, 1, 2), 0.0, 0.0),
        ((0, 1, 2, 3), 0.0, 0.0),
        ((2,), 0.0, 0.0),
        ((), 0.0, 0.0),
    ],
)
def test_multiple(picked: tuple[int, ...], strict: float, subset: float) -> None:
    question = asked(Kind.MULTIPLE, (0, 1, 3))
    assert grade(question, Picked(picked)) == Verdict(strict)
    assert grade(question, Picked(picked), SUBSET) == Verdict(subset)


@pytest.mark.parametrize(
    ("kind", "right", "picked", "share"),
    [
        (Kind.SINGLE, (2,), (3,), 1.0),
        (Kind.SINGLE, (2,), (2, 3), 1.0),
        (Kind.SINGLE, (2,), (0,), 0.0),
        (Kind.MULTIPLE, (0, 2), (0, 3), 1.0),
        (Kind.MULTIPLE, (0, 2, 3), (0, 2), 1.0),
        (Kind.MULTIPLE, (0, 2), (1, 3), 0.0),
    ],
)
def test_choices_with_the_same_text_are_one_choice(
    kind: Kind, right: tuple[int, ...], picked: tuple[int, ...], share: float
) -> None:
    question = asked(kind, right, ("三日", "五日", "十日", "十日"))
    assert grade(question, Picked(picked)).share == share


@pytest.mark.parametrize("picked", [(4,), (-1,), (0, 4), (1, 1)])
def test_an_index_outside_or_twice_is_a_mistake_of_the_program(picked: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="index"):
        grade(asked(Kind.MULTIPLE, (0, 1)), Picked(picked))


def test_a_response_of_another_kind_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="Typed is no response to a single question"):
        grade(asked(Kind.SINGLE, (0,)), Typed(("甲",)))


@pytest.mark.parametrize("response", [Passed(), Picked(())])
def test_a_case_asks_nothing(response: Passed | Picked) -> None:
    with pytest.raises(ValueError, match="case"):
        grade(Question(kind=Kind.CASE, prompt="张某于2020年入职。"), response)
