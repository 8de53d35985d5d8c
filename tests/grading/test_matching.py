"""The matching, against trying every way to pair."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading.matching import matched

WISHES = st.lists(st.lists(st.integers(0, 4), unique=True, max_size=4), max_size=5)


@given(WISHES)
def test_nobody_could_pair_more(wishes: list[list[int]]) -> None:
    ways = product(*([*wish, None] for wish in wishes))
    taken = ([partner for partner in way if partner is not None] for way in ways)
    assert sum(matched(wishes)) == max(len(way) for way in taken if len(set(way)) == len(way))


@given(WISHES)
def test_who_comes_later_takes_nobodys_place(wishes: list[list[int]]) -> None:
    everyone = matched(wishes)
    for count in range(len(wishes)):
        assert matched(wishes[:count]) == everyone[:count]


def test_a_long_chain_of_moves() -> None:
    """Each holds the partner that the one before him needs: the last seeker moves them all."""
    count = 3000
    chain = [[place + 1, place] for place in range(count)]
    assert all(matched([*chain[::-1], [count]]))
