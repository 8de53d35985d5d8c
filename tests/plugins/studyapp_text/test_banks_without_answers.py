"""Banks that keep their answers apart: where a run of numbers, a gap and a chapter begin and end without them."""

from __future__ import annotations

import pytest

from studyapp import Blanks, Choices, Deck, Severity, Source
from studyapp_text.reader import TextReader


def read(bank: str, key: str) -> Deck:
    return TextReader().read(Source("题库.txt", bank.encode(), key=Source("答案.txt", key.encode())))


def rights(deck: Deck) -> list[tuple[str, tuple[int, ...]]]:
    """The beginning of each prompt, and which choice is right."""
    answers = [item.question.answer for item in deck.items]
    return [
        (item.question.prompt[:2], answer.right)
        for item, answer in zip(deck.items, answers, strict=True)
        if isinstance(answer, Choices)
    ]


def wrong(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


TWO_RUNS = """1．甲缴费。（ ）
解析：见条例第一条。
2．乙缴费。（ ）
解析：见条例第二条。
3．丙缴费。（ ）
解析：见条例第三条。
1．丁缴费。（ ）
解析：见办法第一条。
2．戊缴费。（ ）
解析：见办法第二条。
3．己缴费。（ ）
解析：见办法第三条。
"""
ANSWERS = "1．对\n2．错\n3．对\n\n1．错\n2．对\n3．错\n"
JUDGED = [("甲缴", (0,)), ("乙缴", (1,)), ("丙缴", (0,)), ("丁缴", (1,)), ("戊缴", (0,)), ("己缴", (1,))]


@pytest.mark.parametrize("gap", ["（ ）", ""], ids=["gap", "no gap"])
def test_numbers_begin_anew_after_an_explanation(gap: str) -> None:
    deck = read(TWO_RUNS.replace("（ ）", gap), ANSWERS)
    assert rights(deck) == JUDGED
    assert wrong(deck) == []


def test_numbers_begin_anew_after_an_explanation_before_a_key_at_the_end() -> None:
    key = "参考答案\n1．对  2．错  3．对\n1．错  2．对  3．错\n"
    deck = TextReader().read(Source("题库.txt", (TWO_RUNS + key).encode()))
    assert rights(deck) == JUDGED


def test_a_year_may_begin_the_first_question_of_a_run() -> None:
    deck = read(TWO_RUNS.replace("1．丁", "1．2.5倍以上由丁"), ANSWERS)
    assert len(deck.items) == len(JUDGED)


LISTED = """1．甲缴费。（ ）
解析：分为两步：
1．先申报
2．再缴费
3．后核对
2．乙缴费。（ ）
解析：1．先登记
2．再缴费
3．丙缴费。（ ）
解析：见条例第三条。
"""


def test_a_list_within_an_explanation_is_no_run_of_questions() -> None:
    deck = read(LISTED, "1．对\n2．错\n3．对\n")
    assert rights(deck) == [("甲缴", (0,)), ("乙缴", (1,)), ("丙缴", (0,))]
    assert [item.question.explanation for item in deck.items] == [
        "分为两步：\n1．先申报\n2．再缴费\n3．后核对",
        "1．先登记\n2．再缴费",
        "见条例第三条。",
    ]


@pytest.mark.parametrize(
    ("prompt", "answer"),
    [
        ("应在____日内申请，逾期由____承担费用", "60；单位"),
        ("应在__日内申请，逾期由__承担费用", "60；单位"),
        ("由____和____缴费", "单位；职工"),
        ("每____年调整一次比例为____", "两；5%"),
        ("缴费满____个月的，按____发放", "12；月"),
        ("____以上的由____审批", "100万元；省"),
        ("___、___、___都要缴费", "单位；职工；政府"),
        ("____是指____负责____的制度", "甲；乙；丙"),
    ],
)
def test_words_between_two_gaps_are_no_answer(prompt: str, answer: str) -> None:
    deck = read(f"1．{prompt}\n2．由____缴费\n", f"1．{answer}\n2．单位\n")
    assert [item.question.prompt for item in deck.items] == [prompt, "由____缴费"]
    assert [item.question.answer and one(item.question.answer) for item in deck.items] == [
        tuple(answer.split("；")),
        ("单位",),
    ]
    assert wrong(deck) == []


def one(answer: object) -> tuple[str, ...]:
    assert isinstance(answer, Blanks)
    return tuple(blank.accepted[0] for blank in answer.blanks)


@pytest.mark.parametrize(
    ("prompt", "answers"),
    [
        ("浮动费率为__95%__。", ("95%",)),
        ("由___个人账户___和___社会统筹___组成。", ("个人账户", "社会统筹")),
        ("方针是__广覆盖，保基本__。", ("广覆盖，保基本",)),
        ("____30日____内提出。", ("30日",)),
        ("待遇应当___及时足额___发放，依据是___月平均工资___。", ("及时足额", "月平均工资")),
        ("处罚的是___违法行为___，应当说明___理由___。", ("违法行为", "理由")),
    ],
)
def test_words_on_a_gap_are_its_answer(prompt: str, answers: tuple[str, ...]) -> None:
    deck = TextReader().read(Source("题库.txt", f"1．{prompt}\n".encode()))
    assert [one(item.question.answer) for item in deck.items] == [answers]


CHAPTERS = """第一章 养老保险
1．谁缴费（ ）
A．甲
B．乙
2．谁审核（ ）
A．甲
B．乙
{}
1．谁发放（ ）
A．甲
B．乙
2．谁监督（ ）
A．甲
B．乙
"""


@pytest.mark.parametrize(
    "heading", ["第二章 失业保险", "第二节　失业保险", "模块二：失业保险", "二、失业保险", "第二章失业保险"]
)
def test_a_chapter_begins_right_after_an_option(heading: str) -> None:
    deck = read(CHAPTERS.format(heading), "1．A\n2．B\n\n1．B\n2．A\n")
    assert rights(deck) == [("谁缴", (0,)), ("谁审", (1,)), ("谁发", (1,)), ("谁监", (0,))]
    assert [item.question.subject for item in deck.items] == ["养老保险"] * 2 + ["失业保险"] * 2
    assert [item.question.choices for item in deck.items] == [("甲", "乙")] * 4


def test_a_chapter_begins_after_a_gap_and_numbers_may_go_on() -> None:
    bank = "第一章 养老保险\n1．甲缴费（ ）\n2．乙缴费（ ）\n第二章 失业保险\n3．丙缴费（ ）\n4．丁缴费（ ）\n"
    deck = read(bank, "1．对\n2．错\n3．对\n4．错\n")
    assert [item.question.subject for item in deck.items] == ["养老保险"] * 2 + ["失业保险"] * 2


def test_an_option_that_runs_over_into_a_chapter_of_a_law_is_whole() -> None:
    bank = "1．依据是（ ）\nA．本办法\nB．条例第一章至\n第二章的规定\n2．谁缴费（ ）\nA．甲\nB．乙\n"
    deck = read(bank, "1．A\n2．B\n")
    assert [item.question.choices for item in deck.items] == [("本办法", "条例第一章至\n第二章的规定"), ("甲", "乙")]


def test_a_statement_behind_a_hash_that_holds_its_answer_is_no_heading() -> None:
    bank = "## 判断题\n### 1. 工伤保险费由职工缴纳。（ 错误 ）\n### 2. 甲缴费。（ 正确 ）\n"
    deck = TextReader().read(Source("题库.txt", bank.encode()))
    assert rights(deck) == [("工伤", (1,)), ("甲缴", (0,))]
