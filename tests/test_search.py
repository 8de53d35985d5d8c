"""A question is found by any words that can be read in it, of two characters as of twenty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.model import Basis
from studyapp.search import find, fold, texts_of, words_of
from tests.strategies import questions
from tests.support import single

QUESTION = replace(
    single(1),
    prompt="失业人员领取失业保险金的期限最长为（　　）。",
    explanation="累计缴费满５年不足 10 年的，最长为十八个月；ＨＲ 系统以此计算。",
    basis=(Basis("社会保险法", "主席令第三十五号", "第四十六条", ""),),
)


@pytest.mark.parametrize(
    ("query", "stands"),
    [
        ("失业", "失业"),
        ("保险", "保险"),
        ("险金", "险金"),
        ("三十日", "三十日"),
        ("满5年", "满５年"),
        ("不足10年", "不足 10 年"),
        ("hr", "ＨＲ"),
        ("Hr系统", "ＨＲ 系统"),
        ("第四十六条", "第四十六条"),
        ("期限 十八个月", "期限"),
        ("十八个月 期限", "十八个月"),
    ],
)
def test_what_stands_there_is_found_and_pointed_at(query: str, stands: str) -> None:
    match = find(QUESTION, words_of(query))
    assert match is not None
    assert match.text[match.start : match.end] == stands


@pytest.mark.parametrize("query", ["工伤", "失业 工伤", "", "  ", "保险金期限"])
def test_what_does_not_stand_there_is_not_found(query: str) -> None:
    assert find(QUESTION, words_of(query)) is None


@given(questions(), st.data())
def test_every_stretch_of_every_text_is_found(question: object, data: st.DataObject) -> None:
    texts = [text for text in texts_of(question) if fold(text)]  # type: ignore[arg-type]
    assume(texts)
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text) - 1))
    stretch = text[start : start + data.draw(st.integers(1, 4))]
    words = words_of(stretch)
    assume(words and all(word in fold(text) for word in words))  # a sign may fold otherwise beside another
    match = find(question, words)  # type: ignore[arg-type]
    assert match is not None
    assert 0 <= match.start <= match.end <= len(match.text)
