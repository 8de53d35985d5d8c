"""The house keeps its own rules: lint, types, floors, and documents that agree with the code."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from studyapp.__main__ import COMMANDS
from studyapp.version import __version__
from tests.support import ROOT

CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "floors": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("check", CHECKS)
def test_check(check: str) -> None:
    done = subprocess.run([sys.executable, *CHECKS[check]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`studyapp {name}" not in readme] == []


def test_changelog_has_this_version() -> None:
    assert f"## {__version__}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("readme", ["studyapp", "plugins", "decks", "tests", "."])
def test_links_in_readme_lead_somewhere(readme: str) -> None:
    folder = ROOT / readme
    text = (folder / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (folder / link).exists()] == []


def test_every_floor_has_its_row_in_the_architecture() -> None:
    text = (ROOT / "studyapp" / "README.md").read_text(encoding="utf-8")
    rooms = [one for one in (ROOT / "studyapp").iterdir() if one.suffix == ".py" or (one / "__init__.py").exists()]
    modules = {room.stem for room in rooms}
    assert sorted(name for name in modules - {"__init__"} if f"`{name}`" not in text) == []


def test_init_files_hold_no_logic() -> None:
    allowed = re.compile(r'^(""".*|from .*|import .*|__all__ = .*|    .*|[)\]}]|"""|)$')
    for path in [*(ROOT / "studyapp").rglob("__init__.py"), *(ROOT / "plugins").rglob("__init__.py")]:
        if path != ROOT / "studyapp" / "__init__.py":  # the front door, whose one function hands names on
            code = re.sub(r'^""".*?"""', "", path.read_text(encoding="utf-8"), count=1, flags=re.DOTALL)
            assert [line for line in code.splitlines() if not allowed.match(line)] == [], path
