"""What a page of a PDF shows besides plain lines: struck-out text, symbols, tables without rules, a browser's marks."""

from __future__ import annotations

import pytest

from studyapp import Choices, Deck, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import Rule, page_of, pdf

FOOT = 780.0
SIZE, LEADING = 10.5, 18


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.pdf", data))


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
    ]


def struck(line: int, start: float, end: float) -> Rule:
    """A line through the letters of a line of text."""
    height = FOOT - line * LEADING + 0.3 * SIZE
    return (0, start, height, end, height)


REVISED = ["1. 谁缴费", "A. 单位", "B. 职工", "答案："]
KEYS = [(0, 150.0, FOOT - 3 * LEADING, "A"), (0, 165.0, FOOT - 3 * LEADING, "B")]


def test_struck_out_text_is_no_text() -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS, rules=[struck(3, 150, 160.5)]))
    assert [item.question.answer for item in deck.items] == [Choices((1,))]
    assert report(deck) == ["题库.pdf[p. 1] info struck 第 1 页划掉的文字“A”已当作删除，没有读入。"]


def test_a_text_of_which_a_part_is_struck_stays_and_is_named() -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS[1:], rules=[struck(0, 103.5, 124.5)]))
    assert [item.question.prompt for item in deck.items] == ["谁缴费"]
    assert [flaw.code for flaw in deck.flaws] == ["struck-partly"]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([(0, 72.0, FOOT - 2, 300.0, FOOT - 2)], id="underlined"),
        pytest.param([struck(line, 60, 500) for line in range(5)], id="ruled paper"),
        pytest.param([struck(3, 300, 500)], id="beside"),
    ],
)
def test_lines_that_strike_nothing_out(rules: list[Rule]) -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS[1:], rules=rules))
    assert [item.question.answer for item in deck.items] == [Choices((1,))]
    assert report(deck) == []


def test_struck_out_options_are_not_asked_for_their_looks() -> None:
    lines = ["1. 谁缴费", "A. 单位", "B. 职工", "2. 谁登记", "A. 街道办", "B. 社保局"]
    old = [(0, 150.0, FOOT - 2 * LEADING, "旧稿")]
    looks = {"B. 职工": "1 0 0 rg", "A. 街道办": "1 0 0 rg"}
    deck = read(pdf([page_of(lines)], texts=old, rules=[struck(2, 150, 171)], looks=looks))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [item.question.choices for item in deck.items] == [("单位", "职工"), ("街道办", "社保局")]
