"""A deck as the paragraphs of an exam paper: parts, sections by kind, numbered questions, each with its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from studyapp import Deck, Item, Kind
from studyapp_interchange.paper_answers import write_asked
from studyapp_interchange.paper_fields import write_fields
from studyapp_interchange.paper_text import is_labelled, is_more, is_prompt, is_word
from studyapp_interchange.paragraphs import Paper, Paragraph, Style

TITLES = {
    Kind.SINGLE: "单项选择题", Kind.MULTIPLE: "多项选择题", Kind.JUDGE: "判断题", Kind.BLANK: "填空题",
    Kind.SHORT: "简答题",
    Kind.ORDER: "排序题", Kind.MATCH: "匹配题", Kind.CASE: "案例分析题", Kind.CARD: "卡片",
}  # fmt: skip
_DIGITS = "〇一二三四五六七八九"


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
    write_fields(paper, item)


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
    write_asked(paper, item)
    write_fields(paper, item)


def _pictures(paper: Paper, item: Item) -> None:
    for media in item.question.media:
        if media.digest in paper.written:
            paper.paragraphs.append(Paragraph(Style.PICTURE, "", media=media))


def han(number: int) -> str:
    """Return a number from 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
