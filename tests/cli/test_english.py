"""The command line in English: only the questions' own texts are Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.__main__ import COMMANDS
from tests.catalogue.extraction import CHINESE
from tests.cli import decks
from tests.cli.terminal import Terminal


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_english(terminal: Terminal, command: str) -> None:
    said = terminal.dispatch(["--lang", "en", *([command] if command else []), "--help"])
    assert said.status == 0
    assert said.out.startswith("Usage: studyapp")
    assert CHINESE.search(said.out) is None


def test_a_day_in_english(terminal: Terminal, tmp_path: Path) -> None:
    """From the first import to the repair, with what goes wrong on the way; only the questions are Chinese."""
    bank = decks.write(tmp_path / "bank.json", [decks.numbered(number) for number in range(4)])
    text = tmp_path / "bank.txt"
    text.write_text("8．谁缴费\nA．甲\nB．乙\nC．甲\n答案：B\n9．谁\nA．甲\nB．乙\n", encoding="utf-8")
    store, out = tmp_path / "backup.db", tmp_path / "out.md"
    for arguments, keys in (
        (["import", bank, "--deck", "law"], ""),
        (["import", bank, "--deck", "law"], ""),
        (["import", text, "--dry-run"], ""),
        (["import", text, "--strict"], ""),
        (["import", tmp_path / "none.txt"], ""),
        (["import"], ""),
        (["import", "--undo", "--deck", "none"], ""),
        (["decks"], ""),
        (["questions", "--kind", "essay"], ""),
        (["questions", "--limit", "0"], ""),
        (["questions", "--as-of", "today"], ""),
        (["study", "--plain", "--limit", "3"], "?\nA\nu\nB\n0\nh\n*\n!\n!!\ng\n9\nC\n?\n\n"),
        (["study"], ""),
        (["status"], ""),
        (["status", "--nonsense"], ""),
        ([], ""),
        (["backup", store], ""),
        (["backup", tmp_path], ""),
        (["restore", store], ""),
        (["restore", bank], ""),
        (["export", "--to", out], ""),
        (["export", "--to", tmp_path / "out.xyz"], ""),
        (["replay"], ""),
        (["replay", "--check"], ""),
        (["doctor"], ""),
        (["plugins"], ""),
        (["show", "zzz"], ""),
        (["nonsense"], ""),
        (["--nonsense"], ""),
        (["decks", "--nonsense"], ""),
    ):
        said = terminal.run("--lang", "en", *arguments, keys=keys)
        for line in f"{said.out}{said.err}".splitlines():
            assert CHINESE.search(asked(line)) is None, (arguments, line)


def asked(line: str) -> str:
    """A line without the texts of questions."""
    return re.sub(
        "第\\d+号规定的期限是.*|[A-D][.．].*|[89][.．]谁.*|谁缴费|谁|(?<=The right answer is ).*|社会保险|甲|乙",
        "",
        line,
    )


def test_every_kind_of_question_is_asked_in_english(terminal: Terminal, tmp_path: Path) -> None:
    bank = decks.write(tmp_path / "bank.json", decks.EVERY_KIND)
    assert terminal.run("--lang", "en", "import", bank, "--deck", "kinds").status == 0
    helped = "?\n" * 9 + "\n" + "0\n" * 200
    texts = sorted({*_texts(decks.EVERY_KIND), "正确", "错误", *"《》（）"}, key=len, reverse=True)
    strangers = re.compile("|".join(map(re.escape, texts)))
    for arguments in (["study", "--plain"], ["questions"], *(["show", digit] for digit in "0123456789abcdef")):
        said = terminal.run("--lang", "en", *arguments, keys=helped)
        for line in f"{said.out}{said.err}".splitlines():
            assert CHINESE.search(strangers.sub("", line)) is None, (arguments, line)


def _texts(value: object) -> Iterator[str]:
    """All texts in what JSON holds, line by line, and as lists show them."""
    if isinstance(value, str):
        line = " ".join(value.split())
        gapless = (piece for text in (line, line[:20]) for piece in text.split("（ ）"))
        yield from filter(None, {*value.splitlines(), line, *gapless})
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _texts(one)


def test_json_says_why_in_english_and_all_else_as_ever(terminal: Terminal, tmp_path: Path) -> None:
    bank = tmp_path / "bank.txt"
    bank.write_text("8．谁缴费\nA．甲\nB．乙\nC．甲\n答案：B\n", encoding="utf-8")
    chinese, english = (
        terminal.run("--lang", spoken, "import", bank, "--dry-run", "--json").json for spoken in ("zh", "en")
    )
    for file in (chinese["files"][0], english["files"][0]):
        assert all(reading.pop("layout") for reading in file["readings"])
        file["flaws"] = [flaw for flaw in file["flaws"] if flaw["severity"] != "info"]
    (one,), (other,) = chinese["files"][0]["flaws"], english["files"][0]["flaws"]
    assert one.pop("why") == "选项 A 与 C 的文字相同。请核对原题。"
    assert other.pop("why") == "Choices A and C are the same. Check the original."
    assert chinese == english
