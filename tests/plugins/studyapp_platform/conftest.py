"""A site, and mappings that are the examples with the site's address in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studyapp.testing import device_for_tests
from studyapp_platform.remote import PlatformKind
from tests.plugins.studyapp_platform.site import TOKEN, Site, serving
from tests.support import ROOT

EXAMPLES = ROOT / "plugins" / "studyapp_platform" / "examples"
AT = 1_620_000_000_000

Open = Callable[[str], Any]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both examples and a plan."""
    plan = (ROOT / "studyapp" / "activities" / "evergreen.toml").read_text(encoding="utf-8")
    (tmp_path / "plan.toml").write_text(plan, encoding="utf-8")
    for example in EXAMPLES.glob("*.toml"):
        (tmp_path / example.name).write_text(example.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.fixture
def mapping(folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example of a site with JSON, pointed at the stub."""
    monkeypatch.setenv("STUDYAPP_PLATFORM_TOKEN", TOKEN)
    path = folder / "site.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("https://study.example.gov.cn", f"http://127.0.0.1:{site.port}"), encoding="utf-8")
    return path


def opened(path: Path) -> Any:
    """The remote of a mapping."""
    return PlatformKind(clock=lambda: AT).open(f"platform:{path}", device_for_tests())


@pytest.fixture
def changed(folder: Path, mapping: Path) -> Callable[[str, str], Any]:
    """The remote of the first example with some text in it changed."""

    def change(old: str, new: str) -> Any:
        text = mapping.read_text(encoding="utf-8")
        assert old in text
        mapping.write_text(text.replace(old, new, 1), encoding="utf-8")
        return opened(mapping)

    return change
