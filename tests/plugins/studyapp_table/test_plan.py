"""The short way gives what the long way gives, wherever it gives anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Kind, Where
from studyapp_table import limits
from studyapp_table.build import build
from studyapp_table.grid import Row, clean, clean_all
from studyapp_table.headers import Layout, read_header
from studyapp_table.plan import Plan
from studyapp_table.record import Context, read_record
from tests.plugins.studyapp_table.conftest import Read
from tests.plugins.studyapp_table.test_broken import refusal
from tests.plugins.studyapp_table.writing import xlsx
from tests.support import examples

HEADER = ["序号", "题干", "题型", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "难度", "章节", "知识点"]
LAYOUT = read_header(HEADER)
assert isinstance(LAYOUT, Layout)
CELLS = st.tuples(
    st.sampled_from(["1", "", "无"]),
    st.sampled_from(["谁征收（ ）", "谁征收（ A ）", "有____两类", "", "=1"]),
    st.sampled_from(["单选题", "多选题", "判断题", "填空题", "简答题", "抢答题", "1", "", "选择题"]),
    st.sampled_from(["税务机关", "正确", "对", "A.税务机关", "（一）", "", "错误"]),
    st.sampled_from(["银行", "错误", "错", "B、银行", "正确", "", "税务机关"]),
    st.sampled_from(["社保", "", "C", "银行"]),
    st.sampled_from(["", "都对", "社保"]),
    st.sampled_from(["A", "B", "AB", "ABD", "D", "BA", "正确", "√", "错", "1", "2", "0", "", "略", "税务机关", "E"]),
    st.sampled_from(["", "无", "见规定", '=DISPIMG("1",1)']),
    st.sampled_from(["", "易", "0.5", "3", "很怪", "★★"]),
    st.sampled_from(["", "总则", "3", "无"]),
    st.sampled_from(["", "缴费；待遇", "缴费"]),
)
CONTEXTS = st.builds(
    Context,
    section=st.sampled_from([None, Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK]),
    subject=st.sampled_from(["", "养老"]),
    twos=st.booleans(),
    zeros=st.just(False),
    codes=st.sampled_from([{}, {"1": Kind.JUDGE}, {"1": None}]),
)


@settings(max_examples=examples(600), deadline=None)
@given(CELLS, CONTEXTS)
def test_the_short_way_gives_what_the_long_way_gives(cells: tuple[str, ...], context: Context) -> None:
    row = Row(2, 2, cells)
    assert LAYOUT is not None and Plan.fits(LAYOUT)
    short = Plan(LAYOUT, context).question(row.cells)
    if short is None:
        return
    record = read_record(row, LAYOUT, Where("题库"), context)
    assert build(record) == short
    assert record.found == []


def test_common_rows_take_the_short_way() -> None:
    assert LAYOUT is not None
    plan = Plan(LAYOUT, Context())
    for kind, choices, key in (
        ("单选题", ["甲", "乙", "丙", "丁"], "A"), ("多选题", ["甲", "乙", "丙", ""], "AC"),
        ("判断题", ["正确", "错误", "", ""], "B"), ("判断题", ["", "", "", ""], "√"),
    ):  # fmt: skip
        assert plan.question(("1", "谁征收", kind, *choices, key, "见规定", "易", "总则", "缴费")) is not None


def test_a_table_may_have_nothing_but_prompts_choices_and_answers() -> None:
    layout = read_header(["题干", "选项A", "选项B", "选项C", "选项D", "答案"])
    assert layout is not None
    plan = Plan(layout, Context())
    for _twice in range(2):
        for key, kind in (("AB", Kind.MULTIPLE), ("B", Kind.SINGLE)):
            found = plan.question(("谁征收", "甲", "乙", "丙", "", key))
            assert found is not None
            assert (found.kind, found.answer) == (kind, Choices(tuple("ABCD".index(letter) for letter in key)))
        assert plan.question(("谁征收", "甲", "乙", "丙", "", "")) is None


@given(st.lists(st.text(st.characters(codec="utf-8") | st.sampled_from(" |\u3000\u2f00\n\u200b甲"), max_size=6)))
def test_a_glance_at_a_row_cleans_every_cell(texts: list[str]) -> None:
    assert clean_all(texts) == tuple(map(clean, texts))


@pytest.mark.parametrize(
    "row",
    [
        '<row r="9"><c r="E1048576"><v>1</v></c></row>', '<row r="9"><c r="XFD9"><v>1</v></c></row>',
        '<row r="9"><c\nr="XFD9"><v>1</v></c></row>', "<row r='9'><c r='XFD9'><v>1</v></c></row>",
        '<row r="9"><x:c r="XFD9"><v>1</v></x:c></row>',
        '<row spans="1" r="1048576"><c r="E1048576"><v>1</v></c></row>',
    ],
)  # fmt: skip
def test_no_spelling_of_a_far_cell_is_overlooked(read: Read, row: str) -> None:
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:x="x"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c></row>{row}'
        '<row r="500"><c r="A500"><v>1</v></c></row></sheetData>'
        "</worksheet>"
    )
    data = xlsx({"S": [["题目", "A", "B", "答案"]]}, extra={"xl/worksheets/sheet1.xml": far})
    if "XFD" in row:
        far_down = far.replace('r="500"', 'r="150000"').replace("A500", "A150000")
        data = xlsx({"S": [["题目"]]}, extra={"xl/worksheets/sheet1.xml": far_down})
    assert "表格太大" in refusal(data, read)


def test_more_columns_than_letters_are_counted_and_read(read: Read) -> None:
    rows = [["题目", "A", "B", "答案", *[""] * 30, "备注"], ["谁", "甲", "乙", "A", *[""] * 30, "旧"]]
    cells = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{chr(65 + c) if c < 26 else "A" + chr(39 + c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for c, cell in enumerate(row)
            if cell
        )
        + "</row>"
        for r, row in enumerate(rows, 1)
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    deck = read(xlsx({"S": rows[:1]}, extra={"xl/worksheets/sheet1.xml": sheet}))
    assert len(deck.items) == 1
    assert limits.column_number(b"AI") == 35
