"""What is said about a question besides its prompt, options and answer."""

from __future__ import annotations

import re
from functools import lru_cache

from studyapp import Basis
from studyapp_table import flaws
from studyapp_table.record import Record

_WORDS = {
    "易": 0.2, "容易": 0.2, "简单": 0.2, "低": 0.2, "较易": 0.35, "中": 0.5, "中等": 0.5, "一般": 0.5, "适中": 0.5,
    "普通": 0.5, "较难": 0.65, "难": 0.8, "困难": 0.8, "高": 0.8, "easy": 0.2, "medium": 0.5, "hard": 0.8,
    "初级": 0.2, "中级": 0.5, "高级": 0.8, "很难": 0.95, "极难": 1.0, "很容易": 0.05, "较简单": 0.35, "偏难": 0.65,
    "偏易": 0.35, "normal": 0.5, "difficult": 0.8, "a": 0.2, "b": 0.5, "c": 0.8,
}  # fmt: skip
NOTHING = frozenset(("", "无", "暂无", "-", "—", "/", "空", "无。"))
UNREADABLE = -1.0
"""In place of a difficulty that is none."""

_ARTICLE = re.compile(r"(?:^|(?<=[》）\s]))(第[〇零一二三四五六七八九十百千\d]+条.*)$", re.S)
_TITLE = re.compile(r"《([^》]+)》")
_TAGS = re.compile(r"[;；,，、|\n]+")


def text_of(record: Record, name: str) -> str:
    """Return a field's text, empty where it only says that there is none."""
    text = record.fields.get(name, "")
    return "" if text in NOTHING else text


def difficulty(record: Record) -> float | None:
    """Return the difficulty from 0 to 1, and note one that is none."""
    found = difficulty_of(text_of(record, "difficulty"))
    if found == UNREADABLE:
        record.note(flaws.bad_field(record.where, "难度", record.fields["difficulty"]))
        return None
    return found


@lru_cache(maxsize=256)
def difficulty_of(text: str) -> float | None:
    """Return the difficulty from 0 to 1 that a word, a share, a percentage, or one of five steps says."""
    text = "" if text in NOTHING else text.strip("度级星 ").casefold()
    if not text:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if set(text) <= {"★", "☆"}:
        return min(max(text.count("★") - 1, 0), 4) / 4
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        number = -1.0
    if 0 <= number <= 1 and ("." in text or "%" in text or number == 0):
        return number
    return (number - 1) / 4 if number in (1, 2, 3, 4, 5) else UNREADABLE


@lru_cache(maxsize=8192)
def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags, which one cell may hold several of."""
    if text in NOTHING:
        return ()
    return tuple(dict.fromkeys(tag.strip() for tag in _TAGS.split(text) if tag.strip()))


def basis(record: Record) -> tuple[Basis, ...]:
    """Return the law or book with its article or page."""
    article = text_of(record, "article")
    titles = [text for _, text in record.named["basis"] if text not in NOTHING]
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
    """Return the chapter that the record's columns tell, else that of its sheet."""
    return subject_of(tuple(record.named["subject"]), sheet)


@lru_cache(maxsize=8192)
def subject_of(named: tuple[tuple[str, str], ...], sheet: str) -> str:
    """Return the chapter; numbers alone go with the header that says what they count."""
    parts = [f"{header}{text}" if text.isdecimal() else text for header, text in named]
    parts = [part for part in dict.fromkeys(parts) if part not in NOTHING]
    return " / ".join(part.replace("\n", " ") for part in parts) or sheet
