"""Lines that begin with the number of a question, in every form that papers give it, and those of mere digits."""

from __future__ import annotations

import re

from studyapp_text.begin import WEAK
from studyapp_text.display import PLAIN
from studyapp_text.fieldlexers import labelled_field
from studyapp_text.optionlexers import OPTION_IN_PARENS
from studyapp_text.prompts import BLANK
from studyapp_text.tokens import Mark, Token, half_width

STYLES = {".": "dot", "．": "dot", "、": "dot", ")": "paren", "）": "paren", ":": "colon", "：": "colon"}
NUMBER = re.compile(
    r"([0-9０-９]{1,6})(?:\s{0,8}([.．、)）])\s*|\s{0,4}([:：])(?:\s*(?=$|[^\d\s]|\d{1,6}[\u4e00-\u9fff])|\s+(?=\S))|"
    r"[\t ]\s{0,8}(?=[^\d\s/]|[\d.]{1,6}[\u4e00-\u9fff])(?!(?<=(?:19|20)\d\d\s)年))(.*)",
    re.S,
)
_YEAR = re.compile(r"(?:19|20)\d\d\s?年|\d\d大|\d{5,}")
_IN_PARENS = re.compile(r"[(（]\s{0,8}([0-9０-９]{1,4})\s{0,8}[)）]\s*[.．、]?\s*(.*)", re.S)
_ORDINAL = re.compile(r"[【\[]?第\s{0,4}([0-9０-９]{1,5})\s{0,4}题\s*[:：.．、】\]]?\s*(.*)", re.S)
_NAMED = re.compile(
    r"(?:题目?|试题|问题|Question|QUESTION|Q|No\.?|NO\.?)\s{0,4}([0-9０-９]{1,5})\s{0,4}(?:[:：.．、)）]\s*|$)(.*)",
    re.S,
)
_IN_SQUARES = re.compile(
    r"[【\[]\s{0,4}(?:题[目干]?|试题|问题)?\s?([0-9]{1,4})\s{0,4}[】\]]\s*[.．、:：]?\s*(.*)", re.S
)
_BLANK_FIRST = re.compile(r"([(（][^()（）]{0,12}[)）])\s*([0-9]{1,5})\s*[.．、]\s*(.*)", re.S)
_KEY_RANGE = re.compile(
    r"[(（]?\d{1,5}\s{0,4}[-—–~～至]{1,2}\s{0,4}\d{1,5}\s{0,4}[题)）:：.、]{0,3}\s*"
    r"(?:[A-HＡ-Ｈ√×✓✗对错TF()（）,，、;；:：.．|\s\d~～—-]|正确|错误)*(?:[A-HＡ-Ｈ√×✓✗对错TF)）]|正确|错误)$"
)
PAGE = re.compile(
    r"(?:[-—–·\s]{1,6}\d{1,4}[-—–·\s]{1,6}|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d{1,4}.{0,10})$"
)
_LONE = re.compile(r"\d{1,9}$")
SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?\s*分$|(?:未选|未作答|未答|未做|回答正确|回答错误)[。.]?$")
_LONGEST_KEY = 2000
_WORDED_NUMBER = re.compile(
    r"(单选|多选|判断|填空|简答|单项选择|多项选择|不定项选择)题?\s{0,4}([0-9０-９]{1,5})\s{0,4}([.．、)）:：])\s*(?=\S)(.*)",
    re.S,
)
_TYPED_NUMBER = re.compile(
    rf"([\[【(（_]{{1,2}}[^\]】)）\d\s√×{PLAIN}]{{2,10}}[\]】)）]_?|%\d{{1,3}}%\.?)"
    r"\s{0,4}([0-9０-９]{1,5})\s{0,4}([.．、)）])\s*(.*)",
    re.S,
)


def number_first(line: int, text: str) -> Token | None:
    """``1. …``: a number and what separates it, or a mere number."""
    found = NUMBER.match(text)
    if found is None:
        return _bare_number(line, text)
    number, separator, colon, rest = found.groups()
    style = STYLES.get(separator or colon or "", "bare")
    if style == "dot" and text[found.start(4) - 1] in ".．" and rest[:1].isdigit() and not _YEAR.match(rest):
        style = "tight"
    if style in WEAK and SCORE.match(text):
        return Token(Mark.NOISE, line, text)
    number = half_width(number)
    if rest and rest[0] in "答解参參正标標【试":
        labelled = labelled_field(line, rest)
        if labelled is not None and labelled.label in ("answer", "explanation"):
            return labelled._replace(text=text, style=number)
    return Token(Mark.NUMBER, line, text, number, rest, style)


def _bare_number(line: int, text: str) -> Token | None:
    if _LONE.match(text):
        return Token(Mark.LONE, line, text, text)
    if PAGE.match(text) or SCORE.match(text):
        return Token(Mark.NOISE, line, text)
    return Token(Mark.KEY, line, text) if len(text) < _LONGEST_KEY and _KEY_RANGE.match(text) else None


def number_in_parens(line: int, text: str) -> Token | None:
    """``(1) …``, ``(A) …``: a number or a letter in brackets."""
    found = _IN_PARENS.match(text)
    if found is not None:
        return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(2), "parens")
    found = OPTION_IN_PARENS.match(text)
    if found is not None:
        return Token(Mark.OPTION, line, text, half_width(found.group(1)), found.group(2), "strong")
    found = _BLANK_FIRST.match(text)
    if found is not None:
        bracket, number, rest = found.groups()
        shown = rest if not rest or (BLANK.search(rest) and BLANK.match(bracket)) else f"{rest}{bracket}"
        return Token(Mark.NUMBER, line, text, number, shown, "dot")
    if len(text) < _LONGEST_KEY and _KEY_RANGE.match(text):
        return Token(Mark.KEY, line, text)
    return None


def named_number(line: int, text: str) -> Token | None:
    """``题目1：``, ``Q1.``, ``【1】``, ``[1]``."""
    found = _NAMED.match(text) or _IN_SQUARES.match(text)
    if found is None:
        return None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(2), "ordinal")


def ordinal_number(line: int, text: str) -> Token | None:
    """``第1题 …``."""
    found = _ORDINAL.match(text)
    if found is None:
        return Token(Mark.NOISE, line, text) if PAGE.match(text) else None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(2), "ordinal")


def typed_number(line: int, text: str) -> Token | None:
    """``[单选]1. …``, ``%0%.1．…``: a number behind something."""
    found = _TYPED_NUMBER.match(text)
    if found is None:
        return None
    before, number, separator, rest = found.groups()
    kind = before if before[0] in "[【(（_" else ""
    return Token(Mark.NUMBER, line, text, half_width(number), kind + rest, STYLES[separator])


def worded_number(line: int, text: str) -> Token | None:
    """``单选1. …``: a number behind the word for its kind."""
    found = _WORDED_NUMBER.match(text)
    if found is None:
        return None
    word, number, separator, rest = found.groups()
    return Token(Mark.NUMBER, line, text, half_width(number), f"[{word}题]{rest}", STYLES[separator])
