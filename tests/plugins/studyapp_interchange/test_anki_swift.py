"""Plain notes that are taken many at once give the deck that they give one by one, in the long way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Choices, Deck, Item, Kind, NotABank, Question, Source, Where
from studyapp_interchange import anki_gathering
from studyapp_interchange.anki_collection import NoteType
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_roles import plan_of
from studyapp_interchange.anki_swift import items_of, shape_of
from tests.plugins.studyapp_interchange.anki_files import Made, Type, legacy1

CHOICE = ("题干", "选项", "答案", "解析", "题型", "编号", "备用")
NAMES = (CHOICE, ("题目", "选项", "答案"), ("Front", "Back"), ("Front", "Back", "Extra"), ("Front", "Extra", "Back"))
LISTS = (
    "A. 甲<br>B. 乙",
    "A. 甲<br>B. 乙<br>C. 丙",
    "A. 甲<br>B. 乙<br>C. 丙<br>D. 丁",
    "A. 正确<br>B. 错误",
    "A. 对<br>B. 错",
    "A. 这两个选项都不是判断<br>B. 错",
    "A. 对……………………………<br>B. 错",
    "A. 对。。。。。。。。<br>B. 错",
)
ODD_LISTS = (
    "B. 甲<br>A. 乙",
    "A. 甲<br>A. 乙",
    "A. A. 甲<br>B. B. 乙",
    "A. 甲 <br>B. 乙",
    "A. 甲<br>B.  乙",
    "A. 甲<br>B. 乙 ",
    "A. 甲||乙<br>B. 丙",
    "A. 甲<br>B. [图]",
    "A. 甲<br>B. <b>乙</b>",
    "A. B<br>B. A",
    "A. 甲\u3000<br>B. 乙",
    "A. 甲<br>B. ",
    "A. 甲<br>",
    "A. 甲",
    "A.甲|B.乙",
    "",
)
_PLAIN = {
    "选项": st.sampled_from(LISTS),
    "答案": st.sampled_from(["A", "B", "AB", "BA", "C", "ACD"]),
    "题型": st.sampled_from(["", "单选题", "多选题", "判断题", "选择题"]),
    "备用": st.just(""),
}
_TEXTS = st.sampled_from(["养老", "由谁征收？", "第3页", "甲 乙"])
ODD = {
    "选项": ODD_LISTS,
    "答案": ("甲", "乙", "A. 甲", "a", "AZ", "", "AA", "B A", "见解析"),
    "题型": ("填空题", " 单选题", "单选题 ", "SINGLE", "简答题", "随便"),
}
ODD_TEXTS = (
    "", " 甲", "甲 ", "甲\n", "\u3000甲", "甲\u3000", "a&lt;b", "{{c1::甲}}", "<b>甲</b>", "甲<", "[图]", "正确",
    "A. 甲",
)  # fmt: skip
_ODD = {name: st.sampled_from(values) for name, values in ODD.items()}
_ODD_TEXTS = st.sampled_from(ODD_TEXTS) | st.text("AB.甲 <>&[]\n\u3000", max_size=6)


@st.composite
def notes_of(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[str, ...]:
    """A note that is plain, or has one field that may be anything."""
    values = [draw(_PLAIN.get(name, _TEXTS)) for name in names]
    if draw(st.booleans()):
        place = draw(st.integers(0, len(names) - 1))
        values[place] = draw(_ODD.get(names[place], _ODD_TEXTS))
    return tuple(values)


@given(st.data(), st.sampled_from(NAMES))
def test_many_are_plain_where_each_of_them_is(data: st.DataObject, names: tuple[str, ...]) -> None:
    notes = data.draw(st.lists(notes_of(names), min_size=1, max_size=8))
    shape = shape_of(plan_of(NoteType("", names, ("{{Front}}",) if names[0] == "Front" else ()), len(names)))
    assert shape is not None
    subjects, tags = [f"科目{len(note[0])}" for note in notes], [(note[-1],) for note in notes]
    alone = [shape.question(*one) for one in zip(notes, subjects, tags, strict=True)]
    assert shape.questions(notes, subjects, tags) == alone


@st.composite
def _made(draw: st.DrawFn) -> Made:
    names = draw(st.sampled_from(NAMES))
    fields = draw(notes_of(names))
    if draw(st.integers(0, 9)) == 0:
        fields = draw(st.sampled_from([fields[:-1], (*fields, "更多"), (f"{anki_gathering._NOTICE}.", *fields[1:])]))
    deck, tags = draw(st.sampled_from(["人社::保险", "人社", "劳动"])), draw(st.sampled_from(["", " 标签 ", "甲 乙"]))
    return Made(Type(names, "{{Front}}" if names[0] == "Front" else ""), fields, deck, tags)


@given(
    st.lists(_made(), min_size=1, max_size=20),
    st.integers(1, 7),
)
def test_a_package_is_the_same_deck_either_way(notes: list[Made], together: int) -> None:
    _same_either_way(legacy1(notes), together=together)


def test_whatever_is_odd_goes_the_long_way() -> None:
    """Among others, and alone."""
    notes = [
        Made(Type(CHOICE), ("题", listed, answer, "", kind, "", ""))
        for listed in LISTS + ODD_LISTS
        for answer in ("A", "AB", "C", *ODD["答案"])
        for kind in ("", "单选题", *ODD["题型"])
    ]
    for names in NAMES:
        plain = [{"选项": LISTS[0], "答案": "A", "题型": "", "备用": ""}.get(name, "甲") for name in names]
        for place, name in enumerate(names):
            odd = ODD.get(name, ODD_TEXTS)
            front = "{{Front}}" if names[0] == "Front" else ""
            notes += [Made(Type(names, front), (*plain[:place], one, *plain[place + 1 :])) for one in odd]
    assert len(notes) > 2000
    for together in (1, 7, 250):
        _same_either_way(legacy1(notes), together=together)


def _same_either_way(data: bytes, *, together: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anki_gathering, "_TOGETHER", together)
        swift = _read(data)
        patch.setattr(anki_gathering, "shape_of", lambda _plan: None)
        assert swift == _read(data)


def _read(data: bytes) -> Deck | str:
    try:
        return AnkiReader().read(Source("b.apkg", data))
    except NotABank as refusal:
        return refusal.why.text


def test_of_long_notes_few_are_looked_at_together() -> None:
    rows = [(number, "", 1, "", "题" * (anki_gathering._LONG // 3 if number % 2 else 1)) for number in range(300)]
    parts = list(anki_gathering.together(rows))
    assert [row for part in parts for row in part] == rows
    assert max(sum(len(row[4]) for row in part[:-1]) for part in parts) <= anki_gathering._LONG
    assert 250 in [part[-1][0] + 1 for part in parts]  # how far the reading is, is told at every thousand


def test_a_large_package_of_plain_notes_has_each_at_its_place() -> None:
    notes = [Made(Type(CHOICE), (f"题{n}", LISTS[n % 6], "AB"[n % 2], "", "", f"{n}", "")) for n in range(1200)]
    notes[700] = Made(Type(CHOICE), ("题<b>700</b>", LISTS[0], "A", "", "", "700", ""))
    shares: list[float] = []
    found: list[Question] = []
    source = Source("b.apkg", legacy1(notes), progress=shares.append, found=found.extend)
    deck = AnkiReader().read(source)
    told = [(item.question.prompt, item.position, item.label, item.external_id) for item in deck.items]
    assert told == [(f"题{n}", n, str(n), f"g{n + 1}") for n in range(1200)]
    assert [item.source for item in deck.items] == [Where("b.apkg", n + 1) for n in range(1200)]
    assert (found, deck.flaws) == ([item.question for item in deck.items[:1000]], ())
    assert shares == [pytest.approx(0.7 / 1.2)]


def test_items_made_at_once_are_those_made_one_by_one() -> None:
    questions = [Question(kind=Kind.SINGLE, prompt=text, choices=("1", "2"), answer=Choices((0,))) for text in "甲乙丙"]
    items = items_of(questions, 5, Where("b", 8), iter("xyz"), ("g", "h", "i"))
    assert items == [
        Item(question, 5 + n, Where("b", 8 + n), "xyz"[n], "ghi"[n]) for n, question in enumerate(questions)
    ]
    assert items_of([], 0, Where("b"), [], []) == []
