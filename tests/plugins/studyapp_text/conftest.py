"""How these tests read a text: the way the app does, as a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp import Deck, Source
from studyapp_text.reader import TextReader

Read = Callable[[str], Deck]

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def read() -> Read:
    """Read a text as the file ``题库.txt``."""

    def read(text: str) -> Deck:
        return TextReader().read(Source("题库.txt", text.encode()))

    return read


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real question banks; the test skips where it is absent."""
    shared = Path(os.environ.get("STUDYAPP_SHARED", _ROOT.parent / "shared"))
    if not (shared / "samples").is_dir():
        pytest.skip(f"no real question banks at {shared}: set STUDYAPP_SHARED")
    return shared / "samples"
