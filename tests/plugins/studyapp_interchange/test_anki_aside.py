"""A large package is read and written by two processes, and comes to the same as by one."""

from __future__ import annotations

import io
import os
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from studyapp import Cancelled, Deck, History, NotABank, Source, heavy, pack_reviews
from studyapp.testing import every_kind
from studyapp_interchange import anki_aside, anki_joining, anki_reader, anki_writer, anki_zip
from studyapp_interchange.anki_aside import Aside, aside
from studyapp_interchange.anki_history import read_reviews
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_revlog import grow
from studyapp_interchange.anki_schedule import CardHistories
from studyapp_interchange.anki_writer import AnkiWriter

DECK = replace(
    every_kind(),
    histories=(History(0, (10**12, 10**12 + 9), (3, 1), (5_000, 700)), History(2, (10**12,), (4,), (1,), 20_000)),
)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def read(package: bytes) -> Deck:
    return AnkiReader().read(Source("a.apkg", package, history=True))


def test_two_processes_write_and_read_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    package, flaws = AnkiWriter().write(DECK)
    found = read(package)
    assert len(found.histories) == 2
    monkeypatch.setattr(anki_writer, "_MANY", 0)
    monkeypatch.setattr(anki_reader, "_LARGE", 0)
    assert AnkiWriter().write(DECK) == (package, flaws)
    assert read(package) == found


def test_reviews_of_a_large_package_are_put_into_it_as_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    times = tuple(range(10**12, 10**12 + 1_500 * 7, 7))
    taken = tuple(at % 9_000 for at in times)
    histories = (History(0, times, (3,) * 1_500, taken, 20_000), History(2, (10**12 + 3,), (1,), (5,)))
    deck = replace(every_kind(), histories=histories)
    for piece in (4096, 4096 * 3, 1 << 22):
        monkeypatch.setattr(anki_zip, "PIECE", piece)
        monkeypatch.setattr(anki_joining, "PIECE", piece)
        package, _flaws = AnkiWriter().write(deck)
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            assert archive.testzip() is None
        found = read(package)
        assert not found.flaws
        assert [(one.at, one.ratings, one.milliseconds) for one in found.histories] == [
            (one.at, one.ratings, one.milliseconds) for one in histories
        ]


def test_a_process_that_ends_before_its_time_is_not_missed(tmp_path: Path) -> None:
    path = str(tmp_path / "collection")
    with aside(worth=True) as by:
        assert isinstance(by, anki_aside._Process)
        by.begin(os.getpid)()
        for process in by._pool._processes.values():
            process.kill()
            process.join()
        times = tuple(range(10**12, 10**12 + 2_000))
        waited = by.begin(grow, path, CardHistories([1], [pack_reviews(times, (3,) * 2_000, times)], [None]))
        assert waited() is None, "nobody takes so long"
        waited = by.begin(grow, path, CardHistories([1], [pack_reviews(times, (3,) * 2_000, (9,) * 2_000)], [None]))
        assert waited() is not None
        assert by.begin(os.getpid)() == os.getpid()
    assert Path(path).stat().st_size % 4096 == 0


def test_what_fails_there_fails_here(tmp_path: Path) -> None:
    with aside(worth=True) as by:
        with pytest.raises(ZeroDivisionError):
            by.begin(divmod, 1, 0)()
        with pytest.raises(NotABank):  # which cannot come from another process
            by.begin(read_reviews, str(tmp_path / "none"))()


def test_where_no_process_can_be_had_or_is_worth_it_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> ProcessPoolExecutor:
        raise OSError

    with aside(worth=False) as by:
        assert type(by) is Aside
    monkeypatch.setattr(heavy, "ProcessPoolExecutor", refuse)
    with aside(worth=True) as by:
        assert type(by) is Aside
        assert by.begin(os.getpid)() == os.getpid()
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    with aside(worth=True) as by:
        assert type(by) is Aside


def test_one_second_process_serves_all_who_ask_for_one() -> None:
    with heavy.second_process(worth=True) as outer:
        with heavy.second_process(worth=True) as inner, heavy.second_process(worth=False) as none:
            assert inner is outer is not None and none is None
        assert outer.submit(os.getpid).result() != os.getpid()
        with aside(worth=True) as by:
            left = [by.begin(os.getpid) for _ in range(3)]
    with heavy.second_process(worth=True) as another:
        assert another is not outer
    assert left[0]()


def test_nothing_goes_on_behind_the_block_in_which_it_was_begun() -> None:
    """Whoever is cancelled takes the files away that it would read and write, while the process itself stays."""
    with heavy.second_process(worth=True):
        with pytest.raises(Cancelled), aside(worth=True) as by:
            begun = [by.begin(sum, range(10**6)) for _ in range(20)]
            raise Cancelled
        assert all(one.is_done() for one in begun)
    assert begun[0]() == begun[-1]() == sum(range(10**6))


def test_what_was_cancelled_with_the_process_is_done_here() -> None:
    with aside(worth=True) as by:
        assert isinstance(by, anki_aside._Process)
        waits = [by.begin(sum, [number]) for number in range(50)]
    assert [wait() for wait in waits] == [*range(50)]
    assert by.begin(sum, [7])() == 7
