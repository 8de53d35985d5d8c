"""``study --plain``: questions and answers as lines."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from studyapp.cli.dialogue_words import feedback_lines, summary_lines
from studyapp.cli.gaps import beginning, heard
from studyapp.cli.understanding import Command, command_of, fault, understand
from studyapp.model import (
    JUDGE_CHOICES,
    Arranged,
    Back,
    Blank,
    Blanks,
    Choices,
    Feedback,
    KeyPoints,
    Kind,
    Missed,
    Paired,
    Pairs,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Shown,
    Steps,
    Summary,
    Ticked,
    Typed,
    Verdict,
)
from tests.cli import decks
from tests.cli.terminal import Terminal

GOLDENS = Path(__file__).parent / "goldens"

TYPED = {
    "nothing to undo yet": ["u"],
    "single": ["?", "Z", "AC", "", "r", "h", "＊", "3"],
    "multiple": ["?", "AE", "aa", "a、c"],
    "judge, wrong": ["?", "x y", "1"],
    "two blanks, one wrong": ["?", "十五", "?", "/r", "/h", "25"],
    "a blank that nought is right for": ["?", "０"],
    "short": ["?", "", "?", "", "4", "1,3"],
    "order": ["?", "BCD", "BBCD", "3 2 4 1"],
    "match": ["?", "1B 2", "3A", "1B，2A"],
    "the question of a case": ["u"],
    "match again": ["1a2b"],
    "the question of a case, not known": ["不知道"],
    "another question of the case, reported": ["！", "!", "!", "a"],
    "card": ["?", "", "?", "5", "3"],
    "multiple once more": ["acd"],
    "judge once more": ["错"],
    "blanks once more, undone": ["u"],
    "judge for the third time": ["n"],
    "blanks, not known": ["", ""],
    "order once more": ["BCDA"],
    "match once more": ["1b2a"],
    "the question of a case once more, a guess": ["R", "G", "A"],
    "the other one, undone by a slash": ["/U"],
    "the question of a case for the third time": ["A"],
    "the other one": ["B"],
    "blanks for the third time": ["15", "24"],
    "the end: help, star, undone": ["?", "*", "u"],
    "blanks for the fourth time": ["十五", "二十四"],
    "the end": [""],
}
"""For every kind of question: help, something that is no answer, an answer; then what was missed once more."""


@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_a_dialogue_over_every_kind_of_question(terminal: Terminal, tmp_path: Path, spoken: str) -> None:
    terminal.run("import", decks.write(tmp_path / "a.json", [*decks.EVERY_KIND, SECOND_OF_THE_CASE]))
    keys = "".join(f"{line}\n" for lines in TYPED.values() for line in lines)
    said = terminal.run("--lang", spoken, "study", "--plain", keys=keys)
    assert (said.status, said.err) == (0, "")
    golden = GOLDENS / ("dialogue.txt" if spoken == "zh" else "dialogue-en.txt")
    if os.environ.get("STUDYAPP_GOLDENS") == "write":
        golden.write_text(said.out, encoding="utf-8")
    assert said.out == golden.read_text(encoding="utf-8")


SECOND_OF_THE_CASE = {
    **decks.EVERY_KIND[9],
    "prompt": "乙受伤是否可以认定为工伤？",
    "choices": ["不可以", "可以"],
    "answer": [1],
}


ONE_RIGHT = "本次答了 1 题，答对 1 题，用时 1 秒。\n连续学习 0 天，今日积分 1。\n"
"""One answer is no day of study yet: the evergreen plan asks for five."""


class TestTheEnd:
    def test_input_that_ends(self, full: Terminal) -> None:
        said = full.run("study", "--plain", keys="A\n")
        assert (said.status, said.err) == (0, "")
        assert said.out.endswith(f"答案> \n\n{ONE_RIGHT}明天到期 0 题。\n")

    def test_input_that_ends_before_the_last_question_is_left(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--limit", "1", keys="A\n")
        assert said.status == 0
        assert said.out.endswith(f"u 撤销上一题> \n\n{ONE_RIGHT}明天到期 0 题。\n")

    @pytest.mark.parametrize("word", ["q", "Q", "quit", "ｑ", " q "])
    def test_leaving(self, full: Terminal, word: str) -> None:
        said = full.run("study", "--plain", keys=f"A\n{word}\nA\n")
        assert said.status == 0
        assert "本次答了 1 题" in said.out
        assert full.run("status", "--json").json["answered_today"] == 1

    def test_today_is_done(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(0), decks.numbered(4)]))
        assert terminal.run("study", "--plain", keys="A\nA\n\n").out.endswith("今日积分 2。\n明天到期 0 题。\n")
        again = terminal.run("study", "--plain", keys="A\n")
        assert (again.status, again.out) == (0, "今天的题已经练完，明天再来。\n")

    def test_there_is_no_bank(self, terminal: Terminal) -> None:
        said = terminal.run("study", "--plain", keys="A\n")
        assert (said.status, said.out) == (0, "今天没有要练的题；用 studyapp import 文件名 可以导入题库。\n")


class TestWhatIsAsked:
    def test_no_more_than_the_limit(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--limit", "3", keys="A\n" * 9)
        assert said.out.count("答过") == 3

    def test_one_deck_only(self, full: Terminal, tmp_path: Path) -> None:
        full.run("import", decks.write(tmp_path / "b.json", [decks.numbered(90)], name="乙"))
        said = full.run("study", "--plain", "--deck", "乙", keys="C\n\n")
        assert said.out.count("第 1 题，共 1 题，单选题") == 1
        assert "第90号" in said.out

    def test_a_sitting_counts_its_own_questions(self, full: Terminal) -> None:
        assert "第 2 题，共 2 题" in full.run("study", "--plain", "--limit", "2", keys="A\nB\n\n").out
        assert "\n第 1 题，共 1 题，单选题，社会保险，新题。\n" in full.run("study", "--plain", "--limit", "1").out
        assert "\n第 1 题，共 18 题，单选题，社会保险，新题。\n" in full.run("study", "--plain").out

    def test_a_question_due_again_is_not_new(self, full: Terminal) -> None:
        full.run("study", "--plain", "--limit", "1", keys="B\n\n")
        full.sleep()
        said = full.run("study", "--plain")
        assert said.out.startswith("今天到期 1 题，新题 20 题；每答一题都已存盘。\n")
        assert "\n第 1 题，共 21 题，单选题，社会保险。\n" in said.out

    def test_the_figures_of_all_decks_are_not_those_of_one(self, full: Terminal) -> None:
        assert full.run("study", "--plain", "--deck", "测试题库").out.startswith("每答一题都已存盘。\n")

    def test_a_deck_that_is_not_there(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--deck", "丙")
        assert said.sentence == "没有名为“丙”的题库；运行 studyapp decks 查看。"

    def test_a_missed_question_comes_again_until_it_is_right(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(0), decks.numbered(1)]))
        said = terminal.run("study", "--plain", keys="B\nB\nC\nA\n\n")
        assert said.out.count("\n第0号") == 3
        assert said.out.count("今天答错过，再来一次") == 2
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
    assert said.out.count("\n第0号") == 2
    assert "再来一次" not in said.out
    assert "本次答了 1 题，答对 1 题" in said.out


class TestCommands:
    def test_a_hint_and_a_guess_are_kept(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.numbered(number) for number in range(4)]))
        said = terminal.run("study", "--plain", keys="h\nA\ng\nB\ng\ng\nC\nD\n\n")
        assert "答案> h\n提示：社会保险\n答案> A\n" in said.out
        assert "已取消，不算蒙的。" in said.out
        assert said.out.count("评为吃力") == 2
        said_so = [sorted(body.keys() & {"hinted", "guessed"}) for body in bodies(terminal) if "given" in body]
        assert said_so == [["hinted"], ["guessed"], [], []]

    def test_marks_are_kept_and_taken_back(self, full: Terminal) -> None:
        said = full.run("study", "--plain", keys="*\n!!\nA\n!!\n!\n！\n**\n/*\nq\n")
        sentences = ["本题已收藏。", "还没有上一题。", "上一题已报错。", "本题已报错。", "本题已取消报错。"]
        sentences += ["上一题已取消收藏。", "本题已收藏。"]
        heard_of = [line.rpartition("> ")[2] for line in said.out.splitlines()]
        assert [line for line in heard_of if line.startswith(("本题", "上一题", "还没有"))] == sentences
        assert marks(full) == {("第0号", "report"), ("第1号", "star")}

    def test_a_hint_before_an_undone_answer_does_not_count_for_the_next(self, full: Terminal) -> None:
        full.run("study", "--plain", keys="h\nA\nu\nA\nq\n")
        assert ["hinted" in body for body in bodies(full)] == [True, False, False]

    def test_at_the_end_they_are_about_the_last_question(self, full: Terminal) -> None:
        said = full.run("study", "--plain", "--limit", "1", keys="A\nr\n！\nu\nB\n\n")
        assert "u 撤销上一题> r\n按回车结束；u 撤销上一题，** 收藏上一题，!! 报错。\n" in said.out
        assert marks(full) == {("第0号", "report")}
        assert "本次答了 1 题，答对 0 题" in said.out

    def test_a_blank_takes_letters_as_text(self, terminal: Terminal, tmp_path: Path) -> None:
        rows = [{"kind": "blank", "prompt": "相关系数（　　），四分位距（　　）。", "answer": [["r"], ["Q"]]}]
        terminal.run("import", decks.write(tmp_path / "a.json", rows))
        said = terminal.run("study", "--plain", keys="/r\nr\n?\nq\n\n")
        assert "本次答了 1 题，答对 1 题" in said.out
        assert said.out.count("\n相关系数（第 1 空），四分位距（第 2 空）。\n") == 2
        assert said.out.count("第 1 空，共 2 空（不会就直接回车）> ") == 2


def bodies(terminal: Terminal) -> list[dict[str, object]]:
    """What the answers and undoings hold, in order."""
    return [
        json.loads(body) for (body,) in rows_of(terminal, "SELECT body FROM entry WHERE kind <> 'mark' ORDER BY seq")
    ]


def marks(terminal: Terminal) -> set[tuple[str, str]]:
    """The beginning of each marked question, and its mark."""
    found = {}
    query = "SELECT item.body, entry.body FROM entry JOIN item USING (question) WHERE entry.kind = 'mark' ORDER BY seq"
    for prompt, body in rows_of(terminal, query):
        mark = json.loads(body)
        found[json.loads(prompt)["prompt"][:3], mark["what"]] = mark["on"]
    return {mark for mark, on in found.items() if on}


def rows_of(terminal: Terminal, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(terminal.store)) as connection:
        return connection.execute(query).fetchall()


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("row", "typed", "sentence"),
        [
            (0, "1", "答错了。正确答案是 C，三十日。"),
            (0, "0", "正确答案是 C，三十日。"),
            (1, "ab", "答错了。正确答案是 A，养老保险；C，失业保险；D，生育保险。"),
            (2, "对", "答错了。这句话是错误的。"),
            (3, "15\n", "答错了。第 1 空对；第 2 空错，应为 24，也可写 二十四。"),
            (4, "1", "答错了。应为 0。"),
            (5, "\n1", "未全对。要点共 3 个，答到 1 个。"),
            (5, "\n0", "要点共 3 个，答到 0 个。"),
            (6, "ABCD", "答错了。正确顺序：受理，调查，决定，送达。"),
            (7, "1A2B", "答错了。工伤保险，配 B 伤残补助；失业保险，配 A 失业金。"),
        ],
    )
    def test_of_an_answer_that_is_not_right(
        self, terminal: Terminal, tmp_path: Path, row: int, typed: str, sentence: str
    ) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", [decks.EVERY_KIND[row]]))
        said = terminal.run("study", "--plain", keys=f"{typed}\n")
        assert sentence in said.out.splitlines()

    def test_of_blanks_in_any_order(self) -> None:
        blanks = Blanks((Blank(("协商",), group=1), Blank(("调解",), group=1), Blank(("仲裁",))))
        question = Question(kind=Kind.BLANK, prompt="空", answer=blanks)
        shown = Shown(1, question, None, "", 1, 1, 0, 0, False)
        told = partial(Feedback, b"", shown, rating=1, due=0, interval=0, answered=1, right=0)
        wrong = told(response=Typed(("调解", "", "")), verdict=Verdict(0.3, (True, False, False)))
        assert next(feedback_lines(wrong)) == (
            "未全对。第 1 空对；第 2 空错；第 3 空错，应为 仲裁；第 1、2 空不分先后，应为 协商、调解。"
        )
        passed = told(response=Passed(), verdict=Verdict(0.0, (False,) * 3))
        assert next(feedback_lines(passed)) == "第 3 空应为 仲裁；第 1、2 空不分先后，应为 协商、调解。"

    def test_of_no_answer_at_all(self, full: Terminal) -> None:
        said = full.run("study", "--plain", keys="q\n")
        assert said.out.endswith("答案> q\n\n本次没有答题。\n明天到期 0 题。\n")

    def test_of_the_time_and_of_what_was_missed(self) -> None:
        missed = tuple(Missed(number, f"第{number}题") for number in range(21))
        lines = list(summary_lines(Summary(30, 9, 125_000, (), missed, (4, 0), 1, 9)))
        assert lines[0] == "本次答了 30 题，答对 9 题，用时 2 分 5 秒。"
        assert lines[2:4] == ["答错 21 题：", "1. 第0题"]
        assert lines[-3:] == ["20. 第19题", "……另有 1 题", "明天到期 4 题。"]


@pytest.mark.parametrize("golden", ["dialogue.txt", "dialogue-en.txt"])
def test_no_sign_is_left_that_is_read_out_as_something_else(golden: str) -> None:
    text = (GOLDENS / golden).read_text(encoding="utf-8")
    assert re.findall("[√×→·]|（[\\s　]*）|[0-9]/[0-9]", text) == []


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
        *((SINGLE, word, None) for word in ("", "E", "5", "AB", "甲", "②", "٢٢")),
        *((one, word, Passed()) for one in (SINGLE, LONG, JUDGE, ORDER, MATCH, CARD) for word in ("0", "不知道")),
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


@pytest.mark.parametrize(
    ("question", "word", "sentence"),
    [
        *((one, "", "") for one in (SINGLE, LONG, JUDGE, SHORT, ORDER, MATCH, CARD)),
        (SINGLE, "5", "没有“5”这一项，请输入 A 到 D。"),
        (SINGLE, "甲乙", "没有“甲”这一项，请输入 A 到 D。"),
        (SINGLE, "\x1b[A", "没有“�”这一项，请输入 A 到 D。"),
        (SINGLE, "AB", "单选题只选一项，请输入 A 到 D 中的一个。"),
        (SINGLE, ",", ""),
        (LONG, "a b a", "A 重复了，每一项只能输入一次。"),
        (LONG, "1 13", "没有“13”这一项，请输入 A 到 L。"),
        (JUDGE, "3", "没有“3”这一项，请输入 1 或 2。"),
        (JUDGE, "不" * 99, "没有“不不不不不不不不不不不…”这一项，请输入 1 或 2。"),
        (SHORT, "14", "没有“4”这一项，请输入 1 到 3。"),
        (CARD, "12", "没有“12”这一项，请输入 1 到 4。"),
        (ORDER, "C", "还缺 A、B，每一项都要排进去。"),
        (ORDER, "CABC", "C 重复了，每一项只能输入一次。"),
        (MATCH, "1A 3B", "左边没有“3”，请输入 1 到 2。"),
        (MATCH, "1C", "右边没有“C”，请输入 A 到 B。"),
        (MATCH, "BA", "“BA”不成对，请逐对输入左边的数字和右边的字母，如 1B 2A。"),
    ],
)
def test_what_is_said_of_a_word_that_is_no_answer(question: Question, word: str, sentence: str) -> None:
    assert understand(question, word) is None
    assert fault(question, word) == sentence


EIGHT = Question(kind=Kind.SINGLE, prompt="八", choices=tuple("一二三四五六七八"), answer=Choices((7,)))
BLANK = Question(kind=Kind.BLANK, prompt="空", answer=Blanks((Blank(("R", "Ｑ")),)))


@pytest.mark.parametrize(
    ("question", "word", "command"),
    [
        *((SINGLE, word, Command.READ) for word in ("r", "R", "/r", "/R", "、r")),
        *((SINGLE, word, Command.LEAVE) for word in ("q", "QUIT", "/q")),
        *((SINGLE, word, Command.HELP) for word in ("?", "/?")),
        *((None, word, Command.GUESS) for word in ("g", "/G")),
        (SINGLE, "h", Command.HINT),
        (EIGHT, "h", None),
        (EIGHT, "/h", Command.HINT),
        (JUDGE, "n", None),
        (JUDGE, "!", Command.REPORT),
        (JUDGE, "**", Command.STAR_LAST),
        *((BLANK, word, None) for word in ("r", "R", "q", "h", "g", "*", "!", "0", "/", "/x", "")),
        *((BLANK, f"/{word}", command_of(None, word)) for word in ("r", "q", "u", "h", "g", "*", "!", "?")),
        (BLANK, "u", Command.UNDO),
        (BLANK, "?", Command.HELP),
    ],
)
def test_a_letter_commands_where_it_answers_nothing(
    question: Question | None, word: str, command: Command | None
) -> None:
    assert command_of(question, word) is command


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("期限是（　　）。", "期限是（空）。"),
        ("期限是（ ）", "期限是（空）"),
        ("期限是( )年，____月", "期限是（第 1 空）年，（第 2 空）月"),
        ("（　　）年（　　）月（）日", "（第 1 空）年（第 2 空）月（第 3 空）日"),
        ("【】和___", "（第 1 空）和（第 2 空）"),
        ("main() 和 __init__ 和 a[]（试行）", "main() 和 __init__ 和 a[]（试行）"),
    ],
)
def test_a_gap_is_heard(text: str, spoken: str) -> None:
    assert heard(text) == spoken


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("期限是（　　）。", "期限是（空）。"),
        ("零一二三四五六七八九\n一二三四五六七八九十一二三", "零一二三四五六七八九 一二三四五六七八九……"),
        ("零一二三四五六七八九一二三四五六七八（　　）零", "零一二三四五六七八九一二三四五六七八……"),
    ],
)
def test_a_beginning_ends_before_a_gap(text: str, cut: str) -> None:
    assert beginning(text) == cut
