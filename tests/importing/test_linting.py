"""What an import says of the content of a deck."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.importing import linting
from studyapp.importing.executing import Options, Origin, import_deck
from studyapp.importing.linting import flaws_of, staying
from studyapp.importing.planning import plan
from studyapp.model import (
    JUDGE_CHOICES,
    Choices,
    Deck,
    Flaw,
    Item,
    Kind,
    Message,
    Question,
    Severity,
    Where,
)
from studyapp.model.plain import question_to_text
from studyapp.store.bank import StoredItem
from tests.strategies import questions
from tests.support import MONDAY, make_store

MONTHS = "失业人员领取失业保险金的期限最长为（ ）个月。"
FILE = "题库/人社.txt"


def picked(prompt: str, key: int = 0, explanation: str = "") -> Question:
    return Question(
        kind=Kind.SINGLE, prompt=prompt, choices=("12", "18", "24"), answer=Choices((key,)), explanation=explanation
    )


def judged(prompt: str, is_true: bool = True, explanation: str = "") -> Question:
    answer = Choices((0 if is_true else 1,))
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=answer, explanation=explanation)


def deck(*asked: Question, flaws: tuple[Flaw, ...] = ()) -> Deck:
    """A deck from a file in which each question takes five lines."""
    places = range(len(asked))
    items = tuple(Item(asked[n], n, Where(FILE, 5 * n + 1, 5 * n + 5)) for n in places)
    return Deck("人社", items, flaws)


def said(flaw: Flaw) -> tuple[str, int, str]:
    return flaw.code, flaw.where.line, flaw.why.text.format(**flaw.why.arguments)


def stored(question: Question, no: int = 1, parent: int | None = None) -> StoredItem:
    return StoredItem(
        no=no,
        deck=1,
        position=no,
        question=bytes([no]) * 16,
        key=b"",
        revision=b"",
        kind=str(question.kind),
        subject="",
        effective_from=None,
        effective_to=None,
        label="",
        external_id="",
        source="旧题库.docx",
        first_line=7,
        last_line=9,
        parent=parent,
        body=question_to_text(question),
    )


def test_a_sound_deck_has_no_flaws() -> None:
    assert flaws_of(deck(picked(MONTHS, 2, "最长24个月，故选C。"), judged("失业登记不收费。"))) == ()


def test_the_report_of_a_deck_with_everything_wrong() -> None:
    found = flaws_of(
        deck(
            picked(MONTHS, 0, "最长24个月，故选C。"),
            picked("根据规定，" + MONTHS, 2),
            judged(
                "经办机构应当自收到申请之日起60日内作出决定。",
                True,
                "办法规定，经办机构应当自收到申请之日起30日内作出决定。",
            ),
            judged("经办机构应当自收到申请之日起90日内作出决定。", False),
            judged("办理失业登记须交工本费。", True, "本题说法错误。"),
            replace(picked("下列由单位缴费的是（ ）。"), choices=("工伤保险", "工 伤保险", "\u3000", "生育保险；E")),
        )
    )
    assert [said(flaw) for flaw in found] == [
        ("key-against-explanation", 1, "解析说“故选C”，与答案 A 不符。请核对后改正答案或解析。"),
        (
            "nearly-the-same",
            6,
            "与 人社.txt:1（失业人员领取失业保险金的期限最长为（…）问的是同一件事，答案却不同。请核对后改正其中一处。",
        ),
        (
            "key-against-explanation",
            11,
            "解析引用的原文是“经办机构应当自收到申请之日起30日内作出决定”，"
            "题目写作“经办机构应当自收到申请之日起60日内作出决定”，却判为正确。请对照原文核对。",
        ),
        (
            "nearly-the-same",
            16,
            "与 人社.txt:11（经办机构应当自收到申请之日起60日内作…）几乎相同，数字不同：这里是“90”，那里是“60”。"
            "如果本是一题，请删去一处。",
        ),
        ("key-against-explanation", 21, "解析说“本题说法错误”，与答案 正确 不符。请核对后改正答案或解析。"),
        ("choice-twice", 26, "选项 A 与 B 的文字相同。请核对原题。"),
        ("choice-empty", 26, "选项 C 是空的。请补上文字。"),
        ("choice-glued", 26, "选项 D 末尾多出字母 E，像是下一个选项的开头。请把两个选项分开。"),
    ]
    severities = {flaw.where.line: flaw.severity for flaw in found if flaw.code == "nearly-the-same"}
    assert severities == {6: Severity.WARNING, 16: Severity.INFO}
    assert all(flaw.severity is Severity.WARNING for flaw in found if flaw.code != "nearly-the-same")
    assert all(flaw.snippet for flaw in found)


def test_what_the_reader_has_said_is_not_said_again() -> None:
    twice = replace(picked("下列由单位缴费的是（ ）。"), choices=("工伤保险", "工伤保险"))
    where = Where(FILE, 3, 3)
    reported = Flaw(where, Severity.WARNING, "choice-twice", Message("选项 A 与 B 的文字相同。请核对原题。"))
    assert [flaw.code for flaw in flaws_of(deck(twice))] == ["choice-twice"]
    assert flaws_of(deck(twice, flaws=(reported,))) == ()
    elsewhere = replace(reported, where=Where(FILE, 6, 6))
    assert [flaw.code for flaw in flaws_of(deck(twice, flaws=(elsewhere,)))] == ["choice-twice"]


def test_the_same_question_twice_is_for_the_import_to_say() -> None:
    assert flaws_of(deck(picked(MONTHS), picked(MONTHS), picked(MONTHS, 2))) == ()


def test_an_item_is_named_once_with_the_worst_that_it_resembles() -> None:
    prompts = ("失业人员领取失业保险金的期限最长为（ ）月。", MONTHS, "失业人员领取失业保险金的期限最长为几个月？")
    found = flaws_of(
        deck(picked(prompts[0], 2), picked(prompts[1], 2), picked("根据规定，" + prompts[1], 1), picked(prompts[2], 2))
    )
    near = [(flaw.where.line, flaw.severity, flaw.why.arguments["place"]) for flaw in found]
    assert near == [
        (6, Severity.INFO, "人社.txt:1"),
        (11, Severity.WARNING, "人社.txt:6"),
        (16, Severity.INFO, "人社.txt:6"),
    ]


def test_what_the_deck_has_besides_is_named_by_its_file() -> None:
    one = deck(picked("根据规定，" + MONTHS, 2))
    (flaw,) = flaws_of(one, [stored(picked(MONTHS, 0))])
    assert (flaw.where.line, flaw.why.arguments["place"], flaw.severity) == (1, "旧题库.docx:7", Severity.WARNING)
    assert flaws_of(one, [stored(picked(MONTHS, 0), parent=3)]) == ()
    assert flaws_of(deck(), [stored(picked(MONTHS, 0)), stored(picked("根据规定，" + MONTHS, 2), 2)]) == ()


def test_what_the_file_replaces_does_not_stay() -> None:
    old = [stored(picked(MONTHS, 2), 1)._replace(source=FILE), stored(picked("单位何时缴费（ ）？"), 2)]
    planned = plan(deck(picked(MONTHS.replace("失业人员", "失业职工"), 2)), old)
    replaced = {one.old.no for one in planned.items if one.old}
    assert [one.no for one in staying(planned, old)] == [no for no in (1, 2) if no not in replaced]
    same = [stored(picked(MONTHS, 2), 1)._replace(question=planned.items[0].question, source="别处.txt")]
    assert staying(planned, same) == ()


def test_questions_of_cases_are_not_compared() -> None:
    whole = deck(
        Question(kind=Kind.CASE, prompt="职工甲在上班途中受伤，单位未为其缴费，待遇由谁支付发生争议。"),
        picked(MONTHS, 0),
        Question(kind=Kind.CASE, prompt="职工乙在上班途中受伤，单位未为其缴费，待遇由谁支付发生争议。"),
        picked("根据规定，" + MONTHS, 2),
    )
    items = (whole.items[0], replace(whole.items[1], case=0), whole.items[2], replace(whole.items[3], case=2))
    assert [flaw.code for flaw in flaws_of(replace(whole, items=items))] == []


@pytest.mark.parametrize(
    ("where", "name"), [(Where("甲.xlsx", 3, 3, "单选"), "甲.xlsx[单选]:3"), (Where("甲.apkg"), "甲.apkg #1")]
)
def test_a_place_is_named_as_well_as_it_can_be(where: Where, name: str) -> None:
    items = [Item(picked(MONTHS), 0, where), Item(picked("根据规定，" + MONTHS), 1, where)]
    (flaw,) = flaws_of(Deck("", tuple(items)))
    assert flaw.why.arguments["place"] == name


@given(st.lists(questions(), max_size=2), st.lists(questions(), max_size=1))
def test_any_deck_can_be_looked_at(asked: list[Question], others: list[Question]) -> None:
    existing = [stored(one, no) for no, one in enumerate(others)]
    found = flaws_of(deck(*asked, *asked), existing)
    assert all(flaw.where.file == FILE and flaw.severity is not Severity.ERROR for flaw in found)
    for flaw in found:
        assert said(flaw)


def test_so_many_questions_are_looked_at_only_where_somebody_has_the_patience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linting, "MOST", 2)
    many = deck(*(picked(f"第{number}号规定的期限最长是（ ）个月，自领取之日起计算。") for number in range(3)))
    assert [flaw.code for flaw in flaws_of(many)] == ["not-looked-at"]
    assert {flaw.code for flaw in flaws_of(many, patient=True)} == {"nearly-the-same"}
    assert flaws_of(deck()) == ()
    store = make_store(tmp_path)
    for patient, codes in ((False, {"not-looked-at"}), (True, {"nearly-the-same"})):
        how = Options(dry_run=True, patient=patient)
        assert {flaw.code for flaw in import_deck(store, many, "题", Origin("", "", ""), how, at=MONDAY).flaws} == codes
