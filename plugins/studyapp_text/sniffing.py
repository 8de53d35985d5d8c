"""How much does the beginning of a file look like exam text?"""

from __future__ import annotations

import codecs
import re

from studyapp_text.display import clean
from studyapp_text.frontmatter import read_front_matter
from studyapp_text.tokenise import tokenise
from studyapp_text.tokens import Mark

_LINES = 400
_LONGEST = 4000
_MARKUP = re.compile(r"\s*(?:<\?xml|<!doctype|<html|<quiz|\{|\[\s*[\{\[\"])", re.I)
_GIFT = re.compile(r"[^\\]\{[^{}]{0,200}[=~][^{}]{0,400}\}|^::[^:]+::|^\$CATEGORY:", re.M)


def confidence(head: bytes) -> float:
    """Return 0 (no) to 1 (certain) for bytes that are no other format's signature."""
    text = _text(head)
    if not text.strip() or _MARKUP.match(text):
        return 0.02
    rows = text.split("\n")[:2000]
    lines = [line for line in (clean(row[:_LONGEST]) for row in rows) if line][:_LINES]
    if not lines:
        return 0.0
    if read_front_matter(rows, "") is not None:
        return 0.95
    tokens = tokenise(enumerate(lines, 1))
    numbers = sum(token.mark is Mark.NUMBER for token in tokens)
    options = sum(token.mark is Mark.OPTION and token.style in ("strong", "lower", "box") for token in tokens)
    answers = sum(token.mark in (Mark.FIELD, Mark.KEY) for token in tokens)
    score = 0.1 + 0.3 * (numbers > 0) + 0.2 * (options > 1) + 0.3 * (answers > 0)
    if _is_table(lines) or _GIFT.search(text[:20000]):
        score /= 3
    return min(score, 0.9)


def _text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) & ~1].decode("utf-16", errors="ignore")
    try:
        return head.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:
            return head[: error.start].decode("utf-8")
    return head.decode("gb18030", errors="ignore")


def _is_table(lines: list[str]) -> bool:
    """Say whether nearly all lines have the same number of the same separator."""
    for separator in ("\t", "|||", ","):
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=counts.count)
        if usual >= 2 and counts.count(usual) >= 0.8 * len(counts):
            return True
    return False
