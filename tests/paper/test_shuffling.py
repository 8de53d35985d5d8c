"""Options in another order: the answer goes with them, and so do the letters of the explanation, or all stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp import grading, identity
from studyapp.model import Choices, Kind, Media, Passed, Question
from studyapp.paper import blind, shuffled
from studyapp.paper.letters import relettered
from tests.strategies import questions, responses

TERMS = Question(
    kind=Kind.MULTIPLE,
    prompt="下列属于社会保险的有（　　）。",
    choices=("养老保险", "商业保险", "工伤保险", "失业保险"),
    answer=Choices((0, 2, 3)),
    explanation="社会保险法第二条第一项。故ACD正确，B项错误。",
)


@given(questions(), st.text(max_size=8))
def test_nothing_but_the_order_changes(question: Question, seed: str) -> None:
    other = shuffled(question, seed)
    assert identity.question_id(other) == identity.question_id(question)
    assert identity.key_digest(other) == identity.key_digest(question)
    if question.answer is not None:
        assert grading.grade(other, grading.ideal(other)).right
    if question.kind not in (Kind.SINGLE, Kind.MULTIPLE):
        assert other == question


@given(st.data())
def test_what_is_given_in_one_order_is_read_in_the_other(data: st.DataObject) -> None:
    question = data.draw(questions((Kind.SINGLE, Kind.MULTIPLE)))
    other = shuffled(question, data.draw(st.text(max_size=4)))
    response = data.draw(responses(other))
    assume(not isinstance(response, Passed))
    back = grading.recall(question, grading.record(other, response))
    assert grading.grade(question, back).share == grading.grade(other, response).share


@given(questions((Kind.SINGLE, Kind.MULTIPLE)), st.randoms(), st.text(max_size=4))
def test_the_order_does_not_depend_on_that_of_the_deck(question: Question, chance: object, seed: str) -> None:
    assume(len(set(question.choices)) == len(question.choices))
    order = list(range(len(question.choices)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    right = {question.choices[index] for index in question.answer.right}  # type: ignore[union-attr]
    choices = tuple(question.choices[index] for index in order)
    answer = Choices(tuple(index for index, text in enumerate(choices) if text in right))
    plain = replace(question, explanation="", media=(), prompt="哪一项（　　）。")
    other = replace(plain, choices=choices, answer=answer)
    assume(shuffled(plain, seed) != plain and shuffled(other, seed) != other)
    assert shuffled(plain, seed).choices == shuffled(other, seed).choices


def test_letters_go_with_their_options() -> None:
    seen = {shuffled(TERMS, str(seed)) for seed in range(400)}
    assert len(seen) == 24
    for one in seen:
        assert isinstance(one.answer, Choices)
        named = "".join("ABCD"[index] for index in one.answer.right)
        wrong = ({*"ABCD"} - {*named}).pop()
        assert one.explanation == f"社会保险法第二条第一项。故{named}正确，{wrong}项错误。"


@pytest.mark.parametrize(
    "change",
    [
        {"choices": ("养老保险", "以上都对", "工伤保险", "失业保险")},
        {"choices": ("养老保险", "商业保险", "A和B", "失业保险")},
        {"explanation": "A级纳税人可以申请。"},
        {"explanation": "第一项错误，其余正确。"},
        {"explanation": "故选acd"},
        {"media": (Media("图.png", "0" * 64),)},
        {"prompt": "关于选项A，下列说法正确的是（　　）。"},
    ],
)
def test_where_something_speaks_of_the_order_it_stays(change: dict[str, object]) -> None:
    question = replace(TERMS, **change)  # type: ignore[arg-type]
    assert all(shuffled(question, str(seed)) == question for seed in range(30))


def test_all_of_the_above_stays_last() -> None:
    question = replace(TERMS, choices=("养老保险", "工伤保险", "失业保险", "以上都是"), explanation="")
    seen = {shuffled(question, str(seed)).choices for seed in range(400)}
    assert len(seen) == 6
    assert {choices[-1] for choices in seen} == {"以上都是"}


def test_true_and_false_keep_their_places() -> None:
    question = Question(
        kind=Kind.JUDGE, prompt="工伤保险费由职工缴纳。", choices=("正确", "错误"), answer=Choices((1,))
    )
    assert all(shuffled(question, str(seed)) == question for seed in range(9))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("故ABC表述正确，D表述不正确。", "故ACD表述正确，B表述不正确。"),
        ("可知答案为B。", "可知答案为A。"),
        ("本题选ＡＢＤ。", "本题选ABC。"),
        ("答案：A、C、D", "答案：B、C、D"),
        ("选项B和C项错误", "选项A和D项错误"),
        ("依据第十四条，应为三十日。", "依据第十四条，应为三十日。"),
        ("A公司应当支付。", None),
        ("ETC用户", None),
        ("后两项正确", None),
        ("答案为F", None),
    ],
)
def test_letters(text: str, wanted: str | None) -> None:
    assert relettered(text, {0: 2, 1: 0, 2: 3, 3: 1}) == wanted


@given(questions(), st.data())
def test_a_blind_question_tells_nothing_of_the_key(question: Question, data: st.DataObject) -> None:
    hidden = blind(question)
    assert hidden.explanation == "" and hidden.basis == () and hidden.tags == ()
    assert (hidden.kind, hidden.prompt, hidden.choices) == (question.kind, question.prompt, question.choices)
    if isinstance(question.answer, Choices):
        other = data.draw(st.sampled_from(range(len(question.choices))))
        assert blind(replace(question, answer=Choices((other,)))) == hidden
