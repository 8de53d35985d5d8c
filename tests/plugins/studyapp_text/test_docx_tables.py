"""Tables of Word documents: banks, keys, a form for each question, mere layout."""

from __future__ import annotations

from studyapp import Choices, Severity
from tests.plugins.studyapp_text.test_docx import read, report, right, unkeyed
from tests.plugins.studyapp_text.word_files import docx, p, table


def test_a_table_as_a_bank() -> None:
    head = ("序号", "题型（必填）", "题干", "选项A", "选项B", "正确答案", "解析", "分值")
    rows = (
        ("1", "单选题", "谁缴费", "甲", "B、乙", "B", "见条例", "2"),
        ("2", "判断题", "甲缴费。", "", "", "错误", "", ""),
    )
    deck = read(docx(table(head, *rows)))
    assert [(str(item.question.kind), item.question.choices[:2]) for item in deck.items] == [
        ("single", ("甲", "乙")),
        ("judge", ("正确", "错误")),
    ]
    assert right(deck) == [Choices((1,)), Choices((1,))]
    assert deck.items[0].question.explanation == "见条例"
    assert [(item.source.line, item.source.last) for item in deck.items] == [(9, 16), (17, 24)]
    assert report(deck) == ["1 info heading 表格的表头，已按它认出各列。"]


def test_a_table_as_a_bank_with_title_headings_and_stray_cells() -> None:
    deck = read(docx(table(("社保题库",), ("题干", "答案"), ("一、判断题", ""), ("甲缴费。", "对", "多出来的"))))
    assert right(deck) == [Choices((0,))]
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [(1, "preface"), (2, "heading"), (4, "heading")]


def test_a_table_as_a_key() -> None:
    questions = (*unkeyed(p("A．甲 B．乙")), *unkeyed(p("A．甲 B．乙"), number=2))
    for key in (table(("题号", "1", "2"), ("答案", "B", "A")), table(("题号", "答案"), ("1", "B"), ("2", "A"))):
        for heading in ((), (p("参考答案"),)):
            deck = read(docx(*questions, *heading, key))
            assert right(deck) == [Choices((1,)), Choices((0,))]
            assert {flaw.severity for flaw in deck.flaws} == {Severity.INFO}


FORM = (
    ("题号", "1"),
    ("题型", "单选题"),
    ("题干", "谁缴费"),
    ("选项A", "甲"),
    ("选项B", "乙"),
    ("答案", "A"),
    ("解析", "见法"),
)


def test_a_table_for_each_question() -> None:
    other = (("题号", "2"), ("题型", "判断题"), ("题干", "甲缴费。"), ("答案", "错"), ("解析", ""))
    for body in ((table(*FORM), p(), table(*other)), (table(*FORM, *other),)):
        deck = read(docx(*body))
        assert [item.label for item in deck.items] == ["1", "2"]
        assert right(deck) == [Choices((0,)), Choices((1,))]
        assert deck.items[0].question.explanation == "见法"
        assert deck.flaws == ()
    unnumbered = read(docx(table(*FORM[2:]), table(*FORM[2:5], ("答案", ""))))
    assert [(item.label, item.source.line, item.source.last) for item in unnumbered.items] == [("1", 1, 10)]
    assert report(unnumbered) == ["11 error no-answer 第 2 题没有答案，未读入。请在选项之后补一行“答案：”。"]


def test_tables_within_tables() -> None:
    options = table(("A．甲", "B．乙"))
    deck = read(docx(table((p("1．谁缴费") + options + p("答案：A"),))))
    assert right(deck) == [Choices((0,))]
    deck = read(docx(table(("序号", "题目", "答案"), ("1", p("谁缴费") + options, "B"), ("2", "甲缴费。", "对"))))
    assert right(deck) == [Choices((1,)), Choices((0,))]
    deck = read(docx(table((p("社保题库") + table(("题干", "答案"), ("甲缴费。", "对")),))))
    assert right(deck) == [Choices((0,))]


def test_tables_that_name_no_columns() -> None:
    rows = [(str(number), "单选题", f"第{number}项由谁办理？", "甲", "乙", "AB"[number % 2]) for number in range(1, 5)]
    assert right(read(docx(table(*rows)))) == [Choices((1,)), Choices((0,))] * 2
    glued = [(row[1], row[2], "A.经办机构；B.用人单位；C.街道", row[5]) for row in rows]
    deck = read(docx(table(*glued)))
    assert {item.question.choices for item in deck.items} == {("经办机构", "用人单位", "街道")}
    assert right(deck) == [Choices((1,)), Choices((0,))] * 2


def test_a_table_that_lays_out_questions() -> None:
    deck = read(docx(table(("1", "谁缴费"), ("A", "甲"), ("B．", "乙"), (p("答案：B") + p("解析：见条例"), ""))))
    assert right(deck) == [Choices((1,))]
    assert deck.items[0].question.explanation == "见条例"
    assert deck.flaws == ()


def test_a_grid_of_the_key_whose_last_row_is_not_full() -> None:
    stems = [p(f"{number}．由谁办理第{number}件事？\n A．甲 B．乙 C．丙") for number in range(1, 6)]
    grid = table(("题号", "1", "2", "3"), ("答案", "B", "A", "C"), ("题号", "4", "5", ""), ("答案", "C", "B", ""))
    deck = read(docx(*stems, p("答案"), grid))
    assert right(deck) == [Choices((at,)) for at in (1, 0, 2, 2, 1)]
    assert [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO] == []
