"""Texts that come back from a document or a table as they are: what readers tidy up is told apart here."""

from __future__ import annotations

import re
import unicodedata

NOTHING = frozenset(("", "无", "暂无", "-", "—", "/", "空", "无。", "略"))
"""What a cell or field says that says nothing."""

_UNTIDY = re.compile(r"\n{2,}|[^\S \n]|[\u2e80-\u2fdf\ufe00-\ufe0f\ufffd]")


def one_space(text: str) -> str:
    """Return a text with one space wherever several stand."""
    return re.sub(" {2,}", " ", text)


def is_tidy(text: str) -> bool:
    """Whether white space, invisible characters and the like would be left alone; several spaces may stand together."""
    if text != text.strip() or _UNTIDY.search(text) or " \n" in text or "\n " in text:
        return False
    return text.isprintable() or all(character == "\n" or _is_plain(character) for character in text)


def is_line(text: str) -> bool:
    """Whether a text is tidy and in one line."""
    return is_tidy(text) and "\n" not in text


def _is_plain(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
