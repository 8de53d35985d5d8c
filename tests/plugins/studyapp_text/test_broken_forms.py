"""However numbers, letters, answers and headings are written, the same mistakes are named, at the same lines."""

from __future__ import annotations

import re

import pytest

from studyapp import Source
from tests.plugins.studyapp_text.renderings import ANSWERS, HEADINGS, NUMBERS, OPTIONS
from tests.plugins.studyapp_text.telling import told

BANK = """#单选题
1#失业保险费由谁征收（ ）
A#税务机关
B#街道办事处
2#谁认定工伤（ ）
A#人社部门
B#法院
=C
3#劳动合同应当怎样订立（ ）
=B
4#
A#可以
B#不可以
=A
5#社会保险包括（ ）
A#养老保险
B#商业保险
D#工伤保险
=D
6#试用期最长多久（ ）
A#三个月
B#六个月
=B
6#年休假最少多久（ ）
A#五天
B#五天
=A
8#最低工资由谁发布（ ）
A#省级人民政府
B#县级人民政府
=A
9#仲裁时效多长（ ）
A#一年
B#两年
=AB
10#谁监察劳动用工（ ）
A#人社部门
B#法
"""
REPORT = """\
5 单选题 社会保险包括（ ） ⇒ 养老保险 | 商业保险 | 工伤保险 ⇒ C
6 单选题 试用期最长多久（ ） ⇒ 三个月 | 六个月 ⇒ B
6 单选题 年休假最少多久（ ） ⇒ 五天 | 五天 ⇒ A
8 单选题 最低工资由谁发布（ ） ⇒ 省级人民政府 | 县级人民政府 ⇒ A
9 多选题 仲裁时效多长（ ） ⇒ 一年 | 两年 ⇒ AB
2-4 error no-answer 第 1 题没有答案，未读入。请在选项之后补一行“答案：”。
5-8 error answer-outside-choices 第 2 题的答案“C”不在选项之中，未读入。请改正答案或补全选项。
9-10 error no-choices 第 3 题的答案是“B”，却没有选项，未读入。请补上选项。
11-14 error empty-prompt 第 4 题没有题干，未读入。请补上题干。
16 warning label-gap 选项字母不连续，缺 C。请核对是否漏了选项。
24 warning number-twice 题号 6 连续出现了两次。请核对是否有一个写错了。
26 warning choice-twice 选项 A 与 B 的文字相同。请核对原题。
28 warning number-gap 题号从 6 跳到 8，中间可能漏了题。请对照原文核对。
32-35 warning kind-mismatch 标题或题型标注为单选题，从选项和答案看却是多选题，已按多选题读入。请核对题型和答案。
36-38 error no-answer 第 10 题没有答案，未读入。请在选项之后补一行“答案：”。
"""


def report(
    *, number: str = "{}．", option: str = "{}．", answer: str = "答案：{}", heading: str = "{c}、{name}"
) -> str:
    lines = BANK.replace("#单选题", heading.format(c="一", name="单选题", count=10))
    lines = re.sub(r"(?m)^(\d+)#", lambda found: number.format(found.group(1)), lines)
    lines = re.sub(r"(?m)^([A-D])#", lambda found: option.format(found.group(1)), lines)
    lines = re.sub(r"(?m)^=(\w+)", lambda found: answer.format(found.group(1)), lines)
    said = told(Source("题库.txt", lines.encode())).splitlines(keepends=True)
    return "".join(line for line in said if " info heading " not in line)


@pytest.mark.parametrize("number", [*NUMBERS, "{}:", "[单选]{}.", "%0%.{}．", "（ ）{}.", "（{}）、", "Q{}. "])
def test_numbers(number: str) -> None:
    assert report(number=number) == REPORT


@pytest.mark.parametrize("option", [*OPTIONS, "{} ", "{})", "• {}. ", "{}.\t", "[{}] "])
def test_letters(option: str) -> None:
    assert report(option=option) == REPORT


@pytest.mark.parametrize(
    "answer", [*ANSWERS, "答案;{}", "答案 {}", "【参考答案】{}", "答案是：{}", "ANSWER: {}", "\\ans:{}"]
)
def test_answers(answer: str) -> None:
    assert report(answer=answer) == REPORT


@pytest.mark.parametrize("heading", [*HEADINGS, "题型：{name}", "{name}：", "{c}. {name}（共 {count} 题，20分）"])
def test_headings(heading: str) -> None:
    assert report(heading=heading) == REPORT
