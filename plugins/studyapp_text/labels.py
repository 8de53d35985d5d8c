"""Labels that no list knows: a word before a colon that comes again after every answer."""

from __future__ import annotations

import re
from collections import Counter

from studyapp_text.tokens import Mark, Token

_LABEL = re.compile(r"[【\[]?([\u4e00-\u9fff]{2,8})\s?[】\]]?\s?[:：]\s*(.*)", re.S)
_NOTE = re.compile(
    r"[【\[]?(?:说明|理由|点评|注解|提示|Why|Rationale|Reason|Feedback|Reasoning)\s?[】\]]?\s?[:：]\s*(.*)", re.S
)
_FEWEST = 3
_SHARE = 0.4
"""Of the answers, so many must have such a line for it to be a field of this file."""

_BEFORE = (Mark.FIELD, Mark.TEXT, Mark.NUMBER, Mark.BULLET)
_SURE = 0.9
_LONG = 15
_MOST = 0.6
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
    mark = Mark.TEXT
    texts = [(index, token[2]) for index, token in enumerate(tokens) if token[0] is mark]
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
    told = {word for word in usual if _explains([label for label in found.values() if label.group(1) == word])}
    settled = list(tokens)
    for index, label in found.items():
        if label.group(1) in usual:
            token = tokens[index]
            if label.group(1) in told:
                settled[index] = token._replace(mark=Mark.FIELD, label="explanation", rest=token.text)
            else:
                settled[index] = token._replace(mark=Mark.FIELD, label="ignored", rest=label.group(2))
    return settled


def _explains(labels: list[re.Match[str]]) -> bool:
    """Say whether what stands behind a label is sentences of its own each time: more than a name for several."""
    texts = [label.group(2) for label in labels]
    told = sum(len(text) >= _LONG or text.endswith(("。", "！", "？")) for text in texts)
    return told >= _MOST * len(texts) and len(set(texts)) >= _MOST * len(texts)


def settle_notes(tokens: list[Token]) -> list[Token]:
    """Take ``说明：…`` and the like for explanations where they stand right below an answer or another field."""
    text = Mark.TEXT
    found = {
        index: note
        for index, token in enumerate(tokens)
        if token[0] is text
        and (note := _NOTE.match(token.text)) is not None
        and _mark_before(tokens, index) is Mark.FIELD
    }
    if not found:
        return tokens
    settled = list(tokens)
    for index, note in found.items():
        settled[index] = tokens[index]._replace(mark=Mark.FIELD, label="explanation", rest=note.group(1))
    return settled
