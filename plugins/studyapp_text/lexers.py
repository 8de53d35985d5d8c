"""Line to token: what a line looks like by itself, before its neighbours are asked.

Each line is sent by its first character to the few patterns that could fit it. What only looks like structure
(``A股``, ``1.5倍``, ``维生素A``) is marked as weak here and decided where the neighbours are known. Every pattern is
linear in the length of the line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from studyapp_text.begin import WEAK
from studyapp_text.dressing import button, callout, markup_line, options_label
from studyapp_text.fieldlexers import bracketed_field, chosen_answer, labelled_field, latex_answer, parenthetic_field
from studyapp_text.headings import heading_of
from studyapp_text.numberlexers import (
    NUMBER,
    PAGE,
    SCORE,
    named_number,
    number_first,
    number_in_parens,
    ordinal_number,
    typed_number,
    worded_number,
)
from studyapp_text.optionlexers import (
    OPTION,
    boxed_option,
    circled_option,
    lettered_option,
    tabled_option,
    ticked_option,
)
from studyapp_text.tokens import Mark, Token, half_width
from studyapp_text.vocabulary import LABELS_BY_CHARACTER

_HASHED = re.compile(r"#{1,6}\s{0,4}\**\s{0,4}(.+?)\**$", re.S)
_ADVERT = re.compile(
    r"(?:微信|关注|扫码|扫描|更多(?:资料|题库|试题)|公众号|(?:QQ|qq|Q|微信)\s*群|加(?:QQ|qq|Q|微信)?群|加微信|资料来自|本资料由|本题库由).{0,60}$"
)

_SEPARATOR = re.compile(r"(?:[-—–_=*@~～·.…#+]\s?){3,}$|[#*]{1,2}$")
_RULED = re.compile(r"[-—=*<]{2,}\s*([^-—=*<>\s][^<>=*]{0,40}?)\s*[-—=*>]{0,40}$")
_DOTS = "•·●▪◆"
_BULLET = re.compile(r"[-•·●▪◆*+]\s*(.*)", re.S)

_QUESTION_MARKED = re.compile(
    r"(?:(?:Q|问|题目|题干)\s{0,4}[:：]|[【\[](?:题目|题干|问题|试题)[】\]]\s?[:：]?)\s*(.*)", re.S
)

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
    r"[^<>]{0,6}<font\b[^<>]{0,200}?\bcolor\s{0,4}=\s{0,4}[\"']?\s*(?!black\b|#?0{3,6}\b)[#\w][^<>]{0,200}>[^<>]*(?<!\ufdd0)</font>\s*$",
    re.I,
)
"""An option the whole of which has a colour other than black."""

ICONS = re.compile(r"(?:[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u20e3]?\s*)+")
"""Little pictures before a label."""

_FIRST_ICON = "\u25ff"
_ANSWERING = frozenset("参正标答解CAEc")
_ANSWERS = ("answer", "explanation")
_STRUCTURE = (Mark.NUMBER, Mark.OPTION, Mark.FIELD, Mark.HEADING, Mark.CASE, Mark.KEY)
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
    return _behind_icon(line, text) if text[0] > _FIRST_ICON else Token(Mark.TEXT, line, text)


def _behind_icon(line: int, text: str) -> Token:
    """``✅ **Correct Answer: B**``, ``📖 解析：…``: structure behind a little picture; without one, text."""
    found = ICONS.match(text)
    if found is not None and (bare := text[found.end() :].replace("**", "")):
        token = classify(line, bare)
        if token.mark is Mark.FIELD or (token.mark is Mark.NUMBER and token.style not in WEAK):
            return token
    return Token(Mark.TEXT, line, text)


def _hashed(line: int, text: str) -> Token | None:
    """``### 1. …``: a question, or a heading that is numbered; what follows it decides."""
    found = _HASHED.match(text)
    inner = _bare(found.group(1)) if found is not None else ""
    if not inner or (inner[0] not in "0123456789第题问Q" and inner[:2] != "试题") or _may_be_title(text):
        return None
    token = classify(line, inner)
    if token.mark is not Mark.NUMBER or token.style in WEAK or not token.label:
        return _lone_hash(line, text, inner)
    return Token(Mark.NUMBER, line, text, token.label, token.rest, "hash")


def _bare(text: str) -> str:
    """Take pictures and bold off the head of a title: ``🟢 **Question 1:** …``."""
    return ICONS.sub("", text, count=1).replace("**", "") if not text[0].isalnum() or "**" in text else text


def _may_be_title(text: str) -> bool:
    """Say whether a heading is one in any case: it names a kind, or what would be cut out of a question."""
    found = heading_of(text)
    return (found is not None and bool(found.word)) or "答案" in text or "\\ans" in text


def _lone_hash(line: int, text: str, inner: str) -> Token | None:
    """``#1 …``: a number right behind its mark."""
    found = NUMBER.match(inner) if text[1:2].isdigit() else None
    return Token(Mark.NUMBER, line, text, half_width(found.group(1)), found.group(4), "hash") if found else None


def _marked_up(line: int, text: str) -> Token | None:
    """``**答案：**B``, ``> 解析：…``: structure in bold, or quoted."""
    bare = text.replace("**", "").lstrip("> ")
    token = classify(line, bare) if bare and len(bare) < len(text) else None
    if token is None or (token.mark not in _STRUCTURE and options_label(bare) != ""):
        return None
    return token


def _separator(line: int, text: str) -> Token | None:
    if _SEPARATOR.match(text):
        return Token(Mark.SEPARATOR, line, text)
    return Token(Mark.NOISE, line, text) if PAGE.match(text) else None


def _bullet(line: int, text: str) -> Token | None:
    found = _BULLET.match(text)
    if found is None:
        return None
    inner = found.group(1)
    if inner.startswith("**"):
        inner = inner.replace("**", "")
    if inner[:1] in _ANSWERING and (field := classify(line, inner)).mark is Mark.FIELD and field.label in _ANSWERS:
        return field._replace(text=text) if text.endswith(field.rest) else field
    if inner and (option := OPTION.match(inner)):
        letter, rest = option.groups()
        return Token(Mark.OPTION, line, text, half_width(letter).upper(), rest, "strong", text[0] == "*")
    if text[0] in _DOTS and inner and (weak := lettered_option(line, inner)) is not None:
        return weak._replace(text=text)
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


def _options_labelled(line: int, text: str) -> Token | None:
    """``【选项】A.…``, ``选项：``: a label before the options, which say what they are themselves."""
    rest = options_label(text)
    if rest is None:
        return None
    if not rest:
        return Token(Mark.SEPARATOR, line, text)
    token = classify(line, rest)
    return token if token.mark is Mark.OPTION else None


def _asked(line: int, text: str) -> Token | None:
    found = _QUESTION_MARKED.match(text)
    return Token(Mark.NUMBER, line, text, "", found.group(1), text[0]) if found else None


def _advert(line: int, text: str) -> Token | None:
    return Token(Mark.NOISE, line, text) if len(text) < 60 and _ADVERT.match(text) else None


def _unanswered(line: int, text: str) -> Token | None:
    return Token(Mark.NOISE, line, text) if SCORE.match(text) else None


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

    for lexer in (_digit_heading, number_first):
        on("0123456789０１２３４５６７８９", lexer)
    on("【[［〖", bracketed_field)
    on(">", callout)
    on("点查显展收隐[【(（SsVvRrHh", button)
    on("*>", _marked_up)
    on("<", markup_line)
    on("【[选备", _options_labelled)
    on("【[（(_%", typed_number)
    on("【[<〈", _case)
    on("案材背资请根阅结依(（一二三四五六七八九十", _case)
    on("(（一二三四五六七八九十", _heading)
    on("(（", number_in_parens)
    on("(（", parenthetic_field)
    on("[", boxed_option)
    on("[", number_in_parens)
    on("第", ordinal_number)
    on("【", number_in_parens)
    on("题试问QN【[", named_number)
    on("【[", ordinal_number)
    on("第", _heading)
    on("#", _hashed)
    on("#", _heading)
    on("ⅠⅡⅢⅣⅤⅥ模专必抢风共轮加备观热A", _heading)
    on("vV√✓✔*", ticked_option)
    on("-*+", boxed_option)
    on("○◯□☐☑●◉", circled_option)
    on("-—–=*_@~～·.…#+", _separator)
    on("-—=*<", _ruled)
    on("-•·●▪◆*+", _bullet)
    on("\\", latex_answer)
    on("|", tabled_option)
    on("Q问题【[", _asked)
    on((chr(code) for code in (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0xFF21, 0xFF3B))), lettered_option)
    on(LABELS_BY_CHARACTER, labelled_field)
    on("综因所故本应选", chosen_answer)
    on("单多判填简不", worded_number)
    on("【[〖◆★●■▲※☆◇▶", _heading)
    on("单多判填名简问答论计辨主排流匹连配案卡闪不是选材参题正标答附", _heading)
    on("微关扫更公QqＱ加资本", _advert)
    on("未回", _unanswered)
    on("P", _separator)
    return {character: tuple(lexers) for character, lexers in table.items()}


_LEXERS = _table()
