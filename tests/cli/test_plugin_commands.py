"""Commands that plugins bring: found and listed by their entry point."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    info = site / "greeter-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: greeter\nVersion: 1.0\n", encoding="utf-8")
    points = "[studyapp.commands]\ngreet = greeter_commands\nstatus = greeter_commands\n"
    (info / "entry_points.txt").write_text(points, encoding="utf-8")
    source = "def run(arguments, shell):\n    shell.say('你好 ' + ' '.join(arguments))\n    return 0\n"
    (site / "greeter_commands.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(site)


@pytest.mark.usefixtures("installed")
def test_a_command_of_a_plugin(terminal: Terminal) -> None:
    terminal.home.mkdir()
    assert terminal.run("greet", "张三").out == "你好 张三\n"
    listed = terminal.run("--help").out
    assert "  greet      插件提供的命令\n" in listed
    assert listed.count("  status ") == 1
    assert "你好" not in terminal.run("status").out  # ours keeps its name


def test_an_unknown_command_is_a_sentence(terminal: Terminal) -> None:
    assert "没有命令 greet" in terminal.run("greet").sentence
