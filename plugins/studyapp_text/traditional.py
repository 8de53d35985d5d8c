"""Words of papers in traditional characters, where they stand as headings, labels and notes, to those known here."""

from __future__ import annotations

import re

_WORDS = {
    "單選": "单选", "單一選擇": "单选", "單項選擇": "单项选择", "多選": "多选", "複選": "多选", "多項選擇": "多项选择",
    "選擇": "选择", "是非": "是非", "判斷": "判断", "填空": "填空", "填充": "填空", "簡答": "简答", "問答": "问答",
    "申論": "论述", "名詞解釋": "名词解释",
}  # fmt: skip
_KINDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_LABELS = {"題目": "题目", "題幹": "题干", "試題": "试题", "問題": "问题", "選項": "选项", "題型": "题型"}
_HEAD = re.compile(
    rf"(\W{{0,6}}(?:(?:第?[一二三四五六七八九十]{{1,3}}(?:部分|大題)?|\d{{1,2}}(?=\s?[、.．)）]))\s?[、.．)）:：]?\s*)?)"
    rf"(?:({_KINDS})題|({'|'.join(_LABELS)}))(?=\s?(?:[\d:：(（【】\]、.．)）*]|共|$))"
)
_NOTE = re.compile(rf"(?<=[(（【\[])({_KINDS})題?(?=\s?[\])）】,，])")
_ORDINAL = re.compile(r"([【\[]?第\s?\d{1,4}\s?)題")


def simplified(text: str) -> str:
    """Return a line with its heading, its label or its note as papers in simplified characters have them."""
    text = _ORDINAL.sub(r"\1题", text, count=1) if text[:1] in "第【[" and _ORDINAL.match(text) else text
    if (found := _HEAD.match(text)) is not None:
        lead, kind, label = found.groups()
        text = f"{lead}{_WORDS[kind] + '题' if kind else _LABELS[label]}{text[found.end() :]}"
    return _NOTE.sub(_noted, text)


def _noted(note: re.Match[str]) -> str:
    return _WORDS[note.group(1)] + "题"
