"""What an import would do, does, and does not do: law 4 and law 6 over any deck."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import grading, identity
from studyapp.identity import Identity
from studyapp.importing.executing import Options, Report
from studyapp.importing.identities import identify_all
from studyapp.importing.planning import Change, Fresh, plan
from studyapp.model import Choices, Deck, Flaw, Item, Kind, Question, Severity, Validity, Where
from studyapp.session import Drill
from studyapp.store import bank
from studyapp.store.opening import Store
from tests.importing.decks import bank_of, decks, everything
from tests.strategies import questions
from tests.support import MONDAY, deck_of, give, make_store, put, single


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def counts(report: Report) -> tuple[int, int, int]:
    return tuple(report.plan.count(change) for change in (Change.NEW, Change.CHANGED, Change.SAME))  # type: ignore[return-value]


@pytest.mark.parametrize("fresh", [True, False])
def test_an_item_that_nobody_identified_does_not_get_lost(fresh: bool) -> None:
    def identify(questions: Sequence[Question]) -> Iterator[Identity]:
        return identify_all(questions[1:])

    deck = deck_of([single(0), single(1)])
    with pytest.raises(ValueError, match="shorter"):
        [*Fresh(deck, identify=identify)] if fresh else plan(deck, [], identify=identify)


# The same file twice


@given(decks(), decks(), st.booleans())
def test_the_same_file_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, first: Deck, second: Deck, prune: bool
) -> None:
    store = make_store(tmp_path_factory.mktemp("twice"))
    put(store, first)
    put(store, second, Options(prune=prune), at=MONDAY + 1)
    before = everything(store)
    again = put(store, second, Options(prune=prune), at=MONDAY + 2)
    assert not again.written
    assert everything(store) == before
    assert counts(again) == (0, 0, again.items)
    store.close()


@given(st.lists(questions(), max_size=5))
def test_any_questions_come_in_and_come_again(tmp_path_factory: pytest.TempPathFactory, some: list[Question]) -> None:
    store = make_store(tmp_path_factory.mktemp("any"))
    report = put(store, deck_of(some))
    stored = [item.read() for item in bank.find_items(store.connection)]
    assert stored == [one.item.question for one in report.plan.items]
    before = everything(store)
    assert not put(store, deck_of(some), at=MONDAY + 1).written
    assert everything(store) == before
    store.close()


# What is fit


@st.composite
def any_questions(draw: st.DrawFn) -> Question:
    """A question, fit or with something wrong in it."""
    question = draw(questions())
    broken: list[dict[str, Any]] = [
        {"prompt": draw(st.sampled_from(["", " ", "\u200b"]))},
        {"answer": None},
        {"answer": Choices(())},
        {"answer": Choices((0, 99))},
        {"choices": ()},
        {"choices": question.choices[:1]},
        {"kind": draw(st.sampled_from(list(Kind)))},
    ]
    return replace(question, **draw(st.sampled_from([{}, *broken])))


@given(st.lists(any_questions(), max_size=6))
def test_what_is_in_the_bank_is_right_on_its_own_key_and_what_is_not_is_named(
    tmp_path_factory: pytest.TempPathFactory, some: list[Question]
) -> None:
    store = make_store(tmp_path_factory.mktemp("fit"))
    report = put(store, deck_of(some))
    taken = {one.item.position for one in report.plan.items}
    refused = {flaw.where.line - 1 for flaw in report.flaws if flaw.severity is Severity.ERROR}
    assert taken | refused == set(range(len(some)))
    assert taken & refused == set()
    for item in bank.find_items(store.connection):
        question = item.read()
        if question.kind is not Kind.CASE:
            assert grading.grade(question, grading.ideal(question)).right
    store.close()


def test_a_sub_question_without_its_material_is_named(store: Store) -> None:
    case = Question(kind=Kind.CASE, prompt=" ")
    items = (Item(case, 0, Where("f", 1)), Item(single(1), 1, Where("f", 2), case=0), Item(single(2), 2, Where("f", 3)))
    report = put(store, Deck("测试题库", items))
    assert [(flaw.where.line, flaw.code) for flaw in report.flaws] == [(1, "unfit"), (2, "case-missing")]
    assert counts(report) == (1, 0, 0)


# Items and questions


def test_a_question_that_stands_twice_is_two_items_and_one_question(store: Store) -> None:
    report = put(store, deck_of([single(1), single(2), replace(single(1), explanation="见第一条")]))
    assert (report.items, report.questions, report.kinds) == (3, 2, {"single": 3})
    (flaw,) = [flaw for flaw in report.flaws if flaw.severity is not Severity.INFO]
    assert (flaw.where.line, flaw.code, flaw.severity) == (3, "duplicate", Severity.WARNING)
    assert flaw.why.arguments == {"line": 1}
    assert len(bank_of(store)) == 3
    assert Drill(store, sitting="s", at=MONDAY).progress().total == 2
    give(store, single(1))
    assert not put(store, deck_of([single(1), single(2), replace(single(1), explanation="见第一条")])).written


def test_a_question_with_two_keys_is_a_conflict(store: Store) -> None:
    report = put(store, deck_of([single(1), single(1, right=2)]))
    assert [(flaw.where.line, flaw.code) for flaw in report.flaws] == [(2, "key-conflict")]
    assert (report.items, report.questions) == (2, 1)


def test_each_of_two_items_of_one_question_is_mended_by_itself(store: Store) -> None:
    first, second = replace(single(1), explanation="甲"), replace(single(1), explanation="乙")
    put(store, deck_of([first, second]))
    report = put(store, deck_of([first, replace(second, explanation="丙")]))
    assert counts(report) == (0, 1, 1)
    assert [item.read().explanation for item in bank.find_items(store.connection)] == ["甲", "丙"]


def test_material_counts_for_nothing(store: Store) -> None:
    items = (
        Item(Question(kind=Kind.CASE, prompt="材料"), 0, Where("f", 1)),
        Item(single(1), 1, Where("f", 2), case=0),
    )
    report = put(store, Deck("测试题库", items))
    assert (report.items, report.questions, report.kinds, counts(report)) == (1, 1, {"single": 1}, (1, 0, 0))


# What becomes of items that a file does not have


def test_a_file_leaves_alone_what_it_does_not_hold(store: Store) -> None:
    put(store, deck_of([single(1), single(2)]))
    report = put(store, deck_of([single(3)]))
    assert [identity.question_id(single(one)) for one in (1, 2)] == [one.question for one in report.plan.missing]
    assert [row[9] for row in bank_of(store)] == [identity.question_id(single(one)) for one in (1, 2, 3)]


def test_unless_it_is_told_to_prune(store: Store) -> None:
    put(store, deck_of([single(1), single(2)]))
    put(store, deck_of([single(2)]), Options(prune=True))
    assert [row[9] for row in bank_of(store)] == [identity.question_id(single(2))]
    assert put(store, deck_of([single(2)]), Options(prune=True)).written is False


def test_items_stand_in_the_order_of_the_file(store: Store) -> None:
    put(store, deck_of([single(1), single(2), single(3)]))
    put(store, deck_of([single(3), single(9), single(1), single(2)]))
    assert [row[9] for row in bank_of(store)] == [identity.question_id(single(one)) for one in (3, 9, 1, 2)]


# Ways to import


@pytest.mark.parametrize("options", [Options(dry_run=True), Options(strict=True)])
def test_looking_only_writes_nothing(options: Options, store: Store) -> None:
    deck = deck_of([single(1), single(1)])
    before = everything(store)
    report = put(store, deck, options)
    assert (report.written, report.refused) == (False, options.strict)
    assert everything(store) == before
    assert counts(report) == (2, 0, 0)
    assert put(store, deck).written


def test_strict_minds_no_information(store: Store) -> None:
    flaw = Flaw(Where("f", 1), Severity.INFO, "heading", plan(deck_of([single(1), single(1)]), []).flaws[0].why)
    assert put(store, replace(deck_of([single(1)]), flaws=(flaw,)), Options(strict=True)).written


def test_validity_and_subject_are_columns(store: Store) -> None:
    dated = replace(single(1), validity=Validity(date(2021, 1, 1), date(2025, 12, 31)), subject="")
    put(store, replace(deck_of([dated, single(2)]), subject="全科"))
    items = list(bank.find_items(store.connection))
    assert [(one.effective_from, one.effective_to, one.subject) for one in items] == [
        ("2021-01-01", "2025-12-31", "全科"),
        (None, None, "社会保险"),
    ]
    for day, count in ((date(2020, 12, 31), 1), (date(2021, 1, 1), 2), (date(2025, 12, 31), 2), (date(2026, 1, 1), 1)):
        assert len(list(bank.find_items(store.connection, as_of=day))) == count


# One transaction


TABLES = ("deck", "batch", "item", "entry", "card", "day", "alias", "queue", "stamp")


@pytest.mark.parametrize(
    "place",
    [
        "BEFORE INSERT ON deck",
        "BEFORE INSERT ON batch",
        "BEFORE INSERT ON item WHEN NEW.position = 3",
        "BEFORE UPDATE OF removed ON item",
        "BEFORE UPDATE OF position ON item",
        "BEFORE INSERT ON entry",
        "BEFORE INSERT ON alias",
        "BEFORE UPDATE OF card_question ON item",
        "BEFORE INSERT ON card",
        "BEFORE UPDATE OF sames ON batch",
        "AFTER DELETE ON stamp",
    ],
)
def test_an_import_is_all_or_nothing(place: str, store: Store) -> None:
    put(store, deck_of([single(1), single(2), single(3)]))
    give(store, single(1))
    Drill(store, sitting="s", at=MONDAY)
    mended = replace(single(1), prompt="第1号归定的期限是（　　）。")
    deck = deck_of([single(3), mended, single(4), single(2)], name="另一题库" if "ON deck" in place else "测试题库")
    before = everything(store, TABLES)
    store.connection.execute(f"CREATE TRIGGER fault {place} BEGIN SELECT RAISE(ABORT, 'the disk is full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="the disk is full"):
        put(store, deck)
    assert everything(store, TABLES) == before
    store.connection.execute("DROP TRIGGER fault")
    assert put(store, deck).written
