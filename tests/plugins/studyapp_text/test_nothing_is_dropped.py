"""Law 5: every line of a file is part of a question or named in the report, whatever the file says."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Deck, Kind, NotABank, Severity, Source
from studyapp_text.reader import TextReader
from tests.support import examples

SOUP = """
1．谁缴费（ ）
2. 下列正确的有（ ）
3、[多选题] 谁缴费
5．谁缴费
1．
（1）谁处理
第4题 谁缴费
A．甲
B．乙
C. 丙 D. 丁
A甲 B乙
B 乙
A股
E．戊
○甲(正确答案)
- [x] 甲
| * | a. | 甲 |
* B. 乙
答案：A
答案：AB
答案：
答案：正确
答案 错误
答：甲
正确答案：甲；乙
我的答案：A 正确答案：B
答案：1-2 AB
解析：理由
解析《条例》
127．解析：理由
1．答案：A
依据：《法》第一条
难度：0.3  标签：甲
有效期：不详
题型：判断题
章节：一
一、单项选择题（共3题）
二、判断题
## 填空题
# 社会保险
第一章 总则
（一）甲
参考答案
判断题参考答案（1-2）：
1-2 AB
1）(√)
1.A 2.B
案例：甲公司
案例1
根据以下资料，回答1-2题。
----
@@@
— 3 —
3518
3519
第 2 页
0.0分
未选
关注公众号
注意事项：
普通的一行
- 要点
①甲
② 乙
Q: 问
A: 答
---
名称: 甲
1.5倍
6.2022年
由职工缴纳。（×）
"""
LINES = st.sampled_from([*SOUP.split("\n"), " ", "\u3000", "\u200b", "\\ans:B", "\\", "\\A．甲"])


def accounted(deck: Deck) -> set[int]:
    """The lines that the deck's items and flaws name."""
    places = [item.source for item in deck.items] + [flaw.where for flaw in deck.flaws]
    return {line for place in places for line in range(place.line, place.last + 1)}


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=40))
def test_every_line_is_accounted_for(lines: list[str]) -> None:
    try:
        deck = TextReader().read(Source("题库.txt", "\n".join(lines).encode()))
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    named = accounted(deck)
    assert [number for number, line in enumerate(lines, 1) if line.strip() and number not in named] == []


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=40))
def test_items_are_in_order_and_apart(lines: list[str]) -> None:
    try:
        deck = TextReader().read(Source("题库.txt", "\n".join(lines).encode()))
    except NotABank:
        return
    spans = [(item.source.line, item.source.last) for item in deck.items]
    assert all(first <= last for first, last in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert [item.position for item in deck.items] == list(range(len(deck.items)))
    for item in deck.items:
        assert item.question.prompt.strip()
        assert (item.question.answer is None) == (item.question.kind is Kind.CASE)
        assert item.case is None or deck.items[item.case].question.kind is Kind.CASE


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=40))
def test_what_is_not_taken_is_an_error_outside_every_item(lines: list[str]) -> None:
    try:
        deck = TextReader().read(Source("题库.txt", "\n".join(lines).encode()))
    except NotABank:
        return
    taken = {line for item in deck.items for line in range(item.source.line, item.source.last + 1)}
    for flaw in deck.flaws:
        assert flaw.why.text.format_map(flaw.why.arguments)
        if flaw.severity is Severity.ERROR:
            assert taken.isdisjoint(range(flaw.where.line, flaw.where.last + 1))
