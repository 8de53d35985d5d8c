"""``studyapp remote``."""

from __future__ import annotations

from tests.cli.fake_hub import FakeHub, fake
from tests.cli.terminal import Terminal

__all__ = ["fake"]


def test_there_is_none_at_first(terminal: Terminal) -> None:
    said = terminal.run("remote")
    assert said.status == 0
    assert said.out == "还没有远程；用 studyapp remote add 名称 地址 添加单位的服务器、共享文件夹或 U 盘。\n"
    assert terminal.run("remote", "list", "--json").json == {"remotes": []}


def test_one_is_added_listed_and_removed(terminal: Terminal, fake: FakeHub) -> None:
    assert terminal.run("remote", "add", "县局", "test:hub").out == "已添加远程“县局”；运行 studyapp sync 同步。\n"
    said = terminal.run("remote", "list")
    assert said.out == "县局  test:hub  未登记\n  上次同步：从未\n"
    [row] = terminal.run("remote", "list", "--json").json["remotes"]
    assert row == {
        "name": "县局",
        "url": "test:hub",
        "joined": False,
        "asked": False,
        "tried": 0,
        "synced": 0,
        "waiting": 0,
        "words": {},
        "trouble": None,
    }
    assert terminal.run("remote", "remove", "县局").status == 0
    assert terminal.run("remote", "list", "--json").json == {"remotes": []}


def test_with_a_code_the_device_is_known_at_once(terminal: Terminal, fake: FakeHub) -> None:
    said = terminal.run("remote", "add", "--code", "ABCD-1", "县局", "test:hub", "--name", "张三")
    assert (said.status, said.err) == (0, "")
    assert said.out == "已在“县局”登记这台设备。\n县局：上传 0 条记录，收到 0 条。\n"
    assert terminal.run("remote", "list", "--json").json["remotes"][0]["joined"] is True


def test_a_code_that_is_refused(terminal: Terminal, fake: FakeHub) -> None:
    terminal.run("remote", "add", "县局", "test:hub")
    said = terminal.run("remote", "join", "县局", "WRONG")
    assert said.status == 2
    assert said.err == "县局：登记码不对，或者已经用过；请向管理员核对。\n"
    assert terminal.run("remote", "join", "县局", "ABCD-1").status == 0


def test_what_cannot_be_is_one_sentence(terminal: Terminal, fake: FakeHub) -> None:
    assert "不认识地址 nowhere" in terminal.run("remote", "add", "县局", "nowhere").sentence
    assert "请写上名称和地址" in terminal.run("remote", "add", "县局").sentence
    assert "没有名为“县局”的远程" in terminal.run("remote", "remove", "县局").sentence
    assert "没有名为“县局”的远程" in terminal.run("remote", "join", "县局", "X").sentence
    terminal.run("remote", "add", "县局", "test:hub")
    assert "已有名为“县局”的远程" in terminal.run("remote", "add", "县局", "test:hub").sentence
    assert "--code" in terminal.run("remote", "list", "--code", "x").sentence


def test_the_address_of_every_plugin_is_checked_by_it(terminal: Terminal) -> None:
    assert terminal.run("remote", "add", "县局", "http://").sentence
    assert terminal.run("remote", "add", "县局", "file:").sentence
