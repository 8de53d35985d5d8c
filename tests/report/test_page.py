"""The page for the wall: well-formed, by itself, and with every figure on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import given

from studyapp.language import choose
from studyapp.report.page import Learner, page
from studyapp.report.plain import figures_as_plain
from studyapp.report.words import duration_words, percent
from tests.report.figures import figures, nothing
from tests.strategies import texts

LEARNER = Learner("王小燕", "西安市人社局")


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    yield
    choose("zh")


def words_of(text: str) -> str:
    root = ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
    body = root.find("body")
    assert body is not None
    return " ".join(" ".join(body.itertext()).split())


def test_it_says_who_when_and_how_much() -> None:
    text = words_of(page(figures(), LEARNER))
    for words in (
        *("王小燕", "西安市人社局", "2020年11月16日 至 2021年6月3日", "1,286 积分"),
        *("日日学之星 2 次 · 最近 2021年5月31日", "周周练达人 1 次"),
        *("劳动关系 88% 学过 502/903", "未分科目 – 学过 0/60", "多选题 71%", "目标 90%", "答对 4/14 · 忘 6 次"),
    ):
        assert words in text, words
    assert "日日学 " not in text  # points are no title


def test_it_needs_nothing_from_elsewhere() -> None:
    text = page(figures(), LEARNER)
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://(?!www\.w3\.org/2000/svg)", text)
    assert text.count("<svg ") == 2 + 4 + 3 + 1 + 3


def test_who_has_not_begun_gets_no_empty_frames() -> None:
    text = page(nothing(), Learner())
    assert "我的学习" in words_of(text)
    assert "<svg" in text
    for words in ("各科正确率", "最难的题", "今后三十天", "称号"):
        assert words not in text


@given(texts(30), texts(30))
def test_any_name_and_prompt_keeps_it_well_formed(name: str, prompt: str) -> None:
    one = figures()
    hard = one.hardest[0]._replace(prompt=prompt)
    words_of(page(one._replace(hardest=(hard,)), Learner(name, prompt)))


def test_in_english_no_chinese_is_left_but_the_names() -> None:
    choose("en")
    text = page(nothing(), Learner("Wang"))
    assert '<html lang="en">' in text
    assert not re.search(r"[\u4e00-\u9fff]", words_of(text).replace("社会保险", ""))


def test_shares_and_times_in_words() -> None:
    assert [percent(one) for one in (0.0, 0.004, 0.5, 0.994, 0.9999, 1.0)] == ["0%", "0%", "50%", "99%", "99%", "100%"]
    hour = 3_600_000
    assert [duration_words(one) for one in (0, 59_999, 5 * 60_000, hour, 12 * hour + 1_900_000)] == [
        *("0 分", "0 分", "5 分", "1 小时 0 分", "13 小时")
    ]


def test_as_json_it_has_all_of_it() -> None:
    plain = figures_as_plain(figures())
    assert plain["to"] == "2021-06-03"
    assert plain["total"]["answered"] == sum(one["answered"] for one in plain["days"])
    assert plain["weeks"][-1]["week"] == "2021-W22"
    assert [one["name"] for one in plain["titles"]] == ["日日学之星", "日日学之星", "周周练达人"]
    assert plain["subjects"][3] == {"name": "", "questions": 60, "seen": 0, "answered": 0, "right": 0, "share": None}
    assert len(plain["forecast"]["days"]) == 30
    assert plain["hardest"][0]["lapses"] == 6
    assert plain["marks"] == {"star": 12, "flag": 3, "report": 1}
