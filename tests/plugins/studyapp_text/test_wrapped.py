"""Papers as they are wrapped into documents and pages: cells, bullets, buttons, names of columns said again."""

from __future__ import annotations

import pytest

from studyapp import Choices, Deck, Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.conftest import Read
from tests.plugins.studyapp_text.pdf_writer import page_of, pdf
from tests.plugins.studyapp_text.word_files import docx, p, table

HEAD = ("题号", "题干", "A", "B", "答案")
PARTS = (("一、单选题", "", "", "", ""), HEAD, ("1", "谁缴费", "单位", "银行", "A"))
MORE = (("二、判断题", "", "", "", ""), HEAD, ("1", "职工不缴工伤保险费。", "", "", "对"))


def of_page(body: str) -> Deck:
    return TextReader().read(Source("网页.html", f"<html><body>{body}</body></html>".encode()))


def of_document(*blocks: str) -> Deck:
    return TextReader().read(Source("题库.docx", docx(*blocks)))


def rows(*cells: tuple[str, ...]) -> str:
    shown = ("".join(f"<td>{cell}</td>" for cell in row) for row in cells)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in shown) + "</table>"


def right(deck: Deck) -> list[object]:
    return [item.question.answer for item in deck.items]


def graver(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_columns_are_named_above_each_part() -> None:
    for deck in (of_document(table(*PARTS, *MORE)), of_page(rows(*PARTS, *MORE))):
        assert [item.question.prompt for item in deck.items] == ["谁缴费", "职工不缴工伤保险费。"]
        assert graver(deck) == []


@pytest.mark.parametrize("head", [("题目", "答案"), ("题号", "题目", "答案")])
def test_a_question_brings_its_number_and_kind_into_its_cell(head: tuple[str, ...]) -> None:
    questions = [("1. （单选题）谁缴费<br>A、单位<br>B、银行", "B"), ("2. （判断题）1.5倍处罚。", "错")]
    cells = [(*(str(at) for _ in head[2:]), *question) for at, question in enumerate(questions, 1)]
    deck = of_document(table(head, *[tuple(cell.replace("<br>", "\n") for cell in row) for row in cells]))
    assert [item.question.prompt for item in deck.items] == ["谁缴费", "1.5倍处罚。"]
    assert [item.question.prompt for item in of_page(rows(head, *cells)).items] == ["谁缴费", "1.5倍处罚。"]


def test_another_number_in_the_cell_is_the_question_s() -> None:
    deck = of_document(table(("题号", "题目", "答案"), ("3", "5、6月由谁缴费", "单位"), ("4", "2.谁审核", "部门")))
    assert [(item.label, item.question.prompt) for item in deck.items] == [("3", "5、6月由谁缴费"), ("4", "2.谁审核")]


def test_letters_in_cells_of_their_own() -> None:
    deck = of_document(
        p("1. 谁缴费（B）"), table(("A", "银行", "B", "单位")), p("2. 谁审核（A）"), table(("A", "甲", "B", "乙"))
    )
    assert right(deck) == [Choices((1,)), Choices((0,))]
    assert graver(deck) == []


def test_a_table_on_a_page_for_each_question() -> None:
    first = (("题型", "单选题"), ("题干", "谁缴费"), ("A", "单位"), ("B", "银行"), ("答案", "A"), ("解析", "见法"))
    other = (("题型", "判断题"), ("题干", "单位缴费。"), ("答案", "对"))
    deck = of_page(rows(*first) + "<p></p>" + rows(*other))
    assert [(item.label, item.question.prompt) for item in deck.items] == [("1", "谁缴费"), ("2", "单位缴费。")]
    assert deck.items[0].question.explanation == "见法"
    assert graver(deck) == []


def test_letters_and_texts_of_a_list_in_elements_of_their_own() -> None:
    options = "".join(
        f"<li><label><input type=radio><span>{letter}</span><span>{text}</span></label></li>"
        for letter, text in zip("ABC", ("6", "12", "24"), strict=True)
    )
    deck = of_page(f"<div>1、最长几个月</div><ul>{options}</ul><div>正确答案：C</div>")
    assert deck.items[0].question.choices == ("6", "12", "24")
    assert graver(deck) == []


@pytest.mark.parametrize("button", ["查看答案", "[点击显示答案解析]", "Show answer"])
def test_a_button_is_no_part_of_an_option(read: Read, button: str) -> None:
    deck = read(f"1. 谁缴费\nA. 单位\nB. 银行\n{button}\n答案：A\n\n2. 谁审核\nA. 甲\nB. 乙\n{button}\n答案：B\n")
    assert [item.question.choices for item in deck.items] == [("单位", "银行"), ("甲", "乙")]


def test_dots_before_options() -> None:
    lines = [
        "1. 谁缴费",
        "\uf0b7 A 单位",
        "\uf0b7 B 银行",
        "答案：A",
        "2. 谁审核",
        "\uf0b7 A. 甲",
        "\uf0b7 B. 乙",
        "答案：B",
    ]
    deck = TextReader().read(Source("题库.pdf", pdf([page_of(lines)], font="OpenSymbol")))
    assert [item.question.choices for item in deck.items] == [("单位", "银行"), ("甲", "乙")]
    assert right(deck) == [Choices((0,)), Choices((1,))]


def test_margins_that_cut_where_it_misleads() -> None:
    lines = [
        "1、计发养老金时应当考虑的因素有下列哪些项目（ABC） A. 年限 B.",
        "缴费工资 C. 平均工资 D. 其他因素",
        "2、全面推进社会保险信息化建设的战略安排中，到哪年全面建成（D）。",
        "A",
        "2030",
        "B",
        "2035",
        "C",
        "2040",
        "D",
        "本世纪中叶",
    ]
    deck = TextReader().read(Source("题库.pdf", pdf([page_of(lines)])))
    assert [item.question.choices for item in deck.items] == [
        ("年限", "缴费工资", "平均工资", "其他因素"),
        ("2030", "2035", "2040", "本世纪中叶"),
    ]


def test_a_prompt_without_a_number_behind_a_full_line() -> None:
    lines = [
        "社会保险费由谁征收", "A、税务机关", "B、公安机关", "答案：A",
        "解析：社会保险费由税务机关统一征收，按规定及时足额缴入国库。",
        "下列不属于基本险种的是哪一项", "A、车损险", "B、养老险", "答案：A",
        "谁负责认定", "A、社会保险行政部门", "B、街道办事处", "答案：A",
    ]  # fmt: skip
    deck = TextReader().read(Source("题库.pdf", pdf([page_of(lines)])))
    assert [item.question.prompt for item in deck.items] == [
        "社会保险费由谁征收",
        "下列不属于基本险种的是哪一项",
        "谁负责认定",
    ]
