"""Every writer of the plugin against its own reader."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    KeyPoints,
    Kind,
    NotABank,
    Pairs,
    Question,
    QuestionReader,
    QuestionWriter,
    Source,
    Steps,
    Where,
)
from studyapp_interchange.aiken_reader import AikenReader
from studyapp_interchange.aiken_writer import AikenWriter
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_writer import AnkiWriter
from studyapp_interchange.gift_reader import GiftReader
from studyapp_interchange.gift_writer import GiftWriter
from studyapp_interchange.hashcards_reader import HashcardsReader
from studyapp_interchange.hashcards_writer import HashcardsWriter
from studyapp_interchange.moodle_reader import MoodleReader
from studyapp_interchange.moodle_writer import MoodleWriter
from tests.strategies import questions

CASES: dict[str, tuple[QuestionWriter, QuestionReader, set[Kind], str]] = {
    "gift": (
        GiftWriter(),
        GiftReader(),
        {Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK, Kind.SHORT, Kind.MATCH, Kind.CASE},
        "甲\\~=#{}:n/[]$%TF>-1. \n",
    ),
    "moodle": (
        MoodleWriter(),
        MoodleReader(),
        {Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK, Kind.SHORT, Kind.MATCH, Kind.ORDER, Kind.CASE},
        '<quiz>/= ?!"&;[]',
    ),
    "hashcards": (HashcardsWriter(), HashcardsReader(), {Kind.CARD}, "甲QAC:[]\\! \n-"),
    "anki": (AnkiWriter(), AnkiReader(), {Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.CARD}, "PK\3\4media甲"),
    "aiken": (AikenWriter(), AikenReader(), {Kind.SINGLE}, "甲AB.): \nANSWER:"),
}
ANSWERS: dict[Kind, tuple[tuple[str, ...], Answer | None]] = {
    Kind.SINGLE: (("甲", "乙"), Choices((1,))),
    Kind.MULTIPLE: (("甲", "乙", "丙", "丁"), Choices((0, 1, 3))),
    Kind.JUDGE: (JUDGE_CHOICES, Choices((1,))),
    Kind.BLANK: ((), Blanks((Blank(("六", "6")),))),
    Kind.SHORT: ((), KeyPoints(("受理", "办结"))),
    Kind.MATCH: (("甲", "乙", "丙", "丁", "戊"), Pairs(((0, 2), (1, 3)))),
    Kind.CARD: ((), Back("背面")),
    Kind.ORDER: (("办结", "受理", "审核"), Steps((1, 2, 0))),
    Kind.CASE: ((), None),
}
CHARACTERS = "甲乙Aa1~=#{}:[]%<>&\"'*.)-_/$、，。（）！"
every_format = pytest.mark.parametrize("case", CASES)


def deck_of(asked: list[Question]) -> Deck:
    return Deck("", tuple(Item(one, index, Where("x", index + 1)) for index, one in enumerate(asked)))


@every_format
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_is_not_named_reads_back(case: str, data: st.DataObject) -> None:
    writer, reader, kinds, _ = CASES[case]
    asked = data.draw(st.lists(questions(tuple(kinds)), min_size=1, max_size=3))
    written, flaws = writer.write(deck_of(asked))
    named = {flaw.where.line for flaw in flaws}
    kept = [one for number, one in enumerate(asked, 1) if number not in named]
    if kept:
        found = [item.question for item in reader.read(Source("", written)).items]
        assert [one for one in found if one in kept] == kept


@every_format
@settings(deadline=None)
@given(st.data())
def test_plain_questions_are_kept(case: str, data: st.DataObject) -> None:
    writer, reader, kinds, _ = CASES[case]
    kind = data.draw(st.sampled_from(sorted(kinds)))
    choices, answer = ANSWERS[kind]
    edge = st.sampled_from("甲乙？")
    prompt = data.draw(st.builds("{}{}{}".format, edge, st.text(CHARACTERS, max_size=20), edge))
    deck = deck_of([Question(kind=kind, prompt=prompt, choices=choices, answer=answer)])
    written, flaws = writer.write(deck)
    assert not flaws
    assert [item.question for item in reader.read(Source("", written)).items] == [deck.items[0].question]


@every_format
@settings(deadline=None)
@given(st.data())
def test_no_text_breaks_the_reader(case: str, data: st.DataObject) -> None:
    _, reader, _, alphabet = CASES[case]
    text = data.draw(st.text(st.sampled_from(alphabet), max_size=200))
    assert 0 <= reader.sniff(text.encode()) <= 1
    try:
        reader.read(Source("", text.encode()))
    except NotABank:
        return
