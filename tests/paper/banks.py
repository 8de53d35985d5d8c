"""Banks for papers: candidates of any kind and subject."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from studyapp.model import Kind
from studyapp.model.activity import Blueprint, Part, SubjectShare
from studyapp.paper import EXAMINED, Candidate

SUBJECTS = ("社会保险", "社保", "劳动关系", "就业创业", "")
SHARES = (SubjectShare("社会保险", 2.0, ("社保",)), SubjectShare("劳动关系", 1.0))


def candidate(number: int, kind: Kind = Kind.SINGLE, subject: str = "社会保险", case: bytes | None = None) -> Candidate:
    """A question of its own for each number."""
    return Candidate(number, number.to_bytes(16), bytes(16), bytes(16), kind, subject, case)


def banks(size: int = 60) -> SearchStrategy[list[Candidate]]:
    """Some questions, a few of them twice, under another key or in another row."""
    some = st.builds(
        lambda item, number, key, kind, subject, case: Candidate(
            item, number.to_bytes(16), bytes([key] * 16), bytes(16), kind, subject, case
        ),
        st.integers(1, 10_000),
        st.integers(0, 50),
        st.integers(0, 1),
        st.sampled_from(Kind),
        st.sampled_from(SUBJECTS),
        st.none() | st.sampled_from([b"a" * 16, b"b" * 16]),
    )
    return st.lists(some, max_size=size)


def blueprints() -> SearchStrategy[Blueprint]:
    """Up to four parts."""
    parts = st.builds(
        Part, st.sampled_from([*EXAMINED, Kind.CASE]), st.integers(1, 8), st.sampled_from([0.5, 1.0, 2.0])
    )
    return st.builds(Blueprint, st.lists(parts, min_size=1, max_size=4).map(tuple), st.just(30), weighted=st.booleans())
