"""A folder that may vanish: faults of file systems, one by one."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from studyapp import stick as module
from studyapp.stick import Stick, is_foreign, name_as_text, stick_trouble


class Faulty:
    """``os``, with one function that fails."""

    def __init__(self, name: str, number: int, times: int = 1_000) -> None:
        self.name, self.number, self.times = name, number, times

    def __getattr__(self, name: str) -> Any:
        if name == self.name and self.times:
            self.times -= 1
            return self._fail
        return getattr(os, name)

    def _fail(self, *arguments: Any, **named: Any) -> None:
        raise OSError(self.number, os.strerror(self.number))


def fail(monkeypatch: pytest.MonkeyPatch, name: str, number: int, times: int = 1_000) -> None:
    monkeypatch.setattr(module, "os", Faulty(name, number, times))


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(str(tmp_path), "me")


def test_a_file_is_there_whole(stick: Stick, tmp_path: Path) -> None:
    stick.write("up", "a", b"1")
    stick.write("up", "a", b"22")
    assert stick.names("up") == ("a",) and stick.read("up", "a", 2) == b"22"
    assert stick.read("up", "a", 1) is None
    assert [one.name for one in (tmp_path / "up").iterdir()] == ["a"]


def test_what_is_there_already_is_left_alone(stick: Stick, tmp_path: Path) -> None:
    stick.write("up", "a", b"1")
    before = (tmp_path / "up" / "a").stat().st_ino
    stick.write("up", "a", b"1")
    assert (tmp_path / "up" / "a").stat().st_ino == before


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", "a\0b", "/etc/passwd"])
def test_a_name_is_one_word(stick: Stick, tmp_path: Path, name: str) -> None:
    with pytest.raises(OSError, match="no name of a file"):
        stick.write("up", name, b"1")
    assert stick.read("up", name, 9) is None
    stick.discard("up", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENODEV])
@pytest.mark.parametrize("name", ["open", "write", "fsync", "replace"])
def test_what_fails_leaves_what_was(
    stick: Stick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    stick.write("up", "a", b"old")
    fail(monkeypatch, name, number)
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        stick.write("up", "a", b"new")
    said = stick_trouble(caught.value, str(tmp_path))
    assert str(tmp_path) in said.text.format_map(said.arguments)
    monkeypatch.undo()
    assert stick.names("up") == ("a",) and stick.read("up", "a", 9) == b"old"
    assert [one.name for one in (tmp_path / "up").iterdir()] == ["a"]


@pytest.mark.parametrize("number", [errno.EEXIST, errno.ENOTSUP, errno.EPERM])
def test_a_file_system_that_does_not_rename_over(stick: Stick, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    stick.write("up", "a", b"old")
    fail(monkeypatch, "replace", number)
    stick.write("up", "a", b"new")
    stick.write("up", "b", b"first")
    assert (stick.read("up", "a", 9), stick.read("up", "b", 9)) == (b"new", b"first")


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_file_system_that_brings_nothing_to_the_disk(
    stick: Stick, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    fail(monkeypatch, "fsync", number)
    stick.write("up", "a", b"new")
    assert stick.read("up", "a", 9) == b"new"


def test_half_files_of_ones_own_go(stick: Stick, tmp_path: Path) -> None:
    (tmp_path / "up").mkdir()
    for name in (".me.a.part", ".me.b.part", ".you.a.part", "a"):
        (tmp_path / "up" / name).write_bytes(b"half")
    stick.tidy("up")
    assert sorted(one.name for one in (tmp_path / "up").iterdir()) == [".you.a.part", "a"]
    assert stick.names("up") == ("a",)


@pytest.mark.parametrize(
    "name", ["._a.md", "Thumbs.db", "desktop.ini", ".DS_Store", "~$题库.docx", "$RECYCLE.BIN", "a.part", "a.TMP", "a~"]
)
def test_what_other_systems_leave_is_foreign(name: str) -> None:
    assert is_foreign(name) and not is_foreign("题库.docx")


def test_a_name_can_always_be_said() -> None:
    assert name_as_text(os.fsdecode("社保.md".encode("gbk"))) == "社保.md"
    assert name_as_text("社保.md") == "社保.md"
    assert name_as_text(os.fsdecode(b"\xff")).isprintable()


@pytest.mark.parametrize(
    ("number", "windows", "words"),
    [
        (errno.ENOSPC, None, "空间不够"),
        (errno.EROFS, None, "不允许读写"),
        (errno.ENODEV, None, "找不到"),
        (errno.EIO, None, "中断"),
        (errno.EACCES, 21, "找不到"),
        (errno.EACCES, 19, "不允许读写"),
    ],
)
def test_what_went_wrong_is_said(number: int, windows: int | None, words: str) -> None:
    error = OSError(number, "no")
    error.winerror = windows  # type: ignore[attr-defined]
    said = stick_trouble(error, "D:/练兵")
    assert words in said.text and said.arguments == {"place": "D:/练兵"}
