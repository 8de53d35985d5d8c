"""A sync that is killed at any instant: nothing is lost, nothing is sent otherwise, and the next one goes on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

from studyapp.envelope.contents import unpack_entries
from studyapp.envelope.frames import SUFFIX, read_statements
from studyapp.envelope.sealing import digest_of, unseal
from studyapp.model.statement import EntriesHead, Statement
from studyapp.store import entries
from studyapp.store.opening import open_store
from tests.faults.processes import PATIENCE, command, studyapp, surroundings
from tests.support import OPENED
from tests.sync.machines import Clock, write_many

KILLS = 6


def dropped(stick: Path) -> Iterator[Statement]:
    for path in sorted(stick.rglob(f"*{SUFFIX}")):
        yield from read_statements(path.read_bytes())


def test_a_sync_is_killed_again_and_again(tmp_path: Path) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    stick.mkdir()
    assert studyapp(home, "status").status == 0
    studyapp(home)
    assert studyapp(home, "remote", "add", "U盘", stick.as_uri()).status == 0
    store = open_store(home / "default.db")
    OPENED.append(store)
    store.device = str(store.connection.execute("SELECT id FROM device").fetchone()[0])
    write_many(store, Clock(), 3_500)
    chance = Random(1)
    for _kill in range(KILLS):
        process = subprocess.Popen(
            command(home, "sync"),
            cwd=tmp_path,
            env=surroundings(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(chance.uniform(0.25, 0.7))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)
    assert studyapp(home, "sync").status == 0
    heads: dict[int, str] = {}
    found: set[bytes] = set()
    for one in dropped(stick):
        head = unseal(one)
        assert isinstance(head, EntriesHead)
        assert heads.setdefault(head.no, digest_of(one.head)) == digest_of(one.head)  # cut once, sent as it was cut
        found |= {entry.id for entry in unpack_entries(one.content).entries}
    assert sorted(heads) == list(range(1, len(heads) + 1))
    assert found == {entry.id for entry in entries.every(store.connection)}
    assert len(found) == 3_500
    assert studyapp(home, "replay", "--check").status == 0
