"""The screens' tests: nothing moves by itself, and the language is that which a test names."""

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
