"""What an object of a foreign file says besides its question: its chapter, its tags, how hard it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studyapp import Basis
from studyapp_interchange.foreign_options import plain
from studyapp_interchange.foreign_rows import NOTHING, Named

_LEVELS = {
    "易": 0.2, "容易": 0.2, "简单": 0.2, "低": 0.2, "较易": 0.35, "中": 0.5, "中等": 0.5, "一般": 0.5, "适中": 0.5,
    "普通": 0.5,
    "较难": 0.65, "难": 0.8, "困难": 0.8, "高": 0.8, "easy": 0.2, "medium": 0.5, "normal": 0.5, "hard": 0.8,
    "difficult": 0.8,
    "初级": 0.2, "中级": 0.5, "高级": 0.8,
}  # fmt: skip
_TAGS = re.compile(r"[;；,，、|\n]+")


@dataclass(frozen=True, slots=True)
class About:
    """What a row says besides its question."""

    explanation: str
    subject: str
    tags: tuple[str, ...]
    difficulty: float | None
    basis: tuple[Basis, ...]
    authority: str
    label: str
    external_id: str


def about_of(row: Mapping[str, Any], used: set[str]) -> About:
    """Return what else a row says, and note the names that were used."""
    named = Named(row)
    external = named.text("external", used)
    parts = [named.text("chapter", used), named.text("section", used)]
    basis = named.text("basis", used)
    tags_name = named.find("tags", lambda value: bool(plain(value)) and not isinstance(value, int), frozenset(used))
    tags = tuple(dict.fromkeys(one.strip() for one in _TAGS.split(plain(row[tags_name])))) if tags_name else ()
    used |= {tags_name} - {""}
    return About(
        explanation=named.text("explanation", used),
        subject="/".join(part.replace("\n", " ") for part in dict.fromkeys(parts) if part),
        tags=tuple(tag for tag in tags if tag not in NOTHING),
        difficulty=_difficulty(named, used),
        basis=(Basis(basis),) if basis else (),
        authority=named.text("authority", used),
        label=named.text("label", used),
        external_id=external,
    )


def _difficulty(named: Named, used: set[str]) -> float | None:
    name = named.find("difficulty", lambda value: _level(plain(value)) is not None, frozenset(used))
    if not name:
        return None
    used.add(name)
    return _level(plain(named.row[name]))


def _level(text: str) -> float | None:
    """Return the difficulty from 0 to 1: a word, a share, or one of five steps."""
    text = text.strip("度级星 ").casefold()
    if text in _LEVELS:
        return _LEVELS[text]
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    if 0 <= number <= 1 and ("." in text or "%" in text or number == 0):
        return number
    return (number - 1) / 4 if number in (1, 2, 3, 4, 5) else None
