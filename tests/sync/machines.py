"""PCs of learners: a store in a folder, which can be copied, put back as it was, and synced."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studyapp import identity
from studyapp.envelope.signer import OwnDevice
from studyapp.model import Entry
from studyapp.model.remote import File
from studyapp.plugins.loading import Plugins
from studyapp.plugins.offers import Offer, OfferKind
from studyapp.plugins.remoting import OpenRemote, open_remote
from studyapp.store import devices, entries, receipts, remotes, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store, open_store
from studyapp.sync.exchange import Hands, sync
from studyapp.sync.joining import ask_with_code
from studyapp.sync.outcome import Outcome, Taken
from tests.support import OPENED, StillWorld, give, single
from tests.sync.hub import Hub, HubKind, Way

NAME = "县局"
HOUR = 3_600_000


@dataclass
class Clock:
    """One clock for all."""

    at: int = 1_800_000_000_000

    def now(self) -> int:
        self.at += 1_000
        return self.at

    def sleep(self, milliseconds: int = 2 * HOUR) -> None:
        self.at += milliseconds


def write_many(store: Store, clock: Clock, count: int) -> None:
    """Answers to as many questions, written at once."""
    seq, given = entries.next_seq(store.connection, store.device), []
    for number in range(count):
        question = single(number)
        one, key = identity.question_id(question), identity.key_digest(question)
        facts: dict[str, Any] = {"question": one, "key": key, "verdict": 1.0, "rating": 3, "milliseconds": 9_000}
        made = identity.make_entry(device=store.device, seq=seq + number, at=clock.now(), kind="answer", **facts)
        given.append(made)
    absorb(store, given)


@dataclass
class Machine:
    """A PC with one learner's store. ``saved``: what its disk is put back to at night."""

    folder: Path
    world: StillWorld
    hub: Hub
    clock: Clock
    way: Way = field(default_factory=Way)
    store: Store = field(init=False)
    saved: Path | None = None
    taken: list[File] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.start()

    def start(self) -> None:
        self.store = open_store(self.folder / "default.db", synchronous="OFF")
        OPENED.append(self.store)
        self.store.device = devices.claim(self.store.connection, self.store.path, self.world, at=self.clock.now())

    def stop(self) -> None:
        self.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.store.close()

    def join(self, code: str) -> None:
        remotes.add(self.store.connection, NAME, "test:hub", at=self.clock.now())
        asking = ask_with_code(self.own, code, at=self.clock.now())
        receipts.note_joining(self.store.connection, NAME, self.own.device, asking)

    @property
    def own(self) -> OwnDevice:
        file = devices.read_file(devices.device_path(self.store.path))
        assert file is not None
        return OwnDevice(file.device, file.key)

    def answer(self, number: int, *, right: bool = True) -> Entry:
        return give(self.store, single(number), right=right, at=self.clock.now())

    def sync(self, take: Callable[[File], Taken] | None = None) -> Outcome:
        return sync(self.store, NAME, Hands(self.clock.now, self.world, self.connect, take or self._take))

    def connect(self, own: OwnDevice) -> OpenRemote:
        offer = Offer(OfferKind.REMOTE, "test", "test", HubKind(self.hub, self.way))
        return open_remote(Plugins(remotes=(offer,)), NAME, "test:hub", own)

    def _take(self, file: File) -> Taken:
        self.taken.append(file)
        return Taken(file.what, file.name, file.version, taken=True)

    @property
    def ids(self) -> set[bytes]:
        return {entry.id for entry in entries.every(self.store.connection)}

    def copy_to(self, folder: Path) -> Machine:
        """The same folder on another PC of the same image."""
        self._copy(folder)
        return Machine(folder, self.world, self.hub, self.clock, Way(self.way.chance))

    def save(self) -> None:
        """Keep the disk as it is now."""
        self.saved = self.folder.with_name(f"{self.folder.name}-saved")
        self._copy(self.saved)

    def reset(self) -> None:
        """Put the disk back to what was kept."""
        if self.saved is None:
            return
        self.store.close()
        shutil.rmtree(self.folder)
        shutil.copytree(self.saved, self.folder)
        self.start()

    def _copy(self, folder: Path) -> None:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        copy = sqlite3.connect(folder / "default.db")
        self.store.connection.backup(copy)
        copy.close()
        shutil.copyfile(devices.device_path(self.store.path), folder / "default.device")

    def check(self) -> None:
        """The caches are those of the journal, and the file is sound."""
        assert replaying.check(self.store) == ()
        assert self.store.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
