"""``search`` over the bundled deck, and over a real bank beside a plain scan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp.search import fold
from tests.cli.terminal import Terminal
from tests.support import shared_folder


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A machine with the bundled deck."""
    return Terminal(tmp_path / "home")


def test_the_bank_is_searched_as_a_plain_scan_would(terminal: Terminal) -> None:
    path = shared_folder() / "samples" / "national-bank-2021.txt"
    if not path.exists():
        pytest.skip(f"{path} is not on this machine")
    terminal.run("import", path)
    rows = terminal.run("questions", "--deck", "national-bank-2021", "--json").json["questions"]
    for word in ("工伤", "失业保险", "十五日", "HR"):
        scan = [row["source"] for row in rows if fold(word) in fold(repr(row["prompt"]) + repr(row["choices"]))]
        found = terminal.run("search", word, "--deck", "national-bank-2021", "--json").json["questions"]
        assert set(scan) <= {row["source"] for row in found}
        assert all(fold(word) in fold(repr(row)) for row in found)


class TestCommand:
    def test_for_people(self, terminal: Terminal) -> None:
        said = terminal.run("search", "试用期", "六个月")
        assert said.status == 0
        *found, total = said.out.splitlines()
        assert all(re.match(r"[0-9a-f]{8}  \S+题  .*", line) for line in found)
        assert total.startswith(f"找到 {len(found)} 题")
        assert found

    def test_limit_and_nothing(self, terminal: Terminal) -> None:
        assert terminal.run("search", "劳动", "--limit", "2").out.count("\n") == 3
        assert terminal.run("search", "没有这样的词语").out.startswith("找到 0 题")

    def test_no_words(self, terminal: Terminal) -> None:
        assert "没有写要查的字词" in terminal.run("search", "　").sentence

    def test_no_deck(self, terminal: Terminal) -> None:
        assert "没有名为“无”的题库" in terminal.run("search", "劳动", "--deck", "无").sentence
