"""Plugins of other people that break the house, met through the real command line."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from tests.cli import decks
from tests.faults import homes
from tests.faults.processes import Ended, studyapp
from tests.support import ROOT

HOSTILE = {
    "raises": "raise RuntimeError('broken')",
    "leaves": "import sys\nsys.exit(3)",
    "interrupts": "raise KeyboardInterrupt",
    "prints": "print('noise')",
    "clashes": """
from studyapp import hookimpl

class Reader:
    name = "json"
    suffixes = (".json",)
    def sniff(self, head):
        return 1.0
    def read(self, source):
        raise RuntimeError("taken for the real one")

@hookimpl
def question_readers(settings):
    return [Reader()]
""",
    "fails": """
import sys
from studyapp import hookimpl

class Reader:
    name = "fails"
    suffixes = (".json",)
    def sniff(self, head):
        sys.exit("sniffed")
    def read(self, source):
        raise RuntimeError

@hookimpl
def question_readers(settings):
    return [Reader()]
""",
}

HANGING = "import threading\nthreading.Event().wait()"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.prepare(tmp_path_factory.mktemp("prepared") / "home")


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return homes.copy(prepared, tmp_path / "home")


def install(site: Path, plugins: dict[str, str]) -> dict[str, str]:
    """Put distributions where Python finds them; the environment in which it does."""
    for name, source in plugins.items():
        info = site / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[studyapp.plugins]\n{name} = hostile_{name}\n", encoding="utf-8")
        (site / f"hostile_{name}.py").write_text(source, encoding="utf-8")
    return {"PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}


def listed(said: Ended) -> dict[str, dict[str, list[str]]]:
    return {one["name"]: one for one in json.loads(said.out)["plugins"]}


def test_hostile_plugins_are_listed_with_their_reasons_and_disturb_nobody(home: Path, tmp_path: Path) -> None:
    environment = install(tmp_path / "site", HOSTILE)
    said = studyapp(home, "plugins", "--json", environment=environment)
    assert said.status == 1
    found = listed(said)
    assert "broken" in found["raises"]["flaws"][0]
    assert "SystemExit" in found["leaves"]["flaws"][0]
    assert "KeyboardInterrupt" in found["interrupts"]["flaws"][0]
    assert "json" in found["clashes"]["flaws"][0]
    assert found["clashes"]["offers"] == []
    assert found["fails"]["offers"] == ["reader:fails"]
    assert {"reader:json", "writer:json"} <= set(found["interchange"]["offers"])
    assert found["interchange"]["flaws"] == found["text"]["flaws"] == []

    bank = decks.write(tmp_path / "bank.json", [decks.numbered(number) for number in range(300, 305)], name="新题库")
    said = studyapp(home, "import", "--json", bank, environment=environment)
    assert (said.status, json.loads(said.out)["files"][0]["reader"]) == (0, "json")
    assert homes.live_items(home, "新题库") == 5
    said = studyapp(home, "study", "--plain", keys="A\nq\n", environment=environment)
    assert (said.status, said.err) == (0, "")
    assert "本次答了 1 题" in said.out
    assert studyapp(home, "doctor", environment=environment).status == 1


def test_a_plugin_that_never_finishes_loading_is_not_waited_for(home: Path, tmp_path: Path) -> None:
    environment = install(tmp_path / "site", {"hangs": HANGING})
    began = time.monotonic()
    assert studyapp(home, "study", "--plain", keys="A\nq\n", environment=environment).status == 0
    said = studyapp(home, "plugins", "--json", environment=environment)
    assert time.monotonic() - began < 30
    assert said.status == 1
    assert "没有载入完" in listed(said)["hangs"]["flaws"][0]
    assert listed(said)["interchange"]["flaws"] == []


def test_the_first_start_is_not_kept_by_hostile_plugins(tmp_path: Path) -> None:
    environment = install(tmp_path / "site", HOSTILE)
    said = studyapp(tmp_path / "home", "study", "--plain", keys="A\nq\n", environment=environment)
    assert said.status == 0
    assert "本次答了 1 题" in said.out
