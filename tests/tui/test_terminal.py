"""The real app in a real terminal: tmux types, and the screen is read as a person would read it."""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from studyapp.importing import helping

PATIENCE = 30
"""Seconds that a screen may take to appear on a machine with much to do."""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
_numbers = itertools.count()


class Terminal:
    """A tmux session of its own server, of a given size, in which the app runs on a fresh home."""

    def __init__(self, home: Path, columns: int, lines: int) -> None:
        self.home = home
        self._socket = f"studyapp-test-{os.getpid()}-{next(_numbers)}"
        command = f"exec {sys.executable} -m studyapp --home {home}"
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(lines), command)

    def _tmux(self, *arguments: str) -> str:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("TMUX")}
        environment = {**inherited, "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        command = ["tmux", "-L", self._socket, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", *keys)

    def read(self) -> str:
        return self._tmux("capture-pane", "-p")

    def until(self, pattern: str) -> str:
        """The screen once it shows what is expected."""
        end = monotonic() + PATIENCE
        while not re.search(pattern, screen := self.read()):
            assert monotonic() < end, f"no {pattern!r} on\n{screen}"
        return screen

    def choose(self, file: Path) -> None:
        """Go past the tour to the files, and choose one to be imported."""
        self.until("1/3")
        self.press("Escape")
        self.until("开始练习")
        self.press("i")
        self.until(r"选文件[\s\S]*Enter (预览|进入|选择)")
        self.press("-l", str(file))
        self.until("按 Enter 打开这个路径")
        self.press("Enter")

    def until_closed(self) -> None:
        end = monotonic() + PATIENCE
        while self._tmux("list-sessions"):
            assert monotonic() < end, self.read()

    def close(self) -> None:
        self._tmux("kill-server")


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def terminal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path / "home", *request.param)
    yield terminal
    terminal.close()


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "studyapp", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_ten_answers_a_void_and_out(terminal: Terminal) -> None:
    terminal.until("1/3")
    terminal.press("Enter", "Enter", "Enter")
    terminal.until("开始练习")
    terminal.press("Enter")
    for number in range(1, 11):
        terminal.until(rf"第 {number}/20 题[\s\S]*Enter 提交")
        terminal.press("0")
        terminal.until(rf"第 {number}/20 题[\s\S]*Enter 继续")
        if number == 5:
            terminal.press("u")
            terminal.until(rf"第 {number}/20 题[\s\S]*已撤销")
            terminal.press("0")
            terminal.until(rf"第 {number}/20 题[\s\S]*Enter 继续")
        terminal.press("Enter")
    terminal.until("第 11/20 题")
    terminal.press("C-q")
    terminal.until_closed()
    status = json.loads(run(terminal.home, "status", "--json").stdout)
    assert status["answered_today"] == 10  # the voided answer is none
    assert run(terminal.home, "replay", "--check").returncode == 0


def test_a_file_is_looked_at_brought_in_found_and_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "窗口.csv"
    file.write_text("题型,试题,A,B,答案\n单选,试用期最长为（　）。,一个月,六个月,B\n", encoding="utf-8")
    terminal.choose(file)
    assert "√ B" in terminal.until("Enter 导入 1 题")
    terminal.press("Enter")
    terminal.until("√ 已导入“窗口”")
    terminal.press("b")
    terminal.until("查题 · 窗口")
    terminal.press("-l", "试用期")
    terminal.until(r"试用期[\s\S]*> 单选题")
    assert "窗口" in run(terminal.home, "decks").stdout
    terminal.press("C-q")
    terminal.until_closed()
    assert run(terminal.home, "import", "--undo").returncode == 0
    assert "窗口：" not in run(terminal.home, "decks").stdout


def test_a_large_file_is_shared_with_a_second_process_under_the_full_screen(tmp_path: Path) -> None:
    """The standard streams of a process whose screen is Textual's are no files."""
    file = tmp_path / "大库.csv"
    chance = random.Random(1)
    rows = (f"单选,{chance.randbytes(180).hex()}（　）。,一个月,六个月,B\n" for _row in range(3_000))
    file.write_text("题型,试题,A,B,答案\n" + "".join(rows), encoding="utf-8")
    assert file.stat().st_size > helping.LARGE
    terminal = Terminal(tmp_path / "home", 80, 24)
    try:
        terminal.choose(file)
        terminal.until("Enter 导入 3,000 题")
        terminal.press("Enter")
        terminal.until("√ 已导入“大库”")
    finally:
        terminal.close()
