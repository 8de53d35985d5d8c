"""Exam text as people lay it out: each text reads like the files it stands for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import (
    JUDGE_CHOICES,
    Back,
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    KeyPoints,
    Kind,
    Pairs,
    Severity,
    Steps,
)

Read = Callable[[str], Deck]


def codes(deck: Deck) -> list[str]:
    """The codes of what is wrong, headings and the like left out."""
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def only(deck: Deck) -> Item:
    assert codes(deck) == []
    (item,) = deck.items
    return item


OFFICIAL = """
1．失业保险金由（    ）按月发放。
A．社会保险经办机构
B．用人单位
C．税务机关
D．街道办事处
答案：A
解析：见《失业保险条例》。
命题单位：失业保险司
"""

GLUED = """
3518
推行证明事项告知承诺制，坚持以（ ）的发展思想。
正确答案：A
A.人民为中心
B.社会为中心C.企业为中心
D.部门为中心
3515
按照（ ）原则容错。
正确答案：D
A.权责一致
B.尽职免责C.失职追责
D.以上都是
"""

LATEX = """工伤认定申请的时限是()。
A 三十日
B 一年\\ans:AB
养老保险费由谁
缴纳()。
A 单位
B 个人
C 税务机关\\ans:AB
"""

SITE = """[单选]1.工伤保险费由( )缴纳。
A.用人单位
B.职工
答案:A 分数:10
解析: 职工不缴  知识点: 缴费  能力水平:1
@@@
[多选]2.社会保险包括( )。
A.养老
B.医疗
答案:AB 分数:10
@@@
"""

SURVEY = """1. 社保卡由谁发放 [单选题] *
○人社部门(正确答案)
○税务部门
答案解析：见管理办法。

2. 下列属于社会保险的有 [多选题] *
□养老(正确答案)
□商业车险
□工伤(正确答案)
"""

CHECKED = """251. (判断题, 1.0 分) 工伤保险费由职工缴纳。
A. 对
B. 错
我的答案:对正确答案:错  答案解析： 知识点： 缴费
0.0分
"""

FORM = """分类：社会保险
题型：单选题
失业保险金由（ B ）发放。
A. 税务机关 B. 经办机构 C. 街道
难度系数：3
题型：判断题
工伤保险费由用人单位缴纳。（ √ ）
难度系数：2
"""

WEBSITE = """一. 单选题（共2题，0.6分）
1. (单选题, 0.3分)工伤保险费由谁缴纳
A. 用人单位
B. 职工
我的答案: B:职工;正确答案: A:用人单位;
0分
答案解析：
职工不缴费
知识点：
缴费
2. (单选题, 0.3分)谁认定工伤
A. 社会保险行政部门
B. 税务机关
我的答案: A:社会保险行政部门;正确答案: A:社会保险行政部门;
0.3分
二. 多选题（共1题，0.4分）
3. (多选题, 0.4分)职工缴纳的有
A. 养老保险费
B. 失业保险费
我的答案: AB:养老保险费;失业保险费;正确答案: AB:养老保险费;失业保险费;
0.4分
"""

BARE = """1、工伤保险费由谁缴纳
A、用人单位
B、职工
A
2、职工缴纳的有
A、养老保险费
B、失业保险费
AB
3、工伤保险费由职工缴纳。×
"""

BOLD = """# 社会保险
## 单选题
**1. 工伤保险费由谁缴纳？**
- A. 用人单位
- B. 职工
**答案：A**
> 解析：职工不缴费

**2. 谁认定工伤？**
- **A.** 税务机关
- **B.** 社会保险行政部门

**答案**：B
"""

BRACKETS_FIRST = """第5部分 判断题
(    ) 1. 工伤保险费由用人单位缴纳。
（    ）2. 工伤保险费由职工缴纳。
第6部分 单选题
1. 谁认定工伤（    ）
A. 社会保险行政部门  B. 税务机关  C. 医院  D. 学校
参考答案
判断题参考答案（1-2）：
1-2）(√) (×)
单选题参考答案
1）A
"""

PAPER = """人社知识竞赛试卷（A卷）
姓名：______ 单位：______
一、单项选择题（每题2分，共20分）
1. 谁认定工伤（   ）。
A. 医院   B. 行政部门
二、判断题（每题1分）
1. 工伤保险费由职工缴纳。（   ）
参考答案
一、单项选择题：1. B
二、判断题
1.×
"""

AIKEN = """Who pays the work injury premium?
A) The employer
B) The employee
ANSWER: A

Which is a social insurance?
A) Pension
B) Car insurance
ANSWER: A
"""


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (OFFICIAL, [(0,)]),
        (GLUED, [(0,), (3,)]),
        (LATEX, [(0, 1), (0, 1)]),
        (SITE, [(0,), (0, 1)]),
        (SURVEY, [(0,), (0, 2)]),
        (CHECKED, [(1,)]),
        (FORM, [(1,), (0,)]),
        (AIKEN, [(0,), (0,)]),
        (WEBSITE, [(0,), (0,), (0, 1)]),
        (BARE, [(0,), (0, 1), (1,)]),
        (BOLD, [(0,), (1,)]),
        (BRACKETS_FIRST, [(0,), (1,), (0,)]),
        (PAPER, [(1,), (1,)]),
    ],
)
def test_whole_layouts(read: Read, text: str, answers: list[tuple[int, ...]]) -> None:
    deck = read(text)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices(right) for right in answers]


def test_official_layout_in_full(read: Read) -> None:
    item = only(read(OFFICIAL))
    question = item.question
    assert question.prompt == "失业保险金由（    ）按月发放。"
    assert question.choices == ("社会保险经办机构", "用人单位", "税务机关", "街道办事处")
    assert (question.explanation, question.authority) == ("见《失业保险条例》。", "失业保险司")
    assert (item.label, item.source.line, item.source.last) == ("1", 2, 9)


def test_ids_on_lines_of_their_own(read: Read) -> None:
    deck = read(GLUED)
    assert [item.external_id for item in deck.items] == ["3518", "3515"]
    assert deck.items[0].question.choices == ("人民为中心", "社会为中心", "企业为中心", "部门为中心")


def test_notes_of_type_and_marks_leave_the_prompt(read: Read) -> None:
    assert [item.question.prompt for item in read(SURVEY).items] == ["社保卡由谁发放", "下列属于社会保险的有"]
    assert only(read(CHECKED)).question.prompt == "工伤保险费由职工缴纳。"
    assert [item.question.prompt for item in read(FORM).items] == [
        "失业保险金由（ ）发放。",
        "工伤保险费由用人单位缴纳。（ ）",
    ]
    assert [item.question.subject for item in read(FORM).items] == ["社会保险", "社会保险"]


@pytest.mark.parametrize(
    "start",
    [
        "1.",
        "1．",
        "1、",
        "1)",
        "(1)",
        "（1）",
        "第1题 ",
        "第 1 题：",
        "1\t",
        "1. ",
        "**1.**",
        "%0%.1．",
        "(    ) 1. ",
        "（ ）1.",
        "01．",
    ],
)
def test_starts_of_questions(read: Read, start: str) -> None:
    item = only(read(f"{start}失业保险金由谁发放\nA．经办机构\nB．单位\n答案：A\n"))
    assert item.question.prompt.startswith("失业保险金由谁发放")
    assert int(item.label) == 1


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("[单选题]", Kind.SINGLE),
        ("【多选】", Kind.MULTIPLE),
        ("（多选题）", Kind.MULTIPLE),
        ("(单选题, 0.3分)", Kind.SINGLE),
        ("_[多选]_", Kind.MULTIPLE),
        ("[不定项选择题]", Kind.MULTIPLE),
    ],
)
def test_notes_of_type(read: Read, note: str, kind: Kind) -> None:
    question = only(read(f"1. {note} 下列正确的是（ ）\nA．甲\nB．乙\n答案：B\n")).question
    assert (question.kind, question.prompt) == (kind, "下列正确的是（ ）")


@pytest.mark.parametrize(
    "form", ["{}.", "{}．", "{}、", "{})", "（{}）", "({})", "{}：", "{}:", "{} ", "- {}. ", "• {}. ", "{}.\t"]
)
def test_forms_of_options(read: Read, form: str) -> None:
    rows = "\n".join(
        form.format(letter) + text for letter, text in zip("ABCD", ("甲方", "乙方", "丙方", "丁方"), strict=True)
    )
    assert only(read(f"1．谁缴费（ ）\n{rows}\n答案：D\n")).question.choices == ("甲方", "乙方", "丙方", "丁方")


@pytest.mark.parametrize(
    "row",
    [
        "A．甲方   B．乙方   C．丙方   D．丁方",
        "A.甲方B.乙方C.丙方D.丁方",
        "A、甲方 B、乙方 C、丙方 D、丁方",
        "A 甲方 B 乙方 C 丙方 D 丁方",
        "A．甲方\tB．乙方\nC．丙方\tD．丁方",
        "Ａ．甲方　Ｂ．乙方　Ｃ．丙方　Ｄ．丁方",
        "A) 甲方 B) 乙方\nC) 丙方 D) 丁方",
    ],
)
def test_several_options_on_a_line(read: Read, row: str) -> None:
    assert only(read(f"1．谁缴费（ ）\n{row}\n答案：D\n")).question.choices == ("甲方", "乙方", "丙方", "丁方")


def test_options_on_the_line_of_the_prompt(read: Read) -> None:
    question = only(read("1．谁缴费（ ） A. 甲方 B. 乙方\n答案：B\n")).question
    assert (question.prompt, question.choices) == ("谁缴费（ ）", ("甲方", "乙方"))


def test_options_without_a_mark_are_read_and_named(read: Read) -> None:
    deck = read("1．谁负责（ ）。\nA主要领导责任     B相应领导责任\nC报告监督责任     D报告直接责任\n答案：C\n")
    assert deck.items[0].question.choices == ("主要领导责任", "相应领导责任", "报告监督责任", "报告直接责任")
    assert codes(deck) == ["label-missing"]
    deck = read("1．几级管理（ ）\nA．地市、区县\nB．省、地市\nC地市、省\nD．区县、地市\n答案：C\n")
    assert deck.items[0].question.choices[2] == "地市、省"
    assert codes(deck) == ["label-missing"]


@pytest.mark.parametrize(
    "choice",
    [
        "CAD 软件",
        "H2O",
        "维生素A、维生素B、维生素C",
        "A股上市公司",
        "甲 B 族维生素",
        "见 B. 规定",
        "B超检查",
        "1.5倍",
        "e.g. x",
    ],
)
def test_letters_that_are_no_options(read: Read, choice: str) -> None:
    question = only(read(f"1．下列正确的是（ ）\nA．{choice}\nB．乙\nC．丙\n答案：A\n")).question
    assert question.choices == (choice, "乙", "丙")


@pytest.mark.parametrize(
    "line",
    [
        "A股是指什么",
        "CAD 是指",
        "B超",
        "1.5倍工资",
        "2022.3.25 起施行",
        "3/4 以上",
        "①甲 ②乙",
        "Excel 中",
        "第十二条规定",
        "10月17日",
    ],
)
def test_lines_of_a_prompt_that_look_like_structure(read: Read, line: str) -> None:
    question = only(read(f"1．下列说法正确的是（ ）\n{line}\nA．甲\nB．乙\n答案：A\n")).question
    assert question.prompt == f"下列说法正确的是（ ）\n{line}"
    assert question.choices == ("甲", "乙")


@pytest.mark.parametrize("start", ["2.2022年3月25日", "2．2021 年起", "2.20大报告"])
def test_years_right_after_the_number(read: Read, start: str) -> None:
    deck = read(f"1.甲是什么\nA.x\nB.y\n答案：A\n{start}指出（ ）\nA.x\nB.y\n答案：B\n")
    assert [item.label for item in deck.items] == ["1", "2"]
    assert deck.items[1].question.prompt == f"{start[2:]}指出（ ）"


@pytest.mark.parametrize(
    "line",
    [
        "答案：B",
        "答案:B",
        "答案；B",
        "答案B",
        "答案 B",
        "答：B",
        "【答案】B",
        "【参考答案】：B",
        "正确答案：B",
        "参考答案：B",
        "标准答案: b",
        "答案是：b",
        "答案为：Ｂ",
        "答案：（B）",
        "答案：B。",
        "ANSWER: B",
        "\\ans:B",
        "答案：B、乙方",
        "答案：B，乙方",
        "答案：乙方",
        "答案：2",
        "我的答案：A 正确答案：B",
        "我的答案:A正确答案:B",
        "答案：?  B ",
        "答案：B解析：因为。",
        "答案：B。【解析】因为。",
    ],
)
def test_forms_of_answers(read: Read, line: str) -> None:
    assert only(read(f"1．谁缴费（ ）\nA．甲方\nB．乙方\nC．丙方\n{line}\n")).question.answer == Choices((1,))


@pytest.mark.parametrize(
    "written",
    [
        "ABD",
        "A,B,D",
        "A、B、D",
        "A B D",
        "A|B|D",
        "A;B;D",
        "abd",
        "ＡＢＤ",
        "A，B，D。",
        "甲方；乙方；丁方",
        "1,2,4",
        "A 甲方、B 乙方、D 丁方",
    ],
)
def test_answers_of_several_letters(read: Read, written: str) -> None:
    question = only(read(f"1．谁缴费（ ）\nA．甲方\nB．乙方\nC．丙方\nD．丁方\n答案：{written}\n")).question
    assert (question.kind, question.answer) == (Kind.MULTIPLE, Choices((0, 1, 3)))


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("1．谁（ B ）缴费\nA．甲\nB．乙\n", "谁（ ）缴费"),
        ("1．谁( B )缴费\nA．甲\nB．乙\n", "谁（ ）缴费"),
        ("1．谁（  ）缴费。（B）\nA．甲\nB．乙\n", "谁（  ）缴费。"),
        ("1．谁（?  B ）缴费\nA．甲\nB．乙\n", "谁（ ）缴费"),
        ("1．谁缴费 答案：B\nA．甲\nB．乙\n", "谁缴费"),
        ("1．谁缴费（答案：B）\nA．甲\nB．乙\n", "谁缴费"),
        ("1．谁缴费\nA．甲\nB．乙 答案：B\n", "谁缴费"),
        ("1．谁缴费\nA．甲\nB．乙（正确答案）\n", "谁缴费"),
        ("1．谁缴费\nA．甲\nB．乙*\n", "谁缴费"),
        ("1．谁缴费\nA．甲\nv B．乙\n", "谁缴费"),
        ("1．谁缴费\n- [ ] 甲\n- [x] 乙\n", "谁缴费"),
        ("1．谁缴费\n|   | a. | 甲 |\n| * | b. | 乙 |\n", "谁缴费"),
        ("1．谁缴费（ B ）\nA．甲\nB．乙\n答案：B\n", "谁缴费（ ）"),
    ],
)
def test_answers_without_a_line_of_their_own(read: Read, text: str, prompt: str) -> None:
    question = only(read(text)).question
    assert (question.prompt, question.choices, question.answer) == (prompt, ("甲", "乙"), Choices((1,)))


@pytest.mark.parametrize("answer", ["正确", "对", "√", "答案：T", "TRUE", "是", "正确。", "对的", "Ｔ"])
def test_judgements(read: Read, answer: str) -> None:
    question = only(read(f"1．工伤保险费由单位缴纳。（ ）\n答案：{answer.removeprefix('答案：')}\n")).question
    assert (question.kind, question.choices, question.answer) == (Kind.JUDGE, JUDGE_CHOICES, Choices((0,)))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1．由职工缴纳。（×）\n", 1),
        ("1．由职工缴纳。（ 错误 ）\n", 1),
        ("( √ ) 1. 由单位缴纳。\n", 0),
        ("1．由单位缴纳。\nA．错误\nB．正确\n答案：B\n", 0),
        ("1．由单位缴纳。\nA．对\nB．错\n答案：B\n", 1),
        ("一、判断题\n1．由单位缴纳。\n答案：A\n", 0),
        ("1．由职工缴纳。（ ）\n答案：错误，应由用人单位缴纳。\n", 1),
    ],
)
def test_judgements_in_other_forms(read: Read, text: str, right: int) -> None:
    question = only(read(text)).question
    assert (question.kind, question.answer) == (Kind.JUDGE, Choices((right,)))


def gaps(*texts: str) -> Blanks:
    return Blanks(tuple(Blank((text,)) for text in texts))


@pytest.mark.parametrize(
    ("prompt", "written", "answer"),
    [
        ("坚持（    ）方针", "多层次", gaps("多层次")),
        ("实行（ ），（ ）", "收付实现制；权责发生制", gaps("收付实现制", "权责发生制")),
        ("（ ）和____", "甲、乙", gaps("甲", "乙")),
        ("（ ）（ ）（ ）", "甲、乙和丙。", gaps("甲", "乙", "丙")),
        ("（ ），（ ），（ ）", "正行风、树新风，打造满意服务", gaps("正行风", "树新风", "打造满意服务")),
        ("（ ）（ ）", "40%，20%。", gaps("40%", "20%")),
        ("（ ）（ ）", "四十五 十五", gaps("四十五", "十五")),
        ("（ ）（ ）", "①甲②乙", gaps("甲", "乙")),
        ("（ ）的原则", "自然过渡、发用并重", gaps("自然过渡、发用并重")),
        ("缴费基数是（ ）", "工资总额|职工工资总额", Blanks((Blank(("工资总额", "职工工资总额")),))),
        ("费率是（ ）%", "20.67±0.01", Blanks((Blank(("20.67",), "0.01"),))),
        ("（ ）（ ）", "甲；乙（顺序不限）", Blanks((Blank(("甲",), group=1), Blank(("乙",), group=1)))),
    ],
)
def test_blanks(read: Read, prompt: str, written: str, answer: Blanks) -> None:
    question = only(read(f"1．{prompt}\n答案：{written}\n")).question
    assert (question.kind, question.answer) == (Kind.BLANK, answer)


def test_answers_on_the_lines_of_the_gaps(read: Read) -> None:
    question = only(read("1．浮动费率为__95%__，由___（市级）确定。\n")).question
    assert (question.prompt, question.answer) == ("浮动费率为____，由____确定。", gaps("95%", "市级"))


def test_words_in_brackets_are_gaps_where_a_heading_says_so(read: Read) -> None:
    question = only(read("一、填空题\n1．坚持（广覆盖）、（ 保基本 ）方针。\n")).question
    assert (question.prompt, question.answer) == ("坚持（ ）、（ ）方针。", gaps("广覆盖", "保基本"))


def test_gaps_that_the_answer_does_not_fit(read: Read) -> None:
    deck = read("1．（ ）和（ ）和（ ）\n答案：甲；乙\n2．履行（ ）义务\n答案：安全；保护\n")
    assert [item.question.answer for item in deck.items] == [gaps("甲", "乙"), gaps("安全；保护")]
    assert codes(deck) == ["blanks-mismatch", "blanks-mismatch"]


def test_short_answers(read: Read) -> None:
    text = """一、简答题
1．简述工伤认定的程序。
答案：
- 申请
- 受理
并告知
- 决定
2．什么是失业？
答：（1）在法定劳动年龄内；（2）有劳动能力；（3）无业。
3．简述原则。
答案：1.公平
2.效率
3.公开
解析：略
4．名词解释：社会保险
【参考答案】
国家建立的制度。
分散风险。
"""
    deck = read(text)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [
        KeyPoints(("申请", "受理\n并告知", "决定")),
        KeyPoints(("在法定劳动年龄内", "有劳动能力", "无业。")),
        KeyPoints(("公平", "效率", "公开")),
        KeyPoints(("国家建立的制度。\n分散风险。",)),
    ]


def test_order_match_and_cards(read: Read) -> None:
    text = """## 排序题
1. 工伤认定的顺序
A. 受理
B. 申请
C. 决定
答案：BAC

## 匹配题
1. 把险种和缴费人配起来
① 工伤保险
② 养老保险
A. 单位和个人
B. 单位
答案：①-B；②-A

## 卡片
1. 工伤认定申请时限
答案：单位30日
个人1年
"""
    deck = read(text)
    assert codes(deck) == []
    order, match, card = (item.question for item in deck.items)
    assert (order.kind, order.choices, order.answer) == (Kind.ORDER, ("受理", "申请", "决定"), Steps((1, 0, 2)))
    assert (match.kind, match.prompt) == (Kind.MATCH, "把险种和缴费人配起来")
    assert match.choices == ("工伤保险", "养老保险", "单位和个人", "单位")
    assert match.answer == Pairs(((0, 3), (1, 2)))
    assert (card.kind, card.answer) == (Kind.CARD, Back("单位30日\n个人1年"))


def test_questions_and_answers_as_cards(read: Read) -> None:
    deck = read("Q: 工伤认定申请时限？\nA: 三十日\n\nQ: 谁缴费？\nA: 单位\n")
    assert [(item.question.kind, item.question.answer) for item in deck.items] == [
        (Kind.CARD, Back("三十日")),
        (Kind.CARD, Back("单位")),
    ]


@pytest.mark.parametrize(
    "material",
    [
        "案例：张某在甲公司上班途中受伤。",
        "案例一：张某在甲公司上班途中受伤。",
        "案例1\n张某在甲公司上班途中受伤。",
        "【案例】张某在甲公司上班途中受伤。",
        "根据以下资料，回答1-2题。\n张某在甲公司上班途中受伤。",
        "（一）阅读下列材料，回答问题。\n张某在甲公司上班途中受伤。",
    ],
)
def test_cases(read: Read, material: str) -> None:
    text = f"""三、案例分析题
{material}
1. 张某属于（ ）。
A. 工伤
B. 非工伤
答案：A
2. 应在30日内申请。（ ）
答案：正确
四、单选题
1. 谁缴费（ ）
A. 单位
B. 个人
答案：A
"""
    deck = read(text)
    assert codes(deck) == []
    assert [(item.question.kind, item.case) for item in deck.items] == [
        (Kind.CASE, None),
        (Kind.SINGLE, 0),
        (Kind.JUDGE, 0),
        (Kind.SINGLE, None),
    ]
    case = deck.items[0]
    assert "张某在甲公司上班途中受伤。" in case.question.prompt
    assert case.source.last < deck.items[1].source.line


def test_a_numbered_case_with_questions_in_brackets(read: Read) -> None:
    deck = read(
        "1．某公司未缴费。\n（1）应由谁处理（ ）\nA．甲\nB．乙\n答案：A\n（2）时限是（ ）\nA．甲\nB．乙\n答案：B\n"
        "2．谁缴费（ ）\nA．甲\nB．乙\n答案：A\n"
    )
    assert codes(deck) == []
    assert [(item.question.kind, item.label, item.case) for item in deck.items] == [
        (Kind.CASE, "1", None),
        (Kind.SINGLE, "1", 0),
        (Kind.SINGLE, "2", 0),
        (Kind.SINGLE, "2", None),
    ]


def test_a_case_that_announces_its_questions_ends_with_the_last(read: Read) -> None:
    deck = read("根据以下资料，回答1-1题。\n材料。\n1. 问\nA. 甲\nB. 乙\n答案：A\n2. 另问\nA. 甲\nB. 乙\n答案：A\n")
    assert [item.case for item in deck.items] == [None, 0, None]


def test_a_case_without_questions_is_named(read: Read) -> None:
    assert codes(read("案例：材料。\n## 单选题\n1. 问\nA. 甲\nB. 乙\n答案：A\n")) == ["case-empty"]


def test_headings_give_subject_and_kind(read: Read) -> None:
    text = """人社业务知识题库
第一章 社会保险
一、单项选择题（共1题，每题2分）
1．谁缴费（ ）
A．甲
B．乙
答案：A
二、多项选择题。多选、少选均不得分
1．谁缴费（ ）
A．甲
B．乙
答案：A
第二章 就业创业
一、判断题(共计20分)
1．是的。
答案：对
"""
    deck = read(text)
    assert codes(deck) == []
    assert [(item.question.kind, item.question.subject) for item in deck.items] == [
        (Kind.SINGLE, "社会保险"),
        (Kind.MULTIPLE, "社会保险"),
        (Kind.JUDGE, "就业创业"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "单选题",
        "单选题(共计20分)",
        "二、\t单项选择题",
        "一. 单选题（共 1 题，99.6分）",
        "题型：单选题",
        "## 一、单选题",
        "===<<<单选题>>>===",
        "（一）单选题：",
        "第一部分 单选题",
    ],
)
def test_headings_that_name_a_kind(read: Read, heading: str) -> None:
    deck = read(f"{heading}\n1．谁缴费\nA．正确\nB．错误\n答案：A\n")
    assert only(deck).question.kind is Kind.SINGLE
    assert [flaw.code for flaw in deck.flaws] == ["heading"]


@pytest.mark.parametrize(
    ("heading", "subject"),
    [
        ("第一章 总则", "总则"),
        ("### Part 1", "Part 1"),
        ("--- 《党章》 ---", "《党章》"),
        ("-----0704", "0704"),
        ("模块二：社保", "社保"),
        ("一、社会保险", "社会保险"),
    ],
)
def test_headings_that_name_a_subject(read: Read, heading: str, subject: str) -> None:
    assert only(read(f"{heading}\n1．谁缴费\nA．甲\nB．乙\n答案：A\n")).question.subject == subject


def test_small_letters_go_on_only_with_small_letters(read: Read) -> None:
    question = only(read("1. Which?\na) one\nb) two\nANSWER: b\n")).question
    assert (question.choices, question.answer) == (("one", "two"), Choices((1,)))
    question = only(read("1. 下列正确的是\nA. 甲\nb. 仍是甲\nB. 乙\nX. 射线\n答案：B\n")).question
    assert question.choices == ("甲\nb. 仍是甲", "乙\nX. 射线")


def test_judged_lines_without_numbers(read: Read) -> None:
    deck = read("判断题\n工伤保险费由单位缴纳。（√）\n工伤保险费由职工缴纳。（×）\n")
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]


def test_lists_in_explanations_are_no_headings(read: Read) -> None:
    one = "{}．谁缴费\nA．甲\nB．乙\n答案：A\n"
    text = one.format(1) + "解析：包括下列：\n（一）甲\n（二）乙\n第三条 略\n" + one.format(2)
    deck = read(text)
    assert codes(deck) == []
    assert deck.items[0].question.explanation == "包括下列：\n（一）甲\n（二）乙\n第三条 略"
    assert deck.items[1].question.subject == ""


def test_lists_in_explanations_and_prompts_are_no_questions(read: Read) -> None:
    text = """7．下列正确的有（ ）
1)甲
2)乙
A．甲
B．乙
答案：A
解析：理由如下：
1.甲对
2.乙错
A．甲符合规定
B．乙不符合
8．谁缴费
A．甲
B．乙
答案：A
"""
    deck = read(text)
    assert codes(deck) == []
    assert [item.label for item in deck.items] == ["7", "8"]
    assert deck.items[0].question.prompt == "下列正确的有（ ）\n1)甲\n2)乙"
    assert deck.items[0].question.explanation == "理由如下：\n1.甲对\n2.乙错\nA．甲符合规定\nB．乙不符合"


def test_several_right_letters_make_a_stretch_multiple(read: Read) -> None:
    single = "".join(f"{n}．甲{n}\nA．x\nB．y\n答案：A\n" for n in range(1, 5))
    several = "".join(f"{n}．乙{n}\nA．x\nB．y\n答案：{'B' if n == 6 else 'AB'}\n" for n in range(1, 8))
    deck = read(single + several)
    assert codes(deck) == []
    assert [item.question.kind for item in deck.items] == [Kind.SINGLE] * 4 + [Kind.MULTIPLE] * 7


def test_a_stray_number_is_no_restart(read: Read) -> None:
    one = "{}．甲{}\nA．x\nB．y\n答案：A\n"
    deck = read("".join(one.format(n, i) for i, n in enumerate((381, 382, 383, 5, 384, 385))))
    assert codes(deck) == ["misnumbered"]
    assert len(deck.items) == 6


def test_a_number_before_an_explanation(read: Read) -> None:
    text = "126．甲\nA．x\nB．y\n答案：A\n127．解析：理由。\n128．乙\nA．x\nB．y\n答案：B\n"
    deck = read(text)
    assert codes(deck) == ["misnumbered"]
    assert [(item.label, item.question.explanation) for item in deck.items] == [("126", "理由。"), ("128", "")]


@pytest.mark.parametrize(
    "key",
    [
        "参考答案\n1-3 ABA\n",
        "参考答案：\n1.A 2.B 3.A\n",
        "答案：1-3 ABA\n",
        "答案\n1. A\n2. B\n3. A\n",
        "参考答案及解析\n1．A\n2．B\n解析：因为。\n3．A\n",
        "1-2 AB 3.A\n",
        "单选题参考答案（1-3）：\n1）A\n2）B\n3）A\n",
        "【参考答案】\n1．答案：A\n2．答案：B\n3．答案：A\n",
    ],
)
def test_keys_at_the_end(read: Read, key: str) -> None:
    questions = "".join(f"{n}．题{n}\nA．甲\nB．乙\n" for n in (1, 2, 3))
    deck = read("一、单选题\n" + questions + key)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,)), Choices((0,))]


def test_keys_by_kind(read: Read) -> None:
    text = """一、单选题
1．甲
A．x
B．y
2．乙
A．x
B．y
二、判断题
1．丙。（ ）
2．丁。（ ）
参考答案
一、单选题
1-2 BA
二、判断题
1-2）(√)(×)
"""
    deck = read(text)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((right,)) for right in (1, 0, 0, 1)]


def test_keys_whose_headings_follow_the_word_answer(read: Read) -> None:
    chapter = "第{}章 甲\n一、单选题\n1.题\nA.左\nB.右\n二、多选题\n1.题\nA.左\nB.右\n"
    key = "答案：\n一、单选题\n1.B\n二、多选题\n1.AB\n"
    deck = read(chapter.format("一") + key + chapter.format("二") + key)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0, 1))] * 2


def test_keys_of_essays(read: Read) -> None:
    text = "一、简答题\n1. 简述种类。\n二、填空题\n1. （ ）、（ ）的方针\n"
    key = "参考答案\n一、简答题\n1. 答：养老、\n医疗。\n二、填空题\n1. 甲；乙\n"
    deck = read(text + key)
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [KeyPoints(("养老、\n医疗。",)), gaps("甲", "乙")]


def test_keys_of_each_chapter(read: Read) -> None:
    chapter = "第{}章 甲\n1．题\nA．x\nB．y\n2．题\nA．x\nB．y\n参考答案\n1-2 {}\n"
    deck = read(chapter.format("一", "AB") + chapter.format("二", "BA"))
    assert codes(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((right,)) for right in (0, 1, 1, 0)]


def test_fields(read: Read) -> None:
    text = """1. 参加基本养老保险的个人，累计缴费满（ ）年可按月领取。
答案：15
解析：见第十六条。
依据：《中华人民共和国社会保险法》（2018年12月29日修正）第十六条 https://www.npc.gov.cn/x；《实施细则》
有效期：2011-07-01 至 2029-12-31
取代：新办法
难度：0.3   标签：退休、待遇   地区：陕西   命题单位：养老保险司   编号：SI-001
"""
    item = only(read(text))
    question = item.question
    assert question.explanation == "见第十六条。"
    assert [(one.title, one.number, one.article, one.url) for one in question.basis] == [
        ("中华人民共和国社会保险法", "2018年12月29日修正", "第十六条", "https://www.npc.gov.cn/x"),
        ("实施细则", "", "", ""),
    ]
    assert str(question.validity.effective_from) == "2011-07-01"
    assert str(question.validity.effective_to) == "2029-12-31"
    assert question.validity.superseded_by == "新办法"
    assert (question.difficulty, question.tags, question.jurisdiction) == (0.3, ("退休", "待遇"), "陕西")
    assert (question.authority, item.external_id) == ("养老保险司", "SI-001")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("易", 0.2), ("中", 0.5), ("难", 0.8), ("3", 0.5), ("1", 0.1), ("★★★★★", 0.9), ("0.65", 0.65), ("1.0", 1.0)],
)
def test_difficulties(read: Read, written: str, read_as: float) -> None:
    assert only(read(f"1. 问（ ）\n答案：甲\n【难度】{written}\n")).question.difficulty == read_as


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2019-01-01 起", "2019-01-01", "None"),
        ("至 2029-12-31", "None", "2029-12-31"),
        ("2019年1月1日至今", "2019-01-01", "None"),
        ("2019.1.1~2020.12.31", "2019-01-01", "2020-12-31"),
        ("自2019年1月1日起施行", "2019-01-01", "None"),
    ],
)
def test_validity(read: Read, written: str, first: str, last: str) -> None:
    validity = only(read(f"1. 问（ ）\n答案：甲\n有效期：{written}\n")).question.validity
    assert (str(validity.effective_from), str(validity.effective_to)) == (first, last)


def test_unreadable_fields_are_named(read: Read) -> None:
    assert codes(read("1. 问（ ）\n答案：甲\n有效期：不详\n难度：极大\n附件：图1\n")) == ["bad-field"] * 3


def test_noise_is_named_and_left_out(read: Read) -> None:
    one = "1．谁缴费\nA．甲\n— 12 —\nB．乙\n答案：A\n关注公众号获取更多题库\n第 3 页 共 10 页\n"
    deck = read(one + "2．谁缴费\nA．甲\nB．乙\n答案：A\n")
    assert [(flaw.code, flaw.where.line) for flaw in deck.flaws] == [("noise", 3), ("noise", 6), ("noise", 7)]
    assert [item.question.choices for item in deck.items] == [("甲", "乙")] * 2


def test_notices_before_the_questions_are_no_questions(read: Read) -> None:
    notice = "业务知识竞赛试卷\n注意事项：\n1．考试时间：90min。\n2．请用黑色签字笔。\n"
    deck = read(notice + "一、单选题\n1．谁缴费\nA．甲\nB．乙\n答案：A\n")
    assert codes(deck) == []
    assert [flaw.code for flaw in deck.flaws] == ["preface"] * 4 + ["heading"]
    assert len(deck.items) == 1


def test_shown_text_keeps_its_forms(read: Read) -> None:
    question = only(read("1．建筑面积①为５㎡的⺠宅…由\u00a0\u3000谁\u200b缴费\nA．甲\nB．乙\n答案：A\n")).question
    assert question.prompt == "建筑面积①为５㎡的民宅…由 谁缴费"
