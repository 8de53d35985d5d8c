"""A learner's machine of its own for a test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A machine on which the app was never started."""
    return Terminal(tmp_path / "home")
