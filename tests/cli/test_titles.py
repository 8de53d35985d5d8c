"""``titles`` and ``activity leave``: what they tell people and programs, and the picture of a title."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.learner import Learner
from tests.cli.terminal import Terminal

PLAN = """
id = "small"
name = "小练兵"
minutes = 1
[points]
keeps = 1
[titles.daily-star]
name = "日日学之星"
task = "daily"
period = "week"
persistence = 0.2
accuracy = 0.5
answers = 3
[calendar]
off = []
on = []
"""


@pytest.fixture
def starred(full: Terminal, tmp_path: Path) -> Terminal:
    """Somebody who was given a title on his first day."""
    path = tmp_path / "small.toml"
    path.write_text(PLAN, encoding="utf-8")
    assert full.run("activity", "use", path).status in (0, 1)
    full.run("study", "--plain", "--limit", "4", keys=Learner(lambda number, again: True))
    return full


def test_before_the_first_title(terminal: Terminal) -> None:
    lines = terminal.run("titles").out.splitlines()
    assert lines[0] == "常年练兵"
    assert lines[1] == "日日学之星（daily-star）：2026年11月学满 0/19 天，正确率 –，要 80%"
    assert lines[2] == "  当月学满 90% 的工作日，正确率达到 80%，至少答题 100 次"
    assert lines[-1] == "还没有得过称号；达到上面写的要求，当天就得。"
    told = terminal.run("titles", "--json").json
    assert told["awards"] == []
    assert [one["id"] for one in told["titles"]] == ["daily-star", "weekly-expert", "monthly-master"]


def test_a_title_with_its_reason(starred: Terminal) -> None:
    out = starred.run("titles").out
    assert "日日学之星（daily-star）：2026年第 48 周已得\n" in out
    assert "  日日学之星 · 2026年第 48 周，2026年11月23日获得：学满 1 个工作日（应满 1 天），答题 " in out
    (award,) = starred.run("titles", "--json").json["awards"]
    assert (award["id"], award["period"], award["day"]) == ("daily-star", "2026-W48", "2026-11-23")
    assert starred.run("status", "--json").json["titles"] == [award]
    assert (award["from"], award["to"]) == ("2026-11-23", "2026-11-29")


def test_a_title_is_shared_as_a_picture(starred: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "我的称号.svg"
    said = starred.run("titles", "share", "daily-star", "--out", out, "--name", "王小燕", "--unit", "西安市人社局")
    assert (said.status, said.out) == (0, f"图已存到 {out}，用浏览器打开。\n")
    words = "".join(ElementTree.parse(out).getroot().itertext())
    assert "王小燕" in words
    assert "日日学之星" in words
    told = starred.run("titles", "share", "daily-star/2026-W48", "--json").json
    assert told["path"] == str(starred.home / "studyapp-daily-star-2026-W48.svg")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("titles", "share"), "请写上称号的编号；运行 studyapp titles 查看得过的称号。"),
        (("titles", "share", "hero"), "没有得过称号 hero；运行 studyapp titles 查看得过的称号。"),
        (
            ("titles", "share", "daily-star/2020-W01"),
            "没有得过称号 daily-star/2020-W01；运行 studyapp titles 查看得过的称号。",
        ),
        (("titles", "list", "daily-star"), "存成图片请用 studyapp titles share 编号 --out 文件.svg。"),
        (("activity", "leave", "--undo"), "请写上要取消的请假的第一天，如 studyapp activity leave 2021-07-01 --undo。"),
        (("activity", "leave", "明天"), "“明天”不是日期；请写成 2021-07-01 或 7-1。"),
        (
            ("activity", "leave", "12-1", "--undo"),
            "没有登记过从 12-1 起的请假；运行 studyapp activity leave 查看。",
        ),
    ],
)
def test_what_cannot_be(starred: Terminal, arguments: tuple[str, ...], sentence: str) -> None:
    assert starred.run(*arguments).sentence == sentence


def test_leave_is_noted_listed_and_taken_back(terminal: Terminal) -> None:
    assert terminal.run("activity", "leave").out == "今年还可登记 30 个工作日。\n"
    assert terminal.run("activity", "leave", "11-25", "11月26日").out == (
        "已登记请假：2026-11-25 至 2026-11-26\n今年还可登记 28 个工作日。\n"
    )
    terminal.run("activity", "leave", "2026-12-01")
    assert terminal.run("activity", "leave", "--json").json == {
        "leave": [{"from": "2026-12-01", "to": "2026-12-01"}, {"from": "2026-11-25", "to": "2026-11-26"}],
        "left": 27,
    }
    assert terminal.run("activity", "leave", "12-1", "--undo").out.startswith("已取消请假：2026-12-01\n")
    assert terminal.run("titles").out.splitlines()[1].startswith("日日学之星（daily-star）：2026年11月学满 0/18 天")
