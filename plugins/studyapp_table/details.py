"""What is said about a question besides its prompt, options and answer."""

from __future__ import annotations

import re

from studyapp import Basis
from studyapp_table import flaws
from studyapp_table.record import Record

_WORDS = {
    "易": 0.2, "容易": 0.2, "简单": 0.2, "低": 0.2, "较易": 0.35, "中": 0.5, "中等": 0.5, "一般": 0.5, "适中": 0.5,
    "普通": 0.5, "较难": 0.65, "难": 0.8, "困难": 0.8, "高": 0.8, "easy": 0.2, "medium": 0.5, "hard": 0.8,
    "初级": 0.2, "中级": 0.5, "高级": 0.8,
}  # fmt: skip
_NOTHING = frozenset(("", "无", "暂无", "-", "—", "/", "空", "无。"))
_ARTICLE = re.compile(r"(?:^|(?<=[》）\s]))(第[〇零一二三四五六七八九十百千\d]+条.*)$", re.S)
_TITLE = re.compile(r"《([^》]+)》")
_TAGS = re.compile(r"[;；,，、|\n]+")


def text_of(record: Record, name: str) -> str:
    """Return a field's text, empty where it only says that there is none."""
    text = record.fields.get(name, "")
    return "" if text in _NOTHING else text


def difficulty(record: Record) -> float | None:
    """Return the difficulty from 0 to 1: a word, a share, a percentage, or one of five steps."""
    text = text_of(record, "difficulty").strip("度级星 ").casefold()
    if not text:
        return None
    if text in _WORDS:
        return _WORDS[text]
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if 0 <= number <= 1 and ("." in text or "%" in text or number == 0):
        return number
    if number in (1, 2, 3, 4, 5):
        return (number - 1) / 4
    record.note(flaws.bad_field(record.where, "难度", record.fields["difficulty"]))
    return None


def tags(record: Record) -> tuple[str, ...]:
    """Return the tags, which one cell may hold several of."""
    return tuple(dict.fromkeys(tag.strip() for tag in _TAGS.split(text_of(record, "tags")) if tag.strip()))


def basis(record: Record) -> tuple[Basis, ...]:
    """Return the law or book with its article or page."""
    article = text_of(record, "article")
    titles = [text for _, text in record.named["basis"] if text not in _NOTHING]
    if not titles:
        return (Basis("", article=article),) if article else ()
    return tuple(_basis(title, article) for title in titles)


def _basis(text: str, article: str) -> Basis:
    title = _TITLE.match(text)
    found = _ARTICLE.search(text)
    if found and found.start() and not article:
        text, article = text[: found.start()].strip(), found.group(1)
    return Basis(title.group(1) if title and title.end() == len(text) else text, article=article)


def subject(record: Record, sheet: str) -> str:
    """Return the chapter; numbers alone go with the header that says what they count."""
    parts = [f"{header}{text}" if text.isdecimal() else text for header, text in record.named["subject"]]
    parts = [part for part in dict.fromkeys(parts) if part not in _NOTHING]
    return " / ".join(part.replace("\n", " ") for part in parts) or sheet
