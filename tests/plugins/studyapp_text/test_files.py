"""Bytes that are exam text, bytes that are not, and bytes that once were."""

from __future__ import annotations

import codecs
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Deck, NotABank, Severity, Source
from studyapp_text import tokenise
from studyapp_text.decoding import LARGEST_FILE
from studyapp_text.reader import TextReader

ONE = "1．失业保险金由谁发放（ ）\nA．经办机构\nB．用人单位\n答案：A\n"
TWO = ONE + "2．工伤保险费由谁缴纳（ ）\nA．职工\nB．用人单位\n答案：B\n"


def read(data: bytes, encoding: str = "") -> Deck:
    return TextReader().read(Source("题库.txt", data, encoding))


def refusal(data: bytes, encoding: str = "") -> str:
    with pytest.raises(NotABank) as raised:
        read(data, encoding)
    why = raised.value.why
    return why.text.format_map(why.arguments)


def codes(deck: Deck) -> list[tuple[str, int, int]]:
    return [(flaw.code, flaw.where.line, flaw.where.last) for flaw in deck.flaws if flaw.severity is not Severity.INFO]


@pytest.mark.parametrize(
    "data",
    [
        TWO.encode(),
        TWO.encode("utf-8-sig"),
        TWO.encode("gb18030"),
        TWO.encode("utf-16"),
        codecs.BOM_UTF16_BE + TWO.encode("utf-16-be"),
        TWO.encode("utf-32"),
        TWO.replace("\n", "\r\n").encode(),
        TWO.replace("\n", "\r").encode(),
        TWO.encode() + b"\x00" * 4,
        TWO.replace("A．", "\ufeffA．").encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    deck = read(data)
    assert [item.question.prompt for item in deck.items] == ["失业保险金由谁发放（ ）", "工伤保险费由谁缴纳（ ）"]
    assert [(item.source.line, item.source.last) for item in deck.items] == [(1, 4), (5, 8)]
    assert codes(deck) == []


def test_the_encoding_that_the_user_tells() -> None:
    assert len(read(TWO.encode("big5", errors="ignore") + TWO.encode("ascii", errors="ignore"), "big5").items) >= 1
    assert "utf-8" in refusal(TWO.encode(), "马王堆")
    assert "编码" in refusal("汉字汉字汉字".encode(), "ascii")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf \r\n\x00\x00", "空的"),
        (bytes(range(256)) * 40, "二进制"),
        (b"PK\x03\x04rest", "docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xfe" + b"\xff\xd8" * 500, "解码"),
        ("今天天气很好。\n我们去散步。\n".encode(), "没有找到题目"),
        (b"a,b,c\n1,2,3\n", "没有找到题目"),
        ("1．谁缴费\nA．甲\nB．乙\n".encode(), "第 1 行"),
        ("甲".encode() * 60_000, "60000 个字"),
    ],
)
def test_files_that_hold_no_questions_say_so(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    assert "100 MB" in refusal(b"A" * (100 << 20))
    assert LARGEST_FILE < 100 << 20


def test_a_monstrous_line_is_passed_over_and_named() -> None:
    deck = read((ONE + "甲" * 60_000 + "\n" + ONE).encode())
    assert len(deck.items) == 2
    assert ("line-too-long", 5, 5) in codes(deck)


@pytest.mark.parametrize(
    "piece",
    ["A ", "（ ", "_", "1.", "A．甲", "答案：A ", " 难度：", "①", "\\", "(A", "|", "1-2 ", "# ", " 　", "[单选题]"],
)
def test_long_lines_of_structure_are_read_at_once(piece: str) -> None:
    line = piece * (49_000 // len(piece))
    for text in (line, f"1. {line}", f"答案：{line}", f"解析：{line}", f"A. {line}", f"依据：{line}"):
        deck = read(f"---\n名称: 甲\n---\n{ONE}{text}\n{ONE}".encode())
        assert deck.items


class Counting:
    """An expression that counts the signs that it was given to search."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.signs = pattern, 0

    def search(self, text: str, begin: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        self.signs += max(min(end, len(text)) - begin, 0)
        return self.pattern.search(text, begin, end)


@pytest.mark.parametrize("piece", ["答案：A ", "答案：A 解析：甲 "])
def test_a_line_of_answers_is_looked_through_once_for_explanations(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counting = Counting(tokenise._GLUED_EXPLANATION)
    monkeypatch.setattr(tokenise, "_GLUED_EXPLANATION", counting)
    line = piece * 2_000
    assert read(f"{ONE}{line}\n{ONE}".encode()).items
    assert 0 < counting.signs <= 2 * len(line)


def test_a_truncated_file_loses_its_last_question_only() -> None:
    deck = read(TWO[: TWO.rindex("B．")].encode())
    assert len(deck.items) == 1
    assert codes(deck) == [("no-answer", 5, 6)]


def test_lines_in_another_encoding_are_read_and_named() -> None:
    other = "A．经办机构\n".encode("gb18030")
    data = TWO.encode().replace("A．经办机构\n".encode(), other)
    deck = read(data)
    assert deck.items[0].question.choices == ("经办机构", "用人单位")
    assert codes(deck) == [("other-encoding", 2, 2)]


def test_bytes_that_are_no_text_are_named_and_the_rest_is_read() -> None:
    deck = read(TWO.encode().replace("经办".encode(), b"\xe7\xbb\xff\xff"))
    assert len(deck.items) == 2
    assert codes(deck) == [("undecodable", 2, 2)]


def test_suffixes_do_not_decide() -> None:
    for name in ("题库.docx", "题库", "题库.xlsx"):
        assert len(TextReader().read(Source(name, TWO.encode())).items) == 2


@pytest.mark.parametrize(
    ("data", "low", "high"),
    [
        (TWO.encode(), 0.8, 1.0),
        (TWO.encode("gb18030"), 0.8, 1.0),
        (TWO.encode("utf-16"), 0.8, 1.0),
        (TWO.encode()[:70], 0.3, 1.0),
        ("---\n名称: 甲\n---\n".encode(), 0.9, 1.0),
        ("今天天气很好。\n".encode(), 0.0, 0.2),
        (b'[{"question": "1. A"}]', 0.0, 0.1),
        (b"<!DOCTYPE html><p>1. A", 0.5, 0.7),
        (b"<?xml version='1.0'?>", 0.0, 0.1),
        ("题干,选项A,选项B,答案\n1. 甲,a,b,A\n2. 乙,a,b,B\n".encode(), 0.0, 0.35),
        (b"::Q1:: Who? {=a ~b}\n", 0.0, 0.35),
        (b"PK\x03\x04", 0.0, 0.0),
        (b"", 0.0, 0.0),
    ],
)
def test_sniffing(data: bytes, low: float, high: float) -> None:
    assert low <= TextReader().sniff(data) <= high


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    assert 0 <= TextReader().sniff(data) <= 1
    try:
        read(data)
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)


@given(st.binary(max_size=12), st.integers(0, len(TWO.encode())), st.sampled_from(["", "utf-8", "gb18030", "utf-16"]))
def test_no_damage_breaks_the_reader(damage: bytes, place: int, encoding: str) -> None:
    data = TWO.encode()
    try:
        read(data[:place] + damage + data[place:], encoding)
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
