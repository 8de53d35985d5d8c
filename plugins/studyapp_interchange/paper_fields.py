"""What a question has besides its answer, as labelled paragraphs below it."""

from __future__ import annotations

import re
from decimal import Decimal

from studyapp import Basis, Item, Kind, Validity
from studyapp_interchange.paper_text import is_labelled, is_word
from studyapp_interchange.paragraphs import Paper, Style
from studyapp_interchange.plain_text import is_tidy


def write_fields(paper: Paper, item: Item) -> None:
    """Write what a question has besides its answer."""
    question = item.question
    if question.explanation:
        if not is_labelled(question.explanation):
            paper.lose(item, "explanation")
        paper.add(Style.ANSWER, question.explanation, "解析：")
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
