"""A stick that is pulled out at any moment: a later sync loses nothing, and reads nothing wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from studyapp import File, Held, Statement, Unreachable
from studyapp import stick as stick_module
from studyapp_folder.remote import FolderKind
from studyapp_hub import folder_replies
from studyapp_hub.folders import exchange
from tests.plugins.studyapp_folder.pulled_out import PulledOut
from tests.plugins.studyapp_folder.small_hub import SmallHub, device, envelopes, joining
from tests.support import MONDAY

DECK = File("deck", "社保", "社保.md", 1, "1. 题（　）\n".encode() * 40)
HOUR = 3_600_000


class Learner:
    """A device with its store: what it has cut, and what it has been told."""

    def __init__(self, folder: Path, seed: int, count: int) -> None:
        self.own = device(seed)
        self.url = folder.as_uri()
        self.statements: Sequence[Statement] = [joining(self.own), *envelopes(self.own, count)]
        self.held = 0
        self.cursor = ""
        self.files: list[File] = []

    def sync(self) -> None:
        """What the app does: it hands over all that it has not been told to be held."""
        remote = FolderKind().open(self.url, self.own)
        pulled = remote.pull(self.cursor)
        self.cursor = pulled.cursor
        self.files += pulled.files
        waiting = self.statements[0 if not self.held else 1 + self.held :]
        receipt = remote.push(waiting)
        self.held = receipt.held.get(self.own.device, Held(self.held, "")).no


def steps(folder: Path, hub: SmallHub, first: Learner, second: Learner) -> list[Callable[[], None]]:
    """Two learners with one stick, twice to the hub."""

    def carry(at: int) -> Callable[[], None]:
        def carried() -> None:
            found = exchange(hub, folder, at=MONDAY + at * HOUR)
            if found.trouble is not None:
                raise Unreachable(found.trouble)

        return carried

    return [first.sync, second.sync, carry(1), first.sync, carry(2), second.sync, first.sync]


@pytest.fixture
def world(tmp_path: Path) -> tuple[Path, SmallHub, Learner, Learner]:
    folder = tmp_path / "盘"
    folder.mkdir()
    return folder, SmallHub(files=[DECK]), Learner(folder, 1, 3), Learner(folder, 2, 2)


def operations(monkeypatch: pytest.MonkeyPatch, world: tuple[Path, SmallHub, Learner, Learner]) -> int:
    with monkeypatch.context() as patch:
        whole = PulledOut(0, Random(0))
        patch.setattr(stick_module, "os", whole)
        for step in steps(*world):
            step()
    return whole.done


def chosen(count: int) -> list[int]:
    """Some of so many operations, others each time; in the long form all, with several outcomes of each."""
    if settings().max_examples > 1_000:
        return [at for at in range(1, count + 1) for _time in range(5)]
    return sorted(Random().sample(range(1, count + 1), 60))


def test_pulled_out_at_any_operation_it_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, world: tuple[Path, SmallHub, Learner, Learner]
) -> None:
    monkeypatch.setattr(folder_replies, "periods_at", lambda at: ("all",))
    for number, at in enumerate(chosen(operations(monkeypatch, world))):
        shutil.rmtree(world[0])
        world[0].mkdir()
        hub = SmallHub(files=[DECK])
        learners = Learner(world[0], 1, 3), Learner(world[0], 2, 2)
        stick = PulledOut(at, Random(number))
        with monkeypatch.context() as patch:
            patch.setattr(stick_module, "os", stick)
            done = interrupted(steps(world[0], hub, *learners))
        assert not done, at
        stick.plug_in()
        for one in learners:  # nothing was taken for held that is not
            assert one.held <= hub.holds(one.own.device).no, at
        for step in steps(world[0], hub, *learners):
            step()
        for one in learners:
            chain = hub.chains[one.own.device]
            assert [chain[number] for number in sorted(chain)] == one.statements[1:], at
            assert one.held == len(chain), at
            assert set(one.files) <= {DECK} and one.files, at
        assert hub.refused == 0, at
        assert list((world[0] / "up").iterdir()) == [], at
        left = [one.name for one in world[0].rglob("*") if one.name.startswith(".")]
        assert left == [], at


def interrupted(some: Sequence[Callable[[], None]]) -> bool:
    """Take steps until the stick is out; whether all were taken. Nothing but a sentence is heard of it."""
    for step in some:
        try:
            step()
        except Unreachable:
            return False
    return True
