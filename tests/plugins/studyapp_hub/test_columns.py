"""A hub's reading by columns of entries gives what ``unpack_rows`` gives, whatever comes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studyapp import Entry, canonical, make_entry, pack_entries, unpack_entries, unpack_rows
from studyapp_hub import columns
from tests.strategies import texts
from tests.support import MONDAY

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 70), 1 << 70)
    | st.floats(allow_nan=False)
    | texts()
    | st.sampled_from([1e16, 1e-5, 1.0, "}]\n[", '"],["', "\x7f\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(), inner, max_size=3),
    max_leaves=5,
)
DIGESTS = st.none() | st.binary(min_size=16, max_size=16)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return make_entry(
        device=draw(texts()),
        seq=draw(st.integers(-5, 1 << 64)),
        at=MONDAY + draw(st.integers(0, 1 << 40)),
        kind=draw(st.sampled_from(["answer", "void", "mark"])),
        question=draw(DIGESTS),
        key=draw(DIGESTS),
        verdict=draw(st.none() | st.floats(0, 1)),
        rating=draw(st.none() | st.integers(1, 4)),
        milliseconds=draw(st.none() | st.integers(-1, 1 << 66)),
        sitting=draw(st.none() | texts()),
        body=draw(st.dictionaries(texts(), PLAIN, max_size=4)),
    )


def read(content: bytes) -> tuple[list[tuple[Any, ...]], int]:
    """What a hub reads, as rows."""
    found, refused = columns.read_entries(content)
    return list(zip(found.id, *found.columns, strict=True)), refused


def expected(content: bytes) -> tuple[list[tuple[Any, ...]], int]:
    """What ``unpack_rows`` reads, as a hub keeps it: no rating, no less than no time, no text with a null in it."""
    rows, refused = unpack_rows(content)
    sound = [one for one in rows if "\0" not in one[1] + one[5] + (one[11] or "")]
    kept = [(*one[:9], max(one[10] or 0, 0), *one[11:]) for one in sound]
    return kept, refused + len(rows) - len(sound)


@given(st.lists(entries(), max_size=6))
def test_entries_are_read_alike(some: list[Entry]) -> None:
    content = pack_entries(some)
    assert read(content) == expected(content)


@given(st.lists(entries(), min_size=1, max_size=3), st.data())
def test_what_was_tampered_with_is_read_alike(some: list[Entry], data: st.DataObject) -> None:
    content = pack_entries(some)
    place = data.draw(st.integers(0, len(content) - 1))
    with_what = data.draw(st.sampled_from([b"", b"\n", b",", b" ", b"1", b"A", b"\\u0041", b"0.0", b"e0"]))
    changed = content[:place] + with_what + content[place + data.draw(st.integers(0, 2)) :]
    assert read(changed) == expected(changed)


@given(st.lists(st.lists(PLAIN, min_size=11, max_size=13), max_size=3))
def test_other_lists_are_read_alike(lists: list[list[Any]]) -> None:
    content = "\n".join(map(canonical, lists)).encode("utf-8", "surrogatepass")
    assert read(content) == expected(content)


def test_half_an_entry_on_the_next_line_is_none() -> None:
    one = make_entry(device="d", seq=1, at=MONDAY, kind="answer", body={"a": [["x"], ["y"]]})
    two = make_entry(device="d", seq=2, at=MONDAY, kind="answer", body={"a": [["x"], ["y"]]})
    content = (
        pack_entries([one, two])
        .replace(b"\n", b",")
        .replace(b'"y"]]}],', b'"y"]]}],')
        .replace(b'["x"],', b'["x"]\n', 1)
    )
    assert len(content.split(b"\n")) == 2
    assert unpack_entries(content).entries == ()
    assert read(content) == ([], 2)


def test_plain_entries_are_read_swiftly() -> None:
    made = [
        make_entry(
            device="d", seq=number, at=MONDAY, kind="answer", question=b"q" * 16, verdict=1.0, body={"given": ["a"]}
        )
        for number in range(3)
    ]
    found = columns._swift(pack_entries(made))
    assert found is not None and list(found.id) == [one.id for one in made]


@given(st.lists(entries(), max_size=6), st.frozensets(st.sampled_from(["answer", "void", "mark"])))
def test_some_kinds_are_picked(some: list[Entry], kinds: frozenset[str]) -> None:
    content = pack_entries(some)
    found = columns.read_entries(content)[0].of_kinds(kinds)
    assert list(zip(found.id, *found.columns, strict=True)) == [one for one in expected(content)[0] if one[5] in kinds]
