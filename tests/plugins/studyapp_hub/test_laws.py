"""Whatever happens on the way: all boards are the fold of the union of the journals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Statement
from studyapp_hub.hub import Hub
from tests.plugins.studyapp_hub import schedules
from tests.plugins.studyapp_hub.places import ENGINES, hub_in, wipe
from tests.plugins.studyapp_hub.schedules import DAY, FIRST, World

KNOWN = {"a": {"p", "ca", "cb", "ta"}, "b": {"p", "ca", "cb", "tb"}, "p": set(schedules.UNITS)}
LONG = settings.get_profile("long").max_examples
IS_LONG = settings.default.max_examples == LONG if settings.default else False
ROUNDS = {"sqlite": 10_000 if IS_LONG else 190, "postgresql": 500 if IS_LONG else 10}


@pytest.fixture(scope="module", params=ENGINES)
def hubs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Hub]]:
    """Three hubs, in files and on PostgreSQL."""
    folder: Path = tmp_path_factory.mktemp("laws")
    server = None if request.param == "sqlite" else request.getfixturevalue("server")
    made = {
        name: hub_in(folder / name, name, database=server.database() if server else "", seed=place)
        for place, name in enumerate(schedules.HUBS)
    }
    yield made
    for hub in made.values():
        hub.close()


def test_boards_are_the_fold_of_the_union(hubs: Mapping[str, Hub]) -> None:
    dialect = hubs["p"]._core.engine.dialect

    @settings(max_examples=ROUNDS[dialect])
    @given(seed=st.integers(0, 1 << 48))
    def run(seed: int) -> None:
        for hub in hubs.values():
            wipe(hub)
        world = World(Random(seed), hubs)
        live(world)
        for name, hub in hubs.items():
            assert_boards(world, name, hub)

    run()


def live(world: World) -> None:
    """A few weeks."""
    chance = world.chance
    schedules.found(world)
    for number, learner in enumerate(("1one", "2two", "3thr")[: chance.randint(1, 3)]):
        home = "ab"[number % 2]
        schedules.add_device(world, learner, homes=chance.choice([home, "ab"]))
        if chance.random() < 0.9:
            schedules.place(world, learner, f"t{home}", 0, by=home)
        if chance.random() < 0.3:
            schedules.add_device(world, learner, homes=chance.choice([home, "ab"]))
    for _step in range(chance.randint(4, 20)):
        world.now += chance.choice([MINUTE, DAY // 2, DAY, -DAY // 4])
        step(world)
    schedules.finish(world)


MINUTE = 60_000


def step(world: World) -> None:
    """Something happens."""
    chance = world.chance
    device = chance.choice(world.devices)
    kind = chance.random()
    if kind < 0.45:
        schedules.write(world, device)
        if chance.random() < 0.7:
            schedules.cut(world, device)
    elif kind < 0.75:
        schedules.deliver(world, device, chance.choice("ab"))
    elif kind < 0.83:
        schedules.forward(world, chance.choice("ab"))
    elif kind < 0.88:
        schedules.clone(world, device)
    elif kind < 0.91:
        schedules.add_device(world, device.learner, parent=device.own.device, homes="ab")
    elif kind < 0.94:
        schedules.revoke(world, device, chance.choice([world.now, world.now - DAY, world.now + DAY]))
    elif kind < 0.97:
        whose = chance.choice(["", device.own.device])
        day = 0 if whose else FIRST + chance.randrange(4)
        schedules.release(world, device.learner, day, whose, counts=chance.random() < 0.7)
    else:
        schedules.place(world, device.learner, chance.choice(["ca", "tb", ""]), FIRST + chance.randrange(5), by="p")
        schedules.down(world)
        for name in "ab":  # who moves is known to both, since both may be asked
            told = hubs_statements(world, device.learner)
            world.hubs[name].accept(told, at=world.now)


def hubs_statements(world: World, learner: str) -> list[Statement]:
    """What the province says of a learner."""
    rows = world.hubs["p"]._core.engine.rows(
        "SELECT head, signature, content FROM statement WHERE learner = ? AND kind = ?", learner, "person"
    )
    return [Statement(bytes(one[0]), bytes(one[1]), bytes(one[2])) for one in rows]


def assert_boards(world: World, name: str, hub: Hub) -> None:
    """Every board of a hub is as it must be, and so is every rank on it."""
    expected = schedules.boards_at(world, name, KNOWN[name])
    core = hub._core
    with core.boards():
        rows = core.engine.rows("SELECT learner, period, scope, points FROM standing")
    found: dict[tuple[str, str], dict[str, int]] = {}
    for learner, period, scope, points in rows:
        found.setdefault((period, scope), {})[learner] = points
    assert found == {key: board for key, board in expected.items() if len(key[0]) != len("2021-05-03")}, name
    for (period, scope), board in expected.items():
        shown = hub.board(scope, period, at=world.now)
        points = sorted(board.values(), reverse=True)
        assert [one.points for one in shown.places] == points, (name, scope, period)
        assert [one.rank for one in shown.places] == [1 + points.index(one) for one in points]
        assert shown.people == len(board)
    if world.chance.random() < 0.3:
        assert hub.check() == ()


def test_a_rebuilt_hub_is_the_same(hubs: Mapping[str, Hub]) -> None:
    for seed in range(8 if hubs["p"]._core.engine.dialect == "sqlite" else 3):
        for hub in hubs.values():
            wipe(hub)
        live(World(Random(seed), hubs))
        engine = hubs["p"]._core.engine
        tables = ("flagged", "day", "standing", "special", "pending", "report", "clock")
        with hubs["p"]._core.boards():
            before = [sorted(map(tuple, engine.rows(f"SELECT * FROM {table}"))) for table in tables]
        hubs["p"].rebuild()
        assert [sorted(map(tuple, engine.rows(f"SELECT * FROM {table}"))) for table in tables] == before
