"""The shelves are those of a plain look at the journal, whatever came in between."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity
from studyapp.journal import amendments, sames, target_of, unite
from studyapp.model import DAY, Deck, Entry, EntryKind, KeyPoints, Kind, Question, Validity, study_day
from studyapp.session import mark
from studyapp.shelf import Shelf
from studyapp.store import bank, entries, replaying, shelves
from studyapp.store.asking import iso
from studyapp.store.batches import undo_import
from studyapp.store.opening import Store
from tests.importing.decks import MATERIALS, case_deck
from tests.support import MONDAY, deck_of, give, make_store, put, single, write

TODAY = study_day(MONDAY)
YEAR = 365 * DAY


def prompts(store: Store, shelf: Shelf, *, deck: int | None = None, day: int = TODAY, **more: object) -> list[str]:
    """The numbers of the questions on a shelf."""
    numbers = shelves.numbers(store.connection, shelf, deck=deck, day=day, **more)  # type: ignore[arg-type]
    items = [bank.item(store.connection, number) for number in numbers]
    return [item.read().prompt[1] for item in items if item]


def plain_book(store: Store, mended: int) -> dict[tuple[bytes, bytes], int]:
    """The wrong-answer book by looking at every entry: how often each was missed."""
    every = sorted(entries.every(store.connection), key=lambda one: one.id)
    handed = frozenset(one.sitting for one in every if one.kind == EntryKind.HANDIN and one.sitting)
    speakers = [one for one in every if target_of(one)]
    voided = amendments(speakers, {one.id: one for one in every}, handed).voided
    known = unite(sames(one for one in every if one.kind == EntryKind.SAME and one.id not in voided))
    late = {one for (one,) in store.connection.execute("SELECT entry FROM untimely")}
    given_to: dict[tuple[bytes, bytes], list[Entry]] = defaultdict(list)
    for one in every:
        if one.kind == EntryKind.ANSWER and one.id not in voided | late and one.question and one.key:
            given_to[known.get(one.question, one.question), known.get(one.key, one.key)].append(one)
    book = {}
    for card, answers in given_to.items():
        wrong = [one.day for one in answers if one.verdict is not None and one.verdict < 1]
        since = {one.day for one in answers if one.verdict == 1 and one.day > max(wrong, default=0)}
        if wrong and len(since) < mended:
            book[card] = len(wrong)
    return book


def book_of(store: Store, mended: int) -> dict[tuple[bytes, bytes], int]:
    found = {}
    for no, missed in shelves.wrong(store.connection, deck=None, day=TODAY, mended=mended).items():
        row = store.connection.execute("SELECT card_question, card_key FROM item WHERE no = ?", (no,)).fetchone()
        assert row not in found, "a question stands there once"
        found[row] = missed.times
    return found


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["answer"] * 5 + ["old key", "void", "rate", "late", "past", "same", "handin"]),
        st.integers(0, 5),
        st.booleans(),
        st.integers(0, 60),
    ),
    max_size=20,
)


@given(ACTS, st.integers(1, 3))
def test_the_book_is_that_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool, int]], mended: int
) -> None:
    store = make_store(tmp_path_factory.mktemp("book"))
    questions = [single(number) for number in range(6)]
    put(store, deck_of(questions[:5], name="甲"))
    put(store, deck_of(questions[2:], name="乙"))
    written: list[Entry] = []
    at = MONDAY - 90 * DAY
    for act, number, flag, days in acts:
        question = questions[number]
        at += 1000 + (days // 20) * DAY
        if act == "answer":
            written.append(give(store, question, right=flag, at=at, sitting="ab"[number % 2]))
        elif act == "old key":
            written.append(give(store, single(number, right=1), right=flag, at=at))
        elif act in ("late", "past"):
            kind = "past" if act == "past" else "answer"
            written.append(give(store, question, right=flag, at=at - days * DAY - number, kind=kind))
        elif act == "void" and written:
            write(store, "void", {"target": written[days % len(written)].id.hex()}, at=at)
        elif act == "rate" and written:
            write(store, "rate", {"target": written[days % len(written)].id.hex()}, at=at, rating=number % 4 + 1)
        elif act == "handin":
            write(store, "handin", {}, at=at, sitting="ab"[number % 2])
        elif act == "same":
            old, new = (questions[one] for one in (number, (number + 3) % 6))
            ids = {"old": identity.question_id(old).hex(), "new": identity.question_id(new).hex()}
            keys = {"old_key": identity.key_digest(old).hex(), "new_key": identity.key_digest(new).hex()}
            write(store, "same", ids | (keys if flag else {"old_key": "", "new_key": ""}), at=at)
    live = set(store.connection.execute("SELECT card_question, card_key FROM item WHERE removed IS NULL").fetchall())
    plain = {card: times for card, times in plain_book(store, mended).items() if card in live}
    assert book_of(store, mended) == plain
    replaying.rebuild(store)
    assert book_of(store, mended) == plain
    store.close()


def test_a_question_leaves_the_book_after_two_later_days(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    give(store, single(1), right=False, at=MONDAY - 9 * DAY)
    for days, still in ((9, True), (5, True), (5, True), (3, False)):
        give(store, single(1), at=MONDAY - days * DAY + 10)
        assert (prompts(store, Shelf.WRONG, mended=2) == ["1"]) is still, days
    give(store, single(1), right=False, at=MONDAY)
    assert prompts(store, Shelf.WRONG, mended=2) == ["1"]


def test_a_changed_key_starts_afresh(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    give(store, single(1), right=False)
    put(store, deck_of([single(1, right=2)]))
    assert prompts(store, Shelf.WRONG, mended=2) == []
    assert prompts(store, Shelf.UNSEEN) == ["1"]


def test_what_was_missed_longest_ago_comes_first(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(4)]))
    for number, days in ((2, 9), (3, 4), (0, 1)):
        give(store, single(number), right=False, at=MONDAY - days * DAY)
    assert prompts(store, Shelf.WRONG, mended=2) == ["2", "3", "0"]


def test_marks(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(4)], name="甲"))
    put(store, deck_of([single(3), single(4)], name="乙"))
    for at, (no, what, on) in enumerate(
        [(1, "star", True), (4, "star", True), (2, "flag", True), (2, "flag", False), (3, "report", True)]
    ):
        mark(store, no, what, on, at=MONDAY + at)
    assert prompts(store, Shelf.STAR) == ["0", "3"]
    assert prompts(store, Shelf.STAR, deck=2) == ["3"]
    assert prompts(store, Shelf.FLAG) == []
    assert prompts(store, Shelf.REPORT) == ["2"]


def test_what_does_not_hold_today_is_on_no_shelf(tmp_path: Path) -> None:
    store, day = make_store(tmp_path), date.fromisoformat(iso(TODAY))
    over, coming = Validity(None, date(2020, 1, 1)), Validity(date(2030, 1, 1), None)
    put(store, deck_of([replace(single(1), validity=over), replace(single(2), validity=coming), single(3)]))
    for no in (1, 2, 3):
        mark(store, no, "star", True, at=MONDAY)
        give(store, single(no), right=False, at=MONDAY - 1)
    for shelf in (Shelf.WRONG, Shelf.STAR, Shelf.RANDOM):
        assert prompts(store, shelf, mended=2) == ["3"]
    assert prompts(store, Shelf.UNSEEN) == []
    assert shelves.counts(store.connection, deck=None, day=TODAY, mended=2)[Shelf.RANDOM] == 1
    assert day.year == 2026


def test_new_is_what_came_this_year_to_a_deck_that_was_there(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1), single(2)]), at=MONDAY - YEAR)
    put(store, deck_of([single(7)], name="别的"), at=MONDAY - 9)
    assert prompts(store, Shelf.NEW) == []
    put(store, deck_of([single(1), single(2), single(3)]), at=MONDAY)
    assert prompts(store, Shelf.NEW) == ["3"]
    put(store, deck_of([replace(single(1), explanation="改"), single(2), replace(single(3), explanation="改")]))
    assert prompts(store, Shelf.NEW) == ["3"], "a corrected question is not new, and a new one stays so"
    assert prompts(store, Shelf.NEW, day=TODAY + 366) == []


def test_new_is_what_comes_into_force_this_year(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    held = [Validity(date(2026, 1, 1)), Validity(date(2025, 12, 31)), Validity(date(2026, 12, 31))]
    put(store, deck_of([replace(single(number), validity=one) for number, one in enumerate(held)]))
    assert prompts(store, Shelf.NEW) == ["0"]
    assert prompts(store, Shelf.NEW, day=TODAY + 40) == []


def test_an_import_that_was_taken_back_brought_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    undo_import(store, deck=1, at=MONDAY)
    put(store, deck_of([single(1), single(2)]))
    assert prompts(store, Shelf.NEW) == []


def test_situations_are_short_questions_and_those_of_cases(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, case_deck((MATERIALS[0], [single(1), single(2)])))
    short = Question(
        kind=Kind.SHORT, prompt="第9问：群众来窗口问退休手续，怎样答复？", answer=KeyPoints(("条件", "材料"))
    )
    put(store, deck_of([short, single(3)], name="问"))
    assert prompts(store, Shelf.SITUATIONS) == ["1", "2", "9"]


def test_chapters(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    subjects = ["", "劳动关系", "社会保险", "社会保险"]
    questions = [single(number, subject=one) for number, one in enumerate(subjects)]
    put(store, deck_of(questions, name="甲"))
    put(store, deck_of(questions[1:], name="乙"))
    give(store, questions[2], at=MONDAY - 5)
    give(store, questions[3], right=False)
    told = [("劳动关系", 1, 0, 0), ("社会保险", 2, 2, 1), ("", 1, 0, 0)]
    assert shelves.chapters(store.connection, deck=None, day=TODAY) == told
    assert shelves.chapters(store.connection, deck=2, day=TODAY) == told[:2]
    assert prompts(store, Shelf.CHAPTER, subject="社会保险") == ["2", "3"]
    assert prompts(store, Shelf.CHAPTER, subject="") == ["0"]


@given(
    st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=8),
    st.lists(st.tuples(st.integers(1, 12), st.sampled_from(["star", "flag", "report"]), st.booleans()), max_size=8),
    st.sampled_from([None, 1, 2]),
)
def test_counts_are_those_of_the_lists(
    tmp_path_factory: pytest.TempPathFactory,
    answers: list[tuple[int, bool]],
    marks: list[tuple[int, str, bool]],
    deck: int | None,
) -> None:
    store = make_store(tmp_path_factory.mktemp("counts"))
    put(store, deck_of([single(number) for number in range(3)], name="甲"), at=MONDAY - YEAR)
    put(store, deck_of([single(number) for number in range(7)], name="甲"), at=MONDAY - 40 * DAY)
    put(store, Deck("乙", case_deck((MATERIALS[0], [single(6), single(7)])).items))
    items = [no for (no,) in store.connection.execute("SELECT no FROM item WHERE removed IS NULL AND kind <> 'case'")]
    for at, (number, right) in enumerate(answers):
        give(store, single(number), right=right, at=MONDAY - 9 * DAY + at * DAY)
    for at, (place, what, on) in enumerate(marks):
        mark(store, items[place % len(items)], what, on, at=MONDAY + at)
    counts = shelves.counts(store.connection, deck=deck, day=TODAY, mended=2)
    for shelf in Shelf:
        if shelf is not Shelf.CHAPTER:
            listed = shelves.numbers(store.connection, shelf, deck=deck, day=TODAY, mended=2)
            assert len(listed) == len(set(listed)) == counts[shelf], shelf
    chapters = shelves.chapters(store.connection, deck=deck, day=TODAY)
    assert sum(one.questions for one in chapters) == counts[Shelf.CHAPTER]
    assert sum(one.questions - one.seen for one in chapters) == counts[Shelf.UNSEEN]
    store.close()
