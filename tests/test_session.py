"""One sitting of drill, act by act."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import grading, identity
from studyapp.grading import Partial, Policy
from studyapp.importing.executing import Options
from studyapp.model import (
    DAY,
    Back,
    Blank,
    Blanks,
    Choices,
    Kind,
    Passed,
    Picked,
    Question,
    Recalled,
    Shown,
    Typed,
    Validity,
    study_day,
)
from studyapp.queue import Limits
from studyapp.session import FORECAST_DAYS, Drill
from studyapp.store import caches, entries, replaying, settings
from studyapp.store.asking import iso
from studyapp.store.opening import Store
from tests.importing.decks import MATERIALS, case_deck
from tests.strategies import GRADED, questions, responses
from tests.support import MONDAY, card_of, deck_of, give, make_store, put, single

RIGHT, WRONG = Picked((0,)), Picked((1,))
CLOCK = itertools.count(step=1_000)
"""It goes on from test to test, for some minutes in all."""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with four questions."""
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(1, 5)]))
    return store


def drill_of(store: Store, *, at: int = MONDAY, limit: int | None = None, limits: Limits | None = None) -> Drill:
    return Drill(store, sitting="s", at=at, limit=limit, limits=limits)


def prompts(drill: Drill, answers: str) -> list[str]:
    """Answer right (r) or wrong (w); return the number of each question that was asked."""
    asked = []
    for answer in answers:
        shown = drill.current()
        assert shown is not None
        asked.append(shown.question.prompt[1])
        drill.answer(RIGHT if answer == "r" else WRONG, at=MONDAY + next(CLOCK), milliseconds=9_000)
    return asked


def now(drill: Drill) -> Shown:
    shown = drill.current()
    assert shown is not None
    return shown


# Asking


def test_new_questions_come_in_the_deck_s_order_and_then_it_is_done(store: Store) -> None:
    drill = drill_of(store)
    assert prompts(drill, "rrrr") == ["1", "2", "3", "4"]
    assert drill.current() is None
    with pytest.raises(ValueError, match="no question"):
        drill.answer(RIGHT, at=MONDAY, milliseconds=1)


def test_missed_questions_come_again_until_they_are_right(store: Store) -> None:
    drill = drill_of(store)
    assert prompts(drill, "wrwrwrr") == ["1", "2", "3", "4", "1", "3", "1"]
    assert drill.current() is None


def test_a_question_asked_again_says_so(store: Store) -> None:
    drill = drill_of(store)
    assert now(drill).again is False
    prompts(drill, "wrrr")
    shown = now(drill)
    assert (shown.again, shown.answered, shown.right, shown.number, shown.total) == (True, 1, 0, 4, 4)


def test_a_limit_ends_the_sitting_and_not_the_day(store: Store) -> None:
    drill = drill_of(store, limit=3)
    assert prompts(drill, "rwr") == ["1", "2", "3"]
    assert drill.current() is None
    assert prompts(drill_of(store), "rr") == ["4", "2"]


def test_a_sitting_goes_on_where_the_last_one_stopped(store: Store) -> None:
    prompts(drill_of(store), "rw")
    drill = drill_of(store)
    assert (now(drill).number, now(drill).total) == (3, 4)
    assert prompts(drill, "rrr") == ["3", "4", "2"]


def test_the_day_s_limits_are_the_learner_s_settings(store: Store) -> None:
    settings.write(store.connection, "new", "2")
    assert drill_of(store).progress().total == 2
    assert drill_of(store, limits=Limits(new=3, reviews=0)).progress().total == 3


def test_one_deck_or_all(store: Store) -> None:
    put(store, deck_of([single(7), single(1)], name="另一题库"))
    assert drill_of(store).progress().total == 5
    drill = Drill(store, sitting="s", at=MONDAY, deck=2)
    assert prompts(drill, "rr") == ["7", "1"]
    assert drill_of(store).progress().done == 2


# Answering


@pytest.mark.parametrize(
    ("milliseconds", "hinted", "guessed", "rating"),
    [(9_000, False, False, 3), (9_000, True, False, 2), (9_000, False, True, 2), (200_000, False, False, 2)],
)
def test_a_right_answer_s_rating(store: Store, milliseconds: int, hinted: bool, guessed: bool, rating: int) -> None:
    feedback = drill_of(store).answer(RIGHT, at=MONDAY, milliseconds=milliseconds, hinted=hinted, guessed=guessed)
    assert feedback.rating == rating
    entry = next(one for one in entries.every(store.connection) if one.kind == "answer")
    assert (entry.rating, entry.verdict) == (rating, 1.0)
    said = {name: True for name, was in (("hinted", hinted), ("guessed", guessed)) if was}
    assert {name: entry.body[name] for name in entry.body if name not in ("given", "kind", "length")} == said


def test_feedback_is_what_is_on_disk(store: Store) -> None:
    drill = drill_of(store)
    shown = now(drill)
    feedback = drill.answer(WRONG, at=MONDAY, milliseconds=9_000)
    card = card_of(store, single(1))
    assert card is not None
    assert (feedback.shown, feedback.response, feedback.verdict.share, feedback.rating) == (shown, WRONG, 0.0, 1)
    assert (feedback.entry, feedback.due, feedback.answered, feedback.right) == (card.last, card.due, 1, 0)
    assert feedback.interval == card.due - study_day(MONDAY) == 1


def test_a_card_s_rating_is_the_learner_s_word(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([Question(kind=Kind.CARD, prompt="社保", answer=Back("社会保险"))]))
    feedback = drill_of(store).answer(Recalled(2), at=MONDAY, milliseconds=900_000, guessed=True)
    assert (feedback.rating, feedback.verdict.right) == (2, True)


def test_part_of_an_answer_counts_where_the_policy_says_so(tmp_path: Path) -> None:
    several = replace(single(1), kind=Kind.MULTIPLE, answer=Choices((0, 1)))
    shares = []
    for name, policy in (("strict", Policy()), ("lenient", Policy(multiple=Partial.SUBSET))):
        store = make_store(tmp_path / name)
        put(store, deck_of([several]))
        feedback = Drill(store, sitting="s", at=MONDAY, policy=policy).answer(RIGHT, at=MONDAY, milliseconds=1)
        assert feedback.rating == 1
        shares.append(feedback.verdict.share)
        entry = next(one for one in entries.every(store.connection) if one.kind == "answer")
        assert entry.verdict == feedback.verdict.share
    assert shares == [0.0, 0.5]


@given(st.lists(questions(GRADED), min_size=1, max_size=4), st.data())
def test_any_response_to_any_question_is_kept_and_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, some: list[Question], data: st.DataObject
) -> None:
    store = make_store(tmp_path_factory.mktemp("any"))
    put(store, deck_of(some))
    drill = drill_of(store)
    for place in range(len(some)):
        shown = drill.current()
        if shown is None:
            break
        response = data.draw(responses(shown.question))
        feedback = drill.answer(response, at=MONDAY + place, milliseconds=10)
        entry = entries.by_ids(store.connection, [feedback.entry])[feedback.entry]
        assert identity.is_intact(entry)
        again = grading.recall(shown.question, entry.body["given"])
        assert grading.grade(shown.question, again).share == entry.verdict == feedback.verdict.share
        assert (feedback.rating == 1) is (feedback.verdict.share < 1)
    assert replaying.check(store) == ()
    store.close()


def test_a_response_that_does_not_fit_writes_nothing(store: Store) -> None:
    drill = drill_of(store)
    for bad in (Typed(("甲",)), Picked((9,)), Recalled(3)):
        with pytest.raises(ValueError):
            drill.answer(bad, at=MONDAY, milliseconds=1)
    assert list(entries.every(store.connection)) == []
    assert drill.answer(RIGHT, at=MONDAY, milliseconds=1).answered == 1


# Taking back


def test_a_voided_answer_leaves_everything_as_it_was(store: Store) -> None:
    give(store, single(1), at=MONDAY - 9 * DAY)
    give(store, single(1), at=MONDAY - 5 * DAY, right=False)
    before = caches.read(store.connection)
    drill = drill_of(store)
    shown = now(drill)
    assert shown.question == single(1)
    drill.answer(RIGHT, at=MONDAY, milliseconds=9_000)
    assert caches.read(store.connection) != before
    assert drill.void(at=MONDAY + 1) == shown == drill.current()
    assert caches.read(store.connection) == before
    assert drill.progress().done == 0


def test_a_voided_answer_brings_its_question_back_into_the_day(store: Store) -> None:
    drill = drill_of(store)
    prompts(drill, "rr")
    drill.void(at=MONDAY + 5_000)
    again = drill_of(store)
    assert prompts(again, "rrr") == ["2", "3", "4"]
    assert again.current() is None


def test_answers_are_taken_back_one_by_one_and_given_anew(store: Store) -> None:
    drill = drill_of(store)
    assert prompts(drill, "rwr") == ["1", "2", "3"]
    for number in ("3", "2", "1"):
        shown = drill.void(at=MONDAY + 10_000)
        assert shown is not None and shown.question.prompt[1] == number
    assert drill.void(at=MONDAY) is None
    assert caches.read(store.connection).cards == {}
    assert prompts(drill, "rrrr") == ["1", "2", "3", "4"]
    assert drill.current() is None


def test_an_answer_to_a_question_asked_again_is_taken_back(store: Store) -> None:
    drill = drill_of(store)
    prompts(drill, "wrrwr")
    assert drill.progress().done == 4
    shown = drill.void(at=MONDAY + 9_000)
    assert shown is not None and (shown.question, shown.again) == (single(1), True)
    assert drill.progress().done == 4
    assert prompts(drill, "rr") == ["1", "4"]
    assert drill.current() is None


def test_a_missed_question_that_was_taken_back_is_not_asked_again(store: Store) -> None:
    drill = drill_of(store)
    prompts(drill, "w")
    drill.void(at=MONDAY + 1)
    assert prompts(drill, "rrrr") == ["1", "2", "3", "4"]
    assert drill.current() is None


# Rating and marking


def test_the_learner_s_rating_takes_the_answer_s_place(store: Store) -> None:
    drill = drill_of(store)
    first = drill.answer(RIGHT, at=MONDAY, milliseconds=9_000)
    feedback = drill.rate(4, at=MONDAY + 1)
    card = card_of(store, single(1))
    assert card is not None
    assert (feedback.rating, feedback.due, feedback.interval) == (4, card.due, card.due - study_day(MONDAY))
    assert feedback.due > first.due
    assert drill.rate(3, at=MONDAY + 2) == first
    assert replaying.check(store) == ()


def test_the_last_of_two_ratings_within_a_millisecond_is_one_of_them(store: Store) -> None:
    drill = drill_of(store)
    drill.answer(RIGHT, at=MONDAY, milliseconds=9_000)
    drill.rate(4, at=MONDAY + 1)
    drill.rate(2, at=MONDAY + 1)
    assert replaying.check(store) == ()


def test_taking_back_takes_the_rating_with_it(store: Store) -> None:
    drill = drill_of(store)
    drill.answer(RIGHT, at=MONDAY, milliseconds=9_000)
    drill.rate(1, at=MONDAY + 1)
    drill.void(at=MONDAY + 2)
    assert caches.read(store.connection).cards == {}
    assert drill.answer(RIGHT, at=MONDAY + 3, milliseconds=9_000).rating == 3
    card = card_of(store, single(1))
    assert card is not None and card.due == study_day(MONDAY) + 2


def test_marks(store: Store) -> None:
    drill = drill_of(store)
    item = now(drill).item
    for at, (on, what) in enumerate(((True, "star"), (True, "flag"), (False, "star")), MONDAY):
        drill.mark(item, what, on, at=at)
    marks = caches.read(store.connection).marks
    assert {what: mark.on for (_question, what), mark in marks.items()} == {"flag": True, "star": False}
    with pytest.raises(ValueError, match="nothing to mark"):
        drill.mark(item, "like", True, at=MONDAY)
    with pytest.raises(ValueError, match="nothing to mark"):
        drill.mark(999, "star", True, at=MONDAY)


# Figures


def test_progress_and_summary(store: Store) -> None:
    drill = drill_of(store)
    prompts(drill, "rwrrw")
    progress = drill.progress()
    assert (progress.done, progress.total, progress.answered_today, progress.right_today) == (4, 4, 5, 3)
    assert progress.combo == 0
    prompts(drill, "r")
    assert drill.progress().combo == 1
    summary = drill.end(at=MONDAY)
    assert (summary.answered, summary.right, summary.milliseconds) == (6, 4, 54_000)
    assert [(one.subject, one.answered, one.right) for one in summary.subjects] == [("社会保险", 6, 4)]
    assert [one.prompt for one in summary.missed] == [single(2).prompt]
    assert (summary.streak, summary.points) == (1, 4)
    assert len(summary.forecast) == FORECAST_DAYS
    assert sum(summary.forecast) == 4


def test_the_forecast_is_of_cards_that_fall_due(store: Store) -> None:
    drill = drill_of(store)
    prompts(drill, "rrrr")
    for number in range(1, 5):
        card = card_of(store, single(number))
        assert card is not None and card.due == study_day(MONDAY) + 2
    assert drill.end(at=MONDAY).forecast == (0, 4, 0, 0, 0, 0, 0)
    assert drill.end(at=MONDAY + 5 * DAY).forecast == (4, 0, 0, 0, 0, 0, 0)


# Today's queue


def test_what_does_not_hold_on_the_day_is_not_asked(tmp_path: Path) -> None:
    store, day = make_store(tmp_path), study_day(MONDAY)
    first, last = date.fromisoformat(iso(day)), date.fromisoformat(iso(day + 2))
    put(store, deck_of([replace(single(1), validity=Validity(first, last)), single(2)]))
    totals = [drill_of(store, at=MONDAY + shift * DAY).progress().total for shift in (-1, 0, 2, 3)]
    assert totals == [1, 2, 2, 1]


def test_a_queue_is_built_once_a_day(store: Store) -> None:
    drill_of(store)
    rows = store.connection.execute("SELECT * FROM queue").fetchall()
    store.connection.execute("UPDATE queue SET position = position + 100")
    assert drill_of(store).progress().total == len(rows)
    assert store.connection.execute("SELECT min(position) FROM queue").fetchone() == (100,)
    drill_of(store, at=MONDAY + DAY)
    assert store.connection.execute("SELECT * FROM queue").fetchall() == rows


def test_an_import_builds_the_queue_anew(store: Store) -> None:
    prompts(drill_of(store), "r")
    put(store, deck_of([single(8)], name="新"), Options())
    drill = drill_of(store)
    assert (drill.progress().total, drill.progress().done) == (5, 1)


@given(st.data())
def test_the_queue_is_the_same_whenever_in_the_day_it_is_built(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    store = make_store(tmp_path_factory.mktemp("queue"))
    put(store, deck_of([replace(single(one), subject="甲乙丙"[one % 3]) for one in range(10)], name="甲"))
    put(store, deck_of([single(one, right=one % 2) for one in range(6, 12)], name="乙"))
    for number in range(data.draw(st.integers(0, 14))):
        question, days = data.draw(st.integers(0, 11)), data.draw(st.integers(1, 12))
        right = data.draw(st.booleans())
        give(
            store,
            single(question, right=data.draw(st.sampled_from([0, question % 2]))),
            right=right,
            at=MONDAY - days * DAY + number,
        )
    limits = Limits(data.draw(st.integers(0, 12)), data.draw(st.integers(0, 12)))
    deck = data.draw(st.sampled_from([None, 1, 2]))

    def queue() -> list[tuple[object, ...]]:
        Drill(store, sitting="q", at=MONDAY, deck=deck, limits=limits)
        return store.connection.execute("SELECT * FROM queue ORDER BY scope, position").fetchall()

    morning = queue()
    drill = Drill(store, sitting="s", at=MONDAY, deck=deck, limits=limits)
    for act in data.draw(st.lists(st.sampled_from(["right", "wrong", "void", "rate", "elsewhere"]), max_size=8)):
        at = MONDAY + data.draw(st.integers(0, 4 * 3_600_000))
        if act == "elsewhere":
            give(store, single(data.draw(st.integers(0, 11))), right=data.draw(st.booleans()), at=at)
        elif act == "void":
            drill.void(at=at)
        elif drill.current() is not None:
            feedback = drill.answer(RIGHT if act == "right" else Passed(), at=at, milliseconds=9_000)
            if act == "rate":
                drill.rate(2, at=at + 1)
            assert feedback.entry
    store.connection.execute("DELETE FROM stamp WHERE name LIKE 'queue%'")
    store.connection.execute("DELETE FROM queue")
    assert queue() == morning
    store.close()


def test_sub_questions_of_a_corrected_case_stay_in_the_deck_s_order(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    children = [single(number) for number in (1, 2, 3)]
    put(store, case_deck((MATERIALS[0], children)))
    put(store, case_deck((MATERIALS[0], [replace(children[0], explanation="见第一条"), *children[1:]])))
    assert prompts(drill_of(store), "rrr") == ["1", "2", "3"]
    assert prompts(Drill(store, sitting="s", at=MONDAY + 9 * DAY), "rrr") == ["1", "2", "3"]


def test_blanks_are_answered_as_typed(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    blank = Question(kind=Kind.BLANK, prompt="期限为（　　）日", answer=Blanks((Blank(("30", "三十")),)))
    put(store, deck_of([blank]))
    feedback = drill_of(store).answer(Typed(("三 十",)), at=MONDAY, milliseconds=9_000)
    assert feedback.verdict.right
    entry = next(one for one in entries.every(store.connection) if one.kind == "answer")
    assert entry.body == {"given": ["三 十"], "kind": "blank", "length": 8}


# The day's task


def done_of(store: Store) -> list[str | None]:
    return [entry.sitting for entry in entries.every(store.connection) if entry.kind == "done"]


def test_the_day_s_task_is_finished_when_nothing_of_it_is_left(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(3)]))
    drill = drill_of(store)
    for number in range(3):
        assert not drill.progress().finished
        assert done_of(store) == []
        drill.answer(Passed(), at=MONDAY + number, milliseconds=9_000)
    assert drill.progress().finished
    drill.answer(RIGHT, at=MONDAY + 4, milliseconds=9_000)
    assert done_of(store) == ["s"], "what was missed comes again, and the task is finished once"
    assert store.connection.execute("SELECT done, counts FROM day").fetchall() == [(1, 1)]
    assert replaying.check(store) == ()


def test_the_day_s_task_is_finished_when_its_time_is_over(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(9)]))
    for sitting, spent in (("a", [200_000, 200_000]), ("b", [199_999, 1, 1])):
        drill = Drill(store, sitting=sitting, at=MONDAY, minutes=10)
        for number, milliseconds in enumerate(spent):
            drill.answer(RIGHT, at=MONDAY + number, milliseconds=milliseconds)
    assert done_of(store) == ["b"]


def test_a_short_sitting_or_one_of_one_deck_does_not_finish_the_day(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(2)], name="甲"))
    put(store, deck_of([single(number) for number in range(2, 4)], name="乙"))
    Drill(store, sitting="a", at=MONDAY, limit=1).answer(RIGHT, at=MONDAY, milliseconds=9_000)
    drill = Drill(store, sitting="b", at=MONDAY, deck=1)
    drill.answer(RIGHT, at=MONDAY + 1, milliseconds=9_000)
    assert drill.current() is None
    assert done_of(store) == []
