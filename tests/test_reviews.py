"""The reviews of many histories in columns are those of each."""

from __future__ import annotations

import json
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import pack_reviews, unpack_reviews
from studyapp.model.past import LONGEST, Past, past_to_text
from studyapp.model.reviews import are_short, review_columns, told_alike, whole_numbers

NUMBERS = st.integers(0, 1 << 42) | st.sampled_from([0, 9, 10, 10**20])
LISTS = st.lists(st.tuples(NUMBERS, st.integers(1, 4), NUMBERS), min_size=1, max_size=5)


def as_json(reviews: list[tuple[int, int, int]]) -> bytes:
    at, ratings, milliseconds = zip(*reviews, strict=True)
    return past_to_text(Past(at, ratings, milliseconds)).encode()


@given(st.lists(LISTS, max_size=5), st.booleans(), st.booleans())
def test_columns_are_the_histories_one_after_the_other(
    told: list[list[tuple[int, int, int]]], a: bool, b: bool
) -> None:
    packed = [
        as_json(one) if (a if place % 2 else b) else pack_reviews(*zip(*one, strict=True))
        for place, one in enumerate(told)
    ]
    columns = review_columns(packed)
    reviews = [review for one in told for review in one]
    assert [*zip(*columns[:3], strict=True)] == reviews
    assert columns.counts == [len(one) for one in told]
    assert columns.ends == [*accumulate(columns.counts)]
    assert columns.ascend() == all(x[0] < y[0] for one in told for x, y in pairwise(one))
    assert told_alike(packed) == (columns if packed and all(one[:1] == b"{" for one in packed) else None)


ONE = b'{"at":[1,2],"milliseconds":[3,4],"ratings":[3,3]}'
OTHERWISE = {
    "in another order": b'{"at":[1,2],"ratings":[3,3],"milliseconds":[3,4]}',
    "with spaces": b'{"at": [1, 2], "milliseconds": [3, 4], "ratings": [3, 3]}',
    "below nought": b'{"at":[-1,2],"milliseconds":[3,4],"ratings":[3,3]}',
    "not whole": b'{"at":[1.5,2],"milliseconds":[3,4],"ratings":[3,3]}',
    "with more": b'{"at":[1,2],"milliseconds":[3,4],"more":[],"ratings":[3,3]}',
    "of two lengths": b'{"at":[1,2],"milliseconds":[3],"ratings":[3,3]}',
    "without a number": b'{"at":[1,],"milliseconds":[3,4],"ratings":[3,3]}',
    "without numbers": b'{"at":[],"milliseconds":[],"ratings":[]}',
    "with a nought before": b'{"at":[01,2],"milliseconds":[3,4],"ratings":[3,3]}',
    "without its end": ONE[:-2],
    "two in one": ONE + ONE,
    "nothing": b"",
}


@pytest.mark.parametrize("other", OTHERWISE.values(), ids=OTHERWISE)
@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("after", [0, 1])
def test_what_is_told_otherwise_is_looked_at_one_by_one(other: bytes, before: int, after: int) -> None:
    some = [ONE] * before + [other] + [ONE] * after
    assert told_alike(some) is None
    try:
        lists = [unpack_reviews(one) for one in some]
    except ValueError:
        with pytest.raises(ValueError):
            review_columns(some)
    else:
        shortest = [min(map(len, one)) for one in lists]
        assert review_columns(some).counts == shortest


def test_what_is_parted_elsewhere_is_not_told_alike() -> None:
    parts = [ONE[:-20], ONE[-20:] + ONE]
    assert json.loads(b"".join(parts)[: len(ONE)]) and told_alike([ONE, ONE]) is not None
    assert told_alike(parts) is None


@given(st.lists(NUMBERS, min_size=1, max_size=5))
def test_numbers_are_short_that_have_twelve_digits_at_most(numbers: list[int]) -> None:
    assert are_short(",".join(map(str, numbers))) == (max(numbers) < 10**12 <= LONGEST)


@given(st.text("0123,", max_size=12))
def test_without_reading_numbers_it_is_known_whether_json_has_such(listed: str) -> None:
    try:
        whole_numbers(listed)
    except ValueError:
        assert not are_short(listed)
    else:
        assert are_short(listed)
