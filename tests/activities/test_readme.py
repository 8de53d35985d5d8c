"""What the README of the plans says is so."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from studyapp.activity.reading import read_plan
from studyapp.model import Kind
from studyapp.model.activity import Activity, Blueprint, Calendar, Makeup, PointRules, SubjectShare, Task, TitleRule
from tests.activities.calendars import FOLDER

README = (FOLDER / "README.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """What stands below a heading."""
    (found,) = re.findall(rf"(?ms)^#+ {re.escape(heading)}[^\n]*\n(.*?)(?=^#|\Z)", README)
    return str(found)


def keys_in(heading: str) -> list[str]:
    """The keys in a table's first column."""
    rows = re.findall(r"(?m)^\| (`[^|]*`) \|", section(heading))
    return [key for row in rows for key in re.findall("`([^`]+)`", row)]


def keys_of(noun: type) -> set[str]:
    return {field.name for field in fields(noun) if field.init}


def test_its_example_is_a_plan_without_fault() -> None:
    (example,) = re.findall(r"(?s)```toml\n(.*?)```", README)
    assert read_plan(example, "").flaws == ()


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("方案本身", keys_of(Activity) - {"points", "calendar", "makeup", "subjects", "tasks", "titles"}),
        ("`[points]`", keys_of(PointRules)),
        ("`[makeup]`", keys_of(Makeup)),
        ("`[[subjects]]`", keys_of(SubjectShare)),
        ("`[tasks.编号]`", (keys_of(Task) | keys_of(Blueprint) | {"questions"}) - {"id", "blueprint", "parts"}),
        ("`[titles.编号]`", keys_of(TitleRule) - {"id"}),
    ],
)
def test_it_explains_every_key(heading: str, keys: set[str]) -> None:
    assert sorted(keys_in(heading)) == sorted(keys)


def test_it_names_the_kinds_and_the_lists_of_days() -> None:
    assert [kind for kind in Kind if f"`{kind}`" not in section("`[points]`")] == []
    assert [name for name in keys_of(Calendar) if f"`{name}`" not in section("`[calendar]`")] == []


RANGES = [
    ("方案本身", "minutes", "", 240),
    ("`[points]`", "right", "[points]\n", 10_000),
    ("`[points]`", "cap", "[points]\n", 1_000_000),
    ("`[points]`", "keeps", "[points]\n", 1_000),
    ("`[points]`", "least", "[points]\n", 60_000),
    ("`[points]`", "reading", "[points]\n", 1_000),
    ("`[makeup]`", "within", "[makeup]\n", 31),
    ("`[makeup]`", "times", "[makeup]\n", 100),
    ("`[makeup]`", "monthly", "[makeup]\n", 31),
    ("`[makeup]`", "leave", "[makeup]\n", 366),
    ("`[[subjects]]`", "weight", '[[subjects]]\nname = "a"\n', 10_000),
    ("`[tasks.编号]`", "minutes", "[tasks.a]\n", 600),
    ("`[tasks.编号]`", "attempts", "[tasks.a]\n", 1_000),
    ("`[tasks.编号]`", "handed", "[tasks.a]\n", 10_000),
    ("`[tasks.编号]`", "passed", "[tasks.a]\n", 10_000),
    ("`[titles.编号]`", "answers", "[titles.a]\n", 1_000_000),
    ("`[titles.编号]`", "days", "[titles.a]\n", 31),
]


@pytest.mark.parametrize(("heading", "key", "before", "most"), RANGES)
def test_its_ranges_are_those_that_are_checked(heading: str, key: str, before: str, most: int) -> None:
    (row,) = re.findall(rf"(?m)^\| `{key}` \|.*$", section(heading))
    least = re.findall(rf"\| (\d+)–{most} \|", row)
    assert len(least) == 1, row
    for value, is_right in ((int(least[0]) - 1, False), (int(least[0]), True), (most, True), (most + 1, False)):
        flaws = read_plan(f"{before}{key} = {value}\n", "").flaws
        assert any(flaw.code == "out-of-range" for flaw in flaws) is not is_right, value
