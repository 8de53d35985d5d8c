"""What the journal keeps, read back against the same question in other clothes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Policy, Unrecallable, grade, ideal, recall, record
from studyapp.model import (
    Answer,
    Arranged,
    Back,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Paired,
    Pairs,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Steps,
    Ticked,
    Typed,
)
from tests.strategies import GRADED, questions, responses

LENIENT = Policy(parts=True, short_pass=1)
SINGLE = Question(kind=Kind.SINGLE, prompt="题", choices=("甲", "乙", "丙", "丙"), answer=Choices((2,)))
MATCH = Question(kind=Kind.MATCH, prompt="题", choices=("甲", "甲", "乙", "丙"), answer=Pairs(((0, 2), (1, 3))))
ORDER = Question(kind=Kind.ORDER, prompt="题", choices=("甲", "乙", "甲"), answer=Steps((0, 1, 2)))
SHORT = Question(kind=Kind.SHORT, prompt="题", answer=KeyPoints(("甲", "乙")))
BLANK = Question(kind=Kind.BLANK, prompt="题", answer=Blanks((Blank(("甲",)),)))
CARD = Question(kind=Kind.CARD, prompt="题", answer=Back("背"))


def name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("question", "response", "recorded"),
    [
        (SINGLE, Picked((0,)), [name("甲")]),
        (SINGLE, Picked((1, 0)), sorted([name("甲"), name("乙")])),
        (SINGLE, Picked((3,)), [name("丙")]),
        (SINGLE, Picked((2, 3)), [name("丙")]),
        (ORDER, Arranged((1, 2, 0)), [name("乙"), name("甲"), name("甲")]),
        (MATCH, Paired(((1, 2),)), [[name("甲"), name("乙")]]),
        (MATCH, Paired(((0, 2), (1, 2))), [[name("甲"), name("乙")]]),
        (SHORT, Ticked((1,)), [name("乙")]),
        (BLANK, Typed((" ２日",)), [" ２日"]),
        (CARD, Recalled(2), 2),
        (CARD, Passed(), None),
    ],
)
def test_texts_are_kept_and_positions_are_not(question: Question, response: Response, recorded: object) -> None:
    assert record(question, response) == recorded


@given(st.data())
def test_what_was_recorded_is_graded_alike(data: st.DataObject) -> None:
    question = data.draw(questions(GRADED))
    response = data.draw(responses(question))
    recorded = json.loads(json.dumps(record(question, response)))
    recalled = recall(question, recorded)
    before, after = grade(question, response, LENIENT), grade(question, recalled, LENIENT)
    assert after.share == before.share
    assert sorted(after.parts) == sorted(before.parts)  # of two equal key points the first is recalled
    assert record(question, recalled) == recorded


@given(st.data())
def test_the_order_of_the_choices_does_not_matter(data: st.DataObject) -> None:
    question = data.draw(questions([Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER, Kind.MATCH]))
    response = data.draw(responses(question))
    moved = shuffled(question, data.draw(st.permutations(range(len(question.choices)))))
    recalled = recall(moved, record(question, response))
    assert grade(moved, recalled, LENIENT).share == grade(question, response, LENIENT).share
    assert grade(moved, recall(moved, record(question, ideal(question)))).right


def shuffled(question: Question, places: Sequence[int]) -> Question:
    """Put the choice that stands at ``places[i]`` at ``i``, and say so in the answer."""
    now = {old: new for new, old in enumerate(places)}
    answer: Answer
    match question.answer:
        case Choices(right):
            answer = Choices(tuple(sorted(now[index] for index in right)))
        case Steps(sequence):
            answer = Steps(tuple(now[index] for index in sequence))
        case Pairs(pairs):
            answer = Pairs(tuple((now[left], now[right]) for left, right in pairs))
        case other:
            raise AssertionError(other)
    return replace(question, choices=tuple(question.choices[index] for index in places), answer=answer)


@pytest.mark.parametrize("tidied", [("Ａ类", "乙 类"), ("A类。", "乙类"), ("A　类", "乙类．")])
def test_a_tidier_deck_reads_older_answers(tidied: tuple[str, ...]) -> None:
    question = Question(kind=Kind.SINGLE, prompt="题", choices=("A类", "乙类"), answer=Choices((1,)))
    tidy = replace(question, choices=tidied)
    for picked in (Picked((0,)), Picked((1,))):
        assert recall(tidy, record(question, picked)) == picked


def test_of_equal_choices_the_first_is_recalled() -> None:
    assert recall(SINGLE, record(SINGLE, Picked((3,)))) == Picked((2,))


def test_choices_that_differ_in_width_alone_are_told_apart() -> None:
    question = Question(kind=Kind.SINGLE, prompt="哪个是全角", choices=("A", "Ａ", "乙"), answer=Choices((1,)))
    for picked in (Picked((0,)), Picked((1,)), Picked((2,))):
        assert recall(question, record(question, picked)) == picked


@pytest.mark.parametrize(
    ("question", "recorded"),
    [
        (SINGLE, [name("丁")]),
        (SINGLE, [name("甲"), name("甲")]),
        (SINGLE, "甲"),
        (SINGLE, [0]),
        (SINGLE, {"0": name("甲")}),
        (ORDER, [name("乙"), name("乙")]),
        (MATCH, [name("甲"), name("乙")]),
        (MATCH, [[name("甲")]]),
        (MATCH, [[name("甲"), name("乙")], [name("甲"), name("乙")]]),
        (MATCH, [[name("甲"), name("丁")]]),
        (MATCH, 3),
        (SHORT, [name("丙")]),
        (BLANK, ["甲", "乙"]),
        (BLANK, [1]),
        (CARD, 5),
        (CARD, True),
        (CARD, "3"),
        (Question(kind=Kind.CASE, prompt="材料"), [name("甲")]),
    ],
)
def test_what_the_question_does_not_hold_cannot_be_recalled(question: Question, recorded: object) -> None:
    with pytest.raises(Unrecallable):
        recall(question, recorded)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from([name("甲"), name("乙")]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=6,
)


@given(st.sampled_from([SINGLE, MATCH, ORDER, SHORT, BLANK, CARD]), JSON)
def test_any_record_is_either_gradable_or_unrecallable(question: Question, recorded: object) -> None:
    try:
        response = recall(question, recorded)
    except Unrecallable:
        return
    assert 0 <= grade(question, response).share <= 1


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (SINGLE, Typed(("甲",))),
        (SINGLE, Picked((4,))),
        (SINGLE, Picked((-1,))),
        (ORDER, Arranged((0, 0))),
        (BLANK, Typed(("甲", "乙"))),
        (CARD, Recalled(0)),
        (SHORT, Picked((0,))),
    ],
)
def test_a_response_that_does_not_fit_is_not_recorded(question: Question, response: Response) -> None:
    with pytest.raises(ValueError, match=r"index|texts|rating|no response"):
        record(question, response)
