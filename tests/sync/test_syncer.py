"""Syncing in the background: beside answers, beside another program, and with remotes that are broken in every way."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from studyapp.desk import boards as boards_module
from studyapp.desk import syncing
from studyapp.desk.boards import Boards
from studyapp.desk.full import Desk, open_desk
from studyapp.desk.remotes import add, join
from studyapp.desk.syncing import Status, Syncer
from studyapp.hookspecs import Signer
from studyapp.model.remote import Pulled, Receipt
from studyapp.model.statement import Statement
from studyapp.plugins import Offer, OfferKind, Plugins
from studyapp.store.errors import StoreError
from studyapp.store.turns import turn
from studyapp.sync.outcome import Stage
from tests.cli.terminal import Machine, Terminal
from tests.support import MONDAY, StillWorld, give, single
from tests.sync.hub import Hub, HubKind, Way
from tests.sync.machines import Clock, write_many
from tests.sync.machines import Machine as Laptop

PATIENCE = 20.0


class Kind:
    """A kind of remote that opens what the test gives it."""

    scheme = "test"

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def open(self, url: str, signer: Signer) -> object:
        return self.thing


class Office:
    """A learner's machine with a remote, and who waits for its syncs."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, kind: object) -> None:
        self.plugins = Plugins(remotes=(Offer(OfferKind.REMOTE, "test", "test", kind),))  # type: ignore[arg-type]
        for module in (syncing, boards_module):
            monkeypatch.setattr(module, "load_plugins", lambda _home: self.plugins)
        self.world = Machine(str(home), Terminal(home))
        self.heard: list[Status] = []
        self.done = Event()
        add(self.world, "县局", "test:hub", self.plugins)

    def hear(self, status: Status) -> None:
        self.heard.append(status)
        if not status.busy:
            self.done.set()

    def wait(self) -> Status:
        assert self.done.wait(PATIENCE)
        self.done.clear()
        return self.heard[-1]


@pytest.fixture
def hub() -> Hub:
    return Hub(codes={"code": "learner-1"})


@pytest.fixture
def way() -> Way:
    return Way()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Hub, way: Way) -> Office:
    found = Office(tmp_path / "home", monkeypatch, HubKind(hub, way))
    join(found.world, "县局", "code")
    return found


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    found = open_desk(office.world)
    yield found
    found.close()


def test_it_syncs_at_the_start_on_demand_and_at_the_end(office: Office, desk: Desk, hub: Hub) -> None:
    syncer = Syncer(office.world, office.hear, every=PATIENCE)
    give(desk.store, single(1))
    syncer.start()
    assert [one.up for one in office.wait().last] == [1]
    give(desk.store, single(2))
    syncer.ask()
    assert [one.up for one in office.wait().last] == [1]
    give(desk.store, single(3))
    assert syncer.finish(PATIENCE)
    assert len(hub.entries["learner-1"]) == 3
    assert {one.stage for one in office.heard} >= {Stage.JOIN, Stage.PULL, Stage.PUSH, Stage.DONE}
    assert not syncer.status.busy


def test_where_there_is_no_store_or_no_remote_nothing_happens(tmp_path: Path) -> None:
    home = tmp_path / "home"
    world = Machine(str(home), Terminal(home))
    heard: list[Status] = []
    assert Syncer(world, heard.append).finish(PATIENCE)
    assert not home.exists()
    open_desk(world).close()
    assert Syncer(world, heard.append).finish(PATIENCE)
    assert heard == []


def test_two_programs_take_turns(office: Office, hub: Hub) -> None:
    syncer = Syncer(office.world, office.hear)
    with turn(Path(office.world.store)) as mine:
        assert mine
        with pytest.raises(StoreError, match="另一个程序正在同步"):
            syncer.run(patience=0.0)
        assert syncer.finish(PATIENCE)
        assert hub.pushes == 0
    assert syncer.run()[0].trouble is None


class Hanging:
    """A remote that never comes back, until the test lets it."""

    def __init__(self) -> None:
        self.asked, self.let = Event(), Event()

    def pull(self, cursor: str) -> Pulled:
        self.asked.set()
        self.let.wait(PATIENCE)
        return Pulled("")


def test_a_remote_that_hangs_keeps_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = Hanging()
    office = Office(tmp_path / "home", monkeypatch, Kind(hanging))
    syncer = Syncer(office.world, office.hear)
    syncer.start()
    assert hanging.asked.wait(PATIENCE)
    with_desk = open_desk(office.world, patience=0.0)
    give(with_desk.store, single(1))  # an answer meanwhile waits for no lock
    with_desk.close()
    assert not syncer.finish(0.01)
    hanging.let.set()
    assert syncer.finish(PATIENCE)


class Broken:
    """A remote that answers what a test gives it, or raises it."""

    def __init__(self, pulled: Any, receipt: Any = None) -> None:
        self.pulled, self.receipt = pulled, receipt

    def pull(self, cursor: str) -> Pulled:
        return self._said(self.pulled)  # type: ignore[no-any-return]

    def push(self, statements: Sequence[Statement]) -> Receipt:
        return self._said(self.receipt)  # type: ignore[no-any-return]

    @staticmethod
    def _said(value: Any) -> Any:
        if isinstance(value, BaseException):
            raise value
        return value


@pytest.mark.parametrize(
    "thing",
    [
        Broken(RuntimeError("bang")),
        Broken(SystemExit(3)),
        Broken(None),
        Broken(Pulled("", more=True)),
        Broken(Pulled("x" * 5_000)),
        Broken(Pulled("1", files=("no file",))),  # type: ignore[arg-type]
        Broken(Pulled("1", held={"d": (1, "x")})),  # type: ignore[dict-item]
        Broken(Pulled("1"), RuntimeError("bang")),
        Broken(Pulled("1"), "no receipt"),
    ],
    ids=[
        "raises",
        "exits",
        "says nothing",
        "never ends",
        "long cursor",
        "no file",
        "no link",
        "push raises",
        "no receipt",
    ],
)
def test_a_broken_remote_is_a_sentence(thing: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path / "home", monkeypatch, Kind(thing))
    desk = open_desk(office.world)
    give(desk.store, single(1))
    desk.close()
    [outcome] = Syncer(office.world).run()
    assert outcome.trouble is not None
    assert outcome.trouble.text.format_map(outcome.trouble.arguments)
    [line] = Syncer(office.world).remotes()
    assert (line.trouble, line.waiting) == (outcome.trouble, 1)


def test_statements_of_strangers_are_counted_and_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = (Statement(b"", b""), Statement(b"{}", b"x", b"y"), Statement(b"\xff" * 5_000, bytes(64)))
    office = Office(tmp_path / "home", monkeypatch, Kind(Broken(Pulled("1", statements=odd), Receipt({}))))
    [outcome] = Syncer(office.world).run()
    assert (outcome.strange, outcome.trouble) == (3, None)


def test_boards_of_a_remote_without_boards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path / "home", monkeypatch, Kind(Broken(Pulled("1"), Receipt({}))))
    boards = Boards(office.world)
    assert boards.remotes() == ("县局",)
    assert boards.scopes() == ()
    assert boards.kept() is None
    with pytest.raises(StoreError, match="没有排行榜"):
        boards.board()


def test_a_store_that_cannot_be_opened_is_a_sentence(office: Office) -> None:
    Path(office.world.store).write_bytes(b"no store" * 1_000)
    syncer = Syncer(office.world, office.hear)
    syncer.finish(PATIENCE)
    trouble = syncer.status.trouble
    assert trouble is not None and "已损坏" in trouble.text


def test_answers_are_given_while_very_much_comes_down(office: Office, hub: Hub, tmp_path: Path) -> None:
    hub.codes["second"] = "learner-1"
    other = Laptop(tmp_path / "laptop", StillWorld(numbers=itertools.count(1_000)), hub, Clock())
    other.join("second")
    write_many(other.store, other.clock, 1_500)
    other.sync()
    syncer = Syncer(office.world, office.hear)
    with closing(open_desk(office.world)) as desk:
        syncer.start()
        number = 0
        while not office.done.wait(0.05):  # the learner reads the next question
            number += 1
            give(desk.store, single(10_000 + number), at=MONDAY + number)  # it waits, and is never refused
    assert number > 1
    [outcome] = office.wait().last
    assert outcome.trouble is None, outcome.trouble
    assert outcome.down == 1_500
    assert syncer.finish(PATIENCE)
    assert len(hub.entries["learner-1"]) == 1_500 + number
