"""What was asked as one number, and the body of an answer that says it in words."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import Kind
from studyapp.model.asked import asked, asked_of, body_text
from studyapp.model.plain import canonical

RECORDED = st.none() | st.integers(1, 4) | st.lists(st.text(max_size=12)) | st.lists(st.lists(st.text(max_size=12)))


@given(RECORDED, st.sampled_from(Kind), st.integers(0, 1 << 20), st.booleans(), st.booleans())
def test_the_body_of_an_answer(recorded: object, kind: Kind, length: int, hinted: bool, guessed: bool) -> None:
    """It is written by hand, as canonical JSON would be, and says what was asked."""
    number = asked(str(kind), length)
    text = body_text(recorded, number, hinted=hinted, guessed=guessed)
    body = json.loads(text)
    assert canonical(body) == text
    assert asked_of(body) == number
    assert (body["given"], body.get("hinted", False), body.get("guessed", False)) == (recorded, hinted, guessed)
