"""Practice on the command line: modes, situations against the clock, and the wrong-answer book in print."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from tests.cli import decks
from tests.cli.terminal import Keys, Terminal

SITUATION = {
    "kind": "short",
    "prompt": "一位群众来窗口问：单位没给我缴社保，怎么办？",
    "answer": ["先问清用工情况", "告知可以投诉", "告知维权时效"],
    "subject": "综合服务",
    "explanation": "先安抚，再一次性告知。",
}
CASE: dict[str, object] = {"kind": "case", "prompt": "职工丙来窗口咨询停保手续。", "choices": [], "answer": None}
PART = {"kind": "short", "prompt": "怎样答复丙？", "answer": ["材料", "时限"], "case": 7, "subject": "综合服务"}


@pytest.fixture
def ready(terminal: Terminal, tmp_path: Path) -> Terminal:
    """Six numbered questions, a situation, a case with a question."""
    rows = [*(decks.numbered(number) for number in range(6)), SITUATION, CASE, PART]
    assert terminal.run("import", decks.write(tmp_path / "题库.json", rows)).status in (0, 1)
    return terminal


def miss(terminal: Terminal, count: int = 2) -> None:
    """Answer the first questions wrong, and leave: their right choices are A, B …"""
    keys = "".join("BCDA"[number % 4] + "\n" for number in range(count))
    terminal.run("study", "--plain", "--mode", "chapter:社会保险", keys=keys + "q\n")


def test_the_wrong_answer_book_is_asked_until_it_is_right(ready: Terminal) -> None:
    assert ready.run("study", "--plain", "--mode", "wrong").out == "错题本是空的：没有答错的题，或都已改正。\n"
    miss(ready)
    said = ready.run("study", "--plain", "--mode", "wrong", keys="A\nC\nB\n\n")
    assert said.status == 0
    assert said.out.startswith("错题本：2 题。\n")
    assert "第 1 题，共 2 题" in said.out and "再来一次" in said.out
    assert "本次答了 3 题，答对 2 题" in said.out
    assert ready.run("questions", "--mode", "wrong", "--json").json["total"] == 2, "today's right answers do not mend"
    for _time in range(2):
        ready.sleep(1)
        ready.run("study", "--plain", "--mode", "wrong", keys="A\nB\n\n")
    assert ready.run("questions", "--mode", "wrong", "--json").json["total"] == 0


def test_marks_make_lists(ready: Terminal) -> None:
    ready.run("study", "--plain", keys="*\n!\nA\n*\nq\n")
    prompts = [row["prompt"] for row in ready.run("questions", "--mode", "star", "--json").json["questions"]]
    assert len(prompts) == 2
    assert ready.run("questions", "--mode", "report", "--json").json["total"] == 1
    assert ready.run("study", "--plain", "--mode", "flag").out == "还没有标记的题；做题时按 f 标记。\n"
    assert ready.run("study", "--plain", "--mode", "star", keys="q\n").out.startswith("收藏：2 题。\n")


def test_at_random_and_with_a_limit(ready: Terminal) -> None:
    assert "随机练习：8 题。" in ready.run("study", "--plain", "--mode", "random", keys="q\n").out
    assert "没做过的题：3 题。" in ready.run("study", "--plain", "--mode", "unseen", "--limit", "3", keys="q\n").out


def test_a_chapter_of_a_deck(ready: Terminal) -> None:
    said = ready.run("study", "--plain", "--mode", "chapter:社会保险", "--deck", "测试题库", keys="q\n")
    assert "社会保险 · 测试题库：6 题。" in said.out
    refused = ready.run("study", "--plain", "--mode", "chapter:党建")
    assert refused.sentence == "没有科目“党建”；现有科目：社会保险、综合服务。"
    assert "没有专项“wring”；可用的有 wrong、" in ready.run("study", "--plain", "--mode", "wring").sentence
    assert "请加 --plain" in ready.run("study", "--mode", "wrong").sentence


def test_situations_are_ticked_off_and_the_clock_is_told(ready: Terminal) -> None:
    class Thinking(Keys):
        """Thinks for two minutes about the first situation, and for seconds about the other."""

        def line(self) -> str:
            if "想好后按回车" in self.screen.getvalue().rpartition("\n")[2]:
                ready.clock += 120_000 if "怎样答复丙" not in self.screen.getvalue() else 0
                return "\n"
            return super().line()

    said = ready.run("study", "--plain", "--mode", "situations", keys=Thinking("1\n12\n123\n\n"))
    assert "情景实战：2 题。" in said.out
    assert "限时 90 秒，想好后按回车看答案> " in said.out
    assert said.out.count("秒，超过 90 秒。") == 1
    assert "要点共 3 个，答到 1 个。" in said.out and "要点共 2 个，答到 2 个。" in said.out
    assert "本次答了 3 题，答对 2 题" in said.out, "one point of three is wrong, and is asked again"


def test_what_is_new_this_year(ready: Terminal, tmp_path: Path) -> None:
    assert ready.run("questions", "--mode", "new", "--json").json["total"] == 0
    rows = [*(decks.numbered(number) for number in range(9)), SITUATION]
    assert ready.run("import", decks.write(tmp_path / "题库.json", rows)).status in (0, 1)
    assert ready.run("questions", "--mode", "new", "--json").json["total"] == 3


def test_the_book_in_print(ready: Terminal, tmp_path: Path) -> None:
    miss(ready, 3)
    ready.run("study", "--plain", "--mode", "situations", keys="\n0\n\n0\nq\n")
    said = ready.run("wrong", "print")
    page = ready.home / "studyapp-wrong-2026-11-23.html"
    assert said.out == f"错题本（5 题）已写到 {page}，打开即可打印。\n"
    text = page.read_text(encoding="utf-8")
    body = ElementTree.fromstring(text.partition("\n")[2])
    words = " ".join(" ".join(body.itertext()).split())
    for wanted in ("错题本", "社会保险 3 题", "综合服务 2 题", "职工丙来窗口", "先问清用工情况", "先安抚", "答错 1 次"):
        assert wanted in words, wanted
    assert text.index("第0号") < text.index("第2号") < text.index("一位群众")
    document = tmp_path / "错题.docx"
    assert ready.run("wrong", "print", "--out", document).status == 0
    with ZipFile(document) as parts:
        inner = parts.read("word/document.xml").decode()
    assert "职工丙来窗口" in inner and "答错 1 次" in inner
    lines = tmp_path / "错题.md"
    told = ready.run("wrong", "print", "--out", lines, "--json").json
    assert (told["total"], told["path"]) == (5, str(lines))
    assert "（答错 1 次）" in lines.read_text(encoding="utf-8")
    assert "写不了 .xyz 文件" in ready.run("wrong", "print", "--out", tmp_path / "a.xyz").sentence


def test_the_book_told(ready: Terminal) -> None:
    assert ready.run("wrong").out == "错题本是空的：没有答错的题，或都已改正。\n"
    miss(ready)
    assert ready.run("wrong").out.splitlines()[0].startswith("答错 1 次  第0号规定的期限是")
    assert ready.run("wrong", "--json").json["questions"][1]["wrong"] == 1
    assert "studyapp wrong print" in ready.run("wrong", "--out", "a.html").sentence
