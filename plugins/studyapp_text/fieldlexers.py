"""Line to token: labels and what they announce, answers above all."""

from __future__ import annotations

import re

from studyapp_text.tokens import LOOSE, Mark, Token
from studyapp_text.vocabulary import FIELD_OF, LABEL_PATTERN, LABELS, LABELS_BY_CHARACTER

_AFTER_LABEL = r")\s{0,4}(?:[(（][^()（）]{0,10}[)）])?\s{0,4}[:：]\s*(.*)"
_FIELDS = {
    first: re.compile("(" + "|".join(labels) + _AFTER_LABEL, re.S) for first, labels in LABELS_BY_CHARACTER.items()
}
_BRACKETED_FIELD = re.compile(
    rf"[【\[［〖]\s{{0,4}}({LABEL_PATTERN}|答)\s*(?:[:：]\s*([^】\]］〗]*))?[】\]］〗]\s*[:：]?\s*(.*)", re.S
)
_LOOSE_ANSWER = re.compile(
    r"((?:参考|正确|标准)?答案)\s{0,4}(?:应?为|应?是|选)?\s{0,4}[;；:：→=]?\s*"
    r"([(（\[]?(?:[A-Ha-hＡ-Ｈ](?:\s?[、,，]?\s?[A-Ha-hＡ-Ｈ]){0,9}|正确|错误|对|错|√|×|✓|✗)[)）\]]?[。.]?)$"
)
_LOOSE_SEMICOLON = re.compile(r"((?:参考|正确|标准)?答案)\s{0,4}(?:[;；]|[为是]\s{0,4}[:：])\s*(.*)", re.S)
_LOOSE_TEXT = re.compile(
    r"(?:参考|正确|标准)?答案(?:\s{1,8}|\s{0,4}(?:[为是→=]|应为|应是)\s{0,4})(?=[^\s:：])(.*)", re.S
)
_CHOSEN = re.compile(
    r"(?:综上所述|综上|因此|所以|故)?[，,]?(?:(?:本题|答案|正确答案)?(?:应)?(?:选择|选|答案[为是]))\s?[:：]?\s?"
    r"([A-HＡ-Ｈ](?:\s?[、,，]?\s?[A-HＡ-Ｈ]){0,7})(?:选?项)?\s?[。.]?$"
)
_PARENTHETIC = re.compile(
    rf"[(（]\s{{0,4}}({'|'.join(LABELS['answer'] + LABELS['explanation'])})\s{{0,4}}[:：]\s*([^()（）]*)[)）]\s*(.*)",
    re.S,
)
_LOOSE_EXPLANATION = re.compile(
    r"((?:答案|试题|题目)?解析)(?:\s{1,8}(?=\S)|(?=[《“‘\"(（〔])|(?<=答案解析)(?=[\u4e00-\u9fffA-H])(?![的中里部])|$)(.*)",
    re.S,
)
_LATEX_ANSWER = re.compile(r"\\ans\s{0,4}[:：]\s*(.*)", re.S | re.I)
_SAID_TWICE = ("解析：", "解析:")
_LONGEST_LABEL = 9
"""Where most labels end: a quick look before the pattern."""


def labelled_field(line: int, text: str) -> Token | None:
    """``答案：B``, ``解析：…``: a label and what it announces."""
    colon = text.find("：", 0, _LONGEST_LABEL)
    name, rest = FIELD_OF.get(text[:colon]) if colon > 0 else None, ""
    if name is not None:
        rest = text[colon + 1 :].lstrip()
    elif (pattern := _FIELDS.get(text[0])) is not None and (found := pattern.match(text)) is not None:
        name, rest = FIELD_OF[found.group(1)], found.group(2)
    if name is not None:
        if name == "explanation" and rest.startswith(_SAID_TWICE):
            rest = rest[3:].lstrip()
        return Token(Mark.FIELD, line, text, name, rest)
    if "答案" in text[:4]:
        found = _LOOSE_ANSWER.match(text) or _LOOSE_SEMICOLON.match(text)
        if found is not None:
            return Token(Mark.FIELD, line, text, "answer", found.group(2))
        found = _LOOSE_TEXT.match(text)
        if found is not None:
            return Token(Mark.FIELD, line, text, "answer", found.group(1), LOOSE)
    if "解析" in text[:4]:
        found = _LOOSE_EXPLANATION.match(text)
        if found is not None:
            return Token(Mark.FIELD, line, text, "explanation", found.group(2))
    if text[0] == "【":
        return bracketed_field(line, text)
    return None


def chosen_answer(line: int, text: str) -> Token | None:
    """``故选B。``: an answer where there is no other."""
    found = _CHOSEN.match(text) if len(text) < 40 else None
    return Token(Mark.FIELD, line, text, "answer", found.group(1), LOOSE) if found else None


def parenthetic_field(line: int, text: str) -> Token | None:
    """``（答案：B）``."""
    found = _PARENTHETIC.match(text)
    if found is None:
        return None
    label, inside, rest = found.groups()
    return Token(Mark.FIELD, line, text, FIELD_OF[label], f"{inside}{rest}")


def bracketed_field(line: int, text: str) -> Token | None:
    """``【答案】B``."""
    found = _BRACKETED_FIELD.match(text)
    if found is None:
        return None
    label, inside, rest = found.groups()
    return Token(Mark.FIELD, line, text, FIELD_OF.get(label, "answer"), f"{inside or ''}{rest}")


def latex_answer(line: int, text: str) -> Token | None:
    """``\\ans:B``."""
    found = _LATEX_ANSWER.match(text)
    return Token(Mark.FIELD, line, text, "answer", found.group(1)) if found else None
