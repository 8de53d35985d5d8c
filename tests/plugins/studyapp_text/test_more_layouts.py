"""Forms of exam papers that are met less often, each whole and broken: what is read, and the report word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Blanks, Choices, Deck, KeyPoints, Kind, Pairs, Severity, Source, Steps
from studyapp_text.reader import TextReader

Read = Callable[[str], Deck]

NAMED = """【1】谁认定工伤
（A）法院（B）人社部门
（答案：B）
【2】谁缴纳工伤保险费
（A）单位（B）职工
（答案：A）
"""

HASHED = """# 1. 社会保险
### 1. 谁认定工伤？
- [ ] A. 法院
- [x] B. 人社部门
### 2. 谁缴纳工伤保险费？
- [x] A. 单位
- [ ] B. 职工
"""

CHOSEN = """1、谁认定工伤
A、法院
B、人社部门
解析：见条例。
故选B。
2、谁缴纳工伤保险费
A、单位
B、职工
答案选A
"""

LABELLED = """1．谁认定工伤
A．法院
B．人社部门
答案：B
专业：工伤
2．谁缴纳工伤保险费
A．单位
B．职工
答案：A
专业：工伤
3．谁发放
A．经办机构
B．法院
答案：A
专业：失业
"""

MARKED = """1．谁认定工伤
A．法院
B．人社部门（√）
2．谁缴纳工伤保险费
A．单位 ✔
B．职工
"""

TABLED = """一、单选题
1．谁认定工伤（ ）
A．法院
B．人社部门
2．谁缴纳工伤保险费（ ）
A．单位
B．职工
参考答案及评分标准
题号\t1\t2
答案\tB\tA
"""

PAIRED = """===<<<单选题>>>===
1.谁认定工伤
A.法院
B.人社部门
===<<<答案>>>===
1. B
===<<<判断题>>>===
1.工伤保险费由单位缴纳
===<<<答案>>>===
1. √
"""

ON_ONE_LINE = "一、单选题 1. 谁认定工伤？ A. 法院 B. 人社部门 答案：B 2. 谁缴费？ A. 单位 B. 职工 答案：A"


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        (NAMED, [1, 0]),
        (HASHED, [1, 0]),
        (CHOSEN, [1, 0]),
        (LABELLED, [1, 0, 0]),
        (MARKED, [1, 0]),
        (TABLED, [1, 0]),
        (PAIRED, [1, 0]),
        (ON_ONE_LINE, [1, 0]),
    ],
)
def test_whole(read: Read, text: str, rights: list[int]) -> None:
    deck = read(text)
    assert [item.question.answer for item in deck.items] == [Choices((right,)) for right in rights]
    assert [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            NAMED.replace("（答案：A）", "（答案：C）"),
            ["4 error 第 2 题的答案“C”不在选项之中，未读入。请改正答案或补全选项。"],
        ),
        (HASHED.replace("[x] A", "[ ] A"), ["5 error 第 2 题没有答案，未读入。请在选项之后补一行“答案：”。"]),
        (CHOSEN.replace("故选B。\n", ""), ["1 error 第 1 题没有答案，未读入。请在选项之后补一行“答案：”。"]),
        (
            LABELLED.replace("专业：失业\n", "专业：失业\n失业\n"),
            ["16 warning “失业”前面没有“解析：”之类的标签，已归入这道题的解析。"],
        ),
        (MARKED.replace("（√）", ""), ["1 error 第 1 题没有答案，未读入。请在选项之后补一行“答案：”。"]),
        (
            TABLED.replace("1\t2\n", "1\t3\n"),
            [
                "5 error 第 2 题没有答案，未读入。请在选项之后补一行“答案：”。",
                "9 warning 答案表里第 3 题的答案没有对应的题目，或该题已有答案。请核对题号。",
            ],
        ),
        (
            PAIRED.replace("1. √\n", "2. √\n"),
            [
                "8 error 第 1 题没有答案，未读入。请在选项之后补一行“答案：”。",
                "10 warning 答案表里第 2 题的答案没有对应的题目，或该题已有答案。请核对题号。",
            ],
        ),
    ],
)
def test_broken(text: str, said: list[str]) -> None:
    deck = TextReader().read(Source("题库.txt", text.encode()))
    assert [
        f"{flaw.where.line} {flaw.severity} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
        if flaw.severity is not Severity.INFO
    ] == said


@pytest.mark.parametrize(
    ("asked", "steps", "sequence"),
    [
        ("申领流程：①受理②申请③发证\n答案：②①③", ("受理", "申请", "发证"), (1, 0, 2)),
        ("排列下列步骤。\n①受理\n②申请\n③发证\n答案：②-①-③", ("受理", "申请", "发证"), (1, 0, 2)),
        ("排列下列步骤。\n（1）受理\n（2）申请\n（3）发证\n答案：(2)(1)(3)", ("受理", "申请", "发证"), (1, 0, 2)),
        ("排列下列步骤。\nA．受理\nB．申请\nC．发证\n答案：2-1-3", ("受理", "申请", "发证"), (1, 0, 2)),
        ("排列下列步骤。\nA．受理\nB．申请\nC．发证\n答案：B→A→C", ("受理", "申请", "发证"), (1, 0, 2)),
        ("排列下列步骤。\nA．受理\nB．申请\nC．发证\n答案：213", ("受理", "申请", "发证"), (1, 0, 2)),
    ],
)
def test_steps_to_order(read: Read, asked: str, steps: tuple[str, ...], sequence: tuple[int, ...]) -> None:
    deck = read(f"一、排序题\n1．{asked}\n")
    (item,) = deck.items
    assert (item.question.kind, item.question.choices) == (Kind.ORDER, steps)
    assert item.question.answer == Steps(sequence)
    assert "受理" not in item.question.prompt


def test_orders_to_choose_from_are_a_choice(read: Read) -> None:
    (item,) = read("一、排序题\n1．正确的次序是（ ）。①受理②申请\nA．①②\nB．②①\n答案：B\n").items
    assert (item.question.kind, item.question.answer) == (Kind.SINGLE, Choices((1,)))


@pytest.mark.parametrize(
    "left",
    ["1. 工伤\n2. 医疗", "1、工伤\n2、医疗", "（1）工伤\n（2）医疗", "①工伤\n②医疗", "甲、工伤\n乙、医疗"],
)
def test_columns_to_match(read: Read, left: str) -> None:
    answer = "甲-B 乙-A" if left[0] == "甲" else "1-B；2-A"
    one = f"．连线\n{left}\nA. 医保\nB. 人社\n答案：{answer}\n"
    deck = read(f"一、匹配题\n1{one}2{one}")
    assert [item.question.choices for item in deck.items] == [("工伤", "医疗", "医保", "人社")] * 2
    assert [item.question.answer for item in deck.items] == [Pairs(((0, 3), (1, 2)))] * 2


def test_terms_and_their_meaning(read: Read) -> None:
    deck = read("一、名词解释\n1．失业率：失业人数的比例。\n2．工资\n答：劳动报酬\n二、简答题\n1．简述：略\n")
    assert [(item.question.prompt, item.question.answer) for item in deck.items] == [
        ("失业率", KeyPoints(("失业人数的比例。",))),
        ("工资", KeyPoints(("劳动报酬",))),
    ]


def test_gaps_answered_in_brackets(read: Read) -> None:
    (item,) = read("1．认定（）日内作出，最长领取（）月。\n【答案】（60）（24）\n").items
    assert isinstance(item.question.answer, Blanks)
    assert [blank.accepted for blank in item.question.answer.blanks] == [("60",), ("24",)]


def test_cases_one_after_the_other(read: Read) -> None:
    one = "{}王某失业。\n{}．他可以登记吗？（ ）\nA．可以\nB．不行\n答案：A\n"
    deck = read("一、案例分析题\n" + one.format("（一）", 1) + one.format("（二）", 2))
    assert [item.case for item in deck.items] == [None, 0, None, 2]


def test_what_is_asked_after_a_story(read: Read) -> None:
    (item,) = read("一、案例分析题\n1．刘某下班途中受伤。\n问：是否为工伤？\n答案：是工伤，因为在上下班途中。\n").items
    assert item.question.prompt == "刘某下班途中受伤。\n问：是否为工伤？"


def test_what_a_page_leaves_behind(read: Read) -> None:
    (item,) = read("1．谁&nbsp;认定&lt;工伤&gt;\nA．法院\nB．人社&amp;社保\n答案：B\n").items
    assert (item.question.prompt, item.question.choices[1]) == ("谁 认定<工伤>", "人社&社保")


def test_a_list_in_an_explanation_does_not_swallow_the_next_question(read: Read) -> None:
    one = "{}．1.5倍工资适用于（ ）。\nA．延长工时\nB．休息日\n答案：A\n解析：要点：\n（1）甲\n（2）乙\n"
    deck = read("".join(one.format(number) for number in (1, 2, 3, 4)) + one.format(1))
    assert [item.label for item in deck.items] == ["1", "2", "3", "4", "1"]
    assert {item.question.prompt for item in deck.items} == {"1.5倍工资适用于（ ）。"}


def test_essays_in_a_key(read: Read) -> None:
    deck = read(
        "一、简答题\n1．简述甲。\n2．简述乙。\n参考答案\n一、简答题\n1．答：\n（1）子\n（2）丑\n2．答：\n（1）寅\n（2）卯\n"
    )
    assert [item.question.answer for item in deck.items] == [KeyPoints(("子", "丑")), KeyPoints(("寅", "卯"))]


def test_words_in_a_row_of_a_key(read: Read) -> None:
    deck = read("一、判断题\n1．甲。（ ）\n2．乙。（ ）\n参考答案\n1.正确  2.错误\n")
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]
