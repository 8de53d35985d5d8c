"""What one of our plugins writes, another of ours reads: spreadsheets and exam papers."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Basis,
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
    QuestionWriter,
    Source,
    Steps,
    Where,
)
from studyapp.testing import QuestionWriterContract, every_kind
from studyapp_interchange.docx_writer import DocxWriter
from studyapp_interchange.xlsx_writer import XlsxWriter
from studyapp_table.reader import TableReader
from studyapp_text.reader import TextReader
from tests.strategies import questions

PAIRS: dict[str, tuple[QuestionWriter, QuestionReader]] = {
    "xlsx": (XlsxWriter(), TableReader()),
    "docx": (DocxWriter(), TextReader()),
}
every_pair = pytest.mark.parametrize("pair", PAIRS)


class TestXlsxWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> QuestionWriter:
        return XlsxWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return TableReader()


class TestDocxWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> QuestionWriter:
        return DocxWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return TextReader()


ASKED = [kind for kind in Kind if kind is not Kind.CASE]
PIECES = [
    "社保", "缴费", "工伤", "认定", "期限", "职工", "用人单位", "应当", "税务机关", "2021年", "15日", "50%",
    "《社会保险法》", "第十条", "，", "。", "、",
    "（ ）", "____", "(  )", "？", "：", "A", "B.", "（A）", "1.", "（1）", "①", "答案", "解析：", "正确", "对",
    "或者", "一、", "第一章", "单选题", "案例",
    " ", "\n", "“一网通办”", "A类", "维生素C", "-", "——", "1-5", "3.5", "/", "；", "难度", "例如：", "其中", "甲",
    "乙公司",
]  # fmt: skip
TAME = [
    "社保",
    "缴费",
    "工伤",
    "认定",
    "期限",
    "职工",
    "用人单位",
    "应当",
    "税务机关",
    "，",
    "、",
    "2021年",
    "15日",
    "50%",
    "甲",
    "或者",
    "其中",
]


def pieced(pieces: list[str], least: int = 1, most: int = 5) -> st.SearchStrategy[str]:
    """Texts of pieces as they stand in papers."""
    return (
        st.lists(st.sampled_from(pieces), min_size=least, max_size=most)
        .map("".join)
        .filter(lambda text: text.strip() != "")
    )


@st.composite
def papery(draw: st.DrawFn, pieces: list[str]) -> Question:
    """A question of texts that mean something in papers and tables."""
    kind = draw(st.sampled_from(ASKED))
    text = pieced(pieces)
    choices = tuple(draw(st.lists(text, min_size=2, max_size=5, unique=True)))
    last = len(choices) - 1
    prompt = draw(pieced(pieces, 2, 6))
    answers: dict[Kind, Answer] = {
        Kind.SINGLE: Choices((draw(st.integers(0, last)),)),
        Kind.MULTIPLE: Choices(tuple(sorted(draw(st.sets(st.integers(0, last), min_size=1))))),
        Kind.JUDGE: Choices((draw(st.integers(0, 1)),)),
        Kind.BLANK: Blanks((Blank((draw(text),)), Blank((draw(text),)))),
        Kind.SHORT: KeyPoints(tuple(draw(st.lists(text, min_size=1, max_size=3)))),
        Kind.ORDER: Steps(tuple(draw(st.permutations(range(len(choices)))))),
        Kind.MATCH: Pairs(((0, 1),)),
        Kind.CARD: Back(draw(text)),
    }
    if kind is Kind.BLANK:
        prompt += "为____，____。"
    kept = choices if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER, Kind.MATCH) else ()
    return Question(
        kind=kind,
        prompt=prompt,
        choices=JUDGE_CHOICES if kind is Kind.JUDGE else kept,
        answer=answers[kind],
        explanation=draw(st.just("") | pieced(pieces)),
        subject=draw(st.sampled_from(["", "社会保险"])),
        tags=tuple(draw(st.lists(pieced(pieces, 1, 2), max_size=2))),
        basis=tuple(draw(st.lists(st.builds(Basis, pieced(pieces), article=st.just("") | pieced(pieces)), max_size=1))),
    )


def deck_of(asked: list[Question]) -> Deck:
    return Deck("样题", tuple(Item(one, index, Where("x", index + 1)) for index, one in enumerate(asked)))


@every_pair
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_not_named_reads_back(pair: str, data: st.DataObject) -> None:
    writer, reader = PAIRS[pair]
    check(writer, reader, data.draw(st.lists(questions(ASKED), min_size=1, max_size=3)))


@every_pair
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_means_something_in_papers_is_named_or_reads_back(pair: str, data: st.DataObject) -> None:
    check(*PAIRS[pair], data.draw(st.lists(papery(PIECES), min_size=1, max_size=3)))


@every_pair
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_plain_questions_are_kept(pair: str, data: st.DataObject) -> None:
    """Such as people have by the thousand are not complained of."""
    writer, reader = PAIRS[pair]
    edge = st.sampled_from(["社保", "职工"])
    one = data.draw(papery(TAME))

    def around(text: str) -> str:
        return f"{data.draw(edge)}{text}{data.draw(edge)}"

    question = replace(one, prompt=around(one.prompt), explanation="")
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.ORDER):
        question = replace(question, tags=(), basis=())
        choices = tuple(around(choice) for choice in question.choices)
        question = question if question.kind is Kind.JUDGE else replace(question, choices=choices)
        written, flaws = writer.write(deck_of([question]))
        assert not flaws
        assert [item.question for item in reader.read(Source("b", written)).items] == [question]


def check(writer: QuestionWriter, reader: QuestionReader, asked: list[Question]) -> None:
    written, flaws = writer.write(deck_of(asked))
    named = {flaw.where.line for flaw in flaws if flaw.code != "spaces"}
    spaced = any(flaw.code == "spaces" for flaw in flaws)
    whole = [one for number, one in enumerate(asked, 1) if number not in named]
    kept = Counter(one for one in whole if not spaced or "  " not in repr(one))
    try:
        found = Counter(item.question for item in reader.read(Source("b", written)).items)
    except NotABank:
        found = Counter()
    assert kept <= found, f"lost {kept - found}, found {found - kept}"


PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def test_a_paper_shows_its_pictures_and_keeps_cases_together() -> None:
    digest = hashlib.sha256(PICTURE).hexdigest()
    drawn = replace(every_kind().items[0].question, media=(Media("form.png", digest),))
    case = Question(kind=Kind.CASE, prompt="张某入职甲公司。")
    judged = Question(kind=Kind.JUDGE, prompt="张某可以辞职。", choices=JUDGE_CHOICES, answer=Choices((0,)))
    items = (
        Item(drawn, 0, Where("x", 1)),
        Item(case, 1, Where("x", 2)),
        Item(judged, 2, Where("x", 3), case=1),
        Item(judged, 3, Where("x", 4)),
    )
    written, flaws = DocxWriter().write(Deck("样题", items, files={digest: PICTURE}))
    assert not flaws
    again = TextReader().read(Source("b.docx", written))
    assert [(one.question, one.case) for one in again.items] == [(one.question, one.case) for one in items]
    assert again.files == {digest: PICTURE}
    assert DocxWriter().write(Deck("样题", items))[1][0].code == "not-kept"


def test_what_a_sheet_has_no_room_for_is_told() -> None:
    case = Question(kind=Kind.CASE, prompt="张某入职甲公司。")
    many = Question(kind=Kind.SINGLE, prompt="哪个？", choices=tuple("一二三四五六七八九"), answer=Choices((0,)))
    asked = every_kind().items[0].question
    items = (Item(case, 0, Where("x", 1)), Item(asked, 1, Where("x", 2), case=0), Item(many, 2, Where("x", 3)))
    written, flaws = XlsxWriter().write(Deck("样题", items))
    assert [(flaw.where.line, flaw.code) for flaw in flaws] == [(1, "not-kept"), (2, "not-kept"), (3, "not-written")]
    (item,) = TableReader().read(Source("b.xlsx", written)).items
    assert item.question.prompt == f"材料：张某入职甲公司。\n{asked.prompt}"


@pytest.mark.parametrize("points", [("社保", "、社保"), (".5", "一半"), ("、",), ("．甲",), ("社保", "、社保") * 12])
def test_points_that_begin_like_the_end_of_a_number_are_named_or_read_back(points: tuple[str, ...]) -> None:
    check(*PAIRS["xlsx"], [Question(kind=Kind.SHORT, prompt="哪几点要办？", answer=KeyPoints(points))])


def test_a_point_that_begins_with_a_comma_is_kept() -> None:
    asked = Question(kind=Kind.SHORT, prompt="哪几点要办？", answer=KeyPoints(("社保", "、社保")))
    written, flaws = XlsxWriter().write(deck_of([asked]))
    assert not flaws
    assert [item.question for item in TableReader().read(Source("b.xlsx", written)).items] == [asked]
