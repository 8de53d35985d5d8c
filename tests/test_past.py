"""The body of a history: what it looks like, and what is none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from studyapp.model.past import MOST, Past, past_from_plain, past_to_text
from studyapp.model.plain import canonical
from tests.strategies import UNSOUND, histories
from tests.support import MONDAY


@given(histories(MONDAY))
def test_it_is_written_as_json_is_and_read_again(body: dict[str, Any]) -> None:
    past = Past(**body)
    text = past_to_text(past)
    assert text == canonical(body)
    assert past_from_plain(json.loads(text), until=MONDAY) == past
    assert past_from_plain(body, until=past.at[-1]) == past
    assert past_from_plain(body, until=past.at[-1] - 1) is None


@pytest.mark.parametrize("number", range(len(UNSOUND)))
def test_no_history(number: int) -> None:
    assert past_from_plain(UNSOUND[number]([1, 2, 3]), until=3) is None


@pytest.mark.parametrize(("count", "is_one"), [(MOST, True), (MOST + 1, False), (1_000_000, False)])
def test_a_history_has_an_end(count: int, is_one: bool) -> None:
    body = {"at": list(range(count)), "ratings": [3] * count, "milliseconds": [0] * count}
    assert (past_from_plain(body, until=count) is not None) is is_one
