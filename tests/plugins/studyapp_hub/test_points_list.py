"""The list of points as an office gets it: read again with another library, and its pages as printers see them."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from studyapp_hub.points_list import HEADERS, PointsLine, PointsList, group_words, points_list, ranked

TITLES = ("日日学之星", "日日学之星", "周周练达人")
LINES = (
    PointsLine("张三", "青山县社保中心", "前台、编制内、窗口", 320, 18, 400, 372, TITLES),
    PointsLine("李四", "青山县社保中心", "后台、编制外、非窗口", 0, 0, 0, 0),
    PointsLine("=HYPERLINK(\"http://x\")", "@某镇", "+1", 12, 3, 9, 3, ("-2",)),
)  # fmt: skip
REPORT = PointsList("青山县人力资源和社会保障局", "2021年5月", LINES, note="积分由单位服务器按活动方案重新评分得出。")


def rows(data: bytes) -> list[list[Any]]:
    return [list(row) for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()]


def sheet_xml(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def test_it_says_who_reports_what_and_who_signs() -> None:
    found = rows(points_list(REPORT))
    assert found[0][0] == "业务技能练兵积分上报表"
    assert found[1][0] == "填报单位（盖章）：青山县人力资源和社会保障局"
    assert found[1][5] == "统计期间：2021年5月"
    assert found[2] == list(HEADERS)
    assert found[3] == [1, "张三", "青山县社保中心", LINES[0].group, 320, 18, 400, 0.93, "日日学之星×2、周周练达人"]
    assert found[4][4:8] == [0, 0, 0, "—"]
    assert found[6][0] == "合计（3 人）" and found[6][4:8] == [332, 21, 409, 375 / 409]
    assert [one for one in found[7] if one] == ["填报人：", "审核人：", "日期：　　　年　　月　　日"]
    assert found[8][0] == "说明：积分由单位服务器按活动方案重新评分得出。"


def test_names_are_never_formulas() -> None:
    data = points_list(REPORT)
    assert rows(data)[5][1:4] == ['=HYPERLINK("http://x")', "@某镇", "+1"]
    formulas = re.findall("<f>(.*?)</f>", sheet_xml(data))
    assert formulas == [
        "SUM(E4:E6)",
        "SUM(F4:F6)",
        "SUM(G4:G6)",
        "IF(SUM(G4:G6)=0,0,SUMPRODUCT(G4:G6,H4:H6)/SUM(G4:G6))",
    ]


def test_it_is_printed_on_a4_with_its_head_on_every_page() -> None:
    data = points_list(REPORT)
    xml = sheet_xml(data)
    setup = re.search("<pageSetup[^>]*>", xml)
    assert setup is not None and 'paperSize="9"' in setup[0] and 'fitToHeight="0"' in setup[0]
    assert '<pageSetUpPr fitToPage="1"/>' in xml and 'horizontalCentered="1"' in xml
    book = zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml").decode()
    assert "积分上报!$3:$3" in book and "积分上报!$A$1:$I$9" in book


def test_the_same_list_is_the_same_bytes() -> None:
    assert points_list(REPORT) == points_list(REPORT)


def test_an_empty_list_is_a_list() -> None:
    found = rows(points_list(PointsList("县局", "2021年5月", ())))
    assert found[3][0] == "合计（0 人）" and found[3][4:8] == [0, 0, 0, "—"]


def test_it_is_ordered_by_unit_and_points() -> None:
    assert [one.name for one in ranked(LINES)] == [LINES[2].name, "张三", "李四"]


@pytest.mark.parametrize(("front", "words"), [(True, "前台、编制内、非窗口"), (False, "后台、编制内、非窗口")])
def test_the_group_in_words(front: bool, words: str) -> None:
    assert group_words(front=front, staff=True, window=False) == words


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
lines = st.builds(
    lambda name, unit, points, days, answers, share, titles: PointsLine(
        name, unit, "前台", points, days, answers, int(answers * share), titles
    ),
    texts,
    texts,
    st.integers(0, 10**6),
    st.integers(0, 366),
    st.integers(0, 10**6),
    st.floats(0, 1),
    st.lists(st.sampled_from(["日日学之星", "周周练达人"]), max_size=4),
)


@given(st.lists(lines, max_size=5))
@settings(max_examples=20)
def test_sums_are_those_of_the_lines(some: list[PointsLine]) -> None:
    found = rows(points_list(PointsList("县局", "全程", some)))
    body, total = found[3 : 3 + len(some)], found[3 + len(some)]
    assert [row[4] for row in body] == [one.points for one in some]
    assert total[4] == sum(one.points for one in some)
    assert total[5] == sum(one.days for one in some)
    assert total[6] == sum(one.answers for one in some)
    answers = sum(one.answers for one in some)
    assert total[7] == (sum(one.right for one in some) / answers if answers else "—")
