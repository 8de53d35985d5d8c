"""A deck as the paragraphs of an exam paper: parts, sections by kind, numbered questions, each with its answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from itertools import groupby

from studyapp import (
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    KeyPoints,
    Kind,
    Media,
    Pairs,
    Question,
    Steps,
    Validity,
)
from studyapp_interchange.paper_text import is_choice, is_labelled, is_more, is_prompt, is_word
from studyapp_interchange.plain_text import is_tidy

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEFTS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
TITLES = {
    Kind.SINGLE: "单项选择题", Kind.MULTIPLE: "多项选择题", Kind.JUDGE: "判断题", Kind.BLANK: "填空题",
    Kind.SHORT: "简答题",
    Kind.ORDER: "排序题", Kind.MATCH: "匹配题", Kind.CASE: "案例分析题", Kind.CARD: "卡片",
}  # fmt: skip
_DIGITS = "〇一二三四五六七八九"
_QUARTER, _HALF = 15, 32
"""How wide options may be, in half characters, that stand four or two on a line."""

_GAPS = re.compile(r"[(（]\s*[)）]|[_＿]{2,}|﹍{2,}|\[\s*\]|【\s*】")
_APART = re.compile(r"[|；;、,，。.\s±（）()\[\]【】/]|第|[0-9]+[.、]")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


class Style(Enum):
    """What a paragraph is, and so how it looks."""

    TITLE = "title"
    PART = "part"
    SECTION = "section"
    MATERIAL = "material"
    QUESTION = "question"
    ESSAY = "essay"
    OPTION = "option"
    OPTIONS = "options"
    ANSWER = "answer"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``label``: what is set apart at its beginning. ``columns``: options on a line, parted by tabs."""

    style: Style
    text: str
    label: str = ""
    columns: int = 1
    media: Media | None = None


@dataclass(slots=True)
class Paper:
    """The paragraphs, and of each item the names of what would read back otherwise."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    lost: dict[int, list[str]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()

    def add(self, style: Style, text: str, label: str = "") -> None:
        """Add a paragraph for each line of a text, the label before the first."""
        first, *more = text.split("\n")
        self.paragraphs.append(Paragraph(style, first, label))
        self.paragraphs += [Paragraph(style, line) for line in more]

    def lose(self, item: Item, *names: str) -> None:
        """Note what of an item does not come back."""
        self.lost.setdefault(item.position, []).extend(names)


def paper_of(deck: Deck, written: Mapping[str, str]) -> Paper:
    """Return the paper of a deck; ``written`` are the digests of the pictures that can be shown, with their names."""
    paper = Paper(written=frozenset(written))
    if deck.name and is_more(deck.name) and is_labelled(deck.name):
        paper.add(Style.TITLE, re.sub(r"\s+", " ", deck.name))
    units = list(_units(deck))
    told = ""
    number = 0
    for subject, run in groupby(units, key=lambda unit: unit[0].question.subject):
        if subject != told:
            number += 1
            told = _part(paper, subject, number) or told
        for section, (kind, group) in enumerate(_by_kind(list(run)), 1):
            _section(paper, section, kind, group)
            for unit in group:
                for item in unit:
                    if item.question.subject != told:
                        paper.lose(item, "subject")
    for item in deck.items:
        for media in item.question.media:
            if written.get(media.digest) != media.name:
                paper.lose(item, "media")
    return paper


def _units(deck: Deck) -> Iterator[list[Item]]:
    """Yield the items; a case with all questions that belong to it."""
    children: dict[int, list[Item]] = {}
    for item in deck.items:
        if item.case is not None:
            children.setdefault(item.case, []).append(item)
    for item in deck.items:
        if item.case is None:
            yield [item, *children.get(item.position, [])]


def _by_kind(run: Sequence[list[Item]]) -> Iterator[tuple[Kind, list[list[Item]]]]:
    kinds = dict.fromkeys(unit[0].question.kind for unit in run)
    for kind in kinds:
        yield kind, [unit for unit in run if unit[0].question.kind is kind]


def _part(paper: Paper, subject: str, number: int) -> str:
    """Write the heading of a subject; nothing where there are no words for it."""
    if not subject or len(subject) > 30 or not is_word(subject) or subject[-1] in "。；;！!？?，,：:":
        return ""
    paper.add(Style.PART, subject, f"第{han(number)}部分　")
    return subject


def _section(paper: Paper, number: int, kind: Kind, group: Sequence[list[Item]]) -> None:
    count = f"（共{len(group)}个案例）" if kind is Kind.CASE else f"（共{len(group)}题）"
    paper.add(Style.SECTION, f"{TITLES[kind]}{count}", f"{han(number)}、")
    for place, unit in enumerate(group, 1):
        first, *children = unit
        if kind is Kind.CASE:
            _material(paper, first, place)
            for index, child in enumerate(children, 1):
                _question(paper, child, index, f"（{TITLES[child.question.kind]}）")
        else:
            _question(paper, first, place)


def _material(paper: Paper, item: Item, place: int) -> None:
    if not is_prompt(item.question.prompt):
        paper.lose(item, "prompt")
    paper.add(Style.MATERIAL, item.question.prompt, f"案例{han(place)}：")
    _pictures(paper, item)
    _fields(paper, item)


def _question(paper: Paper, item: Item, number: int, note: str = "") -> None:
    question = item.question
    if not is_prompt(question.prompt):
        paper.lose(item, "prompt")
    style = Style.ESSAY if question.kind is Kind.SHORT else Style.QUESTION
    first, *more = question.prompt.split("\n")
    paper.paragraphs.append(Paragraph(Style.QUESTION if more else style, note + first, f"{number}．"))
    for index, line in enumerate(more, 1):
        paper.paragraphs.append(Paragraph(style if index == len(more) else Style.QUESTION, line))
    _pictures(paper, item)
    _asked(paper, item)
    _fields(paper, item)


def _pictures(paper: Paper, item: Item) -> None:
    for media in item.question.media:
        if media.digest in paper.written:
            paper.paragraphs.append(Paragraph(Style.PICTURE, "", media=media))


def _asked(paper: Paper, item: Item) -> None:
    question = item.question
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            paper.add(Style.ANSWER, "正确" if right == (0,) else "错误", "答案：")
        case Choices(right) | Steps(right):
            _options(paper, item, question.choices)
            paper.add(Style.ANSWER, "".join(_letter(index) for index in right), "答案：")
        case Blanks(blanks):
            if len(_GAPS.findall(question.prompt)) != len(blanks) or not all(map(_is_gap, blanks)) or _mixed(blanks):
                paper.lose(item, "answer")
            free = "（顺序不限）" if {blank.group for blank in blanks} == {1} else ""
            texts = [_blank(replace(blank, group=0) if free else blank) for blank in blanks]
            paper.add(Style.ANSWER, "；".join(texts) + free, "答案：")
        case KeyPoints(points):
            _points(paper, item, points)
        case Back(text):
            if not is_labelled(text):
                paper.lose(item, "answer")
            paper.add(Style.ANSWER, text, "答案：")
        case Pairs(pairs):
            _pairs(paper, item, pairs)


def _points(paper: Paper, item: Item, points: tuple[str, ...]) -> None:
    if not all(is_labelled(point) and is_more(point) and "\n" not in point for point in points):
        paper.lose(item, "answer")
    paper.add(Style.ANSWER, "", "答案：")
    for point in points:
        paper.add(Style.ANSWER, point, "• ")


def _pairs(paper: Paper, item: Item, pairs: tuple[tuple[int, int], ...]) -> None:
    choices = item.question.choices
    middle = min(right for _, right in pairs)
    if middle > len(LEFTS) or not all(left < middle for left, _ in pairs) or not all(map(is_choice, choices)):
        paper.lose(item, "choices", "answer")
    for index, choice in enumerate(choices[:middle]):
        paper.add(Style.OPTION, choice, f"{LEFTS[index] if index < len(LEFTS) else '○'} ")
    _options(paper, item, choices[middle:])
    told = (f"{LEFTS[left] if left < len(LEFTS) else '○'}-{_letter(right - middle)}" for left, right in pairs)
    paper.add(Style.ANSWER, "；".join(told), "答案：")


def _options(paper: Paper, item: Item, choices: tuple[str, ...]) -> None:
    """Write choices, short ones four or two on a line."""
    alike = len(choices) == 2 and item.question.kind is not Kind.MATCH and all(len(one) < 4 for one in choices)
    if not all(map(is_choice, choices)) or len(choices) > len(LETTERS) or len(choices) < 2:
        paper.lose(item, "choices")
    if alike and re.search("[对错是否√×正误]", "".join(choices)):
        paper.lose(item, "choices")
    texts = [f"{_letter(index)}．{choice}" for index, choice in enumerate(choices)]
    widest = max(map(_width, texts), default=0)
    columns = 4 if widest <= _QUARTER else 2 if widest <= _HALF else 1
    if any(re.search(r"[\sA-Za-zＡ-Ｚ]", choice) for choice in choices):
        columns = 1
    for start in range(0, len(texts), columns):
        row = "\t".join(texts[start : start + columns])
        first, *more = row.split("\n")
        style = Style.OPTION if columns == 1 else Style.OPTIONS
        paper.paragraphs.append(Paragraph(style, first, columns=columns))
        paper.paragraphs += [Paragraph(Style.OPTION, line) for line in more]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _letter(index: int) -> str:
    return LETTERS[index] if 0 <= index < len(LETTERS) else "?"


def _mixed(blanks: tuple[Blank, ...]) -> bool:
    """Whether groups of gaps cannot be told: a note on the whole answer, or on each, says which belong together."""
    groups = {blank.group for blank in blanks}
    return groups == {1} and len(blanks) == 1


def _is_gap(blank: Blank) -> bool:
    if len(set(blank.accepted)) < len(blank.accepted):
        return False
    if blank.tolerance:
        return len(blank.accepted) == 1 and all(map(_NUMBER.fullmatch, (blank.accepted[0], blank.tolerance)))
    return all(_NUMBER.fullmatch(one) or (is_labelled(one) and not _APART.search(one)) for one in blank.accepted)


def _blank(blank: Blank) -> str:
    group = f"（第{blank.group}组）" if blank.group else ""
    return "|".join(blank.accepted) + (f"±{blank.tolerance}" if blank.tolerance else "") + group


def _fields(paper: Paper, item: Item) -> None:
    question = item.question
    for name, label, text in _long(question):
        if text:
            if not is_labelled(text):
                paper.lose(item, name)
            paper.add(Style.ANSWER, text, f"{label}：")
    if question.basis:
        if not all(map(_is_basis, question.basis)) or question.kind is Kind.CASE:
            paper.lose(item, "basis")
        paper.add(Style.ANSWER, "；".join(map(_basis, question.basis)), "依据：")
    _validity(paper, item, question.validity)
    if question.difficulty is not None:
        text = format(Decimal(repr(question.difficulty)), "f")
        paper.add(Style.ANSWER, text if "." in text else f"{text}.0", "难度：")
    if question.tags:
        if not all(map(is_word, question.tags)) or len(set(question.tags)) < len(question.tags):
            paper.lose(item, "tags")
        paper.add(Style.ANSWER, "、".join(question.tags), "知识点：")
    for name, label, text in (
        ("jurisdiction", "地区", question.jurisdiction),
        ("authority", "命题单位", question.authority),
    ):
        if text:
            if not is_word(text):
                paper.lose(item, name)
            paper.add(Style.ANSWER, text, f"{label}：")


def _long(question: Question) -> Iterator[tuple[str, str, str]]:
    yield "explanation", "解析", question.explanation


def _is_basis(basis: Basis) -> bool:
    """Whether a law or document comes back; its title may be any text that the marks around it leave alone."""
    title = bool(basis.title) and is_tidy(basis.title) and not re.search(r"[《》；;\n]|http", basis.title)
    url = not basis.url or re.fullmatch(r"https?://[^；，。）】》\s]+", basis.url) is not None
    return title and url and is_word(basis.number or "号") and _is_article(basis.article)


def _is_article(text: str) -> bool:
    """Whether a text comes back behind a title: an article, a page."""
    return is_tidy(text) and not re.search(r"[《》；;\n\\]|http|^[（(〔]", text)


def _basis(basis: Basis) -> str:
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.title}》{number}{basis.article}{' ' if basis.url and basis.article else ''}{basis.url}"


def _validity(paper: Paper, item: Item, validity: Validity) -> None:
    first, last = validity.effective_from, validity.effective_to
    ends = [f"{first.isoformat()} " if first else "", f" {last.isoformat()}" if last else ""]
    if first or last:
        paper.add(Style.ANSWER, f"{ends[0]}至{ends[1]}" if last else f"{ends[0]}起", "有效期：")
    if validity.superseded_by:
        if not is_word(validity.superseded_by):
            paper.lose(item, "validity")
        paper.add(Style.ANSWER, validity.superseded_by, "取代：")


def han(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
