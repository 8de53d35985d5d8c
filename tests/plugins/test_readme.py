"""plugins/README.md says what is so: its plugin runs as printed, and it names every hook and all they ask for."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pluggy
import pytest

from studyapp import hookspecs
from studyapp.hookspecs import Source
from studyapp.plugins import PluginEntry, entries, load, read

README = Path(__file__).parents[2] / "plugins" / "README.md"
BLOCK = re.compile(r'^```\w+ title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture
def arrow(site: Path) -> Path:
    """The README's plugin, installed as pip would install it."""
    files = dict(BLOCK.findall(README.read_text(encoding="utf-8")))
    assert list(files) == ["studyapp_arrow.py", "pyproject.toml", "test_arrow.py"]
    project = tomllib.loads(files["pyproject.toml"])["project"]
    info = site / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    groups = project["entry-points"].items()
    (info / "entry_points.txt").write_text(
        "".join(f"[{group}]\n" + "".join(f"{name} = {module}\n" for name, module in points.items())
                for group, points in groups)
    )  # fmt: skip
    for name in ("studyapp_arrow.py", "test_arrow.py"):
        (site / name).write_text(files[name], encoding="utf-8")
    importlib.invalidate_caches()
    return site


def test_the_plugin_is_found_and_reads_a_file(arrow: Path, tmp_path: Path) -> None:
    found = entries(tmp_path / "plugins.json")
    assert PluginEntry("arrow", "studyapp_arrow", "studyapp-arrow", "1.0") in found
    plugins = load(found, {})
    (listed,) = (one for one in plugins.listed if one.name == "arrow")
    assert (listed.offers, listed.flaws) == (("reader:arrow",), ())
    name, deck = read(plugins, Source("a.arrow", "#arrow\n五险 => 养老\n没有箭头\n".encode()), suffix=".arrow")
    assert name == "arrow"
    assert [item.question.prompt for item in deck.items] == ["五险"]
    assert [flaw.where.line for flaw in deck.flaws] == [1, 3]


def test_the_plugin_keeps_the_contract(arrow: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "test_arrow.py"],
        cwd=arrow,
        env={**os.environ, "PYTHONPATH": str(arrow), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " passed" in run.stdout


def test_every_hook_stands_there_with_its_signature() -> None:
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    words = README.read_text(encoding="utf-8")
    hooks = {name: caller.spec for name, caller in vars(manager.hook).items() if caller.spec is not None}
    assert len(hooks) == 4
    for name, spec in hooks.items():
        assert f"### `{name}({', '.join(spec.argnames)})`\n" in words


@pytest.mark.parametrize("name", ["QuestionReader", "QuestionWriter", "RemoteKind", "Screen"])
def test_all_that_an_offered_object_needs_stands_there(name: str) -> None:
    words = README.read_text(encoding="utf-8")
    section = next(part for part in words.split("\n### ") if f"`{name}`" in part)
    for member in vars(getattr(hookspecs, name)):
        if not member.startswith("_"):
            assert re.search(rf"`{member}\b", section), f"{name}.{member} is not documented"


def test_every_first_party_plugin_stands_there() -> None:
    words = README.read_text(encoding="utf-8")
    for folder in README.parent.iterdir():
        if (folder / "__init__.py").exists():
            assert f"| `{folder.name}` |" in words


def test_every_contract_class_stands_there() -> None:
    testing = importlib.import_module("studyapp.testing")
    for name in vars(testing):
        if name.endswith("Contract"):
            assert f"`{name}`" in README.read_text(encoding="utf-8")
