"""Files that mean harm cost a sentence: no memory, no time, no file of somebody else's, and no other question."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.hostile import files
from tests.support import ROOT

BOUND = 400
"""Megabytes that reading any file of the campaign may take beyond what the app takes anyway."""

PATIENCE = 300
"""Seconds after which something goes in circles; the whole campaign takes a tenth of that."""

READ = frozenset(
    {
        *("out of the folder.docx", "deep.html", "choices.gift"),
        *("a key.txt", "a key of ranges.txt", "letters.txt", "brackets in brackets.txt", "cards.md"),
    }
)
"""Files that hold questions all the same."""

PASSWORD = "密码"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What came of every file, read one after the other in a process of its own with little memory."""
    folder = tmp_path_factory.mktemp("hostile")
    paths = [files.write(folder, name, 20_000) for name in (*files.BYTES, *files.LONG)]
    command = [sys.executable, "-m", "tests.hostile", *map(str, paths)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=PATIENCE)
    for path in paths:
        path.unlink()
    assert run.returncode == 0, run.stderr[-2000:]
    return {said["name"]: said for said in map(json.loads, run.stdout.splitlines())}


@pytest.mark.parametrize("name", [*files.BYTES, *files.LONG])
def test_a_sentence_or_questions(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    said = outcomes[name]
    assert not {"reader-failed", "reader-garbage", "sniff-failed", "sniff-slow"} & set(said["codes"]), said
    assert "读取器" not in said["refused"], said
    assert bool(said["items"]) is (name in READ), said
    assert said["items"] or said["codes"] or said["refused"].endswith("。"), said
    assert said["megabytes"] <= BOUND, said
    assert "root:" not in str(said["texts"]) and "哈哈" not in str(said["texts"]), "an entity was resolved"


@pytest.mark.parametrize("name", [name for name in files.BYTES if "password" in name])
def test_a_password_is_called_one(name: str, outcomes: dict[str, dict[str, Any]]) -> None:
    assert PASSWORD in outcomes[name]["refused"], outcomes[name]


def test_nothing_is_written_outside(outcomes: dict[str, dict[str, Any]]) -> None:
    assert outcomes
    assert not Path("/tmp", files.OUTSIDE).exists()


def test_a_gigabyte_of_nothing_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "sparse.docx"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    run = subprocess.run(
        [sys.executable, "-m", "tests.hostile", str(path)], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE
    )
    said = json.loads(run.stdout)
    assert "超过 256 MB" in said["refused"]
    assert said["megabytes"] < 20
