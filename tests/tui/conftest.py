"""The screens' tests: nothing moves by itself, nobody waits for nothing, the language is that which a test names."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from studyapp.language import choose

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported


@pytest.fixture(autouse=True)
def speaking(request: pytest.FixtureRequest) -> Iterator[None]:
    """Speak the language that the test has as its parameter, Chinese where it has none."""
    parameters = getattr(request.node, "callspec", None)
    choose(parameters.params.get("language", "zh") if parameters else "zh")
    yield
    choose("zh")


@pytest.fixture(autouse=True)
def no_idling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the pilots of textual go on as soon as there is nothing left to do."""
    from tests.tui.driving import wait_for_idle  # brings textual

    for module in ("textual.pilot", "textual.app"):
        monkeypatch.setattr(f"{module}.wait_for_idle", wait_for_idle)
