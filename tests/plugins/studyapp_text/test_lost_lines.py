"""Rounds of contests, keys with reasons, parts in brackets, and questions that lost their lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import JUDGE_CHOICES, Choices, Deck, Kind, NotABank, Severity

Read = Callable[[str], Deck]


CONTEST = """必答题一规则:这部分为单选题,每队一题,答错不给分
1、失业保险自( A )起施行。 A. 1999年 B. 2001年 C. 2003年 D. 2011年
必答题二 (多选题)规则:多选少选不给分
1、共同缴费的有( AB )。 A. 单位 B. 职工 C. 政府 D. 银行
风险题
1、什么是社会保险？
答：国家建立的一项制度。
"""

APART = """Chapter 1 Review Questions

1. Who decides?
A. The court
B. The office
C. Nobody

2. Who pays? (Select TWO.)
A. The employer
B. The worker
C. The court

3. What is an office?
A. A house
B. A post

Answers to Review Questions

1. B. The office decides first, and a court later.

2. A, B. Both of them pay their share.

3. B. A post is held for a time.
"""

PARTED = """【章节测验】

一、单选题
1. ** 谁认定工伤
A. 法院
B. 人社部门
[答案] B

【测试题】

一、判断题
1、 (难度:中等)——单位应当缴费。(√)
2、 ——职工缴纳工伤保险费。(ⅹ)
"""

DASHED = """第一章 工伤
1. 单项选择题:
- 谁认定工伤?
A. 法院 B. 人社部门
正确答案:B
2. 判断题:
- 职工缴费。(×)
"""


def faults(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_the_rounds_of_a_contest_are_headings(read: Read) -> None:
    deck = read(CONTEST)
    assert faults(deck) == []
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.MULTIPLE, Kind.SHORT]
    assert [item.question.choices[-1:] for item in deck.items] == [("2011年",), ("银行",), ()]


def test_an_english_key_gives_its_reasons(read: Read) -> None:
    deck = read(APART)
    assert faults(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0, 1)), Choices((1,))]
    assert [item.question.explanation for item in deck.items] == [
        "The office decides first, and a court later.",
        "Both of them pay their share.",
        "A post is held for a time.",
    ]


def test_parts_in_brackets_and_notes_before_prompts(read: Read) -> None:
    deck = read(PARTED)
    assert faults(deck) == []
    assert [(item.question.prompt, item.question.answer, item.question.subject) for item in deck.items] == [
        ("谁认定工伤", Choices((1,)), "章节测验"),
        ("单位应当缴费。（ ）", Choices((0,)), "测试题"),
        ("——职工缴纳工伤保险费。（ ）", Choices((1,)), "测试题"),
    ]
    assert [item.question.difficulty for item in deck.items] == [None, 0.5, None]


def test_questions_behind_dashes(read: Read) -> None:
    deck = read(DASHED)
    assert faults(deck) == []
    assert [item.question.prompt for item in deck.items] == ["谁认定工伤?", "职工缴费。（ ）"]
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.JUDGE]


RUN_TOGETHER = (
    "工伤保险测试题与答案一、单选题(每题1分,答错不得分)1、根据条例第17条,申请应在多少日内提出()。A、15日B、30日C、60日正确答案:B"
    "答案解析:见第17条,为30日。2、工伤由谁认定()。A、法院B、人社部门正确答案:B答案解析:见条例。二、判断题(每题1分)1、职工缴费。正确答案:错误"
)
LISTED_APART = (
    "单项选择题(每题2分)1.申请应在多少日内提出?A.15日B.30日C.60日D.一年2.工伤由谁认定?A.法院B.人社部门C.单位D.工会答案:1.B2.B"
    "多项选择题(每题2分)1.由谁缴费?A.单位B.职工C.政府D.银行2.险种有?A.养老B.工伤C.车险D.失业答案:1.AB2.ABD"
)


def test_questions_that_lost_their_lines(read: Read) -> None:
    deck = read(f"{RUN_TOGETHER}\n")
    assert faults(deck) == []
    assert [(item.question.kind, item.question.choices, item.question.answer) for item in deck.items] == [
        (Kind.SINGLE, ("15日", "30日", "60日"), Choices((1,))),
        (Kind.SINGLE, ("法院", "人社部门"), Choices((1,))),
        (Kind.JUDGE, JUDGE_CHOICES, Choices((1,))),
    ]
    assert deck.items[0].question.explanation == "见第17条,为30日。"


def test_questions_that_lost_their_lines_with_their_answers_apart(read: Read) -> None:
    deck = read(f"{LISTED_APART}\n")
    assert faults(deck) == []
    right = [Choices((1,)), Choices((1,)), Choices((0, 1)), Choices((0, 1, 3))]
    assert [item.question.answer for item in deck.items] == right
    assert [item.question.choices[3] for item in deck.items] == ["一年", "工会", "银行", "失业"]


def test_lines_whose_numbers_do_not_count_on_are_not_cut(read: Read) -> None:
    one, two, four = (
        "1、甲是()。A、一B、二正确答案:A",
        "2、乙是()。A、一B、二正确答案:B",
        "4、丙是()。A、一B、二正确答案:B",
    )
    with pytest.raises(NotABank):
        read(f"一、单选题(每题一分,答错不得分,请把正确的选项写在括号里,字迹要清楚){one}{two}{four}\n")


def test_a_file_of_nothing_but_letters_lost_its_choices(read: Read) -> None:
    text = "题目：谁认定工伤\n答案：B\n\n题目：谁缴费\n答案：AC\n\n题目：谁补差\n答案：D\n"
    try:
        deck = read(text)
    except NotABank:
        return
    assert not deck.items
    assert {flaw.code for flaw in deck.flaws if flaw.severity is Severity.ERROR} == {"no-choices"}


def test_words_among_the_letters_are_answers(read: Read) -> None:
    deck = read(
        "题目：谁认定工伤\n答案：人社部门\n\n题目：维生素\n答案：C\n\n题目：血型\n答案：B\n\n题目：谁补差\n答案：D\n"
    )
    assert len(deck.items) == 4


def test_lines_that_only_the_width_of_a_page_parted(read: Read) -> None:
    text = (
        "一、单选题(共2题)1.谁应当为职工缴纳工伤保险费?A.法院B.用人单位C.街道办事处D.公安机关答案:B解析:单位缴费,职工不缴费。"
        "2.谁负责认定工伤?A.工会B.银行C.社会保险行政部门D.学校答案:C解析:由统筹地区的社会保险行政部门认定。"
    )
    deck = read("\n".join(text[at : at + 25] for at in range(0, len(text), 25)))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((2,))]
    assert [item.question.prompt for item in deck.items] == ["谁应当为职工缴纳工伤保险费?", "谁负责认定工伤?"]
    assert deck.items[1].source.line == 3


def test_judgements_behind_their_brackets(read: Read) -> None:
    deck = read("一、判断题\n1、单位缴费。( ) ×\n2、职工缴费。（  ）√\n3、机关审核。() 对\n4、工会认定。( ) ⅹ\n")
    assert [item.question.answer for item in deck.items] == [Choices((at,)) for at in (1, 0, 0, 1)]


def test_a_year_is_no_number_of_a_question(read: Read) -> None:
    deck = read(
        "2025 年知识竞赛题库（简答题）\n【题目1】谁缴费\n【选项】A.甲B.乙\n【答案】A\n"
        "【题目2】谁审核\n【选项】A.甲B.乙\n【答案】B\n"
    )
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.SINGLE]


FORM = """人社题库
题号
1
题型
单选题
题干
谁缴纳工伤保险费？
A．单位
B．职工
答案
A
解析
单位缴费，
职工不缴费。
二、判断题
【题干】
职工缴纳工伤保险费。
【答案】
错误
【题干】
单位缴费。
【答案】
正确
"""


def test_names_and_what_they_name_on_lines_of_their_own(read: Read) -> None:
    deck = read(FORM)
    assert [item.question.prompt for item in deck.items] == ["谁缴纳工伤保险费？", "职工缴纳工伤保险费。", "单位缴费。"]
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.JUDGE, Kind.JUDGE]
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,)), Choices((0,))]
    assert deck.items[0].question.explanation == "单位缴费，\n职工不缴费。"
    assert {flaw.code for flaw in deck.flaws} == {"preface", "heading"}


def test_kinds_between_number_and_prompt_and_options_behind_a_label(read: Read) -> None:
    text = (
        "1、单选题：谁缴费？\n选项：A、甲；B、乙；C、丙\n答案：A\n"
        "2、多选题：哪些险种？\n选项：A、养老；B、车损；C、工伤\n答案：A、C\n解释说明：法定。\n"
        "3、判断题：单位缴费。\n答案：正确\n"
    )
    deck = read(text)
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE]
    assert deck.items[0].question.choices == ("甲", "乙", "丙")
    assert deck.items[1].question.explanation == "法定。"


def test_numbered_headings_of_kinds_stay_headings(read: Read) -> None:
    text = "1、单选题：每题2分\n1. 谁缴费\nA. 甲\nB. 乙\n答案：A\n2、判断题：共1题\n1. 单位缴费。\n答案：对\n"
    deck = read(text)
    assert [item.question.prompt for item in deck.items] == ["谁缴费", "单位缴费。"]
