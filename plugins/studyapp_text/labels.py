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


def _label(text: str) -> re.Match[str] | None:
    head = text[:12]
    if "：" not in head and ":" not in head:
        return None
    found = _LABEL.match(text)
    return found if found is not None and not _NO_LABEL.search(found.group(1)) else None


def _mark_before(tokens: list[Token], index: int) -> Mark:
    while index and tokens[index - 1].mark is Mark.EMPTY:
        index -= 1
    return tokens[index - 1].mark if index else Mark.HEADING


def settle_unknown_labels(tokens: list[Token]) -> list[Token]:
    """Take lines such as ``专业：社保`` for fields, where most of the file's answers have one behind them."""
    found: dict[int, re.Match[str]] = {}
    counts: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    texts = [(index, token[2]) for index, token in enumerate(tokens) if token[0] is Mark.TEXT]
    for index, text in texts:
        label = _label(text)
        if label is not None:
            found[index] = label
            counts[label.group(1)] += 1
    if not counts or max(counts.values()) < _FEWEST:
        return tokens
    for index, label in found.items():
        placed[label.group(1)] += _mark_before(tokens, index) in _BEFORE
    answers = sum(token.mark is Mark.FIELD and token.label == "answer" for token in tokens)
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
