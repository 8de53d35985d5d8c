"""A title as a picture: it says what it must, in letters that fit, and needs nothing from elsewhere."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.language import choose
from studyapp.model import Message
from studyapp.model.activity import Award
from studyapp.report.certificate import ROOM, certificate, ems
from studyapp.report.page import Learner
from studyapp.report.titles import period_words, rule_words
from tests.activity.plans import PLAN, day

SHAPES = {"svg", "title", "rect", "path", "circle", "polygon", "text"}
SVG = "{http://www.w3.org/2000/svg}"
AWARD = Award(
    "daily-star",
    "日日学之星",
    "2021-05",
    day("2021-05-28"),
    0,
    Message(
        "学满 {have} 个工作日（应满 {need} 天），答题 {answers} 次，正确率 {accuracy}",
        {"have": 17, "need": 16, "answers": 1420, "accuracy": "91.2%"},
    ),
    day("2021-05-01"),
    day("2021-05-31"),
)


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_it_says_who_what_when_and_why() -> None:
    assert texts(certificate(AWARD, Learner("王小燕", "西安市社会保险经办中心"), "2021年度练兵比武")) == [
        "王小燕",
        "西安市社会保险经办中心",
        "在2021年5月的练兵中获得称号",
        "日日学之星",
        "学满 17 个工作日（应满 16 天），答题 1420 次，正确率 91.2%",
        "2021年度练兵比武 · 2021年5月28日获得",
    ]


def test_it_is_said_in_english_too() -> None:
    choose("en")
    try:
        assert not any("获得" in line for line in texts(certificate(AWARD, Learner("Anna"), "Drill")))
    finally:
        choose("zh")


def test_who_gave_no_name_is_not_named() -> None:
    assert texts(certificate(AWARD, Learner(), ""))[0] == "在2021年5月的练兵中获得称号"


@given(st.text(max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=40), st.text(max_size=80))
def test_whatever_the_names_it_is_a_picture_that_needs_nothing(name: str, unit: str, title: str, plan: str) -> None:
    svg = certificate(AWARD._replace(name=title, why=Message("学满")), Learner(name, unit), plan)
    tree = ElementTree.fromstring(svg)
    for line in tree.iter(f"{SVG}text"):
        words = "".join(line.itertext())
        wide = ems(words) * float(line.get("font-size", 0)) + len(words) * float(line.get("letter-spacing", 0))
        assert wide <= ROOM * 1.05
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "circle",
        "polygon",
        "text",
    }
    assert not any("url" in value or "href" in key for one in tree.iter() for key, value in one.attrib.items())


def test_a_long_reason_takes_two_lines() -> None:
    long = AWARD._replace(
        why=Message("学满二十个工作日（应满十九天），答题一千四百二十次，正确率百分之九十一点二，从不间断")
    )
    lines = texts(certificate(long, Learner(), ""))
    assert lines[2].endswith("，")
    assert "".join(lines[2:4]).startswith("学满二十个")


@pytest.mark.parametrize(
    ("period", "words"),
    [("2021-05", "2021年5月"), ("2021-W09", "2021年第 9 周"), ("2021-05-03", "2021年5月3日")],
)
def test_periods_in_words(period: str, words: str) -> None:
    assert period_words(period) == words


def test_rules_in_words() -> None:
    assert [rule_words(PLAN, one) for one in PLAN.titles] == [
        "当月学满 90% 的工作日，正确率达到 80%，至少答题 20 次",
        "当月的周周练全部及格，平均得分率达到 80%",
        "当月的月月比及格，得分率达到 90%，至少学满 10 个工作日",
    ]
