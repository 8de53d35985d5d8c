"""Each layout of a table has a miniature that is read as it should be, and a broken one whose report is golden."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp import Source
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.layouts import FOLDER, LAYOUTS, made
from tests.plugins.telling import told

GOLDENS = Path(__file__).parent / "goldens"


def read(state: str, name: str) -> str:
    return told(TableReader(), Source(name, made(FOLDER / state / name)))


def golden(state: str, name: str) -> str:
    return (GOLDENS / state / f"{name.split('.')[0]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("state", ["good", "broken"])
def test_no_layout_is_without_a_miniature(state: str) -> None:
    assert sorted(LAYOUTS.values()) == sorted(path.name for path in (FOLDER / state).iterdir())


@pytest.mark.parametrize("name", LAYOUTS.values())
def test_the_good_one_is_read_without_a_fault(name: str) -> None:
    said = read("good", name)
    assert said == golden("good", name)
    assert not [line for line in said.splitlines() if line.startswith("未导入") or " error " in line]


@pytest.mark.parametrize("name", LAYOUTS.values())
def test_the_report_of_the_broken_one(name: str) -> None:
    said = read("broken", name)
    assert said == golden("broken", name)
    assert [line for line in said.splitlines() if line.startswith("未导入") or " error " in line or " warning " in line]
