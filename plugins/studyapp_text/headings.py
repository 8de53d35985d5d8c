"""Headings: those that name a kind of question, those that name a subject, those that announce the key."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyapp import Kind
from studyapp_text.vocabulary import KIND_OF, KIND_WORDS


class Heading(NamedTuple):
    """A heading. ``word``: the word for the kind, ``答案`` where a key follows, empty where it names a subject.

    ``text``: the subject, or the whole heading. ``level``: 1 for chapters, higher for what lies within.
    """

    word: str
    text: str
    level: int


_WORDS = "|".join(word for word, _ in KIND_WORDS)
ORDER = (
    r"(?:第\s?\d{1,2}\s?(?:部分|大题|题)\s{0,4}[、.．:：)）]?|第?[一二三四五六七八九十百]{1,4}(?:部分|大题|大类|类|题)?\s{0,4}[、.．:：)）]?|[(（][一二三四五六七八九十]{1,3}[)）]|"
    r"[ⅠⅡⅢⅣⅤⅥ]\s{0,2}[、.．]?|\d{1,2}\s{0,2}[、.．])\s*"
)
_KIND = re.compile(
    rf"({ORDER})?(?:题型\s?[:：]\s?)?(?:{ORDER})?((?:{_WORDS})(?:题|正误)?)(?:部分|类)?\s*"
    r"((?:[(（\[【].*|[:：。，,、].*|共.*|\d.*|$))$",
    re.S,
)
_KEY = re.compile(
    rf"(?:附件?\d?\s?[:：、]?\s?)?({ORDER})?((?:{_WORDS})题?)?\s*(?:部分)?\s*[:：]?\s*(?:参考|标准|正确)?答案\s*"
    r"(?:[及与和](?:详细)?解析|[及与和]评分(?:标准|细则|要点)|解析|汇总|表|区|部分|速查|一览表?)?\s*"
    r"([(（][^()（）]{0,20}[)）])?\s*[:：]?$"
)
_KEY_ON_LINE = re.compile(rf"(?:{ORDER})?((?:{_WORDS})题?)\s*(?:参考|标准|正确)?答案\s*[:：]\s*[(（第]?\d")
_CHAPTER = re.compile(
    r"(第[一二三四五六七八九十百零\d]{1,4}\s?(章|篇|编|部分|单元|模块|节|讲|课))(?![条款项])\s*[:：、.．]?\s*(.*)$",
    re.S,
)
_MODULE = re.compile(r"(?:模块|专题)[一二三四五六七八九十\d]{1,3}\s*[:：、.．]?\s*(.*)$", re.S)
_ORDERED = re.compile(r"([一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）])\s*(.*)$", re.S)
_DIGITS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_ORDINAL = re.compile(r"(十?[一二三四五六七八九]|十)\s?[、.．]")
KIND_OF_PART = re.compile(_WORDS)
_DECLARED = re.compile(
    r"(?:共|合计|总计)\s{0,2}(?:计\s{0,2})?(\d{1,5})\s{0,2}(?:道|个|小)?\s{0,2}题|^\D{0,12}?(\d{1,5})\s{0,2}道?小?题\s*[)）]"
)

_ENGLISH_KEY = re.compile(
    r"(?:Answer\s?Keys?|Answers(?:\s(?:and|&)\s(?:Explanations|Rationales?))?(?:\s(?:to|for)\s.{1,60})?)\s*[:.]?$", re.I
)
_ROUND = re.compile(
    r"(?:必答|抢答|风险|选答|共答|轮答|加赛|附加|备用|备选|观众|热身)题\s?[一二三四五六七八九十\d]{0,3}\s*"
    rf"(?:$|[:：]\s*$|[(（【]?\s*(?:规则|说明|这部分|本部分|共|第|每|(?:{_WORDS})).*$)",
    re.S,
)
"""A part of a contest: ``必答题一 规则：这部分为单选题…``."""

_ORNAMENTS = "【】[]〖〗◆★●■▲※☆◇▶ "
_LONGEST = 120
_SUBJECT_LONGEST = 50


def heading_of(text: str) -> Heading | None:
    """Return what a line is as a heading, if it looks like one at all; its neighbours decide whether it is."""
    if len(text) > _LONGEST:
        return None
    if text[0] == "#":
        return _markdown(text)
    if text[0] in _ORNAMENTS:
        return _ornamented(text)
    if text[0] == "A":
        return Heading("答案", text, 3) if _ENGLISH_KEY.match(text) else None
    found = _KEY.match(text)
    if found is not None:
        return Heading("答案" + (found.group(2) or ""), text, 3)
    found = _KIND.match(text)
    if found is not None and _is_kind_heading(found):
        return Heading(found.group(2), text, 3)
    found = _KEY_ON_LINE.match(text)
    if found is not None:
        return Heading("答案" + found.group(1), text, 3)
    if _ROUND.match(text):
        word = KIND_OF_PART.search(text)
        return Heading(word.group() if word is not None else "选择", text, 3)
    return _subject(text) if len(text) <= _SUBJECT_LONGEST else None


def _ornamented(text: str) -> Heading | None:
    """``【单选题】``, ``◆判断题``: a heading in brackets or behind a sign, if it names a kind."""
    bare = text.strip(_ORNAMENTS)
    found = heading_of(bare) if bare and bare[-1] not in "。；;？?" else None
    return found._replace(text=text) if found is not None and found.word else None


def kind_word(word: str) -> Kind | None:
    """Return the kind that a heading's word, or a note on a question, stands for."""
    word = word.removesuffix("题").removesuffix("正误")
    return KIND_OF[word] if word in KIND_OF else KIND_OF.get(word + "题")


def names_kind(text: str) -> bool:
    """Say whether a note names a kind of question, 选择题 included, which leaves open which one."""
    word = text.strip("。. ").removesuffix("题").removesuffix("正误")
    return not word or word in KIND_OF or word + "题" in KIND_OF or KIND_OF_PART.search(word) is not None


def ordinal_of(text: str) -> int:
    """Return what ``二、`` at the head of a heading counts; 0 where there is none."""
    found = _ORDINAL.match(text)
    return _DIGITS.index(found.group(1)) + 1 if found is not None else 0


def declared_count(text: str) -> int:
    """Return how many questions a heading says will follow; 0 where it says nothing."""
    found = _DECLARED.search(text)
    return int(found.group(1) or found.group(2)) if found else 0


def _is_kind_heading(found: re.Match[str]) -> bool:
    """A bare type name needs 题 or nothing after it: ``判断下列…`` and ``选择，…`` are sentences."""
    order, word, after = found.groups()
    if order:
        return word.endswith("题") or not after or after[0] in "(（[【:："
    return (word.endswith("题") or word in ("卡片", "闪卡", "名词解释") or len(word) > 1) and (
        not after
        or after[0] in "(（[【"
        or after in "：:"
        or (word.endswith("题") and after[0] in "共0123456789。，,：:")
    )


def _markdown(text: str) -> Heading | None:
    bare = text.lstrip("#")
    level = len(text) - len(bare)
    bare = bare.strip().strip("#*").strip()
    if not bare or level > 6:
        return None
    inner = heading_of(bare)
    if inner is not None and inner.word:
        return Heading(inner.word, bare, max(level, 2))
    return Heading("", bare, level)


def _subject(text: str) -> Heading | None:
    if text[-1] in "。；;！？?，,":
        return None
    found = _CHAPTER.match(text)
    if found is not None:
        level = 2 if found.group(2) in "节讲课" else 1
        inner = _KIND.match(found.group(3)) if found.group(3) else None
        if inner is not None and _is_kind_heading(inner):
            return Heading(inner.group(2), text, level)
        return Heading("", found.group(3).strip() or found.group(1), level)
    found = _MODULE.match(text)
    if found is not None:
        return Heading("", found.group(1).strip() or text, 1)
    found = _ORDERED.match(text)
    if found is not None and found.group(2):
        return Heading("", found.group(2).strip(), 2 if text[0] not in "(（" else 4)
    return None
