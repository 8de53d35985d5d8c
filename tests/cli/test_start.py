"""What a start loads, and where the house defers an import: speed that a later change must not lose unseen."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import studyapp
from tests.cli.terminal import Terminal

HOUSE = Path(studyapp.__file__).parent

HEAVY = {
    *("numpy", "pandas", "openpyxl", "httpx", "textual", "sqlite_utils", "fsrs", "pluggy", "rapidfuzz"),
    *("dataclasses", "argparse", "typing", "pathlib", "logging", "importlib.metadata", "gettext"),
}
"""What ``studyapp status`` has no time for."""

NEVER = {"numpy", "pandas", "openpyxl", "httpx"}
"""What no command of the app itself loads."""

IN_FUNCTIONS = {"store/opening.py", "plugins/manifest.py"}
BY_NAME = {"__init__.py", "__main__.py", "world.py", "plugins/loading.py", "desk/quick.py", "tui/loading.py"}

LOADED = """
import sys
from studyapp.__main__ import main
status = main(sys.argv[1:])
print(*sorted(sys.modules), sep="\\n", file=sys.stderr)
sys.exit(status)
"""


def loaded_by(home: Path, *arguments: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after a command."""
    code = [sys.executable, "-I", "-c", LOADED, "--home", str(home), *arguments]
    done = subprocess.run(code, capture_output=True, text=True, encoding="utf-8", check=False, env=_environment(home))
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(home.parent)}


def test_status_loads_nothing_heavy(full: Terminal) -> None:
    found = loaded_by(full.home, "status")
    assert "sqlite3" in found
    assert found & HEAVY == set()


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_what_needs_no_store_loads_not_even_sqlite(full: Terminal, asked: str) -> None:
    assert loaded_by(full.home, asked) & (HEAVY | {"sqlite3", "json"}) == set()


@pytest.mark.parametrize("command", ["decks", "questions", "doctor"])
def test_no_command_loads_what_is_an_extra(full: Terminal, command: str) -> None:
    assert loaded_by(full.home, command) & (NEVER | {"textual", "sqlite_utils"}) == set()


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the app, by its path below the package."""
    for path in sorted(HOUSE.rglob("*.py")):
        yield path.relative_to(HOUSE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_imports_inside_functions_are_in_their_named_places_only() -> None:
    found = {
        name
        for name, tree in modules()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert found == IN_FUNCTIONS


def test_modules_are_imported_by_name_in_their_named_places_only() -> None:
    found = {
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Name) and node.id in ("__import__", "import_module", "_import_module"))
        or (isinstance(node, ast.Attribute) and node.attr in ("import_module", "reload"))
    }
    assert found == BY_NAME
