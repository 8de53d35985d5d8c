"""The identities of many questions at once are those of each."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studyapp.identity import identify
from studyapp.importing.identities import BATCH, identify_all
from studyapp.model import JUDGE_CHOICES, Choices, Kind, Question
from tests.strategies import questions, texts
from tests.support import single

TEXTS = texts() | st.sampled_from(["\ufdd0", "甲\ufdd1乙", '"', "\\", "\x7f", "（ ）", "ＡＢ９", "。.。", "\x1f\x00"])
COMMON = st.builds(
    Question,
    kind=st.sampled_from([Kind.SINGLE, Kind.MULTIPLE]),
    prompt=TEXTS,
    choices=st.lists(TEXTS, min_size=3, max_size=5).map(tuple),
    answer=st.sampled_from([(0,), (2,), (0, 1), (0, 1, 2), ()]).map(Choices),
    explanation=TEXTS,
    subject=TEXTS,
    tags=st.lists(TEXTS, max_size=2).map(tuple),
    difficulty=st.none() | st.floats() | st.sampled_from([0, 1, 0.0, -0.0, 1e-7]),
)
JUDGED = st.builds(
    Question,
    kind=st.just(Kind.JUDGE),
    prompt=TEXTS,
    choices=st.just(JUDGE_CHOICES),
    answer=st.sampled_from([(0,), (1,)]).map(Choices),
    explanation=TEXTS,
)


@given(st.lists(COMMON | JUDGED | questions(), max_size=8))
def test_many_are_identified_as_each_is(some: list[Question]) -> None:
    assert list(identify_all(some)) == list(map(identify, some))


@given(st.lists(COMMON, min_size=1, max_size=3), st.integers(0, 2 * BATCH + 1))
def test_in_as_many_batches_as_there_are(some: list[Question], count: int) -> None:
    many = [replace(some[number % len(some)], subject=str(number)) for number in range(count)]
    assert list(identify_all(many)) == list(map(identify, many))


def test_a_sign_that_joins_texts_is_a_sign_like_others_in_a_text() -> None:
    odd = [replace(single(1), prompt=f"第一{sign}第二", choices=("甲", f"{sign}乙")) for sign in "\ufdd0\ufdd1"]
    odd.append(replace(odd[0], subject="\ufdd0", tags=("\ufdd1",)))
    assert list(identify_all(odd)) == list(map(identify, odd))
