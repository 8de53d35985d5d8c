"""The screens' tests: nothing moves by itself, nobody waits for nothing, the language is that which a test names."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from studyapp.language import choose

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported


@pytest.fixture(scope="package", autouse=True)
def modules_at_rest() -> Iterator[None]:
    """Spare the garbage collector all modules and all tests; for the circles of a thousand apps it comes often."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def speaking(request: pytest.FixtureRequest) -> Iterator[None]:
    """Speak the language that the test has as its parameter, Chinese where it has none."""
    parameters = getattr(request.node, "callspec", None)
    choose(parameters.params.get("language", "zh") if parameters else "zh")
    yield
    choose("zh")


@pytest.fixture(autouse=True)
def no_idling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the pilots of textual go on as soon as there is nothing left to do, and let nothing of a screen stay behind.

    A cache of textual's keeps the last thousand painted widgets for good, which the garbage collector looks through.
    """
    from textual._compositor import Compositor
    from textual._styles_cache import StylesCache
    from textual.css.stylesheet import Stylesheet

    from tests.tui.driving import parse_rules, put_off, wait_for_idle

    for module in ("textual.pilot", "textual.app"):
        monkeypatch.setattr(f"{module}.wait_for_idle", wait_for_idle)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_rules)
    monkeypatch.setattr(Compositor, "render_update", put_off)
    yield
    StylesCache.get_inner_outer.cache_clear()
