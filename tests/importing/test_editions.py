"""Several files in one deck: what is an older wording, and what merely looks like one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studyapp.importing.executing import Options
from studyapp.importing.planning import Change
from studyapp.model import Blank, Blanks, Deck, Item, Kind, Question, Where
from studyapp.store import bank, batches
from studyapp.store.opening import Store
from tests.support import MONDAY, deck_of, make_store, put, single


def statement(number: int, text: str = "条的规定适用于本单位") -> Question:
    """One edit apart for each number, without a digit that would tell them apart."""
    letter = "子丑寅卯辰巳午未申酉戌亥"[number % 12]
    answer = Blanks((Blank(("用人单位",)),))
    return Question(kind=Kind.BLANK, prompt=f"第{letter}{text}（　　）。", answer=answer)


def names(store: Store) -> list[str]:
    row = bank.deck_named(store.connection, "测试题库")
    assert row is not None
    return [item.read().prompt for item in bank.live_items(store.connection, row.no)]


def test_a_second_file_swallows_nothing_of_the_first(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    first = [statement(number) for number in range(4)]
    second = [statement(number) for number in range(4, 8)]
    put(store, deck_of(first, file="a.md"))
    report = put(store, deck_of(second, file="b.md"))
    assert (report.plan.count(Change.NEW), report.plan.linked, report.plan.missing) == (4, 0, ())
    assert len(names(store)) == 8


@pytest.mark.parametrize("file", ["a.md", "elsewhere/a.md", "renamed.md"])
def test_an_edition_mends_what_came_from_the_same_file(tmp_path: Path, file: str) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([statement(number) for number in range(4)], file="a.md"))
    mended = [*(statement(number) for number in range(3)), statement(3, "条的规定实用于本单位")]
    report = put(store, deck_of(mended, file=file))
    assert (report.plan.count(Change.SAME), report.plan.linked) == (3, 1)
    assert len(names(store)) == 4


def test_pruning_leaves_what_came_from_other_files(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([statement(0), statement(1)], file="a.md"))
    put(store, deck_of([statement(4), statement(5)], file="b.md"))
    put(store, deck_of([statement(0)], file="a.md"), Options(prune=True))
    assert names(store) == [one.prompt for one in (statement(0), statement(4), statement(5))]


def case(material: str, file: str = "测试题库.md") -> Deck:
    """A case with one sub-question."""
    items = (
        Item(Question(kind=Kind.CASE, prompt=material), 0, Where(file, 1, 1)),
        Item(single(1), 1, Where(file, 2, 2), case=0),
    )
    return Deck("测试题库", items)


def test_a_sub_question_keeps_its_history_with_its_case_only(tmp_path: Path) -> None:
    material = "张某在甲公司工作，上班途中被机动车撞伤，本人没有责任，公司没有为他缴纳费用。"
    store = make_store(tmp_path)
    put(store, case(material))
    assert put(store, case(material.replace("撞伤", "撞傷"))).plan.linked == 1
    assert put(store, case("李某在家休息时突发疾病，送医后死亡，公司认为与工作没有关系。")).plan.linked == 0


def test_a_typo_in_the_first_character_of_a_choice_is_a_typo(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    before = replace(single(1), choices=("帐户余额归本人", "可以依法继承", "由统筹基金支付", "依法清退"))
    put(store, deck_of([before, single(2)]))
    after = replace(before, choices=("账户余额归本人", *before.choices[1:]))
    assert put(store, deck_of([after, single(2)])).plan.linked == 1


def test_another_choice_in_the_place_of_the_key_is_no_typo(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    before = replace(single(1), choices=("教师节", "春节", "清明节", "国庆节"))
    put(store, deck_of([before, single(2)]))
    after = replace(before, choices=("植树节", *before.choices[1:]))
    assert put(store, deck_of([after, single(2)])).plan.linked == 0


def test_undo_leaves_the_bundled_decks_alone(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]), Options(bundled=True))
    assert batches.undo_import(store, deck=None, at=MONDAY) is None
    assert len(names(store)) == 1
