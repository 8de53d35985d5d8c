"""``study --plain``: questions and answers as lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from studyapp.cli.dialogue import understand
from studyapp.model import (
    JUDGE_CHOICES,
    Arranged,
    Back,
    Choices,
    KeyPoints,
    Kind,
    Paired,
    Pairs,
    Picked,
    Question,
    Recalled,
    Response,
    Steps,
    Ticked,
)
from tests.cli import decks
from tests.cli.terminal import Terminal

GOLDEN = Path(__file__).parent / "goldens" / "dialogue.txt"

TYPED = {
    "nothing to undo yet": ["u"],
    "single": ["?", "Z", "AC", "", "3"],
    "multiple": ["?", "AE", "aa", "a、c、d"],
    "judge, wrong": ["?", "x y", "1"],
    "two blanks, one wrong": ["?", "十五", "?", "１５", "25"],
    "a blank that nought is right for": ["?", "０"],
    "short": ["?", "", "?", "", "4", "1,3"],
    "order": ["?", "BCD", "BBCD", "2 3 4 1"],
    "match": ["?", "1B 2", "3A", "1B，2A"],
    "the question of a case": ["u"],
    "match again": ["1b2a"],
    "the question of a case, not known": ["不知道"],
    "card": ["?", "", "?", "5", "3"],
    "judge once more": ["错"],
    "blanks once more, undone": ["u"],
    "judge for the third time": ["n"],
    "blanks, not known": ["", ""],
    "the question of a case once more": ["", "123", "A"],
    "blanks for the third time": ["15", "24"],
    "the end, undone": ["u"],
    "blanks for the fourth time": ["十五", "二十四"],
    "the end": [""],
}
"""For every kind of question: help, something that is no answer, an answer; then what was missed once more."""


def test_a_dialogue_over_every_kind_of_question(terminal: Terminal, tmp_path: Path) -> None:
    terminal.run("import", decks.write(tmp_path / "a.json", decks.EVERY_KIND))
    said = terminal.run("study", "--plain", keys="".join(f"{line}\n" for lines in TYPED.values() for line in lines))
    assert (said.status, said.err) == (0, "")
    if os.environ.get("STUDYAPP_GOLDENS") == "write":
        GOLDEN.write_text(said.out, encoding="utf-8")
    assert said.out == GOLDEN.read_text(encoding="utf-8")


class TestTheEnd:
    def test_input_that_ends(self, full: Terminal) -> None:
        said = full.run("study", "--plain", keys="A\n")
        assert (said.status, said.err) == (0, "")
        assert said.out.endswith("答案> \n\n本次答了 1 题，答对 1 题；连续学习 1 天，今日积分 1。\n")

    def test_input_that_ends_before_the_last_question_is_left(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--limit", "1", keys="A\n")
        assert said.status == 0
        assert said.out.endswith("u 撤销上一题> \n\n本次答了 1 题，答对 1 题；连续学习 1 天，今日积分 1。\n")

    @pytest.mark.parametrize("word", ["q", "Q", "quit", "ｑ", " q "])
    def test_leaving(self, full: Terminal, word: str) -> None:
        said = full.run("study", "--plain", keys=f"A\n{word}\nA\n")
        assert said.status == 0
        assert "本次答了 1 题" in said.out
        assert full.run("status", "--json").json["answered_today"] == 1

    def test_today_is_done(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(0), decks.numbered(4)]))
        assert terminal.run("study", "--plain", keys="A\nA\n\n").out.endswith("今日积分 2。\n")
        again = terminal.run("study", "--plain", keys="A\n")
        assert (again.status, again.out) == (0, "今天的题已经练完，明天再来。\n")

    def test_there_is_no_bank(self, terminal: Terminal) -> None:
        said = terminal.run("study", "--plain", keys="A\n")
        assert (said.status, said.out) == (0, "今天没有要练的题；用 studyapp import 文件名 可以导入题库。\n")


class TestWhatIsAsked:
    def test_no_more_than_the_limit(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--limit", "3", keys="A\n" * 9)
        assert said.out.count("历史：") == 3

    def test_one_deck_only(self, full: Terminal, tmp_path: Path) -> None:
        full.run("import", decks.write(tmp_path / "b.json", [decks.numbered(90)], name="乙"))
        said = full.run("study", "--plain", "--deck", "乙", keys="C\n\n")
        assert said.out.count("题 单选题") == 1
        assert "第90号" in said.out

    def test_a_deck_that_is_not_there(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--deck", "丙")
        assert said.sentence == "没有名为“丙”的题库；运行 studyapp decks 查看。"

    def test_a_missed_question_comes_again_until_it_is_right(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(0), decks.numbered(1)]))
        said = terminal.run("study", "--plain", keys="B\nB\nC\nA\n\n")
        assert said.out.count("第0号") == 3
        assert said.out.count("（再练）") == 2
        assert "本次答了 4 题，答对 2 题" in said.out

    def test_without_a_terminal_the_screens_are_refused(self, full: Terminal) -> None:
        assert full.run("study").sentence == "这里不是终端，打不开画面；请加 --plain 逐行问答。"


def test_an_undone_answer_counts_for_nothing(full: Terminal) -> None:
    before = full.run("status", "--json").json
    said = full.run("study", "--plain", keys="A\nu\nq\n")
    assert "已撤销上一题的答案，请重答。" in said.out
    assert full.run("status", "--json").json == before
    assert full.run("replay", "--check", "--json").json == {"entries": 2, "differences": []}


def test_an_undone_wrong_answer_is_asked_at_once_and_can_be_given_right(full: Terminal) -> None:
    said = full.run("study", "--plain", "--limit", "1", keys="B\nu\nA\n\n")
    assert said.out.count("第0号") == 2
    assert "（再练）" not in said.out
    assert "本次答了 1 题，答对 1 题" in said.out


LONG = Question(kind=Kind.MULTIPLE, prompt="多", choices=tuple(f"项{n}" for n in range(12)), answer=Choices((0, 9, 11)))
SINGLE = Question(kind=Kind.SINGLE, prompt="单", choices=("一", "二", "三", "四"), answer=Choices((1,)))
JUDGE = Question(kind=Kind.JUDGE, prompt="判", choices=JUDGE_CHOICES, answer=Choices((0,)))
SHORT = Question(kind=Kind.SHORT, prompt="简", answer=KeyPoints(("甲", "乙", "丙")))
ORDER = Question(kind=Kind.ORDER, prompt="排", choices=("一", "二", "三"), answer=Steps((2, 0, 1)))
MATCH = Question(kind=Kind.MATCH, prompt="配", choices=("一", "二", "甲", "乙"), answer=Pairs(((0, 3), (1, 2))))
CARD = Question(kind=Kind.CARD, prompt="卡", answer=Back("背"))


@pytest.mark.parametrize(
    ("question", "word", "response"),
    [
        *((SINGLE, word, Picked((1,))) for word in ("b", "B", "2", " 2 ", "B.")),
        *((SINGLE, word, None) for word in ("", "E", "5", "AB", "0", "甲", "②", "٢٢")),
        *((LONG, word, Picked((0, 9, 11))) for word in ("AJL", "ajl", "1 10 12", "1,10,12", "L、J、A", "1/10/12")),
        *((LONG, word, None) for word in ("AA", "1 13", "M", "1 10 12 x")),
        *((JUDGE, word, Picked((0,))) for word in ("1", "√", "对", "正确", "是", "Y", "T", "A")),
        *((JUDGE, word, Picked((1,))) for word in ("2", "×", "x", "错", "错误", "否", "N", "F", "B")),
        *((JUDGE, word, None) for word in ("", "3", "12", "不")),
        *((SHORT, word, Ticked((0, 2))) for word in ("13", "31", "1 3", "1、3", "AC", "133")),
        *((SHORT, word, None) for word in ("", "4", "甲")),
        *((ORDER, word, Arranged((2, 0, 1))) for word in ("CAB", "312", "3 1 2", "c,a,b")),
        *((ORDER, word, None) for word in ("CA", "CABC", "CAA", "")),
        *((MATCH, word, Paired(((0, 3), (1, 2)))) for word in ("1B 2A", "2a1b", "1-B,2-A", "1=B；2=A", "1:B 2:A")),
        (MATCH, "1B", Paired(((0, 3),))),
        *((MATCH, word, None) for word in ("", "1", "B", "3A", "1C", "1B 2", "1B 和 2A", "0A")),
        *((CARD, str(rating), Recalled(rating)) for rating in (1, 2, 3, 4)),
        *((CARD, word, None) for word in ("", "5", "12", "好")),
    ],
)
def test_what_a_typed_word_means(question: Question, word: str, response: Response | None) -> None:
    assert understand(question, word) == response
