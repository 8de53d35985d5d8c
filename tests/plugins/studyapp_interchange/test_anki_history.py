"""Reviews that SQLite puts together are those that are read row by row, whatever stands in the log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import unpack_reviews
from studyapp_interchange.anki_collection import Collection
from studyapp_interchange.anki_history import by_card, of_cards, read_reviews, unpacked
from tests.plugins.studyapp_interchange.anki_files import Made, Type, older

_TABLE = "CREATE TABLE revlog (id INTEGER PRIMARY KEY, cid, ease, time, type, factor)"
_ODD: st.SearchStrategy[Any] = st.one_of(
    st.integers(-2, 6),
    st.none(),
    st.just(1 << 62),
    st.floats(0, 5),
    st.sampled_from(["", "3", "1,2", "[", b"7", b"1,2"]),
)
_ROWS = st.dictionaries(
    st.integers(-3, 40),
    st.tuples(
        st.one_of(st.integers(1, 3), st.sampled_from(["1", b"2", 2.5])),
        st.one_of(st.integers(1, 4), _ODD),
        st.one_of(st.integers(0, 9_000), _ODD),
        st.one_of(st.integers(0, 5), _ODD),
        st.sampled_from([0, 2500, "x", None]),
    ),
)


@pytest.mark.parametrize("first", [False, True])
@given(rows=_ROWS)
def test_cards_have_the_same_reviews_either_way(rows: dict[int, tuple[Any, ...]], *, first: bool) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_TABLE)
        connection.executemany("INSERT INTO revlog VALUES (?,?,?,?,?,?)", ((at, *row) for at, row in rows.items()))
        collection = Collection(connection, {}, {}, {}, first)
        alone = {card: (count, unpack_reviews(some)) for card, count, some in by_card(collection.reviews())}
        found = {card: (count, unpack_reviews(some)) for card, count, some in of_cards(collection)}
    assert found == alone


def test_reviews_for_which_there_is_no_room_beside_the_collection_come_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "100% c?#.db"
    kind = Type(("Front", "Back"), "{{Front}}")
    path.write_bytes(older([Made(kind, ("问", "答"), reviews=((0, 1000, 3, 700, 0, 0), (0, 2000, 1, 9, 1, 0)))]))
    assert read_reviews(str(path)) == b""
    beside = Path(f"{path}.reviews")
    expected = unpacked(str(path), b"")
    assert (expected, beside.is_file()) == (([(10, 2, expected[0][0][2])], False), True)
    assert unpack_reviews(expected[0][0][2]) == ((1000, 2000), (3, 1), (700, 9))
    beside.unlink()
    beside.mkdir()
    assert unpacked(str(path), read_reviews(str(path))) == expected
