from __future__ import annotations

import pytest

from studyapp import Blank, Blanks, Choices, Deck, KeyPoints, NotABank, Pairs, QuestionReader, Source
from studyapp.testing import QuestionReaderContract, QuestionWriterContract
from studyapp_interchange.moodle_reader import MoodleReader
from studyapp_interchange.moodle_writer import MoodleWriter

SAMPLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/社会保险/养老</text></category></question>
<question type="multichoice"><name><text>一</text></name>
<questiontext format="html"><text><![CDATA[<p>由谁<b>征收</b>？</p>
<img src="@@PLUGINFILE@@/a.png">]]></text></questiontext>
<generalfeedback format="html"><text>&lt;p&gt;见法律&lt;/p&gt;</text></generalfeedback><idnumber>k1</idnumber>
<single>true</single>
<answer fraction="100" format="html"><text>税务机关</text><feedback><text>对</text></feedback></answer>
<answer fraction="50"><text>银行</text></answer><tags><tag><text>养老</text></tag></tags></question>
<question type="multichoice"><questiontext><text>多选</text></questiontext><single>false</single>
<answer fraction="50"><text>甲</text></answer><answer fraction="50"><text>乙</text></answer>
<answer fraction="-100"><text>丙</text></answer></question>
<question type="truefalse"><questiontext><text>判断</text></questiontext>
<answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>
<question type="shortanswer"><questiontext><text>填空</text></questiontext>
<answer fraction="100"><text>六</text></answer><answer fraction="100"><text>6</text></answer></question>
<question type="numerical"><questiontext><text>数</text></questiontext>
<answer fraction="100"><text>8.5</text><tolerance>0.01</tolerance></answer></question>
<question type="matching"><questiontext><text>连线</text></questiontext>
<subquestion><text>甲</text><answer><text>丙</text></answer></subquestion>
<subquestion><text></text><answer><text>丁</text></answer></subquestion></question>
<question type="essay"><questiontext><text>简述</text></questiontext>
<graderinfo format="html"><text>受理&lt;br&gt;办结</text></graderinfo></question>
<question type="essay"><questiontext><text>论述</text></questiontext></question>
<question type="description"><questiontext><text>说明</text></questiontext></question>
<question type="cloze"><questiontext><text>{1:SHORTANSWER:=甲}</text></questiontext></question>
</quiz>
"""


def read(text: str | bytes) -> Deck:
    return MoodleReader().read(Source("b.xml", text.encode() if isinstance(text, str) else text))


class TestMoodleReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return MoodleReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return SAMPLE.encode()


class TestMoodleWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> MoodleWriter:
        return MoodleWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return MoodleReader()


def test_the_report_of_the_sample() -> None:
    deck = read(SAMPLE)
    assert [item.question.answer for item in deck.items] == [
        Choices((0,)),
        Choices((0, 1)),
        Choices((1,)),
        Blanks((Blank(("六", "6")),)),
        Blanks((Blank(("8.5",), "0.01"),)),
        Pairs(((0, 1),)),
        KeyPoints(("受理", "办结")),
    ]
    first = deck.items[0]
    assert first.question.prompt == "由谁征收？\n[@@PLUGINFILE@@/a.png]"
    assert first.question.explanation == "税务机关：对\n见法律"
    assert (first.label, first.external_id, first.question.tags) == ("一", "k1", ("养老",))
    assert {item.question.subject for item in deck.items} == {"社会保险/养老"}
    assert (first.source.line, first.source.last) == (4, 10)
    assert [(flaw.where.line, flaw.severity.value, flaw.code) for flaw in deck.flaws] == [
        (3, "info", "heading"),
        (4, "warning", "left-out"),
        (4, "warning", "left-out"),
        (25, "error", "no-question"),
        (26, "info", "description"),
        (27, "error", "unknown-type"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]><quiz><question>&a;</question></quiz>',
        '<?xml version="1.0"?><!-- <quiz> --><!DOCTYPE quiz><quiz/>',
        "<quiz><question>&a;</question></quiz>",
        "<quiz><question></quiz>",
        "<quiz/>",
        "<html><quiz/></html>",
        "<quiz>" * 9,
    ],
)
def test_what_is_no_quiz_or_reaches_outside_is_refused(text: str) -> None:
    with pytest.raises(NotABank):
        read(text)


def test_the_declared_encoding_counts() -> None:
    text = SAMPLE.replace("UTF-8", "gb18030", 1)
    assert read(text.encode("gb18030")).items == read(SAMPLE).items
