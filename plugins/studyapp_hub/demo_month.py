"""The demonstration put together: the hubs are made and served, the month is lived, and all boards are checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from studyapp import Deck, Source, second_process
from studyapp_hub.demo_check import Checked, check
from studyapp_hub.demo_county import LOWER, County, county
from studyapp_hub.demo_expected import Expected, Points, expected_points, points_at_hubs
from studyapp_hub.demo_journals import journals
from studyapp_hub.demo_schedule import BEGIN, END, LOWER_HUB, UPPER_HUB, Counts, counts_of, schedule
from studyapp_hub.demo_sites import Clock, Site, site
from studyapp_hub.demo_world import World

_WORTH = 100
"""So many learners, and a second process is worth its start."""


@dataclass(frozen=True)
class Wishes:
    """What is asked for. ``words``: the secret keys and the ids of the two hubs; ``read``: reads decks."""

    learners: int
    seed: int
    database: str
    port: int
    words: tuple[tuple[str, str], tuple[str, str]]
    read: Callable[[Source], Deck]


class Lived(NamedTuple):
    """The county after its month, its hubs still served. ``points``: of each hub, from the journals alone."""

    land: County
    counts: Counts
    sites: Mapping[str, Site]
    learners: Mapping[str, Mapping[int, str]]
    points: Mapping[str, Points]


@contextmanager
def lived(folder: Path, wishes: Wishes, progress: Callable[[float], None]) -> Iterator[Lived]:
    """Make a county, let it live, and leave its hubs open for the block. ``progress`` is told the share that is over.

    Raises ``Refused`` and ``Unavailable``.
    """
    with ExitStack() as stack:
        land = county(wishes.seed, wishes.learners)
        clock = Clock(BEGIN)
        sites = {
            UPPER_HUB: stack.enter_context(_upper(folder, wishes, land, clock)),
            LOWER_HUB: stack.enter_context(_lower(folder, wishes, land, clock)),
        }
        pool = stack.enter_context(second_process(worth=wishes.learners >= _WORTH))
        working: Future[dict[str, Points]] | None = None
        if pool is not None:
            working = pool.submit(expected_points, wishes.seed, wishes.learners)
        devices = journals(land, wishes.seed)
        plan = schedule(land, devices, wishes.seed)
        world = World(land, devices, plan, clock, sites)
        world.live(progress)
        clock.at = END
        points = points_at_hubs(land, devices, plan) if working is None else working.result()
        learners = {name: world.learners(name) for name in sites}
        yield Lived(land, counts_of(plan), sites, learners, points)


def _upper(folder: Path, wishes: Wishes, land: County, clock: Clock) -> AbstractContextManager[Site]:
    """The hub of the county."""
    return site(
        folder / UPPER_HUB, land.units[0].name, clock, wishes.words[0], wishes.read, wishes.port, wishes.database
    )


def _lower(folder: Path, wishes: Wishes, land: County, clock: Clock) -> AbstractContextManager[Site]:
    """The hub of the unit that forwards."""
    name = next(one.name for one in land.units if one.unit == LOWER)
    return site(folder / LOWER_HUB, name, clock, wishes.words[1], wishes.read)


def checked(it: Lived) -> dict[str, Checked]:
    """Every board of both hubs, held against what it must be."""
    found: dict[str, Checked] = {}
    for name, one in it.sites.items():
        found[name] = one.ask(partial(check, expected=Expected(it.land, it.points, name), learners=it.learners[name]))
    return found
