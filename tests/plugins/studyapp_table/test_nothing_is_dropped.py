"""Every row of every sheet is part of a question or named in the report, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise, zip_longest

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Deck, Item, Kind, NotABank, Severity, Source
from studyapp.plugins.checking import misfit, unfit
from studyapp_table.headers import bare
from studyapp_table.reader import TableReader
from studyapp_table.vocabulary import FIELD_OF
from tests.plugins.studyapp_table.writing import xlsx
from tests.support import examples

WORDS = (
    "", "", " ", "A", "B", "AB", "ABCD", "E", "甲", "乙", "正确", "错", "√", "1", "2", "0.5", "单选题",
    "多选题", "判断题", "填空题", "简答题", "排序题", "卡片", "案例题", "填____和（_）", "一、单选题",
    "A.甲_B.乙", "甲；乙", "甲||乙", "题干", "答案", "选项A", "选项", "题型", "章节", "难度", "依据", "标题",
    "略", "无", "谁缴费（ A ）", '"', '"甲\n乙', '["甲","乙"]', "\u200b", "=DISPIMG(1)", "第一章", "\n",
    "材料题", "匹配题", "1-B；2-A", "①②", "1.1", "A.甲", "答案：A", "根据以下资料，回答1-2题：张某入职",
    "连线：1.甲 2.乙 A.丙 B.丁",
    "1、缴费年限？", "解析：略", "3.1±0.1",
)  # fmt: skip
CELLS = st.sampled_from(WORDS)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=25)
HEADERS = st.sampled_from(
    [
        ["题干", "题型", "选项A", "选项B", "选项C", "答案", "解析"],
        ["序号", "题目", "选项", "答案", "难度", "章节"],
        ["题目", "答案"],
        ["题干", "题型", "答案1", "答案2", "依据", "页码"],
        ["序号", "材料", "题干", "题型", "选项", "答案", "所属案例"],
        [],
    ]
)


def told(deck: Deck) -> set[tuple[str, int]]:
    """The sheets and rows that the deck's items and flaws name."""
    places = [item.source for item in deck.items] + [flaw.where for flaw in deck.flaws]
    return {(place.sheet, line) for place in places for line in range(place.line, max(place.line, place.last) + 1)}


def _follows(one: Item, two: Item) -> bool:
    """Material and the first question about it may stand in the same row."""
    same = one.question.kind is Kind.CASE and two.case == one.position
    return (
        one.source.sheet != two.source.sheet or one.source.last < two.source.line or (same and one.source == two.source)
    )


def check(deck: Deck, rows: Iterable[list[str]]) -> None:
    # two tables side by side share their rows
    beside = any(sum(FIELD_OF.get(bare(cell)) == "prompt" for cell in row) > 1 for row in rows)
    assert misfit(deck) is None
    assert [unfit(item.question) for item in deck.items if unfit(item.question)] == []
    places = [(item.source.sheet, item.source.line, item.source.last) for item in deck.items]
    assert beside or all(_follows(one, two) for one, two in pairwise(deck.items))
    taken = {(sheet, line) for sheet, first, last in places for line in range(first, last + 1)}
    for flaw in deck.flaws:
        assert flaw.why.text.format_map(flaw.why.arguments)
        if flaw.severity is Severity.ERROR:
            assert beside or (flaw.where.sheet, flaw.where.line) not in taken


def visible(row: list[str]) -> bool:
    return any(cell.strip(" \n\u200b") for cell in row)


@settings(max_examples=examples(150), deadline=None)
@given(st.dictionaries(st.sampled_from(["题库", "判断题", "Sheet2"]), st.tuples(HEADERS, ROWS), min_size=1))
def test_every_row_of_every_sheet(sheets: dict[str, tuple[list[str], list[list[str]]]]) -> None:
    tables = {name: [header, *rows] for name, (header, rows) in sheets.items()}
    try:
        deck = TableReader().read(Source("题库", xlsx(tables)))
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    check(deck, [row for table in tables.values() for row in table])
    turned = {flaw.where.sheet for flaw in deck.flaws if flaw.code == "turned"}
    lines = {
        name: list(map(list, zip_longest(*rows, fillvalue=""))) if name in turned else rows
        for name, rows in tables.items()
    }
    wanted = {(name, n) for name, rows in lines.items() for n, row in enumerate(rows, 1) if visible(row)}
    assert wanted - told(deck) == set()


@settings(max_examples=examples(150), deadline=None)
@given(HEADERS, ROWS)
def test_every_line_of_a_text(header: list[str], rows: list[list[str]]) -> None:
    text = "\n".join(",".join(row) for row in [header, *rows])
    try:
        deck = TableReader().read(Source("题库", text.encode()))
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    check(deck, [header, *rows])
    lines = [[line] for line in text.split("\n")]
    if any(flaw.code == "turned" for flaw in deck.flaws):  # its lines are columns
        lines = list(map(list, zip_longest(*[header, *rows], fillvalue="")))
    wanted = {("", number) for number, line in enumerate(lines, 1) if "".join(line).strip()}
    assert wanted - told(deck) == set()


def test_an_answer_of_labels_alone_is_none() -> None:
    rows = [["题目", "答案"], ["1、缴费年限？"], ["答案"], ["答案"], ["谁缴费？", "单位"]]
    deck = TableReader().read(Source("题库", xlsx({"题库": rows})))
    check(deck, rows)
    assert [item.question.prompt for item in deck.items] == ["谁缴费？"]
