from __future__ import annotations

from importlib import import_module

import pytest

from studyapp import Choices, Deck, NotABank, QuestionReader, Source
from studyapp.testing import QuestionReaderContract, QuestionWriterContract
from studyapp_interchange.aiken_reader import AikenReader
from studyapp_interchange.aiken_writer import AikenWriter

SAMPLE = """\
社会保险费由谁征收？
A. 税务机关
B. 银行
ANSWER: A

试用期最长
为几个月？
A) 3个月

B) 6个月
ANSWER: B

没有答案
A. 甲
B. 乙

字母不连续
A. 甲
C. 乙
ANSWER: A
答案不在
A. 甲
B. 乙
ANSWER: D
"""


def read(text: str) -> Deck:
    return AikenReader().read(Source("b.txt", text.encode()))


class TestAikenReader(QuestionReaderContract):
    accounts_for_lines = True

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AikenReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return SAMPLE.encode()


class TestAikenWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> AikenWriter:
        return AikenWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AikenReader()


def test_the_report_of_the_sample() -> None:
    deck = read(SAMPLE)
    found = [(one.question.prompt, one.question.answer, one.source.line, one.source.last) for one in deck.items]
    assert found == [
        ("社会保险费由谁征收？", Choices((0,)), 1, 4),
        ("试用期最长\n为几个月？", Choices((1,)), 6, 11),
    ]
    assert [(flaw.where.line, flaw.where.last, flaw.code) for flaw in deck.flaws] == [
        (13, 15, "no-answer"),
        (17, 20, "label-gap"),
        (21, 24, "no-answer"),
    ]


def test_a_text_without_answers_is_refused() -> None:
    with pytest.raises(NotABank):
        read("只是文字\n")


EXAM = "一、单选题\n1．社会保险费由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n\n2．{甲}？\nA. 甲\nB. 乙\n答案：B\n"


def test_exam_text_and_aiken_go_to_their_own_readers() -> None:
    text = import_module("studyapp_text.reader").TextReader()
    assert text.sniff(EXAM.encode()) > AikenReader().sniff(EXAM.encode())
    numbered = EXAM.replace("答案：", "ANSWER: ").encode()
    assert text.sniff(numbered) > AikenReader().sniff(numbered)
    assert text.sniff(SAMPLE.encode()) < AikenReader().sniff(SAMPLE.encode())
