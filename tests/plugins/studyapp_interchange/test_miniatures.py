"""Each layout of interchange has a miniature that is read as it should be, and a broken one whose report is golden."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from studyapp import Source
from studyapp.plugins.reading import LIKELY
from studyapp_interchange.formats import READERS
from tests.plugins.studyapp_interchange.layouts import FOLDER, LAYOUTS, NOTES, made
from tests.plugins.telling import told

GOLDENS = Path(__file__).parent / "goldens"
READER = {reader.name: reader for reader in READERS}


def read(state: str, reader: str, name: str) -> str:
    return told(READER[reader], Source(name, made(state, name)))


def golden(state: str, name: str) -> str:
    return (GOLDENS / state / f"{name.split('.')[0]}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("state", ["good", "broken"])
def test_no_layout_is_without_a_miniature(state: str) -> None:
    names = [name for _, name in LAYOUTS.values()]
    assert sorted(names) == sorted([*NOTES, *(path.name for path in (FOLDER / state).iterdir())])
    assert {reader for reader, _ in LAYOUTS.values()} == set(READER)


@pytest.mark.parametrize(("reader", "name"), LAYOUTS.values())
def test_the_good_one_is_read_without_a_fault(reader: str, name: str) -> None:
    said = read("good", reader, name)
    assert said == golden("good", name)
    assert not [line for line in said.splitlines() if line.startswith("未导入") or " error " in line]


@pytest.mark.parametrize(("reader", "name"), LAYOUTS.values())
def test_the_report_of_the_broken_one(reader: str, name: str) -> None:
    said = read("broken", reader, name)
    assert said == golden("broken", name)
    assert [line for line in said.splitlines() if line.startswith("未导入") or " error " in line or " warning " in line]
    assert "{" not in "".join(line for line in said.splitlines() if line.startswith("未导入"))


@pytest.mark.parametrize("state", ["good", "broken"])
@pytest.mark.parametrize("name", [name for _, name in LAYOUTS.values()])
def test_none_is_taken_for_a_table(name: str, state: str) -> None:
    """Else a table of tabs would count for more, however wrong, than notes of which some are broken."""
    assert import_module("studyapp_table.reader").TableReader().sniff(made(state, name)) < LIKELY


@pytest.mark.parametrize(("reader", "name"), LAYOUTS.values())
def test_its_own_reader_is_the_surest(reader: str, name: str) -> None:
    data = made("good", name)
    assert max(READERS, key=lambda one: one.sniff(data)).name == reader
