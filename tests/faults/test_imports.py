"""Files that are no banks, or strange ones: a sentence, an exit status, and a store that is as it was."""

from __future__ import annotations

import json
import os
import random
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli import decks
from tests.cli.terminal import Terminal
from tests.faults import homes
from tests.faults.processes import command, surroundings

MEGABYTE = 1 << 20
ROWS = [decks.numbered(number) for number in range(300, 340)]
TEXT = json.dumps({"questions": ROWS, "deck": {"name": "新题库"}}, ensure_ascii=False)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a bank and some answers."""
    home = homes.prepare(tmp_path_factory.mktemp("prepared") / "home", homes.Noon)
    homes.study(home, 20, world=homes.Noon)
    return home


@pytest.fixture
def learner(prepared: Path, tmp_path: Path) -> Terminal:
    machine = Terminal(homes.copy(prepared, tmp_path / "home"))
    assert machine.run("decks").status == 0  # from here on it knows that it is another machine
    return machine


def zipped(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("题库.txt", "1. 题干\nA. 甲\nB. 乙\n答案：A\n")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "empty.json": (lambda path: path.touch(), "文件是空的，没有题目。"),
    "blank.txt": (lambda path: path.write_text("\ufeff \n\r\n\t\n"), "文件是空的，没有题目。"),
    "nul.txt": (lambda path: path.write_bytes(bytes(5_000)), "里面有空字节"),
    "nul in text.txt": (lambda path: path.write_bytes(b"1. A\x00B\n" * 9), "里面有空字节"),
    "a.zip": (zipped, "这是压缩包。"),
    "zip.txt": (zipped, "这是压缩包。"),
    "flat.fodt": (
        lambda path: path.write_text(
            '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
        ),
        "这是 OpenDocument 的单文件格式",
    ),
    "picture.json": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99)), "这是图片"),
    "noise.json": (lambda path: path.write_bytes(b"\xff\xfe" + random.Random(1).randbytes(9_000)), ""),
    "cut off.json": (lambda path: path.write_text(TEXT[: len(TEXT) // 2]), "写错了或断了，整个文件没有读。"),
    "other.json": (lambda path: path.write_text('{"questions": 1}'), "没有 questions 列表"),
    "list.json": (lambda path: path.write_text("[1, 2, 3]"), "没有找到题目"),
    "deep.json": (lambda path: path.write_text('{"questions": [' + "[" * 200_000), "写错了或断了"),
    "number.json": (lambda path: path.write_text('{"questions": [{"prompt": ' + "9" * 9_999 + "}]}"), "写错了或断了"),
    "folder.json": (lambda path: path.mkdir(), "是文件夹；请给出题库文件的路径。"),
    "absent.json": (lambda path: path, "找不到文件"),
    "absent/absent.json": (lambda path: path, "找不到文件"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_bank_is_refused(learner: Terminal, tmp_path: Path, name: str) -> None:
    make, words = REFUSED[name]
    path = tmp_path / name
    make(path)
    before = learner.store.read_bytes()
    told = learner.run("import", path).sentence
    assert words in told
    assert str(path) in told
    assert "请" in told or "没有题目" in told
    said = learner.run("import", "--json", path)
    assert (said.status, said.json["files"], said.err) == (2, [], told + "\n")
    assert learner.store.read_bytes() == before


def test_a_name_that_no_file_can_have(learner: Terminal, tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    assert str(path) in learner.run("import", path).sentence


def test_the_store_itself_is_no_bank(learner: Terminal) -> None:
    assert "这是 SQLite 数据库" in learner.run("import", learner.store).sentence


@pytest.mark.parametrize("encoding", ["nonsense", "utf-99", "../etc", "hex", "undefined", "甲", "ascii"])
def test_an_encoding_that_does_not_fit(learner: Terminal, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(TEXT, encoding="utf-8")
    before = learner.store.read_bytes()
    assert encoding in learner.run("import", path, "--encoding", encoding).sentence
    assert learner.store.read_bytes() == before


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig", "big5"])
def test_the_right_encoding(learner: Terminal, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.json"
    text = TEXT if encoding != "big5" else TEXT.replace("规", "則")
    path.write_bytes(text.encode(encoding, errors="replace"))
    answer = learner.run("import", "--json", path, "--encoding", encoding).json
    assert (answer["items"], answer["flaws"]) == (40, 0)


def test_bytes_of_several_encodings(learner: Terminal, tmp_path: Path) -> None:
    """As when one file was put together from two: every line is a question or in the report."""
    path = tmp_path / "mixed.txt"
    one = "1. 题干甲的内容是什么（　　）。\nA. 甲\nB. 乙\n答案：A\n\n"
    two = "2. 题干乙的内容是什么（　　）。\nA. 丙\nB. 丁\n答案：B\n\n"
    path.write_bytes(one.encode() + two.encode("gb18030") + b"\xff\xfe\xfd\n")
    said = learner.run("import", "--json", path)
    assert said.status in (1, 2)
    if said.status == 1:
        assert said.json["flaws"] > 0
    else:
        assert said.err.count("\n") == 1


def test_content_decides_and_not_the_suffix(learner: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "题库.xlsx"
    path.write_text(TEXT, encoding="utf-8")
    answer = learner.run("import", "--json", path).json
    assert (answer["files"][0]["reader"], answer["items"]) == ("json", 40)


def test_a_bank_that_brings_nothing_new(learner: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(TEXT, encoding="utf-8")
    assert learner.run("import", path).status == 0
    before = learner.store.read_bytes()
    again = learner.run("import", "--json", path)
    assert (again.status, again.json["files"][0]["written"]) == (0, False)
    assert learner.store.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    ["长" * 5_000, "一/二/../三", "C:\\题库", "a\tb", "' OR 1=1 --", "😀", "{path}", "%s", "  ", "-x", "新\n题库"],
    ids=["long", "slashes", "windows", "tab", "sql", "emoji", "field", "percent", "blanks", "option", "newline"],
)
def test_the_name_of_a_deck_is_only_a_name(learner: Terminal, tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(TEXT, encoding="utf-8")
    files = set(tmp_path.iterdir())
    assert learner.run("import", path, f"--deck={name}").status == 0
    assert learner.run("questions", f"--deck={name}", "--json").json["total"] == 40
    assert learner.run("study", "--plain", f"--deck={name}", keys="A\nq\n").status == 0
    assert learner.run("export", f"--deck={name}", "--to", tmp_path / "out.json").status == 0
    assert learner.run("import", "--undo", f"--deck={name}").status == 0
    assert set(tmp_path.iterdir()) == files | {tmp_path / "out.json"}


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_file_whose_name_is_in_an_old_encoding(learner: Terminal, tmp_path: Path) -> None:
    """As an archive from Windows leaves it on Linux."""
    path = tmp_path / os.fsdecode("题库.json".encode("gb18030"))
    path.write_text(TEXT, encoding="utf-8")
    answer = learner.run("import", "--json", path).json
    assert answer["items"] == 40


class TestTooLong:
    """A hundred megabytes in a single line: an answer in good time, and in a few times the memory of the file."""

    SIZE = 100 * MEGABYTE
    MOST_MEMORY = 8 * SIZE
    MOST_SECONDS = 60

    @pytest.mark.parametrize(
        ("name", "before", "letter", "times", "after"),
        [
            ("long.txt", "", "x", SIZE, ""),
            ("shorter.txt", "1. ", "题", SIZE // 6, "\nA. 甲\n答案：A\n"),
            ("prompt.json", '{"questions": [{"kind": "card", "answer": "a", "prompt": "', "x", SIZE, '"}]}'),
            ("cut off.json", '{"questions": [{"kind": "card", "prompt": "', "x", SIZE, ""),
        ],
    )
    def test_single_line(
        self, prepared: Path, tmp_path: Path, name: str, before: str, letter: str, times: int, after: str
    ) -> None:
        path = tmp_path / name
        path.write_bytes(before.encode() + letter.encode() * times + after.encode())
        home = homes.copy(prepared, tmp_path / "home")
        items = homes.live_items(home, homes.DECK)
        began = time.monotonic()
        status, out, err, memory = measured(command(home, "import", path), home)
        path.unlink()
        assert time.monotonic() - began < self.MOST_SECONDS
        assert memory < self.MOST_MEMORY
        assert status in (0, 1, 2)
        assert "程序出错" not in err
        assert err.count("\n") == (status == 2)
        assert len(out) + len(err) < MEGABYTE
        assert homes.live_items(home, homes.DECK) == items


def measured(arguments: list[str], home: Path) -> tuple[int, str, str, int]:
    """Run a command; its exit status, what it said, and the most memory it held, in bytes."""
    out, err = home.parent / "out.txt", home.parent / "err.txt"
    with out.open("wb") as output, err.open("wb") as errors:
        streams = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, errors.fileno(), 2)]
        process = os.posix_spawn(sys.executable, arguments, surroundings(home), file_actions=streams)
    _process, status, used = os.wait4(process, 0)
    return os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8"), used.ru_maxrss * 1024
