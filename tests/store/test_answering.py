"""The hot path agrees with the fold, whatever happened to the store since the question was asked."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from studyapp.journal import Rules
from studyapp.memory import DEFAULT_WEIGHTS, Parameters
from studyapp.model import DAY, Passed, Picked, Question
from studyapp.model.activity import PointRules
from studyapp.session import Drill
from studyapp.store import caches, entries, replaying
from studyapp.store.opening import Store, open_store
from tests.support import MONDAY, card_of, deck_of, give, make_store, put, single, write

PARAMETERS = {"weights": list(DEFAULT_WEIGHTS), "retention": 0.8}


def drill_of(store: Store, at: int = MONDAY) -> Drill:
    return Drill(store, sitting="s", at=at)


def one_question(folder: Path) -> tuple[Store, Question]:
    store = make_store(folder)
    put(store, deck_of([single(1)]))
    return store, single(1)


def test_first_answer_makes_card_day_and_entry(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    feedback = drill_of(store).answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    entry = next(one for one in entries.every(store.connection) if one.kind == "answer")
    assert (entry.id, entry.device, entry.seq, entry.at, entry.kind) == (
        feedback.entry,
        store.device,
        1,
        MONDAY,
        "answer",
    )
    assert (entry.verdict, entry.rating, entry.milliseconds, entry.sitting) == (1.0, 3, 9_000, "s")
    card = card_of(store, question)
    assert card is not None
    assert (card.last, card.answered, card.right) == (entry.id, 1, 1)
    day = store.connection.execute("SELECT * FROM day").fetchall()
    assert day == [(entry.day, 1, 1, 9_000, 1, 1, 1, 1, 0, 0, 1, 1, 1)]
    assert replaying.check(store) == ()


def test_new_questions_and_reviews_of_one_day_add_up(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(4)]))
    for day, count in ((0, 2), (1, 4)):
        drill = drill_of(store, MONDAY + day * DAY)
        for number in range(count):
            drill.answer(Picked((number % 2,)), at=MONDAY + day * DAY + number, milliseconds=9_000)
            assert replaying.check(store) == ()
    started, reviews = zip(*store.connection.execute("SELECT started, reviews FROM day ORDER BY day"), strict=True)
    assert (started, reviews) == ((2, 2), (0, 1))


def test_an_answer_given_in_another_window_since_the_question_was_asked(tmp_path: Path) -> None:
    """What was read while the learner read holds no more: the card, the day and the device's number have moved on."""
    store, _question = one_question(tmp_path)
    drill = drill_of(store)
    other = open_store(store.path, device=store.device)
    drill_of(other).answer(Picked((1,)), at=MONDAY - 1, milliseconds=9_000)
    other.close()
    drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    numbers = sorted(one.seq for one in entries.every(store.connection))
    assert numbers == [*range(1, len(numbers) + 1)]
    assert replaying.check(store) == ()


def test_answer_after_the_question_was_called_the_same_as_another(tmp_path: Path) -> None:
    """An import while the drill is open moves the card that the answer belongs to."""
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    put(store, deck_of([replace(question, prompt=question.prompt.replace("规定", "归定"))]))
    for day in (0, 1):
        feedback = drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
        assert replaying.check(store) == ()
        assert feedback.answered == 1 + day
        drill = drill_of(store, MONDAY + (day + 1) * 40 * DAY)


def test_rate_and_void_after_the_question_was_called_the_same_as_another(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    put(store, deck_of([replace(question, prompt=question.prompt.replace("规定", "归定"))]))
    assert drill.rate(4, at=MONDAY + 1).rating == 4
    assert replaying.check(store) == ()
    drill.void(at=MONDAY + 2)
    assert caches.read(store.connection).cards == {}


def test_second_answer_of_a_day_after_the_question_was_called_the_same_as_another(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    drill.answer(Passed(), at=MONDAY, milliseconds=9_000)
    put(store, deck_of([replace(question, prompt=question.prompt.replace("规定", "归定"))]))
    assert drill.answer(Picked((0,)), at=MONDAY + 1, milliseconds=9_000).answered == 2
    assert replaying.check(store) == ()


def test_answer_after_another_program_set_parameters(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    other = open_store(store.path, device="other")
    write(other, "params", PARAMETERS)
    other.close()
    drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert store.rules.parameters == Parameters(retention=0.8)
    assert caches.is_current(store)
    assert replaying.check(store) == ()
    card = card_of(store, question)
    assert card is not None
    assert card.due == store.model.answer(None, (card.last, card.last_day, 1.0, 3)).due


def test_drill_opened_after_another_program_set_parameters(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    give(store, question, at=MONDAY - 9 * DAY)
    other = open_store(store.path, device="other")
    write(other, "params", PARAMETERS)
    other.close()
    drill_of(store)
    assert store.rules.parameters == Parameters(retention=0.8)
    queue = store.connection.execute("SELECT value FROM stamp WHERE name = 'queue'").fetchone()
    assert queue[0].endswith(store.stamp)
    store.close()
    again = open_store(store.path)
    assert again.stamp == store.stamp
    again.close()


def test_absorbing_after_another_program_set_parameters(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    other = open_store(store.path, device="other")
    write(other, "params", PARAMETERS)
    other.close()
    give(store, question)
    assert store.rules.parameters == Parameters(retention=0.8)
    assert caches.is_current(store)
    assert replaying.check(store) == ()


def test_answer_in_a_store_whose_caches_other_rules_made(tmp_path: Path) -> None:
    store, _question = one_question(tmp_path)
    for number in range(2):
        give(store, single(number))
    store.close()
    store = open_store(store.path, device=store.device, rules=Rules(points=PointRules(cap=1)))
    drill_of(store, MONDAY + 40 * DAY).answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert caches.is_current(store)
    assert store.connection.execute("SELECT points FROM day").fetchall() == [(1,)]
    store.close()


def test_answer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    store.connection.execute("CREATE TRIGGER full_disk BEFORE INSERT ON day BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(sqlite3.IntegrityError, match="full"):
        drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert list(entries.every(store.connection)) == []
    assert card_of(store, question) is None
    store.connection.execute("DROP TRIGGER full_disk")
    shown = drill.current()
    assert shown is not None and shown.question == question
    assert drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000).answered == 1


def test_answer_that_cannot_be_committed_leaves_nothing(tmp_path: Path) -> None:
    """As where somebody reads the file while it has no log."""
    store, _question = one_question(tmp_path)
    drill = drill_of(store)
    store.connection.execute("PRAGMA journal_mode = DELETE")
    store.connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM entry").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert list(entries.every(store.connection)) == []
    assert drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000).verdict.right
    assert replaying.check(store) == ()


def test_clock_that_jumps_back_within_a_sitting(tmp_path: Path) -> None:
    store, _question = one_question(tmp_path)
    drill = drill_of(store)
    drill.answer(Passed(), at=MONDAY, milliseconds=9_000)
    feedback = drill.answer(Picked((0,)), at=MONDAY - 5 * DAY, milliseconds=9_000)
    assert feedback.answered == 2
    assert replaying.check(store) == ()
    days = store.connection.execute("SELECT day, answered, right FROM day").fetchall()
    assert days == [(20_780, 1, 0)], "what is answered on a day that was over fills no gap"


def test_a_clock_that_ran_ahead_costs_a_week_and_no_more(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    give(store, question, at=MONDAY)
    give(store, question, at=MONDAY + 400 * DAY)
    for day in range(1, 9):
        give(store, question, at=MONDAY + day * DAY)
        counted = [day for (day,) in store.connection.execute("SELECT day FROM day ORDER BY day")]
        assert counted == ([20_780, 20_780 + 400] if day < 7 else [*range(20_780, 20_780 + day + 1)])
        assert replaying.check(store) == ()


def test_a_clock_set_back_before_the_first_answer_of_a_sitting(tmp_path: Path) -> None:
    store, _question = one_question(tmp_path)
    give(store, single(2), at=MONDAY + 9 * DAY)
    drill_of(store).answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert [day for (day,) in store.connection.execute("SELECT day FROM day")] == [20_789]
    assert replaying.check(store) == ()


@pytest.mark.parametrize("by", [-60_000, 0, 60_000])
def test_question_answered_elsewhere_today_while_it_is_on_the_screen(by: int, tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    other = open_store(store.path, device="other")
    give(other, question, at=MONDAY + by)
    other.close()
    feedback = drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    assert (feedback.answered, feedback.right) == (2, 2)
    assert store.connection.execute("SELECT answered, right, started, worth FROM day").fetchall() == [(2, 2, 1, 1)]
    assert replaying.check(store) == ()


def test_numbers_go_on_behind_what_another_program_wrote_as_this_device(tmp_path: Path) -> None:
    store, question = one_question(tmp_path)
    drill = drill_of(store)
    other = open_store(store.path, device=store.device)
    give(other, single(9))
    other.close()
    drill.answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    drill.rate(4, at=MONDAY + 1)
    assert sorted(one.seq for one in entries.every(store.connection)) == [1, 2, 3, 4]
    assert card_of(store, question) is not None
