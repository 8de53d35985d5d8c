"""Kinds of questions that are more than a choice: material, order, pairs, gaps with numbers."""

from __future__ import annotations

import pytest

from studyapp import Blank, Blanks, Choices, KeyPoints, Kind, Pairs, Question, Steps
from tests.plugins.studyapp_table.conftest import Read
from tests.plugins.studyapp_table.test_layouts import codes, only
from tests.plugins.studyapp_table.writing import Rows, xlsx

STEPS = ["办结", "受理", "审核"]


def one(read: Read, rows: Rows) -> Question:
    (question,) = only(read(xlsx({"Sheet1": rows})))
    return question


@pytest.mark.parametrize(
    "answer",
    [
        "BCA",
        "B,C,A",
        "B→C→A",
        "B-C-A",
        "231",
        "2,3,1",
        "②③①",
        "②→③→①",
        "受理；审核；办结",
        "受理→审核→办结",
        "B > C > A",
    ],
)
def test_an_order_in_every_spelling(read: Read, answer: str) -> None:
    question = one(read, [["题干", "题型", "选项A", "选项B", "选项C", "答案"], ["排列步骤", "排序题", *STEPS, answer]])
    assert (question.kind, question.choices, question.answer) == (Kind.ORDER, tuple(STEPS), Steps((1, 2, 0)))


def test_an_order_whose_steps_stand_in_the_prompt(read: Read) -> None:
    prompt = "请排列步骤：①办结②受理③审核"
    question = one(read, [["题干", "题型", "答案"], [prompt, "排序题", "②③①"]])
    assert (question.prompt, question.choices) == ("请排列步骤：", tuple(STEPS))
    assert question.answer == Steps((1, 2, 0))


def test_an_order_whose_answer_alone_names_the_steps(read: Read) -> None:
    question = one(read, [["题干", "题型", "答案"], ["写出步骤", "排序题", "受理→审核→办结"]])
    assert isinstance(question.answer, Steps)
    assert [question.choices[index] for index in question.answer.sequence] == ["受理", "审核", "办结"]


@pytest.mark.parametrize("answer", ["1-B；2-A", "1-B,2-A", "1B 2A", "①-b;②-a", "1→B\n2→A", "（1）B（2）A", "B-1、A-2"])
def test_pairs_in_every_spelling(read: Read, answer: str) -> None:
    cell = "1.养老 2.失业\nA.按次 B.按月"
    question = one(read, [["题干", "题型", "选项", "答案"], ["连线", "匹配题", cell, answer]])
    assert question.choices == ("养老", "失业", "按次", "按月")
    assert (question.kind, question.answer) == (Kind.MATCH, Pairs(((0, 3), (1, 2))))


def test_pairs_whose_left_side_stands_in_the_prompt(read: Read) -> None:
    rows = [["题干", "题型", "选项A", "选项B", "答案"], ["连线：①养老②失业", "连线题", "按次", "按月", "①B②A"]]
    question = one(read, rows)
    assert question.choices == ("养老", "失业", "按次", "按月")
    assert question.answer == Pairs(((0, 3), (1, 2)))


def test_pairs_that_are_written_out(read: Read) -> None:
    told = Pairs(((0, 2), (1, 3)))
    by_answer = one(read, [["题干", "题型", "答案"], ["连线", "匹配题", "养老=按月；失业=按次"]])
    assert (by_answer.choices[:2], by_answer.answer) == (("养老", "失业"), told)
    rows = [["题干", "题型", "选项A", "选项B", "答案"], ["连线", "匹配题", "养老|按周", "失业|按月", ""]]
    assert one(read, rows).answer == told


@pytest.mark.parametrize(
    ("kind", "answer", "blank"),
    [
        ("填空题", "3.14±0.01", Blank(("3.14",), "0.01")),
        ("填空题", "3.14（±0.01）", Blank(("3.14",), "0.01")),
        ("填空题", "8%±0.5%", Blank(("8%",), "0.5")),
        ("数值填空题", "1-9", Blank(("5",), "4")),
        ("数值题", "1.5~2", Blank(("1.75",), "0.25")),
        ("填空题", "1-9", Blank(("1-9",))),
        ("填空题", "十五;15", Blank(("十五", "15"))),
    ],
)
def test_numbers_in_gaps(read: Read, kind: str, answer: str, blank: Blank) -> None:
    assert one(read, [["题干", "题型", "答案"], ["结果是____", kind, answer]]).answer == Blanks((blank,))


@pytest.mark.parametrize(
    "answer",
    [
        "甲；乙",
        "甲|乙",
        "甲||乙",
        "甲、乙",
        "甲，乙",
        "甲 乙",
        "①甲②乙",
        "（甲）（乙）",
        "1.甲 2.乙",
        "第1空：甲；第2空：乙",
    ],
)
def test_several_gaps(read: Read, answer: str) -> None:
    question = one(read, [["题干", "题型", "答案"], ["有____和____两类", "填空题", answer]])
    assert question.answer == Blanks((Blank(("甲",)), Blank(("乙",))))


def test_gaps_in_any_order(read: Read) -> None:
    question = one(read, [["题干", "题型", "答案"], ["有____和____（顺序不限）", "填空题", "甲；乙"]])
    assert question.answer == Blanks((Blank(("甲",), "", 1), Blank(("乙",), "", 1)))


SUB = ["单选题", "二倍工资", "三倍工资", "A"]


def test_material_in_a_column(read: Read) -> None:
    rows = [["材料", "题干", "题型", "选项A", "选项B", "答案"]]
    rows += [
        ["张某入职甲公司，未签合同。", "可以要求什么", *SUB],
        ["", "何时起算", *SUB],
        ["李某退休。", "可以领什么", *SUB],
    ]
    deck = read(xlsx({"S": rows}, merged=["A2:A3"]))
    assert [(item.question.kind, item.case) for item in deck.items] == [
        (Kind.CASE, None), (Kind.SINGLE, 0), (Kind.SINGLE, 0), (Kind.CASE, None), (Kind.SINGLE, 3),
    ]  # fmt: skip
    assert deck.items[0].question.prompt == "张某入职甲公司，未签合同。"


def test_sub_questions_name_their_material(read: Read) -> None:
    rows = [["序号", "题干", "题型", "选项A", "选项B", "答案", "父题"]]
    rows += [
        ["1", "张某入职甲公司", "案例题", "", "", "", ""],
        ["2", "谁征收", *SUB, ""],
        ["3", "可以要求什么", *SUB, "1"],
    ]
    rows += [["4", "何时起算", *SUB, "9"]]
    deck = read(xlsx({"S": rows}))
    assert [item.case for item in deck.items] == [None, None, 0, None]
    assert "case-missing" in codes(deck)


def test_sub_questions_follow_their_material(read: Read) -> None:
    rows = [["序号", "题型", "题干", "选项A", "选项B", "答案"]]
    rows += [["1", "材料题", "张某入职甲公司，未签合同。", "", "", ""], ["1.1", "单选题", "可以要求什么", *SUB[1:]]]
    rows += [["1.2", "判断题", "可以要求二倍工资", "", "", "√"], ["2", "材料题", "李某退休。", "", "", ""]]
    rows += [["2.1", "单选题", "可以领什么", *SUB[1:]]]
    deck = read(xlsx({"S": rows}))
    assert [item.case for item in deck.items] == [None, 0, 0, None, 3]
    assert codes(deck) == ["header"]


def test_a_row_of_material_says_which_questions_it_is_for(read: Read) -> None:
    rows = [["序号", "题目", "选项A", "选项B", "答案"], ["根据以下资料，回答1-2题：张某2020年入职甲公司"]]
    rows += [["1", "一", "甲", "乙", "A"], ["2", "二", "甲", "乙", "A"], ["3", "三", "甲", "乙", "A"]]
    deck = read(xlsx({"S": rows}))
    assert [item.case for item in deck.items] == [None, 0, 0, None]
    assert [reading.questions for reading in deck.readings] == [3]


def test_a_case_with_an_answer_is_a_short_question(read: Read) -> None:
    rows = [["题干", "题型", "答案"], ["张某未签合同，怎么办？", "案例分析题", "1.协商\n2.仲裁"]]
    assert one(read, rows).kind is Kind.SHORT


def test_numbers_from_zero_name_choices(read: Read) -> None:
    rows: Rows = [["题目", "A", "B", "C", "答案"], ["一", "甲", "乙", "丙", 0.0], ["二", "甲", "乙", "丙", 2.0]]
    assert [item.question.answer for item in read(xlsx({"S": rows})).items] == [Choices((0,)), Choices((2,))]


def test_statements_answered_by_one_and_two(read: Read) -> None:
    rows = [
        "questionAnswer,questionContent",
        "1,职工应当参加工伤保险。",
        "2,工伤保险费由职工缴纳。",
        "1,单位应当缴费。",
        "B,谁认定工伤：",
    ]
    deck = read("\n".join(rows).encode())
    assert [(item.question.kind, item.question.answer) for item in deck.items] == [
        (Kind.JUDGE, Choices((0,))),
        (Kind.JUDGE, Choices((1,))),
        (Kind.JUDGE, Choices((0,))),
    ]
    assert codes(deck) == ["header", "no-choices"]


def test_numbers_that_are_more_than_judgements_stay_answers(read: Read) -> None:
    deck = read("题干,答案\n一年有几个季度,4\n一天有几个夜晚,1\n一双有几只,2\n".encode())
    assert {item.question.kind for item in deck.items} == {Kind.SHORT}


def test_answers_that_are_lists_of_a_program(read: Read) -> None:
    rows = [
        "工伤由（    ）认定。,['人社部门 ']",
        "失业保险金由谁发放？,['经办机构']",
        "（    ）和（    ）共同缴费。,\"['单位', '职工']\"",
        "由单位和职工共同缴纳的有（    ）。,\"['养老保险费', '失业保险费']\"",
        "五险是（    ）。,[]",
    ]
    deck = read("\n".join(rows).encode())
    assert [(item.question.kind, item.question.answer) for item in deck.items] == [
        (Kind.BLANK, Blanks((Blank(("人社部门",)),))),
        (Kind.SHORT, KeyPoints(("经办机构",))),
        (Kind.BLANK, Blanks((Blank(("单位",)), Blank(("职工",))))),
        (Kind.SHORT, KeyPoints(("养老保险费", "失业保险费"))),
    ]
    assert codes(deck) == ["no-answer"]
