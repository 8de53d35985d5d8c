"""How hard hypothesis looks, briefly in the default run, for hours with ``--hypothesis-profile=long``; tidying up."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

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

gc.set_threshold(20_000, 10, 10)  # each look goes through all tests and modules, too, once something has grown old

MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes that must be free in memory for the files of tests; those of a run take a tenth."""


def pytest_configure(config: pytest.Config) -> None:
    """Have tests make their files in memory where Linux has room for them, since many wait for the disk at each step.

    ``--basetemp`` or ``PYTEST_DEBUG_TEMPROOT`` says another place.
    """
    told = config.option.basetemp or "PYTEST_DEBUG_TEMPROOT" in os.environ
    if not told and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


@pytest.fixture(autouse=True)
def close_stores() -> Iterator[None]:
    """Close the stores that a test has made, and remove its folders."""
    yield
    while OPENED:
        OPENED.pop().close()
    while LEFT:
        shutil.rmtree(LEFT.pop(), ignore_errors=True)
