"""``studyapp exam``: listed, sat line by line, left and gone on with, handed in, looked at again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli import decks
from tests.cli.terminal import Keys, Terminal


@pytest.fixture
def ready(terminal: Terminal, tmp_path: Path) -> Terminal:
    """A machine with forty single choice questions, and some of every kind."""
    rows = [decks.numbered(number) for number in range(40)]
    judges = [{"kind": "judge", "prompt": f"第{n}号规定适用于全体职工。", "answer": [n % 2]} for n in range(5)]
    blanks = [{"kind": "blank", "prompt": f"第{n}号规定的期限为（　　）日。", "answer": [["十五"]]} for n in range(7)]
    assert terminal.run("import", decks.write(tmp_path / "题库.json", [*rows, *judges, *blanks])).status in (0, 1)
    return terminal


class Knowing(Keys):
    """Answers what it knows of a paper: numbered questions by their number, all others with the first that comes."""

    def __init__(self, *, upto: int = 99, then: str = "/q") -> None:
        super().__init__()
        self.upto = upto
        self.then = then
        self.answered = 0

    def line(self) -> str:
        screen = self.screen.getvalue()
        turn = screen.rpartition("\n\n")[2]
        if "交卷输入 y" in screen.rpartition("\n")[2]:
            return "y\n"
        if self.answered >= self.upto:
            return self.then + "\n"
        self.answered += 1
        if "填空" in screen.rpartition("\n")[2]:
            return "十五\n"
        if found := re.search(r"第(\d+)号规定的期限是", turn):
            wanted = decks.CHOICES[int(found[1]) % 4]
            options: dict[str, str] = {text: letter for letter, text in re.findall(r"([A-D])\. (\S+)", turn)}
            return options[wanted] + "\n"
        found = re.search(r"第(\d+)号规定适用", turn)
        return ("2\n" if int(found[1]) % 2 else "1\n") if found else "A\n"


def test_the_papers_of_the_plan_are_listed(ready: Terminal) -> None:
    said = ready.run("exam")
    assert said.status == 0
    assert "周周练（weekly）：可以开始，还有 2 次" in said.out
    assert "人机对战（battle）：可以开始，还有 1 次" in said.out
    tasks = ready.run("exam", "--json").json["tasks"]
    assert [one["id"] for one in tasks] == ["weekly", "monthly", "battle", "mock"]
    assert tasks[0]["open"] and tasks[0]["live"] is None and tasks[0]["questions"] == 30


def test_a_paper_from_beginning_to_end(ready: Terminal) -> None:
    said = ready.run("exam", "weekly", "--plain", keys=Knowing())
    assert said.status == 0
    assert "题库里多选题只有 0 题，要 8 题，已用其他题型补 8 题。" in said.out
    assert "周周练：及格，30 分（满分 30），答对 30/30" in said.out
    result = ready.run("exam", "--results", "--json").json["results"]
    assert [(one["task"], one["score"], one["answered"]) for one in result] == [("weekly", 30, 30)]
    whole = ready.run("exam", "weekly", "--review", "--json").json
    assert whole["passed"] and len(whole["review"]) == 30
    assert all(one["right"] and one["given"] for one in whole["review"])


def test_nothing_is_said_of_right_and_wrong_before_it_is_handed_in(ready: Terminal) -> None:
    out = ready.run("exam", "weekly", "--plain", keys="A\nA\nA\n/q\n").out
    assert "答对" not in out and "正确答案" not in out


def test_left_and_gone_on_with(ready: Terminal) -> None:
    first = ready.run("exam", "weekly", "--plain", keys=Knowing(upto=5))
    assert "已离开：答案已存" in first.out
    live = ready.run("exam", "--json").json["tasks"][0]["live"]
    assert live["answered"] == 5
    ready.sleep(1)
    again = ready.run("exam", "weekly", "--plain", keys="g 1\n/s\nm\nq\n")
    assert "第 6 题，共 30 题" in again.out
    assert "共 30 题，已答 5 题；未答：6、7" in again.out
    assert "已答：" in again.out
    after = ready.run("exam", "--json").json["tasks"][0]["live"]
    assert 0 <= live["left"] - after["left"] < 60_000


def test_handing_in_says_what_is_open_and_asks(ready: Terminal) -> None:
    said = ready.run("exam", "weekly", "--plain", keys="A\n/t\n\n/t\ny\n")
    assert "还有 29 题未答：2、3、4、5、6、7、8、9、10、11 等。" in said.out
    assert "答对" in said.out
    assert ready.run("exam", "--results", "--json").json["results"][0]["answered"] == 1
    assert "正确答案：" in ready.run("exam", "weekly", "--review").out


def test_time_that_is_over_hands_in(ready: Terminal) -> None:
    class Slow(Keys):
        def line(self) -> str:
            ready.clock += 600_000
            return "A\n" if "填空" not in self.screen.getvalue().rpartition("\n")[2] else "十\n"

    said = ready.run("exam", "weekly", "--plain", keys=Slow())
    assert "时间到，自动交卷。" in said.out
    assert ready.run("exam", "--results", "--json").json["results"][0]["milliseconds"] == 45 * 60_000


def test_a_battle_against_the_machine_and_its_attempts(ready: Terminal) -> None:
    said = ready.run("exam", "battle", "--plain", keys=Knowing())
    assert "对手：电脑。" in said.out and re.search(r"电脑：答对 \d+/10", said.out)
    assert "次数已经用完" in ready.run("exam", "battle", "--plain").sentence


def test_a_battle_with_a_colleague(ready: Terminal, tmp_path: Path) -> None:
    mine = ready.run("exam", "battle", "--plain", "--against", "colleague", keys=Knowing())
    code = re.findall(r"分胜负：(\S+)", mine.out)[0]
    other = Terminal(tmp_path / "other", machine="machine-2")
    assert other.run("import", tmp_path / "题库.json").status in (0, 1)
    theirs = other.run("exam", "--code", code.lower(), "--plain", keys=Knowing(upto=3, then="/t"))
    assert "对手：同事。" in theirs.out
    assert "人机对战：负" in theirs.out
    back = re.findall(r"分胜负：(\S+)", theirs.out)[0]
    compared = ready.run("exam", "--code", back, "--plain")
    assert compared.status == 0
    assert re.fullmatch(r"这套题你答对 10，用时 \d\d:\d\d；同事答对 3，用时 \d\d:\d\d：你胜。\n", compared.out)
    assert "还没有同事的成绩" in ready.run("exam", "--code", code[:9], "--plain").out


def test_what_is_wrong_is_told(ready: Terminal) -> None:
    assert "方案里没有“期末”" in ready.run("exam", "期末", "--plain").sentence
    assert "对战码“7K2”不对" in ready.run("exam", "--code", "7K2", "--plain").sentence
    assert "请加 --plain" in ready.run("exam", "weekly").sentence
    assert "--json 用于" in ready.run("exam", "weekly", "--json").sentence
    assert ready.run("exam", "--results").out == "还没有交过卷。\n"


def test_without_questions_there_is_no_paper(terminal: Terminal) -> None:
    assert "没有可以组卷的题目" in terminal.run("exam", "weekly", "--plain").sentence
