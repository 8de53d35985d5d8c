"""Lines that say nothing of a question: tags and callouts of Markdown, a label that only announces the options."""

from __future__ import annotations

import re

from studyapp_text.tokens import Mark, Token

_MARKUP = re.compile(
    r"(?:</?(?:details|summary|p|div|center|br|hr)\b[^<>]{0,80}>\s*)+(?:[^<>]{0,60}</summary>)?(?:\s*</?(?:details|p|div|br|hr)\b[^<>]{0,80}>)*$|<!--[^<>]*-->$",
    re.I,
)
_CALLOUT = re.compile(r">\s?\[![\w-]{1,20}\][-+]?(?:\s.{0,60})?$")
_BUTTON = re.compile(
    r"[\[【（(]?(?:点击|点此)?(?:查看|显示|展开|收起|隐藏)(?:正确|参考)?(?:答案|解析|答案(?:与|和|及)?解析)[\]】）)]?$|"
    r"(?:show|view|reveal|hide)(?: the)? (?:answers?|solutions?|explanations?)$",
    re.I,
)
_OPTIONS_LABEL = re.compile(r"(?:[【\[](?:备?选项|备选答案)[】\]]\s?[:：]?|(?:备?选项|备选答案)\s?[:：])\s*(.*)", re.S)


def markup_line(line: int, text: str) -> Token | None:
    """``<details>``, ``<summary>Show answer</summary>``, ``<!-- … -->``."""
    return Token(Mark.SEPARATOR, line, text) if _MARKUP.match(text) else None


def button(line: int, text: str) -> Token | None:
    """``查看答案``: what a page lets press."""
    return Token(Mark.SEPARATOR, line, text) if _BUTTON.match(text) else None


def callout(line: int, text: str) -> Token | None:
    """``> [!question]- Show answer``."""
    return Token(Mark.SEPARATOR, line, text) if _CALLOUT.match(text) else None


def options_label(text: str) -> str | None:
    """Return what follows ``【选项】`` or ``选项：``; None where no such label stands."""
    found = _OPTIONS_LABEL.match(text)
    return found.group(1) if found is not None else None
