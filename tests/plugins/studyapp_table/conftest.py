"""How these tests read a table: the way the app does, as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp import Deck, Source
from studyapp_table.reader import TableReader
from tests.support import shared_folder

Read = Callable[[bytes], Deck]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read bytes as the file ``题库``: the suffix must not matter."""

    def read(data: bytes) -> Deck:
        return TableReader().read(Source("题库", data))

    return read


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real question banks; the test skips where it is absent."""
    shared = shared_folder()
    if not (shared / "samples").is_dir():
        pytest.skip(f"no real question banks at {shared}: set STUDYAPP_SHARED")
    return shared / "samples"
