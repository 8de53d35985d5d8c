"""Several learners on one computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import decks
from tests.cli.terminal import Terminal


@pytest.fixture
def office(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Somebody learned here before anybody gave a name; then two did, the first with a PIN."""
    terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(number) for number in range(4)]))
    terminal.run("study", "--plain", "--limit", "1", keys="A\n")
    monkeypatch.setenv("STUDYAPP_NEW_PIN", "2580")
    assert terminal.run("profile", "add", "张三", "--unit", "社保中心", "--pin").out == (
        "已添加学员“张三”，并切换到该学员。\n"
    )
    monkeypatch.delenv("STUDYAPP_NEW_PIN")
    terminal.run("profile", "add", "李四")
    return terminal


def answered(terminal: Terminal, *options: str, pin: str = "") -> int:
    said = terminal.dispatch(
        ["--home", str(terminal.home), *options, "status", "--json"], environment={"STUDYAPP_PIN": pin}
    )
    return int(said.json["answered_today"])


def test_a_new_learner_has_the_decks_of_the_one_before(office: Terminal) -> None:
    def decks_of(name: str) -> list[str]:
        said = office.dispatch(
            ["--home", str(office.home), "--profile", name, "decks", "--json"], environment={"STUDYAPP_PIN": "2580"}
        )
        return [one["name"] for one in said.json["decks"]]

    assert decks_of("李四") == decks_of("张三")
    assert "测试题库" in decks_of("李四")


def test_each_has_his_own_answers(office: Terminal) -> None:
    assert answered(office) == 0, "李四 was added last, and has done nothing"
    assert answered(office, "--profile", "张三", pin="2580") == 1, "what was there before is the first one's"
    office.run("--profile", "李四", "study", "--plain", "--deck", "测试题库", "--limit", "2", keys="A\n\nB\n\n")
    assert answered(office) == 2
    assert answered(office, "--profile", "张三", pin="2580") == 1


def test_a_pin_is_asked_for(office: Terminal) -> None:
    asked = office.run("--profile", "张三", "status").sentence
    assert asked == "学员“张三”设了 PIN；请在终端里运行，或用环境变量 STUDYAPP_PIN 给出。"
    wrong = office.dispatch(
        ["--home", str(office.home), "--profile", "张三", "status"], environment={"STUDYAPP_PIN": "1"}
    )
    assert wrong.sentence == "PIN 不对；忘记了可由管理员删去 profiles.json 中该学员的 pin 一项。"


def test_they_are_listed(office: Terminal) -> None:
    assert office.run("profile").out == "  张三 社保中心（有 PIN）\n* 李四\n"
    assert [(one["name"], one["pin"], one["current"]) for one in office.run("profile", "--json").json["profiles"]] == [
        ("张三", True, False),
        ("李四", False, True),
    ]


def test_they_are_changed_and_removed(office: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    assert office.run("profile", "set", "李四", "--rename", "李思", "--unit", "就业中心").status == 0
    monkeypatch.setenv("STUDYAPP_PIN", "2580")
    assert office.run("profile", "use", "张三").out == "已切换到学员“张三”。\n"
    monkeypatch.delenv("STUDYAPP_PIN")
    assert office.run("profile").out == "* 张三 社保中心（有 PIN）\n  李思 就业中心\n"
    removed = office.run("profile", "remove", "李思").out
    assert removed.startswith("已从名单中删去“李思”；答题记录仍在 ")
    assert office.run("profile").out == "* 张三 社保中心（有 PIN）\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--profile", "王五", "status"), "没有名为“王五”的学员；运行 studyapp profile 查看，profile add 添加。"),
        (("profile", "use", "王五"), "没有名为“王五”的学员；运行 studyapp profile 查看，profile add 添加。"),
        (("profile", "add", "李四"), "已经有名为“李四”的学员；请加上单位或另取一个名称。"),
        (("profile", "set", "李四", "--rename", "张三"), "已经有名为“张三”的学员；请加上单位或另取一个名称。"),
        (("profile", "add"), "请写上姓名，例如 studyapp profile add 张三。"),
        (("profile", "use", "张三"), "学员“张三”设了 PIN；请在终端里运行，或用环境变量 STUDYAPP_PIN 给出。"),
    ],
)
def test_what_cannot_be(office: Terminal, arguments: tuple[str, ...], sentence: str) -> None:
    assert office.run(*arguments).sentence == sentence


def test_the_last_one_stays(terminal: Terminal) -> None:
    terminal.run("profile", "add", "张三")
    assert "只剩这一名学员" in terminal.run("profile", "remove", "张三").sentence
