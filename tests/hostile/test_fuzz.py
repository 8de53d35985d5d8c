"""The short form of the fuzzing: miniatures of every format with bytes changed, cut, doubled and swapped."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.hostile.targets import Target, targets
from tests.support import examples

TARGETS = targets()

Edit = tuple[str, float, float, bytes]
"""What is done, where it begins and ends as shares of the file, and with which bytes."""

edits: st.SearchStrategy[Edit] = st.tuples(
    st.sampled_from(["put", "cut", "double", "flip"]),
    st.floats(0, 1),
    st.floats(0, 0.1),
    st.binary(min_size=1, max_size=8)
    | st.sampled_from([b"\xff\xff\xff\xff", b"\0\0\0\0", b"<", b"&", b'"', b"}", b"\\"]),
)


def edited(data: bytes, edit: Edit) -> bytes:
    what, begin, length, given_bytes = edit
    start = int(begin * len(data))
    end = start + max(int(length * len(data)), 1)
    match what:
        case "put":
            return data[:start] + given_bytes + data[start + len(given_bytes) :]
        case "cut":
            return data[:start] + data[end:]
        case "double":
            return data[:end] + data[start:end] + data[end:]
        case _:
            return data[:start] + bytes(byte ^ given_bytes[0] for byte in data[start:end]) + data[end:]


@pytest.mark.parametrize("name", TARGETS)
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    target: Target = TARGETS[name]

    @settings(max_examples=examples(40), deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(target.corpus), st.lists(edits, max_size=4))
    @example(target.corpus[0], [])
    def read(data: bytes, changes: list[Edit]) -> None:
        for change in changes:
            data = edited(data, change)
        target(data)

    read()


@pytest.mark.parametrize("name", TARGETS)
def test_the_miniatures_are_read(name: str) -> None:
    target = TARGETS[name]
    for data in target.corpus:
        assert target.wrap(data)
        target(data)
