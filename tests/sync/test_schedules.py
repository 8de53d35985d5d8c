"""Whatever happens in whatever order: nothing that was acknowledged or lies in a store is lost, and all meet."""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from studyapp.store import restoring
from tests.support import LEFT, StillWorld
from tests.sync.hub import Hub, Way
from tests.sync.machines import HOUR, Clock, Machine

STEPS = ("answer", "answer", "answer", "sync", "sync", "copy", "save", "reset", "restore", "second", "sleep")
MOST_MACHINES = 5


class Office:
    """Some PCs of one learner, a hub, and a line between them that is as bad as chance has it."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="studyapp-sync-"))
        LEFT.append(self.folder)
        self.hub = Hub(codes={f"code-{number}": "learner-1" for number in range(MOST_MACHINES)})
        self.hub.page = self.chance.choice((1, 3, 1_000))
        self.clock, self.world = Clock(), StillWorld()
        self.bad = Way(self.chance, lose=0.2, twice=0.2, late=0.1)
        self.machines: list[Machine] = []
        self.numbers = iter(range(10_000))
        self.add(Machine(self.folder / "pc-0", self.world, self.hub, self.clock), code="code-0")

    def add(self, machine: Machine, *, code: str = "") -> None:
        machine.way = self.bad
        self.machines.append(machine)
        if code:
            machine.join(code)

    def step(self, what: str) -> None:
        machine = self.chance.choice(self.machines)
        name = f"pc-{len(self.machines)}"
        if what == "answer":
            machine.answer(next(self.numbers) % 7, right=self.chance.random() < 0.7)
        elif what == "sync":
            machine.sync()
        elif what == "save" and machine.saved is None:
            machine.save()
        elif what == "sleep":
            self.clock.sleep(self.chance.choice((HOUR // 2, 2 * HOUR, 30 * HOUR)))
        elif what == "reset" and machine.saved is not None:
            machine.reset()
        elif what == "restore":
            self.restore(machine)
        elif len(self.machines) < MOST_MACHINES and what == "copy":
            self.add(machine.copy_to(self.folder / name))
        elif len(self.machines) < MOST_MACHINES and what == "second":
            new = Machine(self.folder / name, self.world, self.hub, self.clock)
            self.add(new, code=f"code-{len(self.machines)}")

    def known(self) -> set[bytes]:
        return set(self.hub.entries.get("learner-1", {}))

    def restore(self, machine: Machine) -> None:
        backup = self.folder / "backup.db"
        restoring.backup(self.chance.choice(self.machines).store, backup)
        restoring.restore(machine.store, backup, self.world, at=self.clock.now())

    def close(self) -> None:
        """The line is good again, and everybody syncs until all have met."""
        self.bad.chance = None
        while self.bad.kept:
            self.bad.kept.pop()
        for _round in range(3):
            self.clock.sleep()
            for machine in self.machines:
                outcome = machine.sync()
                assert outcome.trouble is None, outcome.trouble
        for machine in self.machines:
            assert machine.sync().waiting == 0


@given(seed=st.integers(0, 1 << 32), steps=st.lists(st.sampled_from(STEPS), min_size=5, max_size=40))
def test_everything_meets(seed: int, steps: list[str]) -> None:
    office = Office(seed)
    acknowledged: set[bytes] = set()
    for one in steps:
        office.step(one)
        acknowledged |= office.known()
        assert acknowledged == office.known()
    alive = set[bytes]().union(*(machine.ids for machine in office.machines))
    office.close()
    assert office.known() >= acknowledged | alive
    for machine in office.machines:
        assert machine.ids == office.known()
        machine.check()
        machine.store.close()
