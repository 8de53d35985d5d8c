"""Learners' stores and a hub that see each other by stick only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Board, Head, OwnDevice, Pulled, Receipt, Scope, Statement, seal
from studyapp.plugins.loading import Plugins
from studyapp.plugins.offers import Offer, OfferKind
from studyapp.plugins.remoting import OpenRemote, open_remote
from studyapp_folder.remote import FolderKind
from studyapp_hub.folders import exchange
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import DeviceLine
from tests.support import StillWorld
from tests.sync.hub import Hub as Office
from tests.sync.machines import NAME, Clock, Machine

DAY = 24 * 3_600_000


class Desk(Hub):
    """The model of a hub that the tests of syncing have, as a stick meets it."""

    def __init__(self, office: Office) -> None:
        self.office, self.id = office, office.name
        self.key = OwnDevice("", office.secret).key

    def accept(self, statements: Iterable[Statement], *, at: int) -> Receipt:
        return self.office.push(tuple(statements))

    def seal(self, head: Head, content: bytes = b"") -> Statement:
        return seal(self.office.secret, replace(head, hub=self.id), content)  # type: ignore[call-arg]

    def pull(self, device: str, cursor: str, *, at: int) -> Pulled:
        if not device:
            return Pulled("", tuple(file for _place, file in self.office.files))
        return self.office.pull(_Asker(device, self.office.keys[device]), cursor)

    def scopes(self, device: str, *, at: int | None = None) -> tuple[Scope, ...]:
        return (Scope("*", "全部"),)

    def key_of(self, device: str) -> str:
        return self.office.keys.get(device, "")

    def learner_of(self, device: str) -> str:
        return self.office.learners.get(device, "")

    def devices(self, *, learner: str = "") -> tuple[DeviceLine, ...]:
        return tuple(DeviceLine(one, "", key, "", 0, 0, False, 0, 0) for one, key in self.office.keys.items())

    def board(
        self, scope: str, period: str, *, at: int, device: str = "", names: bool = False, top: int = 100
    ) -> Board:
        return Board(scope, "全部", period, at)


@dataclass(frozen=True)
class _Asker:
    device: str
    key: str

    def sign(self, data: bytes) -> bytes:
        raise NotImplementedError

    def unlock(self, data: bytes) -> bytes:
        raise NotImplementedError


@dataclass
class Village(Machine):
    """A PC whose only remote is a folder."""

    stick: Path = Path()

    def connect(self, own: OwnDevice) -> OpenRemote:
        offer = Offer(OfferKind.REMOTE, "file", "folder", FolderKind())
        return open_remote(Plugins(remotes=(offer,)), NAME, self.stick.as_uri(), own)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office() -> Office:
    return Office(codes={f"code-{number}": f"learner-{number // 10}" for number in range(60)})


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "盘"
    folder.mkdir()
    return folder


def village(folder: Path, office: Office, clock: Clock, stick: Path, world: StillWorld) -> Village:
    return Village(folder, world, office, clock, stick=stick)


def carry(office: Office, stick: Path, clock: Clock) -> None:
    found = exchange(Desk(office), stick, at=clock.now())
    assert found.trouble is None and found.broken == ()


def dropped(stick: Path) -> list[str]:
    return sorted(one.name for one in (stick / "up").iterdir())


def test_three_weeks_of_answers_are_at_the_hub_to_the_entry(
    tmp_path: Path, office: Office, clock: Clock, stick: Path
) -> None:
    world = StillWorld()
    learners = [village(tmp_path / f"pc-{number}", office, clock, stick, world) for number in range(3)]
    for number, one in enumerate(learners):
        one.join(f"code-{number * 10}")
    for day in range(21):
        for one in learners:
            for number in range(5):
                one.answer(number, right=day % 3 > 0)
            assert one.sync().trouble is None
        clock.sleep(DAY)
        if day % 7 == 6:
            carry(office, stick, clock)
            for one in learners:
                outcome = one.sync()
                assert (outcome.trouble, outcome.waiting) == (None, 0)
            assert dropped(stick) == []
    for number, one in enumerate(learners):
        assert set(office.entries[f"learner-{number}"]) == one.ids and len(one.ids) == 105
        one.check()


def test_the_village_and_the_town_see_each_others_answers(
    tmp_path: Path, office: Office, clock: Clock, stick: Path
) -> None:
    world, other = StillWorld(), tmp_path / "另一个盘"
    other.mkdir()
    home = village(tmp_path / "home", office, clock, stick, world)
    work = village(tmp_path / "work", office, clock, other, world)
    home.join("code-1")
    work.join("code-2")
    for round_ in range(3):
        for number in range(4):
            home.answer(number)
            work.answer(10 + number)
        for one in (home, work):
            one.sync()
        carry(office, stick, clock)
        carry(office, other, clock)
        carry(office, stick, clock)
        clock.sleep()
        assert home.sync().trouble is None and work.sync().trouble is None
        assert home.ids == work.ids == set(office.entries["learner-0"]) and len(home.ids) == 8 * (round_ + 1)


def test_a_disk_that_is_reset_every_night_loses_nothing_that_is_on_the_stick(
    tmp_path: Path, office: Office, clock: Clock, stick: Path
) -> None:
    pc = village(tmp_path / "pc", office, clock, stick, StillWorld())
    pc.join("code-1")
    pc.save()
    given: set[bytes] = set()
    for day in range(8):
        given |= {pc.answer(10 * day + number).id for number in range(3)}
        assert pc.sync().trouble is None
        clock.sleep(DAY)
        if day % 2:
            carry(office, stick, clock)
        pc.reset()
    carry(office, stick, clock)
    assert set(office.entries["learner-0"]) == given
    assert pc.sync().trouble is None
    carry(office, stick, clock)
    pc.sync()
    assert pc.ids == given
    pc.check()


def test_a_wrong_code_is_told_once_and_a_right_one_lets_in(
    tmp_path: Path, office: Office, clock: Clock, stick: Path
) -> None:
    pc = village(tmp_path / "pc", office, clock, stick, StillWorld())
    pc.join("wrong")
    pc.answer(1)
    assert pc.sync().trouble is None
    carry(office, stick, clock)
    told = pc.sync().trouble
    assert told is not None and "登记码" in told.text
    pc.join("code-1")
    assert pc.sync().trouble is None
    carry(office, stick, clock)
    outcome = pc.sync()
    assert (outcome.trouble, outcome.waiting) == (None, 0)
    assert set(office.entries["learner-0"]) == pc.ids


STEPS = st.lists(st.sampled_from(["answer", "sync", "carry", "save", "reset", "other", "sync other"]), max_size=25)


@given(STEPS, st.integers(0, 2**32))
@settings(max_examples=12 if settings().max_examples < 1_000 else 500)
def test_in_any_order_nothing_that_was_dropped_is_lost(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("by-stick")
    clock, world, chance = Clock(), StillWorld(), Random(seed)
    office = Office(codes={f"code-{number}": "learner-0" for number in range(2)})
    stick = folder / "盘"
    stick.mkdir()
    pcs = [village(folder / name, office, clock, stick, world) for name in ("pc", "other")]
    for number, pc in enumerate(pcs):
        pc.join(f"code-{number}")
    pcs[0].save()
    synced: set[bytes] = set()
    for step in steps:
        clock.sleep()
        which = pcs["other" in step]
        if step in ("answer", "other"):
            which.answer(chance.randrange(40))
        elif step in ("sync", "sync other"):
            if which.sync().trouble is None:
                synced |= which.ids
        elif step == "carry":
            carry(office, stick, clock)
        elif step == "save":
            which.save()
        else:
            which.reset()
    for _round in range(4):
        clock.sleep()
        for pc in pcs:
            assert pc.sync().trouble is None
        carry(office, stick, clock)
    ids = set(office.entries.get("learner-0", {}))
    assert synced <= ids and pcs[0].ids | pcs[1].ids <= ids
