"""Ways in which a disk, a power cut or a person ruins a store, and what of the journal lies outside the ruin."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

PAGE = 4096
_LOG_HEADER, _FRAME_HEADER = 32, 24

Damage = Callable[[Path, random.Random], None]
"""Ruins the store at a path; the log beside it is there where the app was killed."""


def cut_off(store: Path, chance: random.Random) -> None:
    """The file ends somewhere."""
    data = store.read_bytes()
    store.write_bytes(data[: chance.randrange(PAGE, len(data))])


def cut_off_early(store: Path, chance: random.Random) -> None:
    """The file ends within its first page."""
    store.write_bytes(store.read_bytes()[: chance.randrange(1, PAGE)])


def flipped(store: Path, chance: random.Random) -> None:
    """Some bytes are not what they were."""
    data = bytearray(store.read_bytes())
    for _ in range(40):
        data[chance.randrange(PAGE, len(data))] ^= 1 << chance.randrange(8)
    store.write_bytes(data)


def flipped_in_the_journal(store: Path, chance: random.Random) -> None:
    """Some bytes of the journal's own pages are not what they were."""
    connection = sqlite3.connect(store)
    entries = dict(connection.execute("SELECT id, device FROM entry").fetchall())
    connection.close()
    data = bytearray(store.read_bytes())
    for one in chance.sample(sorted(entries), 5):
        data[data.find(one + entries[one].encode()) + chance.randrange(20, 60)] ^= 0xFF
    store.write_bytes(data)


def zeroed(store: Path, chance: random.Random) -> None:
    """Some pages hold nothing."""
    data = bytearray(store.read_bytes())
    for _ in range(8):
        page = chance.randrange(1, len(data) // PAGE)
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    store.write_bytes(data)


def first_page_zeroed(store: Path, chance: random.Random) -> None:
    """The first page holds nothing."""
    store.write_bytes(bytes(PAGE) + store.read_bytes()[PAGE:])


def first_page_scrambled(store: Path, chance: random.Random) -> None:
    """The first page holds noise."""
    store.write_bytes(chance.randbytes(PAGE) + store.read_bytes()[PAGE:])


def header_misleads(store: Path, chance: random.Random) -> None:
    """The header tells of pages of another size, some bytes of which are somebody else's."""
    data = bytearray(store.read_bytes())
    data[16:18] = chance.choice((512, 1024, 8192, 32768)).to_bytes(2)
    data[20] = chance.randrange(1, 200)
    store.write_bytes(data)


def schema_scrambled(store: Path, chance: random.Random) -> None:
    """A name in the schema is no text."""
    data = store.read_bytes()
    assert data.count(b"CREATE INDEX item_card") == 1
    store.write_bytes(data.replace(b"CREATE INDEX item_card", b"CREATE INDEX \xdf\xff\xfe_card"))


def garbage(store: Path, chance: random.Random) -> None:
    """The file is something else."""
    store.write_bytes(chance.randbytes(50_000))


def another_database(store: Path, chance: random.Random) -> None:
    """The file is the database of another program, which counts its versions in the same way."""
    connection = sqlite3.connect(store)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    store.unlink()
    connection = sqlite3.connect(store)
    connection.execute("CREATE TABLE note (text)")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def emptied(store: Path, chance: random.Random) -> None:
    """The file holds nothing."""
    store.write_bytes(b"")


def lost(store: Path, chance: random.Random) -> None:
    """The file is gone."""
    store.unlink()


def log_lost(store: Path, chance: random.Random) -> None:
    """The log beside the file is gone."""
    log_of(store).unlink()


def log_cut_off(store: Path, chance: random.Random) -> None:
    """The log beside the file ends somewhere."""
    data = log_of(store).read_bytes()
    log_of(store).write_bytes(data[: chance.randrange(1, len(data))])


def index_of_the_log_scrambled(store: Path, chance: random.Random) -> None:
    """What SQLite keeps to find its way in the log is noise."""
    store.with_name(f"{store.name}-shm").write_bytes(chance.randbytes(32_768))


CLOSED: tuple[Damage, ...] = (
    cut_off,
    cut_off_early,
    flipped,
    flipped_in_the_journal,
    zeroed,
    first_page_zeroed,
    first_page_scrambled,
    schema_scrambled,
    garbage,
    another_database,
)
"""What may happen to a store that was closed properly."""

KILLED: tuple[Damage, ...] = (cut_off, zeroed, emptied, lost, log_lost, log_cut_off, index_of_the_log_scrambled)
"""What may happen to a store whose last answers are in the log."""


def log_of(store: Path) -> Path:
    """SQLite's write-ahead log."""
    return store.with_name(f"{store.name}-wal")


def untouched(before: Path, after: Path, entries: dict[bytes, str]) -> set[bytes]:
    """Those entries (ids, with the devices that wrote them) that lie in pages on which no byte has changed.

    An entry's id and its device stand side by side in its row, and nowhere else.
    """
    found: set[bytes] = set()
    for old, new, units in ((before, after, _pages), (log_of(before), log_of(after), _frames)):
        data, now = _bytes(old), _bytes(new)
        for start, end in units(now):
            page = data[start:end]
            if page == now[start:end]:
                found |= {one for one, device in entries.items() if one + device.encode() in page}
    return found


def _pages(data: bytes) -> list[tuple[int, int]]:
    return [(start, start + PAGE) for start in range(0, len(data), PAGE)]


def _frames(data: bytes) -> list[tuple[int, int]]:
    """The frames of a log up to the last that ends a transaction; what follows was never committed."""
    step = _FRAME_HEADER + PAGE
    frames = [(start, start + step) for start in range(_LOG_HEADER, len(data) - step + 1, step)]
    while frames and data[frames[-1][0] + 4 : frames[-1][0] + 8] == bytes(4):
        frames.pop()
    return frames


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
