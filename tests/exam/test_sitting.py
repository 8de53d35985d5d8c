"""A paper from its beginning to its review: what is shown, what is on disk, what it comes to."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import grading, identity
from studyapp.activity.results import result_of
from studyapp.exam import starting
from studyapp.exam.papers import body_of, read
from studyapp.exam.sitting import EVERY, Exam
from studyapp.model import DAY, Choices, Kind, Passed, Picked, Response, Typed
from studyapp.store import caches, entries, sittings
from studyapp.store.opening import Store
from tests.exam.papers import PLAN, TASK, bank, begin, resume, standing, store_of
from tests.support import MONDAY, deck_of, examples, put, single

FRESH = itertools.count(1)
"""Of every example its own sitting: the store is the same for all."""
KEYS = {identity.question_id(one): one for one in bank()}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_of(tmp_path)


def right(exam: Exam, number: int) -> Response:
    """What the key says, for the question as it is on the screen."""
    shown = exam.shown(number)
    assert shown is not None
    question = KEYS[exam.opening.items[number].question]
    found = grading.record(question, grading.ideal(question))
    return grading.recall(replace(shown.question, answer=question.answer), found)


def other(response: Response) -> Response:
    """An answer that is wrong where the other one is right."""
    return Picked((1 - min(response.choices[0], 1),)) if isinstance(response, Picked) else Typed(("不知道", ""))


def sit(exam: Exam, upto: int = 99) -> None:
    """Answer the first questions rightly, ten seconds each."""
    for number in range(min(exam.count, upto)):
        assert exam.answer(number, right(exam, number), at=MONDAY, now=1_000 + 10_000 * (number + 1))


def test_a_paper_answered_by_its_key_has_all_marks(store: Store) -> None:
    exam = begin(store)
    sit(exam)
    review = exam.hand_in(at=MONDAY, now=100_000)
    assert (review.result.score, review.result.total) == (13, 13)
    assert (review.result.right, review.result.questions, review.result.answered) == (7, 7, 7)
    assert (review.passed, review.by, review.result.milliseconds) == (True, "hand", 99_000)
    assert [row.got for row in review.rows] == [2, 2, 2, 2, 1, 1, 3]
    assert [row.milliseconds for row in review.rows] == [10_000] * 7
    assert {one.subject: (one.answered, one.right) for one in review.subjects} == {
        "社会保险": (4, 4),
        "劳动关系": (2, 2),
        "就业创业": (1, 1),
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30), deadline=None)
@given(st.lists(st.sampled_from(["right", "wrong", "open"]), min_size=7, max_size=7))
def test_marks_add_up(store: Store, plan: list[str]) -> None:
    exam = begin(store, f"{next(FRESH):016x}")
    for number, what in enumerate(plan):
        if what == "open":
            exam.clear(number, at=MONDAY, now=2_000)
            continue
        response = right(exam, number)
        if what == "wrong":
            response = other(response)
        assert exam.answer(number, response, at=MONDAY, now=2_000)
    review = exam.hand_in(at=MONDAY, now=30_000)
    assert review.result.score == sum(row.got for row in review.rows)
    assert review.result.total == sum(row.marks for row in review.rows) == 13
    assert review.result.answered == sum(what != "open" for what in plan)
    assert review.result.right == plan.count("right")
    for row, what in zip(review.rows, plan, strict=True):
        assert row.got == (row.marks if what == "right" else 0)


def test_hand_in_writes_answers_and_handin_together_and_once(store: Store) -> None:
    exam = begin(store)
    sit(exam, upto=3)
    assert exam.unanswered == (3, 4, 5, 6)
    before = entries.count(store.connection)
    first = exam.hand_in(at=MONDAY, now=60_000)
    assert entries.count(store.connection) == before + 4
    assert exam.hand_in(at=MONDAY + 5, now=90_000) == first
    assert entries.count(store.connection) == before + 4
    written = [one for one in entries.every(store.connection) if one.sitting == exam.sitting]
    answers = [one for one in written if one.kind == "answer"]
    assert [one.verdict for one in answers] == [1.0] * 3
    assert {one.question for one in answers} == {one.question for one in exam.opening.items[:3]}
    assert all({"given", "kind", "length"} == set(one.body) for one in answers)
    result = result_of(next(one for one in written if one.kind == "handin"))
    assert result is not None and result.task == "weekly"
    assert not caches.read(store.connection).cards.keys() - {(one.question, one.key) for one in answers}
    assert starting.resume(store, exam.sitting, now=0) is None


def test_a_hand_in_that_fails_writes_nothing(store: Store) -> None:
    exam = begin(store)
    sit(exam)
    before = entries.count(store.connection)
    store.connection.execute("""
        CREATE TEMP TRIGGER refuse BEFORE INSERT ON main.entry WHEN new.kind = 'handin'
        BEGIN SELECT raise(ABORT, 'no'); END
    """)
    with pytest.raises(Exception, match="no"):
        exam.hand_in(at=MONDAY, now=100_000)
    assert entries.count(store.connection) == before
    assert resume(store).response(0) == right(exam, 0)


def test_nothing_tells_the_key_before_it_is_handed_in(store: Store) -> None:
    exam = begin(store)
    told = [exam.shown(number) for number in range(exam.count)]
    for one in told:
        assert one is not None
        assert one.question.explanation == "" and one.question.basis == ()
        assert one.question.answer in (Choices(()), one.question.answer)
        if one.question.kind is not Kind.BLANK:
            assert one.question.answer == Choices(())
    assert "经办机构" not in repr(told)
    sit(exam)
    drafts = sittings.drafts(store.connection, exam.sitting)
    assert all(set(one.body) <= {"open", "no", "given", "flag", "left"} for one in drafts)
    assert all(one.verdict is None and one.rating is None for one in drafts)


def test_goes_on_where_it_was(store: Store) -> None:
    exam = begin(store)
    sit(exam, upto=2)
    exam.flag(4, True, at=MONDAY, now=25_000)
    exam.answer(1, Passed(), at=MONDAY, now=26_000)
    again = resume(store, now=5)
    assert again.left == exam.left == 600_000 - 25_000
    assert again.opening == exam.opening
    assert [again.response(number) for number in range(7)] == [exam.response(number) for number in range(7)]
    assert again.flagged == (4,)
    assert again.unanswered == (1, 2, 3, 4, 5, 6)
    assert [again.shown(number) for number in range(7)] == [exam.shown(number) for number in range(7)]
    assert again.tick(at=MONDAY, now=10) == exam.left - 5


def test_the_clock_is_journalled_every_quarter_of_a_minute(store: Store) -> None:
    exam = begin(store)
    for second in range(1, 60):
        exam.tick(at=MONDAY, now=1_000 + second * 1_000)
        assert resume(store).left - exam.left < EVERY
    assert len(sittings.drafts(store.connection, exam.sitting)) == 4
    exam.pause(at=MONDAY, now=60_500)
    assert resume(store).left == exam.left


def test_after_the_time_nothing_more_is_taken_and_the_paper_is_handed_in_by_it(store: Store) -> None:
    exam = begin(store)
    sit(exam, upto=1)
    assert exam.tick(at=MONDAY, now=601_001) == 0
    assert not exam.answer(1, right(exam, 1), at=MONDAY, now=601_002)
    assert not exam.flag(1, True, at=MONDAY, now=601_003)
    review = exam.hand_in(at=MONDAY, now=700_000)
    assert (review.by, review.result.answered, review.result.milliseconds) == ("time", 1, 600_000)


@given(st.integers(-40, 40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20), deadline=None)
def test_a_wrong_system_clock_moves_neither_the_paper_s_clock_nor_its_answers(store: Store, days: int) -> None:
    sitting = f"{next(FRESH):016x}"
    exam = begin(store, sitting)
    exam.answer(0, Picked((0,)), at=MONDAY + days * DAY, now=5_000)
    exam.answer(0, Picked((1,)), at=MONDAY - days * DAY, now=9_000)
    again = resume(store, sitting)
    assert again.left == 592_000
    assert again.response(0) == Picked((1,))


@given(st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(20), deadline=None)
def test_a_sitting_is_the_same_in_whatever_order_its_drafts_arrive(store: Store, chance: Random) -> None:
    sitting = f"{next(FRESH):016x}"
    exam = begin(store, sitting)
    for step in range(6):
        exam.answer(chance.randrange(4), Picked((chance.randrange(2),)), at=MONDAY - step, now=2_000 + step * 700)
    drafts = sittings.drafts(store.connection, sitting)
    shuffled = chance.sample(drafts, len(drafts))
    assert read(shuffled) == read(drafts)


def test_a_question_that_left_the_bank_counts_for_nothing(store: Store) -> None:
    exam = begin(store)
    gone = exam.opening.items[0].question
    store.connection.execute("DELETE FROM queue")
    store.connection.execute("DELETE FROM item WHERE question = ?", (gone,))
    again = resume(store, now=1_000)
    assert again.shown(0) is None and again.is_answered(0)
    assert not again.answer(0, Picked((0,)), at=MONDAY, now=1_500)
    review = again.hand_in(at=MONDAY, now=9_000)
    assert (review.gone, review.result.questions, review.result.total) == (1, 6, 11)


def test_a_corrected_key_marks_by_what_the_bank_has_now(store: Store) -> None:
    exam = begin(store)
    sit(exam)
    number = next(n for n in range(7) if KEYS[exam.opening.items[n].question].kind is Kind.SINGLE)
    old = KEYS[exam.opening.items[number].question]
    changed = [replace(one, answer=Choices((2,))) if one == old else one for one in bank()]
    put(store, deck_of(changed))
    review = resume(store).hand_in(at=MONDAY, now=9_000)
    assert review.result.right == 6
    assert not review.rows[number].verdict.right


def test_what_makes_no_sense_opens_nothing(store: Store) -> None:
    exam = begin(store)
    body = body_of(exam.opening)
    opened: dict[str, object] = json.loads(json.dumps(body["open"]))
    changes: list[dict[str, object]] = [{"items": [["zz", "", 1]]}, {"minutes": 0}, {"items": []}, {"title": None}]
    for change in changes:
        sittings.draft(store, "b" * 16, {"open": {**opened, **change}}, at=MONDAY)
    sittings.draft(store, "b" * 16, {"open": None}, at=MONDAY)
    assert starting.resume(store, "b" * 16, now=0) is None


def test_what_is_closed_is_refused_with_its_reason(store: Store) -> None:
    for changes, words in (
        ({"left": 0}, "本期{name}的次数已经用完，下一期再来。"),
        ({"first": 1 << 20}, "{name}还没有开始，{date}起才能考。"),
        ({"last": 0}, "{name}本期已于{date}截止，下一期再来。"),
    ):
        with pytest.raises(starting.Refusal) as refused:
            starting.refuse_closed(standing(open=False, **changes), PLAN, 20_780)  # type: ignore[arg-type]
        assert refused.value.why.text == words


def test_a_bank_without_questions_is_no_paper(tmp_path: Path) -> None:
    store = store_of(tmp_path / "other")
    store.connection.execute("UPDATE item SET removed = 1")
    with pytest.raises(starting.Refusal):
        starting.start(store, PLAN, standing(), token="a" * 16, at=MONDAY, now=0)


def test_only_what_holds_on_the_day_is_asked(store: Store) -> None:
    store.connection.execute("UPDATE item SET effective_to = '2026-01-01' WHERE kind <> 'judge'")
    exam = begin(store)
    assert exam.count == 4
    assert {one.kind for one in exam.lacks} == {Kind.SINGLE, Kind.BLANK}


def test_live_sittings_are_those_of_this_period_or_of_what_is_open(store: Store) -> None:
    begin(store)
    today = MONDAY // DAY
    assert starting.live(store, [standing()], today) == {"weekly": "00000000000000a1"}
    assert starting.live(store, [standing(open=False)], today) == {"weekly": "00000000000000a1"}
    assert starting.live(store, [standing(open=False)], today + 7) == {}
    assert starting.live(store, [standing()], today + 7) == {"weekly": "00000000000000a1"}
    resume(store).hand_in(at=MONDAY, now=0)
    assert starting.live(store, [standing()], today) == {}


def test_the_bank_may_hold_much_more(store: Store) -> None:
    put(store, deck_of([single(number) for number in range(100, 160)], name="另一题库"))
    assert begin(store, "c" * 16).opening.items != begin(store, "d" * 16).opening.items
    assert TASK.blueprint.count == begin(store, "e" * 16).count
