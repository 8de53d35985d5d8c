"""Faults of a file: each is a value with its line, its code and a sentence."""

from __future__ import annotations

import pytest

from studyapp import Choices, Flaw, Kind, Severity, Source
from studyapp_text.reader import TextReader

GOOD = "9．谁缴费\nA．甲\nB．乙\n答案：A\n"


def flaws_of(text: str) -> list[Flaw]:
    deck = TextReader().read(Source("题库.txt", text.encode()))
    return [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]


@pytest.mark.parametrize(
    ("text", "severity", "code", "line"),
    [
        ("8．谁缴费\nA．甲\nB．乙\n" + GOOD, "error", "no-answer", 1),
        ("8．谁缴费\nA．甲\nB．乙\n答案：略\n" + GOOD, "error", "no-answer", 1),
        ("一、单选题\n8．谁缴费\n答案：AB\n" + GOOD, "error", "no-choices", 2),
        ("8．谁缴费\nA．甲\n答案：A\n" + GOOD, "error", "no-choices", 1),
        ("8．谁缴费\nA．甲\nB．乙\n答案：E\n" + GOOD, "error", "answer-outside-choices", 1),
        ("8．谁缴费\nA．甲\nB．乙\n答案：ABE\n" + GOOD, "warning", "answer-outside-choices", 4),
        ("8．\nA．甲\nB．乙\n答案：A\n" + GOOD, "error", "empty-prompt", 1),
        ("一、判断题\n8．谁缴费\n答案：单位\n9．甲。\n答案：对\n", "error", "answer-unreadable", 2),
        ("8．谁缴费\nA．甲\nB．乙\nD．丁\n答案：D\n" + GOOD, "warning", "label-gap", 2),
        ("8．谁缴费\nA．甲\nB．乙\nC．丙\nC．丁\n答案：D\n" + GOOD, "warning", "label-twice", 5),
        ("8．谁缴费\nA．甲\nB．乙\nC．甲\n答案：B\n" + GOOD, "warning", "choice-twice", 4),
        ("8．谁缴费\nA．甲\nB．\nC．丙\n答案：A\n" + GOOD, "warning", "choice-empty", 3),
        ("7．谁\nA．甲\nB．乙\n答案：A\n" + GOOD, "warning", "number-gap", 5),
        ("9．谁\nA．甲\nB．乙\n答案：A\n" + GOOD, "warning", "number-twice", 5),
        ("8．谁\nA．甲\nB．乙\n答案：AA\n" + GOOD, "warning", "answer-letter-twice", 4),
        ("8．谁\nA．甲\nB．乙\n答案：A\n答案：B\n" + GOOD, "warning", "answer-twice", 5),
        ("8．谁\n答案：A\nA．甲\nB．乙\n" + GOOD + GOOD.replace("9", "10"), "warning", "answer-before-choices", 2),
        ("一、单选题\n8．谁\nA．甲\nB．乙\n答案：AB\n" + GOOD, "warning", "kind-mismatch", 2),
        ("8．谁\nA．甲\nB．乙\n答案：A\n没有标签的一行\n" + GOOD, "warning", "stray-line", 5),
        (GOOD + "参考答案\n1-2 AB\n", "warning", "key-unused", 6),
    ],
)
def test_faults(text: str, severity: str, code: str, line: int) -> None:
    flaw = flaws_of(text)[0]
    assert (flaw.severity, flaw.code, flaw.where.line) == (severity, code, line)
    assert flaw.why.text.format_map(flaw.why.arguments)


def test_doubled_letters_are_read_by_their_place() -> None:
    text = "1．谁\nA．甲\nB．乙\nB．丙\nD．丁\n答案：ABCD\n"
    (item,) = TextReader().read(Source("题库.txt", text.encode())).items
    assert (item.question.kind, item.question.answer) == (Kind.MULTIPLE, Choices((0, 1, 2, 3)))


def test_missing_letters_are_read_by_their_letter() -> None:
    text = "1．谁\nA．甲\nB．乙\nD．丁\n答案：BD\n"
    (item,) = TextReader().read(Source("题库.txt", text.encode())).items
    assert item.question.answer == Choices((1, 2))


def test_a_layout_with_answers_first_is_no_fault() -> None:
    one = "{}．谁\n答案：A\nA．甲\nB．乙\n"
    assert flaws_of("".join(one.format(number) for number in range(1, 5))) == []


def test_letters_of_a_kind_are_the_headings_business() -> None:
    text = "二、多选题\n1．谁\nA．甲\nB．乙\n答案：B\n"
    (item,) = TextReader().read(Source("题库.txt", text.encode())).items
    assert (item.question.kind, item.question.answer) == (Kind.MULTIPLE, Choices((1,)))
    assert flaws_of(text) == []
