"""A miniature of every layout: what the templates and exports that people hold become."""

from __future__ import annotations

import io

import pytest
from xlsxwriter import Workbook

from studyapp import Back, Basis, Blank, Blanks, Choices, Deck, KeyPoints, Kind, Question
from tests.plugins.studyapp_table.conftest import Read
from tests.plugins.studyapp_table.writing import Cell, Rows, ods, xls, xlsx

KAOSHIBAO: Rows = [
    ["注意：请按模板填写，勿改表头"],
    ["题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "正确答案\n（必填）",
     "解析\n（勿删）", "章节\n（勿删）", "难度"],
    ["社会保险费由谁征收？", "单选题", "税务机关", "银行", "", "", "", "A", "见规定", "第一章", "易"],
    ["属于社会保险的有", "多选题", "养老", "工伤", "商业", "", "", "AB", "", "", ""],
    ["个人不缴工伤保险费", "判断题", "对", "错", "", "", "", "A", "", "", ""],
    ["个人缴工伤保险费", "判断题", "对", "错", "", "", "", "错误", "", "", ""],
    ["三险指（ ）、（ ）", "填空题", "养老", "医疗", "", "", "", "", "", "", ""],
]  # fmt: skip
MOTIBANG: Rows = [
    ["标题", "社保题库"],
    ["描述", "练习"],
    ["用时", "60"],
    ["题干", "题型", "选择项1", "选择项2", "选择项3", "解析", "答案1", "答案2", "得分1", "得分2"],
    ["谁征收", "单选", "税务机关", "银行", "", "", "A", "", "1", ""],
    ["一句话", "判断", "", "", "", "", "对", "", "1", ""],
    ["填____和____", "填空", "", "", "", "", "甲", "乙", "1", "1"],
    ["填____", "填空", "", "", "", "", "甲||乙", "", "1", ""],
]
WENJUANXING: Rows = [
    ["题型", "题目", "选项1", "选项2", "选项3", "正确答案", "答案解析", "分值"],
    ["单选题", "谁征收", "税务机关", "银行", "", "税务机关", "见规定", 5.0],
    ["多选题", "哪些是", "养老", "工伤", "商业", "养老┋工伤", "", 5.0],
]
XUEXITONG: Rows = [
    ["题型", "题干", "选项A", "选项B", "选项C", "答案"],
    ["单选题", "谁征收", "A.税务机关", "B、银行", "", "A"],
    ["填空题", "至少____年", "", "", "", "十五;15"],
]
NETWORK: Rows = [
    ["省公司题库"],
    [
        "序号",
        "一级纲要",
        "二级纲要",
        "题目分类",
        "专业",
        "题型",
        "题干",
        "选项",
        "答案",
        "题目依据",
        "试题分数",
        "试题编码",
        "备注",
    ],
    [1.0, "安全", "规程", "", "", "单选题", "谁负责", "A.甲 B.乙 C.丙", "B", "《安全规程》第三条", 1.0, "AQ-1", ""],
    [2.0, "安全", "规程", "", "", "判断题", "一句话", "A.正确|B.错误", "B", "", 1.0, "AQ-2", ""],
]


def only(deck: Deck) -> list[Question]:
    return [item.question for item in deck.items]


def codes(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws]


def picked(question: Question) -> tuple[int, ...]:
    assert isinstance(question.answer, Choices)
    return question.answer.right


def test_kaoshibao(read: Read) -> None:
    deck = read(xlsx({"试题案例，直接导入试试": KAOSHIBAO, "版本号": [["20221101"]]}))
    one, several, right, wrong, blank = only(deck)
    assert (one.choices, picked(one), one.explanation) == (("税务机关", "银行"), (0,), "见规定")
    assert (one.subject, one.difficulty) == ("第一章", 0.2)
    assert (several.kind, picked(several)) == (Kind.MULTIPLE, (0, 1))
    assert (right.kind, picked(right), picked(wrong)) == (Kind.JUDGE, (0,), (1,))
    assert blank.answer == Blanks((Blank(("养老",)), Blank(("医疗",))))
    assert codes(deck) == ["preface", "header", "no-bank-sheet"]


def test_motibang(read: Read) -> None:
    deck = read(xlsx({"Sheet1": MOTIBANG}))
    one, judge, two, alternatives = only(deck)
    assert deck.name == "社保题库"
    assert (picked(one), picked(judge)) == ((0,), (0,))
    assert two.answer == Blanks((Blank(("甲",)), Blank(("乙",))))
    assert alternatives.answer == Blanks((Blank(("甲", "乙")),))
    assert codes(deck) == ["preface"] * 3 + ["header", "unused-columns"]


def test_wenjuanxing(read: Read) -> None:
    deck = read(xlsx({"Sheet1": WENJUANXING}))
    assert [picked(one) for one in only(deck)] == [(0,), (0, 1)]


def test_xuexitong(read: Read) -> None:
    one, blank = only(read(xlsx({"Sheet1": XUEXITONG})))
    assert one.choices == ("税务机关", "银行")
    assert blank.answer == Blanks((Blank(("十五", "15")),))


def test_network_university(read: Read) -> None:
    deck = read(xlsx({"Sheet1": NETWORK}))
    one, judge = only(deck)
    assert (one.choices, picked(one)) == (("甲", "乙", "丙"), (1,))
    assert one.subject == "安全 / 规程"
    assert one.basis == (Basis("安全规程", article="第三条"),) or one.basis == (
        Basis("《安全规程》", article="第三条"),
    )
    assert (judge.kind, picked(judge)) == (Kind.JUDGE, (1,))
    assert [item.external_id for item in deck.items] == ["AQ-1", "AQ-2"]


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("A.admin B.root C.guest D.Super", ("admin", "root", "guest", "Super")),
        ("A. x | B. y", ("x", "y")),
        ("A. x,B. y", ("x", "y")),
        ("A、甲\nB、乙", ("甲", "乙")),
        ("甲\n乙\n丙", ("甲", "乙", "丙")),
        ('[{"optionContent":"甲"},{"optionContent":"乙"}]', ("甲", "乙")),
        ("['A. 甲', 'B. 乙']", ("甲", "乙")),
        ("A.维生素A、维生素C B.CAD图", ("维生素A、维生素C", "CAD图")),
        ("A.正规化B.专业化C.法制化", ("正规化", "专业化", "法制化")),
        ("甲；乙", ("甲", "乙")),
        ("A 甲 B 乙", ("甲", "乙")),
        ("A.维生素 B 族 B.维生素C", ("维生素 B 族", "维生素C")),
    ],
)
def test_options_in_one_cell(read: Read, cell: str, choices: tuple[str, ...]) -> None:
    (question,) = only(read(xlsx({"S": [["题目", "选项", "答案"], ["哪个", cell, "B"]]})))
    assert (question.choices, picked(question)) == (choices, (1,))


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("b", (1,)), ("Ｂ", (1,)), ("（B）", (1,)), ("A,B", (0, 1)), ("A、C", (0, 2)), ("A B", (0, 1)), ("A|B", (0, 1)),
        ("ABC。", (0, 1, 2)), ("B，工伤保险", (1,)), ("工伤保险", (1,)), (2.0, (1,)), ("1,3", (0, 2)),
        ("养老保险；工伤保险", (0, 1)), ("A;C", (0, 2)),
    ],
)  # fmt: skip
def test_answers(read: Read, answer: Cell, right: tuple[int, ...]) -> None:
    rows: Rows = [["题目", "A", "B", "C", "答案"], ["哪个", "养老保险", "工伤保险", "商业保险", answer]]
    (question,) = only(read(xlsx({"S": rows})))
    assert picked(question) == right


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("√", 0),
        ("×", 1),
        ("对", 0),
        ("错", 1),
        ("T", 0),
        ("FALSE", 1),
        (True, 0),
        ("A", 0),
        ("B", 1),
        (1.0, 0),
        (0.0, 1),
    ],
)
def test_judgements(read: Read, answer: Cell, right: int) -> None:
    (question,) = only(read(xlsx({"判断题": [["题目", "答案"], ["一句话", answer]]})))
    assert (question.kind, picked(question)) == (Kind.JUDGE, (right,))


def test_judge_letters_follow_the_options(read: Read) -> None:
    rows = [["题目", "A", "B", "答案"], ["一句话", "错误", "正确", "A"]]
    assert picked(only(read(xlsx({"S": rows})))[0]) == (1,)


def test_one_and_two_are_judgements(read: Read) -> None:
    deck = read(xlsx({"判断": [["题目", "答案"], ["一", 1.0], ["二", 2.0]]}))
    assert [picked(one) for one in only(deck)] == [(0,), (1,)]


def test_percentages_and_dates_are_as_shown(read: Read) -> None:
    cells: list[Cell] = [(0.005, 2), (0.5, 1), (44000, 3), (44000, 4), 1.0, 2.5]
    rows: Rows = [["题目", *"ABCDEF", "答案"], ["哪个", *cells, "A"]]
    assert only(read(xlsx({"S": rows})))[0].choices == ("0.50%", "50%", "6月18日", "2020-6-18", "1", "2.5")


@pytest.mark.parametrize("short", [False, True])
def test_percentages_and_dates_of_xls_are_as_shown(read: Read, short: bool) -> None:
    rows: Rows = [["题目", *"ABCD", "答案"], ["哪个", (0.005, 2), (0.5, 1), (44000, 3), 2.5, "A"]]
    assert only(read(xls("题库", rows, short=short)))[0].choices == ("0.50%", "50%", "6月18日", "2.5")


@pytest.mark.parametrize("name", ["判断题", "是非题（共2题）"])
def test_the_kind_as_the_header_of_the_questions(read: Read, name: str) -> None:
    deck = read(xlsx({"S": [[name, "答案"], ["甲缴费。", "对"], ["乙缴费。", "错"]]}))
    assert [(one.prompt, picked(one)) for one in only(deck)] == [("甲缴费。", (0,)), ("乙缴费。", (1,))]


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (0.125, "0.0%", "12.5%"), (0.08, "0.##%", "8%"), (1.0, "0%", "100%"), (3.5, "0.00", "3.50"),
        (7.0, "000", "007"),
        (12345.678, "#,##0.00", "12,345.68"), (1999.0, '"¥"#,##0', "¥1,999"), (2000.0, "[$￥-804]#,##0.0", "￥2,000.0"),
        (123456.0, "0.00E+00", "1.23E+05"), (-5.0, "0.0;(0.0)", "(5.0)"), (30.0, '0"日"', "30日"),
        (2.5, "General", "2.5"),
        (44000.0, 'yyyy"年"m"月"d"日"', "2020年6月18日"), (44000.0, "yyyy/mm/dd", "2020/06/18"),
    ],
)  # fmt: skip
def test_numbers_are_as_the_sheet_shows_them(read: Read, value: float, form: str, shown: str) -> None:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("S")
    sheet.write_row(0, 0, ["题目", "A", "B", "答案"])
    sheet.write_row(1, 0, ["多少", "甲", "", "B"])
    sheet.write_number(1, 2, value, book.add_format({"num_format": form}))
    book.close()
    assert only(read(buffer.getvalue()))[0].choices == ("甲", shown)


def test_hidden_sheets_and_rows_are_read_and_named(read: Read) -> None:
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    for name in ("养老", "失业"):
        sheet = book.add_worksheet(name)
        for number, row in enumerate([["题目", "A", "B", "答案"], ["一", "甲", "乙", "A"], ["二", "甲", "乙", "B"]]):
            sheet.write_row(number, 0, row)
    sheet.hide()
    book.worksheets()[0].set_row(2, None, None, {"hidden": True})
    book.close()
    deck = read(buffer.getvalue())
    assert [question.subject for question in only(deck)] == ["养老", "养老", "失业", "失业"]
    assert codes(deck) == ["hidden-rows", "hidden-sheet", "header", "header"]


def test_percentages_of_ods_are_as_shown(read: Read) -> None:
    rate = (
        '<table:table-cell office:value-type="percentage" office:value="0.005"><text:p>0.5%</text:p></table:table-cell>'
    )
    key = '<table:table-cell office:value-type="string"><text:p>B</text:p></table:table-cell>'
    deck = read(ods("S", [["题目", "A", "B", "答案"], ["哪个", "1%"]], cell=rate + key))
    assert only(deck)[0].choices == ("1%", "0.5%")


def test_sheets_are_chapters_and_kinds(read: Read) -> None:
    rows = [["题目", "A", "B", "答案"], ["哪个", "甲", "乙", "A"]]
    judged = [["题目", "答案"], ["一句话", "1"]]
    deck = read(xlsx({"养老保险": rows, "判断题": judged, "Sheet3": rows}))
    assert [one.subject for one in only(deck)] == ["养老保险", "", ""]
    assert only(deck)[1].kind is Kind.JUDGE
    assert [item.source.sheet for item in deck.items] == ["养老保险", "判断题", "Sheet3"]


def test_merged_chapters_hold_for_all_their_rows(read: Read) -> None:
    rows = [["章节", "题目", "答案"], ["总则", "一（ ）", "甲"], ["", "二（ ）", "乙"], ["", "三（ ）", "丙"]]
    deck = read(xlsx({"S": rows}, merged=["A2:A3"]))
    assert [one.subject for one in only(deck)] == ["总则", "总则", ""]


@pytest.mark.parametrize("before", [1, 3])
def test_a_table_that_begins_in_a_later_column_is_read_alike(read: Read, before: int) -> None:
    rows: Rows = [
        ["章节", "题目", *"AB", "答案"],
        ["总则", "一", (0.08, 1), 2.5, "A"],
        ["", "二", (44000, 3), "x", "B"],
    ]
    deck = read(xlsx({"S": rows}, merged=["A2:A3"]))
    column = "ABCD"[before]
    moved: Rows = [[*[None] * before, *row] for row in rows]
    other = read(xlsx({"S": moved}, merged=[f"{column}2:{column}3"]))
    assert [one.choices for one in only(deck)] == [("8%", "2.5"), ("6月18日", "x")]
    assert only(other) == only(deck) and [one.subject for one in only(deck)] == ["总则", "总则"]


def test_answers_in_the_first_option(read: Read) -> None:
    rows = [
        ["题干", "A项", "B项", "D项目", "答案", "类型"],
        ["（）是…", "质", "", "", "A", "填空题"],
        ["为何", "因为", "", "", "A", "简答题"],
    ]
    blank, short = only(read(xlsx({"S": rows})))
    assert blank.answer == Blanks((Blank(("质",)),))
    assert short.answer == KeyPoints(("因为",))


def test_titles_between_questions_tell_the_kind(read: Read) -> None:
    rows = [
        ["题目", "A", "B", "答案"],
        ["一、多选题"],
        ["哪些", "甲", "乙", "A"],
        ["二、判断题"],
        ["一句", "", "", "B"],
    ]
    deck = read(xlsx({"S": rows}))
    assert [one.kind for one in only(deck)] == [Kind.MULTIPLE, Kind.JUDGE]
    assert codes(deck) == ["header", "heading", "heading"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_with_separators(read: Read, encoding: str, separator: str) -> None:
    text = "题目|选项A|选项B|答案\r\n社会保险费由谁征收|税务机关|银行|A\r\n".replace("|", separator)
    assert picked(only(read(text.encode(encoding)))[0]) == (0,)


def test_fronts_and_backs_are_cards(read: Read) -> None:
    (card,) = only(read(xlsx({"S": [["正面", "背面"], ["五险", "养老、医疗"]]})))
    assert (card.kind, card.answer) == (Kind.CARD, Back("养老、医疗"))


def test_no_header(read: Read) -> None:
    lines = [f"{n},单选题,第{n}号规定的期限是多少天,十日,{n}0日,三十日,{'ABC'[n % 3]}" for n in range(1, 9)]
    deck = read("\n".join(lines).encode("gb18030"))
    assert [picked(one)[0] for one in only(deck)] == [n % 3 for n in range(1, 9)]
    assert [item.label for item in deck.items] == [str(n) for n in range(1, 9)]
