"""Answers in brackets before questions, and options in brackets on the line of the question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Choices, Deck, KeyPoints, Kind, Severity

Read = Callable[[str], Deck]

LED = """一、单选题
（ B ）1、下列属于社会保险的是
①养老 ②车险 ③工伤 ④家财险
(A)①② (B)①③ (C)②④ (D)③④
（ D ）2、失业登记在哪里办
A. 法院
B. 工会
C. 银行
D. 经办机构

（A）3．谁认定工伤？
A. 人社部门 B. 法院
解析：见条例。
二、判断题
（√）1. 单位应当缴费。
"""

ON_THE_LINE = """1. 谁认定工伤？ (A)人社部门 (B)法院 (C)工会
答案：A
2. 谁缴纳工伤保险费？（A）职工（B）单位（C）银行
答案：B
3. 失业登记在哪里办？ ( A )法院 ( B )经办机构
答案：B
4. 谁发放失业保险金？( A ) A.经办机构 B.法院
"""

BEHIND_NUMBERS = """1.(B) 谁缴纳工伤保险费？ (A)职工 (B)单位 (C)银行
2.(A) 谁认定工伤？ (A)人社部门 (B)法院 (C)工会
"""

NUMBERED_OPTIONS = """1. 下列属于社会保险的有
(A) 1. 养老保险
(B) 2. 工伤保险
(C) 3. 车辆保险
答案：AB
2. 下列属于商业保险的是
(A) 1. 养老保险
(B) 2. 车辆保险
答案：B
"""


@pytest.mark.parametrize(
    ("text", "rights", "counts"),
    [
        pytest.param(LED, [(1,), (3,), (0,), (0,)], [4, 4, 2, 2], id="before-the-number"),
        pytest.param(ON_THE_LINE, [(0,), (1,), (1,), (0,)], [3, 3, 2, 2], id="options-on-the-line"),
        pytest.param(BEHIND_NUMBERS, [(1,), (0,)], [3, 3], id="behind-the-number"),
        pytest.param(NUMBERED_OPTIONS, [(0, 1), (1,)], [3, 2], id="options-with-numbers"),
    ],
)
def test_brackets(read: Read, text: str, rights: list[tuple[int, ...]], counts: list[int]) -> None:
    """Whether a letter in brackets is an answer or an option is told by the numbers and letters around it."""
    deck = read(text)
    assert [
        tuple(sorted(item.question.answer.right)) for item in deck.items if isinstance(item.question.answer, Choices)
    ] == rights
    assert [len(item.question.choices) for item in deck.items] == counts
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]
    assert not any(item.question.prompt[-1:].isdigit() for item in deck.items)


PARTS = """1、单选题：从备选答案中选出一个正确答案
1. 谁缴费？
A. 单位
B. 银行
答案：A
2、判断题：对的打√，错的打×
1. 单位要缴费。
答案：√
"""


def test_what_a_part_asks_for_is_no_question(read: Read) -> None:
    """A numbered line that names a kind and says what to do is a heading where a question's number comes next."""
    deck = read(PARTS)
    assert [(item.question.kind, item.question.prompt) for item in deck.items] == [
        (Kind.SINGLE, "谁缴费？"),
        (Kind.JUDGE, "单位要缴费。"),
    ]


POINTS = """一、简答题
1. 简述公告的三个要点。
答案：
- 解释：说明条文的意思
- 标准：统一
- 答案：给出结果
解析：三点都要写。
"""


def test_points_that_look_like_labels(read: Read) -> None:
    """Points of an answer stay points, whatever word they begin with."""
    (item,) = read(POINTS).items
    assert item.question.answer == KeyPoints(("解释：说明条文的意思", "标准：统一", "答案：给出结果"))
    assert item.question.explanation == "三点都要写。"


PAPER = """单选题
1、谁缴费（ ）。
A、单位  B、银行
2、谁审批（ ）。
A、银行  B、部门
多选题
1、险种有（ ）。
A、养老  B、医疗  C、车险
判断题
1、单位缴费。（ ）
2、职工缴全部。（ ）

"""


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("答案：\n单选：1-2 AB\n多选：1、AB\n判断：1-2 √×\n", id="below-a-label"),
        pytest.param("答案\n单选：1-2 AB\n多选：1、AB\n判断：1-2 √×\n", id="below-a-heading"),
        pytest.param("单选：1-2 AB\n多选：1、AB\n判断：1-2 √×\n", id="without-a-heading"),
        pytest.param("答案：\n一、单选题：1、A 2、B\n二、多选题：1、AB\n三、判断题：1、√ 2、×\n", id="headings"),
        pytest.param("参考答案\n单选题 1A 2B\n多选题 1AB\n判断题 1√ 2×\n", id="spaces"),
    ],
)
def test_keys_that_name_kinds(read: Read, key: str) -> None:
    """A key whose lines say the kind first is dealt out, whatever announces it."""
    deck = read(PAPER + key)
    rights = [item.question.answer.right for item in deck.items if isinstance(item.question.answer, Choices)]
    assert rights == [(0,), (1,), (0, 1), (0,), (1,)]
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]


REASONED = """一、单选题
1.试用期最长几个月?
A.1个月
B.6个月
答案:B(《劳动合同法》第十九条规定,不得超过六个月)
2.谁缴纳工伤保险费?
A.单位
B.职工
答案：A（单位）
二、判断题
1.试用期可以单独约定。
答案:×(试用期应包含在合同期限内)
"""


def test_reasons_in_brackets_behind_answers(read: Read) -> None:
    """What stands in brackets behind an answer explains it, unless it is the choice itself."""
    deck = read(REASONED)
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,)), Choices((1,))]
    assert [item.question.explanation for item in deck.items] == [
        "《劳动合同法》第十九条规定,不得超过六个月",
        "",
        "试用期应包含在合同期限内",
    ]
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]


TWO_IN_A_ROW = """一 单选题(每题只有一个答案)
1 劳动法的首要原则是( A )。
A保护劳动者 B物质帮助
C报酬权限 D休息休假
2 (B )是劳动权的核心。
A择业权 B就业权
C休息权 D培训权
"""


def test_letters_without_marks_two_in_a_row(read: Read) -> None:
    """Letters without marks are options where the next line goes on with them."""
    deck = read(TWO_IN_A_ROW)
    assert [(item.question.answer, len(item.question.choices)) for item in deck.items] == [
        (Choices((0,)), 4),
        (Choices((1,)), 4),
    ]


NAMES = """1. 阅读材料：
A公司与 B公司签约
C公司担保
D公司见证
谁负责？
A. 甲
B. 乙
答案：A
"""


def test_lines_that_begin_with_the_names_of_parties(read: Read) -> None:
    """Where the letters come again with marks, the lines before belong to what is asked."""
    (item,) = read(NAMES).items
    assert item.question.choices == ("甲", "乙")
    assert item.question.prompt == "阅读材料：\nA公司与 B公司签约\nC公司担保\nD公司见证\n谁负责？"
