"""An entry goes by one id, however its line is written."""

from __future__ import annotations

import pytest

from studyapp.envelope.contents import unpack_entries
from studyapp.identity import is_intact
from tests.support import make_entries

LINE = make_entries("0000000000000001", 0xAB, 1)


def test_a_line_is_an_entry_with_its_own_id() -> None:
    [entry] = unpack_entries(LINE).entries
    assert is_intact(entry)


@pytest.mark.parametrize("other", [LINE.replace(b'ab"', b'AB"'), LINE.replace(b'ab"', b'a b"'), LINE + b" "])
def test_the_same_written_otherwise_is_none(other: bytes) -> None:
    assert other != LINE
    assert unpack_entries(other).entries == ()
