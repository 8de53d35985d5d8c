"""How a file was read: the layout in words, the runner-up, what stands at each flaw, and how far the reading is."""

from __future__ import annotations

import pytest

from studyapp import Cancelled, Choices, Deck, Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import page_of, pdf
from tests.plugins.studyapp_text.word_files import doc, docx, p, table


def read(text: str) -> Deck:
    return TextReader().read(Source("题库.txt", text.encode()))


def told(deck: Deck) -> list[tuple[str, int, int]]:
    return [(reading.layout.text, reading.questions, reading.errors) for reading in deck.readings]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("1．谁缴费\nA．甲\nB．乙\n答案：A\n", "每题有题号，答案在选项或题干之后"),
        ("1．谁缴费\n答案：A\nA．甲\nB．乙\n", "每题有题号，答案在选项之前"),
        ("1．谁缴费（ A ）\nA．甲\nB．乙\n", "每题有题号，答案写在题干的括号里"),
        ("1．谁缴费\nA．甲\nB．乙\n2．谁审核\nA．甲\nB．乙\n参考答案\n1-2 AB\n", "每题有题号，答案集中在后面"),
        ("谁缴费\nA．甲\nB．乙\n答案：A\n\n谁审核\nA．甲\nB．乙\n答案：A\n", "题目没有题号，以答案一行结束"),
        (
            "3518\n谁缴费\nA．甲\nB．乙\n答案：A\n3519\n谁审核\nA．甲\nB．乙\n答案：A\n",
            "每题之前有一行编号，答案在选项或题干之后",
        ),
    ],
)
def test_the_layout_in_words(text: str, layout: str) -> None:
    deck = read(text)
    assert told(deck) == [(layout, len(deck.items), 0)]


def test_the_material_of_a_case_is_no_question() -> None:
    deck = read(
        "【案例】张某在上班途中受伤。\n1．张某属于（ ）\nA．工伤\nB．非工伤\n答案：A\n2．应申请认定。\n答案：正确\n"
    )
    assert len(deck.items) == 3
    assert [(questions, errors) for _layout, questions, errors in told(deck)] == [(2, 0)]


def test_the_layout_with_a_second_file() -> None:
    bank = "1．谁缴费\nA．甲\nB．乙\n"
    deck = TextReader().read(Source("题库.txt", bank.encode(), key=Source("答案.txt", b"1.A")))
    assert told(deck) == [("每题有题号，答案在另一份文件里", 1, 0)]


def test_lines_of_columns_are_read_as_rows() -> None:
    deck = read(
        "序号|||题型|||题干|||A|||B|||答案\n1|||单选题|||谁缴费|||甲|||乙|||B\n2|||判断题|||甲缴费。|||||||||对\n"
    )
    assert [item.question.answer for item in deck.items][:1] == [Choices((1,))]
    assert told(deck)[0] == ("每行一题，各栏用制表符、竖线或逗号隔开", 2, 0)


def test_columns_that_nobody_named() -> None:
    rows = [f"{number}\t第{number}项待遇由谁负责审核发放\t甲\t乙\t丙\t{'ABC'[number % 3]}" for number in range(1, 7)]
    deck = read("\n".join(rows))
    assert [item.question.choices for item in deck.items] == [("甲", "乙", "丙")] * 6
    assert told(deck)[0][0] == "每行一题，各栏用制表符、竖线或逗号隔开"


def test_the_runner_up_is_told() -> None:
    rows = "\n".join(f"第{number}项，____日内办结\n\n答案：{number}\n" for number in range(1, 4))
    text = f"谁缴费\nA．甲\nB．乙\n\n谁审核\nA．甲\nB．乙\n答案：A\n\n{rows}"
    deck = read(text)
    assert len(deck.readings) > 1
    assert deck.readings[0].questions - deck.readings[0].errors >= deck.readings[1].questions - deck.readings[1].errors
    assert deck.readings[0].questions == sum(item.counts for item in deck.items)
    assert deck.readings[0].errors == sum(flaw.severity is Severity.ERROR for flaw in deck.flaws)


SHOWN = [
    ("题库.txt", "社会保险练习\n1．谁缴费\nA．甲\nB．乙\n答案：A\n2．谁审核\nA．甲\nB．乙\n".encode()),
    ("题库.docx", docx(*map(p, ("社会保险练习", "1．谁缴费", "A．甲\nB．乙", "答案：A", "2．谁审核", "A．甲\nB．乙")))),
    ("题库.doc", doc("社会保险练习\n1．谁缴费\nA．甲\nB．乙\n答案：A\n2．谁审核\nA．甲\nB．乙")),
    ("题库.html", "<html>社会保险练习<p>1．谁缴费<br>A．甲<br>B．乙<br>答案：A<p>2．谁审核<br>A．甲<br>B．乙".encode()),
    (
        "题库.pdf",
        pdf([page_of(["社会保险练习", "1．谁缴费", "A．甲", "B．乙", "答案：A", "2．谁审核", "A．甲", "B．乙"])]),
    ),
]


@pytest.mark.parametrize(("name", "data"), SHOWN)
def test_what_stands_at_each_flaw(name: str, data: bytes) -> None:
    deck = TextReader().read(Source(name, data))
    assert [(flaw.code, flaw.snippet) for flaw in deck.flaws] == [
        ("preface", "社会保险练习"),
        ("no-answer", "2．谁审核"),
    ]


def test_a_snippet_is_one_short_line() -> None:
    deck = read("---\n名称: 题库\n---\n1．谁缴费\nA．甲\nB．乙\n答案：A\n2．" + "谁\t审　核" * 30)
    by_code = {flaw.code: flaw.snippet for flaw in deck.flaws}
    assert by_code["front-matter"] == "---"
    assert len(by_code["no-answer"]) == 60
    assert by_code["no-answer"].startswith("2．谁 审 核谁 审 核")


def test_a_table_of_word_shows_what_stands_at_its_flaws() -> None:
    deck = TextReader().read(
        Source(
            "题库.docx",
            docx(table(("题干", "选项A", "选项B", "答案"), ("谁缴费", "甲", "乙", "A"), ("谁审核", "甲", "乙", ""))),
        )
    )
    assert [(flaw.code, flaw.snippet) for flaw in deck.flaws] == [("heading", "题干"), ("no-answer", "2．谁审核")]


LONG = "".join(f"{number}．第{number}项由谁办理\nA．甲\nB．乙\n答案：A\n" for number in range(1, 1500))
LONG_FILES = [
    ("错误.txt", (LONG.replace("答案：A\n", "", 1).replace("A．甲", "\nA．甲") + "\n甲\n答案：A\n\n3518\n").encode()),
    ("题库.txt", LONG.encode()),
    ("题库.docx", docx(*map(p, LONG.split("\n")))),
    ("题库.doc", doc(LONG[:20_000])),
    ("题库.html", ("<html>" + LONG.replace("\n", "<br>\n")).encode()),
    ("题库.pdf", pdf([page_of([f"{number}．谁缴费", "A．甲", "B．乙", "答案：A"]) for number in range(1, 30)])),
]


@pytest.mark.parametrize(("name", "data"), LONG_FILES)
def test_progress_is_told_and_may_be_cancelled(name: str, data: bytes) -> None:
    shares: list[float] = []
    TextReader().read(Source(name, data, progress=shares.append))
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert 0 <= shares[0] < 1
    assert len(shares) > 2

    def cancel(share: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        TextReader().read(Source(name, data, progress=cancel))
