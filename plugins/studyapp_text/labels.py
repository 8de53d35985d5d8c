"""Labels that no list knows: a word before a colon that comes again after every answer."""

from __future__ import annotations

import re
from collections import Counter

from studyapp_text.tokens import Mark, Token

_LABEL = re.compile(r"[【\[]?([\u4e00-\u9fff]{2,8})\s?[】\]]?\s?[:：]\s*(.*)", re.S)
_FEWEST = 3
_SHARE = 0.4
"""Of the answers, so many must have such a line for it to be a field of this file."""

_BEFORE = (Mark.FIELD, Mark.TEXT, Mark.NUMBER, Mark.BULLET)
_SURE = 0.9
_NO_LABEL = re.compile(r"[项选题]$|^如|^即|^注|^例")


def settle_unknown_labels(tokens: list[Token]) -> list[Token]:
    """Take lines such as ``专业：社保`` for fields, where most of the file's answers have one behind them."""
    found: dict[int, re.Match[str]] = {}
    counts: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    answers, before = 0, Mark.HEADING
    for index, token in enumerate(tokens):
        if token.mark is Mark.TEXT and (label := _LABEL.match(token.text)) and not _NO_LABEL.search(label.group(1)):
            found[index] = label
            counts[label.group(1)] += 1
            placed[label.group(1)] += before in _BEFORE
        if token.mark is not Mark.EMPTY:
            before = token.mark
        answers += token.mark is Mark.FIELD and token.label == "answer"
    usual = {
        word
        for word, count in counts.items()
        if count >= max(_FEWEST, _SHARE * answers) and placed[word] >= _SURE * count
    }
    if not usual:
        return tokens
    settled = list(tokens)
    for index, label in found.items():
        if label.group(1) in usual:
            settled[index] = tokens[index]._replace(mark=Mark.FIELD, label="ignored", rest=label.group(2))
    return settled
