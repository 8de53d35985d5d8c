"""A hub killed and a database stopped: what was acknowledged is there, and what is sent again counts once."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp import ErasedHead, write_statements
from studyapp_hub import learners, owing
from studyapp_hub.engines.protocol import Unavailable
from studyapp_hub.founding import open_hub
from tests.plugins.studyapp_hub.people import DAY, Person, county
from tests.plugins.studyapp_hub.places import NoServer, Server, hub_in, served
from tests.support import MONDAY, ROOT

LATER = MONDAY + 40 * DAY
DAYS = 30

ACCEPTING = """
import sys
from pathlib import Path
from studyapp import read_statements
from studyapp_hub.founding import open_hub

hub = open_hub(Path(sys.argv[1]))
for number, one in enumerate(read_statements(Path(sys.argv[2]).read_bytes())):
    hub.accept([one], at=int(sys.argv[3]))
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 7, 17])
def test_killed_in_the_middle_and_sent_again(tmp_path: Path, after: int) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    person = Person(hub, 1).join()
    sent = [person.answer(day % 9 + 1, wrong=2, day=day) for day in range(DAYS)]
    hub.close()
    (tmp_path / "sent").write_bytes(write_statements(sent))
    command = [sys.executable, "-c", ACCEPTING, str(tmp_path / "hub"), str(tmp_path / "sent"), str(LATER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        acknowledged = [int(process.stdout.readline()) for _number in range(after)]
        process.kill()
    hub = open_hub(tmp_path / "hub")
    points = [one % 9 + 1 for one in range(DAYS)]
    there = hub.board("*", "all", at=LATER).places[0].points
    assert there in {sum(points[: count + 1]) for count in range(acknowledged[-1], DAYS)}
    assert hub.check() == ()
    hub.accept(sent, at=LATER)
    assert hub.board("*", "all", at=LATER).places[0].points == sum(points)
    assert hub.check() == ()
    hub.close()


def test_what_is_damaged_is_told_and_left_out(tmp_path: Path) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    person = Person(hub, 1).join()
    hub.accept([person.answer(3, day=0)], at=LATER)
    hub.accept([person.answer(5, day=1)], at=LATER)
    engine = hub._core.engine
    (first, _second) = engine.rows("SELECT arrival, content FROM envelope ORDER BY arrival")
    broken = bytes(first[1]).replace(b'"given"', b'"gicen"')
    engine.run("UPDATE envelope SET content = ? WHERE learner = ? AND arrival = ?", broken, person.learner, first[0])
    assert len(hub.check()) == 2
    hub.rebuild()
    assert hub.board("*", "all", at=LATER).places[0].points == 5
    (why,) = hub.check()
    assert "1" in str(why.arguments["count"]) and "备份" in why.text
    mended = bytes(first[1])
    engine.run("UPDATE envelope SET content = ? WHERE learner = ? AND arrival = ?", mended, person.learner, first[0])
    hub.rebuild()
    assert hub.board("*", "all", at=LATER).places[0].points == 8 and hub.check() == ()
    hub.close()


def test_what_was_damaged_is_whole_again_once_it_is_handed_in_again(tmp_path: Path) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    person = Person(hub, 1).join()
    sent = [person.answer(3, day=0), person.answer(5, day=1)]
    hub.accept(sent, at=LATER)
    engine = hub._core.engine
    engine.run("UPDATE envelope SET content = ?, head = ? WHERE no = 1", b"rotten", b"{}")
    hub.rebuild()
    assert hub.board("*", "all", at=LATER).places[0].points == 5
    hub.accept(sent[:1], at=LATER + DAY)
    hub._core.engine.close()  # as a power cut leaves it
    other = open_hub(tmp_path / "hub")
    assert other.board("*", "all", at=LATER).places[0].points == 8 and other.check() == ()
    assert [tuple(one) for one in other._core.engine.rows("SELECT count(*), min(sound) FROM envelope")] == [(2, 1)]
    other.close()


def test_what_is_whole_again_is_noticed_by_another(tmp_path: Path) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    person = Person(hub, 1).join()
    sent = [person.answer(3, day=0), person.answer(5, day=1)]
    hub.accept(sent, at=LATER)
    hub._core.engine.run("UPDATE envelope SET content = ? WHERE no = 1", b"rotten")
    hub.rebuild()
    other = open_hub(tmp_path / "hub")
    assert [it.points for it in other.earned("*", "all", at=LATER)] == [5]
    hub.accept(sent[:1], at=LATER)
    assert [it.points for it in other.earned("*", "all", at=LATER)] == [8]
    hub.close()
    other.close()


def test_standings_that_were_owed_at_a_power_cut_are_written_by_whoever_looks(tmp_path: Path) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    people = [Person(hub, number).join() for number in range(1, 6)]
    for number, one in enumerate(people):
        hub.accept([one.answer(number + 1)], at=LATER)
    assert hub._core.ledger.owing
    hub._core.engine.close()  # as a power cut leaves it
    other = open_hub(tmp_path / "hub")
    assert [one.points for one in other.board("*", "all", at=LATER).places] == [5, 4, 3, 2, 1]
    assert other.check() == ()
    other.close()


def test_how_far_all_is_written_is_noted_though_somebody_always_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owing, "MOST", 4)
    hub = county(hub_in(tmp_path / "hub", "hub"))
    people = [Person(hub, number).join() for number in range(1, 7)]
    before = int(hub._core.setting("settled"))
    hub.accept_many([[one.answer(number + 1)] for number, one in enumerate(people)], at=LATER)
    assert before < int(hub._core.setting("settled")) < int(hub._core.setting("arrival"))
    hub._core.engine.close()  # as a power cut leaves it
    other = open_hub(tmp_path / "hub")
    assert [one.points for one in other.board("*", "all", at=LATER).places] == [6, 5, 4, 3, 2, 1]
    assert other.check() == ()
    other.close()


def test_two_that_have_a_hub_open_write_what_the_other_owes(tmp_path: Path) -> None:
    one = county(hub_in(tmp_path / "hub", "hub"))
    person = Person(one, 1).join()
    other = open_hub(tmp_path / "hub")
    one.accept([person.answer(3, day=0)], at=LATER)
    other.accept([person.answer(4, day=1)], at=LATER)
    one.accept([person.answer(5, day=2)], at=LATER)
    assert other.board("*", "all", at=LATER).places[0].points == 12
    assert one.board("*", "all", at=LATER).places[0].points == 12
    assert one.check() == other.check() == ()
    one.close()
    other.close()


def test_what_another_goes_on_to_write_is_noticed(tmp_path: Path) -> None:
    one = county(hub_in(tmp_path / "hub", "hub"))
    first, second = Person(one, 1).join(), Person(one, 2).join()
    other = open_hub(tmp_path / "hub")
    other.accept([first.answer(2, day=0)], at=LATER)
    assert [it.points for it in one.board("*", "all", at=LATER).places] == [2]
    other.accept([first.answer(3, day=1)], at=LATER)
    assert len(one.persons(at=LATER)) == 2  # it looks, and writes nothing
    other.accept([second.answer(1, day=1)], at=LATER)
    assert [it.points for it in one.board("*", "all", at=LATER).places] == [5, 1]
    other.accept([first.answer(4, day=2)], at=LATER)
    assert len(one.persons(at=LATER)) == 2
    other.accept([second.answer(6, day=2)], at=LATER)
    one.accept([first.answer(5, day=3), second.answer(7, day=3)], at=LATER)
    assert [it.points for it in other.board("*", "all", at=LATER).places] == [14, 14]
    assert one.check() == other.check() == ()
    one.close()
    other.close()


def test_what_another_makes_again_is_noticed(tmp_path: Path) -> None:
    one = county(hub_in(tmp_path / "hub", "hub"))
    one.accept([Person(one, 1).join().answer(2)], at=LATER)
    other = open_hub(tmp_path / "hub")
    other.rebuild()
    other._core.engine.run("UPDATE day SET points = 9")
    assert [it.points for it in one.earned("*", "all", at=LATER)] == [9]
    other.rebuild()
    assert [it.points for it in one.earned("*", "all", at=LATER)] == [2]
    one.close()
    other.close()


@pytest.mark.parametrize("who", [0, 1, 2])
def test_who_is_erased_while_more_are_owed_than_are_at_hand_is_on_no_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, who: int
) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub"))
    people = [Person(hub, number).join() for number in range(3)]
    hub.accept([one.answer(3) for one in people], at=LATER)
    hub.close()
    hub = open_hub(tmp_path / "hub")
    monkeypatch.setattr(learners, "MOST", 1)
    hub.accept([hub.seal(ErasedHead(by="", hub="", learner=people[who].learner, at=LATER))], at=LATER)
    assert [one.points for one in hub.board("*", "all", at=LATER).places] == [3, 3]
    assert hub.check() == ()
    hub.close()


@pytest.fixture
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL of its own that waits for the disk."""
    try:
        with served(tmp_path_factory.mktemp("lasting")) as found:
            yield found
    except NoServer as reason:
        pytest.skip(str(reason))


def test_a_server_stopped_at_once_loses_nothing_that_was_acknowledged(lasting: Server, tmp_path: Path) -> None:
    hub = county(hub_in(tmp_path / "hub", "hub", database=lasting.database()))
    hub._core.engine.run("SET synchronous_commit = on")
    person = Person(hub, 1).join()
    sent = [person.answer(day % 9 + 1, day=day) for day in range(DAYS)]
    for one in sent[:10]:
        hub.accept([one], at=LATER)
    stopping = threading.Thread(target=lasting.restart)
    stopping.start()
    acknowledged = 10
    with contextlib.suppress(Unavailable):
        while acknowledged < DAYS:
            hub.accept([sent[acknowledged]], at=LATER)
            acknowledged += 1
        while True:  # until the connection breaks
            hub.accept(sent, at=LATER)
    stopping.join()
    points = [one % 9 + 1 for one in range(DAYS)]
    assert hub.board("*", "all", at=LATER).places[0].points >= sum(points[:acknowledged])
    hub.accept(sent, at=LATER)
    assert hub.board("*", "all", at=LATER).places[0].points == sum(points)
    assert hub.check() == ()
    hub.close()
