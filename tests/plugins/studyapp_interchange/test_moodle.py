from __future__ import annotations

import base64
import hashlib
from dataclasses import replace

import pytest

from studyapp import (
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    KeyPoints,
    Kind,
    Media,
    NotABank,
    Pairs,
    Question,
    QuestionReader,
    Source,
    Steps,
    Where,
)
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
<question type="cloze"><questiontext><text>填{1:SHORTANSWER:=甲}</text></questiontext></question>
<question type="calculated"><questiontext><text>算</text></questiontext></question>
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
        Blanks((Blank(("甲",)),)),
    ]
    first = deck.items[0]
    assert first.question.prompt == "由谁征收？\n[a.png]"
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
        (28, "error", "unknown-type"),
    ]
    assert [flaw.snippet for flaw in deck.flaws][3:5] == ["论述", "说明"]
    assert [(one.questions, one.errors) for one in deck.readings] == [(8, 2)]


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


def asked(kind: str, inside: str) -> Question:
    (item,) = read(f'<quiz><question type="{kind}">{inside}</question></quiz>').items
    return item.question


def test_gaps_with_their_answers_in_the_text() -> None:
    text = r"试用期{1:SA:=六~=6~%50%五#太短}个月，比例{2:NUMERICAL:=8.5:0.01}，按{1:MCV:=月\\~年~日}缴。"
    question = asked("cloze", f"<questiontext format='html'><text>{text}</text></questiontext>")
    assert question.prompt == "试用期____个月，比例____，按____（月\\／年／日）缴。"
    assert question.answer == Blanks((Blank(("六", "6")), Blank(("8.5",), "0.01"), Blank(("月\\",))))
    assert question.explanation == "五：太短"
    one = asked("cloze", "<questiontext><text>由{1:MULTICHOICE:=税务机关~银行}征收。</text></questiontext>")
    assert (one.kind, one.prompt, one.choices) == (Kind.SINGLE, "由____征收。", ("税务机关", "银行"))


def test_words_for_numbered_places() -> None:
    boxes = "".join(f"<dragbox><text>{text}</text><group>1</group></dragbox>" for text in ("甲", "乙", "丙"))
    question = asked("ddwtos", f"<questiontext><text>先[[2]]后[[1]]。</text></questiontext>{boxes}")
    assert (question.prompt, question.answer) == (
        "先____后____。\n（选词：甲、乙、丙）",
        Blanks((Blank(("乙",)), Blank(("甲",)))),
    )


def test_nobody_is_shown_the_right_order_of_steps() -> None:
    steps = ("受理", "审核", "办结")
    answers = "".join(f'<answer fraction="{n}"><text>{step}</text></answer>' for n, step in enumerate(steps, 1))
    question = asked("ordering", f"<questiontext><text>排列</text></questiontext>{answers}")
    assert isinstance(question.answer, Steps)
    assert tuple(question.choices[index] for index in question.answer.sequence) == steps
    assert question.choices == tuple(sorted(steps))


def test_pictures_come_with_the_question_and_go_with_it() -> None:
    data = b"\x89PNG picture"
    digest = hashlib.sha256(data).hexdigest()
    file = f'<file name="图 1.png" path="/" encoding="base64">{base64.b64encode(data).decode()}</file>'
    shown = '<text><![CDATA[<p>看图<img src="@@PLUGINFILE@@/%E5%9B%BE%201.png"></p>]]></text>'
    text = (
        f'<quiz><question type="truefalse"><questiontext format="html">{shown}{file}</questiontext>'
        '<answer fraction="100"><text>true</text></answer></question></quiz>'
    )
    deck = read(text)
    assert (deck.items[0].question.prompt, deck.files) == ("看图", {digest: data})
    assert deck.items[0].question.media == (Media("图 1.png", digest),)
    written, flaws = MoodleWriter().write(deck)
    again = read(written)
    assert not flaws
    assert (again.items[0].question, again.files) == (deck.items[0].question, deck.files)


def test_cases_and_their_questions_stay_together() -> None:
    case = Question(kind=Kind.CASE, prompt="张某入职甲公司。")
    question = Question(kind=Kind.SINGLE, prompt="应当？", choices=("甲", "乙"), answer=Choices((0,)))
    items = [Item(question, 0, Where("x", 1), case=1), Item(case, 1, Where("x", 2)), Item(question, 2, Where("x", 3))]
    data, flaws = MoodleWriter().write(Deck("", tuple(items)))
    assert not flaws
    assert [(one.question, one.case) for one in read(data).items] == [
        (case, None) if n == 1 else (question, at) for n, at in enumerate((1, None, None))
    ]


@pytest.mark.parametrize("gap", ["\n", ""])
def test_what_is_handed_out_has_its_category_and_can_be_mended(gap: str) -> None:
    text = SAMPLE.replace("\n<question", gap + "<question")
    source = Source("b.xml", text.encode())
    excerpt = MoodleReader().excerpt(source, [flaw.where for flaw in read(text).flaws if flaw.severity == "error"])
    mended = excerpt.data.decode().replace("论述</text></questiontext>", "论述</text></questiontext><graderinfo>"
                                           "<text>要点</text></graderinfo>")  # fmt: skip
    again = MoodleReader().read(Source("mended.xml", mended.encode()))
    assert [(item.question.prompt, item.question.subject) for item in again.items] == [("论述", "社会保险/养老")]
    assert [replace(flaw.where, file="").line for flaw in again.flaws if flaw.severity == "error"]


def test_several_gaps_are_written_with_their_answers_in_the_text() -> None:
    blanks = Blanks((Blank(("六", "6")), Blank(("8.5",), "0.5")))
    question = Question(kind=Kind.BLANK, prompt="试用期____个月，比例____。", answer=blanks)
    data, flaws = MoodleWriter().write(Deck("", (Item(question, 0, Where("x", 1)),)))
    assert (flaws, read(data).items[0].question) == ((), question)


BY_HAND = """<quiz>
<question type=multichoice>
<questiontext format=html><text><![CDATA[<p class=big>R&amp;D&nbsp;由谁申报</p>]]></text></questiontext>
<generalfeedback><text>R&D&nbsp;指研发 &lt;b&gt;</text></generalfeedback>
<answer fraction=100><text>单位 & 职工</text></answer>
<answer fraction=0><text>银行</text></answer>
</question>
</quiz>
"""


def test_xml_written_by_hand_is_mended() -> None:
    deck = read(BY_HAND)
    (item,) = deck.items
    assert not deck.flaws
    assert item.question.prompt.split() == ["R&D", "由谁申报"]
    assert item.question.choices == ("单位 & 职工", "银行")
    assert item.question.answer == Choices((0,))
    assert item.question.explanation.startswith("R&D")
