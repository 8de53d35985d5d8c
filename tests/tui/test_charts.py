"""Bars and lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui.text import airy, cut
from studyapp.tui.widgets.bar_chart import Bar, bar_chart
from studyapp.tui.widgets.line_chart import Frame, Lines, Series, figure, line_chart
from tests.tui.drawn import LABELS, WIDTHS
from tests.tui.gallery import TODAY

SHARES = st.floats(0, 1)
BARS = st.builds(
    Bar,
    LABELS,
    SHARES,
    st.integers(0, 9999).map(str),
    st.none() | SHARES,
    st.integers(0, 9999).map(str),
    st.none() | SHARES,
)
VALUES = st.lists(st.none() | st.floats(-1e4, 1e4), max_size=120).map(tuple)
LINES = st.builds(
    Lines,
    st.lists(st.builds(Series, LABELS, VALUES), min_size=1, max_size=2).map(tuple),
    st.integers(8_000, 40_000),
    st.sampled_from(["", "%", "题"]),
    st.none() | st.just((0.0, 100.0)),
    st.integers(1, 16),
)


@given(st.lists(BARS, max_size=8), WIDTHS, LABELS)
def test_bars_fit(rows: list[Bar], width: int, name: str) -> None:
    drawn = bar_chart(rows, width, names=(name, name)).plain.split("\n")
    assert all(cell_len(line) <= width for line in drawn)


@given(st.lists(BARS, min_size=1, max_size=8), WIDTHS)
def test_every_bar_has_its_figures(rows: list[Bar], width: int) -> None:
    drawn = bar_chart(rows, width).plain.split("\n")
    ends = [line.split()[-2:] for line in drawn if line.rstrip().endswith("%")]
    expected = []
    for row in rows:
        expected.append([row.value, f"{row.share:.0%}"])
        if row.second is not None:
            expected.append([row.second_value, f"{row.second:.0%}"])
    assert ends == expected


@given(st.lists(BARS, min_size=2, max_size=8), st.integers(60, 160))
def test_figures_stand_under_each_other(rows: list[Bar], width: int) -> None:
    drawn = bar_chart([row._replace(second=None, goal=None) for row in rows], width).plain.split("\n")
    assert len({cell_len(line) for line in drawn}) == 1
    assert len(drawn) == len(rows)


def test_a_goal_is_a_stroke_where_the_bar_should_reach() -> None:
    drawn = bar_chart([Bar("失业保险", 0.5, "1/2", goal=0.8)], 63)
    line = drawn.plain.split("\n")[0]
    assert line.index("|") - len("失业保险  ") == 32  # of 40 cells
    assert bar_chart([Bar("失业保险", 1.0, goal=1.0)], 60).plain.split("\n")[0].count("|") == 1
    assert "| 目标" in drawn.plain


def test_second_bars_are_named() -> None:
    drawn = bar_chart([Bar("失业保险", 0.5, "1/2", 0.25, "1/4")], 60, names=("本月", "上月")).plain.split("\n")
    assert [drawn[0].split(), drawn[1].split()] == [["失业保险", "1/2", "50%"], ["1/4", "25%"]]
    assert drawn[2].split() == ["上：本月", "下：上月"]


def test_where_there_is_no_room_bars_go_below() -> None:
    drawn = bar_chart([Bar("工伤保险待遇", 0.5, "1/2")], 24).plain.split("\n")
    assert drawn[0] == "工伤保险待…    1/2   50%"
    assert drawn[1] == " " * 24


def test_no_bars() -> None:
    assert bar_chart([], 40).plain == "还没有数据"


@given(LINES, WIDTHS)
def test_lines_fit(chart: Lines, width: int) -> None:
    drawn = line_chart(chart, width).plain.split("\n")
    assert all(cell_len(line) <= width for line in drawn)
    if any(value is not None for series in chart.series for value in series.values):
        assert len(drawn) > chart.height + 1
    else:
        assert drawn == ["还没有数据"]


@given(st.lists(st.none() | st.floats(0, 100), min_size=1, max_size=150), st.integers(30, 160), st.booleans())
def test_every_value_is_a_dot(values: list[float | None], width: int, second: bool) -> None:
    series = (Series("甲", ()), Series("乙", values)) if second else (Series("甲", values),)
    plot = [line[5:] for line in line_chart(Lines(series, TODAY, "%", (0, 100)), width).plain.split("\n")[:8]]
    frame = Frame(width - 5, 8, len(values), 0, 100)
    for day, value in enumerate(values):
        if value is not None:
            x, y = frame.dot(day, value)
            bit = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))[y % 4][x % 2]
            assert (ord(plot[y // 4][x // 2]) - 0x2800) & bit


@given(st.lists(st.floats(0, 100), min_size=2, max_size=60))
def test_days_go_right_and_values_up(values: list[float]) -> None:
    frame = Frame(40, 8, len(values), 0, 100)
    dots = [frame.dot(day, value) for day, value in enumerate(values)]
    assert dots[0][0] == 0
    assert dots[-1][0] == 79
    assert all(one[0] < other[0] for one, other in pairwise(dots))
    assert all((one > other) <= (a[1] <= b[1]) for (one, a), (other, b) in pairwise(zip(values, dots, strict=True)))


def test_a_gap_stays_a_gap() -> None:
    drawn = line_chart(Lines((Series("甲", (5.0, 5.0, None, None, 5.0, 5.0)),), TODAY, height=3), 42).plain
    middle = drawn.split("\n")[1][2:]
    assert middle[0] != " " != middle[-1]
    assert middle[15:24].strip() == ""


def test_a_single_value_is_in_the_middle_and_in_words() -> None:
    drawn = line_chart(Lines((Series("正确率", (88.0,)),), TODAY, "%", height=3), 44).plain.split("\n")
    assert [line.strip() for line in drawn[:3:2]] == ["", ""]
    assert drawn[1].split()[0] == "88%"
    assert drawn[3].strip() == "6月3日"
    assert drawn[4].endswith("正确率   最近 88%（6月3日）")


def test_the_extremes_are_told() -> None:
    words = line_chart(Lines((Series("正确率", (60.0, 95.5, 70.0)),), TODAY - 2, "%"), 100).plain.split("\n")[-1]
    assert words.endswith("最近 70%（6月3日）   最高 95.5%（6月2日）   最低 60%（6月1日）")
    little = line_chart(Lines((Series("正确率", (60.0, 95.5, 70.0)),), TODAY - 2, "%"), 22).plain
    assert "最高 95.5%" in little
    assert "最低 60%" in little


def test_the_scale() -> None:
    drawn = line_chart(Lines((Series("甲", (1.0, 3.0)),), TODAY, height=5), 60).plain.split("\n")
    assert [line.split(" ")[0] for line in drawn[:5]] == ["3", "", "2", "", "1"]


@pytest.mark.parametrize(
    ("value", "words"), [(3.0, "3%"), (3.14, "3.1%"), (-0.5, "-0.5%"), (12345.0, "12,345%"), (99.96, "100%")]
)
def test_figures(value: float, words: str) -> None:
    assert figure(value, "%") == words


def test_a_long_label_says_that_it_was_cut() -> None:
    label = "人事人才（含事业单位公开招聘、职称评审与表彰奖励）"
    assert cut(airy(label), 28) in bar_chart([Bar(label, 0.5)], 120).plain
