"""Nouns that share what ``dataclass`` would write for each behave as if it had."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields, make_dataclass

import pytest

from studyapp.model import Choices, Item, Kind, Media, Message, Picked, Question, Steps, Where
from studyapp.model.value import Value

QUESTION = Question(kind=Kind.SINGLE, prompt="期限是（　　）。", choices=("十日", "五日"), answer=Choices((1,)))
VALUES = (
    QUESTION, Choices((0,)), Picked((0,)), Media("图.png", "ab"), Where("题.md", 3), Item(QUESTION, 0, Where("题.md")),
    Message("第 {line} 行", {"line": 3}),
)  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=lambda one: type(one).__name__)
def test_a_value_is_shown_and_compared_as_a_dataclass_is(value: Value) -> None:
    told = {one.name: getattr(value, one.name) for one in fields(value)}  # type: ignore[arg-type]
    usual = make_dataclass(type(value).__qualname__, list(told), frozen=True)
    assert repr(value) == repr(usual(**told))
    assert value == type(value)(**told) == pickle.loads(pickle.dumps(value))
    assert value not in (usual(**told), tuple(told.values()), None)
    if not isinstance(value, Message):
        assert hash(value) == hash(usual(**told)) == hash(type(value)(**told))
    with pytest.raises((FrozenInstanceError, TypeError)):
        setattr(value, next(iter(told)), None)


def test_values_of_other_classes_or_fields_are_others() -> None:
    assert Choices((0,)) != Picked((0,))
    assert Choices((0,)) != Steps((0,))
    assert Choices((0,)) != Choices((1,))
    assert Where("题.md", 3) != Where("题.md", 4)
