"""What stands around the questions: the head of a deck, page numbers, running heads."""

from __future__ import annotations

import pytest

from studyapp import Deck, NotABank, Severity, Source
from studyapp_text.reader import TextReader

ONE = "1. 谁缴费\nA. 甲\nB. 乙\n答案：A\n"


def read(text: str) -> Deck:
    return TextReader().read(Source("题库.md", text.encode()))


def codes(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_a_head_in_english() -> None:
    deck = read(
        f"---\nname: 甲\nsubject: 社保\njurisdiction: 陕西\nas-of: 2026-11-01\ndescription: 一句\n  两句\n---\n{ONE}"
    )
    assert (deck.name, deck.subject, deck.jurisdiction, str(deck.as_of)) == ("甲", "社保", "陕西", "2026-11-01")
    assert deck.description == "一句\n两句"
    assert deck.items[0].source.line == 9
    assert codes(deck) == []


def test_full_width_colons_and_quotes_in_a_head() -> None:
    deck = read(f'---\n名称：甲：乙\n说明："丙"\n---\n{ONE}')
    assert (deck.name, deck.description) == ("甲：乙", "丙")


def test_a_head_with_faults() -> None:
    deck = read(f"---\n名称: 甲\n作者: 乙\n核对日期: 明天\n---\n{ONE}")
    assert codes(deck) == ["unknown-key", "bad-field"]
    deck = read(f"---\n名称: 甲\n科目: 乙\n{ONE}")
    assert (deck.name, deck.subject, codes(deck)) == ("甲", "乙", ["front-matter-open"])


def test_rules_that_are_no_head() -> None:
    deck = read(f"---\n第一章 总则\n---\n{ONE}")
    assert (deck.name, deck.items[0].question.subject) == ("", "总则")


def test_a_head_without_questions_is_no_bank() -> None:
    with pytest.raises(NotABank):
        read("---\n名称: 甲\n---\n")


def test_backslashes_speak_only_in_files_with_a_head() -> None:
    text = "1. 求 \\(x\\) 的 \\frac{1}{2}\nA. 甲\nB. 乙\n答案：A\n解析：见下\n\\A. 不是选项\n"
    assert read(text).items[0].question.prompt == "求 \\(x\\) 的 \\frac{1}{2}"
    question = read(f"---\n名称: 甲\n---\n{text}").items[0].question
    assert (question.prompt, question.explanation) == ("求 (x) 的 frac{1}{2}", "见下\nA. 不是选项")


def test_running_heads_and_page_numbers_are_noise() -> None:
    page = "人社业务知识题库\n{0}．谁缴费{0}\nA．甲\n人社业务知识题库\nB．乙\n答案：A\n{0}\n第 {0} 页\n"
    deck = read("".join(page.format(number) for number in range(1, 9)))
    assert codes(deck) == []
    assert {item.question.choices for item in deck.items} == {("甲", "乙")}
    assert [item.external_id for item in deck.items] == [""] * 8
    assert sum(flaw.code == "noise" for flaw in deck.flaws) == 32


def test_repeated_lines_stay_where_there_are_no_pages() -> None:
    one = "{0}．谁缴费{0}\nA．甲\nB．乙\n答案：A\n解析：见下\n用人单位应当公示\n"
    deck = read("".join(one.format(number) for number in range(1, 9)))
    assert {item.question.explanation for item in deck.items} == {"见下\n用人单位应当公示"}


def test_declared_counts_are_checked() -> None:
    assert codes(read(f"一、单选题（共2题）\n{ONE}")) == ["count-declared"]
    assert codes(read(f"一、单选题（共1题，每题2分）\n{ONE}")) == []
    assert codes(read(f"## 一、单选题（共2题）\n### 社保\n{ONE}### 就业\n{ONE}")) == []
