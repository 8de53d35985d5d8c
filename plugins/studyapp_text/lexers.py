"""Line to token: what a line looks like by itself, before its neighbours are asked.

Each line is sent by its first character to the few patterns that could fit it. What only looks like structure
(``A股``, ``1.5倍``, ``维生素A``) is marked as weak here and decided where the neighbours are known. Every pattern is
linear in the length of the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from studyapp_text.begin import WEAK
from studyapp_text.display import PLAIN
from studyapp_text.fieldlexers import bracketed_field, chosen_answer, labelled_field, latex_answer, parenthetic_field
from studyapp_text.headings import heading_of
from studyapp_text.optionlexers import (
    OPTION,
    OPTION_IN_PARENS,
    boxed_option,
    circled_option,
    lettered_option,
    tabled_option,
    ticked_option,
)
from studyapp_text.prompts import BLANK
from studyapp_text.tokens import Mark, Token, half_width
from studyapp_text.vocabulary import LABELS_BY_CHARACTER

STYLES = {".": "dot", "．": "dot", "、": "dot", ")": "paren", "）": "paren", ":": "colon", "：": "colon"}

_NUMBER = re.compile(
    r"([0-9０-９]{1,6})(?:\s{0,8}([.．、)）])\s*|\s{0,4}([:：])(?:\s*(?=$|[^\d\s]|\d{1,6}[\u4e00-\u9fff])|\s+(?=\S))|"
    r"[\t ]\s{0,8}(?=[^\d\s/]|[\d.]{1,6}[\u4e00-\u9fff]))(.*)",
    re.S,
)
_YEAR = re.compile(r"(?:19|20)\d\d\s?年|\d\d大|\d{5,}")
_IN_PARENS = re.compile(r"[(（]\s{0,8}([0-9０-９]{1,4})\s{0,8}[)）]\s*[.．、]?\s*(.*)", re.S)
_ORDINAL = re.compile(r"[【\[]?第\s{0,4}([0-9０-９]{1,5})\s{0,4}题\s*[:：.．、】\]]?\s*(.*)", re.S)
_NAMED = re.compile(
    r"(?:题目?|试题|问题|Question|QUESTION|Q|No\.?|NO\.?)\s{0,4}([0-9０-９]{1,5})\s{0,4}[:：.．、)）]\s*(.*)", re.S
)
_IN_SQUARES = re.compile(r"[【\[]\s{0,4}(?:题目?)?([0-9]{1,4})\s{0,4}[】\]]\s*[.．、:：]?\s*(.*)", re.S)
_HASHED = re.compile(r"#{1,6}\s{0,4}\**\s{0,4}(.+?)\**$", re.S)
_BLANK_FIRST = re.compile(r"([(（][^()（）]{0,12}[)）])\s*([0-9]{1,5})\s*[.．、]\s*(.*)", re.S)
_KEY_RANGE = re.compile(
    r"[(（]?\d{1,5}\s{0,4}[-—–~～至]{1,2}\s{0,4}\d{1,5}\s{0,4}[题)）:：.、]{0,3}\s*"
    r"(?:[A-HＡ-Ｈ√×✓✗对错TF()（）,，、;；:：.．|\s\d~～—-]|正确|错误)*(?:[A-HＡ-Ｈ√×✓✗对错TF)）]|正确|错误)$"
)
_PAGE = re.compile(
    r"(?:[-—–·\s]{1,6}\d{1,4}[-—–·\s]{1,6}|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}|Page\s*\d{1,4}.{0,10})$"
)
_LONE = re.compile(r"\d{1,9}$")
_SCORE = re.compile(r"\d{1,3}(?:\.\d{1,2})?\s*分$|(?:未选|未作答|未答|未做|回答正确|回答错误)[。.]?$")
_ADVERT = re.compile(
    r"(?:微信|关注|扫码|扫描|更多(?:资料|题库|试题)|公众号|(?:QQ|qq|Q|微信)\s*群|加(?:QQ|qq|Q|微信)?群|加微信|资料来自|本资料由|本题库由).{0,60}$"
)

_SEPARATOR = re.compile(r"(?:[-—–_=*@~～·.…#+]\s?){3,}$|[#*]{1,2}$")
_RULED = re.compile(r"[-—=*<]{2,}\s*([^-—=*<>\s][^<>=*]{0,40}?)\s*[-—=*>]{0,40}$")
_BULLET = re.compile(r"[-•·●▪◆*+]\s*(.*)", re.S)

_QUESTION_MARKED = re.compile(r"(?:Q|问|题目|题干)\s{0,4}[:：]\s*(.*)", re.S)

CASE_LABEL = re.compile(
    r"(?:案例|材料|案情)[一二三四五六七八九十0-9]{0,3}\s?[:：]\s*|[【\[<〈](?:案例|材料|案情|资料)[一二三四五六七八九十0-9]{0,3}[】\]>〉]\s*[:：]?\s*"
)
_CASE = re.compile(
    r"(?:案例|材料|案情|背景资料|背景材料|资料)\s{0,4}[一二三四五六七八九十0-9]{0,3}\s{0,4}[:：]\s*(.*)|"
    r"(?:案例|材料)\s?[一二三四五六七八九十0-9]{1,3}$()|"
    r"[【\[<〈](?:案例|材料|案情|资料)[一二三四五六七八九十0-9]{0,3}[】\]>〉]\s*[:：]?\s*(.*)|"
    r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.]\s*)?"
    r"((?:请?根据|请?阅读|请?结合|依据)(?:以下|下列|下面|下述|上述|所给)[^。]{0,30}?(?:资料|材料|案例|案情|情况|内容)[^。]{0,20}?(?:题|问题)[^。]{0,10}[。:：]?.*)",
    re.S,
)

_FONT = re.compile(r"</?font\b[^<>]*>", re.I)
_COLOURED = re.compile(
    r"[^<>]{0,6}<font\b[^<>]{0,200}?\bcolor\s{0,4}=\s{0,4}[\"']?\s*(?!black\b|#?0{3,6}\b)[#\w][^<>]{0,200}>[^<>]*</font>\s*$",
    re.I,
)
"""An option the whole of which has a colour other than black."""

_STRUCTURE = (Mark.NUMBER, Mark.OPTION, Mark.FIELD, Mark.HEADING, Mark.CASE, Mark.KEY)
_LONGEST_KEY = 2000
_LONGEST_RULED = 120

Lexer = Callable[[int, str], "Token | None"]


def classify(line: int, text: str) -> Token:
    """Return the token of one line that is not empty, its inner fields still inside."""
    if "</font>" in text and _COLOURED.match(text) and (bare := _FONT.sub("", text).strip()):
        coloured = classify(line, bare)
        if coloured.mark is Mark.OPTION:
            return coloured._replace(marked=True)
    for lexer in _LEXERS.get(text[0], ()):
        token = lexer(line, text)
        if token is not None:
            return token
    return Token(Mark.TEXT, line, text)


def _number(line: int, text: str) -> Token | None:
    found = _NUMBER.match(text)
    if found is None:
        return _bare_number(line, text)
    number, separator, colon, rest = found.groups()
    style = STYLES.get(separator or colon or "", "bare")
    if style == "dot" and text[found.start(4) - 1] in ".．" and rest[:1].isdigit() and not _YEAR.match(rest):
        style = "tight"
    if style in WEAK and _SCORE.match(text):
        return Token(Mark.NOISE, line, text)
    number = half_width(number)
    if rest and rest[0] in "答解参正标【试":
        labelled = labelled_field(line, rest)
        if labelled is not None and labelled.label in ("answer", "explanation"):
            return labelled._replace(text=text, style=number)
    return Token(Mark.NUMBER, line, text, number, rest, style)


def _bare_number(line: int, text: str) -> Token | None:
    if _LONE.match(text):
        return Token(Mark.LONE, line, text, text)
    if _PAGE.match(text) or _SCORE.match(text):
        return Token(Mark.NOISE, line, text)
    return Token(Mark.KEY, line, text) if len(text) < _LONGEST_KEY and _KEY_RANGE.match(text) else None


def _paren(line: int, text: str) -> Token | None:
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


def _named(line: int, text: str) -> Token | None:
    """``题目1：``, ``Q1.``, ``【1】``, ``[1]``."""
    found = _NAMED.match(text) or _IN_SQUARES.match(text)
    if found is None:
        return None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(2), "ordinal")


def _hashed(line: int, text: str) -> Token | None:
    """``### 1. …``: a question, or a heading that is numbered; what follows it decides."""
    found = _HASHED.match(text)
    inner = found.group(1) if found is not None else ""
    if not inner or (inner[0] not in "0123456789第题问Q" and inner[:2] != "试题") or _may_be_title(text):
        return None
    token = classify(line, inner)
    if token.mark is not Mark.NUMBER or token.style in WEAK or not token.label:
        return _lone_hash(line, text, inner)
    return Token(Mark.NUMBER, line, text, token.label, token.rest, "hash")


def _may_be_title(text: str) -> bool:
    """Say whether a heading is one in any case: it names a kind, or what would be cut out of a question."""
    found = heading_of(text)
    return (found is not None and bool(found.word)) or "答案" in text or "\\ans" in text


def _lone_hash(line: int, text: str, inner: str) -> Token | None:
    """``#1 …``: a number right behind its mark."""
    found = _NUMBER.match(inner) if text[1:2].isdigit() else None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(4), "hash") if found else None


def _ordinal(line: int, text: str) -> Token | None:
    found = _ORDINAL.match(text)
    if found is None:
        return Token(Mark.NOISE, line, text) if _PAGE.match(text) else None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(2), "ordinal")


def _typed_number(line: int, text: str) -> Token | None:
    """``[单选]1. …``, ``%0%.1．…``: a number behind something."""
    found = _TYPED_NUMBER.match(text)
    if found is None:
        return None
    before, number, separator, rest = found.groups()
    kind = before if before[0] in "[【(（_" else ""
    return Token(Mark.NUMBER, line, text, half_width(number), kind + rest, STYLES[separator])


def _worded_number(line: int, text: str) -> Token | None:
    """``单选1. …``: a number behind the word for its kind."""
    found = _WORDED_NUMBER.match(text)
    if found is None:
        return None
    word, number, separator, rest = found.groups()
    return Token(Mark.NUMBER, line, text, half_width(number), f"[{word}题]{rest}", STYLES[separator])


_WORDED_NUMBER = re.compile(
    r"(单选|多选|判断|填空|简答|单项选择|多项选择|不定项选择)题?\s{0,4}([0-9０-９]{1,5})\s{0,4}([.．、)）:：])\s*(?=\S)(.*)",
    re.S,
)
_TYPED_NUMBER = re.compile(
    rf"([\[【(（_]{{1,2}}[^\]】)）\d\s√×{PLAIN}]{{2,10}}[\]】)）]_?|%\d{{1,3}}%\.?)"
    r"\s{0,4}([0-9０-９]{1,5})\s{0,4}([.．、)）])\s*(.*)",
    re.S,
)


def _marked_up(line: int, text: str) -> Token | None:
    """``**答案：**B``, ``> 解析：…``: structure in bold, or quoted."""
    bare = text.replace("**", "").lstrip("> ")
    token = classify(line, bare) if bare and len(bare) < len(text) else None
    return token if token is not None and token.mark in _STRUCTURE else None


def _separator(line: int, text: str) -> Token | None:
    if _SEPARATOR.match(text):
        return Token(Mark.SEPARATOR, line, text)
    return Token(Mark.NOISE, line, text) if _PAGE.match(text) else None


def _bullet(line: int, text: str) -> Token | None:
    found = _BULLET.match(text)
    if found is None:
        return None
    inner = found.group(1)
    if inner.startswith("**"):
        inner = inner.replace("**", "")
    if inner and (option := OPTION.match(inner)):
        letter, rest = option.groups()
        return Token(Mark.OPTION, line, text, half_width(letter).upper(), rest, "strong", text[0] == "*")
    return Token(Mark.BULLET, line, text, text[0], inner)


def _digit_heading(line: int, text: str) -> Token | None:
    return _heading(line, text) if "题" in text[:14] and len(text) < _LONGEST_RULED else None


def _heading(line: int, text: str) -> Token | None:
    found = heading_of(text)
    return Token(Mark.HEADING, line, text, found.word, found.text, str(found.level)) if found else None


def _case(line: int, text: str) -> Token | None:
    found = _CASE.match(text)
    if found is None:
        return None
    rest = next((group for group in found.groups() if group is not None), "")
    return Token(Mark.CASE, line, text, "回答" if found.group(4) is not None else "", rest)


def _asked(line: int, text: str) -> Token | None:
    found = _QUESTION_MARKED.match(text)
    return Token(Mark.NUMBER, line, text, "", found.group(1), text[0]) if found else None


def _advert(line: int, text: str) -> Token | None:
    return Token(Mark.NOISE, line, text) if len(text) < 60 and _ADVERT.match(text) else None


def _unanswered(line: int, text: str) -> Token | None:
    return Token(Mark.NOISE, line, text) if _SCORE.match(text) else None


def _ruled(line: int, text: str) -> Token | None:
    found = _RULED.match(text) if len(text) < _LONGEST_RULED else None
    if found is None:
        return None
    inner = heading_of(found.group(1))
    if inner is not None:
        return Token(Mark.HEADING, line, text, inner.word, inner.text, "1")
    return Token(Mark.HEADING, line, text, "", found.group(1), "1")


def _table() -> dict[str, tuple[Lexer, ...]]:
    table: dict[str, list[Lexer]] = {}

    def on(characters: Iterable[str], lexer: Lexer) -> None:
        for character in characters:
            table.setdefault(character, []).append(lexer)

    for lexer in (_digit_heading, _number):
        on("0123456789０１２３４５６７８９", lexer)
    on("【[［〖", bracketed_field)
    on("*>", _marked_up)
    on("【[（(_%", _typed_number)
    on("【[<〈", _case)
    on("案材背资请根阅结依(（一二三四五六七八九十", _case)
    on("(（一二三四五六七八九十", _heading)
    on("(（", _paren)
    on("(（", parenthetic_field)
    on("[", boxed_option)
    on("[", _paren)
    on("第", _ordinal)
    on("【", _paren)
    on("题试问QN【[", _named)
    on("【[", _ordinal)
    on("第", _heading)
    on("#", _hashed)
    on("#", _heading)
    on("ⅠⅡⅢⅣⅤⅥ模专", _heading)
    on("vV√✓✔*", ticked_option)
    on("-*+", boxed_option)
    on("○◯□☐☑●◉", circled_option)
    on("-—–=*_@~～·.…#+", _separator)
    on("-—=*<", _ruled)
    on("-•·●▪◆*+", _bullet)
    on("\\", latex_answer)
    on("|", tabled_option)
    on("Q问题", _asked)
    on((chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B))), lettered_option)
    on(LABELS_BY_CHARACTER, labelled_field)
    on("综因所故本应选", chosen_answer)
    on("单多判填简不", _worded_number)
    on("【[〖◆★●■▲※☆◇▶", _heading)
    on("单多判填名简问答论计辨主排流匹连配案卡闪不是选材参题正标答附", _heading)
    on("微关扫更公QqＱ加资本", _advert)
    on("未回", _unanswered)
    on("P", _separator)
    return {character: tuple(lexers) for character, lexers in table.items()}


_LEXERS = _table()
