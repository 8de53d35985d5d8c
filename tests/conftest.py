"""How hard hypothesis looks, briefly in the default run, for hours with ``--hypothesis-profile=long``; tidying up."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.support import LEFT, OPENED

settings.register_profile(
    "short",
    max_examples=50,
    stateful_step_count=40,
    deadline=None,  # the machine may be busy with something else
    database=None,
    derandomize="CI" in os.environ,  # the run that decides on a change; all others look at new examples each time
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("short"), max_examples=2_000, stateful_step_count=120)
settings.load_profile("short")


def pytest_collection_finish() -> None:
    """Spare the garbage collector all modules and all tests, which stay anyhow: it took a third of the whole time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # what a test leaves behind is mostly not in circles, and goes by itself


@pytest.fixture(autouse=True)
def close_stores() -> Iterator[None]:
    """Close the stores that a test has made, and remove its folders."""
    yield
    while OPENED:
        OPENED.pop().close()
    while LEFT:
        shutil.rmtree(LEFT.pop(), ignore_errors=True)
