"""Lines as other programs write them, to lines as papers have them: escapes of Markdown, emphasis around labels."""

from __future__ import annotations

import re

from studyapp_text.vocabulary import FIELD_OF, LABEL_PATTERN

_ESCAPED_LABEL = re.compile(r"((?:\d{1,4}|[A-Ha-h]|\\?#{1,6}\s?\d{1,4}))\\([.．、)）])")
_ESCAPED_NUMBER = re.compile(r"\\(\d{1,4}\s?[.．、)）])")
_ESCAPED_GAP = re.compile(r"(?:\\_){2,}")
_EMPHASIS = re.compile(
    rf"(?P<quote>(?:>\s?)*)(?P<mark>\*{{1,3}}|_{{1,3}})(?P<icon>[^\w\s*:：]{{0,2}}\s?)(?P<label>{LABEL_PATTERN})(?P<colon>\s?[:：])?\s*"
    r"(?P<inside>[^*]*?)(?P=mark)(?P<outer>\s?[:：])?\s*(?P<rest>.*)",
    re.S,
)
_UNCLOSED = re.compile(r"(\d{1,4}\s?[.．、)）]\s?)\*\*\s+(?=\S)")
"""The beginning of bold that never ends: ``1. ** …``."""

EMPHATIC = frozenset("*_>")


def forms(text: str) -> list[str]:
    """Return the lines that a line stands for: without the marks that only dress its label, an answer by itself."""
    if "\\" in text:
        text = _unescaped(text)
    if "** " in text and text.count("**") == 1:
        text = _UNCLOSED.sub(r"\1", text, count=1)
    if text[0] in EMPHATIC and (found := _EMPHASIS.match(text)) is not None:
        return _undressed(text, found)
    return [text]


def _unescaped(text: str) -> str:
    """Take the backslash out of ``1\\.`` and ``A\\.`` at the head of a line, and out of gaps."""
    text = _ESCAPED_GAP.sub(lambda gap: "_" * (len(gap.group()) // 2), text)
    found = _ESCAPED_LABEL.match(text)
    if found is not None:
        return f"{found.group(1)}{found.group(2)}{text[found.end() :]}"
    return _ESCAPED_NUMBER.sub(r"\1", text, count=1) if text[0] == "\\" else text


def _undressed(text: str, found: re.Match[str]) -> list[str]:
    """Read ``**答案：B** 因为…`` and ``*解析：* …``: where an answer alone is emphasised, what follows explains it."""
    label, inside, rest = found["label"], found["inside"].strip(), found["rest"].strip()
    if not found["colon"] and (inside or not found["outer"]):
        return [text]
    if inside and rest and FIELD_OF[label] == "answer":
        return [f"{label}：{inside}", f"解析：{rest}"]
    return [f"{label}：{f'{inside} {rest}'.strip()}"]
