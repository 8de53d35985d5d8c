"""Choices with numbers instead of letters, named so by their answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Choices, Deck, Kind, Severity

Read = Callable[[str], Deck]

CIRCLED = """1、谁缴纳工伤保险费？（单选）
①单位 ②银行 ③法院
答案：①
2、哪些是社会保险（　　）。（多选）
①养老 ②医疗 ③车险
答案：①、②
"""

BRACKETED = """1. 谁缴纳工伤保险费？
（1）单位
（2）银行
（3）法院
答案：（1）
2. 哪些是社会保险？
（1）养老保险
（2）车险
（3）失业保险
答案：（1）（3）
"""

SEQUENCE = """1. 请按先后说明：①待遇核定 ②工伤认定 ③劳动能力鉴定
答案：②③①
2. 简述两点。
答案：①登记；②缴费
"""


@pytest.mark.parametrize("text", [CIRCLED, BRACKETED])
def test_counted(read: Read, text: str) -> None:
    """What the answer names by number is a choice."""
    one, several = (item.question for item in read(text).items)
    assert (one.kind, one.choices, one.answer) == (Kind.SINGLE, ("单位", "银行", "法院"), Choices((0,)))
    assert (several.kind, len(several.choices)) == (Kind.MULTIPLE, 3)
    assert not [flaw for flaw in read(text).flaws if flaw.severity is not Severity.INFO]


def test_what_only_looks_counted(read: Read) -> None:
    """A sequence, and points of an answer, are no choices."""
    assert not any(item.question.choices for item in read(SEQUENCE).items if item.question.kind is not Kind.ORDER)
