"""The board's page: well-formed, by itself, legible, and with every figure on it.

``STUDYAPP_UPDATE_GOLDENS=1`` rewrites the goldens.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Board, Place, PointRules, Scope, UnitPlace
from studyapp_hub.service import board_words
from studyapp_hub.service.board_drawing import bar, figure, percent
from studyapp_hub.service.board_page import POLICY, View, missing, page
from studyapp_hub.service.board_style import COLOURS, STYLE, TEXT_ON
from studyapp_hub.service.board_tables import SHOWN, Share
from tests.plugins.studyapp_hub import board_samples as samples

GOLDENS = Path(__file__).parent / "goldens"
VIEWS = {
    "empty": samples.empty(),
    "one_person": samples.one_person(),
    "county": samples.county(people=12, units=6),
    "open_county": samples.county(closed=False, people=12, units=6),
}


def root_of(text: str) -> Element:
    return ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))


def words_of(text: str) -> str:
    body = root_of(text).find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


@pytest.mark.parametrize("name", VIEWS)
def test_golden(name: str) -> None:
    shown = re.sub(r"(?<=>)(?=<)", "\n", page(VIEWS[name]).replace(STYLE, "…"))
    path = GOLDENS / f"{name}.html"
    if os.environ.get("STUDYAPP_UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", VIEWS)
def test_it_is_made_as_accessible_pages_are(name: str) -> None:
    root = root_of(page(VIEWS[name]))
    assert root.get("lang") == "zh-CN"
    assert len(list(root.iter("h1"))) == 1 and len(list(root.iter("main"))) == 1
    for table in root.iter("table"):
        assert table[0].tag == "caption" and "".join(table[0].itertext())
        width = len(table.findall("thead/tr/*"))
        assert all(len(row) == width for row in table.iter("tr"))
        assert all(one.get("scope") == "col" for one in table.findall("thead/tr/th"))
        assert [one.get("scope") for one in table.findall("tbody/tr/th")] == ["row"] * len(table.findall("tbody/tr"))
    for one in root.iter("select"):
        assert len(list(one.iter("option"))) and len([x for x in one.iter("option") if x.get("selected")]) <= 1
    assert all(one.find("select") is not None for one in root.iter("label"))
    assert all(one.get("aria-hidden") == "true" for one in root.iter("svg"))


def test_it_needs_nothing_from_elsewhere_and_says_so() -> None:
    text = page(samples.county())
    assert not re.search(r"<script|<img|@import|url\(|https?://(?!www\.w3\.org/2000/svg)| style=| on[a-z]+=", text)
    assert "default-src 'none'" in POLICY and "unsafe" not in POLICY


def test_the_state_of_a_board_is_said() -> None:
    assert "已定稿，不再变动" in words_of(page(samples.county(closed=True)))
    told = words_of(page(samples.county(closed=False)))
    assert "未定稿：晚到的答题还会计入，2021年6月10日之后定稿" in told and "不再变动 " not in told
    december = samples.view(Board("*", "全部人员", "2021-12", samples.AT))
    assert "2022年1月10日之后定稿" in words_of(page(december))
    assert "实时" in words_of(page(samples.empty()))


def test_who_has_not_begun_gets_no_empty_frames() -> None:
    text = page(samples.empty())
    assert "<table" not in text and "还没有人得分" in text and "单位榜" not in words_of(text)


def test_names_are_texts_and_never_markup() -> None:
    text = page(samples.one_person())
    assert "<script" not in text
    assert words_of(text).count(samples.HOSTILE) == 5  # the hub, the plan, a scope, the person, his unit


def test_a_thousand_units() -> None:
    one = samples.county(units=1_000)
    text = page(one)
    root = root_of(text)
    tables = {("".join(table[0].itertext())): table for table in root.iter("table")}
    caption = "共 1,000 个单位，按人均积分排列"
    assert len(tables[caption].findall("tbody/tr")) == SHOWN
    rest = root.findall(".//details")
    assert len(rest) == 2  # of persons and of units
    assert len(tables[f"{caption}（续）"].findall("tbody/tr")) == 1_000 - SHOWN
    names = [
        ("".join(row[1].itertext())) for table in (caption, f"{caption}（续）") for row in tables[table].iter("tr")
    ]
    assert [name for name in names if name != "单位"] == [unit.name for unit in one.board.units]
    assert len(text) < 1_000_000


def test_the_figures_of_the_whole_are_those_of_its_units() -> None:
    board = Board(
        *("*", "全部人员", "all", samples.AT, 4),
        units=(UnitPlace(1, "a", "甲局", 4, 2, 30, 7.5), UnitPlace(2, "b", "乙局", 4, 1, 2, 0.5)),
    )
    told = words_of(page(samples.view(board)))
    for words in ("4 有积分的人数", "8 应参加人数", "38% 参与率", "4 人均积分", "50% 2/4 7.5"):
        assert words in told, words


def test_a_unit_without_a_roster_has_no_rate() -> None:
    board = Board("*", "全部人员", "all", samples.AT, 3, units=(UnitPlace(1, "a", "甲局", 0, 3, 30, 10.0),))
    told = words_of(page(samples.view(board)))
    assert "– 3 人 10 30" in told and "应参加人数 " not in told.replace("应参加人数， ", "")


def test_a_wall_screen_loads_itself_anew_and_has_nothing_to_choose() -> None:
    text = page(samples.county()._replace(wall=True))
    assert '<meta http-equiv="refresh" content="300"/>' in text and "<form" not in text
    assert "http-equiv" not in page(samples.county())


def test_what_is_not_there_is_said() -> None:
    assert "没有<这>个范围。" in words_of(missing("没有<这>个范围。"))


@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out(text: str, ground: str) -> None:
    light, dark = sorted((_luminance(COLOURS[text]), _luminance(COLOURS[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, AA


@pytest.mark.parametrize("look", ["main", "soft"])
def test_bars_stand_out(look: str) -> None:
    light, dark = sorted((_luminance(COLOURS[look]), _luminance(COLOURS["paper"])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 2.7


def test_every_colour_that_is_used_is_there() -> None:
    assert set(re.findall(r"var\(--(\w+)\)", STYLE)) == set(COLOURS)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_bars_are_within_their_frame() -> None:
    for share, length in ((-1.0, "0"), (0.0, "0"), (0.123456, "12.35"), (1.0, "100"), (9.0, "100")):
        svg = ElementTree.fromstring(bar(share, "main"))
        assert [one.get("width") for one in svg] == ["100", length]


def test_shares_and_figures() -> None:
    assert [percent(*one) for one in ((0, 0), (0, 9), (1, 1_000), (999, 1_000), (9, 9), (1, 2))] == [
        *("–", "0%", "1%", "99%", "100%", "50%")
    ]
    assert [figure(one) for one in (0.0, 0.04, 7.25, 7.0, 1_234.56)] == ["0", "0", "7.2", "7", "1,234.6"]


def test_periods_in_words() -> None:
    asked = ("all", "2021-05", "2021-W18", "2020-W53", "2021-05-03", "2021-W99", "2021-13", "嗯")
    assert [board_words.period_words(one) for one in asked] == [
        *("活动全程", "2021年5月", "2021年第18周（5月3日至5月9日）", "2020年第53周（12月28日至1月3日）"),
        *("2021年5月3日（星期一）", "2021-W99", "2021-13", "嗯"),
    ]
    assert board_words.latest(samples.PERIODS) == ["all", "2021-05", "2021-W21", "2021-05-28"]


def test_the_notes_go_by_the_plan() -> None:
    told = "".join(board_words.notes(samples.RULES, 10))
    assert "每天最多计 60 分" in told and "不计分的题型：简答题、卡片。" in told and "次月10日之后定稿" in told
    assert "不计分的题型" not in "".join(board_words.notes(PointRules(), 10))


texts = st.text(max_size=12)
counts = st.integers(0, 10**9)


@given(
    st.builds(
        Board,
        scope=texts,
        title=texts,
        period=texts | st.sampled_from(samples.PERIODS),
        at=st.integers(0, 10**14),
        people=counts,
        places=st.lists(st.builds(Place, counts, texts, texts, counts, st.booleans()), max_size=3),
        near=st.lists(st.builds(Place, counts, texts, texts, counts, st.booleans()), max_size=2),
        units=st.lists(
            st.builds(UnitPlace, counts, texts, texts, counts, counts, counts, st.floats(0, 1e9)), max_size=3
        ),
        closed=st.booleans(),
    ),
    st.lists(st.builds(Share, texts, texts, counts, counts), max_size=3),
    st.lists(st.builds(Scope, texts, texts), max_size=3),
)
def test_any_board_is_shown(board: Board, shares: list[Share], scopes: list[Scope]) -> None:
    view = View(board, "计划", scopes, samples.PERIODS, samples.RULES, 10, shares)
    words_of(page(view))
    page(view).encode()
