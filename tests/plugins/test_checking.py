from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Blank,
    Blanks,
    Choices,
    Deck,
    Flaw,
    Item,
    KeyPoints,
    Kind,
    Message,
    Pairs,
    Question,
    Severity,
    Steps,
    Validity,
    Where,
)
from studyapp.plugins import misfit, unfit
from studyapp.plugins.checking import _checker
from studyapp.plugins.soundness import check_of
from studyapp.testing import every_kind
from tests.strategies import questions

DECK = every_kind()
FULL = len(DECK.items) - 1


def changed(index: int, **fields: Any) -> Deck:
    items = list(DECK.items)
    items[index] = replace(items[index], **fields)
    return replace(DECK, items=tuple(items))


def asked(**fields: Any) -> Deck:
    return changed(FULL, question=replace(DECK.items[FULL].question, **fields))


def flawed(why: Any, severity: Any = Severity.ERROR) -> Deck:
    return replace(DECK, flaws=(Flaw(Where("f"), severity, "code", why),))


class Text(str):
    __slots__ = ()


GARBAGE: dict[str, tuple[Any, str]] = {
    "no deck": ([], ""),
    "the class": (Deck, ""),
    "nothing": (None, ""),
    "a list of items": (replace(DECK, items=cast(Any, list(DECK.items))), "items"),
    "a dict as item": (replace(DECK, items=cast(Any, ({"prompt": "x"},))), "items[0]"),
    "a question as item": (replace(DECK, items=cast(Any, (DECK.items[0].question,))), "items[0]"),
    "no name": (replace(DECK, name=cast(Any, None)), "name"),
    "an instant as day": (replace(DECK, as_of=datetime(2021, 1, 1)), "as_of"),  # noqa: DTZ001
    "a word as kind": (asked(kind="single"), f"items[{FULL}].question.kind"),
    "a text as choices": (asked(choices="甲乙"), f"items[{FULL}].question.choices"),
    "a number as choice": (asked(choices=("甲", 2)), f"items[{FULL}].question.choices[1]"),
    "half a surrogate pair": (asked(prompt="题\ud800"), f"items[{FULL}].question.prompt"),
    "bytes as prompt": (asked(prompt=b"x"), f"items[{FULL}].question.prompt"),
    "a list as answer": (asked(answer=[0]), f"items[{FULL}].question.answer"),
    "a list in an answer": (asked(answer=Choices(cast(Any, [0]))), f"items[{FULL}].question.answer.right"),
    "a truth as index": (asked(answer=Choices((True,))), f"items[{FULL}].question.answer.right[0]"),
    "a text in a blank": (asked(answer=Blanks((cast(Any, "x"),))), f"items[{FULL}].question.answer.blanks[0]"),
    "three in a pair": (asked(answer=Pairs((cast(Any, (0, 1, 2)),))), f"items[{FULL}].question.answer.pairs[0]"),
    "no number": (asked(difficulty=float("nan")), f"items[{FULL}].question.difficulty"),
    "no end": (asked(difficulty=float("inf")), f"items[{FULL}].question.difficulty"),
    "no validity": (asked(validity=None), f"items[{FULL}].question.validity"),
    "a path as source": (changed(0, source="f:1"), "items[0].source"),
    "a wrong position": (changed(3, position=7), "items[3].position"),
    "a case behind the end": (changed(0, case=99), "items[0].case"),
    "a case before the start": (changed(0, case=-1), "items[0].case"),
    "a case that is none": (changed(1, case=0), "items[1].case"),
    "a text as flaw": (replace(DECK, flaws=cast(Any, ("bad line",))), "flaws[0]"),
    "a text as message": (flawed("bad line"), "flaws[0].why"),
    "a word as severity": (flawed(Message("x"), severity="error"), "flaws[0].severity"),
    "a message that lacks an argument": (flawed(Message("第 {line} 行")), "flaws[0].why.text"),
    "a message with half a brace": (flawed(Message("{")), "flaws[0].why.text"),
    "a message with a strange argument": (
        flawed(Message("{x}", {"x": cast(Any, object())})),
        "flaws[0].why.arguments['x']",
    ),
}


@pytest.mark.parametrize("sort", GARBAGE)
def test_garbage_is_found_at_its_place(sort: str) -> None:
    deck, place = GARBAGE[sort]
    found = misfit(deck)
    assert found is not None
    assert found.place == place


def test_what_is_as_declared_passes() -> None:
    assert misfit(DECK) is None
    assert misfit(replace(DECK, as_of=date(2021, 1, 1))) is None
    assert misfit(asked(difficulty=1)) is None
    assert misfit(asked(prompt=Text("x"))) is None
    assert misfit(flawed(Message("第 {line} 行", {"line": 3}))) is None
    assert misfit(Deck("", ())) is None


@given(st.lists(questions(), max_size=4))
def test_every_question_fits(asked: list[Question]) -> None:
    items = tuple(Item(question, index, Where("f")) for index, question in enumerate(asked))
    assert misfit(Deck("", items)) is None
    assert [unfit(question) for question in asked] == [None] * len(asked)


ANYTHING: list[Any] = [
    None, 0, True, 2.5, float("nan"), "", "x", "题\ud800", Text("x"), b"x", [], (), ("甲",), ("甲", 2),
    ("甲", "\udfff"), {}, Kind.CARD, Choices((0,)), Choices((True,)), Choices(cast(Any, [0])), Back(cast(Any, 1)),
    Blanks((Blank(("x",)),)),
    Blanks(cast(Any, ("x",))), Pairs(((0, 1),)), Pairs(cast(Any, ((0, 1, 2),))), Validity(), Validity(date(2021, 1, 1)),
    Validity(datetime(2021, 1, 1)), Validity(superseded_by=cast(Any, 3)), Where("f"), Where("f", cast(Any, "3")),  # noqa: DTZ001
]  # fmt: skip
FIELDS = [one.name for kind in (Question, Item) for one in fields(kind)]


@given(st.lists(questions(), min_size=1, max_size=3), st.integers(1, 1200), st.data())
def test_columns_are_sound_only_where_each_value_is(asked: list[Question], size: int, data: st.DataObject) -> None:
    items = [Item(asked[index % len(asked)], index, Where("f")) for index in range(size)]
    assert check_of(Deck)([Deck("", tuple(items))])
    name, value = data.draw(st.sampled_from(FIELDS)), data.draw(st.sampled_from(ANYTHING))
    for place in data.draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=2)):
        item = items[place]
        within: Any = item if name in Item.__dataclass_fields__ else item.question
        other = replace(within, **{name: value})
        items[place] = other if within is item else replace(item, question=other)
    deck = Deck("", tuple(items))
    assert _checker(Deck)(deck) is None or not check_of(Deck)([deck])


UNFIT: dict[str, Callable[[], Question]] = {
    "no prompt": lambda: ask(Kind.SINGLE, Choices((0,)), prompt="　"),
    "no answer": lambda: ask(Kind.SINGLE, None),
    "another kind's answer": lambda: ask(Kind.SINGLE, Back("x")),
    "a case with an answer": lambda: ask(Kind.CASE, Choices((0,))),
    "nothing right": lambda: ask(Kind.MULTIPLE, Choices(())),
    "two right of a single": lambda: ask(Kind.SINGLE, Choices((0, 1))),
    "a choice that is not there": lambda: ask(Kind.SINGLE, Choices((2,))),
    "a choice before the first": lambda: ask(Kind.SINGLE, Choices((-1,))),
    "falling indexes": lambda: ask(Kind.MULTIPLE, Choices((1, 0))),
    "an index twice": lambda: ask(Kind.MULTIPLE, Choices((1, 1))),
    "a judge with other choices": lambda: ask(Kind.JUDGE, Choices((0,))),
    "a step left out": lambda: ask(Kind.ORDER, Steps((0,))),
    "a step twice": lambda: ask(Kind.ORDER, Steps((0, 0))),
    "no pair": lambda: ask(Kind.MATCH, Pairs(())),
    "a pair with nothing": lambda: ask(Kind.MATCH, Pairs(((0, 2),))),
    "no blank": lambda: ask(Kind.BLANK, Blanks(())),
    "a blank without answer": lambda: ask(Kind.BLANK, Blanks((Blank(()),))),
    "a blank filled with nothing": lambda: ask(Kind.BLANK, Blanks((Blank(("",)),))),
    "no key point": lambda: ask(Kind.SHORT, KeyPoints(())),
    "an empty back": lambda: ask(Kind.CARD, Back("")),
}


def ask(kind: Kind, answer: Answer | None, prompt: str = "题") -> Question:
    return Question(kind=kind, prompt=prompt, choices=("甲", "乙"), answer=answer)


@pytest.mark.parametrize("sort", UNFIT)
def test_what_cannot_be_asked_or_graded_is_told(sort: str) -> None:
    why = unfit(UNFIT[sort]())
    assert why is not None
    assert why.text.format_map(why.arguments)


def test_a_judge_has_its_two_choices() -> None:
    assert unfit(replace(ask(Kind.JUDGE, Choices((0,))), choices=JUDGE_CHOICES)) is None
