"""Blanks: what counts as the same text, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading import Policy, grade, ideal
from studyapp.model import Blank, Blanks, Kind, Passed, Question, Typed, Verdict
from tests.grading.test_numerals import dictated, spelled
from tests.strategies import questions, texts

PARTS = Policy(parts=True)


def asked(*blanks: Blank) -> Question:
    return Question(kind=Kind.BLANK, prompt="试用期不得超过____。", answer=Blanks(blanks))


def gaps(*accepted: str, group: int = 0) -> Question:
    """One blank for each text."""
    return asked(*(Blank((text,), group=group) for text in accepted))


def fills(typed: str, *accepted: str, tolerance: str = "") -> bool:
    return grade(asked(Blank(accepted, tolerance)), Typed((typed,))).right


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("六个月", "六个月。"),
        ("六个月", "六个月！"),
        ("六个月", "６个月"),
        ("劳动合同", " 劳动 合同　"),
        ("劳动合同", "劳动\u200b合同"),
        ("《劳动合同法》", "劳动合同法"),
        ("《劳动合同法》", "〈劳动合同法〉"),
        ("《劳动合同法》", "<劳动合同法>"),
        ("《劳动合同法》", "<<劳动合同法>>"),
        ("“放管服”改革", '"放管服"改革'),
        ("“放管服”改革", "「放管服」改革"),
        ("12333", "１２３３３"),
        ("12333", "12 333"),
        ("ABC", "ａｂｃ"),
        ("GB/T 2260", "gb/t2260"),
        ("二〇二〇年", "2020年"),
        ("2020年", "二零二零年"),
        ("二○二○年", "二〇二〇年"),
        ("三十日", "30日"),
        ("30日", "三十日"),
        ("百分之五十", "50%"),
        ("50%", "５０％"),
        ("50%", "50 %"),
        ("1000", "1,000"),
        ("1,000元", "1000元"),
        ("1，000元", "一千元"),
        ("3万元", "30000元"),
        ("1,000万元", "一千万元"),
        ("人社部发〔2019〕72号", "人社部发[2019]72号"),
        ("10-15", "10～15"),
        ("10—15日", "10-15日"),
        ("0.5", ".5"),
        ("10㎡", "10m2"),
        ("自然过渡、发用并重", "自然过渡，发用并重"),
        ("自然过渡、发用并重", "自然过渡；发用并重"),
        ("自然过渡、发用并重", "自然过渡 发用并重"),
        ("10、20", "10，20"),
        ("10、20", "10 20"),
        ("100、200", "100,200"),
        ("，", "，"),
        ("《》", "《》"),
        ("ß", "ss"),
    ],
)
def test_the_same_in_other_writing(accepted: str, typed: str) -> None:
    assert fills(typed, accepted)


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("15日", "15"),
        ("15", "15日"),
        ("15", "16"),
        ("15", "1５0"),
        ("1.5", "15"),
        ("0.5", "5"),
        ("5", ".5"),
        ("-5", "5"),
        ("50%", "50"),
        ("5‰", "5%"),
        ("10²", "102"),
        ("10、20", "1020"),
        ("100、200", "100200"),
        ("三十、五十", "三十五十"),
        ("1/3", "13"),
        ("≥60", "60"),
        ("<60", "60"),
        ("<5且>3", "5且3"),
        ("应当", "可以"),
        ("不得", "得"),
        ("两会", "二会"),
        ("，", "、"),
        ("甲", ""),
        ("甲", "、"),
        ("甲", "\u200b"),
        ("A+B", "AB"),
    ],
)
def test_something_else(accepted: str, typed: str) -> None:
    assert not fills(typed, accepted)


@pytest.mark.parametrize("nothing", ["", " ", "\u200b"])
def test_nothing_is_no_answer_even_to_a_blank_that_asks_for_nothing(nothing: str) -> None:
    assert not fills(nothing, nothing)


def test_any_accepted_text_will_do() -> None:
    assert fills("人社部", "人力资源和社会保障部", "人社部")
    assert not fills("人事部", "人力资源和社会保障部", "人社部")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("3.14", True),
        ("3.15", True),
        ("3.13", True),
        ("３．１５", True),
        ("三点一四", True),
        ("3.150", True),
        ("3.151", False),
        ("-3.14", False),
        ("3.14元", True),
        ("约3.14", False),
        ("3.14-3.15", False),
        ("", False),
    ],
)
def test_a_number_may_be_off_by_the_tolerance(typed: str, right: bool) -> None:
    assert fills(typed, "3.14", tolerance="0.01") is right


@pytest.mark.parametrize(
    ("typed", "right"),
    [("50%", True), ("49.5%", True), ("百分之五十", True), ("50", True), ("0.5", False), ("50元", False)],
)
def test_units_are_the_same_where_both_name_one(typed: str, right: bool) -> None:
    assert fills(typed, "50%", tolerance="0.5") is right


def test_without_a_tolerance_a_number_is_a_text() -> None:
    assert not fills("3.140", "3.14")
    assert fills("3.140", "3.14", tolerance="0")


@pytest.mark.parametrize("tolerance", ["abc", "-1", "nan", "1e3", "±0.1"])
def test_a_tolerance_is_a_number(tolerance: str) -> None:
    with pytest.raises(ValueError, match="tolerance"):
        fills("2", "1", tolerance=tolerance)


@pytest.mark.parametrize(
    ("typed", "parts", "share"),
    [
        (("甲", "乙", "丙"), (True, True, True), 1.0),
        (("甲", "丙", "乙"), (True, False, False), 0.3333),
        (("甲", "", "丙"), (True, False, True), 0.6667),
        (("甲",), (True, False, False), 0.3333),
        ((), (False, False, False), 0.0),
    ],
)
def test_blanks_are_marked_one_by_one(typed: tuple[str, ...], parts: tuple[bool, ...], share: float) -> None:
    question = gaps("甲", "乙", "丙")
    assert grade(question, Typed(typed)) == Verdict(float(all(parts)), parts)
    assert grade(question, Typed(typed), PARTS) == Verdict(share, parts)


def test_more_texts_than_blanks_are_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="2 texts were typed into 1 blanks"):
        grade(gaps("甲"), Typed(("甲", "")))


def test_passing_leaves_every_blank_open() -> None:
    assert grade(gaps("甲", "乙"), Passed()) == Verdict(0.0, (False, False))


@pytest.mark.parametrize(
    "typed", ["甲、乙丙、丁", "甲，乙丙，丁", "甲；乙丙；丁", "甲 乙丙　丁", "甲,乙丙 丁", "甲、 乙丙、丁。"]
)
@pytest.mark.parametrize("more", [(), ("", ""), (" ",)])
def test_all_answers_typed_into_the_first_gap(typed: str, more: tuple[str, ...]) -> None:
    assert grade(gaps("甲", "乙丙", "丁"), Typed((typed, *more))) == Verdict(1.0, (True, True, True))


@pytest.mark.parametrize(
    ("accepted", "typed", "parts"),
    [
        (("自然过渡、发用并重", "丙"), ("自然过渡、发用并重",), (True, False)),
        (("甲、乙", "丙"), ("甲、乙；丙",), (True, True)),
        (("1,000元", "2,000元"), ("1,000元、2,000元",), (True, True)),
        (("甲", "乙"), ("甲、乙、丙",), (False, False)),
        (("甲", "乙"), ("甲乙",), (False, False)),
        (("甲", "乙"), ("", "甲、乙"), (False, False)),
        (("甲", "乙"), ("甲、乙", "乙"), (False, True)),
        (("甲", "乙"), ("甲、丁",), (True, False)),
    ],
)
def test_one_text_is_taken_apart_only_where_that_fits(
    accepted: tuple[str, ...], typed: tuple[str, ...], parts: tuple[bool, ...]
) -> None:
    assert grade(gaps(*accepted), Typed(typed)).parts == parts


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        (("公平", "公正", "公开"), (True, True, True)),
        (("公开", "公平", "公正"), (True, True, True)),
        (("公开", "公开", "公正"), (True, False, True)),
        (("公允", "公平", "公正"), (False, True, True)),
        (("公正、公开、公平",), (True, True, True)),
    ],
)
def test_a_group_may_be_filled_in_any_order(typed: tuple[str, ...], parts: tuple[bool, ...]) -> None:
    assert grade(gaps("公开", "公平", "公正", group=1), Typed(typed)).parts == parts


def test_groups_do_not_mix() -> None:
    question = asked(Blank(("甲",), group=1), Blank(("乙",), group=1), Blank(("丙",)), Blank(("丁",), group=2))
    assert grade(question, Typed(("乙", "甲", "丙", "丁"))).right
    assert grade(question, Typed(("丙", "甲", "乙", "丁"))).parts == (False, True, False, True)


def test_who_fits_two_blanks_leaves_the_one_that_another_needs() -> None:
    question = asked(Blank(("甲", "乙"), group=1), Blank(("甲",), group=1))
    assert grade(question, Typed(("甲", "乙"))).right
    assert grade(question, Typed(("乙", "乙"))).parts == (True, False)


def wide(text: str) -> str:
    """Write ASCII in full width, the space too."""
    return "".join(chr(ord(mark) + 0xFEE0) if "!" <= mark <= "~" else mark.replace(" ", "\u3000") for mark in text)


@given(st.data())
def test_width_does_not_count(data: st.DataObject) -> None:
    question = data.draw(questions([Kind.BLANK]))
    assert isinstance(question.answer, Blanks)
    known = [text for blank in question.answer.blanks for text in blank.accepted]
    typed = data.draw(st.lists(st.sampled_from(known) | texts(), max_size=len(question.answer.blanks)))
    narrow = grade(question, Typed(tuple(typed)), PARTS)
    assert grade(question, Typed(tuple(map(wide, typed))), PARTS) == narrow


@given(st.data())
def test_white_space_does_not_count(data: st.DataObject) -> None:
    question = data.draw(questions([Kind.BLANK]))
    spaced = [" ".join(text) for text in ideal_texts(question)]
    assert grade(question, Typed(tuple(spaced))).right


@given(st.data())
def test_a_group_does_not_mind_the_order(data: st.DataObject) -> None:
    accepted = st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=3).map(tuple)
    blanks = data.draw(st.lists(st.builds(Blank, accepted, group=st.just(7)), min_size=2, max_size=5))
    typed = data.draw(st.lists(st.sampled_from("甲乙丙丁戊"), min_size=len(blanks), max_size=len(blanks)))
    shuffled = data.draw(st.permutations(typed))
    question = asked(*blanks)
    one, other = grade(question, Typed(tuple(typed)), PARTS), grade(question, Typed(tuple(shuffled)), PARTS)
    assert one.share == other.share


NUMBERS = st.integers(0, 99_999_999)
WRITERS = st.sampled_from([str, "{:,}".format, spelled, dictated, lambda number: wide(str(number))])


@given(NUMBERS, NUMBERS, WRITERS, WRITERS)
def test_a_number_is_right_in_any_writing_and_no_other_number_is(one: int, other: int, write, rewrite) -> None:  # type: ignore[no-untyped-def]
    assert fills(write(one), rewrite(one))
    assert fills(write(one), rewrite(other)) is (one == other)


@given(questions([Kind.BLANK]), st.sampled_from(["", " ", "\u3000", "\u200b", "\ufeff\n"]))
def test_nothing_is_never_an_answer(question: Question, nothing: str) -> None:
    verdict = grade(question, Typed((nothing,) * len(ideal_texts(question))))
    assert not any(verdict.parts)


def ideal_texts(question: Question) -> tuple[str, ...]:
    response = ideal(question)
    assert isinstance(response, Typed)
    return response.texts
