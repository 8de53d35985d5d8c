"""Battles: the machine follows from the seed, codes carry what they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.exam import battle, starting
from studyapp.exam.battle import Code
from studyapp.exam.papers import Place, Rival
from studyapp.model import Choices
from tests.exam.papers import BATTLE, PLAN, bank, begin, standing, store_of
from tests.support import MONDAY, deck_of, make_store, put, single

SEEDS = st.text(battle._SIGNS, min_size=5, max_size=5)
LENGTHS = [60] * 10


@given(SEEDS, st.floats(0, 1))
def test_the_machine_follows_from_the_seed(seed: str, skill: float) -> None:
    moves = battle.machine(seed, skill, LENGTHS)
    assert moves == battle.machine(seed, skill, LENGTHS)
    assert [one.milliseconds for one in moves] == [one.milliseconds for one in battle.machine(seed, 0.0, LENGTHS)]
    assert all(5_000 < one.milliseconds < 25_000 for one in moves)


def test_the_machine_is_as_good_as_its_skill() -> None:
    for skill in (0.0, 0.5, 0.8, 1.0):
        right = sum(battle.score(battle.machine(str(seed), skill, LENGTHS))[0] for seed in range(400))
        assert abs(right / 4_000 - skill) < 0.03


def test_the_machine_moves_as_time_goes_by() -> None:
    moves = battle.machine("7K2MQ", 0.8, LENGTHS)
    total = sum(one.milliseconds for one in moves)
    assert battle.moves_until(moves, 0) == 0
    assert battle.moves_until(moves, total - 1) == 9
    assert battle.moves_until(moves, total) == battle.moves_until(moves, total * 2) == 10


@given(
    SEEDS,
    st.text(battle._SIGNS, min_size=3, max_size=3),
    st.none() | st.tuples(st.integers(0, 31), st.integers(0, 6_000_000)),
)
def test_codes_are_read_as_they_were_written(seed: str, check: str, result: tuple[int, int] | None) -> None:
    written = battle.write(seed, check, result)
    rounded = None if result is None else (result[0], -(-result[1] // 100) * 100)
    assert battle.read(written) == Code(seed, check, rounded)
    spoken = f" {written.lower()} ".replace("0", "o").replace("1", "l")
    assert battle.read(spoken) == Code(seed, check, rounded)
    assert battle.read(written + "Z") is None


@given(st.text(max_size=20))
def test_anything_may_be_typed(text: str) -> None:
    found = battle.read(text)
    assert found is None or len(found.seed) == 5


def test_two_with_the_same_bank_have_the_same_questions(tmp_path: Path) -> None:
    mine, theirs = store_of(tmp_path / "mine"), make_store(tmp_path / "theirs")
    put(theirs, deck_of([single(90)], name="先有的"))
    theirs.connection.execute("UPDATE item SET removed = 1")
    put(theirs, deck_of([*reversed(bank())], name="别名"))
    first = begin(mine, task=BATTLE, rival=Rival("colleague"))
    code = battle.read(first.opening.code)
    assert code is not None
    second = starting.start(
        theirs, PLAN, standing(BATTLE), token="b" * 16, at=MONDAY, now=0, rival=Rival("colleague"), code=code
    )
    assert second.opening.items == first.opening.items
    for number in range(5):
        one, other = first.shown(number), second.shown(number)
        assert one is not None and other is not None
        assert one.question == other.question


def test_another_bank_is_told(tmp_path: Path) -> None:
    first = begin(store_of(tmp_path / "mine"), task=BATTLE, rival=Rival("colleague"))
    other = make_store(tmp_path / "theirs")
    put(other, deck_of([single(number, right=1) for number in range(8)]))
    with pytest.raises(starting.Refusal, match="题库"):
        starting.start(
            other,
            PLAN,
            standing(BATTLE),
            token="b" * 16,
            at=MONDAY,
            now=0,
            rival=Rival("colleague"),
            code=battle.read(first.opening.code),
        )


def test_check_tells_keys_apart() -> None:
    one, other = Place(b"q" * 16, b"k" * 16, 1.0), Place(b"q" * 16, b"l" * 16, 1.0)
    assert battle.check_of([one]) != battle.check_of([other])


def test_who_is_faster_wins_a_draw(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    for token, took, wins in (("a" * 16, 30_000, True), ("b" * 16, 31_000, False)):
        exam = begin(store, token, task=BATTLE, rival=Rival("colleague", 0, 30_001))
        review = exam.hand_in(at=MONDAY, now=1_000 + took)
        assert review.passed is wins
        assert review.result.rival == (0, 30_001)
        assert battle.read(review.code) == Code(exam.opening.seed, battle.check_of(exam.opening.items), (0, took))


def test_the_machine_s_result_is_fixed_when_the_battle_begins(tmp_path: Path) -> None:
    exam = begin(store_of(tmp_path), task=BATTLE, rival=Rival("machine"))
    assert exam.opening.rival is not None
    moves = battle.machine(exam.opening.seed, 0.8, [_length(exam, number) for number in range(5)])
    assert exam.opening.rival.result == battle.score(moves)


def _length(exam: object, number: int) -> int:
    shown = exam.shown(number)  # type: ignore[attr-defined]
    assert shown.question.answer == Choices(())
    return len(shown.question.prompt) + sum(map(len, shown.question.choices))
