"""A paper whose program is killed: reopened, the clock and the answers are where they were."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from studyapp.desk.exams import Exams
from studyapp.desk.full import open_desk
from studyapp.exam.sitting import EVERY
from studyapp.model import Picked, Response
from studyapp.store import entries
from studyapp.world import World
from tests.faults import homes
from tests.faults.exams import PLAN, TASK
from tests.faults.kills import Victim
from tests.faults.processes import checked


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = homes.prepare(tmp_path_factory.mktemp("exam") / "fresh")
    desk = open_desk(World(str(home)))
    desk.take_plan(PLAN)
    desk.close()
    return home


def sitting(home: Path, *options: str) -> Victim:
    """The process that sits a paper."""
    return Victim([sys.executable, "-m", "tests.faults.exams", str(home), *options], home)


def killed_after(home: Path, lines: int, microseconds: int) -> Victim:
    victim = sitting(home)
    victim.wait_for(lambda line: True, lines)
    assert not victim.kill(microseconds)
    return victim


def check(home: Path, lines: list[str]) -> None:
    """All that was acknowledged is there, and at most the one act that was under way besides."""
    answers: dict[int, Response] = {}
    flags: set[int] = set()
    left, under_way = 45 * 60_000, 0
    for line in lines:
        words = line.split()
        if words[0] == "answer":
            answers[int(words[1])] = Picked((int(words[2]),))
        elif words[0] == "flag":
            (flags.add if words[2] == "1" else flags.discard)(int(words[1]))
        elif words[0] == "left":
            left = int(words[1])
    desk = open_desk(World(str(home)))
    exams = Exams(desk.world, desk.store)
    assert not exams.results()
    exam = exams.begin(TASK)
    found = {number: exam.response(number) for number in range(exam.count) if exam.response(number) is not None}
    under_way = sum(found.get(number) != given for number, given in answers.items())
    under_way += sum(number not in answers for number in found)
    assert under_way + len(flags ^ {*exam.flagged}) <= 1
    assert -21_000 - EVERY < exam.tick() - left < EVERY
    desk.close()
    assert checked(home, "replay", "--check").status == 0
    assert homes.integrity(home) == "ok"


@pytest.mark.parametrize("seed", range(6))
def test_killed_from_outside(fresh: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    home = homes.copy(fresh, tmp_path / "home")
    victim = killed_after(home, chance.randrange(1, 60), chance.randrange(4_000))
    check(home, victim.lines[1:])


@pytest.mark.parametrize("statements", [1, 2, 5, 17, 60, 141])
def test_killed_between_two_statements(fresh: Path, tmp_path: Path, statements: int) -> None:
    home = homes.copy(fresh, tmp_path / "home")
    victim = sitting(home, "--statements", str(statements))
    assert not victim.bury()
    check(home, victim.lines[1:])


def test_killed_twice_it_goes_on_where_it_was_and_the_clock_does_not_go_back(fresh: Path, tmp_path: Path) -> None:
    home = homes.copy(fresh, tmp_path / "home")
    first = killed_after(home, 40, 0)
    second = killed_after(home, 40, 0)
    told = [int(line.split()[1]) for line in (*first.lines, *second.lines) if line.startswith("left")]
    before = [int(line.split()[1]) for line in first.lines if line.startswith("left")][-1]
    after = next(int(line.split()[1]) for line in second.lines if line.startswith("left"))
    assert after <= before + EVERY
    assert told[-1] < told[0]


@pytest.mark.parametrize("statements", [1, 2, 3, 9, 30, 60, 90, 10_000])
def test_killed_while_it_is_being_handed_in_it_is_handed_in_wholly_or_not_at_all(
    fresh: Path, tmp_path: Path, statements: int
) -> None:
    home = homes.copy(fresh, tmp_path / "home")
    finished = sitting(home, "--at-hand-in", str(statements)).bury()
    assert finished is (statements == 10_000)
    desk = open_desk(World(str(home)))
    kinds = [one.kind for one in entries.every(desk.store.connection)]
    desk.close()
    assert kinds.count("handin") == int(finished)
    assert kinds.count("answer") == 30 * finished
    assert checked(home, "replay", "--check").status == 0
