"""Plugins as they are met: real modules of real distributions on the path, most of them broken."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studyapp.plugins import PluginListing, Plugins, entries, load

Install = Callable[..., str]
Loaded = Callable[..., Plugins]

_numbers = itertools.count()

READER = """
from studyapp import Choices, Deck, Item, Kind, Question, Source, Where, hookimpl

class Reader:
    name = {name!r}
    suffixes = (".demo",)
    confidence = {confidence}

    def sniff(self, head):
        return self.confidence

    def read(self, source):
        question = Question(kind=Kind.SINGLE, prompt=self.name, choices=("甲", "乙"), answer=Choices((0,)))
        return Deck("", (Item(question, 0, Where(source.name, 1, 1)),))

@hookimpl
def question_readers(settings):
    return [Reader()]
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of installed distributions."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(folder)
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture
def install(site: Path) -> Install:
    """Install a distribution of one module that announces itself as a plugin; returns the module's name."""

    def installed(name: str, source: str, *, points: str = "", distribution: str = "") -> str:
        module = f"plug_{next(_numbers)}"
        (site / f"{module}.py").write_text(source, encoding="utf-8")
        info = site / f"{distribution or name}-1.0.dist-info"
        info.mkdir()
        metadata = f"Metadata-Version: 2.1\nName: {distribution or name}\nVersion: 1.0\n"
        (info / "METADATA").write_text(metadata, encoding="utf-8")
        announced = points or f"[studyapp.plugins]\n{name} = {module}\n"
        (info / "entry_points.txt").write_text(announced, encoding="utf-8")
        importlib.invalidate_caches()
        return module

    return installed


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    """Load all that is installed, ours too, but for the text plugin, which takes any text."""

    def load_all(**options: object) -> Plugins:
        found = [entry for entry in entries(tmp_path / "plugins.json") if entry.name != "text"]
        return load(found, {"colour": "red"}, **{"time_limit": 5.0, **options})  # type: ignore[arg-type]

    return load_all


@pytest.fixture
def listing(loaded: Loaded) -> Callable[..., PluginListing]:
    """Load all and return what is said of one plugin; ours must have come through."""

    def listed(name: str, **options: object) -> PluginListing:
        plugins = loaded(**options)
        by_name = {one.name: one for one in plugins.listed}
        assert {"reader:json", "writer:json"} <= set(by_name["interchange"].offers)
        assert not by_name["interchange"].flaws
        return by_name[name]

    return listed


@pytest.fixture
def reader_source() -> Callable[..., str]:
    """The source of a plugin that offers a reader which is as sure as it is told to be."""

    def source(name: str, confidence: str = "1.0") -> str:
        return READER.format(name=name, confidence=confidence)

    return source
