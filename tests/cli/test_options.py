"""What comes before the command, and what is said where there is no such thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.__main__ import COMMANDS, main, usage
from studyapp.version import __version__
from tests.cli.terminal import Terminal

PARSED = [name for name in COMMANDS if name != "status"]
"""``status`` reads its only option by hand, since reading it otherwise would take longer than answering."""


@pytest.mark.parametrize("asked", ["--version", "-V"])
def test_version(terminal: Terminal, asked: str) -> None:
    said = terminal.dispatch([asked])
    assert (said.status, said.out, said.err) == (0, f"studyapp {__version__}\n", "")


@pytest.mark.parametrize("asked", ["--help", "-h", "help"])
def test_help_names_every_command(terminal: Terminal, asked: str) -> None:
    said = terminal.dispatch([asked], environment={"STUDYAPP_HOME": str(terminal.home)})
    assert (said.status, said.err) == (0, "")
    assert said.out == usage(str(terminal.home)) + "\n"
    listed = [line.split()[0] for line in said.out.splitlines() if line.startswith("  ")]
    assert listed[: len(COMMANDS)] == list(COMMANDS) and "hub" in listed[len(COMMANDS) :]


@pytest.mark.parametrize("asked", ["--help", "-h"])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_is_wholly_in_chinese(terminal: Terminal, command: str, asked: str) -> None:
    said = terminal.run(command, asked)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"用法：studyapp {command}")
    for english in ("usage:", "options:", "positional", "optional", "show this help", "DECK", "ENCODING"):
        assert english not in said.out
    assert not terminal.home.exists()


def test_an_unknown_command(terminal: Terminal) -> None:
    assert terminal.run("练习").sentence == "没有命令 练习；运行 studyapp --help 查看全部命令。"


@pytest.mark.parametrize("option", ["-x", "--json", "--plain"])
def test_an_unknown_option_before_the_command(terminal: Terminal, option: str) -> None:
    assert terminal.run(option, "status").sentence == f"没有选项 {option}；运行 studyapp --help 查看用法。"


@pytest.mark.parametrize("option", ["--home", "--lang"])
@pytest.mark.parametrize("given", [["{}"], ["{}="], ["{}", ""]])
def test_an_option_without_its_value_is_not_taken_for_the_usual_place(
    terminal: Terminal, option: str, given: list[str]
) -> None:
    arguments = [part.format(option) for part in given]
    assert terminal.dispatch(arguments).sentence == f"{option} 后面缺少内容；运行 studyapp --help 查看用法。"


@pytest.mark.parametrize("command", PARSED)
def test_an_unknown_option_of_a_command(terminal: Terminal, command: str) -> None:
    needed = {
        "show": ["1"],
        "search": ["1"],
        "export": ["--to", "x.json"],
        "backup": ["x.db"],
        "restore": ["x.db"],
    }.get(command, [])
    told = terminal.run(command, *needed, "--nonsense").sentence
    assert told == f"不认识的参数 --nonsense；运行 studyapp {command} --help 查看用法。"


def test_an_unknown_option_of_status(terminal: Terminal) -> None:
    assert terminal.run("status", "--nonsense").sentence == "用法：studyapp status [--json]"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["questions", "--limit"], "--limit 后面缺少内容；运行 studyapp questions --help 查看用法。"),
        (["questions", "--limit", "0"], "--limit 要写 1 以上的整数；运行 studyapp questions --help 查看用法。"),
        (["questions", "--limit", "many"], "--limit 要写 1 以上的整数；运行 studyapp questions --help 查看用法。"),
        (["study", "--plain", "--limit", "0"], "--limit 要写 1 以上的整数；运行 studyapp study --help 查看用法。"),
        (["study", "--plain=1"], "--plain 后面不带内容；运行 studyapp study --help 查看用法。"),
        (
            ["questions", "--as-of", "2026-13-01"],
            "--as-of 要写日期，如 2026-11-23；运行 studyapp questions --help 查看用法。",
        ),
        (["export"], "缺少 --to；运行 studyapp export --help 查看用法。"),
        (["show"], "缺少 编号；运行 studyapp show --help 查看用法。"),
        (["backup"], "缺少 文件；运行 studyapp backup --help 查看用法。"),
        (["import"], "请写出要导入的文件；运行 studyapp import --help 查看用法。"),
    ],
)
def test_wrong_options_are_refused_in_one_sentence(terminal: Terminal, arguments: list[str], sentence: str) -> None:
    assert terminal.run(*arguments).sentence == sentence


def test_an_unknown_kind_is_told_which_there_are(terminal: Terminal) -> None:
    told = terminal.run("questions", "--kind", "essay").sentence
    assert told.startswith("--kind 不能是 'essay'，可以是 ")
    assert "single" in told


def test_a_sentence_stays_one_line_whatever_was_typed(terminal: Terminal) -> None:
    assert "a b" in terminal.run("a\nb").sentence
    assert "a b" in terminal.run("import", "a\nb").sentence


def test_home_comes_from_the_option_before_the_environment(terminal: Terminal, tmp_path: Path) -> None:
    environment = {"STUDYAPP_HOME": str(tmp_path / "surroundings")}
    assert terminal.dispatch(["decks"], environment=environment).status == 0
    assert (tmp_path / "surroundings" / "default.db").exists()
    assert terminal.dispatch(["--home", str(tmp_path / "option"), "decks"], environment=environment).status == 0
    assert (tmp_path / "option" / "default.db").exists()
    assert terminal.dispatch([f"--home={tmp_path / 'equals'}", "decks"], environment=environment).status == 0
    assert (tmp_path / "equals" / "default.db").exists()


def test_a_home_that_is_a_file(terminal: Terminal) -> None:
    terminal.home.write_text("")
    assert terminal.run("decks").sentence == f"{terminal.home} 不是文件夹；请换一个位置。"


def test_an_unknown_language(terminal: Terminal) -> None:
    sentence = "没有语言 fr；可用的有 zh、en。"
    assert terminal.dispatch(["--lang", "fr", "--version"]).sentence == sentence
    assert terminal.dispatch(["--version"], environment={"STUDYAPP_LANG": "fr"}).sentence == sentence


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_known_language(terminal: Terminal, language: str) -> None:
    assert terminal.run("--lang", language, "status").status == 0


def test_main_is_handed_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"studyapp {__version__}\n"
