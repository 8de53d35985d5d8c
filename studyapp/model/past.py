"""A learner's history of one question elsewhere, as a ``past`` entry holds it: reviews in lists of equal length."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from operator import lt
from typing import Any, NamedTuple

MOST = 10_000
"""Reviews in one entry: nobody was asked one question more often, and a longer history can be several entries."""

LONGEST = 1 << 40
"""Milliseconds beyond which the time taken can be none."""

_RATINGS = frozenset((1, 2, 3, 4))
_INTEGERS = {int}


class Past(NamedTuple):
    """The reviews of one question under one key.

    ``at``: of each the time in UTC milliseconds, later than that of the one before; ``ratings``: 1 again to 4 easy;
    ``milliseconds``: the time taken. A review has no id of its own: for one stand six bytes of its time and the
    last ten of its entry's id, so that reviews and answers sort by time.
    """

    at: Sequence[int]
    ratings: Sequence[int]
    milliseconds: Sequence[int]


def past_from_plain(plain: Mapping[str, Any], *, until: int) -> Past | None:
    """The history in the body of an entry, which may be anything; ``None`` where it is none.

    ``until``: when it was taken over; nothing in it can be later.
    """
    at, ratings, milliseconds = plain.get("at"), plain.get("ratings"), plain.get("milliseconds")
    if not (isinstance(at, list) and isinstance(ratings, list) and isinstance(milliseconds, list)):
        return None
    if not 0 < len(at) == len(ratings) == len(milliseconds) <= MOST:
        return None
    past = Past(at, ratings, milliseconds)
    return past if is_sound(past, until=until) else None


def is_sound(past: Past, *, until: int) -> bool:
    """Whether lists of equal length are what they should be."""
    at, ratings, milliseconds = past
    return (
        set(map(type, chain(at, ratings, milliseconds))) == _INTEGERS
        and 0 <= at[0] <= at[-1] <= until
        and all(map(lt, at, at[1:]))
        and _RATINGS.issuperset(ratings)
        and 0 <= min(milliseconds) <= max(milliseconds) <= LONGEST
    )


def are_within(at: Sequence[int], ratings: Iterable[int], milliseconds: Sequence[int], *, until: int) -> bool:
    """Whether numbers of many histories are those that times, ratings and milliseconds can be, as ``is_sound`` says."""
    return (
        0 <= min(at, default=0) <= max(at, default=0) <= until
        and _RATINGS.issuperset(ratings)
        and 0 <= min(milliseconds, default=0) <= max(milliseconds, default=0) <= LONGEST
    )


def past_to_text(past: Past) -> str:
    """The body of a history's entry, as ``canonical`` would write it (a test holds them together), but at once."""
    return _form(len(past.at)) % (*past.at, *past.milliseconds, *past.ratings)


@lru_cache(maxsize=256)
def _form(count: int) -> str:
    """The body of so many reviews, with places for the numbers."""
    numbers = ",".join(["%d"] * count)
    return f'{{"at":[{numbers}],"milliseconds":[{numbers}],"ratings":[{numbers}]}}'
