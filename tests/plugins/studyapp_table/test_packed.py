"""Sheets that put much into a cell, or a question below the other, a row for each of its parts."""

from __future__ import annotations

import pytest

from studyapp import Choices, Kind, Severity
from tests.plugins.studyapp_table.conftest import Read
from tests.plugins.studyapp_table.writing import Rows, xlsx

CELLS: Rows = [
    ["题目", "答案"],
    ["1. （单选题）谁缴费？\nA、单位\nB、银行\nC、街道", "A"],
    ["2. （多选题）哪些是社会保险？\nA、养老\nB、车损\nC、工伤", "AC"],
    ["3. （判断题）1.5倍是罚款。", "对"],
]

STACKED: Rows = [
    ["一、单选题", ""],
    *(
        [name, value]
        for at in range(1, 20)
        for name, value in (
            ("题号", at),
            ("题干", f"第{at}项谁缴费"),
            ("解析", ""),
            ("选项A", "单位"),
            ("选项B", 0.5),
            ("答案", "A"),
            ("难度", "易"),
        )
    ),
]


def test_a_cell_that_holds_number_kind_and_options(read: Read) -> None:
    deck = read(xlsx({"S": CELLS}))
    assert [(item.label, item.question.kind, item.question.prompt) for item in deck.items] == [
        ("1", Kind.SINGLE, "谁缴费？"),
        ("2", Kind.MULTIPLE, "哪些是社会保险？"),
        ("3", Kind.JUDGE, "1.5倍是罚款。"),
    ]
    assert deck.items[1].question.choices == ("养老", "车损", "工伤")
    assert [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO] == []


def test_prompts_that_begin_with_numbers_for_once_keep_them(read: Read) -> None:
    deck = read(xlsx({"S": [["题目", "答案"], ["2. 谁缴费", "单位"], ["谁审核", "部门"], ["（略）谁监督", "财政"]]}))
    assert [item.question.prompt for item in deck.items] == ["2. 谁缴费", "谁审核", "（略）谁监督"]


def test_questions_below_each_other(read: Read) -> None:
    deck = read(xlsx({"S": STACKED}))
    assert len(deck.items) == 19
    assert {item.question.answer for item in deck.items} == {Choices((0,))}
    assert [item.label for item in deck.items][:2] == ["1", "2"]
    assert (deck.items[0].source.line, deck.items[0].source.last) == (2, 8)
    assert deck.items[0].question.choices == ("单位", "0.5")


def test_a_question_in_a_column_with_numbers_that_have_no_format(read: Read) -> None:
    deck = read(xlsx({"S": [["题干", "最长几个月"], ["选项A", 12], ["选项B", 24], ["答案", "B"]]}))
    assert deck.items[0].question.choices == ("12", "24")


@pytest.mark.parametrize(
    "header",
    [
        "Question,1,2,3,Correct",
        "题目,答案1,答案2,答案3,正确答案",
        "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2 - max 75 characters,"
        "Answer 3 - max 75 characters,Correct answer(s) - choose at least one",
        "0,1,2,3,4",
    ],
)
def test_columns_of_options_that_are_only_counted(read: Read, header: str) -> None:
    rows = ["谁应当缴费,银行,单位,法院,{}", "谁负责审核,部门,街道,法院,{}", "由谁来监督,学校,街道,财政,{}"]
    answers = ("B", "A", "C") if header[0] == "0" else ("2", "1", "3")
    text = "\n".join([header, *(row.format(answer) for row, answer in zip(rows, answers, strict=True))])
    deck = read(text.encode())
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,)), Choices((2,))]
    assert deck.items[0].question.choices == ("银行", "单位", "法院")


def test_answers_of_several_gaps_are_no_options(read: Read) -> None:
    deck = read(
        "题目,题型,答案1,答案2\n满（ ）年，到（ ）,填空题,十五,龄\n由（ ）办，到（ ）,填空题,单位,期\n".encode()
    )
    assert {item.question.kind for item in deck.items} == {Kind.BLANK}


def test_cells_that_are_pieces_of_pages(read: Read) -> None:
    text = (
        "Question HTML,Answer,Options,Explanation HTML\n"
        "<p>谁&nbsp;缴费？</p><p>单选</p>,单位,银行|单位,<div>见<b>法</b></div>\n"
        "<p> 是什么标签,段落,段落|标题,\n"
    )
    deck = read(text.encode())
    assert [item.question.prompt for item in deck.items] == ["谁 缴费？\n单选", "<p> 是什么标签"]
    assert deck.items[0].question.explanation == "见法"


TABLES = """# 社保题库

| 序号 | 题目 | A | B | 答案 |
|:--:|---|:-:|---|--:|
| 1 | 谁缴费？ | 单位 | 银行 | A |
| 2 | 谁审核？ | 单位 | 部门 | B |

## 判断题

| 题目 | 答案 |
|---|---|
| 单位缴费。 | √ |
| 职工缴纳工伤保险费。 | × |
"""


def test_tables_of_markdown_below_each_other(read: Read) -> None:
    deck = read(TABLES.encode())
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE] * 2 + [Kind.JUDGE] * 2
    assert [item.question.answer for item in deck.items] == [Choices((at,)) for at in (0, 1, 0, 1)]
    assert {flaw.severity for flaw in deck.flaws} == {Severity.INFO}


def test_parts_of_a_sheet_that_name_other_columns(read: Read) -> None:
    rows: Rows = [
        ["一、单选题", "", "", "", ""],
        ["题号", "题干", "选项A", "选项B", "答案"],
        [1, "谁缴费", "单位", "银行", "A"],
        ["二、填空题", "", "", "", ""],
        ["题号", "题干", "答案", "解析", "点击数"],
        [1, "满（ ）年", "十五", "见法", "9"],
        [2, "满（ ）月", "六", "", ""],
    ]
    deck = read(xlsx({"S": rows}))
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE, Kind.BLANK, Kind.BLANK]
    assert [item.label for item in deck.items] == ["1", "1", "2"]
    assert deck.items[1].question.explanation == "见法"
    assert {flaw.code for flaw in deck.flaws} == {"preface", "header", "heading", "unused-columns"}


TRADITIONAL: Rows = [
    ["題號", "題型", "題目", "選項A", "選項B", "選項C", "正確答案", "解析"],
    [1, "單選題", "誰投保？", "雇主", "銀行", "法院", "A", "見條例"],
    [2, "複選題", "哪些是社會保險？", "養老", "車險", "失業", "AC", ""],
    [3, "是非題", "雇主應投保。", "", "", "", "○", ""],
    [4, "是非題", "勞工繳納全部保費。", "", "", "", "錯誤", ""],
]


def test_headers_in_traditional_characters(read: Read) -> None:
    deck = read(xlsx({"S": TRADITIONAL}))
    assert [(item.label, item.question.kind, item.question.answer) for item in deck.items] == [
        ("1", Kind.SINGLE, Choices((0,))),
        ("2", Kind.MULTIPLE, Choices((0, 2))),
        ("3", Kind.JUDGE, Choices((0,))),
        ("4", Kind.JUDGE, Choices((1,))),
    ]
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]
