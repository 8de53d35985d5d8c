"""``studyapp activity``: the plan in force, and how a unit makes its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.importing.activities import bundled_text
from tests.activity.texts import GOOD
from tests.cli.terminal import Terminal

EVERGREEN = """\
常年练兵（evergreen）
日日学、周周练、月月比，随时可以开始。
没有起止日期

积分
  答对一题 1 分，每题每天只计一次，每天最多 100 分
  作答用时不足 0.5 秒加每字 0.015 秒的，视为没有读题，不计分
  周周练：交卷 5 分，另加及格 10 分
  月月比：交卷 10 分，另加及格 30 分
  人机对战：取胜 2 分

任务
  日日学：每天 10 分钟
  周周练：每周；30 题，满分 30 分；单选题 12 道、多选题 8 道、判断题 4 道、填空题 6 道，每道 1 分；限时 45 分钟；\
得分率 60% 及格；可以考 2 次
  月月比：每月；50 题，满分 100 分；单选题 20 道、多选题 15 道、判断题 10 道、填空题 5 道，每道 2 分；限时 60 分钟；\
得分率 60% 及格；可以考 2 次
  人机对战：每天；10 题，满分 10 分；单选题 4 道、多选题 3 道、判断题 3 道，每道 1 分；限时 10 分钟；\
对手的正确率为 80%；可以考 1 次
  模拟考试：每天；50 题，满分 100 分；单选题 20 道、多选题 15 道、判断题 10 道、填空题 5 道，每道 2 分；限时 60 分钟；\
得分率 60% 及格；次数不限

称号
  日日学之星：当月学满 90% 的工作日，正确率达到 80%，至少答题 100 次
  周周练达人：当月的周周练全部及格，平均得分率达到 80%
  月月比能手：当月的月月比及格，得分率达到 90%，至少学满 10 个工作日

其他
  当天答题满 5 次，或完成日日学，算学了一天
  缺学后 7 天内可补：当天答题满 10 次；每月最多补 2 天
  每年可登记 30 个工作日的假
  工作日按国家放假安排计：有 2021–2026 年的
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A plan that a unit has written."""
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_everybody_begins_with_the_evergreen_plan(terminal: Terminal) -> None:
    assert terminal.run("activity").out == EVERGREEN
    shown = terminal.run("activity", "--json").json
    assert (shown["id"], shown["first"], shown["last"], shown["state"]) == ("evergreen", None, None, "open")
    assert shown["points"] == {"right": 1, "cap": 100, "keeps": 5, "least": 500, "reading": 15, "kinds": {}}
    assert shown["calendar"]["off"][0] == "2021-01-01"


def test_a_year_without_holidays_is_told(terminal: Terminal) -> None:
    terminal.sleep(365)
    said = terminal.run("activity").out
    assert said.endswith("  工作日按国家放假安排计：有 2021–2026 年的，今年的还没有，按周一至周五计\n")


def test_a_plan_is_taken_and_says_that_it_is_over(terminal: Terminal) -> None:
    assert terminal.run("activity", "use", "2021-shaanxi").out == (
        "已采用方案“2021年陕西省人社窗口单位练兵比武”，积分和称号按它重新计算。\n"
        "请注意方案的起止日期：2021年4月1日至2021年12月31日（已经结束）。\n"
    )
    shown = terminal.run("activity").out.splitlines()
    assert shown[2:4] == [
        "2021年4月1日至2021年12月31日（已经结束）",
        "要继续练习，可用 studyapp activity use evergreen 换用常年方案。",
    ]
    assert "  月月比：每月最后 7 天；" in "\n".join(shown)
    assert terminal.run("activity", "list").out == (
        "* 2021-shaanxi  2021年陕西省人社窗口单位练兵比武  2021年4月1日至2021年12月31日（已经结束）\n"
        "  evergreen  常年练兵  没有起止日期\n"
    )
    assert terminal.run("activity", "use", "evergreen", "--json").json == {
        "id": "evergreen", "name": "常年练兵", "first": None, "last": None, "state": "open"
    }  # fmt: skip


def test_a_plan_that_is_to_come(terminal: Terminal, own: Path) -> None:
    text = GOOD.replace("first = 2021-04-01\nlast = 2021-12-31", "first = 2030-01-01").replace("2021-", "2030-")
    own.write_text(text.replace('"test-2030"', '"test"'), encoding="utf-8")
    assert terminal.run("activity", "use", own).status == 1, "some days are weekends in 2030"
    assert terminal.run("activity").out.splitlines()[1] == "2030年1月1日起（尚未开始）"


def test_a_new_version_brings_its_evergreen_plan_and_leaves_others(terminal: Terminal, own: Path) -> None:
    terminal.run("activity", "use", own)
    terminal.run("decks")
    assert terminal.run("activity", "--json").json["id"] == "test-2021"
    rows = terminal.run("activity", "list", "--json").json["plans"]
    assert [(one["id"], one["current"]) for one in rows] == [
        ("2021-shaanxi", False), ("evergreen", False), ("test-2021", True)
    ]  # fmt: skip


def test_a_copy_to_edit_keeps_its_comments_and_has_an_id_of_its_own(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "我的.toml"
    said = terminal.run("activity", "write", path)
    assert said.out == (
        f"已把方案“常年练兵”写入 {path}。\n"
        f"改好后用 studyapp activity check {path} 核对，再用 studyapp activity use {path} 采用。\n"
    )
    ours = bundled_text("evergreen").replace('id = "evergreen"', 'id = "evergreen-own"')
    assert path.read_text(encoding="utf-8") == ours
    assert terminal.run("activity", "check", path).out == f"{path} 可以采用：studyapp activity use {path}\n"
    assert terminal.run("activity", "use", path).status == 0
    again = tmp_path / "b.toml"
    terminal.run("activity", "write", again)
    assert again.read_text(encoding="utf-8").startswith('id = "evergreen-own"\nname = "常年练兵"\n')
    named = tmp_path / "c.toml"
    assert terminal.run("activity", "write", named, "--plan", "2021-shaanxi", "--json").json == {
        "path": str(named), "plan": "2021-shaanxi"
    }  # fmt: skip


def test_flaws_are_listed(terminal: Terminal, own: Path) -> None:
    text = GOOD.replace("passing = 0.6", "passing = 60").replace("[2021-05-08]", "[2021-05-07]")
    own.write_text(text, encoding="utf-8")
    said = terminal.run("activity", "check", own)
    assert (said.status, said.out) == (
        1,
        "own.toml:31 错误 tasks.weekly.passing 要写 0 到 1 之间的小数；60% 请写成 0.6。\n"
        "    passing = 60\n"
        "own.toml:50 警告 2021-05-07 不是周末，本来就是工作日；请核对 on。\n"
        "    on = [2021-05-07]\n",
    )
    checked = terminal.run("activity", "check", own, "--json").json
    assert (checked["valid"], [flaw["code"] for flaw in checked["flaws"]]) == (
        False, ["out-of-range", "day-worked-anyway"]
    )  # fmt: skip
    assert terminal.run("activity", "use", own).sentence == (
        f"{own} 有 1 处错误，没有采用；运行 studyapp activity check {own} 查看。"
    )


def test_warnings_keep_nobody_from_taking_a_plan(terminal: Terminal, own: Path) -> None:
    own.write_text(GOOD.replace("[2021-05-08]", "[2021-05-07]"), encoding="utf-8")
    said = terminal.run("activity", "use", own)
    assert said.status == 1
    assert said.out.startswith("own.toml:50 警告 ")
    assert terminal.run("activity", "--json").json["id"] == "test-2021"


def test_a_changed_plan_does_not_go_by_the_id_of_a_bundled_one(terminal: Terminal, own: Path) -> None:
    own.write_text(bundled_text("evergreen"), encoding="utf-8")
    assert terminal.run("activity", "check", own).status == 0, "it is the same"
    own.write_text(bundled_text("evergreen").replace("cap = 100", "cap = 99"), encoding="utf-8")
    assert terminal.run("activity", "check", own).out == (
        'own.toml:6 错误 编号 evergreen 属于自带的方案；内容改过以后，请给 id 换一个编号。\n    id = "evergreen"\n'
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check",), "请写上文件名，如 studyapp activity check 方案.toml。"),
        (("list", "x"), "activity list 后面不写文件名。"),
        (("use", "x"), "没有方案文件 x；请核对文件名，自带的方案用 studyapp activity list 查看。"),
        (("check", "evergreen"), "没有方案文件 evergreen；请核对文件名，自带的方案用 studyapp activity list 查看。"),
        (("use", "x", "--plan", "evergreen"), "--plan 只用于 activity write；请删去。"),
        (
            ("write", "{tmp}/new.toml", "--plan", "x"),
            "没有编号为 x 的自带方案；运行 studyapp activity list 查看。",
        ),
        (("write", "{tmp}/own.toml"), "已有文件 {tmp}/own.toml；请换一个文件名。"),
        (("write", "{tmp}"), "不能是文件夹 {tmp}，要写文件名。"),
        (("change",), "action 不能是 'change'，可以是 'show', 'list', 'check', 'use', 'write', 'leave'；"),
    ],
)
def test_what_cannot_be(
    terminal: Terminal, own: Path, tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    said = terminal.run("activity", *(one.format(tmp=tmp_path) for one in arguments))
    assert said.sentence.startswith(sentence.format(tmp=tmp_path))
    assert own.read_text(encoding="utf-8") == GOOD
