"""A question is found by any words that can be read in it, of two characters as of twenty."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studyapp.model import Basis, Question
from studyapp.model.plain import question_to_text
from studyapp.search import FOLDING, excerpt, find, fold, sieve, texts_of, words_of
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


@given(questions(), st.data())
def test_the_sieve_lets_pass_whatever_is_found(question: Question, data: st.DataObject) -> None:
    texts = [text for text in texts_of(question) if fold(text)]
    assume(texts)
    folded = fold(data.draw(st.sampled_from(texts)))
    start = data.draw(st.integers(0, len(folded) - 1))
    words = words_of(folded[start : start + data.draw(st.integers(1, 6))])
    assume(find(question, words) is not None)
    assert sieve(words)(question_to_text(question))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("失业\n保险", "失业保险"),
        ("ﾊﾞｽ", "バス"),
        ("caf\u0065\u0301", "café"),
        ("不少于½", "1⁄2"),
        ("气温37℃", "37°c"),
        ('称为"补贴"', '"补贴"'),
        ("C:\\库\\题", "\\题"),
        ("⽂书", "文书"),
        ("等等……", "..."),
        ("ＳＴＲＡẞＥ", "strasse"),
    ],
)
def test_the_sieve_knows_how_else_a_word_is_written(text: str, query: str) -> None:
    question = replace(single(1), prompt=text)
    assert find(question, words_of(query)) is not None
    assert sieve(words_of(query))(question_to_text(question))


def test_the_sieve_reads_a_basis_as_one_text() -> None:
    for query in ("保险法主席令", "三十五号第四十六条", "法主席令第三十五号第四"):
        assert sieve(words_of(query))(question_to_text(QUESTION))
    without_number = replace(QUESTION, basis=(Basis("社会保险法", "", "第四十六条", ""),))
    assert sieve(words_of("保险法第四十六条"))(question_to_text(without_number))


def test_the_sieve_holds_back_what_does_not_stand_there() -> None:
    for query in ("工伤", "险保", "失业 工伤", "保险金期限"):
        assert not sieve(words_of(query))(question_to_text(QUESTION))


def test_no_sign_folds_to_another_outside_of_the_ranges_that_are_looked_through() -> None:
    inside = {code for codes in FOLDING for code in codes}
    assert [code for code in range(0x110000) if code not in inside and fold(chr(code)) != chr(code)] == []


def test_an_excerpt_is_one_line_around_the_word() -> None:
    match = find(replace(single(1), prompt="甲" * 40 + "\n失业\n" + "乙" * 40), words_of("失业"))
    assert match is not None
    assert excerpt(match, 3) == "…甲甲 失业 乙乙…"
