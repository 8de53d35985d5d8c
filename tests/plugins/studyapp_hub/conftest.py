"""A hub on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.office import Office, open_office
from tests.plugins.studyapp_hub.people import county
from tests.plugins.studyapp_hub.places import ENGINES, NoServer, Server, hub_in, served, wipe
from tests.plugins.studyapp_hub.serving import NOON, SECRET, Chance, Clock, Served, serve


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A PostgreSQL for all tests of a run."""
    try:
        with served(tmp_path_factory.mktemp("server"), hasty=True) as found:
            yield found
    except NoServer as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="module", params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A hub that each test finds empty, if it asks for ``hub``."""
    folder: Path = tmp_path_factory.mktemp("hub")
    database = "" if request.param == "sqlite" else request.getfixturevalue("server").database()
    hub = hub_in(folder / "hub", "hub", database=database)
    yield hub
    hub.close()


@pytest.fixture
def hub(empty: Hub) -> Hub:
    """A hub of a small county."""
    wipe(empty)
    empty.joining = None
    return county(empty)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """What administrators keep, in the test's folder."""
    office = open_office(tmp_path, Chance())
    yield office
    office.close()


@pytest.fixture
def clock() -> Clock:
    """The clock of a hub that is served."""
    return Clock()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Hub]:
    """A hub of its own in ``tmp_path / "hub"``, with nothing in it."""
    hub = init_hub(tmp_path / "hub", secret=SECRET, hub="hub-1", name="青山县", at=NOON)
    yield hub
    hub.close()


@pytest.fixture(name="served")
def hub_that_is_served(alone: Hub, tmp_path: Path, clock: Clock) -> Iterator[Served]:
    """The same on a port, with a few units."""
    with serve(alone, tmp_path / "hub", clock) as found:
        found.unit("c", "青山县人社局")
        found.unit("t", "河口镇", "c", code="610100000000")
        found.unit("v", "前进村", "t", line="养老")
        found.unit("o", "外县人社局")
        yield found
