"""Near duplicates: what blocking finds is what comparing everything with everything finds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from studyapp.lint import Difference, Pair, pairs
from studyapp.lint.alike import CROWD, RATIO
from studyapp.lint.texts import tight
from studyapp.model import JUDGE_CHOICES, Blank, Blanks, Choices, Kind, Question
from tests.strategies import questions

TERM = "职工非因本人意愿中断就业的，领取失业保险金的期限最长为（ ）个月。"


def picked(prompt: str, *choices: str, key: int = 0) -> Question:
    return Question(kind=Kind.SINGLE, prompt=prompt, choices=choices or ("12", "18", "24"), answer=Choices((key,)))


def judged(prompt: str, is_true: bool = True) -> Question:
    answer = Choices((0 if is_true else 1,))
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=answer)


def filled(prompt: str, *keys: str) -> Question:
    return Question(kind=Kind.BLANK, prompt=prompt, answer=Blanks(tuple(Blank((key,)) for key in keys)))


def only(*asked: Question) -> Pair:
    (pair,) = pairs(asked)
    assert (pair.left, pair.right) == (0, 1)
    return pair


def test_one_question_in_two_spellings() -> None:
    pair = only(picked(TERM), picked(TERM.replace("，", ",").replace("（ ）", "____")))
    assert (pair.ratio, pair.differences, pair.clash) == (100, frozenset(), False)


def test_another_number_is_named() -> None:
    other = TERM.replace("最长为", "缴费满12年，最长为")
    pair = only(picked(other), picked(other.replace("12年", "5年"), key=1))
    assert pair.differences == {Difference.NUMBERS, Difference.KEY}
    assert pair.words == ("12", "5")
    assert not pair.clash


def test_a_negation_is_named() -> None:
    pair = only(picked(TERM), picked(TERM.replace("最长为", "不应为"), key=1))
    assert {Difference.NEGATION, Difference.KEY} <= pair.differences
    assert not pair.clash


def test_the_same_question_with_two_keys_clashes() -> None:
    assert only(picked(TERM), picked("根据规定，" + TERM, key=2)).clash
    assert only(filled(TERM, "24"), filled(TERM.replace("应当", "应"), "12")).clash
    assert not only(filled(TERM, "24"), filled(TERM, "二十四（24）")).clash


def test_what_differs_can_be_read() -> None:
    long = "单位逾期不缴的，由征收机构责令限期缴纳；仍不缴的，依法加收滞纳金，并处以（ ）罚款。"
    pair = only(filled(long, "一倍"), filled("各单位" + long[2:].replace("罚款", "的罚款"), "一倍"))
    assert pair.words == ("", "各")
    assert only(filled(TERM, "24"), filled(TERM.replace("（ ）", "（ ）整"), "24")).words == ("", "整")
    assert only(filled(TERM, "24"), filled(TERM.replace("（ ）", "多少"), "24")).words == ("（）", "多少")


def test_other_words_may_ask_for_something_else() -> None:
    pair = only(
        picked("企业年金受托人应当在每季度结束后（ ）日内提交管理报告。"),
        picked("企业年金托管人应当在每季度结束后（ ）日内提交管理报告。", key=1),
    )
    assert pair.differences == {Difference.WORDS, Difference.KEY}
    assert pair.words == ("受托", "托管")
    assert not pair.clash


@pytest.mark.parametrize(
    ("left", "right", "clash"),
    [
        (judged("女职工生育享受98天产假，由单位安排。"), judged("女职工生育享受90天产假，由单位安排。"), True),
        (judged("女职工生育享受98天产假，由单位安排。"), judged("女职工生育不享受98天产假，由单位安排。"), True),
        (judged("女职工生育享受98天产假，由单位安排。"), judged("女职工生育享受90天产假，由单位安排。", False), False),
        (judged("男性满60周岁可以按月领取养老金的。"), judged("女性满55周岁可以按月领取养老金的。"), False),
        (
            judged("女职工生育享受98天产假，由单位安排。"),
            judged("女职工生育应当享受98天产假，由单位安排。", False),
            True,
        ),
    ],
)
def test_two_statements_of_which_one_may_be_right(left: Question, right: Question, clash: bool) -> None:
    assert any(pair.clash for pair in pairs((left, right))) is clash


def test_prompts_that_say_little_are_compared_with_their_choices() -> None:
    left = picked("下列说法正确的是（ ）。", "失业登记不收费", "就业登记由单位办理", "参保登记可在网上办理")
    right = picked("下列说法正确的是（ ）。", "工伤认定由社保行政部门作出", "劳动能力鉴定可以复查", "工伤职工可以辞职")
    assert pairs((left, right)) == ()
    assert only(left, replace(left, choices=(*left.choices[:2], "参保登记可以在网上办理"))).clash is False


def test_what_is_asked_in_another_way_is_another_question() -> None:
    statement = "职工非因本人意愿中断就业的，领取失业保险金的期限最长为24个月。"
    assert pairs((judged(statement), filled(statement.replace("24", "（ ）"), "24"))) == ()


def test_others_are_not_compared_with_one_another() -> None:
    asked = [picked(TERM), picked(TERM + "？"), picked(TERM + "！")]
    assert [(one.left, one.right) for one in pairs(asked, others=2)] == [(0, 1), (0, 2)]
    assert pairs(asked, others=3) == ()


def test_a_phrase_that_many_have_brings_nothing_together() -> None:
    prompts = [f"根据就业促进法的有关规定，{'甲乙丙丁戊己庚辛壬癸'[n % 10] * (n + 9)}。" for n in range(CROWD * 2)]
    found = pairs([judged(prompt) for prompt in prompts])
    assert all(fuzz.ratio(tight(prompts[one.left]), tight(prompts[one.right])) >= RATIO for one in found)


@given(st.lists(questions(), max_size=3))
def test_no_questions_are_too_strange(asked: list[Question]) -> None:
    found = pairs([*asked, *asked])
    assert all(0 <= one.left < one.right < 2 * len(asked) and RATIO <= one.ratio <= 100 for one in found)


_SIGNS = "单位职工参加保险登记申请办理待遇缴费期限机构部门应当依法规定养老失业工伤医疗生育就业创业培训补贴合同仲裁"


def _sentence(chance: random.Random, length: int) -> str:
    return "".join(chance.choice(_SIGNS) for _ in range(length))


def _nearly(chance: random.Random, text: str, edits: int) -> str:
    signs = list(text)
    for _ in range(edits):
        place = chance.randrange(len(signs))
        match chance.randrange(3):
            case 0:
                signs[place] = chance.choice(_SIGNS + "不0123456789")
            case 1:
                signs.insert(place, chance.choice("不未非的1"))
            case _:
                del signs[place]
    return "".join(signs)


def _deck(seed: int) -> list[Question]:
    """Thirty statements of realistic length, and for each one that is some edits away."""
    chance = random.Random(seed)
    texts = [_sentence(chance, chance.randint(18, 120)) for _ in range(30)]
    near = [_nearly(chance, text, chance.randint(1, max(1, len(text) // 12))) for text in texts]
    return [judged(text) for text in (*texts, *near)]


def _measured(asked: Sequence[Question]) -> set[tuple[int, int]]:
    texts = [tight(one.prompt) for one in asked]
    places = range(len(texts))
    return {(i, j) for i in places for j in places[i + 1 :] if fuzz.ratio(texts[i], texts[j]) >= RATIO}


def test_blocking_finds_what_comparing_all_finds() -> None:
    """The edits are strewn at random, the worst that can be: real ones lie together."""
    all_pairs = found = 0
    for seed in range(40):
        asked = _deck(seed)
        measured = _measured(asked)
        told = {(one.left, one.right) for one in pairs(asked)}
        assert told <= measured
        all_pairs += len(measured)
        found += len(told)
    assert all_pairs > 500
    assert found >= 0.995 * all_pairs


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_questions_and_of_choices_makes_no_difference(seed: int, chance: random.Random) -> None:
    asked = [
        picked(one.prompt, "养老保险", "失业保险", "工伤保险") if index % 2 else one
        for index, one in enumerate(_deck(seed)[::5])
    ]
    asked += [
        picked("下列属于社会保险的是（ ）。", "养老保险", "失业保险", "工伤保险", "医疗保险", key=n) for n in (0, 0, 1)
    ]
    places = list(range(len(asked)))
    chance.shuffle(places)
    shuffled = [_shuffled(asked[place], chance) for place in places]
    told = {(frozenset((one.left, one.right)), one.ratio, one.differences, one.clash) for one in pairs(asked)}
    again = {
        (frozenset((places[one.left], places[one.right])), one.ratio, one.differences, one.clash)
        for one in pairs(shuffled)
    }
    assert told == again
    assert told


def _shuffled(question: Question, chance: random.Random) -> Question:
    if question.kind is not Kind.SINGLE or not isinstance(question.answer, Choices):
        return question
    order = list(range(len(question.choices)))
    chance.shuffle(order)
    choices = tuple(question.choices[index] for index in order)
    return replace(question, choices=choices, answer=Choices((order.index(question.answer.right[0]),)))
