"""Texts as the rules compare them: what nobody reads aloud does not count."""

from __future__ import annotations

import re

GAP = "\ue000"
"""Stands for a gap to fill, however it is drawn; of the private use area, so that texts do not have it."""

NUMBERS = re.compile(r"[0-9]+(?:点[0-9]+)?[%‰]?|[〇零一二三四五六七八九十百千万亿两半]+")
"""The numbers of a tight text."""

NEGATIONS = re.compile("[不非未无没否勿莫]")

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_is_wide = re.compile("[！-～]").search
_has_wide_words = re.compile("[Ａ-Ｚａ-ｚ０-９％．]").search
_GAPS = re.compile(r"[（(【\[〔]\s*[）)】\]〕]|[_＿]{2,}")
_may_have_gaps = re.compile(r"[）)】\]〕_＿]").search
_POINTS = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_words = re.compile(rf"[^\W_]+|[%‰{GAP}]").findall


def narrow(text: str) -> str:
    """A text with its wide letters, digits and signs made narrow, character by character."""
    return text.translate(_HALF_WIDTH) if _is_wide(text) else text


def tight(text: str) -> str:
    """A text without punctuation and white space, its gaps as ``GAP``; a decimal point stays one."""
    if _has_wide_words(text):
        text = text.translate(_HALF_WIDTH)
    if _may_have_gaps(text):
        text = _GAPS.sub(GAP, text)
    if "." in text:
        text = _POINTS.sub("点", text)
    if "○" in text:  # typed for 〇
        text = text.replace("○", "〇")
    return "".join(_words(text))


def readable(text: str) -> str:
    """A tight text as it can be shown."""
    return text.replace(GAP, "（）")


def signs(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of a tight text, and its negations, each in their order."""
    return tuple(NUMBERS.findall(text)), tuple(NEGATIONS.findall(text))


def skeleton(text: str) -> str:
    """A tight text without its numbers and negations."""
    return NEGATIONS.sub("", NUMBERS.sub("#", text))
