"""Banks whose answers come in a second file: every form of key, and whose fault what is wrong is said to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Blanks, Choices, Deck, KeyPoints, NotABank, Severity, Source
from studyapp.hookspecs import TakingKey
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import page_of, pdf
from tests.plugins.studyapp_text.word_files import doc, docx, p, table

TWO_KINDS = """一、单选题
1．失业保险金由谁发放（ ）
A．经办机构
B．用人单位
C．税务机关
2．工伤保险费由谁缴纳（ ）
A．职工
B．用人单位
C．街道
二、判断题
1．职工不缴纳工伤保险费。（ ）
2．失业保险金没有期限。（ ）
"""

CHAPTERS = """第一章 养老保险
1．谁缴费（ ）
A．甲
B．乙
2．谁审核（ ）
A．甲
B．乙

第二章 失业保险
1．谁发放（ ）
A．甲
B．乙
2．谁监督（ ）
A．甲
B．乙
"""


def read(bank: str | bytes, key: str | bytes, *, name: str = "答案.txt") -> Deck:
    second = Source(name, key.encode() if isinstance(key, str) else key)
    return TextReader().read(Source("题库.txt", bank.encode() if isinstance(bank, str) else bank, key=second))


def letters(deck: Deck) -> str:
    return " ".join(
        "".join("ABCD"[index] for index in item.question.answer.right)
        for item in deck.items
        if isinstance(item.question.answer, Choices)
    )


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
        if flaw.severity is not Severity.INFO
    ]


def test_the_reader_says_that_it_takes_a_key() -> None:
    reader = TextReader()
    assert isinstance(reader, TakingKey)
    assert reader.takes_key


@pytest.mark.parametrize(
    "key",
    [
        "单选题：1-2 AB\n判断题：1-2 √×\n",
        "社会保险题库参考答案\n一、单选题\n1.A 2.B\n二、判断题\n1.√ 2.×\n",
        "单项选择题参考答案（1-2）：\n1-2）A B\n判断题参考答案（1-2）：\n1-2）(√) (×)\n",
        "一、单选题\n1、A\n2、B\n二、判断题\n1、正确\n2、错误\n",
        "1-2 AB\n1-2 对错\n",
        "一、单选题\nAB\n二、判断题\n√×\n",
        "一、单选题\n题号 1 2\n答案 A B\n二、判断题\n题号：1、2\n答案：√、×\n",
        "一、单选题\n1-2：\nA\nB\n二、判断题\n1-2\n√ ×\n",
        "一、单选题\n1-A 2-B\n二、判断题\n1-√ 2-×\n",
        "一、单选题\n1. a 2. b\n二、判断题\n1. √ 2. ×",
        "一、单选题\n1．答案：A\n2．答案：B\n二、判断题\n1．答案：对\n2．答案：错",
        "1|||失业保险金由谁发放|||A，经办机构\n2|||工伤保险费由谁缴纳|||B，用人单位\n"
        "1|||职工不缴纳工伤保险费。|||正确\n2|||失业保险金没有期限。|||错误\n",
        "题号\t题干\t答案\n1\t失业保险金由谁发放（ ）\tA\n2\t工伤保险费由谁缴纳（ ）\tB\n"
        "1\t职工不缴纳工伤保险费。（ ）\t√\n2\t失业保险金没有期限。（ ）\t×\n",
        "二、判断题\n1.√ 2.×\n一、单选题\n1.A 2.B\n",
    ],
)
def test_forms_of_keys(key: str) -> None:
    deck = read(TWO_KINDS, key)
    assert letters(deck) == "A B A B"
    assert report(deck) == []


def test_a_key_may_repeat_the_questions_in_another_order_and_give_reasons() -> None:
    key = """1．工伤保险费由谁缴纳（ ）
A．职工
B．用人单位
答案：B
解析：单位缴纳。
2．失业保险金由谁发放（ ）
答案：A
3．失业保险金没有期限。（ ）
答案：错
4．职工不缴纳工伤保险费。（ ）
答案：对"""
    deck = read(TWO_KINDS, key)
    assert letters(deck) == "A B A B"
    assert deck.items[1].question.explanation == "单位缴纳。"
    assert report(deck) == []


def test_keys_by_chapter() -> None:
    key = "第一章 养老保险\n1-2 AB\n第二章 失业保险\n1-2 BA\n"
    assert letters(read(CHAPTERS, key)) == "A B B A"
    other_order = "第二章 失业保险\n1.B 2.A\n第一章 养老保险\n1.A 2.B\n"
    assert letters(read(CHAPTERS, other_order)) == "A B B A"


def test_answers_that_are_no_letters() -> None:
    bank = """一、填空题
1．工伤认定应当在____日内提出。
2．失业保险金最长领取____个月。
二、简答题
1．简述工伤认定的流程。
2．什么是社会保险？
"""
    key = """填空题
1．30
2．24。解析：见条例。
简答题
1．答：
（1）提出申请；
（2）受理审核。
2．国家建立的保障制度。
"""
    deck = read(bank, key)
    blanks = [item.question.answer for item in deck.items if isinstance(item.question.answer, Blanks)]
    assert [answer.blanks[0].accepted for answer in blanks] == [("30",), ("24",)]
    assert deck.items[1].question.explanation == "见条例。"
    assert [item.question.answer for item in deck.items[2:]] == [
        KeyPoints(("提出申请；", "受理审核。")),
        KeyPoints(("国家建立的保障制度。",)),
    ]
    assert report(deck) == []


def test_a_range_that_does_not_go_round_is_named() -> None:
    deck = read(CHAPTERS, "1-2 ABA\n1-2 BA\n")
    assert report(deck)[2:] == [
        "答案.txt:1 warning key-count 答案表写的是第 1 至 2 题，却有 3 个答案，未使用。请补全答案，或改正题号。"
    ]


def test_a_letter_and_its_reason() -> None:
    deck = read(CHAPTERS, "1．A。见条例第三条\n2．B\n1．B\n2．A\n")
    assert letters(deck) == "A B B A"
    assert deck.items[0].question.explanation == "见条例第三条"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("答案.docx", docx(p("参考答案"), p("1-2 AB"), p("1-2 BA"))),
        (
            "答案.docx",
            docx(table(("题号", "1", "2"), ("答案", "A", "B")), table(("题号", "1", "2"), ("答案", "B", "A"))),
        ),
        ("答案.docx", docx(table(("题号", "答案"), ("1", "A"), ("2", "B"), ("1", "B"), ("2", "A")))),
        ("答案.doc", doc("1-2 AB\n1-2 BA")),
        ("答案.pdf", pdf([page_of(["1-2 AB", "1-2 BA"])])),
        ("答案.html", b"<html><p>1.A 2.B<p>1.B 2.A"),
        ("答案.rtf", rb"{\rtf1 1-2 AB\par 1-2 BA\par}"),
    ],
)
def test_formats_of_keys(name: str, key: bytes) -> None:
    deck = read(CHAPTERS, key, name=name)
    assert letters(deck) == "A B B A"
    assert report(deck) == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("答案.csv", "题号,答案\n1,A\n2,B\n1,B\n2,A\n"),
        ("答案.csv", "1,A\n2,B\n1,B\n2,A\n"),
        ("答案.csv", '"题号","答案","解析"\n"1","A",""\n2,"乙",""\n1,B,\n2,A,\n'),
        ("答案.csv", "题号,题干,答案\n1,谁缴费（ ）,A\n2,谁审核（ ）,B\n1,谁发放（ ）,B\n2,谁监督（ ）,A\n"),
        ("答案.csv", "题号;答案\n1;A\n2;B\n1;B\n2;A\n"),
        ("答案.TSV", "题号\t答案\n1\tA\n2\tB\n1\tB\n2\tA\n"),
        ("答案.csv", "1.A\n2.B\n1.B\n2.A\n"),
    ],
)
def test_keys_in_columns_of_plain_text(name: str, key: str) -> None:
    for data in (key.encode(), key.encode("gb18030"), b"\xef\xbb\xbf" + key.encode()):
        deck = read(CHAPTERS, data, name=name)
        assert letters(deck) == "A B B A"
        assert report(deck) == []


def test_a_key_in_columns_gives_reasons_too() -> None:
    key = "题号,答案,解析,题干\n1,A,见条例,谁缴费（ ）\n2,B,,谁审核（ ）\n1,B,见办法,谁发放（ ）\n2,,,谁监督（ ）\n"
    deck = read(CHAPTERS, key, name="答案.csv")
    assert letters(deck) == "A B B"
    assert [item.question.explanation for item in deck.items] == ["见条例", "", "见办法"]
    assert [flaw.split()[2] for flaw in report(deck)] == ["no-answer"]


@pytest.mark.parametrize("key", ["答案\nAC\nB\n正确\n", "AC\n\nB\n对\n"])
def test_a_key_of_one_column_has_an_answer_a_row(key: str) -> None:
    deck = read("1．甲\nA．子\nB．丑\nC．寅\n2．乙\nA．子\nB．丑\n3．丙缴费。（ ）\n", key, name="答案.csv")
    assert letters(deck) == "AC B A"
    assert report(deck) == []


def test_a_key_in_columns_that_does_not_fit() -> None:
    deck = read(CHAPTERS, "题号,答案\n1,A\n2,E\n1,B\n2,\n7,A\n", name="答案.csv")
    assert letters(deck) == "A B"
    assert report(deck) == [
        "题库.txt:5 error answer-outside-choices 第 2 题的答案“E”不在选项之中，未读入。请改正答案或补全选项。",
        "题库.txt:13 error no-answer 第 2 题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。",
        "答案.csv:3 warning key-unfit 答案文件给第 2 题的答案“E”与这道题不符。请核对题号、题型和选项。",
        "答案.csv:6 warning key-unused 答案文件里第 7 题的答案，在题库里没有对应的题目。请核对题号和题型。",
    ]


def test_whose_fault_it_is() -> None:
    bank = (
        TWO_KINDS.replace("C．税务机关\n", "C．税务机关\n答案：A\n") + "3．养老金按月发放。（ ）\n4．谁都能领。（ ）\n"
    )
    key = "内部资料\n一、单选题\n1.B 2.D\n3.C\n二、判断题\n1.√\n2.AB\n3.√"
    deck = read(bank, key)
    assert report(deck) == [
        "题库.txt:7 error answer-outside-choices 第 2 题的答案“D”不在选项之中，未读入。请改正答案或补全选项。",
        "题库.txt:13 error answer-unreadable 第 2 题是judge，答案“AB”却不是这种题的写法，未读入。请改正题型或答案。",
        "题库.txt:15 error no-answer 第 4 题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。",
        "答案.txt:3 warning key-differs 第 1 题在题库里的答案是“A”，答案文件里却是“B”，已按题库读入。"
        "请核对后改正其中一处。",
        "答案.txt:3 warning key-unfit 答案文件给第 2 题的答案“D”与这道题不符。请核对题号、题型和选项。",
        "答案.txt:4 warning key-unused 答案文件里第 3 题的答案，在题库里没有对应的题目。请核对题号和题型。",
        "答案.txt:7 warning key-unfit 答案文件给第 2 题的答案“AB”与这道题不符。请核对题号、题型和选项。",
    ]
    assert [(str(flaw.where), flaw.code, flaw.snippet) for flaw in deck.flaws if flaw.where.file == "答案.txt"][:5] == [
        ("答案.txt:1", "key-other", "内部资料"),
        ("答案.txt:2", "heading", "一、单选题"),
        ("答案.txt:3", "key-differs", "1.B 2.D"),
        ("答案.txt:3", "key", "1.B 2.D"),
        ("答案.txt:3", "key-unfit", "1.B 2.D"),
    ]


def test_a_question_that_agrees_with_the_key_is_passed_in_silence() -> None:
    bank = "1．谁缴费（ A ）\nA．甲\nB．乙\n2．谁审核\nA．甲\nB．乙\n答案：B\n3．甲缴费。（√）\n"
    assert report(read(bank, "1.A 2.乙 3.正确")) == []
    assert [flaw.split()[2] for flaw in report(read(bank, "1.B 2.B 3.错"))] == ["key-differs", "key-differs"]


def refusal(key: bytes, name: str) -> str:
    with pytest.raises(NotABank) as raised:
        read(CHAPTERS, key, name=name)
    return raised.value.why.text.format_map(raised.value.why.arguments)


def test_files_that_are_no_key() -> None:
    assert "答案文件“答案.xlsx”是 Excel 表格" in refusal(b"PK\x03\x04", "答案.xlsx")
    assert "答案文件“答案.txt”读不出来" in refusal(b"", "答案.txt")
    assert "答案文件“答案.txt”里没有找到答案" in refusal("今天天气很好。".encode(), "答案.txt")


SOUP = """一、单选题|二、判断题|参考答案|第一章 养老保险|1-2 AB|1.A 2.B|1．见条例|3．C。理由|答案：A|解析：理由|1-5|AB
题号 1 2|答案 A B|1|||谁缴费|||A|（1）要点|普通的一行|----|3518|第 2 页|A．甲|答|√ ×||1\tA"""


@given(st.lists(st.sampled_from(SOUP.replace("\n", "|").split("|")) | st.sampled_from(["1|||谁缴费|||A"]), max_size=20))
def test_every_line_of_a_key_is_accounted_for(lines: list[str]) -> None:
    lines = ["1-2 AB", *lines]
    deck = read(CHAPTERS, "\n".join(lines))
    named = {
        line
        for flaw in deck.flaws
        if flaw.where.file == "答案.txt"
        for line in range(flaw.where.line, flaw.where.last + 1)
    }
    assert [number for number, line in enumerate(lines, 1) if line.strip() and number not in named] == []


def test_a_key_is_right_where_a_prompt_holds_another_answer() -> None:
    bank = (
        "1．谁（ A ）缴费\nA．甲\nB．乙\n2．甲缴费。（√）\n"
        "3．交流电（AC）由谁供给\nA．丙\nB．丁\nC．戊\n4．谁审核（B）\nA．己\nB．庚\n"
    )
    deck = read(bank, "1.B 2.错 3.B 4.B")
    assert letters(deck) == "B B B B"
    assert [item.question.prompt for item in deck.items] == [
        "谁（ ）缴费",
        "甲缴费。（ ）",
        "交流电（AC）由谁供给",
        "谁审核（ ）",
    ]
    assert report(deck) == [
        "答案.txt:1 warning key-differs 第 1 题题干里写着答案“A”，答案文件里却是“B”，已按答案文件读入。"
        "请核对后改正其中一处。",
        "答案.txt:1 warning key-differs 第 2 题题干里写着答案“√”，答案文件里却是“错”，已按答案文件读入。"
        "请核对后改正其中一处。",
    ]
