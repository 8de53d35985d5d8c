"""Practice over a list of questions: what is asked, asked again, taken back; and that nothing of it is lost."""

from __future__ import annotations

import itertools
from collections import deque
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import grading
from studyapp.importing.executing import Options
from studyapp.model import Passed, Picked, Question, Shown
from studyapp.session import Drill, Practice
from studyapp.store import caches, entries, replaying
from studyapp.store.opening import Store
from tests.strategies import GRADED, questions, responses
from tests.support import MONDAY, card_of, deck_of, make_store, put, single

RIGHT, WRONG = Picked((0,)), Picked((1,))
CLOCK = itertools.count(step=1_000)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with five questions; item n asks for number n."""
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(1, 6)]))
    return store


def practice_of(store: Store, *items: int, minutes: int = 0) -> Practice:
    return Practice(store, items, sitting="s", at=MONDAY, minutes=minutes)


def prompts(practice: Practice, answers: str) -> list[str]:
    """Answer right (r) or wrong (w); return the number of each question that was asked."""
    asked = []
    for answer in answers:
        asked.append(now(practice).question.prompt[1])
        practice.answer(RIGHT if answer == "r" else WRONG, at=MONDAY + next(CLOCK), milliseconds=9_000)
    return asked


def now(practice: Practice) -> Shown:
    shown = practice.current()
    assert shown is not None
    return shown


def test_the_list_is_asked_in_its_order_and_what_was_missed_at_the_end(store: Store) -> None:
    practice = practice_of(store, 3, 1, 5, 3)
    assert practice.total == 3, "an item of the list is asked once"
    assert prompts(practice, "wrwwrr") == ["3", "1", "5", "3", "5", "3"]
    assert practice.current() is None
    with pytest.raises(ValueError, match="no question"):
        practice.answer(RIGHT, at=MONDAY, milliseconds=1)


def test_what_was_missed_longest_ago_comes_first(store: Store) -> None:
    assert prompts(practice_of(store, 1, 2, 3), "wwwwrrr") == ["1", "2", "3", "1", "2", "3", "1"]


def test_due_or_not_does_not_matter(store: Store) -> None:
    drill = Drill(store, sitting="d", at=MONDAY)
    while drill.current() is not None:
        drill.answer(RIGHT, at=MONDAY, milliseconds=9_000)
    practice = practice_of(store, 2, 4)
    assert (now(practice).again, now(practice).number, now(practice).total) == (False, 1, 2)
    assert prompts(practice, "rr") == ["2", "4"]


def test_what_the_bank_has_no_more_is_passed_over(store: Store) -> None:
    put(store, deck_of([single(1), single(3)]), Options(prune=True))
    practice = practice_of(store, 99, 1, 2, 3, 4)
    assert prompts(practice, "rr") == ["1", "3"]
    assert (practice.current(), practice.progress().total, practice.progress().done) == (None, 2, 2)
    assert practice_of(store).current() is None


def test_what_an_import_takes_out_meanwhile_is_passed_over_too(store: Store) -> None:
    practice = practice_of(store, 1, 2, 3)
    put(store, deck_of([single(1), single(3)]), Options(prune=True))
    assert prompts(practice, "r") == ["1"]
    practice.void(at=MONDAY + 1)
    assert prompts(practice, "rr") == ["1", "3"]
    assert (practice.current(), practice.progress().total) == (None, 2)


def test_an_answer_is_taken_back_and_the_list_goes_on_behind_it(store: Store) -> None:
    practice = practice_of(store, 1, 2, 3)
    assert prompts(practice, "rw") == ["1", "2"]
    shown = practice.void(at=MONDAY + 1)
    assert shown is not None and shown.question == single(2)
    assert practice.progress().done == 1
    assert prompts(practice, "rr") == ["2", "3"]
    assert practice.current() is None
    shown = practice.void(at=MONDAY + 2)
    assert shown is not None and shown.question == single(3)
    assert prompts(practice, "wr") == ["3", "3"]


def test_an_answer_to_a_question_asked_again_is_taken_back(store: Store) -> None:
    practice = practice_of(store, 1, 2)
    assert prompts(practice, "wrw") == ["1", "2", "1"]
    shown = practice.void(at=MONDAY + 9)
    assert shown is not None and shown.again
    assert prompts(practice, "r") == ["1"]
    assert practice.current() is None


def test_its_time_counts_for_the_day_s_task(store: Store) -> None:
    practice = practice_of(store, 1, 2, 3, minutes=1)
    practice.answer(RIGHT, at=MONDAY, milliseconds=30_000)
    assert not practice.progress().finished
    practice.answer(RIGHT, at=MONDAY + 1, milliseconds=30_000)
    assert practice.progress().finished
    practice.void(at=MONDAY + 2)
    assert not practice.progress().finished
    assert replaying.check(store) == ()


@given(st.lists(st.integers(0, 7), max_size=6), st.lists(st.sampled_from("rwwv"), max_size=24))
def test_every_question_is_asked_until_it_is_right(
    tmp_path_factory: pytest.TempPathFactory, items: list[int], acts: list[str]
) -> None:
    """Held against the plainest of models: a list, then a queue of what was missed."""
    store = make_store(tmp_path_factory.mktemp("practice"))
    put(store, deck_of([single(number) for number in range(1, 6)]))
    practice = practice_of(store, *items)
    known = [one for one in dict.fromkeys(items) if 1 <= one <= 5]
    given_so_far: list[tuple[int, bool]] = []

    def expected() -> int | None:
        fresh, missed = deque(known), deque[int]()
        for item, right in given_so_far:
            (fresh if fresh else missed).remove(item)
            if not right:
                missed.append(item)
        return next(iter([*fresh, *missed]), None)

    for place, act in enumerate(acts):
        shown = practice.current()
        assert (shown and shown.item) == expected()
        if act == "v":
            back = practice.void(at=MONDAY + place)
            assert (back and back.item) == (given_so_far.pop()[0] if given_so_far else None)
        elif shown is not None:
            practice.answer(RIGHT if act == "r" else WRONG, at=MONDAY + place, milliseconds=9_000)
            given_so_far.append((shown.item, act == "r"))
        assert practice.progress().done == len({item for item, _right in given_so_far})
        assert practice.progress().total == len(known)
    answered = [one for one in entries.every(store.connection) if one.kind == "answer"]
    voided = sum(one.kind == "void" for one in entries.every(store.connection))
    assert len(answered) - voided == len(given_so_far) == practice.end(at=MONDAY).answered
    assert replaying.check(store) == ()
    store.close()


@given(st.lists(questions(GRADED), min_size=1, max_size=4), st.data())
def test_any_response_is_kept_and_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, some: list[Question], data: st.DataObject
) -> None:
    store = make_store(tmp_path_factory.mktemp("any"))
    put(store, deck_of(some))
    practice = practice_of(store, *range(1, len(some) + 1))
    for place in range(len(some)):
        shown = practice.current()
        if shown is None:
            break
        response = data.draw(responses(shown.question))
        feedback = practice.answer(response, at=MONDAY + place, milliseconds=10)
        entry = entries.by_ids(store.connection, [feedback.entry])[feedback.entry]
        again = grading.recall(shown.question, entry.body["given"])
        assert grading.grade(shown.question, again).share == entry.verdict == feedback.verdict.share
    assert replaying.check(store) == ()
    store.close()


def test_practice_and_drill_share_one_memory(store: Store) -> None:
    practice_of(store, 2).answer(Passed(), at=MONDAY, milliseconds=9_000)
    card = card_of(store, single(2))
    assert card is not None and (card.answered, card.right) == (1, 0)
    drill = Drill(store, sitting="d", at=MONDAY + 1)
    assert drill.progress().done == 1, "what was practised today is not asked again as new"
    assert caches.read(store.connection).days[20_780].answered == 1
