"""A week of drilling, day after day, on one machine and on two."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path

from studyapp.model import study_day
from tests.cli.learner import Learner, Sitting, month_and_day
from tests.cli.terminal import Terminal

NEW_A_DAY = 20


def errs_at_first(day: int) -> Callable[[int, bool], bool]:
    """Someone who gets every third question wrong, another third each day, and right when it comes again."""
    return lambda number, again: again or number % 3 != day % 3


def drill(terminal: Terminal, knows: Callable[[int, bool], bool]) -> Sitting:
    learner = Learner(knows)
    said = terminal.run("study", "--plain", keys=learner)
    assert (said.status, said.err) == (0, "")
    learner.line()  # hears the last date
    return learner.sitting


def table(terminal: Terminal, name: str = "card") -> list[tuple[object, ...]]:
    """A cache, row by row."""
    connection = sqlite3.connect(terminal.store)
    try:
        return connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
    finally:
        connection.close()


def check(terminal: Terminal) -> int:
    """How many entries the journal holds, all caches being what follows from them."""
    said = terminal.run("replay", "--check", "--json")
    assert (said.status, said.json["differences"]) == (0, [])
    return int(said.json["entries"])


def test_seven_days(full: Terminal) -> None:
    told: dict[int, tuple[int, int]] = {}
    seen: set[int] = set()
    answered = 0
    for day in range(7):
        morning = full.run("status", "--json").json
        today = month_and_day(study_day(full.clock))
        due = {number for number, when in told.items() if when <= today}
        new = min(NEW_A_DAY, 40 - len(seen))
        assert (morning["due"], morning["new"], morning["answered_today"]) == (len(due), new, 0)
        assert morning["streak"] == day

        sitting = drill(full, errs_at_first(day))
        first = dict(reversed(sitting.given))
        assert due <= first.keys()
        assert len(first.keys() - seen) == new
        missed = {number for number in first if number % 3 == day % 3}
        assert {number for number, right in first.items() if not right} == missed
        assert len(sitting.given) == len(first) + len(missed)
        told |= sitting.due
        seen |= first.keys()
        answered += len(sitting.given)
        assert all(when > today for when in sitting.due.values())

        evening = full.run("status", "--json").json
        assert evening == {
            "due": 0,
            "new": 0,
            "answered_today": len(sitting.given),
            "right_today": len(first),
            "streak": day + 1,
            "points": len(first),
            "titles": [],
        }
        full.sleep()
    assert len(seen) == 40
    assert full.run("status", "--json").json["streak"] == 7
    assert check(full) == answered + 7, "each day's task was finished"
    assert full.run("doctor").status == 0


def test_a_working_day_left_out_ends_the_streak(full: Terminal) -> None:
    for days, streak in ((1, 1), (2, 2), (1, 1), (1, 2)):
        assert drill(full, errs_at_first(0)).given
        assert full.run("status", "--json").json["streak"] == streak
        full.sleep(days)
    full.sleep()
    assert full.run("status", "--json").json["streak"] == 2, "a weekend ends nothing"
    full.sleep(2)
    assert full.run("status", "--json").json["streak"] == 0


def test_voiding_an_answer_restores_what_was_before_it(full: Terminal) -> None:
    for day in range(3):
        drill(full, errs_at_first(day))
        full.sleep()
    cards, days = table(full), table(full, "day")
    for given in ("A", "B", "C", "D", "0"):
        said = full.run("study", "--plain", keys=f"{given}\nu\nq\n")
        assert "已撤销上一题的答案" in said.out
        assert (table(full), table(full, "day")) == (cards, days)
    assert check(full)


def test_two_machines_united_in_either_order_are_one(full: Terminal, bank: Path, tmp_path: Path) -> None:
    laptop = Terminal(tmp_path / "laptop", machine="machine-2", numbers=count(1 << 40))
    assert laptop.run("import", bank).status == 0
    office = full
    for day in range(4):
        drill(office, errs_at_first(day))
        if day % 2:
            assert "已撤销" in laptop.run("study", "--plain", keys="A\nA\nu\nq\n").out
            drill(laptop, errs_at_first(day + 1))
        office.sleep()
        laptop.sleep()
    alone = check(office), check(laptop)
    kept = [backup(office, tmp_path / "office.db"), backup(laptop, tmp_path / "laptop.db")]
    machines = [office, laptop, *(Terminal(tmp_path / f"new-{number}", numbers=count(2 << 40)) for number in (1, 2))]
    for machine, order in zip(machines, (kept[1:], kept[:1], kept, kept[::-1]), strict=True):
        machine.clock = max(machine.clock, office.clock)
        for path in order:
            assert machine.run("restore", path).status == 0
        assert check(machine) == sum(alone)
        for name in ("card", "day", "mark", "alias", "entry"):
            assert table(machine, name) == table(office, name)
    assert len({machine.run("status", "--json").out for machine in machines}) == 1


def backup(terminal: Terminal, path: Path) -> Path:
    assert terminal.run("backup", path).status == 0
    return path


def test_restoring_what_is_there_already_changes_nothing(full: Terminal, tmp_path: Path) -> None:
    drill(full, errs_at_first(0))
    before = [table(full, name) for name in ("card", "day", "entry", "item")]
    path = backup(full, tmp_path / "b.db")
    for _ in range(2):
        assert full.run("restore", path, "--json").json["entries"]["new"] == 0
    assert [table(full, name) for name in ("card", "day", "entry", "item")] == before


def test_after_a_restore_the_machine_writes_as_a_new_device(full: Terminal, tmp_path: Path) -> None:
    drill(full, errs_at_first(0))
    path = backup(full, tmp_path / "b.db")
    last = table(full, "entry")[-1]
    assert full.run("restore", path).status == 0
    full.sleep()
    drill(full, errs_at_first(1))
    devices = {row[1]: row[2:] for row in table(full, "entry")}
    assert len(devices) == 2
    [(_id, _since, *parent)] = [row for row in table(full, "device") if row[2] is not None]
    assert parent == [last[1], last[2], last[0]]
