"""The words with which notes say what kind of question they are."""

from __future__ import annotations

from studyapp import Kind

KINDS = {
    Kind.SINGLE: "单选题", Kind.MULTIPLE: "多选题", Kind.JUDGE: "判断题", Kind.BLANK: "填空题", Kind.SHORT: "简答题",
    Kind.ORDER: "排序题", Kind.MATCH: "匹配题", Kind.CASE: "案例题", Kind.CARD: "卡片",
}  # fmt: skip
"""The words for the kinds that are written."""

_TOLD = {name: kind for kind, name in KINDS.items()} | {
    "单选": Kind.SINGLE, "单项选择题": Kind.SINGLE, "单项选择": Kind.SINGLE, "single": Kind.SINGLE, "sc": Kind.SINGLE,
    "多选": Kind.MULTIPLE, "多项选择题": Kind.MULTIPLE, "多项选择": Kind.MULTIPLE, "不定项选择题": Kind.MULTIPLE,
    "不定项": Kind.MULTIPLE, "multiple": Kind.MULTIPLE, "mc": Kind.MULTIPLE,
    "判断": Kind.JUDGE, "是非题": Kind.JUDGE, "正误题": Kind.JUDGE, "judge": Kind.JUDGE, "tf": Kind.JUDGE,
    "填空": Kind.BLANK, "简答": Kind.SHORT, "问答题": Kind.SHORT, "问答": Kind.SHORT, "论述题": Kind.SHORT,
    "名词解释": Kind.SHORT, "案例分析题": Kind.SHORT, "排序": Kind.ORDER, "连线题": Kind.MATCH, "案例": Kind.CASE,
    "案例材料": Kind.CASE,
}  # fmt: skip
_UNTOLD = frozenset({"", "选择题", "客观题", "主观题", "选择", "choice"})
"""Words that leave it to the rest of the note."""


def told_by(word: str) -> Kind | None:
    """Return the kind that a word in lower case names."""
    return _TOLD.get(word)


def is_word(word: str) -> bool:
    """Say whether a word in lower case is one for a kind, or for any."""
    return word in _TOLD or word in _UNTOLD
