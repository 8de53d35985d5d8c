"""Who writes here: one device for each store on each machine, and its key in nobody else's hands."""

from __future__ import annotations

import itertools
import json
import os
import stat
from pathlib import Path

import pytest

from studyapp.store.devices import claim, device_path, read_file
from studyapp.store.opening import Store
from studyapp.store.restoring import backup
from tests.support import MONDAY, StillWorld, give, make_store, single


def claimed(store: Store, world: StillWorld, *, at: int = MONDAY) -> str:
    return claim(store.connection, store.path, world, at=at)


def rows(store: Store) -> list[tuple[object, ...]]:
    return store.connection.execute("SELECT * FROM device ORDER BY since, id").fetchall()


def test_the_first_device_of_a_store_has_no_parent(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert rows(store) == [(store.device, MONDAY, None, None, None)]


def test_a_device_stays_on_its_machine(tmp_path: Path) -> None:
    world = StillWorld()
    store = make_store(tmp_path, world)
    assert [claimed(store, world), claimed(store, world, at=MONDAY + 9)] == [store.device] * 2
    assert len(rows(store)) == 1


def test_another_machine_is_another_device_with_the_last_entry_as_its_parent(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    give(store, single(1), at=MONDAY + 2)
    last = give(store, single(2), at=MONDAY + 3)
    give(store, single(3), at=MONDAY + 1)
    device = claimed(store, StillWorld("machine-2", itertools.count(50)), at=MONDAY + 9)
    assert device != store.device
    assert rows(store)[1:] == [(device, MONDAY + 9, store.device, last.seq, last.id)]


def test_each_device_has_a_key_of_its_own(tmp_path: Path) -> None:
    world = StillWorld()
    store = make_store(tmp_path, world)
    first = read_file(device_path(store.path))
    world.machine = "machine-2"
    claimed(store, world)
    second = read_file(device_path(store.path))
    assert first is not None and second is not None
    assert (
        len({first.key, second.key}) == len({first.machine, second.machine}) == len({first.device, second.device}) == 2
    )


def test_a_machine_without_an_id_is_taken_for_the_same(tmp_path: Path) -> None:
    world = StillWorld(machine="")
    store = make_store(tmp_path, world)
    assert claimed(store, world) == store.device
    world.machine = "found-out-later"
    assert claimed(store, world) == store.device


@pytest.mark.parametrize(
    "text", [None, "", "{", "[]", "null", '{"device": "x"}', "\x00\xff", '{"device":1,"key":2,"machine":3}']
)
def test_without_its_file_it_is_another_device(text: str | None, tmp_path: Path) -> None:
    world = StillWorld()
    store = make_store(tmp_path, world)
    path = device_path(store.path)
    if text is None:
        path.unlink()
    else:
        path.write_text(text, encoding="latin-1")
    device = claimed(store, world)
    assert device != store.device
    assert claimed(store, world) == device


def test_a_file_beside_another_store_makes_no_device_of_it(tmp_path: Path) -> None:
    world = StillWorld()
    one, other = make_store(tmp_path / "one", world), make_store(tmp_path / "other", world)
    device_path(other.path).write_bytes(device_path(one.path).read_bytes())
    assert claimed(other, world) not in (one.device, other.device)


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps the rights of files in another way")
def test_the_file_is_its_owner_s_only(tmp_path: Path) -> None:
    path = device_path(make_store(tmp_path).path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.name == "default.device"
    assert [one.name for one in tmp_path.iterdir() if "new" in one.name] == []


def test_the_machine_s_id_is_written_nowhere(tmp_path: Path) -> None:
    store = make_store(tmp_path, StillWorld("very-secret-machine"))
    plain = json.loads(device_path(store.path).read_text(encoding="utf-8"))
    assert plain.keys() == {"device", "key", "machine", "former"}
    assert len(plain["machine"]) == 32
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert all(b"very-secret" not in one.read_bytes() for one in tmp_path.iterdir())


def test_the_key_is_in_no_backup_and_not_in_the_store(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    give(store, single(1))
    found = read_file(device_path(store.path))
    assert found is not None and len(found.key) == 64
    backup(store, tmp_path / "backup.file")
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    holders = {one.name for one in tmp_path.iterdir() if found.key.encode() in one.read_bytes()}
    assert holders == {"default.device"}


def test_a_device_whose_file_could_not_be_written_is_claimed_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = StillWorld()
    store = make_store(tmp_path, world)
    world.machine = "machine-2"

    def fail(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="disk full"):
            claimed(store, world)
    assert [one.name for one in tmp_path.iterdir() if "new" in one.name] == []
    found = read_file(device_path(store.path))
    assert found is not None and found.device == store.device
    assert claimed(store, world) != store.device
