"""Several programs on one home at the same instant: none fails, and nothing is there twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BANK = "\n".join(f"{number}. 第{number}号规定的期限是（ ）。\nA. 十日\nB. 三十日\n答案：A\n" for number in range(1, 40))


def together(home: Path, *commands: tuple[str, ...]) -> list[tuple[int, str, str]]:
    """Start all commands, then wait for all: exit status, output and errors of each."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "studyapp", "--home", str(home), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for command in commands
    ]
    return [(process.returncode, *texts) for process in started for texts in [process.communicate()]]


def decks(home: Path) -> dict[str, int]:
    [(status, output, _errors)] = together(home, ("decks", "--json"))
    assert status == 0
    return {deck["name"]: deck["questions"] for deck in json.loads(output)["decks"]}


@pytest.mark.parametrize("how_many", [2, 4])
def test_first_starts(tmp_path: Path, how_many: int) -> None:
    home = tmp_path / "home"
    said = together(home, *[()] * how_many)
    assert [(status, errors) for status, _output, errors in said] == [(0, "")] * how_many
    assert len({output for _status, output, _errors in said}) == 1
    assert list(decks(home)) == ["人社窗口业务基础"]
    assert together(home, ("replay", "--check"))[0][0] == 0


def test_imports_of_one_file(tmp_path: Path) -> None:
    home, bank = tmp_path / "home", tmp_path / "期限.txt"
    bank.write_text(BANK, encoding="utf-8")
    said = together(home, *[("import", str(bank), "--json")] * 3)
    reports = sorted(json.loads(output)["files"][0]["new"] for _status, output, _errors in said)
    assert reports == [0, 0, 39]
    assert decks(home)["期限"] == 39


def test_imports_into_several_decks_while_answers_are_given(tmp_path: Path) -> None:
    home, bank = tmp_path / "home", tmp_path / "期限.txt"
    bank.write_text(BANK, encoding="utf-8")
    together(home, ())
    said = together(
        home,
        ("import", str(bank), "--deck", "甲"),
        ("import", str(bank), "--deck", "乙"),
        ("replay",),
        ("backup", str(tmp_path / "copy.db")),
    )
    assert [status for status, _output, _errors in said] == [0] * 4
    assert decks(home) | {"人社窗口业务基础": 0} == {"人社窗口业务基础": 0, "甲": 39, "乙": 39}
    assert together(home, ("doctor",))[0][0] == 0
