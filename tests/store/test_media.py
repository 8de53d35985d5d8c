"""Pictures of the bank: kept once, found by their digest, and part of what comes back with a backup."""

from __future__ import annotations

import itertools
from hashlib import sha256
from pathlib import Path

from studyapp.store import mappings, media, restoring
from studyapp.store.opening import Store
from tests.support import MONDAY, StillWorld, make_store

PICTURE = b"\x89PNG\r\n\x1a\n picture"
DIGEST = sha256(PICTURE).hexdigest()


def test_bytes_are_found_by_their_digest(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert media.read(store.connection, DIGEST) is None
    assert media.lacking(store.connection, [DIGEST, DIGEST]) == {DIGEST}
    media.write(store.connection, {DIGEST: PICTURE})
    media.write(store.connection, {DIGEST: PICTURE})
    assert media.read(store.connection, DIGEST) == PICTURE
    assert media.lacking(store.connection, [DIGEST]) == frozenset()
    assert media.lacking(store.connection, []) == frozenset()
    store.close()


def test_what_columns_hold_is_kept_by_header(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    assert mappings.read(store.connection, "h") == {}
    mappings.write(store.connection, "h", {"内容": "prompt", "标答": "answer"})
    mappings.write(store.connection, "h", {"内容": "prompt"})
    assert mappings.read(store.connection, "h") == {"内容": "prompt"}
    store.close()


def test_a_restore_brings_pictures_and_columns(tmp_path: Path) -> None:
    old, new = make_store(tmp_path / "old"), make_store(tmp_path / "new")
    media.write(old.connection, {DIGEST: PICTURE})
    mappings.write(old.connection, "h", {"内容": "prompt"})
    mappings.write(new.connection, "h", {"内容": "answer"})
    backup(old, new, tmp_path / "backup.db")
    assert media.read(new.connection, DIGEST) == PICTURE
    assert mappings.read(new.connection, "h") == {"内容": "answer"}, "what is here is never replaced"
    new.close()


def backup(old: Store, new: Store, path: Path) -> None:
    restoring.backup(old, path)
    old.close()
    restoring.restore(new, path, StillWorld(numbers=itertools.count(50)), at=MONDAY)
