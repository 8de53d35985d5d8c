"""A learner's machine on which nothing is installed but the app, and no bank but what the test brings."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.importing import bundled
from tests.cli import decks
from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A machine without the bundled decks, so that every question is one the test knows."""
    monkeypatch.setattr(bundled, "bundled_decks", lambda: ())
    return Terminal(tmp_path / "home")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A file of forty numbered questions."""
    return decks.write(tmp_path / "题库.json", [decks.numbered(number) for number in range(40)])


@pytest.fixture
def full(terminal: Terminal, bank: Path) -> Terminal:
    """A machine with the forty questions in its bank."""
    assert terminal.run("import", bank).status == 0
    return terminal
