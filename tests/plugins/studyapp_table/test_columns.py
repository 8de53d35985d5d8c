"""What each column was taken to hold, the user's word on it, and how the file was read."""

from __future__ import annotations

from studyapp import Column, Deck, Holds, Source
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.test_layouts import KAOSHIBAO, MOTIBANG, NETWORK, WENJUANXING, XUEXITONG, only, picked
from tests.plugins.studyapp_table.test_renderings import Asked, csv_of, headless, html_of, plain
from tests.plugins.studyapp_table.writing import Rows, xlsx

BANK = [Asked("single", f"第{n}号规定的期限是多少天", ("十日", "三十日", "六十日"), (n % 3,)) for n in range(1, 6)]


def read(data: bytes, **columns: Holds) -> Deck:
    return TableReader().read(Source("题库", data, columns=columns))


def layout(deck: Deck) -> str:
    words = deck.readings[0].layout
    return words.text.format_map(words.arguments)


def test_columns_say_what_they_hold() -> None:
    rows = [["序号", "题干（必填）", "A", "B", "答案", "分值"], ["1", "谁征收", "税务机关", "银行", "A", "2"]]
    assert read(xlsx({"S": rows})).columns == (
        Column("序号", Holds.LABEL, "1"),
        Column("题干（必填）", Holds.PROMPT, "谁征收"),
        Column("A", Holds.CHOICE, "税务机关"),
        Column("B", Holds.CHOICE, "银行"),
        Column("答案", Holds.ANSWER, "A"),
        Column("分值", Holds.NOTHING, "2"),
    )


def test_columns_of_several_sheets_are_told_once() -> None:
    one = [["题目", "A", "B", "答案"], ["谁", "甲", "乙", "A"]]
    two = [["题目", "A", "B", "答案", "备注"], ["谁", "甲", "乙", "A", "旧"]]
    assert [column.header for column in read(xlsx({"甲": one, "乙": two})).columns] == [
        "题目",
        "A",
        "B",
        "答案",
        "备注",
    ]


def test_columns_without_header_are_told_by_their_letter() -> None:
    columns = read(csv_of(headless(BANK)).encode()).columns
    assert [(column.header, column.holds) for column in columns] == [
        ("A", Holds.KIND), ("B", Holds.PROMPT), ("C", Holds.CHOICE), ("D", Holds.CHOICE), ("E", Holds.CHOICE),
        ("H", Holds.ANSWER),
    ]  # fmt: skip


def test_the_word_of_the_user_wins() -> None:
    rows = [["描述", "题目", "甲", "乙", "结论（必填）"], ["谁征收", "第一题", "税务机关", "银行", "A"]]
    words = {"描述": Holds.PROMPT, "甲": Holds.CHOICE, "乙": Holds.CHOICE, "结论": Holds.ANSWER}
    deck = read(xlsx({"S": rows}), **words)
    (question,) = only(deck)
    assert (question.prompt, question.choices, picked(question)) == ("谁征收", ("税务机关", "银行"), (0,))
    assert [column.holds for column in deck.columns] == [
        Holds.PROMPT, Holds.NOTHING, Holds.CHOICE, Holds.CHOICE, Holds.ANSWER,
    ]  # fmt: skip


def test_the_word_of_the_user_wins_without_header() -> None:
    rows = [["社保", f"第{n}号规定的期限是多少天", "十日", "三十日", "AB"[n % 2], "见第三条规定"] for n in range(1, 6)]
    assert only(read(csv_of(rows).encode(), A=Holds.SUBJECT, F=Holds.NOTHING))[0].subject == "社保"
    assert only(read(csv_of(rows).encode()))[0].explanation == "见第三条规定"
    assert only(read(csv_of(rows).encode(), F=Holds.NOTHING))[0].explanation == ""


def test_what_was_confirmed_gives_the_same_again() -> None:
    for rows in (plain(BANK), headless(BANK)):
        data = csv_of(rows).encode()
        deck = read(data)
        again = read(data, **{column.header: column.holds for column in deck.columns})
        assert (again.items, again.columns) == (deck.items, deck.columns)


def test_templates_are_named() -> None:
    templates: dict[str, Rows] = {
        "考试宝模板": KAOSHIBAO,
        "磨题帮模板": MOTIBANG,
        "问卷星导出的表格": WENJUANXING,
        "学习通模板": XUEXITONG,
        "网络大学题库": NETWORK,
    }
    assert {name: layout(read(xlsx({"Sheet1": rows}))) for name, rows in templates.items()} == {
        name: name for name in templates
    }
    assert layout(read(xlsx({"S": [["说明"], *plain(BANK)]}))) == "第 2 行是表头，按表头读取"


def test_the_runner_up_is_told() -> None:
    deck = read(xlsx({"S": [["题目", "", "", "", "答案"], *[[one.prompt, *one.choices, one.letters] for one in BANK]]}))
    assert [(one.questions, one.errors) for one in deck.readings] == [(5, 0), (0, 5)]
    assert len(deck.items) == 5


def test_a_web_page_and_a_2003_workbook_wear_the_suffix_of_a_workbook() -> None:
    page = html_of(plain(BANK)).encode("gb18030")
    cells = "".join(
        "<ss:Row>" + "".join(f'<ss:Cell><ss:Data ss:Type="String">{c}</ss:Data></ss:Cell>' for c in row) + "</ss:Row>"
        for row in plain(BANK)
    )
    book = f'<?xml version="1.0"?><ss:Workbook><ss:Worksheet ss:Name="题库"><ss:Table>{cells}</ss:Table></ss:Worksheet>'
    for data in (page, book.encode()):
        assert TableReader().sniff(data) >= 0.9
        assert [question.prompt for question in only(read(data))] == [one.prompt for one in BANK]


def test_two_tables_side_by_side() -> None:
    rows = [
        ["题目", "答案", "", "题目", "答案"],
        ["一句（ ）", "甲", "", "二句（ ）", "乙"],
        ["三句（ ）", "丙", "", "", ""],
    ]
    deck = read(xlsx({"S": rows}))
    assert [question.prompt for question in only(deck)] == ["一句（ ）", "三句（ ）", "二句（ ）"]


def test_every_flaw_shows_what_stands_there() -> None:
    rows = [["题目", "A", "B", "答案"], ["谁", "甲", "乙", "A"], ["谁" * 80, "甲", "乙", ""]]
    deck = read(xlsx({"S": rows}))
    assert [(flaw.code, flaw.snippet) for flaw in deck.flaws] == [
        ("header", "题目 | A | B | 答案"),
        ("no-answer", "谁" * 59 + "…"),
    ]


def test_progress_is_told() -> None:
    shares: list[float] = []
    data = csv_of([["题目", "A", "B", "C", "答案"], *[[f"问{n}", "甲", "乙", "丙", "A"] for n in range(3000)]]).encode()
    TableReader().read(Source("题库", data, progress=shares.append))
    assert len(shares) > 5 and shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1
