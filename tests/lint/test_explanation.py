"""The key against the explanation: what is firmly said counts, what is quoted or supposed does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.lint import Contradiction, Ground, contradiction
from studyapp.model import JUDGE_CHOICES, Blank, Blanks, Choices, Kind, Question
from tests.strategies import questions, texts

PLAIN = "关于失业登记，下列说法正确的是（ ）。"
WRONG_ONE = "关于失业登记，下列说法不正确的是（ ）。"
FOUR = ("凭身份证办理", "须交工本费", "可在常住地办理", "可网上办理")


def picked(key: str, explanation: str, prompt: str = PLAIN, choices: Sequence[str] = FOUR) -> Question:
    right = tuple("ABCDEFGH".index(letter) for letter in key)
    kind = Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE
    return Question(kind=kind, prompt=prompt, choices=tuple(choices), answer=Choices(right), explanation=explanation)


def judged(is_true: bool, explanation: str, prompt: str = "失业登记要交工本费。") -> Question:
    answer = Choices((0 if is_true else 1,))
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=answer, explanation=explanation)


NAMES_B = [
    "正确答案为B",
    "正确答案为Ｂ。",
    "按规定办理，故选B。",
    "答案选B",
    "本题选B。",
    "由此可知，答案为B．。",
    "不得收取任何费用”可知答案为B。",
    "根据第三款规定选B。",
    "标准答案：B",
    "因此，应选“B”。",
    "本题答案是（B）。",
    "故选B项，其余各项与规定相反。",
]


@pytest.mark.parametrize("explanation", NAMES_B)
def test_another_answer_that_is_named_contradicts_the_key(explanation: str) -> None:
    assert contradiction(picked("B", explanation)) is None
    found = contradiction(picked("A", explanation))
    assert found is not None
    assert (found.ground, found.said, found.key) == (Ground.ANSWER, "B", "A")
    assert found.words in explanation


@pytest.mark.parametrize("explanation", ["故选ABD。", "答案：A、B、D", "正确答案为A，B和D。", "因此选ＡＢＤ"])
def test_several_letters_are_one_answer(explanation: str) -> None:
    assert contradiction(picked("ABD", explanation)) is None
    found = contradiction(picked("ABCD", explanation))
    assert found is not None
    assert (found.said, found.key) == ("ABD", "ABCD")


SAYS_NOTHING = [
    "选A的人没有看清题目。",
    "如果答案是A，那么工本费从何而来？",
    "有人认为答案为A，其实没有依据。",
    "不应选A。",
    "易误选A。",
    "第2题答案为A。",
    "我的答案：A",
    "原答案为A。",
    "甲类单位交A类表，乙类单位交B类表。",
    "维生素A正确的补充方式见说明。",
    "股票A错误交易的处理另有规定。",
    "答案见第十二条。",
    "所称A级单位，是指按时足额缴费的单位。",
    "答案A的依据是旧规定，答案B的依据是新规定。",
]


@pytest.mark.parametrize("explanation", SAYS_NOTHING)
@pytest.mark.parametrize("key", ["A", "B", "C", "D"])
def test_what_is_supposed_or_said_of_others_counts_for_nothing(explanation: str, key: str) -> None:
    assert contradiction(picked(key, explanation)) is None


def test_an_explanation_that_names_the_key_too_is_left_alone() -> None:
    assert contradiction(picked("C", "答案为B。新规定施行后答案为C。")) is None


def test_the_text_of_a_choice_names_it() -> None:
    numbers = ("15日", "30 日", "60日", "90日")
    question = picked("A", "故正确答案为“30日”。", "申请应当在几日内提出？", numbers)
    assert contradiction(question) == Contradiction(Ground.ANSWER, "正确答案为“30日", "B", "A")
    assert contradiction(replace(question, answer=Choices((1,)))) is None
    assert contradiction(replace(question, explanation="正确答案为30日以上。")) is None


@pytest.mark.parametrize(
    ("key", "explanation", "said"),
    [
        ("A", "A错误，B正确。", "A"),
        ("A", "A项错误，应为免费办理。", "A"),
        ("A", "选项B正确。", "B"),
        ("ABC", "A、B、C三项均不正确。", "ABC"),
        ("ABC", "A、B、D三项均正确。", "ABD"),
        ("AC", "A对B对。", "B"),
        ("AB", "A选项不正确，见第五条。", "A"),
        ("AB", "B选项的说法有误。", "B"),
        ("AB", "因此C项符合题意。", "C"),
    ],
)
def test_what_is_said_of_single_choices(key: str, explanation: str, said: str) -> None:
    found = contradiction(picked(key, explanation))
    assert found is not None
    assert (found.ground, found.said, found.key) == (Ground.CHOICE, said, key)


@pytest.mark.parametrize(
    ("key", "explanation"),
    [
        ("B", "A错误，B正确。"),
        ("ABC", "A、B、C三项均正确，D项错误。"),
        ("B", "A项正确的前提是已经登记。"),
        ("A", "A正确。但按新规定，A错误。"),
        ("A", "若B正确，则与第五条矛盾。"),
    ],
)
def test_what_agrees_with_the_key_or_is_torn(key: str, explanation: str) -> None:
    assert contradiction(picked(key, explanation)) is None


def test_a_choice_may_stand_for_others() -> None:
    choices = ("凭身份证办理", "可网上办理", "以上都对")
    assert contradiction(picked("C", "A正确。B正确。", PLAIN, choices)) is None
    assert contradiction(picked("D", "A、B、C三项均正确。")) is None


@pytest.mark.parametrize(
    ("key", "explanation", "is_wrong"),
    [
        ("B", "A正确，C正确，D正确，B错误。", False),
        ("B", "B项错误。", False),
        ("B", "故B正确。", False),
        ("B", "B不符合题意。", True),
        ("A", "B、C错误，A、D正确。", True),
        ("B", "A项符合题意。", True),
        ("A", "故选B。", True),
    ],
)
def test_a_prompt_that_asks_for_the_wrong_one_turns_what_is_said_round(
    key: str, explanation: str, is_wrong: bool
) -> None:
    assert (contradiction(picked(key, explanation, WRONG_ONE)) is not None) is is_wrong


@pytest.mark.parametrize(
    "explanation",
    [
        "故本题答案为“错误”。",
        "本题说法错误。",
        "因此该表述不正确。",
        "错误。办理失业登记不收费。",
        "题干表述有误，应为免费。",
        "办理不收费，故错误。",
        "本题错误",
        "答案：×",
    ],
)
def test_a_statement_that_is_called_wrong(explanation: str) -> None:
    assert contradiction(judged(False, explanation)) is None
    found = contradiction(judged(True, explanation))
    assert found is not None
    assert (found.ground, found.said, found.key) == (Ground.ANSWER, "错误", "正确")


@pytest.mark.parametrize("explanation", ["本题说法正确。", "故本题答案为“正确”。", "所以此题的表述是正确的。", "√"])
def test_a_statement_that_is_called_right(explanation: str) -> None:
    assert contradiction(judged(True, explanation)) is None
    assert contradiction(judged(False, explanation)) is not None


@pytest.mark.parametrize(
    "explanation",
    [
        "本题前半句说法正确，后半句错误。",
        "如果题干说法正确，就要收费。",
        "对该错误，经办机构应当更正。",
        "窗口人员应如何应对，见办法。",
        "本题错误率较高。",
        "认为该说法正确的，是没有读过办法的人。",
        "不能认为上述说法正确。",
        "选A。",
    ],
)
@pytest.mark.parametrize("is_true", [True, False])
def test_what_does_not_judge(explanation: str, is_true: bool) -> None:
    assert contradiction(judged(is_true, explanation)) is None


QUOTED = "《失业登记办法》第六条：经办机构应当自收到申请之日起30日内作出决定。"
ASKED = "经办机构应当自收到申请之日起（ ）内作出决定。"


def test_another_choice_stands_in_the_sentence_that_is_quoted() -> None:
    question = picked("A", QUOTED, ASKED, ("3日", "30日", "60日"))
    found = contradiction(question)
    assert found is not None
    assert (found.ground, found.said, found.key) == (Ground.FILLING, "30日", "3日")
    assert contradiction(replace(question, answer=Choices((1,)))) is None


def test_a_choice_that_is_part_of_the_key_is_no_other_filling() -> None:
    explanation = "职工应当参加养老保险、医疗保险、失业保险，由单位办理。"
    question = picked("B", explanation, "《办法》规定，职工应当参加（ ）。", ("养老保险", "养老保险和医疗保险"))
    assert contradiction(question) is None


@pytest.mark.parametrize(("key", "is_wrong"), [("30", False), ("60", True), ("三十", False), ("数", False)])
def test_another_number_stands_in_the_gap(key: str, is_wrong: bool) -> None:
    prompt = "经办机构应当自收到申请之日起（ ）日内作出决定。"
    answer = Blanks((Blank((key,)),))
    question = Question(kind=Kind.BLANK, prompt=prompt, answer=answer, explanation=QUOTED)
    assert (contradiction(question) is not None) is is_wrong


@pytest.mark.parametrize(
    ("is_true", "prompt", "ground"),
    [
        (False, "经办机构应当自收到申请之日起30日内作出决定。", Ground.CONFIRMED),
        (False, "根据《失业登记办法》规定，经办机构应当自收到申请之日起30日内作出决定。（ ）", Ground.CONFIRMED),
        (True, "经办机构应当自收到申请之日起30日内作出决定。", None),
        (True, "经办机构应当自收到申请之日起60日内作出决定。", Ground.CHANGED),
        (True, "经办机构应当自收到申请之日起三十日内作出决定。", None),
        (True, "经办机构不应当自收到申请之日起30日内作出决定。", Ground.CHANGED),
        (False, "经办机构应当自收到申请之日起60日内作出决定。", None),
        (False, "根据《就业登记办法》，经办机构应当自收到申请之日起30日内作出决定。", None),
    ],
)
def test_a_statement_against_the_sentence_that_is_quoted(is_true: bool, prompt: str, ground: Ground | None) -> None:
    found = contradiction(judged(is_true, QUOTED, prompt))
    assert (found.ground if found else None) is ground


@given(questions(), st.lists(st.sampled_from([*NAMES_B, *SAYS_NOTHING, QUOTED]) | texts(), max_size=3))
def test_no_question_is_too_strange(question: Question, explanation: list[str]) -> None:
    found = contradiction(replace(question, explanation="".join(explanation)))
    assert found is None or found.said != found.key


@given(st.integers(0, 9), st.text("ABCDEFGH选答案为是正确错误不项、，。“”", max_size=20))
def test_a_key_outside_the_choices_is_no_matter_of_ours(key: int, explanation: str) -> None:
    answer = Choices((key,))
    for kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE):
        question = Question(kind=kind, prompt=PLAIN, choices=FOUR, answer=answer, explanation=explanation)
        found = contradiction(question)
        assert found is None or key < len(FOUR)


@given(st.permutations(range(4)), st.integers(0, 3), st.sampled_from(["答案为{}。", "选项{}正确。", "{}项错误。"]))
def test_the_order_of_the_choices_makes_no_difference(order: list[int], key: int, words: str) -> None:
    """Where the letters in the explanation move along with the choices that they name."""
    told = [bool(contradiction(picked("ABCD"[key], words.format("ABCD"[named])))) for named in range(4)]
    moved = tuple(FOUR[index] for index in order)
    key = order.index(key)
    again = [
        bool(contradiction(picked("ABCD"[key], words.format("ABCD"[order.index(named)]), PLAIN, moved)))
        for named in range(4)
    ]
    assert told == again


@pytest.mark.parametrize(
    "explanation", ["答案" * 2_000, "A " * 2_000, "A" + " " * 3_990, "答案A。" * 1_000, "《" * 4_000]
)
@pytest.mark.parametrize("key", ["A", "AB"])
def test_a_strange_explanation_is_read_in_no_time(explanation: str, key: str) -> None:
    start = perf_counter()
    contradiction(picked(key, explanation))
    contradiction(judged(True, explanation))
    assert perf_counter() - start < 1


def test_a_chapter_is_no_explanation() -> None:
    assert contradiction(picked("A", "故选B。")) is not None
    assert contradiction(picked("A", "办理失业登记不收费。" * 500 + "故选B。")) is None
