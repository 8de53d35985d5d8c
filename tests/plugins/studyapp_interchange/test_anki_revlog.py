"""The log of reviews is put together page by page, and is to SQLite what it would have written itself."""

from __future__ import annotations

import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import History
from studyapp_interchange import anki_revlog
from studyapp_interchange.anki_revlog import compressed, grow, write_reviews
from studyapp_interchange.anki_schedule import CardHistories
from studyapp_interchange.anki_schema import REVIEW_INDEX, TABLES
from studyapp_interchange.sqlite_pages import PAGE, planted

FIRST = 1_600_000_000_000
DAY = 86_400_000


@pytest.fixture(autouse=True)
def none_are_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_revlog, "_FEW", 300)


def many(cards: int, each: int, *, seed: int = 1) -> list[History]:
    chance = random.Random(seed)
    moments = chance.sample(range(FIRST, FIRST + 900 * DAY), cards * each)
    histories = []
    for place in range(cards):
        at = tuple(sorted(moments[place * each : (place + 1) * each]))
        ratings = tuple(chance.randint(1, 4) for _review in at)
        taken = tuple(chance.choice((0, 127, 128, 9_000, 40_000, 10**7)) for _review in at)
        histories.append(History(place, at, ratings, taken, chance.choice((None, 0, 19_999, 40_000))))
    return histories


def columns(histories: list[History]) -> CardHistories:
    packed = [history.pack().reviews for history in histories]
    return CardHistories([FIRST + one.position for one in histories], packed, [one.due for one in histories])


def by_sqlite(histories: list[History], folder: Path) -> list[object]:
    path = folder / "theirs.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
        write_reviews(connection, columns(histories))
        connection.execute(REVIEW_INDEX)
        return list(_told(connection))


def by_pages(histories: list[History], folder: Path, *, pragmas: str = "") -> list[object] | None:
    """What SQLite reads of the pages; ``None`` where they are odd."""
    path = folder / "ours.db"
    path.unlink(missing_ok=True)
    if (trees := grow(str(folder / "leaves"), columns(histories))) is None:
        return None
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"{pragmas};{TABLES}{REVIEW_INDEX}")
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    places = [roots["revlog"], roots["ix_revlog_cid"]]
    file, leaves = bytearray(path.read_bytes()), (folder / "leaves").read_bytes()
    if (branches := planted(file, [(place, *tree) for place, tree in zip(places, trees, strict=True)])) is None:
        return None
    path.write_bytes(file + leaves + branches)
    assert zlib.decompressobj(-15).decompress(compressed(folder / "leaves").read_bytes()) == leaves
    with closing(sqlite3.connect(path)) as connection:
        return list(_told(connection))


def _told(connection: sqlite3.Connection) -> Iterator[object]:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    yield from connection.execute("SELECT * FROM revlog NOT INDEXED ORDER BY id")
    yield from connection.execute("SELECT cid, id FROM revlog INDEXED BY ix_revlog_cid ORDER BY cid, id")
    for card in range(0, 3_000, 7):
        yield connection.execute("SELECT count(*), sum(id) FROM revlog WHERE cid = ?", (FIRST + card,)).fetchone()


@pytest.mark.parametrize(
    ("cards", "each"), [(1, 300), (300, 1), (229, 2), (57, 8), (2_001, 3), (3_000, 20), (30, 2_000)]
)
def test_pages_hold_what_sqlite_would_write(tmp_path: Path, cards: int, each: int) -> None:
    histories = many(cards, each)
    assert by_pages(histories, tmp_path) == by_sqlite(histories, tmp_path)


@given(count=st.integers(300, 1_000), seed=st.integers(0, 99))
def test_pages_of_any_number_of_reviews(tmp_path_factory: pytest.TempPathFactory, count: int, seed: int) -> None:
    folder = tmp_path_factory.mktemp("pages")
    histories = many(1, count, seed=seed)
    assert by_pages(histories, folder) == by_sqlite(histories, folder)


def test_a_log_may_go_on_after_what_is_written_then(tmp_path: Path) -> None:
    by_pages(many(300, 20), tmp_path)
    with closing(sqlite3.connect(tmp_path / "ours.db")) as connection:
        connection.execute("UPDATE revlog SET time = time + 1, cid = cid + 1 WHERE ease = 1")
        connection.execute("DELETE FROM revlog WHERE ease = 2")
        connection.executemany(
            "INSERT INTO revlog VALUES (?, 1, 1, 1, 1, 1, 1, 1, 1)", ((one,) for one in range(9_000))
        )
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


ORDINARY = History(0, (FIRST, FIRST + 1, FIRST + DAY), (3, 3, 3), (5, 5, 5), 20_000)
ODD = {
    "two at once": (ORDINARY, replace(ORDINARY, at=(FIRST + 1, FIRST + 7, FIRST + 9))),
    "two at once on one card": (replace(ORDINARY, at=(FIRST, FIRST, FIRST + 9)),),
    "backwards": (replace(ORDINARY, at=(FIRST + 9, FIRST + 5, FIRST + DAY)),),
    "before 1971": (replace(ORDINARY, at=(5, FIRST, FIRST + 1)),),
    "after 2109": (replace(ORDINARY, at=(FIRST, FIRST + 1, 1 << 42)),),
    "taking a month": (replace(ORDINARY, milliseconds=(1, 1 << 32, 1)),),
    "due in a hundred thousand years": (replace(ORDINARY, due=1 << 24),),
    "rated as nobody rates": (replace(ORDINARY, ratings=(1, 200, 1)),),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_histories_are_written_row_by_row(tmp_path: Path, odd: tuple[History, ...]) -> None:
    histories = [*odd, *many(100, 4)]
    histories = [replace(one, position=place) for place, one in enumerate(histories)]
    assert by_pages(histories, tmp_path) is None
    assert len(by_sqlite(histories, tmp_path)) > 800


def test_few_reviews_are_written_row_by_row(tmp_path: Path) -> None:
    assert by_pages(many(1, 299), tmp_path) is None
    assert by_pages([], tmp_path) is None


@pytest.mark.parametrize("count", [0, 1, 102, 103, 227])
def test_a_tree_of_a_single_leaf_is_left_to_sqlite(tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anki_revlog, "_FEW", 0)
    assert by_pages(many(1, count), tmp_path) is None
    assert by_pages(many(1, 228), tmp_path) == by_sqlite(many(1, 228), tmp_path)


def test_a_file_with_other_pages_is_left_to_sqlite(tmp_path: Path) -> None:
    for pragmas in ("PRAGMA page_size = 8192", "PRAGMA auto_vacuum = FULL"):
        assert by_pages(many(300, 2), tmp_path, pragmas=pragmas) is None


def test_a_file_that_would_reach_its_page_of_locks_is_left_to_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    keys = [b"\xff" * 6] * ((1 << 30) // PAGE)
    assert planted(bytearray(path.read_bytes()), [(2, b"\x0d\x05", keys)]) is None
    assert planted(bytearray(path.read_bytes()), [(2, b"\x0d\x05", keys[:-1_000])]) is not None


def test_a_history_whose_columns_differ_counts_as_far_as_it_is_whole(tmp_path: Path) -> None:
    torn = replace(ORDINARY, ratings=(1, 2))
    rows = by_sqlite([torn], tmp_path)
    assert [row[0] for row in rows[:2] if isinstance(row, tuple)] == [FIRST, FIRST + 1]
