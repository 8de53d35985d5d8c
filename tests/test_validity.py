"""On which days a question holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import Validity
from studyapp.validity import holds

NEW_YEAR = date(2025, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (None, None, "yes yes yes"),
        (NEW_YEAR, None, "no yes yes"),
        (None, NEW_YEAR, "yes yes no"),
        (NEW_YEAR, NEW_YEAR, "no yes no"),
    ],
)
def test_both_ends_belong_to_it(first: date | None, last: date | None, days: str) -> None:
    validity = Validity(first, last)
    found = [holds(validity, NEW_YEAR + timedelta(days=shift)) for shift in (-1, 0, 1)]
    assert found == [word == "yes" for word in days.split()]


def test_what_took_its_place_does_not_end_it() -> None:
    assert holds(Validity(superseded_by="渐进式延迟法定退休年龄"), NEW_YEAR)


@given(st.dates(), st.dates())
def test_a_question_and_the_one_after_it_never_hold_together(change: date, day: date) -> None:
    if change == date.min:
        return
    before, after = Validity(effective_to=change - timedelta(days=1)), Validity(effective_from=change)
    assert holds(before, day) is not holds(after, day)
