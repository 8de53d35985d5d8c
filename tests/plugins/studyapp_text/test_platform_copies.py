"""Pages of platforms, copied as they stand: letters on lines of their own, ticks, kinds above questions, odd labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Blank, Blanks, Choices, Deck, Kind, Severity

Read = Callable[[str], Deck]

SUBMITTED = """【第 1 题】
1.单选题 (1分)
失业保险金按月由谁发放（）。
A
经办机构
B
街道
本题得分： 1 分
正确答案： A
------------------------------

【第 2 题】
2.单选题 (1分)
条例自哪一年起施行（）。
A
1999
B
2011
本题得分： 0 分
正确答案： B
------------------------------

【第 3 题】
3.多选题 (1分)
由单位和职工共同缴纳的有（）。
A
养老保险费
B
工伤保险费
C
失业保险费
本题得分： 1 分
正确答案： A,C (少选不得分)
------------------------------
"""

TICKED = """--- 🚧 标志 ---

1. [a01] 图中标志表示什么？
   ✓ 停车
     让行
     慢行
   📖 这是停车标志。

2. [a02] 黄线表示什么？
     可以停车
   ✓ 不得停车
   📖 黄线处不得停车。
"""

SPELT = """1. 职工应当参加工伤保险。( )
   true. 正确
   false. 错误
参考答案：✔
----------------------------------------
2. 工伤保险费由职工缴纳。( )
   true. 正确
   false. 错误
参考答案：❌
----------------------------------------
3. 单位应当缴费。
**答案：** ✅ 正确
4. 单位不必缴费。
**答案：** ❌ 错误
"""

POINTED = """1. 谁认定工伤？
•
A. 法院
•
B. 人社部门
答案：B
说明：见条例第十七条。
2. 谁缴费？
•
A. 单位
•
B. 职工
答案：A
理由：法律如此规定。
"""

COMMENTED = """1. 谁认定工伤？
A. 法院
B. 人社部门
答案：B
点评：这里考的是认定的主体，不要与救济途径混淆。
2. 谁缴费？
A. 单位
B. 职工
答案：A
点评：这里考的是缴费的主体，职工个人不缴费。
3. 谁发放？
A. 经办机构
B. 街道
答案：A
点评：这里考的是发放的主体。
"""

BEHIND = """一、单选题
1.我国的消防宣传日是( A )。 A.11月9日 B.1月19日 C.1月11日
2.报警电话是（ B ）。 A.110 B.119
"""

OTHER_LIST = """一、多项选择题
1.由谁缴费（ ）。
A.单位
B.职工
C.政府
2.险种有（ ）。
A.养老
B.车险
C.失业
参考答案
单选题
1、A2、B
多选题
1、AB2、AC
"""


def faults(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_letters_on_lines_of_their_own(read: Read) -> None:
    deck = read(SUBMITTED)
    assert faults(deck) == []
    assert [(item.label, item.question.kind, item.question.choices, item.question.answer) for item in deck.items] == [
        ("1", Kind.SINGLE, ("经办机构", "街道"), Choices((0,))),
        ("2", Kind.SINGLE, ("1999", "2011"), Choices((1,))),
        ("3", Kind.MULTIPLE, ("养老保险费", "工伤保险费", "失业保险费"), Choices((0, 2))),
    ]
    assert deck.items[2].question.prompt == "由单位和职工共同缴纳的有（）。"
    assert [item.question.explanation for item in deck.items] == ["", "", ""]


def test_one_section_of_its_own_kind_stays_a_heading(read: Read) -> None:
    text = "1.单选题 (10分)\n1. 谁缴费\nA. 单位\nB. 职工\n答案：A\n2.判断题 (10分)\n1. 职工缴费。\n答案：错\n"
    assert [item.question.kind for item in read(text).items] == [Kind.SINGLE, Kind.JUDGE]


def test_ticks_before_choices_without_letters(read: Read) -> None:
    deck = read(TICKED)
    assert faults(deck) == []
    found = [(one.question.choices, one.question.answer, one.question.explanation) for one in deck.items]
    assert found == [
        (("停车", "让行", "慢行"), Choices((0,)), "这是停车标志。"),
        (("可以停车", "不得停车"), Choices((1,)), "黄线处不得停车。"),
    ]


def test_a_lone_ticked_line_is_no_choice(read: Read) -> None:
    deck = read("1. 以下对吗？\n✓ 是的\n不是\n答案：不是\n2. 谁？\nA. 甲\nB. 乙\n答案：A\n")
    assert deck.items[1].question.choices == ("甲", "乙")
    assert deck.items[0].question.choices == ()


def test_judgements_spelt_out_and_in_pictures(read: Read) -> None:
    deck = read(SPELT)
    assert faults(deck) == []
    assert [item.question.kind for item in deck.items] == [Kind.JUDGE] * 4
    assert [item.question.answer for item in deck.items] == [Choices((index,)) for index in (0, 1, 0, 1)]
    assert deck.items[0].question.prompt == "职工应当参加工伤保险。( )"


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        (POINTED, ["见条例第十七条。", "法律如此规定。"]),
        (
            COMMENTED,
            [
                "这里考的是认定的主体，不要与救济途径混淆。",
                "这里考的是缴费的主体，职工个人不缴费。",
                "这里考的是发放的主体。",
            ],
        ),
    ],
)
def test_what_explains_under_another_name(read: Read, text: str, explained: list[str]) -> None:
    deck = read(text)
    assert faults(deck) == []
    assert [item.question.explanation for item in deck.items] == explained
    assert [item.question.prompt for item in deck.items][:2] == ["谁认定工伤？", "谁缴费？"]
    assert [item.question.choices for item in deck.items][:2] == [("法院", "人社部门"), ("单位", "职工")]


def test_choices_behind_an_answer_with_spaces_in_its_bracket(read: Read) -> None:
    deck = read(BEHIND)
    assert faults(deck) == []
    assert [(item.question.prompt, item.question.choices, item.question.answer) for item in deck.items] == [
        ("我国的消防宣传日是（ ）。", ("11月9日", "1月19日", "1月11日"), Choices((0,))),
        ("报警电话是（ ）。", ("110", "119"), Choices((1,))),
    ]


def test_a_list_for_single_choices_answers_no_multiple_ones(read: Read) -> None:
    deck = read(OTHER_LIST)
    assert [item.question.answer for item in deck.items] == [Choices((0, 1)), Choices((0, 2))]
    assert faults(deck) == ["key-unused", "key-unused"]


@pytest.mark.parametrize(
    ("prompt", "answer", "shown", "accepted"),
    [
        ("宣传日是每年的(11月9日)。", "11月9日", "宣传日是每年的（ ）。", ["11月9日"]),
        ("方针是（预防为主）、（综合治理）。", "预防为主、综合治理", "方针是（ ）、（ ）。", ["预防为主", "综合治理"]),
        ("社会保险（社保）由(政府)建立。", "政府", "社会保险（社保）由（ ）建立。", ["政府"]),
        ("社会保险（社保）由谁建立。", "政府", "社会保险（社保）由谁建立。", ["政府"]),
    ],
)
def test_a_prompt_does_not_show_what_its_answer_line_says(
    read: Read, prompt: str, answer: str, shown: str, accepted: list[str]
) -> None:
    deck = read(f"一、填空题\n1. {prompt}\n答案：{answer}\n")
    assert deck.items[0].question.prompt == shown
    assert deck.items[0].question.answer == Blanks(tuple(Blank((text,)) for text in accepted))


ALONE = """题目1
失业保险金由谁发放
A.街道
B.经办机构
正确答案：B
题目2
[MCQ] 工伤由谁认定
A.法院
B.人社部门
正确答案：B
"""


def test_numbers_that_stand_alone_and_english_notes(read: Read) -> None:
    """``题目1`` may stand on a line of its own, and a note on the kind may be English."""
    deck = read(ALONE)
    assert [(item.label, item.question.prompt) for item in deck.items] == [
        ("1", "失业保险金由谁发放"),
        ("2", "工伤由谁认定"),
    ]
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]
