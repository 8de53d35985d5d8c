"""Is a changed wording still the same question? A wrong yes is worse than a wrong no."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from studyapp.importing.linking import ALIKE, answer_unmoved, likeness, signature
from studyapp.model import JUDGE_CHOICES, Answer, Back, Blank, Blanks, Choices, KeyPoints, Kind, Pairs, Question, Steps
from tests.strategies import questions

BASE = "用人单位应当自行办理用工登记之日起三十日内为其职工向社会保险经办机构申请办理社会保险登记。"
LONG = BASE * 3

TYPOS = [
    ("", ""),
    ("用工", "用功"),
    ("经办机构", "经办机够"),
    ("经办机构申请", "经办机构，申请"),
    ("社会保险登记。", "社会保险登记"),
    ("申请办理", "申请办理办理"),
    ("职工", "职 工"),
]

MEANINGS = [
    ("三十日", "二十日"),
    ("三十日", "三十五日"),
    ("三十日", "30日"),
    ("应当", "不应当"),
    ("应当", "可以"),
    ("应当", "必须"),
    ("日内", "日外"),
    ("日内", "日前"),
    ("自行", "不得自行"),
    ("之日起", "之日止"),
    ("社会保险经办机构", "社会保险经办机构或者税务机关"),
    ("为其职工", "为全国人民代表大会常务委员会的组成人员和工作人员"),
]


def judge(prompt: str, right: int = 0) -> Question:
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=Choices((right,)))


def is_same(old: Question, new: Question) -> bool:
    alike = signature(old) == signature(new) and answer_unmoved(old, new) and likeness(old, new) >= ALIKE
    assert alike is (signature(new) == signature(old) and answer_unmoved(new, old) and likeness(new, old) >= ALIKE)
    return alike


@pytest.mark.parametrize(("old", "new"), TYPOS)
@pytest.mark.parametrize("text", [BASE, LONG])
def test_a_typo_mended_is_the_same_question(old: str, new: str, text: str) -> None:
    assert is_same(judge(text), judge(text.replace(old, new, 1)))


@pytest.mark.parametrize(("old", "new"), MEANINGS)
@pytest.mark.parametrize("text", [BASE, LONG])
def test_what_turns_a_meaning_makes_another(old: str, new: str, text: str) -> None:
    changed = text.replace(old, new, 1)
    assert changed != text
    assert not is_same(judge(text), judge(changed))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3.5%", "35%"),
        ("3.5%", "3.6%"),
        ("12个月", "6个月"),
        ("2021年", "2022年"),
        ("第14条", "第41条"),
        ("半年", "一年"),
    ],
)
def test_a_changed_number_makes_another(old: str, new: str) -> None:
    assert not is_same(judge(f"{BASE}（{old}）"), judge(f"{BASE}（{new}）"))


def test_numbers_in_another_order_make_another() -> None:
    assert not is_same(judge("单位缴20%，个人缴8%" + BASE), judge("单位缴8%，个人缴20%" + BASE))


def test_a_moved_answer_makes_another() -> None:
    assert not is_same(judge(BASE, 0), judge(BASE.replace("用工", "用功"), 1))


def test_a_short_question_one_edit_away_is_the_same() -> None:
    assert is_same(judge("工伤认定"), judge("工伤认订"))
    assert not is_same(judge("工伤认定"), judge("工亡任定"))


def test_alike_is_ninety_five_in_a_hundred() -> None:
    text = "文" * 100
    assert is_same(judge(text), judge("字" * 5 + text[5:]))
    assert not is_same(judge(text), judge("字" * 6 + text[6:]))


def choice(*choices: str, right: int = 0, kind: Kind = Kind.SINGLE) -> Question:
    return Question(kind=kind, prompt=BASE, choices=choices, answer=Choices((right,)))


CHOICES = ("人力资源行政部门", "社会保险经办机构", "税务机关")
MISSPELT = ("人力资源行政部们", "社会保险经办机够", "税务机官")


@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("right", range(3))
def test_a_typo_in_a_choice_leaves_the_answer_where_it_was(place: int, right: int) -> None:
    mended = [MISSPELT[at] if at == place else text for at, text in enumerate(CHOICES)]
    for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
        turned = choice(*(mended[one] for one in order), right=order.index(right))
        assert is_same(choice(*CHOICES, right=right), turned)
        for wrong in {0, 1, 2} - {order.index(right)}:
            assert not is_same(choice(*CHOICES, right=right), replace(turned, answer=Choices((wrong,))))


def test_a_choice_more_makes_another() -> None:
    assert not is_same(choice("甲", "乙"), choice("甲", "乙", "丙"))
    assert not is_same(choice("甲", "乙", "丙"), choice("甲", "乙"))


def test_single_and_multiple_are_of_one_shape() -> None:
    assert is_same(choice(*CHOICES), choice(*CHOICES, kind=Kind.MULTIPLE))
    assert not is_same(choice(*CHOICES), replace(judge(BASE), choices=CHOICES))


@pytest.mark.parametrize(
    ("kind", "choices", "old", "same", "other"),
    [
        (Kind.ORDER, ("受理", "审核", "发放"), Steps((0, 1, 2)), Steps((0, 1, 2)), Steps((0, 2, 1))),
        (Kind.MATCH, ("甲", "乙", "A", "B"), Pairs(((0, 2), (1, 3))), Pairs(((1, 3), (0, 2))), Pairs(((0, 3), (1, 2)))),
        (
            Kind.BLANK,
            (),
            Blanks((Blank(("30日", "三十日")),)),
            Blanks((Blank(("三十日", "30 日。")),)),
            Blanks((Blank(("30日",)),)),
        ),
        (Kind.SHORT, (), KeyPoints(("甲", "乙")), KeyPoints(("甲。", "乙")), KeyPoints(("乙", "甲"))),
        (Kind.CARD, (), Back("社会保险"), Back("社会保险。"), Back("商业保险")),
        (Kind.CASE, (), None, None, Choices((0,))),
    ],
)
def test_an_answer_unmoved(
    kind: Kind, choices: tuple[str, ...], old: Answer | None, same: Answer | None, other: Answer
) -> None:
    question = Question(kind=kind, prompt=BASE, choices=choices, answer=old)
    assert is_same(question, replace(question, answer=same))
    assert not is_same(question, replace(question, answer=other))


@given(questions())
def test_a_question_is_the_same_as_itself(question: Question) -> None:
    assert is_same(question, question)


@given(questions(), questions())
def test_it_never_fails(one: Question, other: Question) -> None:
    is_same(one, other)
