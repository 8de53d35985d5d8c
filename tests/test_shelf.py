"""The rules of the shelves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studyapp.shelf import Arrival, draw, is_unmended, late_arrivals

DAYS = st.integers(0, 12)


def test_never_wrong_is_not_in_the_book() -> None:
    assert not is_unmended(None, [1, 2, 3], 2)


def test_right_answers_on_enough_later_days_take_it_out() -> None:
    assert is_unmended(5, [], 2)
    assert is_unmended(5, [6], 2)
    assert is_unmended(5, [6, 6, 6], 2), "the same day counts once"
    assert is_unmended(5, [3, 4, 5], 2), "earlier days and the day itself count nothing"
    assert not is_unmended(5, [6, 9], 2)
    assert not is_unmended(5, [6], 1)


@given(DAYS, st.lists(DAYS), st.lists(DAYS), st.integers(1, 4))
def test_more_right_answers_never_put_it_back(wrong: int, right: list[int], more: list[int], mended: int) -> None:
    if not is_unmended(wrong, right, mended):
        assert not is_unmended(wrong, right + more, mended)
        assert not is_unmended(wrong, right, mended - 1)


def test_the_first_import_of_a_deck_is_not_late() -> None:
    arrivals = [Arrival(4, 1, 30), Arrival(1, 1, 10), Arrival(2, 2, 20), Arrival(3, 1, 19), Arrival(5, 2, 40)]
    assert late_arrivals(arrivals, 20) == {4, 5}
    assert late_arrivals(arrivals, 0) == {3, 4, 5}


@given(st.lists(st.integers(), unique=True), st.integers(0, 30), st.text())
def test_the_same_seed_draws_the_same(numbers: list[int], count: int, seed: str) -> None:
    drawn = draw(numbers, count, seed)
    assert drawn == draw(numbers, count, seed)
    assert len(drawn) == min(count, len(numbers))
    assert set(drawn) <= set(numbers) and len(set(drawn)) == len(drawn)


def test_another_seed_draws_another() -> None:
    assert len({tuple(draw(range(100), 10, str(seed))) for seed in range(20)}) == 20
