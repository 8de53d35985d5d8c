"""Choices that are doubled, empty, or have swallowed the next one's letter."""

from __future__ import annotations

import pytest
from hypothesis import given

from studyapp.lint import ChoiceFault, ChoiceFlaw, choice_flaws
from studyapp.model import JUDGE_CHOICES, Choices, Kind, Question
from tests.strategies import questions


def asked(*choices: str, kind: Kind = Kind.SINGLE) -> Question:
    return Question(kind=kind, prompt="养老金从何时起发放？", choices=choices, answer=Choices((0,)))


@pytest.mark.parametrize(
    ("first", "second"), [("次月", "次月"), ("次月", "次 月"), ("次月。", "次月"), ("１日（含）", "1日(含)")]
)
def test_choices_that_nobody_can_tell_apart(first: str, second: str) -> None:
    assert choice_flaws(asked(first, "当月", second)) == (ChoiceFlaw(ChoiceFault.TWICE, 2, 0),)


def test_each_choice_is_named_with_the_first_of_its_text() -> None:
    found = choice_flaws(asked("甲", "乙", "甲", "乙", "甲"))
    assert [(one.index, one.other) for one in found] == [(2, 0), (3, 1), (4, 0)]


@pytest.mark.parametrize(("first", "second"), [("≥3", ">3"), ("1.5倍", "15倍"), ("“", "”"), ("a", "A"), ("。", "；")])
def test_choices_that_differ_in_a_sign_are_two(first: str, second: str) -> None:
    assert choice_flaws(asked(first, second)) == ()


def test_an_empty_choice() -> None:
    assert choice_flaws(asked("次月", "\u3000", "当月")) == (ChoiceFlaw(ChoiceFault.EMPTY, 1, 1),)


@pytest.mark.parametrize("text", ["次月B.", "次月；B", "次月 B、", "次月。Ｂ．"])
def test_the_letter_of_the_next_choice_at_the_end(text: str) -> None:
    assert choice_flaws(asked(text, "当月", "下季")) == (ChoiceFlaw(ChoiceFault.GLUED, 0, 0),)
    assert choice_flaws(asked("当月", text, "下季")) == ()


@pytest.mark.parametrize("text", ["维生素B", "B", "表B", "附件 B", "甲、B", "(B)", "A,B", "A；B"])
def test_a_letter_that_belongs_to_the_text(text: str) -> None:
    assert choice_flaws(asked(text, "当月")) == ()


def test_only_choices_to_pick_from_are_looked_at() -> None:
    assert choice_flaws(asked("登记", "登记", kind=Kind.ORDER)) == ()
    judge = Question(kind=Kind.JUDGE, prompt="次月发放。", choices=JUDGE_CHOICES, answer=Choices((0,)))
    assert choice_flaws(judge) == ()


@given(questions())
def test_every_flaw_names_a_choice(question: Question) -> None:
    for one in choice_flaws(question):
        assert 0 <= one.other <= one.index < len(question.choices)
        assert (one.other < one.index) is (one.fault is ChoiceFault.TWICE)
