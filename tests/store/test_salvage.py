"""Out of a damaged file comes every entry whose pages are intact, and nothing that was never written."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity
from studyapp.model import Entry
from studyapp.model.plain import canonical
from studyapp.store import entries
from studyapp.store.absorbing import absorb
from studyapp.store.salvage import salvage
from tests.support import MONDAY, make, make_store

PAGE = 4096
SIZES = (0, 10, 100, 700, 900, 1_000, 1_100, 2_500, 4_200, 9_000, 30_000)
"""Lengths of text that leave a record on its page, just about, and send it to one overflow page or to many."""


def text_of(number: int, length: int) -> str:
    """A text of which no part comes again."""
    parts = (hashlib.sha256(f"{number} {part}".encode()).hexdigest() for part in range(length // 64 + 1))
    return "".join(parts)[:length]


def journal(count: int, *, large: int = 40) -> list[Entry]:
    """Answers, and every now and then an entry with a long body or with next to nothing in it."""
    made = []
    for number in range(1, count + 1):
        kind, body = "answer", {"given": [text_of(number, 12)]}
        if number % large == 0:
            kind, body = "draft", {"given": [text_of(number, SIZES[number // large % len(SIZES)])]}
        if number % 7 == 0:
            kind, body = "void", {}
        answered = kind == "answer"
        made.append(
            identity.make_entry(
                device=f"{number % 2:016x}",
                seq=(number + 1) // 2,
                at=MONDAY + number * 1_000,
                kind=kind,
                question=hashlib.sha256(bytes([number % 250])).digest()[:16] if answered else None,
                key=b"k" * 16 if answered else None,
                verdict=(0.0, 0.5, 1.0)[number % 3] if answered else None,
                rating=3 if answered else None,
                milliseconds=number * number if answered else None,
                sitting="s" if number % 3 else None,
                body=body,
            )
        )
    return made


ENTRIES = journal(440)


@cache
def sound() -> bytes:
    """A store's file, all of it in the main file."""
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder))
        absorb(store, ENTRIES)
        store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = store.path.read_bytes()
        store.close()
    assert len(data) % PAGE == 0
    return data


def salvaged(folder: Path, data: bytes, log: bytes | None = None) -> set[bytes]:
    """The ids of what comes out of a file; that it is what went in is checked here."""
    path = folder / "damaged.db"
    path.write_bytes(data)
    path.with_name("damaged.db-wal").write_bytes(log or b"")
    return ids_of(salvage(path).entries)


def ids_of(found: tuple[Entry, ...]) -> set[bytes]:
    true = {entry.id: entry for entry in ENTRIES}
    assert [entry for entry in found if true[entry.id] != entry] == [], "an entry was invented"
    assert [entry.id for entry in found] == sorted({entry.id for entry in found})
    return {entry.id for entry in found}


@cache
def places(data: bytes) -> dict[bytes, tuple[set[int], set[int]]]:
    """By entry, the pages on which its record may begin, and those on which its text goes on."""
    pages = {number: data[start : start + PAGE] for number, start in enumerate(range(0, len(data), PAGE))}
    found = {}
    for entry in ENTRIES:
        begin, text = entry.id + entry.device.encode(), canonical(entry.body).encode()
        begins = {number for number, page in pages.items() if begin in page}
        rest = {
            n for n, page in pages.items() if len(text) > 500 and (part := page[4:44].strip(b"\0")) and part in text
        }
        found[entry.id] = begins, rest - begins
        assert begins
    return found


def must_and_may(data: bytes, intact: set[int]) -> tuple[set[bytes], set[bytes]]:
    """The entries that must come out of these pages, and those that may: a page may hold a stale copy of a record."""
    whole = {one: begins for one, (begins, rest) in places(data).items() if rest <= intact}
    must = {one for one, begins in whole.items() if begins <= intact}
    return must, {one for one, begins in whole.items() if begins & intact}


def test_a_sound_file_gives_everything(tmp_path: Path) -> None:
    assert salvaged(tmp_path, sound()) == {entry.id for entry in ENTRIES}


def test_a_file_cut_at_any_page_gives_all_before_the_cut(tmp_path: Path) -> None:
    counts = set()
    for pages in range(len(sound()) // PAGE + 1):
        must, may = must_and_may(sound(), set(range(pages)))
        found = salvaged(tmp_path, sound()[: pages * PAGE])
        assert must <= found <= may
        counts.add(len(found))
    assert len(counts) > 15, "the cuts made little difference"


@given(cut=st.integers(0, 120) | st.integers(0, 1 << 20))
def test_a_file_cut_anywhere_gives_what_the_whole_pages_before_it_hold(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    cut %= len(sound())
    folder = tmp_path_factory.mktemp("cut")
    assert salvaged(folder, sound()[:cut]) == salvaged(folder, sound()[: cut // PAGE * PAGE])
    shutil.rmtree(folder)


@pytest.mark.parametrize("rubbish", [b"\0", b"\xff", b"\x0a"])
def test_a_page_overwritten_takes_nothing_from_the_others(rubbish: bytes, tmp_path: Path) -> None:
    for lost in range(0, len(sound()) // PAGE, 3):
        data = sound()[: lost * PAGE] + rubbish * PAGE + sound()[(lost + 1) * PAGE :]
        must, may = must_and_may(sound(), set(range(len(sound()) // PAGE)) - {lost})
        assert must <= salvaged(tmp_path, data) <= may


@given(seed=st.integers(0, 1 << 30), strength=st.sampled_from([1, 3, 30, 300]))
def test_flipped_bits_never_invent_an_entry_nor_stop_the_salvage(
    tmp_path_factory: pytest.TempPathFactory, seed: int, strength: int
) -> None:
    data, touched = bytearray(sound()), set()
    for number in range(strength):
        place = int.from_bytes(hashlib.sha256(f"{seed} {number}".encode()).digest()[:6]) % (len(data) * 8)
        data[place // 8] ^= 1 << place % 8
        touched.add(place // 8 // PAGE)
    folder = tmp_path_factory.mktemp("bits")
    must, _may = must_and_may(sound(), set(range(len(sound()) // PAGE)) - touched)
    assert must <= salvaged(folder, bytes(data))
    shutil.rmtree(folder)


def test_no_single_flipped_bit_of_a_record_stops_the_salvage(tmp_path: Path) -> None:
    """A type in a record's head may become another of the same width."""
    store = make_store(tmp_path)
    absorb(store, [one for one in ENTRIES if one.kind == "void"][:2])
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = store.path.read_bytes()
    store.close()
    first, second = [one for one in ENTRIES if one.kind == "void"][:2]
    place = data.index(first.id + first.device.encode())
    for bit in range((place - 16) * 8, (place + 60) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        assert second.id in salvaged(tmp_path, bytes(flipped))


def test_the_header_may_be_gone(tmp_path: Path) -> None:
    must, _may = must_and_may(sound(), set(range(1, len(sound()) // PAGE)))
    for rubbish in (b"\0", b"\xff"):
        assert must <= salvaged(tmp_path, rubbish * 100 + sound()[100:])


def test_no_file_no_entries(tmp_path: Path) -> None:
    assert salvage(tmp_path / "nothing.db").entries == ()


def test_text_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("1.劳动合同期限三个月以上不满一年的，试用期不得超过（　　）。\n" * 500)
    assert salvage(tmp_path / "text.db").entries == ()


# The write-ahead log


def test_what_lies_in_the_log_only_comes_too(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    absorb(store, ENTRIES[:200])
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    absorb(store, ENTRIES[200:])
    data, log = files_of(store.path)
    store.close()
    first = {entry.id for entry in ENTRIES[:200]}
    everything = {entry.id for entry in ENTRIES}
    assert salvaged(tmp_path, data, log) == everything
    assert salvaged(tmp_path, data) == first
    before = first
    for end in range(0, len(log), PAGE + 24):
        found = salvaged(tmp_path, data, log[: end + 40])
        assert before <= found <= everything
        before = found
    assert log[len(log) - len(log) % (PAGE + 24) + 32 :] == b""


def test_what_lies_behind_the_log_s_end_from_an_earlier_round_hides_nothing(tmp_path: Path) -> None:
    """After a checkpoint the log is written anew from its beginning, and old frames stay behind the new ones."""
    store = make_store(tmp_path / "store")
    connection = store.connection
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for start in range(0, 400, 40):
        absorb(store, ENTRIES[start : start + 40])
    assert connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
    for entry in ENTRIES[400:415]:
        absorb(store, [entry])
        data, log = files_of(store.path)
        assert salvaged(tmp_path, data, log) == {one.id for one in ENTRIES if one.at <= entry.at}
    salts = {log[at + 8 : at + 16] for at in range(32, len(log), PAGE + 24)}
    assert len(salts) == 2, "no round but the last was left"
    store.close()


def test_the_log_alone_gives_what_it_holds(tmp_path: Path) -> None:
    store = make_store(tmp_path / "store")
    absorb(store, ENTRIES)
    _data, log = files_of(store.path)
    store.close()
    assert salvaged(tmp_path, b"", log) == {entry.id for entry in ENTRIES}


def files_of(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()


# What is missing


def test_missing_counts_the_gaps_below_each_device_s_last_entry(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    written = [make(store, "mark", at=MONDAY)]
    for seq, device in ((2, "a"), (5, "a"), (1, "b"), (3, "b")):
        written.append(identity.make_entry(device=device, seq=seq, at=MONDAY, kind="mark"))
    absorb(store, written)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = salvage(store.path)
    assert len(found.entries) == 5
    assert found.missing == 3 + 1
    store.close()


def test_other_page_sizes_are_read(tmp_path: Path) -> None:
    for size in (512, 1024, 65_536):
        path = tmp_path / f"{size}.db"
        path.write_bytes(sound())
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA page_size = {size}")
        connection.execute("VACUUM")
        connection.close()
        assert path.read_bytes()[16:18] == (size % 65_535).to_bytes(2)
        assert ids_of(salvage(path).entries) == {entry.id for entry in ENTRIES}


def test_salvaged_entries_make_the_same_store(tmp_path: Path) -> None:
    (tmp_path / "old.db").write_bytes(sound())
    store = make_store(tmp_path)
    assert absorb(store, salvage(tmp_path / "old.db").entries).new == len(ENTRIES)
    assert list(entries.every(store.connection)) == ENTRIES
    store.close()
