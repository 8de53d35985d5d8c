from __future__ import annotations

import pytest

from studyapp import Back, Blank, Blanks, Choices, Deck, Item, Kind, NotABank, Question, QuestionReader, Source, Where
from studyapp.testing import QuestionReaderContract, QuestionWriterContract
from studyapp_interchange.hashcards_reader import HashcardsReader
from studyapp_interchange.hashcards_writer import HashcardsWriter

SAMPLE = """\
---
name: 样题
---
Q: 五险
A: 养老、医疗、
失业、工伤、生育

C: 试用期不超过[六]个月，[口头]不行，\\[注\\] ![](@/a.webp)
---
多余的一行
Q: 没有背面
C: 没有填空
A: 没有正面
"""


def read(text: str) -> Deck:
    return HashcardsReader().read(Source("b.md", text.encode()))


class TestHashcardsReader(QuestionReaderContract):
    accounts_for_lines = True

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return HashcardsReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return SAMPLE.encode()


class TestHashcardsWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> HashcardsWriter:
        return HashcardsWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return HashcardsReader()


def test_the_report_of_the_sample() -> None:
    deck = read(SAMPLE)
    assert [(item.question.answer, item.source.line, item.source.last) for item in deck.items] == [
        (Back("养老、医疗、\n失业、工伤、生育"), 4, 6),
        (Blanks((Blank(("六",)), Blank(("口头",)))), 8, 8),
    ]
    assert deck.items[1].question.prompt == "试用期不超过____个月，____不行，[注] ![](@/a.webp)"
    assert [(flaw.where.line, flaw.severity.value, flaw.code) for flaw in deck.flaws] == [
        (1, "info", "heading"),
        (9, "info", "separator"),
        (10, "warning", "stray"),
        (11, "error", "no-question"),
        (12, "error", "no-question"),
        (13, "error", "no-question"),
    ]


def test_blanks_are_written_where_they_stand() -> None:
    question = Question(kind=Kind.BLANK, prompt="甲____[乙]", answer=Blanks((Blank(("六",)),)))
    data, flaws = HashcardsWriter().write(Deck("", (Item(question, 0, Where("x")),)))
    assert (data.decode(), flaws) == ("C: 甲[六]\\[乙\\]\n", ())


def test_what_it_has_no_words_for_is_named() -> None:
    question = Question(kind=Kind.SINGLE, prompt="甲", choices=("乙", "丙"), answer=Choices((0,)))
    data, flaws = HashcardsWriter().write(Deck("", (Item(question, 0, Where("x")),)))
    assert (data, [flaw.code for flaw in flaws]) == (b"", ["not-written"])


def test_exam_markdown_is_no_flashcards() -> None:
    assert HashcardsReader().sniff("# 题库\n1. 甲（A）\nA. 乙\nB. 丙\n".encode()) == 0
    assert HashcardsReader().sniff("Q: 甲\n1. 乙\n".encode()) == 0
    with pytest.raises(NotABank):
        read("只是文字\n")


def test_the_front_matter_names_the_deck_and_only_links_keep_their_brackets() -> None:
    deck = read('---\nname = "窗口卡片"\n---\nC: 试用期[六](个月)，见[原文](https://example.org)\n')
    assert deck.name == "窗口卡片"
    assert deck.items[0].question.prompt == "试用期____(个月)，见[原文](https://example.org)"
    assert deck.items[0].question.answer == Blanks((Blank(("六",)),))
