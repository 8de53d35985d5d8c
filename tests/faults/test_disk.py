"""A disk that takes nothing more, a file that may not be written, a store that somebody else holds."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.cli.shell import Shell
from tests.cli import decks
from tests.cli.terminal import Terminal
from tests.faults import homes
from tests.faults.processes import Ended, checked, studyapp
from tests.support import ROOT

PERMISSIONS = "permissions"
EMPTY = "到期复习 0 题，可学新题 0 题。\n今天已答 0 题，答对 0 题；连续学习 0 天，今日积分 0。\n"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a bank and some answers."""
    home = homes.prepare(tmp_path_factory.mktemp("prepared") / "home")
    homes.study(home, 20)
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return homes.copy(prepared, tmp_path / "home")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    rows = [decks.numbered(number, prompt="新的第{number}号规定的期限是（　　）。") for number in range(600)]
    return decks.write(tmp_path / "新题库.json", rows, name="新题库")


@contextlib.contextmanager
def permitted(mode: int, *paths: Path) -> Iterator[None]:
    """Files and folders with other permissions for a while."""
    before = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(mode)
    try:
        yield
    finally:
        for path, was in zip(paths, before, strict=True):
            path.chmod(was)


@contextlib.contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own, in memory, that is soon full."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=False)
    if mounted.returncode != 0:
        pytest.skip("only the superuser can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no room on a disk."""
    path = folder / "full"
    with path.open("wb") as file, contextlib.suppress(OSError):
        while True:
            os.write(file.fileno(), bytes(1024))
    return path


def acknowledged(said: Ended) -> int:
    return len(re.findall(r"答案> 答[对错]了", said.out))


class TestPermissions:
    def test_the_superuser_can_give_up_his_right(self, tmp_path: Path) -> None:
        """Else the tests below would look at nothing."""
        path = tmp_path / "file"
        path.touch(mode=0o444)
        restricted = [sys.executable, "-m", "tests.faults.under", PERMISSIONS, "/bin/sh", "-c", f"echo x > {path}"]
        assert subprocess.run(restricted, check=False, capture_output=True, cwd=ROOT).returncode != 0

    @pytest.mark.parametrize("what", ["file", "folder", "both"])
    def test_a_store_that_may_only_be_read(self, home: Path, bank: Path, tmp_path: Path, what: str) -> None:
        store = home / "default.db"
        before, entries = store.read_bytes(), homes.entry_ids(homes.copy(home, tmp_path / "copy"))
        mode, paths = {
            "file": (0o444, [store]),
            "folder": (0o555, [home]),
            "both": (0o555, [store, home]),
        }[what]
        with permitted(mode, *paths):
            for command in (["study", "--plain"], ["import", bank], ["decks"], ["replay"], ["status"], ["doctor"], []):
                said = studyapp(home, *command, keys="A\nA\nq\n", under=PERMISSIONS)
                assert said.status in (0, 2), said
                if said.status == 2:
                    assert str(store) in said.sentence
                    assert "权限" in said.sentence
                if command and command[0] in ("study", "import", "replay"):
                    assert said.status == 2
        assert store.read_bytes() == before
        assert homes.entry_ids(home) == entries
        assert studyapp(home, "study", "--plain", keys="A\nq\n").status == 0

    @pytest.mark.parametrize("what", ["default.db", "."])
    def test_a_store_that_may_not_even_be_read(self, home: Path, what: str) -> None:
        with permitted(0o000, home / what):
            for command in ("status", "decks", "doctor"):
                said = studyapp(home, command, under=PERMISSIONS)
                assert (said.status, said.out) in ((2, ""), (0, EMPTY)), said
                if said.status == 2:
                    assert "权限" in said.sentence
        assert checked(home, "doctor").status == 0

    def test_a_place_where_no_store_can_be_made(self, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        with permitted(0o555, folder):
            said = studyapp(folder / "home", "decks", under=PERMISSIONS)
        assert said.sentence == f"没有权限读写 {folder / 'home'}；请检查文件和文件夹的权限，或换一个位置。"

    def test_a_place_where_no_backup_can_be_put(self, home: Path, tmp_path: Path) -> None:
        folder = tmp_path / "folder"
        folder.mkdir()
        with permitted(0o555, folder):
            for command in (["backup", folder / "b.db"], ["export", "--to", folder / "x.json"]):
                said = studyapp(home, *command, under=PERMISSIONS)
                assert str(folder) in said.sentence
                assert "权限" in said.sentence
                assert "default.db" not in said.sentence

    def test_a_file_that_may_not_be_read_is_not_imported(self, home: Path, bank: Path) -> None:
        with permitted(0o000, bank):
            said = studyapp(home, "import", bank, under=PERMISSIONS)
        assert said.sentence == f"没有权限读取 {bank}；请检查文件权限。"


class TestFullDisk:
    def test_studying(self, prepared: Path, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", "1m") as disk:
            home = homes.copy(prepared, disk / "home")
            assert studyapp(home, "study", "--plain", keys="A\nq\n").status == 0
            before = len(homes.given(home))
            ballast = fill(disk)
            os.truncate(ballast, ballast.stat().st_size - 150_000)  # room for some answers
            said = studyapp(home, "study", "--plain", "--deck", homes.DECK, keys="A\n" * 200)
            assert "磁盘已满，这次操作没有保存" in said.err
            assert (said.status, said.err.count("\n")) == (2, 1)
            ballast.unlink()
            assert acknowledged(said) > 0
            assert len(homes.given(home)) == before + acknowledged(said)
            assert checked(home, "replay", "--check").status == 0
            assert checked(home, "doctor").status == 0
            assert studyapp(home, "study", "--plain", keys="A\nq\n").status == 0

    def test_everything_else_that_writes(self, prepared: Path, bank: Path, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", "1m") as disk:
            home = homes.copy(prepared, disk / "home")
            assert studyapp(home, "study", "--plain", keys="A\nq\n").status == 0
            backup = tmp_path / "b.db"
            assert studyapp(home, "backup", backup).status == 0
            entries, items = homes.entry_ids(home), homes.live_items(home, homes.DECK)
            ballast = fill(disk)
            for command in (
                ["import", bank],
                ["backup", disk / "b.db"],
                ["export", "--to", disk / "x.json"],
                ["restore", backup],
            ):
                assert "磁盘已满" in studyapp(home, *command).sentence, command
            assert {path.name for path in disk.iterdir()} == {"home", "full"}
            ballast.unlink()
            assert (homes.entry_ids(home), homes.live_items(home, homes.DECK)) == (entries, items)
            assert homes.live_items(home, "新题库") == 0
            assert studyapp(home, "import", bank).status == 0
            assert homes.live_items(home, "新题库") == 600

    def test_making_a_store(self, tmp_path: Path) -> None:
        with small_disk(tmp_path / "disk", "64k") as disk:
            assert "磁盘已满" in studyapp(disk / "home", "decks").sentence

    def test_a_repair_needs_room_and_takes_nothing_away_without_it(self, prepared: Path, tmp_path: Path) -> None:
        entries = homes.entry_ids(homes.copy(prepared, tmp_path / "copy"))
        with small_disk(tmp_path / "disk", "1m") as disk:
            home = homes.copy(prepared, disk / "home")
            with (home / "default.db").open("r+b") as file:
                file.write(bytes(4096))
            ballast = fill(disk)
            for _ in range(2):
                assert "磁盘已满" in studyapp(home, "doctor", "--repair").sentence
            ballast.unlink()
            assert studyapp(home, "doctor", "--repair").status == 1
            assert homes.entry_ids(home) == entries

    @pytest.mark.parametrize("room", [0, 10_000, 100_000])
    def test_a_limit_on_the_size_of_files(self, home: Path, bank: Path, room: int) -> None:
        """What a quota or a file system of small files does; no superuser is needed to try it."""
        before = len(homes.given(home))
        said = studyapp(home, "study", "--plain", "--deck", homes.DECK, keys="A\n" * 200, under=room)
        assert (said.status, said.err.count("\n")) == (2, 1), said
        assert "磁盘" in said.err
        assert len(homes.given(home)) == before + acknowledged(said)
        assert "磁盘" in studyapp(home, "import", bank, under=room).sentence
        assert homes.live_items(home, "新题库") == 0
        assert checked(home, "replay", "--check").status == 0


class TestSomebodyElse:
    OCCUPIED = "数据文件 {} 正被另一个程序占用，请关闭它后重试。"

    @pytest.mark.parametrize(
        ("command", "writes"),
        [
            (["study", "--plain"], True),
            (["import", "{bank}"], True),
            (["import", "--undo"], True),
            (["replay"], True),
            (["replay", "--check"], True),
            (["restore", "{backup}"], True),
            (["doctor"], True),
            (["doctor", "--repair"], True),
            (["status"], False),
            (["decks"], False),
            (["questions"], False),
            (["export", "--to", "{out}"], False),
            (["backup", "{out}"], False),
            ([], False),
        ],
    )
    def test_is_writing(
        self,
        home: Path,
        bank: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        command: list[str],
        writes: bool,
    ) -> None:
        monkeypatch.setattr(Shell, "patience", 0.05)
        terminal = Terminal(home, clock=time.time_ns() // 1_000_000)
        assert terminal.run("backup", tmp_path / "b.db").status == 0
        places = {"bank": bank, "backup": tmp_path / "b.db", "out": tmp_path / "out.json"}
        entries = homes.entry_ids(home)
        with homes.opened_elsewhere(home, "BEGIN IMMEDIATE"):
            said = terminal.run(*(part.format_map(places) for part in command), keys="A\nq\n")
        if writes:
            assert said.status == 2
            assert said.err == self.OCCUPIED.format(home / "default.db") + "\n"
            assert said.out == "" or command[0] == "study"
        else:
            assert (said.status, said.err) == (0, "")
        assert homes.entry_ids(home) == entries
        assert terminal.run(*(part.format_map(places) for part in command), keys="A\nq\n").status == 0

    def test_is_not_waited_for_long(self, home: Path) -> None:
        began = time.monotonic()
        with homes.opened_elsewhere(home, "BEGIN IMMEDIATE"):
            said = studyapp(home, "replay", "--check")
        assert said.sentence == self.OCCUPIED.format(home / "default.db")
        assert Shell.patience <= time.monotonic() - began < 30
