"""Entries as contents: what is packed is unpacked; what is no entry is counted, and nothing else is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from studyapp import identity
from studyapp.envelope.contents import MOST, line_of, pack_entries, unpack_entries
from studyapp.model import Entry

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 60), 1 << 60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    digest = st.none() | st.binary(min_size=16, max_size=16)
    facts: dict[str, Any] = {
        "question": draw(digest),
        "key": draw(digest),
        "verdict": draw(st.none() | st.floats(0, 1)),
        "rating": draw(st.none() | st.integers(1, 4)),
        "milliseconds": draw(st.none() | st.integers(0, 1 << 40)),
        "sitting": draw(st.none() | WORDS),
    }
    at, seq = draw(st.integers(0, identity.LATEST)), draw(st.integers(1, 1 << 40))
    body = draw(st.dictionaries(WORDS, JSON, max_size=3))
    return identity.make_entry(device=draw(WORDS), seq=seq, at=at, kind=draw(WORDS), body=body, **facts)


@given(st.lists(entries(), max_size=12))
def test_what_is_packed_is_unpacked(some: list[Entry]) -> None:
    storable = [entry for entry in some if identity.is_storable(entry)]
    unpacked = unpack_entries(pack_entries(storable))
    assert [entry.id for entry in unpacked.entries] == [entry.id for entry in storable]
    assert unpacked == (tuple(storable), 0)


@given(st.lists(entries(), min_size=1, max_size=6), st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_makes_another_entry_or_none(some: list[Entry], place: int, change: int) -> None:
    whole = bytearray(pack_entries(some))
    whole[place % len(whole)] ^= change
    before = {entry.id: entry for entry in some}
    for entry in unpack_entries(bytes(whole)).entries:
        assert identity.is_intact(entry)
        assert before.get(entry.id, entry) == entry


@given(st.binary(max_size=400))
@example(b"[" * 3_000)
@example(b"[]\n[1]\nnull")
@example(b"\xff\xfe\n")
@example(b'["d",1,1e999,0,"k",null,null,null,null,null,null,{}]')
def test_any_bytes_are_entries_or_counted(data: bytes) -> None:
    unpacked = unpack_entries(data)
    lines = data.count(b"\n") + 1 if data else 0
    assert len(unpacked.entries) + unpacked.refused == min(lines, MOST + 1)
    assert all(map(identity.is_intact, unpacked.entries))


@given(entries(), st.integers(0, 3))
def test_beside_a_broken_line_the_others_hold(entry: Entry, place: int) -> None:
    if not identity.is_storable(entry):
        return
    lines = [line_of(entry).encode()] * 3
    lines.insert(place, b'["broken"')
    unpacked = unpack_entries(b"\n".join(lines))
    assert ([*unpacked.entries], unpacked.refused) == ([entry] * 3, 1)
